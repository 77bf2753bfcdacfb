"""The statements that every command runs, built once.

They speak of tables, not of mapped classes: a statement on a class goes through the machinery of the
object mapper at each execution, which costs more than SQLite needs for the work itself.
"""

from typing import Any

from sqlalchemy import Boolean, Table, and_, bindparam, delete, exists, func, insert, or_, select, update

from webapp.involvement import ACCUSED_ROLE
from webapp.store import models
from webapp.turns import RESIDENT

case_: Table = models.Case.__table__
case_word: Table = models.CaseWord.__table__
event: Table = models.Event.__table__
payload: Table = models.EventPayload.__table__
task: Table = models.Task.__table__
term: Table = models.Term.__table__
timer: Table = models.Timer.__table__
wait: Table = models.Wait.__table__
party: Table = models.Party.__table__
involvement: Table = models.Involvement.__table__
stake: Table = models.Stake.__table__
role_grant: Table = models.RoleGrant.__table__
user: Table = models.User.__table__

_THIS_CASE = bindparam("of_case")
_PAYLOAD_OF_EVENT = and_(payload.c.case_id == event.c.case_id, payload.c.seq == event.c.seq)


def _has(table: Table, *conditions: Any) -> Any:
    return exists().where(table.c.case_id == case_.c.case_id, *conditions)


def _roles_of(username: Any) -> Any:
    """The roles of a user, one a line."""
    granted = select(func.aggregate_strings(role_grant.c.role, "\n"))
    return granted.where(role_grant.c.username == username).scalar_subquery()


LOAD = select(
    *(case_.c.number, case_.c.process, case_.c.bundle_hash, case_.c.rev, case_.c.state),
    *(case_.c.snapshot, case_.c.facts, case_.c.last_seq, case_.c.last_hash),
    *(case_.c.rewinds, case_.c.migrations),
    *(case_.c.handler, case_.c.handler_name, _roles_of(case_.c.handler).label("handler_roles")),
    _has(term).label("has_terms"),
    _has(timer).label("has_timers"),
    _has(wait).label("has_waits"),
    _has(stake).label("has_stakes"),
    _has(task, task.c.state == "open", task.c.assignee.is_not(None)).label("has_assigned"),
    _has(wait, wait.c.from_resident).label("waiting"),
    select(func.min(term.c.last_day))
    .where(term.c.case_id == case_.c.case_id, term.c.running, term.c.kind == "statutory")
    .scalar_subquery()
    .label("legal_on"),
).where(case_.c.case_id == _THIS_CASE)
LOAD_AND_LOCK = LOAD.with_for_update(of=case_)


def answers_of(case_id: Any) -> Any:
    """Task and answers; those of a later round come after the earlier ones."""
    counts = (event.c.kind == "task_completed", event.c.undone_by.is_(None))
    return (
        select(event.c.subject, payload.c.content)
        .join(payload, _PAYLOAD_OF_EVENT)
        .where(event.c.case_id == case_id, *counts)
        .order_by(event.c.seq)
    )


ANSWERS = answers_of(_THIS_CASE)
HISTORY = (
    select(
        *(event.c.seq, event.c.kind, event.c.subject, event.c.occurrence, event.c.at, event.c.actor),
        *(event.c.bundle_hash, payload.c.content, payload.c.reason, payload.c.letters),
    )
    .outerjoin(payload, _PAYLOAD_OF_EVENT)
    .where(event.c.case_id == _THIS_CASE)
    .order_by(event.c.seq)
)
UPDATE_CASE = update(case_).where(case_.c.case_id == _THIS_CASE, case_.c.rev == bindparam("of_rev"))

_OPEN_TASK = and_(
    task.c.case_id == _THIS_CASE,
    task.c.bpmn_id == bindparam("of_task"),
    task.c.occurrence == bindparam("of_occurrence"),
    task.c.state == "open",
)
# The explanation of finished work is that of its version, and lists no longer look at what it repeats of the
# case: keeping that in every case would add up.
_REPEATED = {"number": "", "provider": "", "legal_on": None}
_CLEARED = {"explanation": "", **_REPEATED, "draft": None, "draft_by": None, "draft_at": None}
FINISH_TASK = (
    update(task)
    .where(_OPEN_TASK)
    .values(state="done", closed_at=bindparam("on"), done_by=bindparam("by"), **_CLEARED)
    .returning(task.c.role, task.c.assignee)
)
CANCEL_TASK = update(task).where(_OPEN_TASK).values(state="cancelled", closed_at=bindparam("on"), **_CLEARED)
REDATE_TASK = update(task).where(_OPEN_TASK).values(due_on=bindparam("due"), sort_on=bindparam("sort"))
_OPEN_OF_CASE = update(task).where(task.c.case_id == _THIS_CASE, task.c.state == "open")
# A task that itself waits for the resident goes on doing so, whatever messages the case waits for.
RELABEL_TASKS = _OPEN_OF_CASE.values(
    waiting=or_(bindparam("case_waits", type_=Boolean), task.c.awaited == RESIDENT)
)
# Who turns out to be involved loses the work at hand; the side of the accused is nobody else's.
RELEASE_TASKS = _OPEN_OF_CASE.where(
    task.c.role != ACCUSED_ROLE, task.c.assignee.in_(bindparam("of_people", expanding=True))
).values(assignee=None, queue=task.c.role)
DELETE_WORDS = delete(case_word).where(
    case_word.c.case_id == _THIS_CASE, case_word.c.word.in_(bindparam("of_words", expanding=True))
)
TURN_WORDS = update(case_word).where(case_word.c.case_id == _THIS_CASE).values(open=bindparam("is_open"))
_THESE = bindparam("of_parties", expanding=True)
DELETE_PARTIES = delete(party).where(party.c.id.in_(_THESE))
DELETE_INVOLVEMENTS = delete(involvement).where(
    involvement.c.case_id == _THIS_CASE, involvement.c.party_id.in_(_THESE)
)
ACCOUNTS = select(
    user.c.username, user.c.name, user.c.email, user.c.active, _roles_of(user.c.username).label("roles")
).order_by(user.c.username)
STOP_TERMS = update(term).where(term.c.case_id == _THIS_CASE).values(running=False)

INSERT = {model: insert(model.__table__) for model in vars(models).values() if hasattr(model, "__table__")}
DELETE_OF_CASE = {
    model: delete(model.__table__).where(model.__table__.c.case_id == _THIS_CASE)
    for model in (models.Term, models.Timer, models.Wait, models.Stake, models.PersonKey)
}
