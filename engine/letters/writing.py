"""How values are written in a Dutch letter: dates, lists, money, and a resident's own words."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.awb.datums import format_date_nl, join_nl
from engine.clock import AMSTERDAM, local_date

# A line break in a value. As an entity it stays inside its paragraph, quotation, heading or table cell.
LINE_BREAK = "&#10;"

_INLINE = re.compile(r"([\\`*_\[\]<>()|&])")
_LINE_START = re.compile(r"^(\d*)([#+\-=~:.)])")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Unwritable(Exception):
    """A value that a filter cannot write; the message is Dutch."""


class Missing:
    """A fact that is not known. Prints nothing, is false, and remembers its dotted name."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is None or other == "" or isinstance(other, Missing)

    def __hash__(self) -> int:
        return hash(None)

    def _never(self, _other: object) -> bool:
        return False  # as in FEEL, comparing with nothing is never true

    __lt__ = __le__ = __gt__ = __ge__ = _never

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def _day(value: object) -> date:
    """Return the day of a date, an aware moment or an ISO text; raise Unwritable otherwise."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Unwritable("een tijdstip zonder tijdzone kan niet in een brief")
        return local_date(value)
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Unwritable(f"'{value}' is geen datum")


def datum_kort(value: object) -> str:
    """Return `24 maart 2026`."""
    return format_date_nl(_day(value), weekday=False)


def datum(value: object) -> str:
    """Return `dinsdag 24 maart 2026`."""
    return format_date_nl(_day(value))


def opsomming(value: object) -> str:
    """Return `a, b en c`."""
    return join_nl([say(item) for item in _items(value)])


def bedrag(value: object) -> str:
    """Return an amount in euros as `€ 1.234,56` (with a no-break space)."""
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Unwritable(f"'{value}' is geen bedrag") from None
    return "€\u00a0" + f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _items(value: object) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    raise Unwritable(f"'{value}' is geen lijst")


def _join(value: object, separator: str = ", ") -> str:
    return separator.join(say(item) for item in _items(value))


def _capitalize(value: object) -> str:
    text = say(value)
    return text[:1].upper() + text[1:]


def _first(value: object) -> Any:
    return next(iter(_items(value)), "")


def _last(value: object) -> Any:
    return next(reversed(_items(value)), "")


def say(value: object) -> str:
    """Return `value` as a Dutch reader expects it; raise Unwritable for what is no single value."""
    match value:
        case str():
            return value
        case bool():
            return "ja" if value else "nee"
        case datetime():
            return f"{datum_kort(value)}, {value.astimezone(AMSTERDAM):%H.%M} uur"
        case date():
            return datum_kort(value)
        case int():
            return str(value)
        case Decimal() | float():
            return f"{Decimal(str(value)):f}".replace(".", ",")
        case list() | tuple():
            return opsomming(value)
        case Mapping():
            raise Unwritable(
                "een groep gegevens kan niet in één keer in een brief; noem er een onderdeel van"
            )
    raise Unwritable(f"een {type(value).__name__} kan niet in een brief")


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it letter for letter, on whatever line it lands."""
    lines = [" ".join(re.split(r"[ \t]+", line)).strip() for line in _CONTROLS.sub("", text).splitlines()]
    flat = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    flat = _INLINE.sub(r"\\\1", flat)
    return _LINE_START.sub(r"\1\\\2", flat).replace("\n", LINE_BREAK)


def one_line(text: str) -> str:
    """Return `text` on one line, for a subject."""
    return " ".join(_CONTROLS.sub("", text).split())


# What a letter may call on a value. The checker refuses every other filter.
FILTERS: Mapping[str, Callable[..., Any]] = {
    "datum": datum,
    "datum_kort": datum_kort,
    "opsomming": opsomming,
    "bedrag": bedrag,
    "join": _join,
    "first": _first,
    "last": _last,
    "length": lambda value: len(_items(value)),
    "lower": lambda value: say(value).lower(),
    "upper": lambda value: say(value).upper(),
    "capitalize": _capitalize,
}
