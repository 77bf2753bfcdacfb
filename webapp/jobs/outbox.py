"""Delivering what the outbox holds: lease, send outside any transaction, mark.

At least once: a crash between sending and marking sends again, with the same Message-ID. A sender
that took too long finds its lease gone and leaves the verdict to the next.
"""

import json
import logging
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from engine import dumps
from webapp import commands
from webapp.config import Settings
from webapp.jobs.mail import DeliveryFailed, Mailroom
from webapp.store import notices, post
from webapp.store.lending import Lease
from webapp.store.post import OutboxMessage
from webapp.store.unit_of_work import reading, unit_of_work

__all__ = ["DeliveryReport", "OutboxMessage", "deliver_due", "message_id", "sender"]

log = logging.getLogger(__name__)

Deliver = Callable[[OutboxMessage], None]
Clock = Callable[[], datetime]

BATCH = 10  # messages a beat: neither wake-ups nor people should wait for a pile of post
LEASE = timedelta(minutes=5)  # longer than any sending may take
TRIES = 10
LONGEST_PAUSE = timedelta(hours=6)
_NAMESPACE = uuid.UUID("2d8a9a5c-5d0e-5f0b-9a55-6d6f0e8a1f11")


@dataclass(frozen=True)
class DeliveryReport:
    sent: int = 0
    failed: int = 0
    dead: int = 0


def deliver_due(
    clock: Clock, deliver: Deliver, *, domain: str, limit: int = BATCH, box: Any = post
) -> DeliveryReport:
    """Send at most `limit` messages that are due. `deliver` raises when a message did not leave.

    `box` is what holds them: letters of cases (`store.post`) or mail to colleagues (`store.staff_post`).
    After ten failures, or one that is permanent, the message is a dead letter: kept, shown, and
    never tried again until somebody says so.
    """
    sent = failed = dead = 0
    for _ in range(limit):
        leased = _lease(box, clock(), domain) if _is_any_due(box, clock()) else None
        if leased is None:
            break
        lease, message = leased
        try:
            deliver(message)
        except Exception as error:
            expected = isinstance(error, DeliveryFailed)
            log.warning("message %s was not delivered: %s", message.id, error, exc_info=not expected)
            permanent = isinstance(error, DeliveryFailed) and error.permanent
            given_up = permanent or lease.attempts + 1 >= TRIES
            _mark_failed(
                box, lease, error, None if given_up else clock() + _pause_after(lease.attempts), clock()
            )
            failed, dead = failed + (not given_up), dead + given_up
        else:
            sent += _mark_sent(box, lease, clock())
    return DeliveryReport(sent, failed, dead)


def message_id(outbox_id: str, domain: str) -> str:
    """Return the Message-ID of a message: the same each time it is sent (RFC 5322)."""
    return f"<{uuid.uuid5(_NAMESPACE, outbox_id)}@{domain}>"


def sender(settings: Settings) -> tuple[Deliver, str]:
    """Return what delivers for this installation, and the domain of its Message-IDs."""
    mailroom, folder = Mailroom.of(settings), settings.data / "messages"

    def deliver(message: OutboxMessage) -> None:
        if message.channel == "message":
            _keep_message(folder, message)
        elif message.channel == "case":
            commands.begin_follow_up(message.id, message.letter_name, message.payload, at=message.created_at)
        else:
            mailroom.deliver(message)

    first = settings.municipality_on(date.min)  # so that a Message-ID stays the same when the address changes
    address = parseaddr(settings.smtp.sender or first.email)[1]
    return deliver, address.rpartition("@")[2] or "localhost"


def _keep_message(folder: Path, message: OutboxMessage) -> None:
    """Leave a message to another system as a JSON file, for whoever collects it."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "id": message.message_id,
        "zaak": message.case_number,
        "bericht": message.letter_name,
        "inhoud": json.loads(dumps(message.payload)),
    }
    target = folder / f"{message.message_id.strip('<>').partition('@')[0]}.json"
    part = target.with_suffix(".part")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    os.replace(part, target)


def _is_any_due(box: Any, at: datetime) -> bool:
    """Look before writing: an idle beat must not queue up with the people at work."""
    with reading() as store:
        return bool(box.is_any_due(store.connection, at))


def _lease(box: Any, at: datetime, domain: str) -> tuple[Lease, OutboxMessage] | None:
    with unit_of_work() as store:
        found = box.lease_next(store.connection, at=at, until=at + LEASE)
        if found is None:
            return None
        lease, row = found
        return lease, box.message_of(row, message_id(lease.outbox_id, domain))


def _mark_sent(box: Any, lease: Lease, at: datetime) -> bool:
    with unit_of_work() as store:
        return bool(box.mark_sent(store.connection, lease, at))


def _mark_failed(box: Any, lease: Lease, error: Exception, next_at: datetime | None, at: datetime) -> None:
    with unit_of_work() as store:
        text = f"{type(error).__name__}: {error}"
        settled = box.mark_failed(store.connection, lease, text, next_at=next_at)
        if settled and next_at is None and box is post:
            notices.add_letter_failed(store.connection, lease.outbox_id, at)  # somebody must act


def _pause_after(attempts: int) -> timedelta:
    return min(LONGEST_PAUSE, timedelta(minutes=1) * 2 ** min(attempts, 10))
