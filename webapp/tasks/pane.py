"""The task pane: one task with its case, its form and what finishing it would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from engine import Form, FormResult, LetterOut, Preview, TermRow, markdown_to_html
from webapp.formview import Attempt, FormView, form_view
from webapp.processes import case_context, task_form
from webapp.store import queries
from webapp.store.queries import CaseHead, OpenTask, PartyRow, Viewer

HINT = "Vul de vragen in. Dan ziet u hier wat er gebeurt als u de taak afrondt."
_FACTS = ("zaak", "inwoner", "beklaagde", "andere_organisatie")


@dataclass(frozen=True)
class DateChange:
    """A term whose last day changes; `after` is None when the term is met or gone."""

    title: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class LetterPreview:
    letter: LetterOut
    html: Markup


@dataclass(frozen=True)
class PreviewView:
    """What finishing would do, ready to read."""

    preview: Preview
    letters: tuple[LetterPreview, ...]
    cancelled: tuple[str, ...]
    dates: tuple[DateChange, ...]

    @property
    def is_quiet(self) -> bool:
        told = (self.preview.opens, self.letters, self.cancelled, self.dates, self.preview.problems)
        return not any(told) and not self.preview.closes_case


@dataclass(frozen=True)
class TaskDesk:
    """A task that somebody works on: everything that reading and answering it takes."""

    task: OpenTask
    case: CaseHead
    form: Form | None
    context: Mapping[str, Any]

    @classmethod
    def of(cls, task_id: int) -> "TaskDesk | None":
        """Return the desk for a task; None when there is no such task."""
        task = queries.open_task(task_id)
        case = queries.case_by_id(task.case_id) if task else None
        if task is None or case is None:
            return None
        if task.state != "open":
            return cls(task, case, None, {})
        return cls(task, case, task_form(task), case_context(task.case_id))

    def start(self) -> FormResult | None:
        """Return the draft, else what is known already: the facts and, in a loop, the former answers."""
        if self.form is None:
            return None
        if self.task.draft is not None:
            return self.form.load_raw(self.task.draft, context=self.context)
        known = {name: self.context[name] for name in _FACTS if name in self.context}
        raw = self.form.initial({**known, **self.context.get(self.task.bpmn_id, {})})
        return self.form.load_raw(raw, context=self.context)

    def read(self, sent: Any) -> FormResult:
        """Return what came of the answers that a browser sent."""
        if self.form is None:
            return FormResult({}, {}, {}, frozenset())
        return self.form.load_html(sent, context=self.context)


@dataclass(frozen=True)
class Pane:
    """The task pane as the template shows it."""

    task: OpenTask
    case: CaseHead
    resident: PartyRow | None
    may_act: bool
    form: FormView | None
    colleagues: list[tuple[str, str]] = field(default_factory=list)
    preview: PreviewView | None = None
    problem: str = ""
    story: str = ""


def pane(
    desk: TaskDesk,
    viewer: Viewer,
    result: FormResult | None = None,
    attempt: Attempt = "new",
    *,
    preview: PreviewView | None = None,
    problem: str = "",
) -> Pane:
    """Return the pane for `viewer`; `result` is what was typed, or nothing yet."""
    parties = queries.case_parties(desk.case.case_id)
    given = result or desk.start()
    form = (
        desk.form
        and given
        and form_view(
            desk.form, given, attempt=attempt, context=desk.context, top=3, colleagues=_names_with_role
        )
    )
    others = [one for one in queries.colleagues(desk.task.role) if one[0] != desk.task.assignee]
    return Pane(
        task=desk.task,
        case=desk.case,
        resident=next((party for party in parties if party.role == "resident"), None),
        may_act=desk.task.state == "open" and desk.task.may_be_done_by(viewer),
        form=form or None,
        colleagues=others,
        preview=preview,
        problem=problem,
        story=desk.context.get("zaak", {}).get("omschrijving") or desk.case.summary,
    )


def preview_view(preview: Preview, case_id: str) -> PreviewView:
    """Put a preview of the engine into words and rendered letters."""
    titles = {(task.bpmn_id, task.occurrence): task.title for task in queries.case_tasks(case_id)}
    return PreviewView(
        preview=preview,
        # markdown_to_html sanitises what it returns
        letters=tuple(LetterPreview(one, Markup(markdown_to_html(one.markdown))) for one in preview.letters),
        cancelled=tuple(titles.get((key.bpmn_id, key.occurrence), key.bpmn_id) for key in preview.cancels),
        dates=tuple(_dates(preview)),
    )


def _dates(preview: Preview) -> list[DateChange]:
    before = {term.key: term for term in preview.terms_before}
    after = {term.key: term for term in preview.terms_after}
    return [
        DateChange((after.get(key) or before[key]).title, _binding(before.get(key)), _binding(after.get(key)))
        for key in dict.fromkeys((*before, *after))
        if _binding(before.get(key)) != _binding(after.get(key))
    ]


def _binding(term: TermRow | None) -> date | None:
    return None if term is None or term.met_on else term.last_day


def _names_with_role(role: str) -> list[str]:
    return [name for _, name in queries.colleagues(role)]
