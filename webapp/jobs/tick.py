"""The dumb tick: ask the database what is due and wake those cases, one transaction each.

The claim on a case lives in the same transaction as the work, so a killed worker leaves nothing to
clean up, and a timer takes effect exactly once. One case that fails does not stop the others.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.store import timers
from webapp.store.repository import CaseStore
from webapp.store.unit_of_work import reading, unit_of_work

log = logging.getLogger(__name__)

Fire = Callable[[CaseStore, str, datetime], object]

BACKWARDS = timedelta(minutes=5)
FORWARDS = timedelta(hours=48)
MANY = 25  # due timers after a leap of the clock that are no longer a quiet weekend
BEAT_EVERY = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class TickReport:
    """What a tick did. `held` is the Dutch reason why it did nothing."""

    fired: int = 0
    failed: int = 0
    held: str = ""


def tick(at: datetime, fire: Fire) -> TickReport:
    """Wake every case that has a timer due at `at`, through `fire(store, case_id, at)`.

    Refuses to when the clock has leapt and many letters would leave at once; see
    :func:`confirm_clock`. A case that fails is tried again later, and the reason is kept.
    """
    if held := _held(at):
        return TickReport(held=held)
    fired = failed = 0
    while _is_any_due(at):
        case_id = None
        try:
            with unit_of_work() as store:
                case_id = timers.claim_due_case(store.connection, at)
                if case_id is None:
                    break  # another worker has the rest
                fire(store, case_id, at)
                # Whatever is still due now did not react; without this the loop would never end.
                timers.postpone(
                    store.connection, case_id, at, until=at + LONGEST_PAUSE, error="De wekker ging niet af."
                )
            fired += 1
        except Exception as error:
            if case_id is None:
                raise
            log.exception("timers of case %s failed", case_id)
            _put_off(case_id, at, error)
            failed += 1
    return TickReport(fired, failed)


def confirm_clock(at: datetime) -> None:
    """An operator says that the clock is right: what is due may leave."""
    with unit_of_work() as store:
        timers.beat(store.connection, at)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after this many failed attempts: one minute, doubling up to an hour."""
    return min(LONGEST_PAUSE, timedelta(minutes=1) * 2 ** min(attempts, 10))


def _is_any_due(at: datetime) -> bool:
    with reading() as store:
        return timers.is_any_due(store.connection, at)


def _put_off(case_id: str, at: datetime, error: Exception) -> None:
    with unit_of_work() as store:
        until = at + pause_after(timers.attempts_of(store.connection, case_id, at))
        text = f"{type(error).__name__}: {error}"
        timers.postpone(store.connection, case_id, at, until=until, error=text)


def _held(at: datetime) -> str:
    """Return why nothing may leave now, or an empty text; keep the heartbeat."""
    with reading() as store:
        last = timers.last_beat(store.connection)
        leapt = last is not None and at - last.at > FORWARDS
        many = leapt and timers.count_due(store.connection, at, cap=MANY) >= MANY
    if last is not None and at < last.at - BACKWARDS:
        return f"De klok staat achter: de vorige ronde was op {last.at:%d-%m-%Y %H:%M} UTC."
    if last is not None and many:
        return last.held_reason or _hold(last, at)
    if last is None or last.held_at is not None or at - last.at >= BEAT_EVERY:
        confirm_clock(at)
    return ""


def _hold(last: timers.Beat, at: datetime) -> str:
    reason = (
        f"De klok sprong van {last.at:%d-%m-%Y} naar {at:%d-%m-%Y} en er staan veel wekkers klaar. "
        "Klopt de datum? Bevestig met `aantafel worker --confirm-clock --once`."
    )
    with unit_of_work() as store:
        timers.hold(store.connection, at, last.at, reason)
    return reason
