"""Why a scenario did not come out: the step, what it expected, what happened, what went before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_STEP = re.compile(r"Regel (\d+): (.*)")
_MISMATCH = re.compile(r"Verwacht: (.*?)\. Gebeurd: (.*)\.", re.DOTALL)
_BEFORE = "Tot hier gebeurde:"
_NOW = "Het is "


@dataclass(frozen=True)
class Failure:
    """What went wrong in one step; `said` is the whole message when it cannot be taken apart."""

    line: int
    step: str
    expected: str
    happened: str
    said: str
    story: Sequence[str] = ()
    now: str = ""


def failure_of(result: Mapping[str, Any]) -> Failure | None:
    """Return why a scenario did not come out, from a row of results; None when it did."""
    if result["ok"]:
        return None
    lines, line = str(result["message"]).split("\n"), int(result["line"])
    found = _STEP.fullmatch(lines[0])
    body = lines[1:] if found else lines
    story: list[str] = []
    now = ""
    if _BEFORE in body:
        place = body.index(_BEFORE)
        body, story = body[:place], [one.strip() for one in body[place + 1 :]]
        if story and story[-1].startswith(_NOW):
            now = story.pop()
    said = "\n".join(body)
    mismatch = _MISMATCH.search(said)
    return Failure(
        int(found[1]) if found else line,
        found[2] if found else "",
        mismatch[1] if mismatch else "",
        mismatch[2] if mismatch else "",
        "" if mismatch else said,
        story,
        now,
    )
