"""Fills a database with copies of real cases, to see how speed depends on size. For `aantafel bench`.

The database copies by itself, so that a hundred thousand cases with all that belongs to them take a minute.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    CTE,
    Connection,
    Date,
    String,
    Table,
    UniqueConstraint,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
)

from webapp.store.db import db
from webapp.store.models import Case, CaseWord, Involvement, Stake, Task, Term, Timer

PREFIX = "kopie-"
SPREAD = 60  # days over which the copies' dates are spread
QUEUES = ("Klachtbehandelaar", "Klachtencoördinator", "@samira", "@joost", "Beslisser")
PROVIDERS = 40
NAMED = "jansen"  # this name of the original differs from copy to copy
NAMES = 5000  # different names among the residents of the copies
RESIDENTS = 20_000  # different people among them; each has a few cases
INVOLVED_EACH = 10_000  # one in so many copies is a complaint about `@samira`
WORK: tuple[Table, ...] = tuple(model.__table__ for model in (Case, CaseWord, Task, Term, Timer, Stake))
LEFT_OUT = {Involvement.__table__}  # its parties are no copies, and no list reads it

Columns = dict[str, Any]


def open_tasks(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(Task).where(Task.state == "open")).scalar_one()


def cases(connection: Connection, state: str, *, copied: bool) -> list[str]:
    """Return the ids of the cases in this state that are copies, or that are not."""
    is_copy = Case.case_id.startswith(PREFIX)
    found = select(Case.case_id).where(Case.state == state, is_copy if copied else ~is_copy)
    return list(connection.execute(found.order_by(Case.case_id)).scalars())


def copies(connection: Connection) -> int:
    """Return how many cases are copies."""
    counted = select(func.count()).select_from(Case).where(Case.case_id.startswith(PREFIX))
    return connection.execute(counted).scalar_one()


def copy_case(connection: Connection, case_id: str, first: int, count: int, *, whole: bool = False) -> None:
    """Add `count` copies of a case, numbered from `first`, with its open tasks, terms, timers and stakes.

    With `whole` its history, letters and everything else that belongs to a case come along.
    """
    if count < 1:
        return
    numbers = _numbers(first, count)
    for table in _copied_whole() if whole else WORK:
        columns: Columns = {column.name: column for column in table.columns if not _is_running(table, column)}
        columns |= _of_a_copy(table, numbers) | _CHANGES.get(table.name, _nothing)(
            table, numbers.c.n, connection.dialect.name
        )
        for key in _originals(connection, table, case_id, whole):  # one by one: each is found by its key
            rows = select(*columns.values()).select_from(table.join(numbers, literal(True))).where(*key)
            connection.execute(insert(table).from_select(list(columns), rows))


def _originals(connection: Connection, table: Table, case_id: str, whole: bool) -> list[list[Any]]:
    """Return for each row of a case the conditions that find it by its primary key."""
    keys = table.primary_key.columns
    wanted = select(*keys).where(table.c.case_id == case_id)
    if table is Task.__table__ and not whole:
        wanted = wanted.where(Task.state == "open")
    found = connection.execute(wanted).all()
    return [[column == value for column, value in zip(keys, row, strict=True)] for row in found]


def remove_copies(connection: Connection) -> None:
    """Take the copies out again, with everything that came of them."""
    for table in reversed(db.metadata.sorted_tables):
        if "case_id" in table.c:
            connection.execute(delete(table).where(table.c.case_id.startswith(PREFIX)))


def _numbers(first: int, count: int) -> CTE:
    begin = select(literal_column(str(first)).label("n")).cte("numbers", recursive=True)
    return begin.union_all(select(begin.c.n + 1).where(begin.c.n < first + count - 1))


def _copied_whole() -> list[Table]:
    """Return every table that belongs to a case and of which rows can be copied as they are."""
    return [
        table
        for table in db.metadata.sorted_tables
        if "case_id" in table.c and table not in LEFT_OUT and (table in WORK or _may_be_repeated(table))
    ]


def _may_be_repeated(table: Table) -> bool:
    """Whether a copy of a row with another case, and another id, breaks no promise of its table."""
    unique = [c.columns for c in table.constraints if isinstance(c, UniqueConstraint)]
    unique += [index.columns for index in table.indexes if index.unique]
    key = set(table.primary_key.columns.keys())
    elsewhere = {k.column.table.name for k in table.foreign_keys} - {"case_", "event", "user"}
    return all("case_id" in columns for columns in unique) and bool(key & {"case_id", "id"}) and not elsewhere


def _is_running(table: Table, column: Any) -> bool:
    """Whether the database numbers this column itself."""
    return column is table.autoincrement_column


def _of_a_copy(table: Table, numbers: CTE) -> Columns:
    copied = literal(PREFIX) + cast(numbers.c.n, String)
    changed: Columns = {"case_id": copied}
    if "id" in table.c and isinstance(table.c.id.type, String):  # `case_id:key`
        changed["id"] = copied + func.substr(table.c.id, func.length(table.c.case_id) + 1)
    return changed


def _nothing(table: Table, n: Any, dialect: str) -> Columns:
    return {}


def _case(table: Table, n: Any, dialect: str) -> Columns:
    number = _number(n)
    return {
        "number": number,
        "token": literal(PREFIX) + cast(n, String),
        "opened_at": _later(table.c.opened_at, n % 1440, dialect),
        "last_day": _later(table.c.last_day, n % SPREAD, dialect),
    }


def _task(table: Table, n: Any, dialect: str) -> Columns:
    queue = case(*((n % len(QUEUES) == place, name) for place, name in enumerate(QUEUES)))
    person = case(*((n % len(QUEUES) == p, name[1:]) for p, name in enumerate(QUEUES) if name[0] == "@"))
    role = case(
        *((n % len(QUEUES) == p, QUEUES[0] if name[0] == "@" else name) for p, name in enumerate(QUEUES))
    )
    is_open = table.c.state == "open"
    is_dated = is_open & table.c.due_on.is_not(None)
    moved = {"queue": queue, "assignee": person, "role": role}
    later = dict.fromkeys(("due_on", "sort_on"), _later(table.c.due_on, n % SPREAD, dialect))
    changed = {name: case((is_open, new), else_=table.c[name]) for name, new in moved.items()}
    changed |= {name: case((is_dated, new), else_=table.c[name]) for name, new in later.items()}
    return changed | _of_the_list(table, n, dialect)


def _of_the_list(table: Table, n: Any, dialect: str) -> Columns:
    """What the list is ordered and filtered by, repeated in the row of a task."""
    provider = literal("Aanbieder ") + cast(n % PROVIDERS, String)
    return {
        "number": _number(n),
        "received_on": _later(table.c.received_on, n % SPREAD, dialect),
        "legal_on": _later(table.c.legal_on, n % SPREAD, dialect),
        "provider": case((n % 3 == 0, provider), else_=""),
    }


def _word(table: Table, n: Any, dialect: str) -> Columns:
    other = literal("naam") + cast(n % NAMES, String)
    original = select(func.lower(Case.number)).where(Case.case_id == table.c.case_id).scalar_subquery()
    changed = ((table.c.word == NAMED, other), (table.c.word == original, func.lower(_number(n))))
    return {"word": case(*changed, else_=table.c.word)}


def _person(table: Table, n: Any, dialect: str) -> Columns:
    return {"key": table.c.key + literal("-") + cast(n % RESIDENTS, String)}


def _post(table: Table, n: Any, dialect: str) -> Columns:
    return {"created_at": _later(table.c.created_at, n % 1440, dialect)}


def _number(n: Any) -> Any:
    return literal("B-") + func.substr(cast(10_000_000 + n, String), 2)


def _term(table: Table, n: Any, dialect: str) -> Columns:
    return {"last_day": _later(table.c.last_day, n % SPREAD, dialect)}


def _stake(table: Table, n: Any, dialect: str) -> Columns:
    colleague = literal("collega") + cast(n % 400, String)
    return {"username": case((n % INVOLVED_EACH == 0, "samira"), else_=colleague)}


def _later(column: Any, amount: Any, dialect: str) -> Any:
    """Return a day that many days later, or a moment that many minutes."""
    is_day = isinstance(column.type, Date)
    if dialect == "postgresql":
        return column + amount * literal_column("1" if is_day else "interval '1 minute'")
    unit = cast(amount, String) + (" days" if is_day else " minutes")
    pattern = "%Y-%m-%d" if is_day else "%Y-%m-%d %H:%M:%f000"
    return func.strftime(pattern, column, unit)


_CHANGES: dict[str, Callable[[Table, Any, str], Columns]] = {
    "case_": _case,
    "case_word": _word,
    "outbox": _post,
    "person_key": _person,
    "task": _task,
    "term": _term,
    "stake": _stake,
}
