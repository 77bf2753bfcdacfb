"""Who is away does not finish work; who stands in divides his time."""

from datetime import date

import pytest

from webapp.attendance import Away, attendance
from webapp.forecast import WorkDays

MONDAY, SUNDAY = date(2026, 3, 23), date(2026, 4, 5)  # two weeks of five working days
WEEKDAYS = WorkDays(lambda day: day.weekday() < 5)


def seen(*absences):
    return attendance(absences, WEEKDAYS, MONDAY, SUNDAY)


def test_who_is_away_one_of_two_weeks_finishes_half():
    away = seen(Away("samira", date(2026, 3, 28), date(2026, 6, 1)))
    assert away.pace("samira", 4.0) == 2.0
    assert away.pace("joost", 4.0) == 4.0


def test_who_is_away_all_along_finishes_nothing_however_often_it_was_planned():
    away = seen(Away("samira", date(2026, 3, 1), date(2026, 4, 1)), Away("samira", MONDAY, SUNDAY))
    assert away.pace("samira", 4.0) == 0


def test_a_free_weekend_is_no_absence_from_work():
    assert seen(Away("samira", date(2026, 3, 28), date(2026, 3, 29))).pace("samira", 4.0) == 4.0


def test_a_substitute_divides_his_time_over_both_queues():
    away = seen(Away("samira", MONDAY, SUNDAY, "joost"))
    paces = away.with_substitutes({"@samira": 0.0, "@joost": 4.0, "Klachtbehandelaar": 4.0})
    assert paces == {"@samira": 2.0, "@joost": 2.0, "Klachtbehandelaar": pytest.approx(4.0)}


def test_a_substitute_of_two_colleagues_keeps_a_third_of_his_time_for_his_own_work():
    away = seen(Away("samira", MONDAY, SUNDAY, "joost"), Away("yusuf", MONDAY, SUNDAY, "joost"))
    paces = away.with_substitutes({"@samira": 0.0, "@yusuf": 0.0, "@joost": 6.0})
    assert paces == pytest.approx({"@samira": 2.0, "@yusuf": 2.0, "@joost": 2.0})
