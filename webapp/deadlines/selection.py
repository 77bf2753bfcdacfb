"""What the reader asked for: the filters in the address, and addresses with other filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for

from engine import start_of_day
from webapp.store.queries import DeadlineFilter
from webapp.turns import WHO
from webapp.wording import short_day

KINDS = {"wettelijk": "Wettelijke termijnen", "service": "Servicenormen", "wekkers": "Wekkers"}
STATES = {"te_laat": "Te laat", "dreigt": "Dreigt te laat te worden", "verdaagd": "Verdaagd"}


@dataclass(frozen=True)
class Selection:
    """The filters. What is unknown or makes no sense is left out rather than refused."""

    kind: str = "wettelijk"
    state: str = ""
    team: str = ""
    awaited: str = ""
    day: date | None = None
    week: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Selection":
        kind = _known(asked.get("soort", ""), KINDS) or "wettelijk"
        statutory = kind == "wettelijk"
        state = _known(asked.get("alleen", ""), STATES)
        return cls(
            kind=kind,
            state=state if statutory or state == "te_laat" else "",
            team=asked.get("team", "").strip()[:100] if statutory else "",
            awaited=_known(asked.get("wacht", ""), WHO) if statutory else "",
            day=_day(asked.get("dag", "")),
            week=_day(asked.get("week", "")),
        )

    @property
    def from_forecast(self) -> bool:
        """Whether the list comes out of the forecast, and is empty while there is none yet."""
        return self.kind == "wettelijk" and bool(self.team or self.awaited or self.state == "dreigt")

    @property
    def first(self) -> date | None:
        if self.day:
            return self.day
        return self.week - timedelta(days=self.week.weekday()) if self.week else None

    @property
    def last(self) -> date | None:
        if self.day:
            return self.day
        return self.first + timedelta(days=6) if self.first else None

    @property
    def wanted(self) -> DeadlineFilter:
        return DeadlineFilter(self.kind, self.state, self.team, self.awaited, self.first, self.last)

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """The same period for what happens at a moment."""
        if self.first is None or self.last is None:
            return None, None
        return start_of_day(self.first), start_of_day(self.last + timedelta(days=1))

    @property
    def asked(self) -> dict[str, str]:
        """The filters as they stand in the address."""
        told = {
            "soort": "" if self.kind == "wettelijk" else self.kind,
            "alleen": self.state,
            "team": self.team,
            "wacht": self.awaited,
            "dag": self.day.isoformat() if self.day else "",
            "week": self.week.isoformat() if self.week and not self.day else "",
        }
        return {name: value for name, value in told.items() if value}

    def url(self, endpoint: str = "deadlines.index", **changed: Any) -> str:
        """Return the address with these filters; an empty value takes one off."""
        asked = {**self.asked, **changed}
        return url_for(endpoint, **{name: value for name, value in asked.items() if value})

    def list_url(self, **changed: Any) -> str:
        return self.url(**changed) + "#lijst"

    @property
    def title(self) -> str:
        """The list in words."""
        words = {
            "te_laat": "Termijnen die voorbij zijn",
            "dreigt": "Termijnen die te laat dreigen te worden",
            "verdaagd": "Verdaagde termijnen",
        }.get(self.state, {"service": "Servicenormen", "wekkers": "Wekkers"}.get(self.kind, "Termijnen"))
        if self.day:
            words += f" op {short_day(self.day)}"
        elif self.first and self.last:
            words += f" van {short_day(self.first)} tot en met {short_day(self.last)}"
        if self.team:
            words += f", {self.team}"
        if self.awaited:
            words += f", wacht op {WHO[self.awaited]}"
        return words if self.asked else "Wat het eerst afloopt"


def _known(value: str, words: Mapping[str, str]) -> str:
    return value if value in words else ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
