"""The names that somebody may use in a file: fields for letters, steps and forms for scenarios."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from engine import Bundle, UnreadableFile, parse_xml
from webapp.bundlefiles import name_of

# What every case has, whatever its forms ask (docs/bouwstenen.md).
PARTS = {
    "zaak": "nummer soort onderwerp samenvatting omschrijving kanaal ontvangstdatum schriftelijk regime "
    "verdaging_weken instemming_tot afgedaan_op status uitkomst behandelaar begonnen_op",
    "inwoner": "naam aanhef email telefoon straat postcode plaats",
    "vertegenwoordiger": "naam email telefoon straat postcode plaats functie",
    "beklaagde": "naam functie email",
    "andere_organisatie": "naam email telefoon straat postcode plaats",
}
# What an installation tells letters about itself; diagrams cannot read it.
LETTERHEAD = {
    "gemeente": "naam bestuursorgaan afdeling bezoekadres postadres plaats telefoon email website "
    "openingstijden ondertekenaar",
    "ombudsman": "naam postadres telefoon website",
}
_DISPLAY = ("text", "html", "image", "separator", "spacer", "button")


@dataclass(frozen=True)
class Hint:
    """Names under a heading, each with what it stands for."""

    title: str
    names: tuple[tuple[str, str], ...]


def hints_for(bundle: Bundle, path: str) -> list[Hint]:
    """Return the names for a letter or scenario; nothing for other files."""
    if path.startswith("processes/letters/"):
        return [*_parts(PARTS), *_parts(LETTERHEAD), *_days(bundle), *_fields(bundle)[len(PARTS) :]]
    if path.startswith("processes/scenarios/"):
        return list(_steps(bundle, PurePosixPath(path).parent.name))
    return []


def _parts(parts: Mapping[str, str]) -> list[Hint]:
    return [
        Hint(part.replace("_", " ").capitalize(), tuple((f"{part}.{name}", "") for name in names.split()))
        for part, names in parts.items()
    ]


def _days(bundle: Bundle) -> list[Hint]:
    """Return the last days that a letter may name."""
    try:
        terms = tomllib.loads(bundle.text("processes/termijnen.toml"))["termijn"].items()
        names = tuple((f'termijn("{key}") | datum', str(term.get("titel", ""))) for key, term in terms)
    except (UnreadableFile, tomllib.TOMLDecodeError, KeyError, AttributeError):
        return []
    return [Hint("Uiterste dagen", names)] if names else []


@lru_cache(maxsize=4)
def _fields(bundle: Bundle) -> tuple[Hint, ...]:
    """Return what letters and expressions may read: first the case and its people, then every form."""
    found = _parts(PARTS)
    for path, data in bundle.forms():
        task = PurePosixPath(path).stem
        if names := tuple((f"{task}.{key}", label) for key, label in questions(data)):
            found.append(Hint(name_of(path), names))
    return tuple(found)


def variables(bundle: Bundle) -> list[dict[str, object]]:
    """Return the names for expressions as the FEEL editor completes them."""
    found = []
    for hint in _fields(bundle):
        name = hint.names[0][0].split(".", 1)[0]
        entries = [{"name": dotted.split(".", 1)[1], "info": label} for dotted, label in hint.names]
        found.append({"name": name, "info": hint.title, "entries": entries})
    return found


@lru_cache(maxsize=16)
def _steps(bundle: Bundle, process: str) -> tuple[Hint, ...]:
    data = bundle.files.get(f"processes/bpmn/{process}.bpmn", b"")
    try:
        root = parse_xml(data, process)
    except UnreadableFile:
        return ()
    tasks, ends = (
        tuple(" ".join(name.split()) for name in root.xpath(f"//*[local-name()='{kind}']/@name"))
        for kind in ("userTask", "endEvent")
    )
    found = [
        Hint("Taken", tuple((f'"{name}"', "") for name in tasks)),
        Hint("Zo kan de zaak eindigen", tuple((f'"{name}"', "") for name in ends)),
    ]
    for path, form in bundle.forms():
        if path.startswith(f"forms/{process}/"):
            found.append(Hint(f"Vragen bij {name_of(path)}", tuple(questions(form))))
    return tuple(hint for hint in found if hint.names)


def questions(data: bytes) -> list[tuple[str, str]]:
    """Return key and label of each question of a form; nothing for one that cannot be read."""
    try:
        components = json.loads(data)["components"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return [
        (one["key"], str(one.get("label") or one.get("dateLabel") or ""))
        for one in components
        if isinstance(one, dict) and isinstance(one.get("key"), str) and one.get("type") not in _DISPLAY
    ]
