"""Fills a database with copies of one real case, to see how speed depends on size. For `aantafel bench`."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from webapp.store.db import db
from webapp.store.models import Case, Stake, Task, Term, Timer

PREFIX = "kopie-"
CHUNK = 2000
SPREAD = 60  # days over which the copies' dates are spread
QUEUES = ("Klachtbehandelaar", "Klachtencoördinator", "@samira", "@joost", "Beslisser")
PROVIDERS = 40
NAMED = "jansen"  # this name of the original differs from copy to copy
NAMES = 5000  # different names among the residents of the copies
INVOLVED_EACH = 2000  # one in so many copies is a complaint in which `@samira` is involved


_COPY_WORDS = text(f"""
    WITH RECURSIVE copy(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM copy WHERE n < :last)
    INSERT INTO case_word (case_id, word)
    SELECT '{PREFIX}' || n, CASE WHEN word = :named THEN 'naam' || (n % :names) ELSE word END
    FROM copy, case_word WHERE case_id = :of_case
""")


def open_tasks(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(Task).where(Task.state == "open")).scalar_one()


def copy_case(connection: Connection, case_id: str, first: int, count: int) -> None:
    """Add `count` copies of a case, numbered from `first`, with all that lists look at."""
    for start in range(first, first + count, CHUNK):
        numbers = range(start, min(start + CHUNK, first + count))
        for table, change in _CHANGES:
            rows = [dict(row) for row in connection.execute(_originals(table, case_id)).mappings()]
            if rows:
                connection.execute(insert(table), [change(row, n) for n in numbers for row in rows])
    copied = {"of_case": case_id, "first": first, "last": first + count - 1, "named": NAMED, "names": NAMES}
    if count > 0:
        connection.execute(_COPY_WORDS, copied)


def remove_copies(connection: Connection) -> None:
    """Take the copies out again, with everything that came of them."""
    for table in reversed(db.metadata.sorted_tables):
        if "case_id" in table.c:
            connection.execute(delete(table).where(table.c.case_id.startswith(PREFIX)))


def _originals(table: Any, case_id: str) -> Any:
    statement = select(table.__table__).where(table.case_id == case_id)
    return statement.where(Task.state == "open") if table is Task else statement


def _case(row: dict[str, Any], n: int) -> dict[str, Any]:
    return row | {
        "case_id": f"{PREFIX}{n}",
        "number": f"B-{n:07}",
        "token": f"{PREFIX}{n}",
        "opened_at": row["opened_at"] + timedelta(minutes=n % 1440),
        "search": f"b-{n:07} {row['search']}",
    }


def _task(row: dict[str, Any], n: int) -> dict[str, Any]:
    queue = QUEUES[n % len(QUEUES)]
    kept = {key: value for key, value in row.items() if key != "id"}
    return kept | {
        "case_id": f"{PREFIX}{n}",
        "queue": queue,
        "assignee": queue[1:] if queue.startswith("@") else None,
        "role": "Klachtbehandelaar" if queue.startswith("@") else queue,
        "due_on": row["sort_on"] + timedelta(days=n % SPREAD),
        "sort_on": row["sort_on"] + timedelta(days=n % SPREAD),
        "number": f"B-{n:07}",
        "received_on": row["received_on"] + timedelta(days=n % SPREAD),
        "legal_on": row["legal_on"] and row["legal_on"] + timedelta(days=n % SPREAD),
        "provider": f"Aanbieder {n % PROVIDERS}" if n % 3 == 0 else "",
    }


def _term(row: dict[str, Any], n: int) -> dict[str, Any]:
    later = timedelta(days=n % SPREAD)
    return row | {"case_id": f"{PREFIX}{n}", "last_day": row["last_day"] and row["last_day"] + later}


def _timer(row: dict[str, Any], n: int) -> dict[str, Any]:
    return row | {"case_id": f"{PREFIX}{n}"}


def _stake(row: dict[str, Any], n: int) -> dict[str, Any]:
    involved = "samira" if n % INVOLVED_EACH == 0 else f"collega{n % 400}"
    return row | {"case_id": f"{PREFIX}{n}", "username": involved}


_CHANGES = ((Case, _case), (Task, _task), (Term, _term), (Timer, _timer), (Stake, _stake))
