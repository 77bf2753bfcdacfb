"""A case comes out the same whoever listens, whenever it was saved, and whatever callers do afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.errors import (
    HistoryErased,
)
from engine.feel.values import Months
from engine.ports import Event, TaskKey
from engine.values import dumps
from tests.engine.bpmn.casework import MONDAY, Casework, unchanged
from tests.engine.bpmn.drawing import (
    boundary_message,
    bundle,
    catch_message,
    end,
    parallel,
    path,
    process,
    service,
    start,
    sub,
    two_steps,
    user,
    with_script,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


# -- messages for several -------------------------------------------------------------------------


def test_a_message_that_calls_the_work_off_does_not_first_make_it_go_on():
    drawing = process(
        start(),
        sub(
            "werk",
            start("b1"),
            catch_message("binnen", "m"),
            service("verzend", "bericht", bericht="x"),
            user("verder"),
            end("b9"),
            path("b1", "binnen", "verzend", "verder", "b9"),
        ),
        boundary_message("weg", "werk", "m"),
        user("vastleggen"),
        end(),
        path("begin", "werk", "klaar"),
        path("weg", "vastleggen", "klaar"),
        messages="m",
    )
    work = Casework(bundle(drawing))
    change = work.message("m", reden="ingetrokken")
    assert (work.tasks(), change.messages) == (["vastleggen"], ())
    assert work.facts()["berichten"] == {"weg": {"reden": "ingetrokken"}}
    assert work.replay_differences() == ()


def test_a_message_reaches_all_who_wait_for_it_side_by_side():
    drawing = process(
        start(),
        parallel("splits"),
        catch_message("een", "m"),
        catch_message("twee", "m"),
        parallel("samen"),
        user("daarna"),
        end(),
        path("begin", "splits", "een", "samen", "daarna", "klaar"),
        path("splits", "twee", "samen"),
        messages="m",
    )
    work = Casework(bundle(drawing))
    work.message("m", x=1)
    assert work.tasks() == ["daarna"]
    assert work.facts()["berichten"] == {"een": {"x": 1}, "twee": {"x": 1}}
    assert work.replay_differences() == ()


# -- values, live and replayed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "then"),
    [
        ('=duration("P14M")', "=uitkomst.years"),
        ('=@"2026-03-28T10:00:00@Europe/Amsterdam"', "=string(uitkomst)"),
        ('=@"2026-03-28T10:00:00@Europe/Amsterdam"', '=string(uitkomst + duration("P1D"))'),
        ("=1.50 * 2", "=string(uitkomst)"),
        ("=now()", "=string(uitkomst)"),
        ('=duration("P1DT0.000001S")', "=string(uitkomst)"),
        ('={"$date": "2026-01-01"}', "=string(uitkomst)"),
    ],
)
def test_what_is_computed_with_a_value_does_not_depend_on_a_save_in_between(expression, then):
    work = Casework(bundle(with_script(expression, then)))
    work.complete("a")
    work.complete("b")
    assert work.facts()["variabelen"]["tweede"] is not None
    assert work.replay_differences() == ()


def test_a_duration_in_months_is_still_one_after_a_save():
    work = Casework(bundle(with_script('=duration("P1M")', '=date("2026-01-31") + uitkomst')))
    work.complete("a")
    assert work.facts()["variabelen"]["uitkomst"] == Months(1)
    work.complete("b")
    assert work.facts()["variabelen"]["tweede"] == date(2026, 2, 28)


@pytest.mark.parametrize("zone", [UTC, AMSTERDAM, ZoneInfo("America/New_York")])
def test_the_zone_in_which_a_moment_is_told_makes_no_difference(zone):
    work = Casework(bundle(two_steps("P1D")))
    work.now = MONDAY.astimezone(zone)
    change = work.complete("a")
    plain = Casework(bundle(two_steps("P1D")))
    assert change.snapshot == plain.complete("a").snapshot
    assert change.events[0].at.tzinfo is UTC


def test_now_is_the_time_on_the_clock_in_amsterdam_and_on_the_same_day_as_today():
    work = Casework(bundle(with_script("=date(now()) = today()", "=string(now())")))
    work.now = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # half past midnight on the 29th in Amsterdam
    work.complete("a")
    assert work.facts()["variabelen"]["uitkomst"] is True
    work.complete("b")
    assert work.facts()["variabelen"]["tweede"] == "2026-03-29T00:30:00+01:00"


# -- due days of tasks ----------------------------------------------------------------------------


def test_a_due_day_counted_from_today_stays_where_it_was_when_the_task_opened():
    work = Casework(bundle(two_steps(due="=werkdagen(today(), 3)")))
    (opened,) = work.complete("a").opened
    assert opened.due_on == date(2026, 3, 5)
    work.now += timedelta(days=10)
    change = work.engine.amend("zaak-1", {"zaak": {"x": 1}}, "iets anders", by="x", at=work.now)
    assert change.redated == {}


def test_a_due_moment_just_after_midnight_is_due_on_that_day_in_amsterdam():
    work = Casework(bundle(two_steps(due='=now() + duration("PT14H30M")')))
    (opened,) = work.complete("a").opened
    assert opened.due_on == date(2026, 3, 3)  # half past midnight; in UTC it is still the second


# -- nothing is shared ----------------------------------------------------------------------------


def test_what_the_caller_does_with_its_facts_afterwards_changes_nothing():
    drawing = process(start(), user("a"), user("b"), user("c"), end(), path("begin", "a", "b", "c", "klaar"))
    work = Casework(bundle(drawing))
    answers, facts = {"lijst": [{"n": 1}]}, {"inwoner": {"adressen": [{"plaats": "Vrijstad"}]}}
    work.engine.complete(TaskKey("zaak-1", "a", 1), answers, by="x", at=work.now)
    change = work.engine.amend("zaak-1", facts, "adres", by="x", at=work.now)
    before = dumps([work.facts(), work.store.load("zaak-1").answers])
    answers["lijst"][0]["n"] = 2
    facts["inwoner"]["adressen"][0]["plaats"] = "Elders"
    change.facts["inwoner"]["adressen"][0]["plaats"] = "Nergens"
    for event in work.store.history("zaak-1"):
        event.payload.clear()
    assert dumps([work.facts(), work.store.load("zaak-1").answers]) == before
    assert work.replay_differences() == ()


def test_a_preview_changes_nothing_and_tells_what_completing_does():
    drawing = process(
        start(),
        user("a"),
        service("vast", "registreer", **{"zaak.uitkomst": "=a.x", "inwoner.naam": "=a.naam"}),
        user("b"),
        end(),
        path("begin", "a", "vast", "b", "klaar"),
    )
    work = Casework(bundle(drawing))
    before = work.store.load("zaak-1"), work.store.history("zaak-1")
    answers = {"x": {"y": [1]}, "naam": "A"}
    preview = work.engine.preview(work.key("a"), answers, by="x", at=work.now)
    assert unchanged(work, before)
    change = work.engine.complete(work.key("a"), answers, by="x", at=work.now)
    assert (preview.opens, preview.letters, preview.closes_case) == (change.opened, (), False)


# -- closed and destroyed cases -------------------------------------------------------------------


def closed_case() -> Casework:
    work = Casework(bundle(two_steps()))
    work.complete("a")
    work.complete("b")
    assert work.closed()
    return work


def test_facts_of_a_closed_case_can_be_put_right_without_waking_it():
    work = closed_case()
    change = work.engine.amend(
        "zaak-1", {"zaak": {"datum": date(2026, 1, 1)}}, "rectificatie", by="x", at=work.now
    )
    assert (change.status, change.opened, change.timers) == ("closed", (), None)
    assert work.wait(days=100) is None
    assert work.replay_differences() == ()


def test_a_destroyed_history_is_not_replayed_as_if_it_had_been_empty():
    work = closed_case()
    events: list[Event] = work.store.cases["zaak-1"].events
    events[1] = replace(events[1], payload=None)
    with pytest.raises(HistoryErased, match="gebeurtenis 2"):
        work.engine.replay("zaak-1")
