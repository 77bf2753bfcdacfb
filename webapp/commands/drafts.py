"""Drafts of the procedure: start one, save and remove files, throw it away. No draft touches a running case.

Everybody who answers for the procedure may change every draft. Who saves says which revision of the
file was on the screen; when a colleague was first, nothing is overwritten and both texts are kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from engine import EngineError
from webapp.bundlefiles import refuse_unreadable
from webapp.store import bundles, drafts, users
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

OWNER = "Proceseigenaar"
LONGEST_TITLE = 120
ONE_SITTING = timedelta(minutes=10)  # autosaves of one person within this are one line of history
MOST_AT_ONCE = 500


class NotTheOwner(EngineError):
    """Alleen een proceseigenaar verandert de werkwijze."""

    code = "geen_proceseigenaar"


class NoDraft(EngineError):
    """Dit ontwerp bestaat niet of is weggelegd. Haal het eerst terug in de lijst van ontwerpen."""

    code = "ontwerp_onbekend"


class NoDraftTitle(EngineError):
    """Geef het ontwerp een naam van hoogstens 120 tekens."""

    code = "ontwerp_zonder_naam"


class NoSuchFile(EngineError):
    """Dit bestand staat niet in het ontwerp."""

    code = "ontwerp_zonder_bestand"


class DraftConflict(EngineError):
    """Een collega heeft dit bestand intussen gewijzigd."""

    code = "ontwerp_gewijzigd"

    def __init__(self, path: str, rev: int, by: str, at: datetime | None) -> None:
        self.path, self.rev, self.by, self.at = path, rev, by, at
        super().__init__(f"{by} was u voor. Uw tekst staat in de geschiedenis en is niet kwijt.")


@dataclass(frozen=True)
class Saved:
    """What became of a save: the revision to name the next time, and whether anything changed."""

    rev: int
    changed: bool


def start_draft(title: str, *, by: Viewer, at: datetime, base: str | None = None) -> int:
    """Start a draft on a version, the one in use unless told. Raises NoDraftTitle, NotTheOwner."""
    _refuse_others(by)
    with unit_of_work() as store:
        beneath = base or bundles.current(store.connection)
        if not drafts.known_version(store.connection, beneath):
            raise NoDraft
        return drafts.add(store.connection, _title(title), beneath, by=by.username, at=at)


def save_draft_file(
    draft_id: int, path: str, content: bytes, *, seen: int, by: Viewer, at: datetime, strictly: bool = False
) -> Saved:
    """Save what a file holds. Raises DraftConflict when it is no longer at the revision `seen`.

    Raises NotOurFile, FileRefused, UnreadableFile for what may not come in.
    """
    content = content.replace(b"\r\n", b"\n")
    refuse_unreadable(path, content, strictly=strictly)
    return _write(draft_id, path, content, seen=seen, kind="saved", by=by, at=at)


def save_draft_files(draft_id: int, files: Mapping[str, bytes], *, by: Viewer, at: datetime) -> list[str]:
    """Bring in files from elsewhere, all or none, over what is there; return the paths that changed."""
    if len(files) > MOST_AT_ONCE:
        raise EngineError(f"Breng hoogstens {MOST_AT_ONCE} bestanden tegelijk in.")
    normal = {path: content.replace(b"\r\n", b"\n") for path, content in files.items()}
    for path, content in normal.items():
        refuse_unreadable(path, content)
    changed = []
    with _open(draft_id, by) as (connection, base, rev):
        for path, content in sorted(normal.items()):
            if drafts.file_state(connection, draft_id, base, path).content != content:
                rev += 1
                _put(connection, draft_id, base, path, content, rev=rev, kind="brought", by=by, at=at)
                changed.append(path)
        if changed:
            drafts.change(connection, draft_id, by=by.username, at=at, rev=rev)
    return changed


def remove_draft_file(draft_id: int, path: str, *, seen: int, by: Viewer, at: datetime) -> Saved:
    """Take a file out of the draft; :func:`restore_draft_file` brings it back."""
    return _write(draft_id, path, None, seen=seen, kind="removed", by=by, at=at)


def restore_draft_file(draft_id: int, path: str, *, by: Viewer, at: datetime) -> Saved:
    """Bring a file back to the version beneath the draft; an added file goes away."""
    with _open(draft_id, by) as (connection, base, rev):
        original = drafts.base_content(connection, base, path)
        return _replace(connection, draft_id, base, path, original, rev=rev, by=by, at=at)


def revert_draft_file(draft_id: int, path: str, content: bytes, *, by: Viewer, at: datetime) -> Saved:
    """Put an earlier text of a file back, over whatever is there: the history keeps both."""
    refuse_unreadable(path, content, strictly=False)
    with _open(draft_id, by) as (connection, base, rev):
        return _replace(connection, draft_id, base, path, content, rev=rev, by=by, at=at)


def _replace(
    connection: Connection, draft_id: int, base: str, path: str, content: bytes | None,
    *, rev: int, by: Viewer, at: datetime,
) -> Saved:  # fmt: skip
    now = drafts.file_state(connection, draft_id, base, path)
    if now.content == content:
        return Saved(now.rev, changed=False)
    _put(connection, draft_id, base, path, content, rev=rev + 1, kind="restored", by=by, at=at)
    drafts.change(connection, draft_id, by=by.username, at=at, rev=rev + 1)
    return Saved(rev + 1, changed=True)


def rename_draft(draft_id: int, title: str, *, by: Viewer, at: datetime) -> None:
    with _open(draft_id, by) as (connection, _base, _rev):
        drafts.change(connection, draft_id, by=by.username, at=at, title=_title(title))


def discard_draft(draft_id: int, *, by: Viewer, at: datetime) -> None:
    """Put a draft aside; nothing in it is lost."""
    with _open(draft_id, by) as (connection, _base, _rev):
        drafts.change(connection, draft_id, by=by.username, at=at, state="discarded")


def take_draft_back(draft_id: int, *, by: Viewer, at: datetime) -> None:
    """Open a draft again that was put aside."""
    with _open(draft_id, by, state="discarded") as (connection, _base, _rev):
        drafts.change(connection, draft_id, by=by.username, at=at, state="open")


@contextmanager
def _open(draft_id: int, by: Viewer, state: str = "open") -> Iterator[tuple[Connection, str, int]]:
    """Yield connection, base and revision of a draft that nobody else writes to meanwhile."""
    _refuse_others(by)
    with unit_of_work() as store:
        found = drafts.lock(store.connection, draft_id)
        if found is None or found[0] != state:
            raise NoDraft
        yield store.connection, found[1], found[2]


def _write(
    draft_id: int, path: str, content: bytes | None, *, seen: int, kind: str, by: Viewer, at: datetime
) -> Saved:
    clash = None
    with _open(draft_id, by) as (connection, base, rev):
        now = drafts.file_state(connection, draft_id, base, path)
        if now.content == content:
            return Saved(now.rev, changed=False)
        if content is None and now.content is None:
            raise NoSuchFile
        if now.rev != seen:
            # The transaction must commit, so that what was typed in vain is kept.
            clash = DraftConflict(path, now.rev, _name(now.by), now.at)
            drafts.note(connection, draft_id, path, "clash", content, by=by.username, at=at)
        else:
            _put(connection, draft_id, base, path, content, rev=rev + 1, kind=kind, by=by, at=at)
            drafts.change(connection, draft_id, by=by.username, at=at, rev=rev + 1)
    if clash:
        raise clash
    return Saved(rev + 1, changed=True)


def _put(
    connection: Connection, draft_id: int, base: str, path: str, content: bytes | None,
    *, rev: int, kind: str, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    original = drafts.base_content(connection, base, path)
    state = "same" if content == original else "removed" if content is None else "changed"
    drafts.put(connection, draft_id, path, content, state, rev=rev, by=by.username, at=at)
    last = drafts.last_change(connection, draft_id, path)
    goes_on = (
        kind == "saved"
        and last is not None
        and (last.kind, last.by) == (kind, by.username)
        and at - last.at < ONE_SITTING
    )
    over = last.id if goes_on and last else None
    # A sitting keeps its first moment, or a long one would never end up in the history.
    moment = last.at if goes_on and last else at
    drafts.note(connection, draft_id, path, kind, content, by=by.username, at=moment, over=over)


def _title(title: str) -> str:
    tidy = " ".join(title.split())
    if not tidy or len(tidy) > LONGEST_TITLE:
        raise NoDraftTitle
    return tidy


def _name(username: str) -> str:
    found = users.find(username)
    return found.name if found else username or "Een collega"


def _refuse_others(by: Viewer) -> None:
    if OWNER not in by.roles:
        raise NotTheOwner
