"""The task pane: one task with its case, its form and what finishing it would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from engine import Form, FormResult, LetterOut, Preview, TermRow, markdown_to_html
from webapp.clock import today
from webapp.formview import Attempt, FormView, form_view
from webapp.involvement import ACCUSED_ROLE, Involved, Stake, may_do
from webapp.pages import CASE_READERS
from webapp.processes import case_context, task_form
from webapp.store import queries
from webapp.store.queries import CaseHead, OpenTask, PartyRow, Viewer
from webapp.tasks.guide import Guide, guide_of

HINT = "Vul de vragen in. Dan ziet u hier wat er gebeurt als u de taak afrondt."
_FACTS = ("zaak", "inwoner", "vertegenwoordiger", "beklaagde", "andere_organisatie")


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
        return not any(told) and not self.preview.cases and not self.preview.closes_case


@dataclass(frozen=True)
class TaskDesk:
    """A task that somebody works on: everything that reading and answering it takes."""

    task: OpenTask
    case: CaseHead
    form: Form | None
    context: Mapping[str, Any]
    stake: Stake  # of who sits at it

    @classmethod
    def of(cls, task_id: int, viewer: Viewer) -> "TaskDesk | None":
        """Return the desk for a task; None when there is no such task."""
        task = queries.open_task(task_id)
        case = queries.case_by_id(task.case_id) if task else None
        if task is None or case is None:
            return None
        stake = queries.stake(viewer.username, case.case_id)
        if task.state != "open":
            return cls(task, case, None, {}, stake)
        return cls(task, case, task_form(task), case_context(task.case_id), stake)

    @property
    def is_own_side(self) -> bool:
        """Whether who sits here is complained about, and this task is to hear that person."""
        return self.stake.answers and self.task.role == ACCUSED_ROLE

    def may_be_seen_by(self, viewer: Viewer) -> bool:
        """Whether this viewer may read the task. Raises Involved for who must keep away (Awb 9:7)."""
        if self.is_own_side:
            return True
        if self.stake.bars:
            raise Involved
        reads_cases = not set(CASE_READERS).isdisjoint(viewer.roles)
        return reads_cases or may_do(self.task, viewer, self.stake)

    def names_with_role(self, role: str) -> list[str]:
        """Return the colleagues to offer in a question: who is involved in this case is left out."""
        return [name for _, name in queries.colleagues(role, self.case.case_id)]

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
    guide: Guide | None = None
    is_own_side: bool = False


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
            desk.form, given, attempt=attempt, context=desk.context, top=3, colleagues=desk.names_with_role
        )
    )
    able = queries.colleagues(desk.task.role, desk.case.case_id)
    away = queries.away_today(today())
    others = [
        (username, f"{name} ({away[username].briefly})" if username in away else name)
        for username, name in able
        if username != desk.task.assignee
    ]
    return Pane(
        task=desk.task,
        case=desk.case,
        resident=next((party for party in parties if party.role == "resident"), None),
        may_act=desk.task.state == "open" and may_do(desk.task, viewer, desk.stake),
        form=form or None,
        colleagues=others,
        preview=preview,
        problem=problem,
        story=desk.context.get("zaak", {}).get("omschrijving") or desk.case.summary,
        guide=guide_of(desk.task, desk.case),
        is_own_side=desk.is_own_side,
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
