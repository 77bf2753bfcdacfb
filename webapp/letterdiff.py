"""What somebody changed in the text of a letter, word by word, for reading beside the template."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\n+|[^\S\n]+|[^\s]+")
_MOST = 6000  # pieces; beyond this a letter is compared by line


@dataclass(frozen=True)
class Piece:
    kind: Literal["same", "gone", "new"]
    text: str


def differences(template: str, text: str) -> list[Piece]:
    """Return the text in pieces: what stayed, what went and what came."""
    old, new = _PIECES.findall(template), _PIECES.findall(text)
    if max(len(old), len(new)) > _MOST:
        old, new = template.splitlines(keepends=True), text.splitlines(keepends=True)
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for action, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if action == "equal":
            yield Piece("same", "".join(old[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("gone", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("new", "".join(new[j1:j2]))
