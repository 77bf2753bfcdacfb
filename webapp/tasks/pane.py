"""The task pane: one task with its case, its form and what finishing it would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import Form, FormResult
from webapp import doubles
from webapp.clock import today
from webapp.commands import oversees
from webapp.formview import Attempt, FormView, form_view
from webapp.involvement import ACCUSED_ROLE, Involved, Stake, may_do
from webapp.lettertexts import Typed
from webapp.pages import CASE_READERS
from webapp.processes import case_context, task_form
from webapp.store import queries
from webapp.store.queries import CaseHead, OpenTask, PartyRow, Viewer, ahead
from webapp.tasks.clash import Clash, stamp_of
from webapp.tasks.essentials import Essentials, essentials_of
from webapp.tasks.foresight import PreviewView
from webapp.tasks.guide import Guide, guide_of

_FACTS = ("zaak", "inwoner", "vertegenwoordiger", "beklaagde", "andere_organisatie")


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
        found = queries.task_with_case(task_id, viewer.username)
        if found is None:
            return None
        task, case, stake = found
        ahead.task_page(case.case_id, task.role, today(), viewer, doubles.looked_for_in(case))
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
        return reads_cases(viewer) or may_do(self.task, viewer, self.stake)

    def may_be_given_by(self, viewer: Viewer) -> bool:
        """Whether this viewer may give the task to a colleague: who does it, or who divides the work.

        A substitute does the work of who is away, and gives none of it away.
        """
        if self.task.on_behalf_of(viewer):
            return False
        divides = oversees(viewer) and self.task.role != ACCUSED_ROLE and not self.stake.bars
        return divides or may_do(self.task, viewer, self.stake)

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
    may_assign: bool
    form: FormView | None
    colleagues: list[tuple[str, str]] = field(default_factory=list)
    preview: PreviewView | None = None
    problem: str = ""
    story: str = ""
    guide: Guide | None = None
    is_own_side: bool = False
    essentials: Essentials | None = None
    clash: Clash | None = None
    stamp: str = ""  # of the draft that who typed has seen
    aside: Mapping[str, Any] = field(default_factory=dict)  # changed letters, until the preview shows them
    todo: list[tuple[str, str]] = field(default_factory=list)  # questions that still need an answer


def pane(
    desk: TaskDesk,
    viewer: Viewer,
    result: FormResult | None = None,
    attempt: Attempt = "new",
    *,
    preview: PreviewView | None = None,
    problem: str = "",
    typed: Typed | None = None,
    stamp: str | None = None,
    clash: Clash | None = None,
) -> Pane:
    """Return the pane for `viewer`; `result` and `typed` are what was typed, or nothing yet.

    `stamp` marks the draft that the reader has seen: without one it is the draft that the pane shows.
    """
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
    reads_file = reads_cases(viewer) and not desk.is_own_side
    return Pane(
        task=desk.task,
        case=desk.case,
        resident=next((party for party in parties if party.role == "resident"), None),
        may_act=desk.task.state == "open" and may_do(desk.task, viewer, desk.stake),
        may_assign=desk.task.state == "open" and desk.may_be_given_by(viewer),
        form=form or None,
        colleagues=others,
        preview=preview,
        problem=problem,
        story=desk.context.get("zaak", {}).get("omschrijving") or desk.case.summary,
        guide=guide_of(desk.task, desk.case),
        is_own_side=desk.is_own_side,
        essentials=essentials_of(desk, parties, viewer.username) if reads_file else None,
        clash=clash,
        stamp=stamp_of(desk.task) if stamp is None else stamp,
        aside={} if preview else (typed or Typed.of_draft(desk.task.draft)).every,
        todo=form.lacking(given.errors) if form and given else [],
    )


def todo(desk: TaskDesk, result: FormResult) -> list[tuple[str, str]]:
    """Return what still stands between these answers and a complete form: where, and what."""
    if desk.form is None:
        return []
    return list(form_view(desk.form, result, attempt="submit", context=desk.context, top=3).faults)


def reads_cases(viewer: Viewer) -> bool:
    return not set(CASE_READERS).isdisjoint(viewer.roles)
