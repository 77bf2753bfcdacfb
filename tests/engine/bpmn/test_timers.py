"""Timers: due by the facts, fired by the engine, never by a clock of their own."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import AMSTERDAM
from engine.schedule import due_moment
from tests.engine.bpmn.casework import MONDAY, Casework
from tests.engine.bpmn.drawing import (
    boundary_message,
    bundle,
    catch_message,
    catch_timer,
    end,
    flow,
    node,
    path,
    process,
    service,
    start,
    sub,
    timer,
    user,
)

LAST_DAY = date(2026, 4, 13)  # six weeks after Monday 2 March 2026


def handling(*extra: str) -> bytes:
    """A sub-process with a reminder a week before the end of the term and an alarm after it."""
    return process(
        start(),
        sub(
            "behandeling",
            start("b1"),
            user("horen"),
            user("oordeel"),
            end("b9"),
            path("b1", "horen", "oordeel", "b9"),
        ),
        timer("bijna", "behandeling", '=termijn("afdoening") - duration("P7D")', reminder=True),
        user("verdagen"),
        timer("verstreken", "behandeling", '=termijn("afdoening") + duration("P1D")'),
        user("te_laat"),
        end(),
        end("klaar_2"),
        end("klaar_3"),
        path("begin", "behandeling", "klaar"),
        path("bijna", "verdagen", "klaar_2"),
        path("verstreken", "te_laat", "klaar_3"),
        *extra,
    )


def test_the_due_moment_of_a_timer_is_known_without_running_anything():
    work = Casework(bundle(handling()))
    due = {t.key: t.due_at for t in work.started.timers or ()}
    assert due == {
        "bijna": datetime(2026, 4, 5, 22, 0, tzinfo=UTC),  # start of 6 April, summer time
        "verstreken": datetime(2026, 4, 13, 22, 0, tzinfo=UTC),
    }


def test_a_timer_on_an_enclosing_sub_process_fires_with_nobody_touching_the_case():
    work = Casework(bundle(handling()))
    work.now = datetime(2026, 4, 5, 21, 59, tzinfo=UTC)
    assert work.wait() is None
    work.now = datetime(2026, 4, 5, 22, 0, tzinfo=UTC)
    change = work.wait()
    assert change is not None
    assert work.tasks() == ["horen", "verdagen"]
    assert work.replay_differences() == ()


def test_a_timer_fires_once():
    work = Casework(bundle(handling()))
    work.wait(days=36)
    assert work.wait(days=1) is None


def test_timers_of_a_finished_sub_process_are_gone():
    work = Casework(bundle(handling()))
    work.complete("horen")
    change = work.complete("oordeel")
    assert change.timers == ()
    assert work.wait(days=100) is None
    assert work.closed()


def test_after_a_long_stop_the_stale_reminder_is_skipped_and_the_history_says_so():
    work = Casework(bundle(handling()))
    change = work.wait(days=60)
    assert change is not None
    assert [(e.kind, e.subject) for e in change.events] == [
        ("timer_skipped", "bijna"),
        ("timer_fired", "verstreken"),
    ]
    assert work.tasks() == ["horen", "te_laat"]
    assert work.replay_differences() == ()


def test_overdue_timers_that_are_no_reminders_fire_oldest_first():
    drawing = process(
        start(),
        user("a"),
        timer("na_drie", "a", "P3D"),
        timer("na_een", "a", "P1D"),
        timer("na_twee", "a", "P2D"),
        *(user(f"t{i}") for i in (1, 2, 3)),
        *(end(f"e{i}") for i in (1, 2, 3)),
        end(),
        path("begin", "a", "klaar"),
        path("na_een", "t1", "e1"),
        path("na_twee", "t2", "e2"),
        path("na_drie", "t3", "e3"),
    )
    work = Casework(bundle(drawing))
    change = work.wait(days=10)
    assert [e.subject for e in change.events] == ["na_een", "na_twee", "na_drie"]
    assert work.tasks() == ["a", "t1", "t2", "t3"]


TWO_WEEKS = process(
    start(),
    user("a"),
    timer("op", "a", "P14D", interrupting=True),
    user("verder"),
    end(),
    path("begin", "a", "klaar"),
    path("op", "verder", "klaar"),
)


def test_an_interrupting_timer_cancels_the_task_it_hangs_on():
    work = Casework(bundle(TWO_WEEKS))
    change = work.wait(days=14)
    assert work.tasks() == ["verder"]
    assert [(c.key.bpmn_id, c.state) for c in change.closed] == [("a", "cancelled")]


def test_the_person_wins_when_a_task_is_completed_while_its_timer_is_overdue_but_unfired():
    work = Casework(bundle(TWO_WEEKS))
    work.now += timedelta(days=20)
    work.complete("a")
    assert work.closed()
    assert work.wait() is None


def test_an_event_gateway_takes_the_message_or_the_timer_whichever_comes_first():
    drawing = process(
        start(),
        node("eventBasedGateway", "wachten"),
        catch_message("reactie", "reageert"),
        user("bellen"),
        catch_timer("stil", "P14D"),
        user("afronden"),
        end(),
        path("begin", "wachten", "reactie", "bellen", "klaar"),
        path("wachten", "stil", "afronden", "klaar"),
        messages="reageert",
    )
    silent = Casework(bundle(drawing))
    assert silent.wait(days=13) is None
    silent.wait(days=1)
    assert silent.tasks() == ["afronden"]
    assert silent.replay_differences() == ()
    heard = Casework(bundle(drawing))
    heard.wait(days=13)
    heard.message("reageert")
    assert heard.tasks() == ["bellen"]
    assert heard.wait(days=10) is None


def test_a_changed_fact_moves_the_timers_and_the_due_days_with_it():
    work = Casework(bundle(handling()))
    change = work.engine.amend(
        "zaak-1", {"zaak": {"verdaging_weken": 4}}, "verdaagd", by="coordinator", at=work.now
    )
    due = {t.key: t.due_at for t in change.timers or ()}
    assert due["verstreken"] == datetime(2026, 5, 11, 22, 0, tzinfo=UTC)
    assert [t.last_day for t in change.terms or ()] == [LAST_DAY + timedelta(weeks=4)]
    assert work.wait(days=50) is None
    assert work.replay_differences() == ()


def test_a_term_of_facts_not_yet_known_gives_a_timer_that_waits():
    drawing = process(
        start(),
        user("a"),
        timer("later", "a", "=zaak.gesprek_op"),
        user("b"),
        end(),
        end("k2"),
        path("begin", "a", "klaar"),
        path("later", "b", "k2"),
    )
    work = Casework(bundle(drawing))
    assert [t.due_at for t in work.started.timers or ()] == [None]
    assert work.wait(days=1000) is None
    work.engine.amend("zaak-1", {"zaak": {"gesprek_op": date(2029, 1, 1)}}, "gepland", by="x", at=work.now)
    work.wait(days=2000)
    assert work.tasks() == ["a", "b"]


def test_the_due_day_of_a_task_follows_the_facts():
    drawing = process(start(), user("a", due='=termijn("afdoening")'), end(), path("begin", "a", "klaar"))
    work = Casework(bundle(drawing))
    assert [t.due_on for t in work.started.opened] == [LAST_DAY]
    change = work.engine.amend(
        "zaak-1", {"zaak": {"ontvangstdatum": date(2026, 3, 3)}}, "eerder", by="x", at=work.now
    )
    assert list(change.redated.values()) == [date(2026, 4, 14)]


def test_an_adjournment_moves_the_term_and_more_than_four_weeks_is_refused():
    drawing = process(
        start(),
        user("a"),
        service("verdaag", "termijn", handeling="verdaag", weken="=a.weken"),
        user("b"),
        end(),
        path("begin", "a", "verdaag", "b", "klaar"),
    )
    work = Casework(bundle(drawing))
    with pytest.raises(Exception, match="vier weken is het hoogste"):
        work.complete("a", weken=5)
    work.complete("a", weken=3)
    assert work.facts()["zaak"]["verdaging_weken"] == 3
    assert work.store.cases["zaak-1"].changes[-1].terms[0].last_day == LAST_DAY + timedelta(weeks=3)


def test_an_adjournment_after_the_last_day_is_refused():
    drawing = process(
        start(),
        user("a"),
        service("verdaag", "termijn", handeling="verdaag", weken="=2"),
        end(),
        path("begin", "a", "verdaag", "klaar"),
    )
    work = Casework(bundle(drawing))
    work.now += timedelta(weeks=7)
    with pytest.raises(Exception, match="al verstreken"):
        work.complete("a")


def test_timers_inside_a_called_off_sub_process_never_fire():
    drawing = process(
        start(),
        sub(
            "behandeling",
            start("b1"),
            user("horen"),
            timer("porren", "horen", "P5D"),
            user("por"),
            end("b8"),
            end("b9"),
            path("b1", "horen", "b9"),
            path("porren", "por", "b8"),
        ),
        boundary_message("weg", "behandeling", "intrekking"),
        end("klaar"),
        end("klaar_2"),
        path("begin", "behandeling", "klaar"),
        flow("weg", "klaar_2"),
        messages="intrekking",
    )
    work = Casework(bundle(drawing))
    work.message("intrekking")
    assert work.closed()
    assert work.wait(days=30) is None


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (date(2026, 7, 1), datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),  # summer time
        (date(2026, 12, 1), datetime(2026, 11, 30, 23, 0, tzinfo=UTC)),  # winter time
        (timedelta(days=14), MONDAY + timedelta(days=14)),
        (timedelta(hours=2), MONDAY + timedelta(hours=2)),
        ("P30D", datetime(2026, 4, 1, 8, 0, tzinfo=UTC)),  # same hour on the clock, across 29 March
        ("2026-07-01", datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),
        ("P1M", datetime(2026, 4, 2, 8, 0, tzinfo=UTC)),
        (None, None),
    ],
)
def test_a_due_moment_is_exact_in_amsterdam(value, due):
    assert due_moment(value, MONDAY) == due


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zonder tijdzone"):
        due_moment(datetime(2026, 7, 1, 9, 0), MONDAY)  # noqa: DTZ001


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(0, 800))
def test_whole_days_later_is_the_same_time_on_the_clock_unless_the_clock_skips_it(armed, days):
    due = due_moment(timedelta(days=days), armed).astimezone(AMSTERDAM)
    local = armed.astimezone(AMSTERDAM)
    assert due.date() == local.date() + timedelta(days=days)
    skipped = timedelta(hours=1) if due.time() != local.time() else timedelta(0)
    assert due.replace(tzinfo=None) == local.replace(tzinfo=None) + timedelta(days=days) + skipped
    assert not skipped or local.hour == 2  # the hour that is not there on the last Sunday of March


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_a_day_begins_at_midnight_in_amsterdam_and_not_a_moment_earlier(day):
    due = due_moment(day, MONDAY)
    assert due.astimezone(AMSTERDAM).replace(tzinfo=None) == datetime.combine(day, time())
    assert (due - timedelta(microseconds=1)).astimezone(AMSTERDAM).date() == day - timedelta(days=1)


@given(MOMENTS, st.integers(0, 60))
def test_months_later_is_the_same_day_of_the_month_or_its_last(armed, months):
    due, local = due_moment(f"P{months}M", armed).astimezone(AMSTERDAM), armed.astimezone(AMSTERDAM)
    assert (due.year * 12 + due.month) - (local.year * 12 + local.month) == months
    assert due.day == local.day or (due + timedelta(days=1)).day == 1


def test_a_timer_fires_at_its_moment_and_not_one_second_before():
    drawing = process(
        start(),
        user("a"),
        timer("bel", "a", "P27D"),
        end("x"),
        end(),
        path("begin", "a", "klaar"),
        flow("bel", "x"),
    )
    work = Casework(bundle(drawing))  # Monday 2 March, 10:00 winter time
    work.now = datetime(2026, 3, 29, 7, 59, 59, tzinfo=UTC)
    assert work.wait(seconds=0) is None
    assert work.wait(seconds=1) is not None  # 10:00 summer time
