"""Writes single values into a TOML file that people keep by hand: comments, order and the rest stay.

Only what our lists hold: tables `[kind.key]` and `[[kind]]` with texts, numbers, and lists of those.
"""

import json
import re
import tomllib
from collections.abc import Mapping

_HEADER = re.compile(r"^\s*\[\[?[^\[\]=,]+\]\]?\s*(#.*)?$")
_ENTRY = re.compile(r"^\s*[\w\"-]+\s*=")
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")


class Raw(str):
    """A value that is TOML already."""

    __slots__ = ()


def with_values(text: str, kind: str, key: str, values: Mapping[str, str]) -> str:
    """Return `text` with texts set in `[kind.key]`; an empty one goes away, a new table is put at the end."""
    lines = text.split("\n")
    start = _start(lines, f"{kind}.{key}")
    if start is None:
        return _appended(text, f"[{kind}.{key}]" if key else f"[{kind}]", values)
    return _set_all(lines, start, values)


def without_table(text: str, kind: str, key: str) -> str:
    """Return `text` without `[kind.key]` and the comment right above it."""
    lines = text.split("\n")
    start = _start(lines, f"{kind}.{key}")
    return text if start is None else _cut(lines, start)


def with_row(text: str, kind: str, at: int | None, values: Mapping[str, str]) -> str:
    """The same for the `at`-th `[[kind]]`, or for a new one at the end."""
    lines = text.split("\n")
    if at is None:
        return _appended(text, f"[[{kind}]]", values)
    return _set_all(lines, _rows(lines, kind)[at], values)


def without_row(text: str, kind: str, at: int) -> str:
    lines = text.split("\n")
    return _cut(lines, _rows(lines, kind)[at])


def _start(lines: list[str], name: str) -> int | None:
    wanted = name.removesuffix(".").replace('"', "")
    for at, line in enumerate(lines):
        if _HEADER.match(line) and not line.lstrip().startswith("[["):
            inner = line.split("]")[0].lstrip().lstrip("[")
            if re.sub(r"[\s\"]", "", inner) == wanted:
                return at
    return None


def _rows(lines: list[str], kind: str) -> list[int]:
    header = re.compile(rf"^\s*\[\[\s*{re.escape(kind)}\s*\]\]")
    return [at for at, line in enumerate(lines) if header.match(line)]


def _stop(lines: list[str], start: int) -> int:
    return next((at for at in range(start + 1, len(lines)) if _HEADER.match(lines[at])), len(lines))


def _appended(text: str, header: str, values: Mapping[str, str]) -> str:
    rows = [f"{name} = {_quoted(value)}" for name, value in values.items() if value]
    return "\n".join([text.rstrip("\n"), "", header, *rows, ""])


def _set_all(lines: list[str], start: int, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        _set(lines, start, _stop(lines, start), name, value)
    return "\n".join(lines)


def _set(lines: list[str], start: int, stop: int, name: str, value: str) -> None:
    """Set one value between two lines, in the place of what is there."""
    pattern = re.compile(rf"^(\s*{re.escape(name)}\s*=\s*)(.*)$")
    for at in range(start + 1, stop):
        if found := pattern.match(lines[at]):
            end = _end(lines, at, stop)
            told = [_comment(line) for line in lines[at : end + 1]]
            if not value:
                lines[at : end + 1] = [f"# {one}" for one in told if one and end > at]
            elif end == at:
                kept = re.search(r"\s*#.*$", _bare(found[2]))
                lines[at] = f"{found[1]}{_quoted(value)}{found[2][kept.start() :] if kept else ''}"
            else:
                above = [f"# {one}" for one in told if one]
                lines[at : end + 1] = [*above, *f"{found[1]}{_quoted(value)}".split("\n")]
            return
    if value:
        # A comment at the end belongs to what comes next.
        last = max(at for at in range(start, stop) if at == start or _ENTRY.match(lines[at]))
        lines.insert(_end(lines, last, stop) + 1, f"{name} = {_quoted(value)}")


def _cut(lines: list[str], start: int) -> str:
    """Take a table out; a comment that ends right above it told about it, unless the file begins with it."""
    stop = _stop(lines, start)
    last = max(at for at in range(start, stop) if at == start or _ENTRY.match(lines[at]))
    end, first = _end(lines, last, stop) + 1, start
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    if first == 0:
        first = start
    while end < len(lines) - 1 and not lines[end].strip():
        end += 1
    if end >= len(lines) - 1:  # the last table: the file ends as it did
        while first and not lines[first - 1].strip():
            first -= 1
    del lines[first:end]
    return "\n".join(lines)


def _end(lines: list[str], at: int, stop: int) -> int:
    """Return the last line of the value that begins on a line; only a list takes several."""
    depth = 0
    for here in range(at, stop):
        bare = _bare(lines[here]).split("#")[0]
        depth += bare.count("[") - bare.count("]")
        if depth <= 0 or (here == at and "=" not in bare):
            return here
    return at


def _comment(line: str) -> str:
    bare = _bare(line)
    return line[bare.index("#") + 1 :].strip() if "#" in bare else ""


def _bare(line: str) -> str:
    """Return a line of the same length without what is between quotes."""
    return _TEXT.sub(lambda found: '"' + "_" * (len(found[0]) - 2) + '"', line)


def _quoted(value: str) -> str:
    """Return a TOML basic string; of what JSON escapes, TOML escapes the same."""
    return value if isinstance(value, Raw) else json.dumps(" ".join(value.split()), ensure_ascii=False)


def names_of_rows(text: str, kind: str, field: str) -> list[str]:
    """Return what each `[[kind]]` calls itself, in the order of the file."""
    rows = tomllib.loads(text).get(kind, [])
    return [str(row.get(field, "")) if isinstance(row, Mapping) else "" for row in rows]
