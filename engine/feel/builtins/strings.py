"""Functions on text."""

import re

from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_ITEMS, size_checked
from engine.feel.patterns import compiled, replacement, unpadded
from engine.feel.text import to_text
from engine.feel.values import Run, Value


@builtin("substring(string: text, start position: integer, length?: integer)")
def substring(text: str, start: int, length: int | None = None) -> str | None:
    if start == 0 or abs(start) > len(text) or (length is not None and length < 1):
        return None
    begin = start - 1 if start > 0 else len(text) + start
    return text[begin:] if length is None else text[begin : begin + length]


@builtin("string length(string: text)")
def string_length(text: str) -> int:
    return len(text)


@builtin("upper case(string: text)")
def upper_case(text: str) -> str:
    return text.upper()


@builtin("lower case(string: text)")
def lower_case(text: str) -> str:
    return text.lower()


@builtin("trim(string: text)")
def trim(text: str) -> str:
    return text.strip()


@builtin("substring before(string: text, match: text)")
def substring_before(text: str, match: str) -> str:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after(string: text, match: text)")
def substring_after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


@builtin("contains(string: text, match: text)")
def contains(text: str, match: str) -> bool:
    return match in text


@builtin("starts with(string: text, match: text)")
def starts_with(text: str, match: str) -> bool:
    return text.startswith(match)


@builtin("ends with(string: text, match: text)")
def ends_with(text: str, match: str) -> bool:
    return text.endswith(match)


def _compiled(run: Run, pattern: str, flags: str, text: str) -> re.Pattern[str] | None:
    expression, work = compiled(pattern, flags, len(text))
    run.charge(4 * len(pattern) + work // 100)
    return expression


@builtin("matches(input: text, pattern: text, flags?: text|null)", needs_run=True)
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> bool | None:
    if "q" not in (flags or ""):
        pattern = unpadded(pattern)
    expression = _compiled(run, pattern, flags or "", text)
    return None if expression is None else bool(expression.search(text))


@builtin("replace(input: text, pattern: text, replacement: text, flags?: text|null)", needs_run=True)
def replace(run: Run, text: str, pattern: str, new: str, flags: str | None = None) -> str | None:
    expression = _compiled(run, pattern, flags or "", text)
    if expression is None or expression.match(""):  # XPath refuses a pattern that matches nothing
        return None
    template = replacement(new, expression.groups, literal="q" in (flags or ""))
    if template is None:
        return None
    if (len(text) + 1) * max(len(new), 1) > MAX_ITEMS * 100:
        raise FeelLimitError("De uitkomst van replace is te groot.")
    return size_checked(expression.sub(template, text))


@builtin("split(string: text, delimiter: text)", needs_run=True)
def split(run: Run, text: str, delimiter: str) -> list[str] | None:
    expression = _compiled(run, delimiter, "", text)
    if expression is None or expression.match(""):
        return None
    parts, start = [], 0
    for found in expression.finditer(text):
        parts.append(text[start : found.start()])
        start = found.end()
    return [*parts, text[start:]]


@builtin("extract(input: text, pattern: text, flags?: text|null)", needs_run=True)
def extract(run: Run, text: str, pattern: str, flags: str | None = None) -> list[str] | None:
    expression = _compiled(run, pattern, flags or "", text)
    return None if expression is None else [found[0] for found in expression.finditer(text)]


@builtin("string join(list: list, delimiter?: text|null)")
def string_join(items: list[Value], delimiter: str | None = None) -> str | None:
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts):
        return None
    if sum(map(len, texts)) + len(delimiter or "") * len(texts) > 2 * MAX_ITEMS:
        raise FeelLimitError("De uitkomst van string join is te groot.")
    return size_checked((delimiter or "").join(texts))


@builtin("string(from: any)")
def string(value: Value) -> str | None:
    return to_text(value)
