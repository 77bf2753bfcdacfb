"""Regular expressions from outside, kept from running away.

Python's matcher backtracks: `(a+)+$` on forty letters takes years. Before a pattern runs, the number of ways
in which it could be tried on a text of this length is bounded from its syntax tree; above MAX_WORK it is
refused. FEEL's patterns are those of XPath; xpath.py translates them.
"""

import re
from functools import lru_cache
from math import inf
from typing import Any

from engine.feel.errors import FeelLimitError
from engine.feel.xpath import translate

MAX_PATTERN = 300
MAX_WORK = 2_000_000  # tries; the matcher does tens of millions a second
_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": 0, "q": 0}
_PLAIN = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT", "GROUPREF", "CATEGORY"}


def compiled(pattern: str, flags: str, text_length: int) -> tuple[re.Pattern[str] | None, int]:
    """Return the pattern for Python (None when it is faulty) and the tries that matching may take.

    Raises FeelLimitError when matching a text of this length could take too long.
    """
    if len(pattern) > MAX_PATTERN:
        raise FeelLimitError(f"Het patroon is langer dan {MAX_PATTERN} tekens.")
    expression, tree = _compiled(pattern, "".join(sorted(set(flags))))
    work = (text_length + 1) * (_tries(tree, text_length + 1) * max(1, _size(tree) / 20) if tree else 1)
    if work > MAX_WORK:
        raise FeelLimitError(
            "Dit patroon kan op deze tekst te lang duren. Schrijf het eenvoudiger of gebruik contains()."
        )
    return expression, int(work)


def unpadded(pattern: str) -> str:
    """Return a pattern that is found in the same texts, without `.*` at its ends, which only costs time."""
    if "|" in pattern:
        return pattern
    pattern = re.sub(r"^\.\*(?![?+*{])", "", pattern)
    return re.sub(r"(?<!\\)\.\*$", "", pattern)


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> tuple[re.Pattern[str] | None, Any]:
    """Return the pattern and its syntax tree; without tree when it has nothing to try."""
    if any(flag not in _FLAGS for flag in flags):
        return None, None
    if "q" in flags:
        return re.compile(re.escape(pattern), re.IGNORECASE if "i" in flags else 0), None
    number = sum(_FLAGS[flag] for flag in flags)
    translated = translate(pattern, spaced="x" in flags, dot_all="s" in flags, multi_line="m" in flags)
    if translated is None:
        return None, None
    try:
        # The tree comes first: compiling a{5000}{5000} would itself be the attack.
        tree = re._parser.parse(translated, number)
        if _size(tree) > 10 * MAX_PATTERN:
            raise FeelLimitError("Dit patroon is te groot.")
        return re.compile(translated, number), tree
    except (re.error, OverflowError, RecursionError):
        return None, None


def _size(sequence: Any) -> float:
    """Return how large the compiled pattern gets when counted repeats are written out."""
    total = 0.0
    for operation, argument in sequence:
        name = str(operation)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            low, high, body = argument
            total += _size(body) * max(1, low if high > 10_000 else high)
        elif name == "SUBPATTERN":
            total += _size(argument[3])
        elif name == "BRANCH":
            total += sum(map(_size, argument[1]))
        elif name in {"ASSERT", "ASSERT_NOT"}:
            total += _size(argument[1])
        else:
            total += 1
    return total


def _tries(sequence: Any, length: int) -> float:
    """Return an upper bound of the ways to match a sequence on a text of this length."""
    total: float = 1
    for operation, argument in sequence:
        total *= _tries_of(str(operation), argument, length)
        if total > MAX_WORK:
            return inf
    return total


def _tries_of(name: str, argument: Any, length: int) -> float:
    if name in _PLAIN:
        return 1
    if name == "SUBPATTERN":
        return _tries(argument[3], length)
    if name == "BRANCH":
        ways = [_tries(branch, length) for branch in argument[1]]
        return max(ways) if _start_differently(argument[1]) else sum(ways)
    if name == "ASSERT_NOT":
        return _tries(argument[1], length)
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        low, high, body = argument
        inner, most = _tries(body, length), min(int(high), length)
        if inner > 1:
            return inf if most * inner > 40 else float(inner**most)
        return 1 if low == high else max(1, most - min(low, most) + 1)
    return inf


def _start_differently(branches: Any) -> bool:
    """Tell whether the first letter decides which branch can match."""
    starts = [branch[0] if len(branch) else None for branch in branches]
    letters = {start[1] for start in starts if start and str(start[0]) == "LITERAL"}
    return len(letters) == len(branches)


def replacement(text: str, groups: int, *, literal: bool) -> str | None:
    """Return XPath's replacement text (`$1`, `\\$`, `\\\\`) as Python's template; None when it is faulty."""
    if literal:
        return text.replace("\\", "\\\\")
    parts, position = [], 0
    for found in re.finditer(r"\\(.?)|\$(\d*)", text, re.DOTALL):
        parts.append(text[position : found.start()])
        position = found.end()
        if found[0][0] == "\\":
            if found[1] not in {"\\", "$"} or not found[1]:
                return None
            parts.append("\\\\" if found[1] == "\\" else "$")
        elif not found[2]:
            return None
        else:
            parts.append(_group(found[2], groups))
    return "".join([*parts, text[position:]])


def _group(digits: str, groups: int) -> str:
    """Return the reference to the longest group number that exists; the other digits are text."""
    number, rest = digits, ""
    while len(number) > 1 and int(number) > groups:
        number, rest = number[:-1], number[-1] + rest
    return (rf"\g<{number}>" if int(number) <= groups else "") + rest
