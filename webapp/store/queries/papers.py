"""Documents and notes of a case, and where a colleague is called in a note."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import func, select

from webapp.store.db import db, is_one_of
from webapp.store.models import Case, Document, Mention, Note, RoleGrant, Stake, User
from webapp.store.queries.independence import independent
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import Question, question


@dataclass(frozen=True)
class DocumentRow:
    """A file of a case. `removed_at` is set when it was taken out: then there are no bytes any more."""

    id: int
    case_id: str
    sha256: str
    filename: str
    description: str
    media_type: str
    size: int
    origin: str  # dossier | taak | inwoner | klacht; empty for older ones
    state: str  # quarantine | clean | infected | not_scanned
    finding: str
    checked_at: datetime | None
    added_by: str
    added_by_name: str
    added_at: datetime
    removed_by: str
    removed_by_name: str
    removed_at: datetime | None
    removed_reason: str


@dataclass(frozen=True)
class NoteRow:
    id: int
    text: str
    pinned: bool
    added_by: str
    author: str
    added_at: datetime
    edited_at: datetime | None
    mentioned: tuple[str, ...] = ()  # names of the colleagues who are called


@dataclass(frozen=True)
class MentionRow:
    """A note in which the viewer is called and that was not looked at yet."""

    note_id: int
    case_id: str
    number: str
    author: str
    text: str
    added_at: datetime


def case_documents(case_id: str) -> list[DocumentRow]:
    """Return the files of a case, oldest first, those that were taken out too. One statement."""
    return [DocumentRow(*row) for row in documents(case_id)]


@question
def documents(case_id: Any) -> Any:
    return _documents().where(Document.case_id == case_id).order_by(Document.id)


def document(case_id: str, document_id: int) -> DocumentRow | None:
    """Return one file of this case; None for one of another case. One statement."""
    statement = _documents().where(Document.id == document_id, Document.case_id == case_id)
    row = db.session.execute(statement).one_or_none()
    return DocumentRow(*row) if row else None


def case_notes(case_id: str) -> list[NoteRow]:
    """Return the remarks on a case, pinned ones first, then newest first. At most two statements."""
    found = notes(case_id).all()
    names: dict[int, list[str]] = {}
    for note_id, name in called(case_id) if found else ():
        names.setdefault(note_id, []).append(name)
    return [NoteRow(*row, tuple(names.get(row.id, ()))) for row in found]


@question
def called(case_id: Any) -> Any:
    return (
        select(Mention.note_id, func.coalesce(User.name, Mention.username))
        .join(Note, Note.id == Mention.note_id)
        .outerjoin(User, User.username == Mention.username)
        .where(Note.case_id == case_id)
        .order_by(Mention.username)
    )


@question
def notes(case_id: Any) -> Any:
    return (
        select(
            Note.id,
            Note.text,
            Note.pinned,
            Note.added_by,
            func.coalesce(User.name, Note.added_by),
            Note.added_at,
            Note.edited_at,
        )
        .outerjoin(User, User.username == Note.added_by)
        .where(Note.case_id == case_id)
        .order_by(Note.pinned.desc(), Note.id.desc())
    )


def open_mentions(viewer: Viewer, *, limit: int = 20) -> list[MentionRow]:
    """Return the notes in which the viewer is called and that he did not look at, newest first.

    Without those of cases he must keep away from (Awb 9:7). One statement on a partial index.
    """
    return [MentionRow(*row) for row in _mentions(viewer.username, limit)]


@question
def _mentions(username: Any, most: Any) -> Any:
    return (
        select(
            Note.id, Note.case_id, Case.number, func.coalesce(User.name, Note.added_by), Note.text,
            Note.added_at,
        )
        .join(Mention, Mention.note_id == Note.id)
        .join(Case, Case.case_id == Note.case_id)
        .outerjoin(User, User.username == Note.added_by)
        .where(
            Mention.username == username,
            Mention.seen_at.is_(None),
            independent(Note.case_id, username),
        )
        .order_by(Mention.note_id.desc())
        .limit(most)
    )  # fmt: skip


def is_called(case_id: str, username: str) -> bool:
    """Whether a note on this case calls this person and was not looked at yet. One statement."""
    return unseen_calls(case_id, username).first() is not None


@question
def unseen_calls(case_id: Any, username: Any) -> Any:
    unseen = (Mention.username == username, Mention.seen_at.is_(None))
    called_in = select(Note.id).join(Mention, Mention.note_id == Note.id)
    return called_in.where(*unseen, Note.case_id == case_id).limit(1)


def mentionable(case_id: str, roles: Collection[str]) -> list[tuple[str, str]]:
    """Return (username, name) of who may be called in a note: who reads cases and may read this one.

    `roles` are words of the source. One statement.
    """
    return [(username, name) for username, name in readers_of(tuple(roles))(case_id)]


@cache
def readers_of(roles: tuple[str, ...]) -> Question:
    def build(case_id: Any) -> Any:
        barred = select(Stake.username).where(Stake.case_id == case_id, Stake.bars)
        readers = select(RoleGrant.username).where(is_one_of(RoleGrant.role, roles))
        return (
            select(User.username, User.name)
            .where(User.active, User.username.in_(readers), User.username.not_in(barred))
            .order_by(User.name, User.username)
        )

    return Question(build)


def _documents() -> Any:
    adder, remover = User.__table__.alias("adder"), User.__table__.alias("remover")
    return (
        select(
            Document.id,
            Document.case_id,
            Document.sha256,
            Document.filename,
            Document.description,
            Document.media_type,
            Document.size,
            Document.origin,
            Document.state,
            Document.finding,
            Document.checked_at,
            Document.added_by,
            func.coalesce(adder.c.name, Document.added_by),
            Document.added_at,
            Document.removed_by,
            func.coalesce(remover.c.name, Document.removed_by),
            Document.removed_at,
            Document.removed_reason,
        )
        .outerjoin(adder, adder.c.username == Document.added_by)
        .outerjoin(remover, remover.c.username == Document.removed_by)
    )
