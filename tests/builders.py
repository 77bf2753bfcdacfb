"""Plain functions that make what a test needs, with everything that does not matter filled in."""

from datetime import UTC, date, datetime
from typing import Any

from engine.ports import Change, Event, LetterOut, TaskKey, TaskOpened, TermRow, Timer, Wait
from tests.cast import COMPLAINANT, HANDLER

MONDAY = datetime(2026, 3, 23, 8, 30, tzinfo=UTC)
BUNDLE = "b" * 64


def facts(**zaak: Any) -> dict[str, Any]:
    """Facts of a complaint about help at home; keywords overrule those of `zaak`."""
    return {
        "zaak": {
            "soort": "klacht",
            "onderwerp": "wmo",
            "samenvatting": "Huishoudelijke hulp komt niet",
            "kanaal": "web",
            "ontvangstdatum": date(2026, 3, 23),
            "regime": "9.1.2",
            "status": "Ontvangen",
            **zaak,
        },
        "inwoner": COMPLAINANT,
    }


def an_event(seq: int = 1, kind: str = "started", subject: str = "klachtbehandeling", **other: Any) -> Event:
    values = {"occurrence": 1, "at": MONDAY, "actor": "inwoner", "bundle": BUNDLE, "payload": {"a": 1}}
    return Event(seq, kind, subject, **values | other)


def a_task(
    case_id: str, bpmn_id: str = "bellen_met_inwoner", occurrence: int = 1, **other: Any
) -> TaskOpened:
    values: dict[str, Any] = {
        "process": "informele_behandeling",
        "title": bpmn_id.replace("_", " ").capitalize(),
        "role": HANDLER,
        "form": bpmn_id,
        "due_on": date(2026, 3, 25),
    }
    return TaskOpened(TaskKey(case_id, bpmn_id, occurrence), **values | other)


def a_timer(key: str = "herinnering", due_at: datetime | None = MONDAY, **other: Any) -> Timer:
    return Timer(key, other.pop("occurrence", 1), "Herinnering", due_at, **other)


def a_term(key: str = "afdoening", last_day: date | None = date(2026, 5, 6), **other: Any) -> TermRow:
    values: dict[str, Any] = {
        "title": "Afdoening van de klacht",
        "kind": "statutory",
        "start": date(2026, 3, 24),
        "nominal_end": date(2026, 5, 5),
        "last_day": last_day,
        "basis": "awb.9:11",
        "steps": ("ontvangen maandag 23 maart 2026", "zes weken", "Bevrijdingsdag"),
    }
    return TermRow(key, **values | other)


def a_wait(message: str = "antwoord_inwoner") -> Wait:
    return Wait(message, f"wacht_op_{message}", 1, "Wacht op antwoord", waits_for="inwoner")


def a_letter(key: str = "ontvangst_bevestigen:1", **other: Any) -> LetterOut:
    values: dict[str, Any] = {
        "letter": "ontvangstbevestiging",
        "recipient": "inwoner",
        "address": COMPLAINANT,
        "channel": "email",
        "subject": "Uw klacht is ontvangen",
        "markdown": "Beste mevrouw Jansen,\n\nWij hebben uw klacht ontvangen.",
    }
    return LetterOut(key, **values | other)


def a_change(case_id: str = "c1", rev: int = 0, **other: Any) -> Change:
    """One command on a case: by default the start, with a task, a timer, a term."""
    values: dict[str, Any] = {
        "number": f"K-2026-{case_id}",
        "process": "klachtbehandeling",
        "bundle": BUNDLE,
        "status": "open",
        "snapshot": b'{"tasks": {}}' * 20,
        "facts": facts(),
        "events": (an_event(),),
    }
    if rev == 0:
        values |= {
            "opened": (a_task(case_id),),
            "timers": (a_timer(),),
            "terms": (a_term(),),
            "waits": (),
        }
    return Change(case_id, rev=rev, **values | other)
