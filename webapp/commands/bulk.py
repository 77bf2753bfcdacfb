"""Many tasks at once: see who can have them, hand them over, take that back.

Every task is judged by itself, so one that cannot go never holds up the others; the reader is told which
and why. `tasks` is always task id → who had it on the screen (None: nobody): a task that moved meanwhile
stays where it is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from engine import EngineError
from webapp.involvement import ACCUSED_ROLE, COORDINATOR_ROLE
from webapp.store import notices, queries, users, work
from webapp.store.queries import HeldTask, Viewer
from webapp.store.unit_of_work import unit_of_work
from webapp.wording import role_name

OVERSEERS = (COORDINATOR_ROLE, "Leidinggevende")  # divide the work of others
MOST = 200  # tasks in one go


class TooMany(EngineError):
    """Dat zijn te veel taken in één keer. Kies er hoogstens 200."""

    code = "te_veel_taken"


class NobodyThere(EngineError):
    """Deze collega heeft geen account dat open is. Kies iemand anders."""

    code = "collega_onbekend"


class NothingToTakeBack(EngineError):
    """Dit is al ongedaan gemaakt, of iemand anders heeft het gedaan."""

    code = "niets_ongedaan_te_maken"


@dataclass(frozen=True)
class Kept:
    """A task that stays where it is, with the reason in words that follow on its name."""

    task: HeldTask
    reason: str


@dataclass(frozen=True)
class Receiver:
    """Who gets the tasks. Without a username: the teams of the tasks, so whoever has the role."""

    username: str | None
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reassignment:
    """What goes and what stays. `handover` is the number to take it back by; None as long as it is a plan."""

    receiver: Receiver
    goes: tuple[HeldTask, ...]
    stays: tuple[Kept, ...]
    handover: int | None = None


def oversees(viewer: Viewer) -> bool:
    """Whether `viewer` divides the work of others."""
    return not set(OVERSEERS).isdisjoint(viewer.roles)


def plan_reassignment(tasks: Mapping[int, str | None], username: str | None, *, by: Viewer) -> Reassignment:
    """Return what handing over would do; nothing is changed. Raises TooMany, NobodyThere."""
    if len(tasks) > MOST:
        raise TooMany
    receiver = _receiver(username)
    held = queries.held_tasks(list(tasks))
    people = {by.username, *([username] if username else [])}
    barred = queries.barred(people, {task.case_id for task in held})
    held = [task for task in held if (by.username, task.case_id) not in barred]  # not theirs to know about
    reasons = [(task, _objection(task, tasks[task.id], receiver, by, barred)) for task in held]
    return Reassignment(
        receiver,
        tuple(task for task, reason in reasons if not reason),
        tuple(Kept(task, reason) for task, reason in reasons if reason),
    )


def reassign_many(
    tasks: Mapping[int, str | None], username: str | None, *, by: Viewer, at: datetime
) -> Reassignment:
    """Give tasks to a colleague, or with None back to their teams. Raises TooMany, NobodyThere.

    What cannot go stays, with its reason. One unit of work, and a fixed number of statements for each
    person who had some of the tasks.
    """
    plan = plan_reassignment(tasks, username, by=by)
    with unit_of_work() as store:
        moved = work.reassign_all(
            store.connection, {task.id: task.assignee for task in plan.goes}, plan.receiver.username
        )
        changes = [(task.id, task.assignee, plan.receiver.username) for task in plan.goes if task.id in moved]
        handover = work.remember_handover(store.connection, changes, by.username, at) if changes else None
        if username and username != by.username and changes:
            _ring(store.connection, username, [task for task in plan.goes if task.id in moved], at)
    return _told(plan, moved, handover)


def take_back(handover_id: int, *, by: Viewer, at: datetime) -> Reassignment:
    """Give every task of a handover back to who had it. What moved on meanwhile stays, and is named.

    Only who did it can take it back, and once. Raises NothingToTakeBack.
    """
    found = queries.handover(handover_id)
    if found is None or found.by != by.username or found.taken_back_at is not None:
        raise NothingToTakeBack
    former = {task: before for task, before, _ in found.moved}
    after = {task: after for task, _, after in found.moved}
    held = queries.held_tasks(list(former))
    owners = {name: _receiver(name, closed_too=True) for name in set(former.values())}
    barred = queries.barred([name for name in owners if name], {task.case_id for task in held})
    reasons = {
        task.id: _objection_to_return(task, after[task.id], owners[former[task.id]], barred) for task in held
    }
    goes = [task for task in held if not reasons[task.id]]
    with unit_of_work() as store:
        if not work.close_handover(store.connection, handover_id, at):
            raise NothingToTakeBack
        moved: set[int] = set()
        for owner in sorted(owners, key=lambda name: name or ""):
            theirs = {task.id: task.assignee for task in goes if former[task.id] == owner}
            moved |= work.reassign_all(store.connection, theirs, owner)
    plan = Reassignment(
        Receiver(None, "wie ze had"),
        tuple(goes),
        tuple(Kept(task, reasons[task.id]) for task in held if reasons[task.id]),
    )
    return _told(plan, moved, None)


def _ring(connection: Connection, username: str, got: list[HeldTask], at: datetime) -> None:
    """Ring the bell once for who was given tasks, however many."""
    if len(got) == 1:
        (task,) = got
        text = f"{task.number}: u kreeg de taak “{task.title}”."
        notices.add(connection, [username], notices.ASSIGNED, task.case_id, text, at, task_id=task.id)
    else:
        notices.add(connection, [username], notices.ASSIGNED, None, f"U kreeg {len(got)} taken.", at)


def _told(plan: Reassignment, moved: Collection[int], handover: int | None) -> Reassignment:
    """The plan as it came out: a colleague may have been quicker between looking and doing."""
    late = tuple(
        Kept(task, "is net door een collega gewijzigd") for task in plan.goes if task.id not in moved
    )
    goes = tuple(task for task in plan.goes if task.id in moved)
    return Reassignment(plan.receiver, goes, plan.stays + late, handover)


def _receiver(username: str | None, *, closed_too: bool = False) -> Receiver:
    if username is None:
        return Receiver(None, "het team")
    found = users.find(username)
    if found is None or not (found.active or closed_too):
        raise NobodyThere
    return Receiver(username, found.name, found.roles if found.active else ())


def _objection(
    task: HeldTask, seen: str | None, receiver: Receiver, by: Viewer, barred: Collection[tuple[str, str]]
) -> str:
    """Return why this task stays where it is; empty when it can go."""
    if gone := _gone(task, seen):
        return gone
    if task.role == ACCUSED_ROLE:
        return "is van de medewerker over wie de klacht gaat"
    if task.assignee == receiver.username:
        return f"ligt al bij {receiver.name}"
    if not (oversees(by) or task.assignee == by.username or (task.assignee is None and task.suits(by.roles))):
        return f"ligt bij {task.assignee_name}" if task.assignee else f"is voor de rol {role_name(task.role)}"
    return _unfit(task, receiver, barred)


def _objection_to_return(
    task: HeldTask, after: str | None, owner: Receiver, barred: Collection[tuple[str, str]]
) -> str:
    return _gone(task, after) or _unfit(task, owner, barred)


def _gone(task: HeldTask, seen: str | None) -> str:
    if task.state != "open":
        return "is al afgerond" if task.state == "done" else "is vervallen"
    if task.assignee != seen:
        if task.assignee is None:
            return "ligt inmiddels weer bij het team"
        return f"ligt inmiddels bij {task.assignee_name}"
    return ""


def _unfit(task: HeldTask, receiver: Receiver, barred: Collection[tuple[str, str]]) -> str:
    if receiver.username is None:
        return ""
    if not task.suits(receiver.roles):
        return f"is voor de rol {role_name(task.role)}; die heeft {receiver.name} niet"
    if (receiver.username, task.case_id) in barred:
        return f"kan niet naar {receiver.name}: die is bij de klacht betrokken (Awb artikel 9:7)"
    return ""
