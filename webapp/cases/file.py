"""The page of a case: everything about it, gathered once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template, request, url_for

from engine import local_date
from webapp import commands
from webapp.cases import documents, header, letters
from webapp.cases.desk import LONGEST_NOTE
from webapp.cases.parties import ROLE_WORDS, PartyForm, listed
from webapp.cases.position import states_of
from webapp.cases.sieve import Sieve, choices
from webapp.cases.term_bar import bar_title, term_bar
from webapp.cases.timeline import timeline
from webapp.clock import now, today
from webapp.involvement import COORDINATOR_ROLE
from webapp.pages import CASE_READERS, viewer
from webapp.processes import case_context, course, diagrams, last_day_when_adjourned, waits_for
from webapp.store import queries
from webapp.store.notes import CHANGEABLE_FOR
from webapp.store.queries import CaseHead, DocumentRow, LetterRow, OpenTask, TimelineEntry, ahead
from webapp.whereabouts import draw_case, where
from webapp.wording import long_day

WITHDRAWAL = "intrekking"  # the message of a resident who wants to stop; it has a page of its own


def case_page(case: CaseHead, *, party_form: PartyForm | None = None, note_form: Any = None) -> str:
    """Return the case file; a form that could not be kept is shown again with what was typed."""
    if case.erased_at is not None:
        return erased_page(case)
    ahead.case_file(case.case_id, viewer(), CASE_READERS)
    entries, tasks = queries.case_timeline(case.case_id), queries.case_tasks(case.case_id)
    sent, papers = queries.case_letters(case.case_id), queries.case_documents(case.case_id)
    terms = queries.case_terms(case.case_id)
    statutory, service = header.clocks(terms)
    context = case_context(case.case_id)
    bar = term_bar(case, terms, entries, today(), _reserve(case, context))
    return render_template(
        "cases/show.html",
        case=case,
        bar=bar,
        bar_title=bar_title(case, bar, today()),
        statutory=statutory,
        service=service,
        promises=header.promises(case, entries),
        badges=header.badges(case, terms, sent, papers),
        terms=terms,
        open_tasks=[task for task in tasks if task.state == "open"],
        may_amend=COORDINATOR_ROLE in viewer().roles or case.handler == viewer().username,
        parties=queries.case_parties(case.case_id),
        party_form=_party_form(case, context, party_form or PartyForm()),
        letters=letters.lines(sent),
        documents=documents.lines([one for one in papers if one.removed_at is None]),
        document_form=documents.upload_form(case.number),
        **_relations(case, context, entries),
        **_timeline(case, entries, tasks, sent, papers),
        **_position(case, entries, tasks),
        **_notes(case, note_form),
    )


def erased_page(case: CaseHead) -> str:
    """What is left of a destroyed case, and why the rest is gone (Archiefwet)."""
    kept = queries.retention_of(case.case_id)
    entries = queries.case_timeline(case.case_id)
    return render_template(
        "cases/erased.html",
        case=case,
        kept_as=kept[0] if kept else "",
        keep_until=kept[1] if kept else None,
        terms=queries.case_terms(case.case_id),
        letters=queries.case_letters(case.case_id),
        timeline=timeline(case, entries, (), (), (), today()),
    )


def _reserve(case: CaseHead, context: Mapping[str, Any]) -> date | None:
    return last_day_when_adjourned(case.bundle, context) if case.state == "open" else None


def _relations(case: CaseHead, context: Mapping[str, Any], entries: list[TimelineEntry]) -> dict[str, Any]:
    """Return the cases beside this one, and what came along with those that went on in it."""
    origin = context.get("zaak", {}).get("voortgekomen_uit")
    begins = any(step.kind == "case" for entry in entries for step in entry.steps)
    related = queries.related(case.case_id, origin, viewer().username, begins=begins)
    return {
        "origin": related.origin,
        "related": related,
        "merged_papers": queries.papers_of(related.merged_ids),
        "may_coordinate": COORDINATOR_ROLE in viewer().roles,
    }


def _timeline(
    case: CaseHead,
    entries: list[TimelineEntry],
    tasks: list[OpenTask],
    sent: list[LetterRow],
    papers: list[DocumentRow],
) -> dict[str, Any]:
    moments = timeline(case, entries, tasks, sent, papers, today())
    sieve = Sieve.of(request.args)
    return {
        "timeline": [one for one in moments if sieve.lets_through(one)],
        "sieve": sieve,
        "choices": choices(moments, version_words(case)),
    }


def version_words(case: CaseHead) -> dict[str, str]:
    """Return what each version of the procedure in the history of a case is called."""
    told = queries.case_versions(case.case_id)
    return {
        version: f"{label or 'versie'} van {long_day(local_date(at))} ({version[:7]})"
        for version, (label, at) in told.items()
    }


def _position(case: CaseHead, entries: list[TimelineEntry], tasks: list[OpenTask]) -> dict[str, Any]:
    """Return where the case stands in its diagrams, and who is to move."""
    waits, map_ = queries.case_waits(case.case_id), course(case.bundle)
    awaited = [wait for wait in waits if wait.awaited]
    awaited_by = {task.id: waits_for(task.bundle, task.bpmn_id) for task in tasks if task.state == "open"}
    states = states_of(entries, tasks, awaited, map_)
    asked = request.args.get("schema", "")
    drawn = draw_case(case.process, states, map_, dict(diagrams(case.bundle)), asked)
    return {
        "waits": waits,
        "may_withdraw": any(wait.message == WITHDRAWAL for wait in waits),
        "awaited": awaited,
        "awaited_by": awaited_by,
        "movers": header.movers(tasks, awaited_by, awaited),
        "diagrams": drawn,
        "drawn_processes": {one.process for one in drawn if one.svg},
        "position": where(states, map_),
        "schema_url": lambda process: url_for(
            "cases.show", number=case.number, schema=process, _anchor=f"schema-{process}"
        ),
    }


def _notes(case: CaseHead, form: Any) -> dict[str, Any]:
    """Return the remarks; who opens them has seen that he was called."""
    if queries.is_called(case.case_id, viewer().username):
        commands.see_mentions(case.case_id, by=viewer().username, at=now())
    found, moment = queries.case_notes(case.case_id), now()
    mine = {one.id for one in found if one.added_by == viewer().username}
    return {
        "notes": found,
        "note_form": form,
        "longest_note": LONGEST_NOTE,
        "changeable": {one.id for one in found if one.id in mine and one.added_at > moment - CHANGEABLE_FOR},
        "mentionable": queries.mentionable(case.case_id, CASE_READERS),
    }


def _party_form(case: CaseHead, context: Mapping[str, Any], form: PartyForm) -> dict[str, Any] | None:
    """Return what the form for parties shows; None for who may not change them."""
    if COORDINATOR_ROLE not in viewer().roles or case.state != "open":
        return None
    return {
        "typed": form.values,
        "faults": form.faults,
        "roles": ROLE_WORDS,
        "accounts": queries.accounts(),
        "listed": listed(context),
    }
