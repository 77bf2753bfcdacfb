"""The hash chain over a case's history: nobody can change the past unseen.

Each event's hash covers the hash before it, its own columns and the hash of its payload. The
payload itself is left out, so a case can be erased (Archiefwet, AVG art. 17) and the chain still
proves that nothing was added, removed or reordered.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, select

from engine import Event as CaseEvent
from engine import Step, dumps
from webapp.store.models import Case, Event, EventPayload
from webapp.store.steps import pack

START = bytes(32)  # what the first event of every case follows


def link(
    case_id: str, events: Sequence[CaseEvent], steps: Sequence[Step], previous: bytes, *, on_behalf: str = ""
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], bytes]:
    """Return rows for `event` and `event_payload`, and the new last hash.

    `steps` belong to the command as a whole and are kept with its last event. `on_behalf` is for whom a
    substitute completed a task: written beside the event, since the case itself never depends on it.
    """
    links, payloads = [], []
    for event in events:
        salt = secrets.token_bytes(8)
        row = {
            "case_id": case_id,
            "seq": event.seq,
            "kind": event.kind,
            "subject": event.subject,
            "occurrence": event.occurrence,
            "at": event.at,
            "actor": event.actor,
            "bundle_hash": event.bundle,
            "payload_hash": _payload_hash(salt, event.payload, event.reason, event.letters),
            "on_behalf": on_behalf if event.kind == "task_completed" else "",
        }
        row["hash"] = previous = _hash(previous, row)
        links.append(row)
        payloads.append(
            {
                "case_id": case_id,
                "seq": event.seq,
                "salt": salt,
                "content": event.payload,
                "reason": event.reason,
                "steps": None,
                "letters": event.letters or None,
            }
        )
    if payloads:
        payloads[-1]["steps"] = pack(steps)
    return links, payloads, previous


def verify(connection: Connection, case_id: str) -> list[str]:
    """Return what is wrong with the history of a case, in Dutch; empty when the chain holds."""
    case = connection.execute(
        select(Case.last_seq, Case.last_hash, Case.erased_at).where(Case.case_id == case_id)
    ).one_or_none()
    if case is None:
        return ["De zaak bestaat niet."]
    rows = connection.execute(_HISTORY.where(Event.case_id == case_id)).mappings().all()
    problems = list(_broken_links(rows, erased=case.erased_at is not None))
    if len(rows) != case.last_seq or (rows and bytes(rows[-1]["hash"]) != case.last_hash):
        problems.append("Het einde van de geschiedenis is niet wat de zaak zegt.")
    return problems


_HISTORY = (
    select(
        Event.case_id,
        Event.seq,
        Event.kind,
        Event.subject,
        Event.occurrence,
        Event.at,
        Event.actor,
        Event.bundle_hash,
        Event.payload_hash,
        Event.hash,
        Event.on_behalf,
        EventPayload.salt,
        EventPayload.content,
        EventPayload.reason,
        EventPayload.letters,
    )
    .outerjoin(EventPayload, and_(EventPayload.case_id == Event.case_id, EventPayload.seq == Event.seq))
    .order_by(Event.seq)
)


def _broken_links(rows: Iterable[Any], *, erased: bool) -> Iterable[str]:
    previous = START
    for expected, row in enumerate(rows, start=1):
        if row["seq"] != expected:
            yield f"Gebeurtenis {expected} ontbreekt."
            return
        if _hash(previous, row) != row["hash"]:
            yield f"Gebeurtenis {expected} is gewijzigd of verplaatst."
        previous = bytes(row["hash"])
        if row["salt"] is None:
            if not erased:
                yield f"De inhoud van gebeurtenis {expected} is weg, maar de zaak is niet vernietigd."
        elif _payload_hash(*(row[name] for name in _COVERED)) != row["payload_hash"]:
            yield f"De inhoud van gebeurtenis {expected} is gewijzigd."


def _hash(previous: bytes, row: Any) -> bytes:
    names = ("case_id", "seq", "kind", "subject", "occurrence", "actor", "bundle_hash")
    moment = round(row["at"].timestamp() * 1_000_000)  # the same in every zone and database
    substituted = [row["on_behalf"]] if row["on_behalf"] else []  # older links do not know the column
    fields = dumps([*(row[name] for name in names), moment, *substituted])
    return hashlib.sha256(previous + fields + bytes(row["payload_hash"])).digest()


_COVERED = ("salt", "content", "reason", "letters")


def _payload_hash(salt: bytes, payload: Any, reason: str, letters: Any) -> bytes:
    changed = [dict(letters)] if letters else []  # without any, the hash that it had before letters could be
    return hashlib.sha256(bytes(salt) + dumps([payload, reason, *changed])).digest()
