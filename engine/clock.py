"""Days and moments of the municipality: Europe/Amsterdam in, UTC out. Nothing here reads a clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local_date(moment: datetime) -> date:
    """Return the calendar day in Amsterdam on which `moment` falls (Awb 2:20: the local day counts)."""
    return aware(moment).astimezone(AMSTERDAM).date()


def local_moment(moment: datetime) -> datetime:
    """Return `moment` as the clock in Amsterdam shows it, with the offset of that day (`+01:00`, `+02:00`).

    An offset and no zone, for that is what is left of a moment once it is stored.
    """
    return datetime.fromisoformat(aware(moment).astimezone(AMSTERDAM).isoformat())


def start_of_day(day: date) -> datetime:
    """Return the first moment of `day` in Amsterdam, in UTC."""
    return datetime.combine(day, time.min, AMSTERDAM).astimezone(UTC)


def after(moment: datetime, duration: timedelta) -> datetime:
    """Return `moment` + `duration` by the wall clock in Amsterdam: fourteen days later is the same hour."""
    whole_days = timedelta(days=duration.days)
    local = aware(moment).astimezone(AMSTERDAM)
    return (local + whole_days).astimezone(UTC) + (duration - whole_days)


def aware(moment: datetime) -> datetime:
    """Return `moment`; raise ValueError when it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("Een tijdstip zonder tijdzone wordt geweigerd.")
    return moment
