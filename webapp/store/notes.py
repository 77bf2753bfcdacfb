"""Remarks of colleagues on a case, and the colleagues who are called in them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from webapp.store import notices
from webapp.store.models import Case, Mention, Note, User

CHANGEABLE_FOR = timedelta(hours=24)  # afterwards others may have acted on it


def add(
    connection: Connection,
    case_id: str,
    text: str,
    *,
    by: str,
    at: datetime,
    pinned: bool = False,
    mentions: Iterable[str] = (),
) -> int:
    """Add a remark; return its id."""
    values = {"case_id": case_id, "text": text, "pinned": pinned, "added_by": by, "added_at": at}
    note_id: int = connection.execute(insert(Note).values(values).returning(Note.id)).scalar_one()
    _mention(connection, case_id, note_id, mentions, by, at)
    return note_id


def edit(
    connection: Connection,
    case_id: str,
    note_id: int,
    text: str,
    *,
    by: str,
    at: datetime,
    mentions: Iterable[str] = (),
) -> bool:
    """Change one's own young remark; False when it is not that. Nobody is called twice."""
    mine = _mine(case_id, note_id, by, at)
    if connection.execute(update(Note).where(*mine).values(text=text, edited_at=at)).rowcount != 1:
        return False
    called = set(mentions)
    known = set(connection.scalars(select(Mention.username).where(Mention.note_id == note_id)))
    gone = (Mention.note_id == note_id, Mention.username.in_(known - called))
    connection.execute(delete(Mention).where(*gone))
    _mention(connection, case_id, note_id, called - known, by, at)
    return True


def remove(connection: Connection, case_id: str, note_id: int, *, by: str, at: datetime) -> bool:
    """Take back one's own young remark; False when it is not that."""
    mine = _mine(case_id, note_id, by, at)
    if connection.execute(select(Note.id).where(*mine)).first() is None:
        return False
    connection.execute(delete(Mention).where(Mention.note_id == note_id))
    connection.execute(delete(Note).where(Note.id == note_id))
    return True


def pin(connection: Connection, case_id: str, note_id: int, pinned: bool) -> None:
    """Put a remark on top, or no longer."""
    this = (Note.case_id == case_id, Note.id == note_id)
    connection.execute(update(Note).where(*this).values(pinned=pinned))


def see(connection: Connection, case_id: str, username: str, at: datetime) -> int:
    """Note that somebody looked at the remarks of a case; return how often he was called in them."""
    here = select(Note.id).where(Note.case_id == case_id)
    open_ones = (Mention.username == username, Mention.seen_at.is_(None), Mention.note_id.in_(here))
    return connection.execute(update(Mention).where(*open_ones).values(seen_at=at)).rowcount


def drop(connection: Connection, case_id: str) -> None:
    """Delete all remarks of a case."""
    here = select(Note.id).where(Note.case_id == case_id)
    connection.execute(delete(Mention).where(Mention.note_id.in_(here)))
    connection.execute(delete(Note).where(Note.case_id == case_id))


def _mention(
    connection: Connection, case_id: str, note_id: int, usernames: Iterable[str], by: str, at: datetime
) -> None:
    """Keep who was called, and ring the bell for them."""
    called = sorted(set(usernames))
    if not called:
        return
    connection.execute(insert(Mention), [{"note_id": note_id, "username": name} for name in called])
    who, number = connection.execute(
        select(func.coalesce(User.name, by), Case.number)
        .select_from(Case)
        .outerjoin(User, User.username == by)
        .where(Case.case_id == case_id)
    ).one()
    text = f"{number}: {who} noemde u in een notitie."
    notices.add(connection, [one for one in called if one != by], notices.MENTION, case_id, text, at)


def _mine(case_id: str, note_id: int, by: str, at: datetime) -> tuple[object, ...]:
    young = Note.added_at > at - CHANGEABLE_FOR
    return Note.case_id == case_id, Note.id == note_id, Note.added_by == by, young
