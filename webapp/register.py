"""The figures of a year for the publication of Awb 9:12a: counted, and safe to show to everyone.

A count below five may point to a person. Such a cell is left out, and so is the next smallest when the one
that is missing could be worked out from the total.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from webapp.store.queries import COMPLAINT, OpenAtTheEdges, RegisterLine
from webapp.wording import SUBJECTS

SMALLEST = 5
FEW = "minder dan 5"  # of a count on its own
HIDDEN = "niet vermeld"  # of a cell in a breakdown: small itself, or hiding one that is
FRONT_DOOR, OBJECTION = "voordeur", "bezwaarroute"  # processes that count what is no complaint
RESULTS = {
    "naar_tevredenheid": "samen opgelost",
    "oordeel_gegeven": "oordeel gegeven",
    "niet_in_behandeling": "niet in behandeling genomen",
    "ingetrokken": "ingetrokken",
    "doorgezonden": "doorgezonden",
    "teruggestuurd": "teruggestuurd",
    "omgezet": "omgezet",
    "": "nog niet gesloten",
}
JUDGEMENTS = {
    "gegrond": "gegrond",
    "deels_gegrond": "deels gegrond",
    "ongegrond": "ongegrond",
    "geen_oordeel": "geen oordeel",
}
DEFINITION = (
    "Op tijd: afgehandeld binnen de termijn die voor de klacht gold, met verdaging of instemming van de "
    "inwoner. Wie verdaging niet meetelt, neemt alleen 'op tijd zonder verdaging'."
)
HEADINGS = (
    *("nummer", "ontvangen_op", "kanaal", "onderwerp", "thema", "regime", "afloop", "oordeel", "normen"),
    *("uiterste_datum", "verdaagd", "afgehandeld_op", "gesloten_op", "dagen", "op_tijd"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cells = dict[str, int | str]


def figures(
    year: int,
    lines: Sequence[RegisterLine],
    kinds: Mapping[tuple[str, str, bool], int],
    edges: OpenAtTheEdges,
    earlier: int,
) -> dict[str, Any]:
    """Return the totals of a year, in Dutch, with small cells left out. `earlier`: last year's complaints."""
    return {
        "jaar": year,
        "klaagschriften": shown(len(lines)),
        "klaagschriften_vorig_jaar": shown(earlier),
        "open_op_1_januari": shown(edges.first_day),
        "open_na_31_december": shown(edges.last_day),
        "soorten": {kind: shown(number) for kind, number in _by_kind(kinds).items()},
        "onderwerp": _cells(SUBJECTS.get(one.subject, one.subject or "onbekend") for one in lines),
        "thema": _cells(one.theme or "niet vastgelegd" for one in lines),
        "afloop": _cells(RESULTS.get(one.result, one.result) for one in lines),
        "oordeel": _cells(JUDGEMENTS.get(one.judgement, one.judgement) for one in lines if one.judgement),
        "normen": {
            norm: shown(n) for norm, n in Counter(norm for one in lines for norm in one.norms).most_common()
        },
        "tijdigheid": _cells(_timeliness(one) for one in lines),
        "tijdigheid_betekent": DEFINITION,
        "kleine_aantallen": f"Aantallen onder de {SMALLEST}, en wat die zou verraden, staan er niet.",
    }


def shown(number: int) -> int | str:
    """Return a count as everyone may see it."""
    return FEW if 0 < number < SMALLEST else number


def suppressed(counts: Mapping[str, int]) -> Cells:
    """Return the cells of one breakdown of a total, so that no cell that is left out can be worked out."""
    ordered = sorted((name for name in counts if counts[name]), key=lambda name: counts[name])
    hidden: list[str] = [name for name in ordered if counts[name] < SMALLEST]
    for name in ordered[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(counts[one] for one in hidden) >= SMALLEST):
            break
        hidden.append(name)
    return {name: HIDDEN if name in hidden else number for name, number in counts.items()}


def as_csv(lines: Iterable[RegisterLine]) -> str:
    """Return the register as a table for a spreadsheet. No cell can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in lines:
        writer.writerow([_harmless(value) for value in as_row(line).values()])
    return text.getvalue()


def as_row(line: RegisterLine) -> dict[str, str | int | None]:
    """Return one line of the register with Dutch headings."""
    in_time = {True: "ja", False: "nee", None: ""}[line.in_time]
    values = (
        *(line.number, _day(line.received_on), line.channel, line.subject, line.theme, line.regime),
        *(line.result, line.judgement, ", ".join(line.norms), _day(line.last_day)),
        *("ja" if line.adjourned else "nee", _day(line.settled_on), _day(line.closed_on), line.days, in_time),
    )
    return dict(zip(HEADINGS, values, strict=True))


def _by_kind(kinds: Mapping[tuple[str, str, bool], int]) -> Counter[str]:
    """Add up what came in: a message that became a complaint counts as the complaint alone."""
    found: Counter[str] = Counter()
    for (process, kind, written), number in kinds.items():
        if process == COMPLAINT:
            found["schriftelijke klacht" if written else "mondelinge klacht"] += number
        elif process == OBJECTION:
            found["bezwaar"] += number
        elif process == FRONT_DOOR and kind not in ("klacht", "bezwaar", FRONT_DOOR):
            found[kind] += number
    return found


def _timeliness(line: RegisterLine) -> str:
    if line.in_time is None:
        return "nog niet bekend"
    if not line.in_time:
        return "te laat"
    return "op tijd na verdaging" if line.adjourned else "op tijd zonder verdaging"


def _cells(values: Iterable[str]) -> Cells:
    return suppressed(dict(Counter(values).most_common()))


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _harmless(value: str | int | None) -> str | int:
    """A spreadsheet runs what begins like a formula; a quote in front makes it text."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
