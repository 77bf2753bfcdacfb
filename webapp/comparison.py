"""Two versions side by side, made ready for a page: sentences, drawings, texts.

Any two bundles will do, a draft too. Show the result with `comparison/_differences.html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from engine import Bundle, Comparison, Difference, EngineError, compare_bundles
from webapp.drawing import State, draw_diagram
from webapp.letterdiff import Piece, differences

KINDS = {"added": "nieuw", "removed": "vervalt", "changed": "gewijzigd"}


@dataclass(frozen=True)
class Line:
    """A sentence, with the texts of before and after as one text in which the differences are marked."""

    sentence: str
    kind: str
    kind_words: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Picture:
    title: str
    svg: Markup


@dataclass(frozen=True)
class Part:
    """What changes in one process, or in what belongs to all of them."""

    id: str
    title: str
    is_process: bool
    lines: Sequence[Line]
    pictures: Sequence[Picture]


@dataclass(frozen=True)
class Shown:
    """A whole comparison for a page. `counts` is how many sentences say: new, gone, changed."""

    parts: Sequence[Part]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@lru_cache(maxsize=16)  # bundles are known by their content: the same two always differ in the same way
def shown(old: Bundle, new: Bundle) -> Shown:
    """Return what changes when `new` takes the place of `old`, ready for a page."""
    found = compare_bundles(old, new)
    files = [{path: data for path, data in bundle.processes()} for bundle in (old, new)]
    parts = [
        Part(
            group.id,
            group.title,
            group.is_process,
            [_line(one) for one in group.differences],
            _pictures(found, group.id, group.title, *files) if group.is_process else (),
        )
        for group in found.groups
    ]
    counts = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    return Shown(parts, counts)


def _line(difference: Difference) -> Line:
    pieces = differences(difference.before, difference.after) if difference.has_texts else []
    return Line(difference.sentence, difference.kind, KINDS[difference.kind], pieces)


def _pictures(
    found: Comparison, process: str, title: str, old: dict[str, bytes], new: dict[str, bytes]
) -> list[Picture]:
    """Draw the new version with what is new and changed, and the old one when something went."""
    marks: dict[str, State] = dict(found.marks(process).items())
    path = f"processes/bpmn/{process}.bpmn"
    gone: dict[str, State] = {key: kind for key, kind in marks.items() if kind == "removed"}
    stays: dict[str, State] = {key: kind for key, kind in marks.items() if kind != "removed"}
    wanted = []
    if path in new and (stays or path not in old):
        wanted.append((new[path], stays, f"De nieuwe tekening van {title}"))
    if path in old and (gone or path not in new):
        wanted.append((old[path], gone, f"De oude tekening van {title}"))
    return [picture for one in wanted if (picture := _drawn(*one)) is not None]


def _drawn(xml: bytes, states: dict[str, State], title: str) -> Picture | None:
    try:
        return Picture(title, draw_diagram(xml, states, title=title))
    except (EngineError, ValueError):  # a draft may be half a drawing
        return None
