"""Every day of 2014-2028 against a second calculation that shares no code with the first.

The second one takes its holidays from the `holidays` library and its equated days from the list below, and
answers by looking up the first ordinary day at or after a position in a table.
"""

from datetime import date

import holidays
import pytest

from engine.awb import compute_term

FIRST, LAST = date(2014, 1, 1), date(2028, 12, 31)
EQUATED = {
    2014: ["05-30"],
    2015: ["01-02", "05-04", "05-15"],
    2016: ["05-06"],
    2017: ["04-28", "05-26"],
    2018: ["05-11", "12-24", "12-31"],
    2019: ["05-31", "12-27"],
    2020: ["05-22"],
    2021: ["05-14"],
    2022: ["05-27"],
    2023: ["04-28", "05-19"],
    2024: ["05-10", "12-27"],
    2025: ["05-30"],
    2026: ["01-02", "05-15"],
    2027: ["05-07"],
    2028: ["04-28", "05-26"],
}


@pytest.fixture(scope="module")
def next_ordinary():
    """For each ordinal from FIRST on, the first ordinary day; filled backwards, so without any counting."""
    free = set(holidays.country_holidays("NL", years=range(2014, 2031), categories=("public", "optional")))
    free |= {date.fromisoformat(f"{year}-{text}") for year, texts in EQUATED.items() for text in texts}
    table, following = {}, date(2030, 12, 31)
    for ordinal in range(following.toordinal(), FIRST.toordinal() - 1, -1):
        day = date.fromordinal(ordinal)
        if day.isoweekday() not in (6, 7) and day not in free:
            following = day
        table[ordinal] = following
    return table


@pytest.fixture(scope="module")
def every_day():
    return [date.fromordinal(ordinal) for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1)]


@pytest.mark.parametrize(("regime", "length"), [("9.1.2", 42), ("9.1.3", 70)])
def test_handling_terms_of_every_day(calendar, every_day, next_ordinary, regime, length):
    for start in every_day:
        plain = start.toordinal() + length
        for weeks in range(5):
            extended = next_ordinary[plain].toordinal()
            expected = {
                "unextended": next_ordinary[plain + 7 * weeks],
                "extended": next_ordinary[extended + 7 * weeks],
            }
            for base, last_day in expected.items():
                term = compute_term(
                    "awb.9:11", start, calendar, regime=regime, adjourn_weeks=weeks, adjournment_base=base
                )
                assert term.last_day == last_day, (start, regime, weeks, base)


@pytest.mark.parametrize(
    ("key", "length"), [("awb.9:8.3", 28), ("awb.6:7", 42), ("weken:3", 21), ("dagen:10", 10)]
)
def test_other_terms_of_every_day(calendar, every_day, next_ordinary, key, length):
    for start in every_day:
        expected = next_ordinary[start.toordinal() + length]
        assert compute_term(key, start, calendar).last_day == expected, start


def test_the_ombudsman_year_of_every_day(calendar, every_day):
    for start in every_day:
        leap_day = (start.month, start.day) == (2, 29)
        expected = date(start.year + 1, start.month, 28 if leap_day else start.day)
        assert compute_term("awb.9:24", start, calendar).last_day == expected


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_working_days_of_every_day(calendar, every_day, count):
    staff_free = set(
        holidays.country_holidays("NL", years=range(2014, 2031), categories=("public", "optional"))
    )
    working = [
        ordinal
        for ordinal in range(FIRST.toordinal(), date(2029, 3, 1).toordinal())
        if date.fromordinal(ordinal).isoweekday() < 6 and date.fromordinal(ordinal) not in staff_free
    ]
    position = 0
    for start in every_day:
        while working[position] <= start.toordinal():
            position += 1
        expected = date.fromordinal(working[position + count - 1])
        assert compute_term(f"werkdagen:{count}", start, calendar).last_day == expected, start
