"""The terms of the Algemene wet bestuursrecht (Awb) that complaint handling meets.

Every function is pure: facts in, a `Term` with its explanation out. Days are dates in Europe/Amsterdam;
a term is met through the end of its last day.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from engine.awb.datums import checked_day, format_date_nl, number_nl
from engine.awb.errors import TermError
from engine.awb.kalender import Calendar
from engine.awb.termijnenwet import Lengte, count_term

Kind = Literal["statutory", "service"]
AdjournmentBase = Literal["unextended", "extended"]

MONDELING = "9.2"  # titel 9.1 without afdeling 9.1.2: an oral complaint
KLAAGSCHRIFT = "9.1.2"  # a written complaint
ADVIESPROCEDURE = "9.1.3"  # a written complaint with an adviser or committee
REGIMES = (MONDELING, KLAAGSCHRIFT, ADVIESPROCEDURE)
VERDAGING_MAX = 4  # weeks in total, artikel 9:11 lid 2
ZONDER_GEVOLG = "Verdaging of instemming heeft bij een mondelinge klacht geen gevolg."
FROM = "Gerekend vanaf"
DOORZENDEN_WERKDAGEN = 2  # our service norm for "onverwijld", artikel 2:3


@dataclass(frozen=True)
class Term:
    """A computed term. `last_day` is None when the law sets no term (an oral complaint).

    `nominal_end` is the end before the Algemene termijnenwet moves it. `steps` explain the last day in
    short Dutch sentences, `warnings` tell what may still change or needs attention.
    """

    key: str
    title: str
    kind: Kind
    start: date
    nominal_end: date | None
    last_day: date | None
    basis: str
    steps: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def checked_regime(regime: object) -> str:
    """Return `regime` when it is one of 9.2, 9.1.2 and 9.1.3; raise TermError otherwise."""
    if not isinstance(regime, str) or regime not in REGIMES:
        raise TermError(f"Regime '{regime}' bestaat niet. Kies uit {', '.join(REGIMES)}.")
    return regime


def _doubts(calendar: Calendar, day: date) -> tuple[str, ...]:
    doubt = calendar.doubt(day)
    return (doubt,) if doubt else ()


def _received(start: date, verb: str = "Ontvangen op") -> str:
    return f"{verb} {format_date_nl(start)}; die dag telt niet mee."


def no_term(key: str, title: str, start: date, article: str) -> Term:
    """An oral complaint: artikel 9:4 makes 9:5-9:12 apply to written complaints only."""
    steps = (
        f"Mondelinge klacht van {format_date_nl(start)}.",
        f"Voor een mondelinge klacht geldt geen wettelijke termijn: {article} geldt alleen voor een "
        "schriftelijke klacht (Awb artikel 9:4).",
    )
    return Term(key, title, "statutory", start, None, None, "Awb artikel 9:2", steps)


def afdoening(
    start: date,
    calendar: Calendar,
    *,
    regime: str = KLAAGSCHRIFT,
    adjourn_weeks: int = 0,
    consent_until: date | None = None,
    adjournment_base: AdjournmentBase = "unextended",
) -> Term:
    """Handling a complaint, artikel 9:11: six weeks, ten with an advisory procedure.

    `adjourn_weeks` (0-4, in total) counts from the end of that term before the Atw extended it; with
    `adjournment_base` "extended" from the end after it. The text of the law allows both readings; the
    first is never later. `consent_until` is the date the complainant agreed to in writing (lid 3). It is
    taken literally: an agreed date is not a term set in a law, so the Atw does not move it.
    TermError: unknown regime, adjournment outside 0-4, consent to a date before the end of the term.
    """
    title = "Klacht afhandelen"
    _check_adjournment(adjourn_weeks, adjournment_base)
    if checked_regime(regime) == MONDELING:
        term = no_term("awb.9:11", title, start, "artikel 9:11")
        idle = adjourn_weeks or consent_until is not None
        return replace(term, warnings=(ZONDER_GEVOLG,)) if idle else term
    basis = "Awb artikel 9:11 lid 1"
    if regime == ADVIESPROCEDURE:
        basis = "Awb afdeling 9.1.3 en artikel 9:11 lid 1"
    term = _weeks(
        "awb.9:11", title, start, 10 if regime == ADVIESPROCEDURE else 6, calendar, basis, "Ontvangen op"
    )
    if adjourn_weeks:
        term = _verdaagd(term, adjourn_weeks, adjournment_base, calendar)
    if consent_until is not None:
        term = _ingestemd(term, checked_day(consent_until, "datum van instemming"), calendar)
    return term


def _verdaagd(term: Term, weeks: int, base: AdjournmentBase, calendar: Calendar) -> Term:
    """Adjournment (lid 2) is a second term, so the Atw applies although the sum may exceed twelve weeks."""
    assert term.nominal_end is not None
    assert term.last_day is not None
    begin = term.nominal_end if base == "unextended" else term.last_day
    length = Lengte(weeks, "weken")
    end = count_term(begin, length, calendar)
    note = ", het einde zonder verlenging" if begin != term.last_day else ""
    step = f"Verdaagd met {length} vanaf {format_date_nl(begin)}{note} (Awb artikel 9:11 lid 2)."
    return replace(
        term,
        nominal_end=end.nominal,
        last_day=end.last_day,
        basis=f"{term.basis} en lid 2",
        steps=(*term.steps, step, *end.steps),
        warnings=_doubts(calendar, end.last_day),
    )


def _ingestemd(term: Term, agreed: date, calendar: Calendar) -> Term:
    """Further postponement with written consent (lid 3): it lengthens the term, never shortens it."""
    assert term.last_day is not None
    if agreed < term.last_day:
        raise TermError(
            f"Instemmen met {format_date_nl(agreed)} kan niet: de termijn loopt al tot en met "
            f"{format_date_nl(term.last_day)} en wordt door instemming nooit korter. Kies een latere datum."
        )
    step = (
        f"De klager stemde schriftelijk in met uitstel tot en met {format_date_nl(agreed)} "
        "(Awb artikel 9:11 lid 3). Een afgesproken datum schuift niet op."
    )
    reason = calendar.free_reason(agreed)
    warning = (
        f"De afgesproken datum, {format_date_nl(agreed, weekday=False)}, is {reason}. Handel de klacht "
        "uiterlijk die dag af: een afgesproken datum schuift niet op."
    )
    return replace(
        term,
        nominal_end=agreed,
        last_day=agreed,
        basis=f"{term.basis} en lid 3",
        steps=(*term.steps, step),
        warnings=(warning,) if reason else (),
    )


def _check_adjournment(weeks: object, base: object) -> None:
    if isinstance(weeks, bool) or not isinstance(weeks, int) or not 0 <= weeks <= VERDAGING_MAX:
        raise TermError(
            f"Verdagen met {weeks} weken kan niet. De wet staat in totaal ten hoogste vier weken toe "
            "(Awb artikel 9:11 lid 2). Vraag de klager om schriftelijke instemming als meer tijd nodig is."
        )
    if base not in ("unextended", "extended"):
        raise TermError(f"Verdagen vanaf '{base}' kan niet. Kies 'unextended' of 'extended'.")


def niet_behandelen(start: date, calendar: Calendar, *, regime: str = KLAAGSCHRIFT) -> Term:
    """Telling that a complaint is not handled, artikel 9:8 lid 3: within four weeks after receipt."""
    title = "Laten weten dat de klacht niet wordt behandeld"
    if checked_regime(regime) == MONDELING:
        return no_term("awb.9:8.3", title, start, "artikel 9:8 lid 3")
    return _weeks("awb.9:8.3", title, start, 4, calendar, "Awb artikel 9:8 lid 3", "Ontvangen op")


def bezwaar(start: date, calendar: Calendar) -> Term:
    """Objecting to a decision, artikel 6:7 and 6:8: six weeks from the day after bekendmaking."""
    basis = "Awb artikel 6:7 en 6:8 lid 1"
    return _weeks("awb.6:7", "Bezwaar maken", start, 6, calendar, basis, "Besluit bekendgemaakt op")


def _weeks(key: str, title: str, start: date, weeks: int, calendar: Calendar, basis: str, verb: str) -> Term:
    end = count_term(start, Lengte(weeks, "weken"), calendar)
    steps = (_received(start, verb), *end.steps)
    warnings = _doubts(calendar, end.last_day)
    return Term(key, title, "statutory", start, end.nominal, end.last_day, basis, steps, warnings)


def ombudsman(start: date, calendar: Calendar, *, unanswered: bool = False) -> Term:
    """Going to the ombudsman, artikel 9:24 lid 1: within one year, never extended (Atw art. 4).

    `start` is the day of the notice of the findings (onder a) or, when `unanswered`, the last day on which
    the complaint should have been handled (onder b).
    """
    if unanswered:
        opening = f"De klacht had uiterlijk {format_date_nl(start)} afgehandeld moeten zijn."
    else:
        opening = f"De uitkomst is bericht op {format_date_nl(start)}."
    end = count_term(start, Lengte(1, "jaren"), calendar)
    basis = f"Awb artikel 9:24 lid 1 onder {'b' if unanswered else 'a'}"
    steps = (opening, *end.steps)
    return Term("awb.9:24", "Naar de ombudsman", "statutory", start, end.nominal, end.last_day, basis, steps)


def zonder_antwoord(handling: Term, calendar: Calendar) -> Term:
    """Going to the ombudsman about a complaint that never got an answer, artikel 9:24 lid 1 onder b.

    The year counts from the last day of `handling`, adjourned and consented to as it may be. An oral
    complaint has no such day, so no year either.
    """
    title = "Naar de ombudsman zonder antwoord"
    if handling.last_day is None:
        return no_term("awb.9:24.b", title, handling.start, "artikel 9:11")
    term = ombudsman(handling.last_day, calendar, unanswered=True)
    return replace(
        term,
        key="awb.9:24.b",
        title=title,
        start=handling.start,
        steps=(*handling.steps, *term.steps),
        warnings=handling.warnings,
    )


def gegeven_datum(day: date, calendar: Calendar) -> Term:
    """A date that somebody set, such as the ombudsman (artikel 9:31 lid 3 and 9:35).

    It is the last day itself. It is no term set in a law, so the Atw does not move it.
    """
    told = format_date_nl(day)
    steps = (f"De datum is gegeven: {told}. Een gegeven datum schuift niet op.",)
    reason = calendar.free_reason(day)
    warning = (
        f"De gegeven datum, {format_date_nl(day, weekday=False)}, is {reason}. Zorg dat het uiterlijk "
        "die dag klaar is: een gegeven datum schuift niet op."
    )
    title, basis = "Op de gegeven datum", "Gegeven datum"
    return Term("datum", title, "service", day, day, day, basis, steps, (warning,) if reason else ())


def oude_gedraging(start: date, calendar: Calendar) -> Term:
    """Last day on which a complaint about conduct on `start` must be handled, artikel 9:8 lid 1 onder b.

    Counted back from filing, so the Atw does not apply (artikel 1 lid 2 and 4).
    """
    end = count_term(start, Lengte(1, "jaren"), calendar)
    steps = (
        f"De gedraging was op {format_date_nl(start)}.",
        *end.steps,
        "Een klacht die later is ingediend, gaat over een gedraging van langer dan een jaar geleden.",
    )
    title, basis = "Klagen over deze gedraging", "Awb artikel 9:8 lid 1 onder b"
    return Term("awb.9:8.1b", title, "statutory", start, end.nominal, end.last_day, basis, steps)


def doorzenden(start: date, calendar: Calendar, *, days: int = DOORZENDEN_WERKDAGEN) -> Term:
    """Forwarding to the competent body, artikel 2:3 lid 1: onverwijld, to us a norm in working days."""
    term = werkdagen(start, calendar, days)
    basis = "Awb artikel 2:3 lid 1 (onverwijld), uitgewerkt als servicenorm"
    steps = ("De wet zegt: onverwijld. Wij rekenen in werkdagen.", *term.steps)
    return Term("awb.2:3", "Doorzenden", "service", start, term.nominal_end, term.last_day, basis, steps)


def werkdagen(start: date, calendar: Calendar, count: int) -> Term:
    """A service norm in working days of staff; the start day does not count."""
    last_day = calendar.add_working_days(start, count)
    words = f"{number_nl(count)} {'werkdag' if count == 1 else 'werkdagen'}"
    steps = (_received(start, FROM), f"{words.capitalize()} later is {format_date_nl(last_day)}.")
    return Term(
        f"werkdagen:{count}", f"Binnen {words}", "service", start, last_day, last_day, "Servicenorm", steps
    )


def servicetermijn(start: date, calendar: Calendar, length: Lengte) -> Term:
    """A service norm in days or weeks; by choice its end rolls off a free day like a statutory one."""
    end = count_term(start, length, calendar, law=False)
    steps = (_received(start, FROM), *end.steps)
    key = f"{length.unit}:{length.count}"
    return Term(key, f"Binnen {length}", "service", start, end.nominal, end.last_day, "Servicenorm", steps)
