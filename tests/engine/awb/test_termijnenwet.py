from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.awb import Calendar, Lengte, TermError, count_term, format_date_nl
from engine.awb.datums import months_later

DAYS = st.dates(date(1990, 1, 1), date(2198, 1, 1))
EXTENDABLE = st.one_of(
    st.builds(Lengte, st.integers(1, 90), st.just("dagen")),
    st.builds(Lengte, st.integers(1, 12), st.just("weken")),
    st.builds(Lengte, st.integers(1, 3), st.just("maanden")),
)


@pytest.mark.parametrize(
    ("count", "unit", "extendable"),
    [
        *((90, "dagen", True), (91, "dagen", False), (12, "weken", True), (13, "weken", False)),
        *((3, "maanden", True), (4, "maanden", False), (1, "jaren", False), (48, "uren", False)),
    ],
)
def test_article_4_leaves_long_terms_and_terms_in_years_or_hours_alone(count, unit, extendable):
    assert Lengte(count, unit).extendable is extendable


def test_a_term_in_years_may_end_on_a_sunday(calendar):
    end = count_term(date(2025, 4, 26), Lengte(1, "jaren"), calendar)
    assert end.last_day == end.nominal == date(2026, 4, 26)
    assert end.last_day.weekday() == 6


def test_thirteen_weeks_may_end_on_a_free_day_and_twelve_may_not(calendar):
    ascension = date(2026, 5, 14)
    assert count_term(ascension - timedelta(weeks=13), Lengte(13, "weken"), calendar).last_day == ascension
    assert count_term(ascension - timedelta(weeks=12), Lengte(12, "weken"), calendar).last_day == date(
        2026, 5, 18
    )


@pytest.mark.parametrize(
    ("start", "days", "last_day"),
    [
        (date(2026, 6, 1), 3, date(2026, 6, 4)),
        (date(2026, 6, 4), 3, date(2026, 6, 8)),  # ends on Sunday; Friday and Monday are ordinary
        (date(2025, 12, 24), 3, date(2025, 12, 30)),  # Christmas and a weekend: Monday alone is not enough
        (date(2025, 12, 24), 2, date(2025, 12, 29)),  # shorter than three days: article 2 does not apply
        (date(2027, 5, 4), 5, date(2027, 5, 11)),  # five free days in a row, then Monday and Tuesday
        (date(2026, 4, 2), 4, date(2026, 4, 8)),  # Good Friday up to and including Easter Monday
    ],
)
def test_article_2_gives_a_short_term_two_ordinary_days(calendar, start, days, last_day):
    assert count_term(start, Lengte(days, "dagen"), calendar).last_day == last_day


def test_article_2_is_named_when_it_lengthens_a_term(calendar):
    steps = count_term(date(2025, 12, 24), Lengte(3, "dagen"), calendar).steps
    assert steps[-1] == (
        "In de termijn moeten ten minste twee gewone dagen zitten; daarom loopt hij door tot en met "
        "dinsdag 30 december 2025 (Algemene termijnenwet artikel 2)."
    )


@given(DAYS, EXTENDABLE)
def test_a_term_never_ends_on_a_free_day(start, length):
    assert not Calendar().is_free(count_term(start, length, Calendar()).last_day)


@given(DAYS, EXTENDABLE)
def test_the_law_only_lengthens_and_no_further_than_needed(start, length):
    own = Calendar()
    end = count_term(start, length, own)
    passed = [end.nominal + timedelta(days=offset) for offset in range((end.last_day - end.nominal).days)]
    ordinary = [day for day in passed if not own.is_free(day)]
    assert end.last_day >= end.nominal
    assert len(ordinary) <= (1 if length.unit == "dagen" and length.count >= 3 else 0)


@given(DAYS, st.integers(3, 90))
def test_a_term_of_three_days_or_more_holds_two_ordinary_days(start, days):
    own = Calendar()
    end = count_term(start, Lengte(days, "dagen"), own).last_day
    inside = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    assert sum(not own.is_free(day) for day in inside) >= 2


@given(DAYS, st.integers(0, 400), EXTENDABLE)
def test_a_later_start_never_gives_an_earlier_end(start, later, length):
    own = Calendar()
    first, second = (count_term(day, length, own).last_day for day in (start, start + timedelta(days=later)))
    assert first <= second


@given(DAYS, EXTENDABLE)
def test_the_steps_name_the_last_day(start, length):
    end = count_term(start, length, Calendar())
    assert format_date_nl(end.last_day) in " ".join(end.steps)
    assert all(step[0] == step[0].upper() and step.endswith(".") for step in end.steps)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 11, 5), 3, date(2027, 2, 5)),
    ],
)
def test_a_month_later_is_the_same_number_or_the_last_of_the_month(start, months, end):
    assert months_later(start, months) == end
    assert Lengte(months, "maanden").after(start) == end


def test_a_term_in_hours_has_no_last_day():
    with pytest.raises(TermError, match="uren"):
        Lengte(48, "uren").after(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Lengte(6, "weken"), "zes weken"),
        (Lengte(1, "weken"), "een week"),
        (Lengte(1, "jaren"), "een jaar"),
        (Lengte(90, "dagen"), "90 dagen"),
    ],
)
def test_a_length_reads_as_words(length, words):
    assert str(length) == words
