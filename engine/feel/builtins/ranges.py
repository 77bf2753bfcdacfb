"""How points and ranges lie in time or number (OMG DMN 1.4, table 78): before, meets, during, ..."""

from engine.feel.builtins.registry import builtin
from engine.feel.comparison import equal, inside, less
from engine.feel.errors import FeelError
from engine.feel.values import Range, Value


def _range(value: Value) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _ends_before(one: Range, two: Range) -> bool | None:
    """Tell whether `one` ends before `two` starts."""
    if one.end is None or two.start is None:
        return False
    outcome = less(one.end, two.start)
    if outcome is False and equal(one.end, two.start) is True:
        return not (one.end_included and two.start_included)
    return outcome


_MAX_RANGE_TEXT = 100
_TWO = (
    "point1: point, point2: point",
    "point: point, range: range",
    "range: range, point: point",
    "range1: range, range2: range",
)


@builtin(*(f"before({parameters})" for parameters in _TWO))
def before(one: Value, two: Value) -> bool | None:
    return _ends_before(_range(one), _range(two))


@builtin(*(f"after({parameters})" for parameters in _TWO))
def after(one: Value, two: Value) -> bool | None:
    return _ends_before(_range(two), _range(one))


@builtin("meets(range1: range, range2: range)")
def meets(one: Range, two: Range) -> bool | None:
    return _and(one.end_included and two.start_included, equal(one.end, two.start))


@builtin("met by(range1: range, range2: range)")
def met_by(one: Range, two: Range) -> bool | None:
    return meets(two, one)


@builtin("overlaps(range1: range, range2: range)")
def overlaps(one: Range, two: Range) -> bool | None:
    apart = _ends_before(one, two), _ends_before(two, one)
    return None if None in apart else not any(apart)


@builtin("overlaps before(range1: range, range2: range)")
def overlaps_before(one: Range, two: Range) -> bool | None:
    return _and(_starts_earlier(one, two), overlaps(one, two), _ends_earlier_or_same(one, two))


@builtin("overlaps after(range1: range, range2: range)")
def overlaps_after(one: Range, two: Range) -> bool | None:
    return _and(_starts_earlier(two, one), overlaps(one, two), _ends_earlier(two, one) or _same_end(one, two))


@builtin("finishes(point: point, range: range)", "finishes(range1: range, range2: range)")
def finishes(one: Value, two: Range) -> bool | None:
    if not isinstance(one, Range):
        return _and(two.end_included, equal(one, two.end))
    return _and(one.end_included == two.end_included, equal(one.end, two.end), not _starts_earlier(one, two))


@builtin("finished by(range: range, point: point)", "finished by(range1: range, range2: range)")
def finished_by(one: Range, two: Value) -> bool | None:
    return finishes(two, one)


@builtin("starts(point: point, range: range)", "starts(range1: range, range2: range)")
def starts(one: Value, two: Range) -> bool | None:
    if not isinstance(one, Range):
        return _and(two.start_included, equal(one, two.start))
    return _and(
        one.start_included == two.start_included, equal(one.start, two.start), _ends_earlier_or_same(one, two)
    )


@builtin("started by(range: range, point: point)", "started by(range1: range, range2: range)")
def started_by(one: Range, two: Value) -> bool | None:
    return starts(two, one)


@builtin("during(point: point, range: range)", "during(range1: range, range2: range)")
def during(one: Value, two: Range) -> bool | None:
    if not isinstance(one, Range):
        return inside(one, two)
    return _and(not _starts_earlier(one, two), _ends_earlier_or_same(one, two))


@builtin("includes(range: range, point: point)", "includes(range1: range, range2: range)")
def includes(one: Range, two: Value) -> bool | None:
    return during(two, one)


@builtin(
    "coincides(point1: point, point2: point)", "coincides(range1: range, range2: range)",
)  # fmt: skip
def coincides(one: Value, two: Value) -> bool | None:
    if not isinstance(one, Range):
        return equal(one, two)
    return _and(
        equal(one.start, two.start), equal(one.end, two.end),
        one.start_included == two.start_included, one.end_included == two.end_included,
    )  # fmt: skip


@builtin("range(from: text)", cost=200)
def range_from_text(text: str) -> Range | None:
    """Return the range that a text with literal end points describes, such as "[1..5)"."""
    from engine.feel.expression import parse_expression

    if len(text) > _MAX_RANGE_TEXT:
        return None
    try:
        expression = parse_expression(text)
    except FeelError:
        return None
    if expression.names:
        return None
    value = expression.evaluate({})
    return value if isinstance(value, Range) else None


def _and(*parts: bool | None) -> bool | None:
    if any(part is False for part in parts):
        return False
    return True if all(part is True for part in parts) else None


def _starts_earlier(one: Range, two: Range) -> bool | None:
    if equal(one.start, two.start) is True:
        return one.start_included and not two.start_included
    if one.start is None or two.start is None:
        return one.start is None
    return less(one.start, two.start)


def _ends_earlier(one: Range, two: Range) -> bool | None:
    if equal(one.end, two.end) is True:
        return two.end_included and not one.end_included
    if one.end is None or two.end is None:
        return two.end is None
    return less(one.end, two.end)


def _same_end(one: Range, two: Range) -> bool:
    return equal(one.end, two.end) is True and one.end_included == two.end_included


def _ends_earlier_or_same(one: Range, two: Range) -> bool | None:
    return _ends_earlier(one, two) or _same_end(one, two)
