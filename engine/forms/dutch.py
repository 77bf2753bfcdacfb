"""Dutch notation of days, times and numbers: reading what people type, writing what they recognise.

Readers raise `ValueError` with a Dutch sentence that says what to do; nothing else escapes.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
FIRST_YEAR, LAST_YEAR = 1875, 2199  # outside these somebody mistyped the year
MAX_DIGITS = 18

_DAY_FIRST = re.compile(r"(\d{1,2})(?:\s*[-/.]\s*|\s+)(\d{1,2}|[a-z]+\.?)(?:\s*[-/.]\s*|\s+)(\d+)")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WEEKDAY = re.compile(r"^(?:maan|dins|woens|donder|vrij|zater|zon)dag,?\s+")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::00)?(?:\s*(?:uur|u))?")
_DATE_AND_TIME = re.compile(
    r"(.+?)(?:\s*,\s*|\s+om\s+|t(?=\d)|\s+)(\d{1,2}[:.]\d{2}(?::00)?(?:\s*(?:uur|u))?)"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")

DATE_EXAMPLE = "bijvoorbeeld 24 3 2026"
TIME_EXAMPLE = "bijvoorbeeld 14:30"


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    stem = text.rstrip(".")
    names = [name for name in MONTHS if len(stem) >= 3 and name.startswith(stem)]
    if stem == "mrt":
        names = ["maart"]
    if len(names) != 1:
        raise ValueError(f"“{text}” is geen maand. Vul de maand in als getal, {DATE_EXAMPLE}.")
    return MONTHS.index(names[0]) + 1


def _day(day: str, month: str, year: str) -> date:
    if len(year) != 4:
        raise ValueError(f"Vul het jaar met vier cijfers in, {DATE_EXAMPLE}.")
    try:
        result = date(int(year), _month(month), int(day))
    except ValueError as error:
        if "maand" in str(error):
            raise
        raise ValueError(f"Deze datum bestaat niet. Controleer de dag en de maand, {DATE_EXAMPLE}.") from None
    if not FIRST_YEAR <= result.year <= LAST_YEAR:
        raise ValueError(f"Controleer het jaar: {result.year} ligt te ver weg.")
    return result


def parse_date(text: str) -> date:
    """Return the day in `24-3-2026`, `24 maart 2026`, `dinsdag 24 mrt. 2026` or `2026-03-24`."""
    text = _WEEKDAY.sub("", text.strip().lower())
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
        return _day(day, month, year)
    if match := _DAY_FIRST.fullmatch(text):
        return _day(*match.groups())
    raise ValueError(f"Vul een datum in met dag, maand en jaar, {DATE_EXAMPLE}.")


def parse_date_parts(parts: Mapping[str, str]) -> date:
    """Return the day typed in three boxes; the message names the box that is still empty."""
    typed = {name: str(parts.get(name) or "").strip() for name in ("dag", "maand", "jaar")}
    missing = [name for name, text in typed.items() if not text]
    if missing:
        raise ValueError(f"Vul ook in: {' en '.join(missing)}. Schrijf de datum zo: 24 3 2026.")
    return parse_date(" ".join(typed.values()))


def parse_time(text: str) -> time:
    """Return the time in `14:30`, `14.30`, `14.30 uur` or `9 uur`."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        raise ValueError(f"Vul een tijd in met uren en minuten, {TIME_EXAMPLE}.")
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"Deze tijd bestaat niet. Vul een tijd in tussen 0:00 en 23:59, {TIME_EXAMPLE}.")
    return time(hour, minute)


def moment(day: date, at: time) -> datetime:
    """Return that local time in Amsterdam as an aware moment.

    The offset is fixed in the result, because Python calls two equal moments unequal when one of them
    falls in the hour that daylight saving time repeats.
    """
    local = datetime.combine(day, at, AMSTERDAM).astimezone(UTC).astimezone(AMSTERDAM)
    return datetime.fromisoformat(local.isoformat())


def parse_moment(text: str) -> datetime:
    """Return the moment in `24-3-2026 14:30`, `24 maart 2026 om 14.30 uur` or an ISO text with an offset."""
    match = _DATE_AND_TIME.fullmatch(text.strip().lower())
    if match is not None:
        return moment(parse_date(match[1]), parse_time(match[2]))
    try:
        iso = datetime.fromisoformat(text.strip())
    except ValueError:
        iso = None
    if iso is None or iso.tzinfo is None:
        raise ValueError("Vul een datum en een tijd in, bijvoorbeeld 24 3 2026 en 14:30.")
    return iso


def exact(number: Decimal) -> int | Decimal:
    """Return whole numbers as int and others without trailing zeros, so equal answers look the same."""
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise ValueError("Vul een kleiner getal in.")
    return int(number) if number == number.to_integral_value() else number.normalize()


def parse_number(text: str) -> int | Decimal:
    """Return the number in `1.234,56`, `€ 12,50`, `-3` or `12.5`; `1.234` is one thousand and more."""
    compact = re.sub(r"[\s€]", "", text).replace("−", "-")
    sign = -1 if compact.startswith("-") else 1
    whole, comma, fraction = compact.removeprefix("-").partition(",")
    if _THOUSANDS.fullmatch(whole):
        whole = whole.replace(".", "")
    plain = f"{whole or '0'}.{fraction}" if comma else whole
    if len(plain) > 2 * MAX_DIGITS or not plain.isascii() or not _PLAIN.fullmatch(plain):
        raise ValueError("Vul een getal in, bijvoorbeeld 12 of 12,50.")
    return exact(sign * Decimal(plain))


def format_date(day: date) -> str:
    """Return `24 maart 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_time(at: time) -> str:
    """Return `14.30 uur`."""
    return f"{at.hour}.{at.minute:02} uur"


def format_moment(at: datetime) -> str:
    """Return `24 maart 2026 om 14.30 uur`, Amsterdam time."""
    local = at.astimezone(AMSTERDAM)
    return f"{format_date(local)} om {format_time(local.time())}"


def format_number(number: int | Decimal, *, thousands: bool = True) -> str:
    """Return `1.234,56`; without thousands `1234,56`, the form in which people type."""
    exactly = Decimal(number)
    text = f"{exactly:,f}" if thousands else f"{exactly:f}"
    return text.translate(str.maketrans(",.", ".,"))
