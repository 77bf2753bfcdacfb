"""The whole file on paper: contents, facts, course, letters, documents, notes."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.cases import documents, header, letters
from webapp.cases.desk import bp, case_of
from webapp.cases.file import version_words
from webapp.cases.timeline import timeline
from webapp.clock import now, today
from webapp.factwords import LABELS, in_words
from webapp.pages import CASE_READERS
from webapp.processes import case_context
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead, ahead


@bp.get("/zaken/<number>/afdrukken")
@role_required(*CASE_READERS)
def print_view(number: str) -> ResponseReturnValue:
    case = case_of(number)
    if case.erased_at is not None:
        abort(404)
    ahead.case_on_paper(case.case_id)
    entries, tasks = queries.case_timeline(case.case_id), queries.case_tasks(case.case_id)
    sent, papers = queries.case_letters_in_full(case.case_id), queries.case_documents(case.case_id)
    moments = timeline(case, entries, tasks, sent, papers, today())
    return render_template(
        "cases/print.html",
        case=case,
        printed_at=now(),
        printed_by=current_user.name,
        facts=facts_in_words(case),
        story=case_context(case.case_id).get("zaak", {}).get("omschrijving", ""),
        parties=queries.case_parties(case.case_id),
        terms=queries.case_terms(case.case_id),
        promises=header.promises(case, entries),
        timeline=moments,
        versions=version_words(case),
        letters=[(line, letters.as_html(case, line.letter)) for line in letters.lines(sent)],
        documents=documents.lines([one for one in papers if one.removed_at is None]),
        notes=queries.case_notes(case.case_id),
    )


def facts_in_words(case: CaseHead) -> list[tuple[str, str]]:
    """Return what is established about a case: what it is called, and the value."""
    context = case_context(case.case_id)
    found = []
    for name, label in LABELS.items():
        section, _, key = name.partition(".")
        value = (context.get(section) or {}).get(key)
        if value not in (None, ""):
            found.append((label, in_words(value)))
    return found
