"""Drafts of the procedure, as screens show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp.store.db import db
from webapp.store.models import BundleFile, Draft, DraftChange, DraftFile, User
from webapp.store.questions import question

MOST_DRAFTS = 100  # on the first screen; the rest is older than anybody looks for
MOST_CHANGES = 50


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list; names are those of people, `changes` counts the files that differ."""

    id: int
    title: str
    base_hash: str
    state: str
    rev: int
    created_by: str
    created_at: datetime
    changed_by: str
    changed_at: datetime
    changes: int


@dataclass(frozen=True)
class DraftFileRow:
    """A file of a draft. `state` is changed, added, removed, or empty as in the version beneath."""

    path: str
    state: str
    rev: int
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True)
class DraftContent:
    """What a file holds now; `content` is None when it is not in the draft."""

    content: bytes | None
    rev: int
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True)
class DraftChangeRow:
    id: int
    path: str
    kind: str
    by: str
    at: datetime
    has_content: bool


def drafts(state: str = "open") -> list[DraftRow]:
    """Return drafts, changed last first."""
    return [DraftRow(*row) for row in _in_state(state)]


@question
def _in_state(state: Any) -> Any:
    latest = _drafts().where(Draft.state == state).order_by(Draft.changed_at.desc(), Draft.id.desc())
    return latest.limit(MOST_DRAFTS)


def draft(draft_id: int) -> DraftRow | None:
    found = _one(draft_id).one_or_none()
    return DraftRow(*found) if found else None


@question
def _one(draft_id: Any) -> Any:
    return _drafts().where(Draft.id == draft_id)


def _drafts() -> Any:
    creator, changer = aliased(User), aliased(User)
    differing = (
        select(func.count())
        .where(DraftFile.draft_id == Draft.id, DraftFile.state != "same")
        .scalar_subquery()
    )
    return (
        select(
            Draft.id, Draft.title, Draft.base_hash, Draft.state, Draft.rev,
            func.coalesce(creator.name, Draft.created_by), Draft.created_at,
            func.coalesce(changer.name, Draft.changed_by), Draft.changed_at, differing,
        )
        .outerjoin(creator, creator.username == Draft.created_by)
        .outerjoin(changer, changer.username == Draft.changed_by)
    )  # fmt: skip


def draft_files(draft_id: int, base: str) -> list[DraftFileRow]:
    """Return every file of the draft and those it takes away, by path, without what they hold."""
    beneath = set(_paths(base).scalars())
    rows = {path: DraftFileRow(path, "", 0, "", None) for path in beneath}
    for path, state, *rest in _touched(draft_id):
        if path not in beneath and state == "removed":
            rows.pop(path, None)
            continue
        shown = {"same": "", "changed": "changed" if path in beneath else "added"}.get(state, state)
        rows[path] = DraftFileRow(path, shown, *rest)
    return [rows[path] for path in sorted(rows)]


@question
def _paths(base: Any) -> Any:
    return select(BundleFile.path).where(BundleFile.bundle_hash == base)


@question
def _touched(draft_id: Any) -> Any:
    columns = (DraftFile.path, DraftFile.state, *_CHANGED)
    return _with_changer(*columns).where(DraftFile.draft_id == draft_id)


_CHANGED = (DraftFile.rev, func.coalesce(User.name, DraftFile.changed_by), DraftFile.changed_at)


def _with_changer(*columns: Any) -> Any:
    return select(*columns).outerjoin(User, User.username == DraftFile.changed_by)


@question
def _content(draft_id: Any, path: Any) -> Any:
    of_file = (DraftFile.draft_id == draft_id, DraftFile.path == path)
    return _with_changer(DraftFile.content, *_CHANGED).where(*of_file)


def draft_content(draft_id: int, base: str, path: str) -> DraftContent:
    found = _content(draft_id, path).one_or_none()
    if found:
        return DraftContent(*found)
    return DraftContent(base_content(base, path), 0, "", None)


def base_content(base: str, path: str) -> bytes | None:
    """Return a file of a published version; None when it has none of that name."""
    content: bytes | None = _base_content(base, path).scalar_one_or_none()
    return content


@question
def _base_content(base: Any, path: Any) -> Any:
    return select(BundleFile.content).where(BundleFile.bundle_hash == base, BundleFile.path == path)


def draft_contents(draft_id: int, base: str) -> dict[str, bytes]:
    """Return every file of the draft: the version beneath with the changes over it."""
    files: dict[str, bytes] = {path: content for path, content in _base_contents(base)}
    for path, content in _own_contents(draft_id):
        if content is None:
            files.pop(path, None)
        else:
            files[path] = content
    return files


@question
def _base_contents(base: Any) -> Any:
    return select(BundleFile.path, BundleFile.content).where(BundleFile.bundle_hash == base)


@question
def _own_contents(draft_id: Any) -> Any:
    return select(DraftFile.path, DraftFile.content).where(DraftFile.draft_id == draft_id)


def draft_changes(draft_id: int, path: str | None = None) -> list[DraftChangeRow]:
    """Return the history of a draft or of one file in it, newest first."""
    found = _of_draft(draft_id) if path is None else _of_file(draft_id, path)
    return [DraftChangeRow(*row) for row in found]


@question
def _of_draft(draft_id: Any) -> Any:
    return _changes().where(DraftChange.draft_id == draft_id)


@question
def _of_file(draft_id: Any, path: Any) -> Any:
    return _changes().where(DraftChange.draft_id == draft_id, DraftChange.path == path)


def _changes() -> Any:
    columns = (
        DraftChange.id, DraftChange.path, DraftChange.kind,
        func.coalesce(User.name, DraftChange.by), DraftChange.at, DraftChange.content.is_not(None),
    )  # fmt: skip
    statement = select(*columns).outerjoin(User, User.username == DraftChange.by)
    return statement.order_by(DraftChange.id.desc()).limit(MOST_CHANGES)


def draft_change(draft_id: int, change_id: int) -> tuple[str, bytes | None] | None:
    """Return (path, content) as a line of the history holds it."""
    statement = select(DraftChange.path, DraftChange.content)
    found = db.session.execute(
        statement.where(DraftChange.id == change_id, DraftChange.draft_id == draft_id)
    ).one_or_none()
    return (found[0], found[1]) if found else None
