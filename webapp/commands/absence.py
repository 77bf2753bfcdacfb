"""Planning who is away, ending it, handing work on; and what people set for themselves."""

from collections.abc import Sequence
from datetime import datetime

from engine import EngineError, format_date_nl, local_date
from webapp.commands.shared import NotYours, check_independent, open_task
from webapp.commands.tasks import reassign_task
from webapp.involvement import COORDINATOR_ROLE
from webapp.store import absences, notices, preferences, queries
from webapp.store.absences import Plan
from webapp.store.preferences import Wishes
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

PLANNERS = (COORDINATOR_ROLE, "Leidinggevende")  # who may plan for a colleague


def may_plan_for(username: str, viewer: Viewer) -> bool:
    """Whether `viewer` may plan an absence of `username`: his own, or anyone's for coordinators."""
    return username == viewer.username or not set(PLANNERS).isdisjoint(viewer.roles)


def check_absence(plan: Plan, *, by: Viewer, at: datetime, absence_id: int | None = None) -> None:
    """Raise what :func:`plan_absence` would raise; nothing is saved."""
    _refuse_strangers(plan.username, by)
    with reading() as store:
        absences.check(store.connection, plan, today=local_date(at), absence_id=absence_id)


def plan_absence(plan: Plan, *, by: Viewer, at: datetime, absence_id: int | None = None) -> int:
    """Plan an absence, or change the one with this id; return its id. Tells the substitute.

    Raises NotYours, AbsenceRefused.
    """
    _refuse_strangers(plan.username, by)
    today = local_date(at)
    names = dict(queries.accounts())
    with unit_of_work() as store:
        connection = store.connection
        found = absences.save(connection, plan, by=by.username, at=at, today=today, absence_id=absence_id)
        period = _period(plan)
        if plan.substitute and plan.substitute != by.username and plan.from_on > today:
            name = names.get(plan.username, plan.username)
            text = f"U vervangt {name} {period}."
            notices.add(connection, [plan.substitute], notices.SUBSTITUTE, None, text, at)
        if plan.username != by.username:
            text = f"{names.get(by.username, by.username)} heeft u als afwezig gemeld {period}."
            notices.add(connection, [plan.username], notices.SUBSTITUTE, None, text, at)
    return found


def end_absence(absence_id: int, *, by: Viewer, at: datetime) -> bool:
    """Let somebody be back from today on; return whether the absence was called off altogether.

    Raises NotYours, AbsenceRefused.
    """
    found = queries.absence(absence_id)
    if found is None:
        raise absences.AbsenceRefused("Deze afwezigheid bestaat niet.")
    _refuse_strangers(found.username, by)
    with unit_of_work() as store:
        connection = store.connection
        called_off = absences.end(
            connection, absence_id, found.username, by=by.username, at=at, today=local_date(at)
        )
        if called_off and found.substitute and found.substitute != by.username:
            text = f"De afwezigheid van {found.name} gaat niet door. U hoeft niet te vervangen."
            notices.add(connection, [found.substitute], notices.SUBSTITUTE, None, text, at)
    return called_off


def hand_over(
    tasks: Sequence[tuple[int, str]], username: str, *, by: Viewer, at: datetime
) -> tuple[int, list[str]]:
    """Give tasks of people who are away to a colleague, for good; return how many moved, and why others not.

    `tasks` are (id, who had it on the screen). Each is a unit of work of its own, so that one refusal leaves
    the rest.
    """
    if set(PLANNERS).isdisjoint(by.roles):
        raise NotYours("Alleen een coördinator of leidinggevende verdeelt het werk van een ander.")
    moved, problems = 0, []
    for task_id, seen in tasks:
        try:
            task = open_task(task_id)
            check_independent(by.username, task.case_id)
            reassign_task(task_id, username, seen=seen, by=by.username, at=at)
            moved += 1
        except EngineError as error:
            problems.append(str(error))
    return moved, list(dict.fromkeys(problems))


def mark_notices_read(username: str, *, at: datetime, notice_id: int | None = None) -> int:
    """Mark one notice, or all, of this person as read."""
    with unit_of_work() as store:
        return notices.mark_read(store.connection, username, at, notice_id=notice_id)


def save_preference(username: str, wishes: Wishes) -> None:
    """Keep what somebody wants in the mail."""
    with unit_of_work() as store:
        preferences.save(store.connection, username, wishes)


def _refuse_strangers(username: str, by: Viewer) -> None:
    if not may_plan_for(username, by):
        raise NotYours("Alleen een coördinator of leidinggevende plant de afwezigheid van een collega.")


def _period(plan: Plan) -> str:
    first = format_date_nl(plan.from_on, weekday=False)
    if plan.from_on == plan.until_on:
        return f"op {first}"
    return f"van {first} tot en met {format_date_nl(plan.until_on, weekday=False)}"
