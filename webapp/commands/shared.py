"""What the commands have in common: names, refusals, the engine on a store."""

from datetime import datetime

from flask import current_app

from engine import Engine, EngineError, Store, TaskKey, TaskNotOpen, local_date
from webapp.config import Settings
from webapp.involvement import ACCUSED_ROLE, Involved, may_do
from webapp.store import queries
from webapp.store.queries import OpenTask, Viewer

MAIN_PROCESS = "klachtbehandeling"
FRONT_DOOR = "voordeur"  # process for every message that is not known to be a complaint
RESIDENT = "inwoner"  # who acts when a resident does
CLOCK = "klok"
COLLEAGUE = "medewerker"  # source of what colleagues record


class NotYours(EngineError):
    """Deze taak is voor een andere rol of ligt bij een collega."""

    code = "taak_niet_van_u"


class ColleagueInvolved(EngineError):
    """Deze collega is bij de klacht betrokken en mag haar niet behandelen (Awb artikel 9:7). Kies iemand \
anders."""

    code = "collega_betrokken"


def check_independent(username: str, case_id: str) -> None:
    """Raise Involved when this account must keep away from the case (Awb 9:7)."""
    if queries.stake(username, case_id).bars:
        raise Involved


def engine_on(store: Store, at: datetime) -> Engine:
    return Engine(store, settings().letter_facts(local_date(at)))


def settings() -> Settings:
    settings: Settings = current_app.config["AANTAFEL"]
    return settings


def open_task(task_id: int) -> OpenTask:
    task = queries.open_task(task_id)
    if task is None or task.state != "open":
        raise TaskNotOpen
    return task


def task_of(task_id: int, viewer: Viewer) -> OpenTask:
    task = open_task(task_id)
    stake = queries.stake(viewer.username, task.case_id)
    if stake.bars and task.role != ACCUSED_ROLE:
        raise Involved
    if not may_do(task, viewer, stake):
        raise NotYours(f"Hij is van {task.assignee_name or task.assignee or task.role}.")
    return task


def key_of(task: OpenTask) -> TaskKey:
    return TaskKey(task.case_id, task.bpmn_id, task.occurrence)
