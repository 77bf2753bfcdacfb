"""Acting for a colleague who is away: what a substitute may, and what others hear of it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from engine import Engine, EngineError, local_date
from webapp.store import notices, queries
from webapp.store.queries import OpenTask, Viewer
from webapp.store.unit_of_work import reading


class NoLongerStandingIn(EngineError):
    """U vervangt deze collega vandaag niet (meer). De taak ligt weer bij uw collega zelf."""

    code = "geen_vervanger"


class NotOnBehalf(EngineError):
    """Uw collega deed de vorige stap en mag deze dus niet doen. Dan kan het ook niet namens uw collega. \
Vraag de coördinator om iemand anders."""

    code = "vier_ogen_namens"


def stand_in(task: OpenTask, by: Viewer, at: datetime) -> str:
    """Return for whom `by` would do this task: the username of who is away, or nothing for own work.

    A substitute has the rights of a colleague for a few days, and never more than that colleague: the days
    are asked anew, and whoever may not decide on his own proposal cannot let it be done in his name either.
    The other half of four eyes needs nothing here: the engine looks at who really acts. Raises
    NoLongerStandingIn, NotOnBehalf.
    """
    absent = task.on_behalf_of(by)
    if not absent:
        return ""
    if absent not in queries.stands_in_for(by.username, local_date(at)):
        raise NoLongerStandingIn
    with reading() as store:
        earlier = Engine(store).definition(task.bundle).elements[task.bpmn_id].listed("ander_dan")
    if earlier and absent in queries.last_doers(task.case_id, earlier).values():
        raise NotOnBehalf
    return absent


def tell_assigned(
    connection: Connection, usernames: Iterable[str], task: OpenTask, *, by: str, at: datetime
) -> None:
    """Ring the bell for who was given a task by somebody else."""
    text = f"{task.number}: u kreeg de taak “{task.title}”."
    notices.add(
        connection, [one for one in usernames if one != by], notices.ASSIGNED, task.case_id, text, at,
        task_id=task.id,
    )  # fmt: skip
