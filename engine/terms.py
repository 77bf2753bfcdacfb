"""The terms of a case: `termijnen.toml` and `kalender.toml` applied to its facts."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from engine.awb import (
    HANDLING,
    AdjournmentBase,
    Besluit,
    Calendar,
    Term,
    TermError,
    checked_day,
    checked_regime,
    compute_term,
    decree_of,
    format_date_nl,
    parse_rule,
)
from engine.errors import FaultySettings, ImpossibleTerm, UnreadableFile

TERMIJNEN = "processes/termijnen.toml"
KALENDER = "processes/kalender.toml"
ADJOURNMENT_BASES: Mapping[str, AdjournmentBase] = {"onverlengd": "unextended", "verlengd": "extended"}
KINDS = {"wettelijk": True, "service": False}
FIELDS = ("titel", "regel", "vanaf", "soort", "grondslag", "bewaken")
SWITCHES = {"ja": True, "nee": False}
MOST_WORKING_DAYS = 999  # as in a rule; keeps a slip of the pen from counting for ages
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class TermRule:
    """One entry of `termijnen.toml`: the rule, and the fact of the case that it counts from."""

    key: str
    title: str
    rule: str
    start_fact: str
    basis: str = ""  # service norms only; a statutory term knows its own article
    watched: bool = True  # False: a date to know, that nobody needs to be chased for


class TermBook:
    """Computes the terms of a case from its `zaak` facts. Immutable and free of side effects."""

    def __init__(
        self,
        rules: Mapping[str, TermRule],
        calendar: Calendar,
        adjournment_base: AdjournmentBase = "unextended",
    ) -> None:
        self.rules = dict(rules)
        self.calendar = calendar
        self.adjournment_base = adjournment_base
        # A term is a pure function of few small arguments and every expression of a step may ask for it.
        self._computed = lru_cache(maxsize=4096)(self._compute_once)
        self._revised = lru_cache(maxsize=8)(self._revise_once)

    @classmethod
    def from_toml(cls, termijnen: str, kalender: str) -> "TermBook":
        """Read the two files of a bundle.

        UnreadableFile: no valid TOML (with the line); FaultySettings: an entry is wrong (with the remedy).
        """
        data = _parsed(TERMIJNEN, termijnen)
        try:
            calendar = Calendar.from_mapping(_parsed(KALENDER, kalender))
        except TermError as error:
            raise FaultySettings(KALENDER, str(error)) from error
        unknown = set(data) - {"instellingen", "termijn"}
        if unknown:
            raise FaultySettings(
                TERMIJNEN, f"onderdeel [{min(unknown)}] bestaat niet. Gebruik [termijn.naam]."
            )
        entries = data.get("termijn")
        if not isinstance(entries, dict) or not entries:
            raise FaultySettings(TERMIJNEN, "er staat geen enkele termijn in. Voeg [termijn.afdoening] toe.")
        rules = {key: _rule(key, entry) for key, entry in entries.items()}
        return cls(rules, calendar, _adjournment_base(data.get("instellingen", {})))

    def under(self, calendar: Mapping[str, Any] | None) -> "TermBook":
        """Return the same terms on a calendar with newer decrees: `besluiten` that are new or changed, and
        the names of those that `vervallen`. None: the calendar of the version.
        """
        if not calendar:
            return self
        decrees = tuple(decree_of(told) for told in calendar["besluiten"])
        return self._revised(decrees, tuple(calendar["vervallen"]))

    def revision(self, newer: "TermBook") -> dict[str, Any]:
        """Return what :meth:`under` needs to count with the decrees of `newer`."""
        decrees, lapsed = self.calendar.revision(newer.calendar)
        return {"besluiten": [decree.told() for decree in decrees], "vervallen": list(lapsed)}

    def _revise_once(self, decrees: tuple[Besluit, ...], lapsed: tuple[str, ...]) -> "TermBook":
        return TermBook(self.rules, self.calendar.revised(decrees, lapsed), self.adjournment_base)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that `termijn("...")` knows, in the order of the file."""
        return tuple(self.rules)

    def compute(self, facts: Mapping[str, Any]) -> dict[str, Term]:
        """Return the terms whose start is known in `facts` (the `zaak` of a case), by key.

        `regime` "9.2" gives terms of the written procedure without a last day. Consent that is not later
        than the term has no effect and is told as a warning. ImpossibleTerm: a fact has the wrong type
        or the law forbids it, such as more than four weeks of adjournment.
        """
        found = ((key, self.term(key, facts)) for key in self.rules)
        return {key: term for key, term in found if term is not None}

    def term(self, key: str, facts: Mapping[str, Any]) -> Term | None:
        """Return one term, or None while the fact it counts from is unknown; ImpossibleTerm as `compute`."""
        rule = self.rules.get(key)
        if rule is None:
            raise ImpossibleTerm(f"Termijn '{key}' bestaat niet. Kies uit {', '.join(self.rules)}.")
        start = facts.get(rule.start_fact)
        if start is None:
            return None
        weeks, until = 0, None
        if rule.rule in HANDLING:
            weeks, until = _whole_number(facts.get("verdaging_weken")), facts.get("instemming_tot")
        try:
            checked_day(start, "begindatum")
            if until is not None:
                checked_day(until, "datum van instemming")
            return self._computed(rule, start, checked_regime(regime_of(facts)), weeks, until)
        except TermError as error:
            raise ImpossibleTerm(f"{rule.title}: {error}") from error

    def last_day(self, key: str, facts: Mapping[str, Any]) -> date | None:
        """Return the last day of a term; None when it has not started or the law sets none."""
        term = self.term(key, facts)
        return term.last_day if term else None

    def working_days(self, day: date | None, count: int | Decimal | None) -> date | None:
        """Return the `count`-th working day after `day`, before it when negative; None when either is.

        ImpossibleTerm: `day` is no plain date in 1900-2199, or `count` no whole number up to 999.
        """
        if day is None or count is None:
            return None
        number = _whole_number(count)
        if abs(number) > MOST_WORKING_DAYS:
            raise ImpossibleTerm(f"{number} werkdagen is te veel. Gebruik ten hoogste {MOST_WORKING_DAYS}.")
        try:
            return self.calendar.add_working_days(checked_day(day, "datum"), number)
        except TermError as error:
            raise ImpossibleTerm(str(error)) from error

    def _compute_once(self, rule: TermRule, start: date, regime: str, weeks: int, until: date | None) -> Term:
        def computed(key: str, consent_until: date | None) -> Term:
            return compute_term(
                key,
                start,
                self.calendar,
                regime=regime,
                adjourn_weeks=weeks,
                consent_until=consent_until,
                adjournment_base=self.adjournment_base,
            )

        if until is not None and _lasts(computed("awb.9:11", None), until):
            note = f"Instemming met uitstel tot en met {format_date_nl(until)} verlengt deze termijn niet."
            term = computed(rule.rule, None)
            term = replace(term, warnings=(*term.warnings, note))
        else:
            term = computed(rule.rule, until)
        return replace(term, key=rule.key, title=rule.title, basis=rule.basis or term.basis)


def _lasts(handling: Term, until: date) -> bool:
    """Consent given before a longer adjournment must not break the case: the later day holds."""
    return handling.last_day is not None and until <= handling.last_day


def regime_of(facts: Mapping[str, Any]) -> str:
    """Return the regime of a case; unless set "9.2" for an oral complaint and else the strictest, "9.1.2"."""
    return facts.get("regime") or ("9.2" if facts.get("schriftelijk") is False else "9.1.2")


def _whole_number(value: Any) -> int:
    """FEEL hands over decimals; a missing number is zero."""
    if value is None:
        return 0
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < 9 and value % 1 == 0:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ImpossibleTerm(f"'{value}' is geen heel getal.")


def _parsed(filename: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        detail = (
            "de schrijfwijze klopt niet. Controleer aanhalingstekens, haakjes en het =-teken op deze regel."
        )
        raise UnreadableFile(filename, int(line[1]) if line else text.count("\n") + 1, detail) from error


def _adjournment_base(settings: Any) -> AdjournmentBase:
    chosen = settings.get("verdaging_vanaf", "onverlengd") if isinstance(settings, dict) else None
    if not isinstance(chosen, str) or chosen not in ADJOURNMENT_BASES or set(settings) - {"verdaging_vanaf"}:
        raise FaultySettings(
            TERMIJNEN,
            '[instellingen] kent alleen verdaging_vanaf = "onverlengd" of verdaging_vanaf = "verlengd".',
        )
    return ADJOURNMENT_BASES[chosen]


def _rule(key: str, entry: Any) -> TermRule:
    """Check one [termijn.key] table and turn it into a rule."""
    problem = _form_problem(key, entry) or _meaning_problem(entry)
    if problem:
        raise FaultySettings(TERMIJNEN, f"[termijn.{key}] {problem}")
    watched = SWITCHES[entry.get("bewaken", "ja")]
    return TermRule(key, entry["titel"], entry["regel"], entry["vanaf"], entry.get("grondslag", ""), watched)


def _form_problem(key: str, entry: Any) -> str | None:
    if not _NAME.fullmatch(key):
        return "heeft een ongeldige naam. Gebruik kleine letters, cijfers en _, beginnend met een letter."
    if not isinstance(entry, dict):
        return "moet een onderdeel zijn met titel, regel, vanaf en soort."
    for name, value in entry.items():
        if name not in FIELDS:
            return f"kent '{name}' niet. Gebruik {', '.join(FIELDS)}."
        if not isinstance(value, str) or not value.strip():
            return f"heeft geen tekst bij '{name}'. Vul die in."
    if entry.get("bewaken", "ja") not in SWITCHES:
        return 'kent bij bewaken alleen "ja" en "nee".'
    missing = [name for name in FIELDS[:4] if name not in entry]
    return f"mist {', '.join(missing)}. Vul dat aan." if missing else None


def _meaning_problem(entry: Mapping[str, str]) -> str | None:
    try:
        statutory = parse_rule(entry["regel"]).statutory
    except TermError as error:
        return str(error)
    if KINDS.get(entry["soort"]) is not statutory:
        kind = "wettelijk" if statutory else "service"
        return f'heeft regel {entry["regel"]}; daarbij hoort soort = "{kind}".'
    if statutory and "grondslag" in entry:
        return "is wettelijk: laat 'grondslag' weg, die volgt uit de wet."
    if not statutory and "grondslag" not in entry:
        return "is een servicenorm: vul bij 'grondslag' in waar de norm vandaan komt."
    if not _NAME.fullmatch(entry["vanaf"]):
        return "noem bij 'vanaf' een gegeven van de zaak zonder 'zaak.' ervoor, zoals ontvangstdatum."
    return None
