"""What a change of facts asks of us: whom to tell what, and with which letter.

The letters are those of the version of the case: the step that carries the marker of the article sends the
one that is meant. So a municipality that words or names its letters otherwise gets its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine import Definition, Preview, TermRow
from webapp.amending.sheet import Difference

SETTLEMENT = "afdoening"
NEW_DATE = "gewijzigde_datum"
_ADDRESS = ("inwoner.straat", "inwoner.postcode", "inwoner.plaats", "inwoner.email", "inwoner.digitaal")


@dataclass(frozen=True)
class Duty:
    """Something that follows. `letter` does it in one go; empty when no letter belongs to it."""

    text: str
    basis: str = ""
    letter: str = ""


def duties(version: Definition, changed: Sequence[Difference], preview: Preview) -> list[Duty]:
    """Return what follows from these changes, what weighs most first."""
    change = {one.name: one for one in changed}
    return [
        *_written(version, change),
        *_advice(version, change),
        *_other_day(version, preview),
        *_whom(change),
        *_address(change),
    ]


def _written(version: Definition, change: Mapping[str, Difference]) -> list[Duty]:
    one = change.get("zaak.schriftelijk")
    if one is None or not one.after:
        return []
    text = "De klacht is nu schriftelijk. Bevestig de inwoner dat zij is ontvangen."
    return [Duty(text, "awb.9:6", _letter_of(version, "awb.9:6"))]


def _advice(version: Definition, change: Mapping[str, Difference]) -> list[Duty]:
    one = change.get("zaak.regime")
    if one is None or one.after != "9.1.3":
        return []
    text = "Laat de inwoner weten wie over de klacht adviseert en dat de termijn tien weken is."
    return [Duty(text, "awb.9:15", _letter_of(version, "awb.9:15.1"))]


def _other_day(version: Definition, preview: Preview) -> list[Duty]:
    before, after = _settlement(preview.terms_before), _settlement(preview.terms_after)
    if before is None or after is None or after.met_on or before.last_day == after.last_day:
        return []
    if after.last_day is None:
        return [
            Duty("Er loopt geen wettelijke termijn meer. Vertel de inwoner wanneer u van zich laat horen.")
        ]
    text = "De uiterste datum verandert. Meld de inwoner de nieuwe datum."
    return [Duty(text, "", _existing(version, NEW_DATE))]


def _whom(change: Mapping[str, Any]) -> list[Duty]:
    if "beklaagde.naam" not in change:
        return []
    text = "De klacht gaat over iemand anders. Geef die persoon een afschrift en de kans om te reageren."
    return [Duty(text, "awb.9:9")]


def _address(change: Mapping[str, Any]) -> list[Duty]:
    if not any(name in change for name in _ADDRESS):
        return []
    return [Duty("Nieuwe brieven gaan naar het nieuwe adres. U hoeft niets te sturen.")]


def _settlement(terms: Sequence[TermRow]) -> TermRow | None:
    return next((term for term in terms if term.key == SETTLEMENT), None)


def _letter_of(version: Definition, marker: str) -> str:
    """Return the letter that the step with this marker sends; empty when the procedure has no such step."""
    for element in version.elements.values():
        if marker in element.listed("wet") and element.headers.get("brief"):
            return _existing(version, element.headers["brief"])
    return ""


def _existing(version: Definition, letter: str) -> str:
    return letter if f"processes/letters/{letter}.md" in version.bundle.files else ""
