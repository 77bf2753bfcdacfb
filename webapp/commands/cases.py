"""What moves a case besides its tasks: messages, changed facts, parties, the clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from engine import Change, Conflict, Facts, Preview, Store
from webapp.commands.letters import ChangedLetter, LetterMoved, has_moved
from webapp.commands.shared import check_independent, engine_on, settings
from webapp.store.repository import Rehearsal
from webapp.store.unit_of_work import reading, unit_of_work


def send_message(case_id: str, name: str, payload: Facts, *, by: str, at: datetime) -> Change:
    """Deliver a message to a waiting case. Raises UnknownCase, NobodyWaits, Involved."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        return engine_on(store, at).message(case_id, name, payload, by=by, at=at)


def preview_message(case_id: str, name: str, payload: Facts, *, by: str, at: datetime) -> Preview:
    """Return what :func:`send_message` would do; nothing is saved. Raises UnknownCase, Involved."""
    check_independent(by, case_id)
    with reading() as store:
        return engine_on(store, at).preview_message(case_id, name, payload, by=by, at=at)


def amend(
    case_id: str,
    facts: Facts,
    reason: str,
    *,
    by: str,
    at: datetime,
    letter: str = "",
    text: ChangedLetter | None = None,
    seen: int | None = None,
) -> Change:
    """Change facts of a case, with the reason; `letter` names one that leaves because of it.

    The letter stays in the building for the time in which the change can be undone, see `undo_amendment`.
    `text` is what somebody made of that letter, `seen` the revision that the reader had on the screen. Raises
    UnknownCase, Conflict, Involved, HandlerInvolved, MissingLetterValue, LetterLacksDuty, LetterMoved.
    """
    check_independent(by, case_id)
    with unit_of_work() as store:
        if seen is not None and store.load(case_id).rev != seen:
            raise Conflict
        store.hold = timedelta(seconds=settings().undo_seconds)
        change = engine_on(store, at).amend(
            case_id, facts, reason, by=by, at=at, letter=letter, text=text.text if text else None
        )
        if text and any(has_moved(one, text) for one in change.letters):
            raise LetterMoved
        return change


def preview_amendment(
    case_id: str,
    facts: Facts,
    reason: str,
    *,
    by: str,
    at: datetime,
    letter: str = "",
    text: str | None = None,
) -> Preview:
    """Return what :func:`amend` would do; nothing is saved. Raises UnknownCase, Involved."""
    check_independent(by, case_id)
    with reading() as store:
        preview = engine_on(store, at).preview_amendment(
            case_id, facts, reason, by=by, at=at, letter=letter, text=text
        )
        if preview.problems:
            return preview
        change = engine_on(Rehearsal(store), at).amend(case_id, facts, reason, by=by, at=at)
        problem = store.objection(change)
    return replace(preview, problems=(problem,)) if problem else preview


def add_party(case_id: str, party: Mapping[str, str], reason: str, *, by: str, at: datetime) -> Change:
    """Add a party to a case, with the reason. `party` has `rol` (see `involvement.LISTED`) and `naam`.

    Raises UnknownCase, Involved, HandlerInvolved.
    """
    return _change_parties(case_id, lambda present: [*present, dict(party)], reason, by=by, at=at)


def remove_party(case_id: str, place: int, name: str, reason: str, *, by: str, at: datetime) -> Change:
    """Remove the party at `place` in the list. Raises Conflict when somebody else stands there by now."""

    def without(present: list[Any]) -> list[Any]:
        if not 0 <= place < len(present) or present[place].get("naam") != name:
            raise Conflict
        return present[:place] + present[place + 1 :]

    return _change_parties(case_id, without, reason, by=by, at=at)


def fire_due(case_id: str, at: datetime) -> Change | None:
    """Fire every timer of a case that is due; None when another worker was first."""
    with unit_of_work() as store:
        return fire_due_in(store, case_id, at)


def fire_due_in(store: Store, case_id: str, at: datetime) -> Change | None:
    """The same within a unit of work that the tick has opened to claim the case."""
    return engine_on(store, at).fire_due(case_id, at=at)


def _change_parties(
    case_id: str, change: Callable[[list[Any]], list[Any]], reason: str, *, by: str, at: datetime
) -> Change:
    """Change the list of parties in one go, so that two coordinators never undo each other."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        present = list(store.load(case_id).facts.get("partijen") or ())
        return engine_on(store, at).amend(case_id, {"partijen": change(present)}, reason, by=by, at=at)
