"""Writes single values into a TOML file that people keep by hand: comments, order and the rest stay.

Only what our lists hold: tables named `[kind.key]` with texts on one line.
"""

import json
import re
from collections.abc import Mapping

_HEADER = re.compile(r"^\s*\[")
_ENTRY = re.compile(r"^\s*[\w\"-]+\s*=")
_VALUE = r'("(?:[^"\\]|\\.)*"|[^#\n]*?)'


def with_values(text: str, kind: str, key: str, values: Mapping[str, str]) -> str:
    """Return `text` with texts set in `[kind.key]`; an empty one goes away, a new table is put at the end."""
    lines = text.split("\n")
    header = re.compile(rf"^\s*\[\s*{re.escape(kind)}\s*\.\s*\"?{re.escape(key)}\"?\s*\]")
    start = next((at for at, line in enumerate(lines) if header.match(line)), None)
    if start is None:
        rows = [f"{name} = {_quoted(value)}" for name, value in values.items() if value]
        return "\n".join([text.rstrip("\n"), "", f"[{kind}.{key}]", *rows, ""])
    stop = next((at for at in range(start + 1, len(lines)) if _HEADER.match(lines[at])), len(lines))
    for name, value in values.items():
        stop += _set(lines, start, stop, name, value)
    return "\n".join(lines)


def _set(lines: list[str], start: int, stop: int, name: str, value: str) -> int:
    """Set one value between two lines; return by how many lines the table grew."""
    pattern = re.compile(rf"^(\s*{re.escape(name)}\s*=\s*){_VALUE}(\s*#.*)?\s*$")
    for at in range(start + 1, stop):
        if found := pattern.match(lines[at]):
            if value:
                lines[at] = f"{found[1]}{_quoted(value)}{found[3] or ''}"
                return 0
            del lines[at]
            return -1
    if not value:
        return 0
    # A comment at the end belongs to what comes next.
    last = max(at for at in range(start, stop) if at == start or _ENTRY.match(lines[at]))
    lines.insert(last + 1, f"{name} = {_quoted(value)}")
    return 1


def _quoted(value: str) -> str:
    """Return a TOML basic string; of what JSON escapes, TOML escapes the same."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False)
