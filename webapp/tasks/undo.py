"""Undoing what one has just finished, as long as nothing has left the building."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import session

from engine import Change
from webapp.clock import now
from webapp.pages import settings
from webapp.store.queries import desk
from webapp.tasks.pane import TaskDesk

KEY = "ongedaan"
OFFERED = timedelta(minutes=10)  # how long the offer stays in sight when nothing has to leave
TOLD = timedelta(minutes=1)  # how long the page says that it is too late
LONGER = timedelta(minutes=1)
MOST_LONGER = 10  # times


@dataclass(frozen=True)
class Offer:
    """What the page says after finishing. `left` is in seconds; None when nothing has to leave."""

    task_id: int
    number: str
    sentence: str
    left: int | None
    soon: str  # what leaves then
    possible: bool
    may_wait: bool


def remember(task: TaskDesk, change: Change, sentence: str) -> None:
    """Keep for the next pages what can be undone: the last thing that this person finished."""
    event = change.events[-1]
    leaves = bool(change.letters or change.messages or change.cases)
    until = event.at + timedelta(seconds=settings().undo_seconds)
    session[KEY] = {
        "taak": task.task.id,
        "zaak": change.case_id,
        "nummer": change.number,
        "seq": event.seq,
        "op": event.at.isoformat(),
        "tot": until.isoformat() if leaves else "",
        "zin": sentence,
        "titel": task.task.title,
        "straks": _soon(len(change.letters)),
        "langer": 0,
    }


def remembered(task_id: int) -> dict[str, Any] | None:
    """Return what was finished last, when it is this task."""
    kept = session.get(KEY)
    return kept if kept and kept["taak"] == task_id else None


def moment_of(kept: dict[str, Any]) -> datetime:
    """Return when it was finished."""
    return datetime.fromisoformat(kept["op"])


def forget() -> None:
    session.pop(KEY, None)


def lengthen(kept: dict[str, Any]) -> datetime | None:
    """Return until when the post waits if somebody asks for more time; None when that was asked too often."""
    if not kept["tot"] or kept["langer"] >= MOST_LONGER:
        return None
    return max(datetime.fromisoformat(kept["tot"]), now()) + LONGER


def lengthened(kept: dict[str, Any], until: datetime) -> None:
    session[KEY] = kept | {"tot": until.isoformat(), "langer": kept["langer"] + 1}


def offer() -> Offer | None:
    """Return what to say about the last finished task; None when that is long ago."""
    kept = session.get(KEY)
    if not kept:
        return None
    at, moment = datetime.fromisoformat(kept["op"]), now()
    until = datetime.fromisoformat(kept["tot"]) if kept["tot"] else None
    if moment > (until + TOLD if until else at + OFFERED):
        forget()
        return None
    sentence, short = kept["zin"], f"“{kept['titel']}” is afgerond."
    if sentence != short:
        session[KEY] = kept | {"zin": short}
    possible = until is None or (moment < until and not desk.has_left(kept["zaak"], at))
    left = None if until is None else max(0, round((until - moment).total_seconds()))
    waits = possible and until is not None and kept["langer"] < MOST_LONGER
    return Offer(kept["taak"], kept["nummer"], sentence, left, kept["straks"], possible, waits)


def _soon(letters: int) -> str:
    if letters == 0:
        return "De zaak gaat zo verder."
    return "De brief gaat zo weg." if letters == 1 else "De brieven gaan zo weg."
