from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.awb import Calendar, TermError, feestdagen

DAYS = st.dates(date(1990, 1, 1), date(2199, 1, 1))


def decree(**changes):
    return {"naam": "Besluit", "jaren": [2026, 2028], "dagen": [date(2026, 5, 15)], **changes}


def test_every_equated_day_we_ship_is_a_weekday_that_is_no_holiday_already(calendar):
    for entry in calendar.decrees:
        for day in entry.days:
            assert day.weekday() < 5, day
            assert day not in feestdagen(day.year), day


def test_the_day_after_ascension_day_is_equated_in_every_year_with_a_decree(calendar):
    for entry in calendar.decrees:
        for year in range(max(entry.first, 2005), entry.last + 1):
            ascension = next(day for day, name in feestdagen(year).items() if "Hemelvaart" in name)
            assert calendar.is_free(ascension + timedelta(days=1)), year


@pytest.mark.parametrize("day", [date(2026, 5, 4), date(2027, 4, 26)])
def test_a_monday_before_a_holiday_is_not_equated_unless_a_decree_says_so(calendar, day):
    assert calendar.free_reason(day) is None


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 5, 16), "een zaterdag"),
        (date(2026, 5, 17), "een zondag"),
        (date(2026, 5, 14), "Hemelvaartsdag"),
        (date(2026, 5, 15), "een gelijkgestelde dag volgens het Besluit voor 2026-2028"),
        (date(2025, 4, 26), "Koningsdag"),  # a Saturday too; the holiday tells more
        (date(2026, 5, 18), None),
    ],
)
def test_a_free_day_says_why(calendar, day, reason):
    assert calendar.free_reason(day) == reason
    assert calendar.is_free(day) is (reason is not None)


def test_staff_works_on_equated_days_but_not_on_holidays(calendar):
    assert calendar.is_working_day(date(2026, 5, 15))
    assert not calendar.is_working_day(date(2026, 5, 14))
    assert not calendar.is_working_day(date(2026, 4, 3))
    assert not calendar.is_working_day(date(2026, 5, 16))


def test_a_municipality_that_works_on_good_friday_says_so_in_the_calendar():
    own = Calendar.from_mapping({"besluit": [decree()], "werkdagen": {"toch_werkdag": ["Goede Vrijdag"]}})
    assert own.is_working_day(date(2026, 4, 3))
    assert own.is_free(date(2026, 4, 3)), "a statutory term still cannot end on it"


@given(DAYS, st.integers(1, 40))
def test_counting_working_days_back_undoes_counting_them_forward(day, count):
    own = Calendar()
    day = own.add_working_days(day, 0)
    assert own.is_working_day(day)
    assert own.add_working_days(own.add_working_days(day, count), -count) == day


@given(DAYS, st.integers(1, 30))
def test_exactly_so_many_working_days_lie_after_the_start(day, count):
    own = Calendar()
    end = own.add_working_days(day, count)
    between = [day + timedelta(days=offset) for offset in range(1, (end - day).days + 1)]
    assert sum(map(own.is_working_day, between)) == count
    assert own.is_working_day(end)


def test_the_horizon_is_the_end_of_the_last_decree(calendar):
    assert calendar.horizon == date(2028, 12, 31)
    assert calendar.doubt(date(2028, 12, 29)) is None
    assert "na 31 december 2028" in calendar.doubt(date(2029, 1, 2))


def test_a_year_whose_decree_is_unknown_or_uncertain_gives_a_warning(calendar):
    assert "niet zeker" in calendar.doubt(date(2021, 6, 1))
    assert "1999 is niet bekend" in calendar.doubt(date(1999, 6, 1))
    assert calendar.doubt(date(2019, 6, 3)) is None


def test_a_calendar_without_decrees_knows_no_equated_day_and_says_so():
    assert Calendar().horizon is None
    assert not Calendar().is_free(date(2026, 5, 15))
    assert "2026 is niet bekend" in Calendar().doubt(date(2026, 5, 15))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "geen enkel [[besluit]]"),
        ({"besluit": "2026"}, "geen enkel [[besluit]]"),
        ({"besluiten": []}, "Onbekend onderdeel 'besluiten'"),
        ({"besluit": ["x"]}, "vul 'naam' in"),
        ({"besluit": [decree(naam=" ")]}, "vul 'naam' in"),
        ({"besluit": [decree(jaren=2026)]}, "schrijf 'jaren'"),
        ({"besluit": [decree(jaren=[2028, 2026])]}, "schrijf 'jaren'"),
        ({"besluit": [decree(dagen=["2026-05-15"])]}, "schrijf 'dagen'"),
        ({"besluit": [decree(dagen=[date(2062, 5, 15)])]}, "2062-05-15 valt buiten de jaren"),
        ({"besluit": [decree(onzeker=True)]}, "'onzeker' moet een zin zijn"),
        ({"besluit": [decree()], "werkdagen": {"toch_werkdag": ["Carnaval"]}}, "kies uit"),
        ({"besluit": [decree()], "werkdagen": []}, "kies uit"),
    ],
)
def test_a_faulty_calendar_is_refused_with_a_dutch_remedy(data, says):
    with pytest.raises(TermError) as refusal:
        Calendar.from_mapping(data)
    assert says in str(refusal.value)
