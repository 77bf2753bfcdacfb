"""Examples compared: which stories come, go and change."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from engine.bundle import Bundle
from engine.comparing.difference import SCENARIOS, Difference
from engine.comparing.sides import Sides, pairs
from engine.words.expressions import quoted
from engine.words.lexicon import spaced

_STORY = re.compile(
    r"^\s*(?:Scenario|Voorbeeld|Abstract scenario|Scenario Outline)\s*:\s*(.*)$", re.IGNORECASE
)


def differences(sides: Sides) -> Iterator[Difference]:
    """Yield what changes in the examples."""
    for path in sorted(sides.changed_files):
        if path.startswith("processes/scenarios/") and path.endswith(".feature"):
            where = quoted(spaced(PurePosixPath(path).stem))
            for name, old, new in pairs(stories(sides.old.bundle, path), stories(sides.new.bundle, path)):
                told = f"{quoted(name)} in {where}" if name else f"De inleiding van {where}"
                if not name and (old is None or new is None):
                    continue  # a file that comes or goes is told by its examples
                if old is None:
                    yield Difference(
                        SCENARIOS, "added", "scenario", f"Voorbeeld {told} komt erbij.", path, "", "", new
                    )
                elif new is None:
                    yield Difference(
                        SCENARIOS, "removed", "scenario", f"Voorbeeld {told} vervalt.", path, "", old
                    )
                elif old != new:
                    what = f"Voorbeeld {told}" if name else told
                    yield Difference(
                        SCENARIOS, "changed", "scenario", f"{what} is gewijzigd.", path, "", old, new
                    )


def stories(bundle: Bundle, path: str) -> dict[str, str]:
    """Return the text of each example in a file by its name; what stands above the first under ""."""
    data = bundle.files.get(path)
    if data is None:
        return {}
    found: dict[str, list[str]] = {"": []}
    name = ""
    for line in data.decode("utf-8", "replace").splitlines():
        if match := _STORY.match(line):
            name = match[1].strip() or "zonder naam"
            while name in found:
                name += " (nog een)"
            found[name] = []
        found[name].append(line.strip())
    return {story: "\n".join(lines).strip() for story, lines in found.items() if story or any(lines)}
