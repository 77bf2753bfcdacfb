"""From a key such as "awb.9:11" or "werkdagen:3" to a computed term."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.awb import termijnen
from engine.awb.datums import checked_day
from engine.awb.errors import TermError
from engine.awb.kalender import Calendar
from engine.awb.termijnen import KLAAGSCHRIFT, AdjournmentBase, Term
from engine.awb.termijnenwet import Lengte

ARTICLES = ("awb.9:11", "awb.9:8.3", "awb.9:8.1b", "awb.9:24", "awb.9:24.b", "awb.6:7", "awb.2:3")
GEGEVEN = "datum"
HANDLING = ("awb.9:11", "awb.9:24.b")  # what adjourning and consent move
_COUNTED = re.compile(r"(awb\.2:3|werkdagen|dagen|weken|maanden):([1-9][0-9]{0,2})")


@dataclass(frozen=True)
class Regel:
    """A parsed key. `count` is 0 for an article that carries its own length."""

    name: str
    count: int = 0

    @property
    def statutory(self) -> bool:
        return self.name in ARTICLES and self.name != "awb.2:3"


@lru_cache(maxsize=256)
def parse_rule(key: str) -> Regel:
    """Parse a rule key; TermError lists what exists."""
    if key == GEGEVEN:
        return Regel(key)
    if key in ARTICLES:
        return Regel(key, termijnen.DOORZENDEN_WERKDAGEN if key == "awb.2:3" else 0)
    found = _COUNTED.fullmatch(key)
    if found is None:
        raise TermError(
            f"Termijnregel '{key}' bestaat niet. Kies uit {', '.join(ARTICLES)}, "
            "werkdagen:N, dagen:N, weken:N, maanden:N (N is een getal van 1 tot en met 999) of datum."
        )
    return Regel(found[1], int(found[2]))


def compute_term(
    key: str,
    start: date,
    calendar: Calendar,
    *,
    regime: str = KLAAGSCHRIFT,
    adjourn_weeks: int = 0,
    consent_until: date | None = None,
    adjournment_base: AdjournmentBase = "unextended",
    unanswered: bool = False,
) -> Term:
    """Compute the term `key` that starts after `start` (receipt, notice, bekendmaking or conduct).

    `adjourn_weeks`, `consent_until` and `adjournment_base` belong to awb.9:11, and to awb.9:24.b that counts
    from its end; `unanswered` to awb.9:24 (see `termijnen`); elsewhere they are refused. `regime` matters
    to those two and 9:8 lid 3. For `datum` the start is the last day itself.
    Raises TermError (a ValueError) with a Dutch message on any bad input.
    """
    rule = parse_rule(key)
    checked_day(start, "begindatum")
    checked_regime = termijnen.checked_regime(regime)
    if rule.name not in HANDLING and (adjourn_weeks or consent_until is not None):
        raise TermError(f"Verdagen en instemmen kan alleen bij {' en '.join(HANDLING)}, niet bij {key}.")
    if rule.name != "awb.9:24" and unanswered:
        raise TermError(f"'Niet beantwoord' hoort alleen bij awb.9:24, niet bij {key}.")
    if rule.name in HANDLING:
        term = termijnen.afdoening(
            start,
            calendar,
            regime=checked_regime,
            adjourn_weeks=adjourn_weeks,
            consent_until=consent_until,
            adjournment_base=adjournment_base,
        )
        term = term if rule.name == "awb.9:11" else termijnen.zonder_antwoord(term, calendar)
    else:
        term = _other_term(rule, start, calendar, checked_regime, unanswered)
    if term.last_day is not None:
        checked_day(term.last_day, "uiterste dag")
    return term


def _other_term(rule: Regel, start: date, calendar: Calendar, regime: str, unanswered: bool) -> Term:
    match rule.name:
        case "awb.9:8.3":
            return termijnen.niet_behandelen(start, calendar, regime=regime)
        case "awb.9:8.1b":
            return termijnen.oude_gedraging(start, calendar)
        case "awb.9:24":
            return termijnen.ombudsman(start, calendar, unanswered=unanswered)
        case "awb.6:7":
            return termijnen.bezwaar(start, calendar)
        case "awb.2:3":
            return termijnen.doorzenden(start, calendar, days=rule.count)
        case "datum":
            return termijnen.gegeven_datum(start, calendar)
        case "werkdagen":
            return termijnen.werkdagen(start, calendar, rule.count)
        case "dagen":
            return termijnen.servicetermijn(start, calendar, Lengte(rule.count, "dagen"))
        case "maanden":
            return termijnen.servicetermijn(start, calendar, Lengte(rule.count, "maanden"))
        case _:
            return termijnen.servicetermijn(start, calendar, Lengte(rule.count, "weken"))
