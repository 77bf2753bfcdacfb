"""Two versions in, differences out. Pure: it reads no clock, no database and no folder."""

from collections.abc import Iterator

from engine.bundle import Bundle
from engine.comparing import decisions, forms, letters, processes, scenarios, settings
from engine.comparing.difference import OTHER, TITLES, Comparison, Difference, Group
from engine.comparing.sides import Sides
from engine.words import Lexicon


def compare_bundles(old: Bundle, new: Bundle) -> Comparison:
    """Return what changes when `new` takes the place of `old`.

    Files that cannot be read are named; they never stop the comparison. Every file that differs is told
    about, in its own words or as a file that changed.
    """
    if old == new:
        return Comparison(())
    sides = Sides(Lexicon(old), Lexicon(new))
    found = list(_all(sides))
    titles = {process: sides.process_title(process) for process in sides.process_ids()}
    by_group: dict[str, list[Difference]] = {}
    for difference in found:  # a form may lie in a folder of no process
        group = difference.group if difference.group in titles or difference.group in TITLES else OTHER
        by_group.setdefault(group, []).append(difference)
    order = [*sorted(titles, key=lambda process: titles[process].casefold()), *TITLES]
    return Comparison(
        tuple(
            Group(name, TITLES.get(name) or titles.get(name, name), name in titles, tuple(by_group[name]))
            for name in order
            if name in by_group
        )
    )


def _all(sides: Sides) -> Iterator[Difference]:
    told: set[str] = set()
    for part in (processes, forms, decisions, letters, settings, scenarios):
        for difference in part.differences(sides):
            told.add(difference.file)
            yield difference
    for lexicon, which in ((sides.old, "oude"), (sides.new, "nieuwe")):
        for path, detail in lexicon.unreadable.items():
            if path in sides.changed_files:
                told.add(path)
                text = f"Het bestand ‘{path}’ van de {which} versie kan niet worden gelezen. {detail}".strip()
                yield Difference(OTHER, "changed", "file", text, path)
    yield from (_file(sides, path) for path in sorted(sides.changed_files - told))


def _file(sides: Sides, path: str) -> Difference:
    """Say about a file, without words of its own for what changed, at least that it did."""
    if path not in sides.old.bundle.files:
        return Difference(OTHER, "added", "file", f"Het bestand ‘{path}’ komt erbij.", path)
    if path not in sides.new.bundle.files:
        return Difference(OTHER, "removed", "file", f"Het bestand ‘{path}’ vervalt.", path)
    text = f"In het bestand ‘{path}’ zijn alleen opmaak of toelichting gewijzigd."
    return Difference(OTHER, "changed", "file", text, path)
