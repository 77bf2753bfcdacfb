"""Filters of the timeline: who, what kind of thing, which period, which version. They live in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from webapp.cases.timeline import Moment

KINDS = {
    "stap": "Stappen van mensen",
    "vanzelf": "Wat vanzelf ging",
    "bericht": "Berichten",
    "brief": "Brieven",
    "wijziging": "Wijzigingen",
    "document": "Documenten",
}


@dataclass(frozen=True)
class Sieve:
    """What the reader wants to see; empty is everything. Values that mean nothing count as empty."""

    wie: str = ""
    soort: str = ""
    van: date | None = None
    tot: date | None = None
    versie: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Sieve":
        kind = args.get("soort", "")
        return cls(
            args.get("wie", "")[:80],
            kind if kind in KINDS else "",
            _day(args.get("van", "")),
            _day(args.get("tot", "")),
            args.get("versie", "")[:64],
        )

    @property
    def is_open(self) -> bool:
        return self == Sieve()

    @property
    def keep(self) -> dict[str, Any]:
        """The part of an address that brings the reader back here."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in values.items() if value}

    def lets_through(self, moment: Moment) -> bool:
        if self.is_open:
            return True
        if moment.day is None:  # what is going on has no day yet
            return False
        return (
            (not self.wie or moment.actor == self.wie)
            and (not self.soort or self.soort in moment.kinds)
            and (self.van is None or moment.day >= self.van)
            and (self.tot is None or moment.day <= self.tot)
            and (not self.versie or moment.version == self.versie)
        )


@dataclass(frozen=True)
class Choices:
    """What can be chosen in this case: pairs of value and words."""

    who: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    versions: list[tuple[str, str]]
    total: int


def choices(moments: Sequence[Moment], version_words: Mapping[str, str]) -> Choices:
    """Return the choices that give at least one line."""
    past = [one for one in moments if one.day is not None]
    who = dict.fromkeys((one.actor, one.actor_name) for one in past if one.actor)
    present = {kind for one in past for kind in one.kinds}
    versions = dict.fromkeys(one.version for one in past if one.version)
    return Choices(
        sorted(who, key=lambda pair: pair[1]),
        [(key, words) for key, words in KINDS.items() if key in present],
        [(one, version_words.get(one, one[:7])) for one in versions],
        len(past),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
