"""Dates, times and numbers as people in the Netherlands write them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms import dutch

DAYS = st.dates(date(dutch.FIRST_YEAR, 1, 1), date(dutch.LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "24-3-2026",
        "24-03-2026",
        "24 3 2026",
        "24/3/2026",
        "24.3.2026",
        " 24 maart 2026 ",
        "24 Maart 2026",
        "24 mrt 2026",
        "24 mrt. 2026",
        "dinsdag 24 maart 2026",
        "2026-03-24",
    ],
)
def test_a_day_may_be_written_in_every_usual_way(text: str) -> None:
    assert dutch.parse_date(text) == date(2026, 3, 24)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("31 2 2026", "bestaat niet"),
        ("24 3 26", "vier cijfers"),
        ("24 maard 2026", "geen maand"),
        ("1 ju 2026", "geen maand"),
        ("morgen", "dag, maand en jaar"),
        ("24 13 2026", "bestaat niet"),
        ("24 3 1066", "ligt te ver weg"),
        ("24 3 20266", "vier cijfers"),
        ("²4 3 2026", "dag, maand en jaar"),
    ],
)
def test_an_impossible_day_is_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        dutch.parse_date(text)


def test_a_half_filled_date_tells_which_box_is_empty() -> None:
    with pytest.raises(ValueError, match="Vul ook in: maand en jaar"):
        dutch.parse_date_parts({"dag": "24", "maand": " "})


@given(DAYS)
def test_a_day_that_is_written_out_reads_as_the_same_day(day: date) -> None:
    assert dutch.parse_date(dutch.format_date(day)) == day
    assert dutch.parse_date(f"{day.day}-{day.month}-{day.year}") == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("14.30 uur", time(14, 30)),
        ("9 uur", time(9)),
        ("0:05", time(0, 5)),
        ("09:15:00", time(9, 15)),
    ],
)
def test_a_time_may_have_a_point_or_a_colon(text: str, expected: time) -> None:
    assert dutch.parse_time(text) == expected


@pytest.mark.parametrize("text", ["24:00", "14:60", "half drie", "14:3", ""])
def test_an_impossible_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Vul een tijd in"):
        dutch.parse_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("12,50", Decimal("12.5")),
        ("1.234,56", Decimal("1234.56")),
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("12.5", Decimal("12.5")),
        ("0.125", Decimal("0.125")),
        ("€ 1.250,00", 1250),
        ("-3", -3),
        ("−3,5", Decimal("-3.5")),
        (",5", Decimal("0.5")),
    ],
)
def test_a_comma_separates_decimals_and_a_point_thousands(text: str, expected: int | Decimal) -> None:
    number = dutch.parse_number(text)
    assert number == expected
    assert type(number) is type(expected)


@pytest.mark.parametrize("text", ["twaalf", "1,2,3", "1.23,4", "1e5", "NaN", "--3", "٣", "9" * 60, "12,"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Vul een"):
        dutch.parse_number(text)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_a_number_that_is_written_out_reads_as_the_same_number(number: Decimal) -> None:
    assert dutch.parse_number(dutch.format_number(number)) == number
    assert dutch.parse_number(dutch.format_number(number, thousands=False)) == number


@pytest.mark.parametrize(
    "text",
    [
        "24-3-2026 14:30",
        "24 maart 2026 om 14.30 uur",
        "24 3 2026, 14:30",
        "2026-03-24T14:30",
        "2026-03-24T13:30+00:00",
    ],
)
def test_a_moment_is_local_time_with_its_zone(text: str) -> None:
    assert dutch.parse_moment(text) == datetime(2026, 3, 24, 13, 30, tzinfo=UTC)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 23), st.integers(0, 59))
def test_a_moment_has_a_fixed_offset_and_equals_itself_in_any_zone(day: date, hour: int, minute: int) -> None:
    moment = dutch.moment(day, time(hour, minute))
    assert moment == moment.astimezone(UTC)
    assert moment.utcoffset() in {timedelta(hours=1), timedelta(hours=2)}


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="datum en een tijd"):
        dutch.parse_moment("2026-03-24T14:30:12")
