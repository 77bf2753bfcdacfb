"""Functions on dates, times and durations."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.temporal import months_between, read_date, read_duration, read_moment, read_time, zone
from engine.feel.values import Months, Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@builtin("date(from: text)")
def date_from_text(text: str) -> date | None:
    return read_date(text)


@builtin("date(from: day)")
def date_from_moment(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


@builtin("date(year: integer, month: integer, day: integer)")
def date_from_parts(year: int, month: int, day: int) -> date:
    return date(year, month, day)


@builtin("date and time(from: text)")
def moment_from_text(text: str) -> datetime | None:
    return read_moment(text)


@builtin("date and time(from: day)")
def moment_from_day(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(0))


@builtin("date and time(date: day, time: clock)")
def moment_from_parts(day: date, clock: time) -> datetime:
    return datetime.combine(date_from_moment(day), clock)


@builtin("date and time(date: day, timezone: text)")
def moment_in_zone(value: date, name: str) -> datetime | None:
    place = zone(name)
    if place is None:
        return None
    moment = moment_from_day(value)
    return moment.astimezone(place) if moment.tzinfo else moment.replace(tzinfo=place)


@builtin(
    "date and time(year: integer, month: integer, day: integer, "
    "hour: integer, minute: integer, second: integer)"
)
def moment_from_numbers(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime:
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - FEEL knows local times


@builtin("time(from: text)")
def time_from_text(text: str) -> time | None:
    return read_time(text)


@builtin("time(from: any)")
def time_from_moment(value: Value) -> time | None:
    if isinstance(value, datetime):
        return value.timetz()
    if isinstance(value, date):
        return time(0, tzinfo=UTC)
    return value if isinstance(value, time) else None


@builtin("time(hour: integer, minute: integer, second: number, offset?: duration|null)")
def time_from_parts(hour: int, minute: int, second: Any, offset: Value = None) -> time | None:
    whole = int(second)
    place = None
    if offset is not None:
        if not isinstance(offset, timedelta):
            return None
        place = timezone(offset)
    return time(hour, minute, whole, int((second - whole) * 1_000_000), tzinfo=place)


@builtin("duration(from: text)")
def duration(text: str) -> Value:
    return read_duration(text)


@builtin("duration(from: duration)")
def duration_as_is(value: Value) -> Value:
    return value


@builtin("years and months duration(from: day, to: day)")
def years_and_months(start: date, end: date) -> Months:
    return months_between(start, end)


@builtin("day of year(date: day)")
def day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


@builtin("day of week(date: day)")
def day_of_week(day: date) -> str:
    return _DAYS[day.weekday()]


@builtin("month of year(date: day)")
def month_of_year(day: date) -> str:
    return _MONTHS[day.month - 1]


@builtin("week of year(date: day)")
def week_of_year(day: date) -> int:
    return day.isocalendar().week
