"""Text in SVG: estimate its width, break it into lines, write it centred.

SVG does not wrap text and the server has no font engine, so widths are estimated per character class.
The estimate is for Noto Sans; other house fonts are close enough for labels of a few words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

LINE_HEIGHT = 1.2  # of the font size
SMALLEST = 9.0  # px; below this a label cannot be read

_NARROW = dict.fromkeys("iljt.,'!|:;()[] fr", 0.3)
_WIDE = dict.fromkeys("mwMW", 0.85)
_WIDTHS = _NARROW | _WIDE


@dataclass(frozen=True)
class Label:
    """Lines of text centred on `x`; `y` is the vertical middle of the first line. All in px."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float

    @property
    def width(self) -> float:
        return max((text_width(line, self.size) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE_HEIGHT

    def svg(self) -> str:
        return "".join(
            f'<text x="{self.x:g}" y="{self.y + index * self.size * LINE_HEIGHT:g}" '
            f'font-size="{self.size:g}" text-anchor="middle" dominant-baseline="central">'
            f"{escape(line)}</text>"
            for index, line in enumerate(self.lines)
        )


@lru_cache(maxsize=8192)  # the same words stand in every drawing of a version
def text_width(text: str, size: float) -> float:
    """Return the estimated width of `text` in px at font size `size` px."""
    return sum(_WIDTHS.get(char, 0.66 if char.isupper() else 0.56) for char in text) * size


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break `text` between words into lines of at most `width` px; a longer word keeps its own line."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _fitting_size(words: Sequence[str], width: float, size: float) -> float:
    while size > SMALLEST and any(text_width(word, size) > width for word in words):
        size -= 0.5
    return size


def middle_label(text: str, x: float, y: float, width: float, size: float = 12.0) -> Label:
    """Return `text` centred both ways on (x, y), in a smaller font when a word is too wide."""
    size = _fitting_size(text.split(), width, size)
    lines = wrap(text, width, size)
    return Label(lines, x, y - (len(lines) - 1) * size * LINE_HEIGHT / 2, size)


def top_label(text: str, x: float, y: float, width: float, size: float = 11.0) -> Label:
    """Return `text` centred on `x`, its first line starting at the height `y`."""
    return Label(wrap(text, width, size), x, y + size * LINE_HEIGHT / 2, size)
