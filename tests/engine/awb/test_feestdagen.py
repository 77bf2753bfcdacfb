from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter as dateutil_easter

from engine.awb.feestdagen import NAMES, easter, feestdagen


def test_easter_agrees_with_another_algorithm_for_three_centuries():
    assert [easter(year) for year in range(1900, 2200)] == [dateutil_easter(y) for y in range(1900, 2200)]


@pytest.mark.parametrize("year", range(2014, 2041))
def test_holidays_agree_with_the_holidays_library(year):
    theirs = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    sundays = {easter(year), easter(year) + timedelta(days=49)}  # not in the Act, being Sundays
    assert set(feestdagen(year)) == set(theirs) - sundays


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 27), "Koningsdag"),
        (date(2025, 4, 26), "Koningsdag"),  # 27 April was a Sunday
        (date(2031, 4, 26), "Koningsdag"),
        (date(2014, 4, 26), "Koningsdag"),
        (date(2013, 4, 30), "Koninginnedag"),
        (date(2006, 4, 29), "Koninginnedag"),  # 30 April was a Sunday
        (date(1978, 5, 1), "Koninginnedag"),  # before 1980 it moved to the Monday
    ],
)
def test_the_royal_birthday_gives_way_to_a_sunday(day, name):
    assert feestdagen(day.year)[day] == name


def test_a_royal_birthday_on_saturday_does_not_move_to_monday():
    assert feestdagen(2024)[date(2024, 4, 27)] == "Koningsdag"
    assert date(2024, 4, 29) not in feestdagen(2024)


def test_the_fifth_of_may_is_a_holiday_every_year_not_only_each_fifth():
    assert all(date(year, 5, 5) in feestdagen(year) for year in range(2014, 2041))


def test_two_holidays_on_one_day_are_both_named():
    assert feestdagen(2005)[date(2005, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"


def test_every_holiday_has_a_listed_name():
    found = {
        part
        for year in range(1990, 2060)
        for name in feestdagen(year).values()
        for part in name.split(" en ")
    }
    assert found == NAMES
