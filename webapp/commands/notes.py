"""Remarks that colleagues leave for each other in a case file."""

from collections.abc import Collection
from datetime import datetime

from engine import EngineError
from webapp.commands.shared import check_independent
from webapp.store import notes, queries
from webapp.store.unit_of_work import unit_of_work


class MentionInvolved(EngineError):
    """Deze collega is bij de klacht betrokken en leest het dossier niet (Awb artikel 9:7). Noem iemand \
anders."""

    code = "genoemde_collega_betrokken"


class NoteFixed(EngineError):
    """Alleen wie de notitie schreef, kan haar wijzigen of weghalen, en alleen binnen 24 uur. Schrijf een \
nieuwe notitie."""

    code = "notitie_staat_vast"


def add_note(
    case_id: str,
    text: str,
    *,
    by: str,
    at: datetime,
    pinned: bool = False,
    mentions: Collection[str] = (),
) -> int:
    """Add a remark to a case and call colleagues in it; return its id. Raises Involved, MentionInvolved."""
    check_independent(by, case_id)
    _check_mentions(case_id, mentions)
    with unit_of_work() as store:
        return notes.add(store.connection, case_id, text, by=by, at=at, pinned=pinned, mentions=mentions)


def edit_note(
    case_id: str, note_id: int, text: str, *, by: str, at: datetime, mentions: Collection[str] = ()
) -> None:
    """Change one's own remark within a day. Raises Involved, MentionInvolved, NoteFixed."""
    check_independent(by, case_id)
    _check_mentions(case_id, mentions)
    with unit_of_work() as store:
        if not notes.edit(store.connection, case_id, note_id, text, by=by, at=at, mentions=mentions):
            raise NoteFixed


def remove_note(case_id: str, note_id: int, *, by: str, at: datetime) -> None:
    """Take back one's own remark within a day. Raises Involved, NoteFixed."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        if not notes.remove(store.connection, case_id, note_id, by=by, at=at):
            raise NoteFixed


def pin_note(case_id: str, note_id: int, pinned: bool, *, by: str) -> None:
    """Put a remark on top for everyone, or no longer. Raises Involved."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        notes.pin(store.connection, case_id, note_id, pinned)


def see_mentions(case_id: str, *, by: str, at: datetime) -> int:
    """Note that somebody read the remarks of a case; return how often he was called in them."""
    with unit_of_work() as store:
        return notes.see(store.connection, case_id, by, at)


def _check_mentions(case_id: str, mentions: Collection[str]) -> None:
    if any(queries.stake(username, case_id).bars for username in mentions):
        raise MentionInvolved
