"""Drafts and versions: a draft that is behind is renewed, an old version comes back as a draft."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from engine import EngineError
from webapp.commands.drafts import LONGEST_TITLE, OWNER, NoDraft, NotTheOwner
from webapp.store import bundles, drafts
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work


class FilesClash(EngineError):
    """Een bestand is op twee plaatsen gewijzigd. Kies van elk zo’n bestand welke tekst blijft."""

    code = "ontwerp_botst"


class NoVersion(EngineError):
    """Deze versie bestaat niet."""

    code = "versie_onbekend"


@dataclass(frozen=True)
class Renewal:
    """What renewing would do: `newer` comes in from the version in use, `clashes` ask for a choice."""

    base: str
    current: str
    newer: tuple[str, ...]
    clashes: tuple[str, ...]


def foresee_renewal(draft_id: int) -> Renewal:
    """Return what renewing would do. Raises NoDraft."""
    with reading() as store:
        found = drafts.state_of(store.connection, draft_id)
        if found is None or found[0] != "open":
            raise NoDraft
        return _renewal(store.connection, draft_id, found[1])


def renew_draft(
    draft_id: int, *, mine: Collection[str], theirs: Collection[str], by: Viewer, at: datetime
) -> int:
    """Put the changes of a draft on the version in use; return how many files came in from there.

    Of a file that changed on both sides `mine` or `theirs` must say which text stays; the other one is in the
    history of the draft. Raises FilesClash, NoDraft.
    """
    if OWNER not in by.roles:
        raise NotTheOwner
    with unit_of_work() as store:
        connection = store.connection
        found = drafts.lock(connection, draft_id)
        if found is None or found[0] != "open":
            raise NoDraft
        _, base, rev = found
        plan = _renewal(connection, draft_id, base)
        if set(plan.clashes) - set(mine) - set(theirs):
            raise FilesClash
        now = drafts.version_files(connection, plan.current)
        changed = drafts.changed_files(connection, draft_id)
        for path, (content, state) in changed.items():
            takes_theirs = state == "same" or (path in plan.clashes and path in theirs)
            kept = now.get(path) if takes_theirs else content
            if kept != content and state != "same":
                rev += 1
                drafts.note(connection, draft_id, path, "renewed", kept, by=by.username, at=at)
            state = "same" if kept == now.get(path) else "removed" if kept is None else "changed"
            drafts.put(connection, draft_id, path, kept, state, rev=rev, by=by.username, at=at)
        drafts.change(connection, draft_id, by=by.username, at=at, rev=rev + 1, base_hash=plan.current)
        return len(plan.newer)


def restore_version(version: str, title: str, *, by: Viewer, at: datetime) -> int:
    """Start a draft on the version in use that brings every file back to how it was in another version.

    So what changes is seen, tried and agreed on as with any draft. Raises NoVersion.
    """
    if OWNER not in by.roles:
        raise NotTheOwner
    with unit_of_work() as store:
        connection = store.connection
        if not drafts.known_version(connection, version):
            raise NoVersion
        base = bundles.current(connection)
        tidy = " ".join(title.split())[:LONGEST_TITLE] or "Oude versie terug"
        number = drafts.add(connection, tidy, base, by=by.username, at=at)
        now, then = drafts.version_files(connection, base), drafts.version_files(connection, version)
        rev = 0
        for path in sorted(now.keys() | then.keys()):
            if now.get(path) != then.get(path):
                rev += 1
                state = "changed" if path in then else "removed"
                drafts.put(connection, number, path, then.get(path), state, rev=rev, by=by.username, at=at)
                drafts.note(connection, number, path, "restored", then.get(path), by=by.username, at=at)
        drafts.change(connection, number, by=by.username, at=at, rev=rev)
        return number


def _renewal(connection: Connection, draft_id: int, base: str) -> Renewal:
    current = bundles.current(connection)
    before, now = drafts.version_files(connection, base), drafts.version_files(connection, current)
    moved = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    changed = {
        path: content
        for path, (content, state) in drafts.changed_files(connection, draft_id).items()
        if state != "same"
    }
    clashes = sorted(path for path in moved & changed.keys() if changed[path] != now.get(path))
    return Renewal(base, current, tuple(sorted(moved - changed.keys())), tuple(clashes))
