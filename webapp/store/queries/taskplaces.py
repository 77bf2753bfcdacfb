"""Where the tasks lie that somebody wants to see: the conditions behind every list and every number.

A list is a walk along an index for each queue, so that it stops after one page. A number needs no order:
one condition with `IN` walks the same indexes. A search for rare words starts from the cases instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, literal_column, not_, or_

from webapp import turns
from webapp.involvement import ACCUSED_ROLE
from webapp.store.db import is_exactly, is_true
from webapp.store.models import Task
from webapp.store.queries.independence import answering, independent
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import among
from webapp.store.rows import NO_DATE
from webapp.store.words import asked

VIEWS = ("te_doen", "te_laat", "deze_week", "wacht_op_inwoner", "niet_toegewezen", "team")
EVERYTHING = "alle"  # the view of who divides the work of others: needs `Wish.roles`
TERMS = ("te_laat", "vandaag", "deze_week", "later", "geen")
STATES = ("van_mij", "vrij", "collega")
AWAITED = (turns.US, turns.RESIDENT, "commissie", "aanbieder", "andere_organisatie", "ombudsman")
ORDERS = ("laatste_dag", "nieuwste", "oudste", "nummer")

OPEN = is_exactly(Task.state, "open")
HAS_PROVIDER = literal_column("task.provider <> ''")
IS_AWAITED = literal_column("task.awaited <> ''")
_WITH_EVERYBODY = ("team", EVERYTHING)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see. Empty: no matter. `roles` is for the view of everything."""

    view: str = "te_doen"
    subject: str = ""
    role: str = ""
    term: str = ""
    provider: str = ""
    state: str = ""
    awaited: str = ""
    search: str = ""
    order: str = "laatste_dag"
    roles: tuple[str, ...] = ()

    @property
    def is_rare(self) -> bool:
        """Whether few tasks are like this, and an index finds them."""
        return self.awaited not in ("", turns.US, turns.RESIDENT)

    @property
    def words(self) -> list[str]:
        return asked(self.search)


def roles_of(viewer: Viewer, wish: Wish) -> list[str]:
    """The roles whose queues count; what the accused must do lies in nobody else's list."""
    roles = wish.roles if wish.view == EVERYTHING else viewer.roles
    return [role for role in roles if role != ACCUSED_ROLE and wish.role in ("", role)]


def walks(viewer: Viewer, wish: Wish) -> Sequence[Any]:
    """One condition for each index walk."""
    free = independent(Task.case_id, viewer.username)
    roles = roles_of(viewer, wish)
    if wish.view in _WITH_EVERYBODY and wish.state in ("", "collega"):
        return [and_(OPEN, Task.role == role, free) for role in roles]
    shared = [and_(OPEN, Task.queue == role, free) for role in roles]
    if wish.view == "niet_toegewezen" or wish.state == "vrij":
        return shared if wish.state in ("", "vrij") else []
    if wish.state == "collega":
        return []
    mine = [and_(OPEN, Task.queue == viewer.queue, free, *([Task.role == wish.role] if wish.role else []))]
    return mine if wish.state == "van_mij" else [*mine, *shared, *_stood_in(viewer, roles, free)]


def _stood_in(viewer: Viewer, roles: Sequence[str], free: Any) -> list[Any]:
    """The work of absent colleagues: who stands in does of it what falls within his own roles."""
    return [
        and_(OPEN, Task.queue == f"@{one}", among(Task.role, roles), free) for one in viewer.stands_in_for
    ]


def anywhere(viewer: Viewer, wish: Wish, *, by_case: bool = False) -> Any:
    """All walks as one condition; None when there is nothing to walk.

    `by_case` keeps the planner away from the indexes of queues: few cases are known already.
    """
    queue: Any = func.coalesce(Task.queue, "") if by_case else Task.queue
    role: Any = func.coalesce(Task.role, "") if by_case else Task.role
    state = Task.state == "open" if by_case else OPEN
    free = independent(Task.case_id, viewer.username)
    roles = roles_of(viewer, wish)
    if wish.view in _WITH_EVERYBODY and wish.state in ("", "collega"):
        return and_(state, among(role, roles), free) if roles else None
    if wish.view == "niet_toegewezen" or wish.state == "vrij":
        fits = wish.state in ("", "vrij") and bool(roles)
        return and_(state, among(queue, roles), free) if fits else None
    if wish.state == "collega":
        return None
    mine = and_(queue == viewer.queue, role == wish.role) if wish.role else queue == viewer.queue
    if wish.state == "van_mij" or not roles:
        return and_(state, mine, free)
    absent = [f"@{one}" for one in viewer.stands_in_for]
    if wish.role:
        stood_in = and_(among(queue, absent), role == wish.role)
        return and_(state, or_(mine, among(queue, roles), *([stood_in] if absent else [])), free)
    if absent:
        able = or_(not_(among(queue, absent)), among(role, roles))
        return and_(state, among(queue, [viewer.queue, *roles, *absent]), able, free)
    return and_(state, among(queue, [viewer.queue, *roles]), free)


def own_side(viewer: Viewer, wish: Wish) -> Sequence[Any]:
    """What the viewer must answer himself, as the one complained about: found by case, not by queue.

    `coalesce` keeps the planner away from the indexes of roles and queues, where it would walk the tasks
    of everyone who is complained about.
    """
    if not viewer.answers or wish.role or wish.state in ("vrij", "collega"):
        return []
    if wish.view in ("niet_toegewezen", *_WITH_EVERYBODY):
        return []
    nobody_else = or_(Task.assignee.is_(None), Task.assignee == viewer.username)
    own = answering(Task.case_id, viewer.username)
    return [and_(own, OPEN, func.coalesce(Task.role, "") == ACCUSED_ROLE, nobody_else)]


def narrowing(viewer: Viewer, wish: Wish, today: date, *, in_order: bool = False) -> list[Any]:
    """What else a task must be, besides lying in the right place; searching apart.

    `in_order`: the list walks along another order than that of days; then `coalesce` keeps the planner from
    collecting everything by day and sorting it.
    """
    day = func.coalesce(Task.sort_on, NO_DATE) if in_order and wish.order != "laatste_dag" else Task.sort_on
    conditions = [*_period(wish.view, day, today), *_term(wish.term, day, today)]
    if wish.subject:
        conditions.append(Task.subject == wish.subject)
    if wish.provider:
        conditions += [Task.provider == wish.provider, HAS_PROVIDER]
    conditions += _awaited(wish.awaited, day)
    if wish.state == "collega":
        conditions += [Task.assignee.is_not(None), Task.assignee != viewer.username]
    return conditions


def _period(view: str, day: Any, today: date) -> list[Any]:
    match view:
        case "te_doen" | "niet_toegewezen" | "team" | "alle":
            return []
        case "te_laat":
            return [day < today]
        case "deze_week":
            return [day.between(today, _sunday(today))]
        case "wacht_op_inwoner":
            return _waiting(day)
    raise ValueError(f"onbekende weergave: {view}")


def _waiting(day: Any) -> list[Any]:
    """Any day will do; naming it leads the planner to the small index of what waits."""
    return [is_true(Task.waiting), day > date.min]


def _awaited(who: str, day: Any) -> list[Any]:
    match who:
        case "":
            return []
        case turns.RESIDENT:
            return _waiting(day)
        case turns.US:
            return [Task.awaited == "", not_(Task.waiting)]
    return [Task.awaited == who, IS_AWAITED]


def _term(term: str, day: Any, today: date) -> list[Any]:
    match term:
        case "":
            return []
        case "te_laat":
            return [day < today]
        case "vandaag":
            return [day == today]
        case "deze_week":
            return [day.between(today, _sunday(today))]
        case "later":
            return [day > _sunday(today), day < NO_DATE]
        case "geen":
            return [day == NO_DATE]
    raise ValueError(f"onbekende termijn: {term}")


def _sunday(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())
