from datetime import UTC, date, datetime

import pytest

from webapp.wording import (
    article,
    due,
    initials,
    long_day,
    moment,
    role_name,
    share_passed,
    short_day,
    week_day,
)

TODAY = date(2026, 3, 24)


@pytest.mark.parametrize(
    ("day", "tone", "text"),
    [
        (date(2026, 3, 22), "late", "2 dagen te laat"),
        (date(2026, 3, 23), "late", "1 dag te laat"),
        (date(2026, 3, 24), "soon", "Vandaag"),
        (date(2026, 3, 25), "soon", "Morgen"),
        (date(2026, 3, 29), "soon", "Nog 5 dagen"),
        (date(2026, 3, 30), "", "Nog 6 dagen"),
        (date(2026, 5, 5), "", "Nog 42 dagen"),
        (None, "", "Geen uiterste dag"),
    ],
)
def test_a_day_is_told_in_whole_days_and_never_rounded_to_a_month(day, tone, text):
    assert (due(day, TODAY).tone, due(day, TODAY).text) == (tone, text)


def test_days_are_written_in_dutch():
    assert week_day(date(2026, 5, 6)) == "woensdag 6 mei 2026"
    assert long_day(date(2026, 3, 24)) == "24 maart 2026"
    assert short_day(date(2026, 3, 24)) == "24 mrt 2026"
    assert long_day(None) == ""


def test_a_moment_is_told_in_amsterdam_time():
    assert moment(datetime(2026, 3, 29, 0, 30, tzinfo=UTC)) == "29 maart 2026, 01.30 uur"
    assert moment(datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == "29 maart 2026, 03.30 uur"


def test_a_late_evening_belongs_to_the_next_day_in_amsterdam():
    assert long_day(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)) == "1 april 2026"


@pytest.mark.parametrize(
    ("basis", "text"),
    [("awb.9:11", "Awb artikel 9:11"), ("Servicenorm", "Servicenorm"), ("", "")],
)
def test_an_article_is_written_as_people_say_it(basis, text):
    assert article(basis) == text


def test_a_term_that_is_over_has_passed_for_more_than_all_of_it():
    assert share_passed(date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 6)) == 50
    assert share_passed(date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 16)) == 150
    assert share_passed(date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1)) == 0


@pytest.mark.parametrize(
    ("name", "letters"), [("Samira Bakker", "SB"), ("Linda van Dam", "LD"), ("olga", "O"), ("", "?")]
)
def test_a_person_has_at_most_two_initials(name, letters):
    assert initials(name) == letters


def test_a_role_in_a_sentence_begins_small_unless_it_begins_with_an_abbreviation():
    assert [role_name(role) for role in ("Klachtbehandelaar", "KCC-medewerker", "")] == [
        "klachtbehandelaar", "KCC-medewerker", "",
    ]  # fmt: skip
