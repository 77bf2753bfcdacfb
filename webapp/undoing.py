"""What somebody did last and can still take back: kept in the session, offered on the pages after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import session

from engine import Change
from webapp.clock import now
from webapp.pages import settings
from webapp.store.queries import desk

OFFERED = timedelta(minutes=10)  # how long the offer stays in sight when nothing has to leave
TOLD = timedelta(minutes=1)  # how long the page says that it is too late
LONGER = timedelta(minutes=1)
MOST_LONGER = 10  # times


@dataclass(frozen=True)
class Offer:
    """What the page says afterwards. `left` is in seconds; None when nothing has to leave."""

    kept: dict[str, Any]
    sentence: str
    left: int | None
    possible: bool
    may_wait: bool

    @property
    def number(self) -> str:
        return str(self.kept["nummer"])

    @property
    def soon(self) -> str:
        return str(self.kept["straks"])  # what leaves then


class Memory:
    """The last thing of one kind that this person did, in the session under `key`."""

    def __init__(self, key: str) -> None:
        self.key = key

    def remember(self, change: Change, sentence: str, short: str, **more: Any) -> None:
        """Keep what can be undone. `short` is what later pages say of it, `more` is for who asks it back."""
        event = change.events[-1]
        leaves = bool(change.letters or change.messages or change.cases)
        until = event.at + timedelta(seconds=settings().undo_seconds)
        session[self.key] = more | {
            "zaak": change.case_id,
            "nummer": change.number,
            "seq": event.seq,
            "op": event.at.isoformat(),
            "tot": until.isoformat() if leaves else "",
            "zin": sentence,
            "kort": short,
            "straks": _soon(len(change.letters)),
            "langer": 0,
        }

    def remembered(self, **of: Any) -> dict[str, Any] | None:
        """Return what was done last, when it fits all of `of`."""
        kept = session.get(self.key)
        fits = kept and all(kept.get(name) == value for name, value in of.items())
        return kept if fits else None

    def forget(self) -> None:
        session.pop(self.key, None)

    def lengthened(self, kept: dict[str, Any], until: datetime) -> None:
        session[self.key] = kept | {"tot": until.isoformat(), "langer": kept["langer"] + 1}

    def offer(self, **of: Any) -> Offer | None:
        """Return what to say about the last thing done; None when that is long ago."""
        kept = self.remembered(**of)
        if not kept:
            return None
        at, moment = moment_of(kept), now()
        until = datetime.fromisoformat(kept["tot"]) if kept["tot"] else None
        if moment > (until + TOLD if until else at + OFFERED):
            self.forget()
            return None
        sentence = kept["zin"]
        if sentence != kept["kort"]:
            session[self.key] = kept | {"zin": kept["kort"]}
        possible = until is None or (moment < until and not desk.has_left(kept["zaak"], at))
        left = None if until is None else max(0, round((until - moment).total_seconds()))
        waits = possible and until is not None and kept["langer"] < MOST_LONGER
        return Offer(kept, sentence, left, possible, waits)


def moment_of(kept: dict[str, Any]) -> datetime:
    """Return when it was done."""
    return datetime.fromisoformat(kept["op"])


def lengthen(kept: dict[str, Any]) -> datetime | None:
    """Return until when the post waits if somebody asks for more time; None when that was asked too often."""
    if not kept["tot"] or kept["langer"] >= MOST_LONGER:
        return None
    return max(datetime.fromisoformat(kept["tot"]), now()) + LONGER


def _soon(letters: int) -> str:
    if letters == 0:
        return "De zaak gaat zo verder."
    return "De brief gaat zo weg." if letters == 1 else "De brieven gaan zo weg."
