"""Case numbers, and recognising what came in before."""

from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.store.models import Counter, Inbox

FOLLOW_UP = "start_zaak"  # source of cases that a step of another case began; the key is the outbox id


def next_number(connection: Connection, year: int) -> str:
    """Return the next case number of a year, such as K-2026-0417. Rolled back, it is given again."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Counter).values(key=f"zaak-{year}", value=1)
    counted = statement.on_conflict_do_update(
        index_elements=["key"], set_={"value": Counter.value + 1}
    ).returning(Counter.value)
    return f"K-{year}-{connection.execute(counted).scalar_one():04d}"


def is_marked(connection: Connection, key: str) -> bool:
    """Whether something that happens once, such as filling the demo, was finished."""
    return connection.execute(select(Counter.key).where(Counter.key == key)).first() is not None


def mark(connection: Connection, key: str) -> None:
    """Note that something that happens once is finished."""
    connection.execute(insert(Counter).values(key=key, value=1))


def seen_before(connection: Connection, source: str, message_id: str) -> str | None:
    """Return the case that this message led to when it came in earlier."""
    statement = select(Inbox.case_id).where(Inbox.source == source, Inbox.message_id == message_id)
    return connection.execute(statement).scalar_one_or_none()


def remember(connection: Connection, source: str, message_id: str, case_id: str, at: datetime) -> None:
    """Note what came in. A second transaction with the same message fails on the primary key."""
    values = {"source": source, "message_id": message_id, "case_id": case_id, "received_at": at}
    connection.execute(insert(Inbox).values(values))
