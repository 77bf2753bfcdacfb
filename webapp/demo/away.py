"""Who is away in the sample data: somebody today, with a substitute, and somebody next week."""

from datetime import datetime, timedelta

from engine import local_date
from webapp.demo.people import AWAY_SOON, AWAY_TODAY, STANDS_IN
from webapp.store import absences, queries, work
from webapp.store.absences import Plan
from webapp.store.rows import NO_DATE
from webapp.store.unit_of_work import unit_of_work

TASKS = 2  # of the work of who stands in lie with who is away


def plan(now: datetime) -> None:
    """Plan the absences, once."""
    today = local_date(now)
    began, monday = today - timedelta(days=2), today + timedelta(days=7 - today.weekday())
    if queries.absences_of(AWAY_TODAY, since=today):
        return
    ill = Plan(AWAY_TODAY, began, today + timedelta(days=9), STANDS_IN, "Bel bij spoed de coördinator.")
    later = Plan(AWAY_SOON, monday, monday + timedelta(days=2))
    given = _least_urgent()
    with unit_of_work() as store:
        work.reassign_all(store.connection, dict.fromkeys(given, STANDS_IN), AWAY_TODAY)
        for wanted, days in ((ill, 3), (later, 1)):
            planned = now - timedelta(days=days)
            absences.save(store.connection, wanted, by=wanted.username, at=planned, today=local_date(planned))


def _least_urgent() -> list[int]:
    mine = [one for one in queries.open_work() if one.queue == f"@{STANDS_IN}" and one.due < NO_DATE]
    return [one.task_id for one in sorted(mine, key=lambda one: (one.due, one.task_id))][-TASKS:]
