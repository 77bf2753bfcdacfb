"""Algemeen erkende feestdagen: Algemene termijnenwet artikel 3, lid 1 and 2.

Days equated by decree (lid 3) are data, not arithmetic: see `kalender`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

SUNDAY = 6

NIEUWJAARSDAG = "Nieuwjaarsdag"
GOEDE_VRIJDAG = "Goede Vrijdag"
TWEEDE_PAASDAG = "Tweede Paasdag"
KONINGSDAG = "Koningsdag"
KONINGINNEDAG = "Koninginnedag"
BEVRIJDINGSDAG = "Bevrijdingsdag"
HEMELVAARTSDAG = "Hemelvaartsdag"
TWEEDE_PINKSTERDAG = "Tweede Pinksterdag"
EERSTE_KERSTDAG = "Eerste Kerstdag"
TWEEDE_KERSTDAG = "Tweede Kerstdag"
NAMES = frozenset(
    {NIEUWJAARSDAG, GOEDE_VRIJDAG, TWEEDE_PAASDAG, KONINGSDAG, KONINGINNEDAG, BEVRIJDINGSDAG}
    | {HEMELVAARTSDAG, TWEEDE_PINKSTERDAG, EERSTE_KERSTDAG, TWEEDE_KERSTDAG}
)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus/Jones/Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def royal_birthday(year: int) -> tuple[date, str]:
    """The day the King's birthday is celebrated: 27 April, a day earlier when that is a Sunday.

    Until 2013 it was Koninginnedag on 30 April, moved off a Sunday to the 29th (before 1980: to 1 May).
    """
    if year >= 2014:
        day, name = date(year, 4, 27), KONINGSDAG
    else:
        day, name = date(year, 4, 30), KONINGINNEDAG
    if day.weekday() == SUNDAY:
        day += timedelta(days=1 if year < 1980 else -1)
    return day, name


@lru_cache(maxsize=512)
def feestdagen(year: int) -> Mapping[date, str]:
    """Date -> Dutch name of every recognised holiday of `year` (Atw art. 3 lid 1) and Good Friday (lid 2).

    First days of Easter and Whitsun are Sundays and therefore not in the Act. When two fall on one day
    (5 May 2005 was Ascension Day too) both names are given.
    """
    sunday = easter(year)
    birthday, birthday_name = royal_birthday(year)
    found: dict[date, str] = {}
    for day, name in (
        (date(year, 1, 1), NIEUWJAARSDAG),
        (sunday - timedelta(days=2), GOEDE_VRIJDAG),
        (sunday + timedelta(days=1), TWEEDE_PAASDAG),
        (birthday, birthday_name),
        (date(year, 5, 5), BEVRIJDINGSDAG),
        (sunday + timedelta(days=39), HEMELVAARTSDAG),
        (sunday + timedelta(days=50), TWEEDE_PINKSTERDAG),
        (date(year, 12, 25), EERSTE_KERSTDAG),
        (date(year, 12, 26), TWEEDE_KERSTDAG),
    ):
        found[day] = f"{found[day]} en {name}" if day in found else name
    return MappingProxyType(found)
