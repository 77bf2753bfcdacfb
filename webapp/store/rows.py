"""From the engine's words to columns: what of a change is promoted to rows that lists can use."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from engine import CaseOut, Change, Facts, LetterOut, MessageOut, TaskOpened, TermRow, Timer, Wait
from webapp import turns
from webapp.involvement import ACCUSED_ROLE, Party
from webapp.turns import RESIDENT

NO_DATE = date(9999, 12, 31)  # sorts tasks without a date after all others
SUMMARY_LENGTH = 160
SETTLEMENT = "afdoening"  # key of the term of Awb 9:11
_OUTSIDE = ("provider", "other_body")  # the organisation whose help the complaint is about
_PARTY_COLUMNS = ("name", "email", "phone", "street", "postcode", "city", "function")


def post_id(case_id: str, key: str) -> str:
    """Return the id of a letter or message: one step of one case sends once, ever."""
    return f"{case_id}:{key}"


def of_case(post: Any, case_id: str) -> Any:
    """Return the condition that a letter or message is of this case, as a range of its primary key."""
    return post.id.between(*range_of(case_id))


def range_of(case_id: str) -> tuple[str, str]:
    """Return between which ids the letters and messages of a case lie."""
    return f"{case_id}:", f"{case_id}:\U0010ffff"


def letter_id(case_id: str, bpmn_id: str, occurrence: int) -> str:
    """Return the id of the letter that a step wrote."""
    return post_id(case_id, f"{bpmn_id}:{occurrence}")


def case_columns(change: Change, at: datetime) -> dict[str, Any]:
    """Return the columns of `case_` that every change writes anew."""
    zaak, inwoner = change.facts.get("zaak", {}), change.facts.get("inwoner", {})
    resident, summary = _text(inwoner.get("naam")), summary_of(zaak)
    columns: dict[str, Any] = {
        "number": change.number,
        "process": change.process,
        "bundle_hash": change.bundle,
        "rev": change.rev + 1,
        "state": change.status,
        "subject": _text(zaak.get("onderwerp")),
        "summary": summary,
        "channel": _text(zaak.get("kanaal")),
        "received_on": _day(zaak.get("ontvangstdatum") or zaak.get("begonnen_op")),
        "regime": _text(zaak.get("regime")),
        "confidentiality": _text(zaak.get("vertrouwelijkheid")),
        "status_text": _text(zaak.get("status")),
        "handler_name": handler_of(change.facts),
        "resident": resident,
        "facts": change.facts,
        "snapshot": change.snapshot,
    }
    ends = change.outcome and not change.is_rewind  # facts put right, or that undone, do not close it anew
    if change.status == "open" or ends:
        columns |= {"outcome": change.outcome, "closed_at": at if change.status == "closed" else None}
    if change.terms is not None:
        columns["last_day"] = next((t.last_day for t in change.terms if t.key == SETTLEMENT), None)
    return columns


def registration_row(process: str, facts: Facts, state: str) -> dict[str, Any]:
    """Return what the register and the archive ask of a case, without its id.

    A result counts when the case is closed: until then it may be reopened, and steps have no row to write.
    """
    zaak = facts.get("zaak", {})
    norms, until = zaak.get("normen"), zaak.get("vernietigen_na")
    return {
        "process": process,
        "kind": _text(zaak.get("soort_bericht") or zaak.get("soort"))[:40],
        "written": zaak.get("schriftelijk") is not False,
        "received_on": _day(zaak.get("ontvangstdatum") or zaak.get("begonnen_op")),
        "result": _text(zaak.get("uitkomst"))[:40] if state == "closed" else "",
        "judgement": _text(zaak.get("oordeel"))[:20],
        "theme": _text(zaak.get("thema"))[:40],
        "norms": "\n".join(map(_text, norms)) if isinstance(norms, list | tuple) else "",
        "kept_as": _text(zaak.get("bewaarresultaat"))[:10],
        "keep_until": None if isinstance(until, datetime) else _day(until),
    }


def handler_of(facts: Facts) -> str:
    """Return who handles the case, as written in `zaak.behandelaar`: a name or a username."""
    return _text(facts.get("zaak", {}).get("behandelaar"))


def summary_of(zaak: Mapping[str, Any]) -> str:
    """Return the summary, or the beginning of what the resident wrote as long as nobody made one."""
    written = _text(zaak.get("samenvatting")) or _text(zaak.get("omschrijving"))
    return textwrap.shorten(written, SUMMARY_LENGTH, placeholder=" …")


def party_rows(case_id: str, parties: Sequence[Party]) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """Return rows for `party` and `involvement`. The first of a role has the id that role always had."""
    people, involvements = [], []
    seen: Counter[str] = Counter()
    for party in parties:
        number = seen[party.role]
        seen[party.role] += 1
        party_id = f"{case_id}.{party.role}" + (f".{number}" if number else "")
        people.append({"id": party_id} | {name: getattr(party, name) for name in _PARTY_COLUMNS})
        involvements.append(
            {
                "case_id": case_id,
                "party_id": party_id,
                "role": party.role,
                "username": party.username,
                "bars": party.bars,
            }
        )
    return people, involvements


def task_labels(
    number: str, facts: Facts, parties: Sequence[Party], waiting: bool, legal_on: date | None
) -> dict[str, Any]:
    """Return what open tasks repeat of their case, so that lists can order and filter by it."""
    zaak = facts.get("zaak", {})
    outside = (party.name for party in parties if party.role in _OUTSIDE and party.name)
    return {
        "number": number,
        "subject": _text(zaak.get("onderwerp")),
        "waiting": waiting,
        "received_on": _day(zaak.get("ontvangstdatum") or zaak.get("begonnen_op")) or date.min,
        "provider": next(outside, "")[:200],
        "legal_on": legal_on,
    }


def labels_after(change: Change, parties: Sequence[Party], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the labels of open tasks after a change, which may leave waits and terms as they were."""
    waiting, legal_on = before.get("waiting", False), before.get("legal_on")
    if change.waits is not None:
        waiting = any(is_from_resident(wait) for wait in change.waits)
    if change.terms is not None:
        binding = (term for term in change.terms if term.kind == "statutory" and _is_running(term))
        legal_on = min((term.last_day for term in binding if term.last_day), default=None)
    return task_labels(change.number, change.facts, parties, waiting, legal_on)


def task_row(
    task: TaskOpened, *, at: datetime, labels: Mapping[str, Any], assignee: str | None
) -> dict[str, Any]:
    return {
        **labels,
        "case_id": task.key.case_id,
        "bpmn_id": task.key.bpmn_id,
        "occurrence": task.key.occurrence,
        "process": task.process,
        "title": task.title,
        "role": task.role,
        "candidates": "\n".join(task.candidates),
        "form": task.form,
        "basis": task.basis,
        "explanation": task.explanation,
        "state": "open",
        "due_on": task.due_on,
        "sort_on": task.due_on or NO_DATE,
        "assignee": assignee,
        "queue": queue_of(task.role, assignee),
        "waiting": labels["waiting"] or task.waits_for == RESIDENT,
        "awaited": turns.of_task(task.waits_for, task.role),
        "opened_at": at,
    }


def queue_of(role: str, assignee: str | None) -> str:
    """Return where a task lies: `@name` with a person, otherwise with a role."""
    return f"@{assignee}" if assignee and role != ACCUSED_ROLE else role


def term_row(case_id: str, term: TermRow, *, case_open: bool, adjourned: bool) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "key": term.key,
        "title": term.title,
        "kind": term.kind,
        "start": term.start,
        "nominal_end": term.nominal_end,
        "last_day": term.last_day,
        "basis": term.basis,
        "met_on": term.met_on,
        "running": case_open and _is_running(term),
        "adjourned": adjourned and term.key == SETTLEMENT,
        "explanation": {"steps": term.steps, "warnings": term.warnings},
    }


def _is_running(term: TermRow) -> bool:
    return term.watched and term.met_on is None


def timer_row(case_id: str, timer: Timer) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "key": timer.key,
        "occurrence": timer.occurrence,
        "title": timer.title,
        "due_at": timer.due_at,
        "wake_at": timer.due_at,
        "interrupting": timer.interrupting,
        "reminder": timer.reminder,
        "basis": timer.basis,
        "attempts": 0,
        "last_error": "",
    }


def wait_row(case_id: str, wait: Wait) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "bpmn_id": wait.bpmn_id,
        "occurrence": wait.occurrence,
        "message": wait.message,
        "title": wait.title,
        "from_resident": is_from_resident(wait),
        "awaited": turns.of_wait(wait.waits_for, optional=wait.optional),
    }


def is_from_resident(wait: Wait) -> bool:
    """Whether the case waits for this message of the resident; one that may always come is no waiting."""
    return wait.waits_for == RESIDENT and not wait.optional


def letter_row(change: Change, letter: LetterOut, at: datetime) -> dict[str, Any]:
    return {
        "id": post_id(change.case_id, letter.key),
        "case_id": change.case_id,
        "letter": letter.letter,
        "title": letter.title,
        "recipient": letter.recipient,
        "channel": letter.channel,
        "subject": letter.subject,
        "written_at": at,
        "address": letter.address,
        "markdown": letter.markdown.encode(),
        "bundle_hash": change.bundle,
        "changed_by": change.events[-1].actor if letter.template else "",
        "template": letter.template.encode() if letter.template else None,
    }


def post_rows(change: Change, at: datetime) -> list[dict[str, Any]]:
    """Return a row of the outbox for everything that leaves because of a change."""
    found = [letter_post_row(change.case_id, letter, at) for letter in change.letters]
    found += [message_post_row(change.case_id, message, at) for message in change.messages]
    found += [case_post_row(change.case_id, begins, at) for begins in change.cases]
    return [row | {"seq": change.events[-1].seq} for row in found]


def letter_post_row(case_id: str, letter: LetterOut, at: datetime) -> dict[str, Any]:
    address = letter.address
    place = " ".join(_text(address.get(key)) for key in ("postcode", "plaats")).strip()
    by_post = "\n".join(filter(None, (_text(address.get("straat")), place)))
    return _post_row(case_id, letter.key, at) | {
        "channel": letter.channel,
        "name": letter.letter,
        "recipient_name": _text(address.get("naam")),
        "recipient_address": _text(address.get("email")) if letter.channel == "email" else by_post,
    }


def message_post_row(case_id: str, message: MessageOut, at: datetime) -> dict[str, Any]:
    return _post_row(case_id, message.key, at) | {
        "channel": "message",
        "name": message.name,
        "payload": message.payload,
    }


def case_post_row(case_id: str, begins: CaseOut, at: datetime) -> dict[str, Any]:
    """Return the row that asks for another case; whoever delivers it, starts that case."""
    return _post_row(case_id, begins.key, at) | {
        "channel": "case",
        "name": begins.process,
        "payload": begins.facts,
    }


def _post_row(case_id: str, key: str, at: datetime) -> dict[str, Any]:
    return {
        "id": post_id(case_id, key),
        "case_id": case_id,
        "recipient_name": "",
        "recipient_address": "",
        "payload": None,
        "state": "pending",
        "created_at": at,
        "next_at": at,
        "attempts": 0,
        "lease_token": 0,
        "last_error": "",
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        raise TypeError("een ontvangstdatum is een dag, geen moment")
    return value if isinstance(value, date) else None
