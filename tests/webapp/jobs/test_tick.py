"""The tick wakes what is due: once each, one case at a time, and never because the clock leapt."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import MONDAY, a_change, a_timer, an_event
from webapp.jobs.tick import MANY, TickReport, confirm_clock, tick
from webapp.store import queries
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")


class Firing:
    """Stands in for the engine: fires all due timers of a case and remembers which."""

    def __init__(self, *broken: str) -> None:
        self.fired: list[str] = []
        self.broken = broken

    def __call__(self, store, case_id, at):
        record = store.load(case_id)
        if case_id in self.broken:
            raise RuntimeError("de beslistabel is stuk")
        event = an_event(record.last_seq + 1, "timer_fired", "herinnering", payload=None)
        store.save(a_change(case_id, record.rev, events=(event,), timers=()))
        self.fired.append(case_id)


def a_case(case_id, due_at=MONDAY):
    with unit_of_work() as store:
        store.save(a_change(case_id, timers=(a_timer(due_at=due_at),)))


def test_an_idle_tick_does_nothing():
    a_case("c1", MONDAY + timedelta(seconds=1))
    fire = Firing()
    assert tick(MONDAY, fire) == TickReport()
    assert fire.fired == []


def test_due_cases_are_woken_oldest_first_and_once():
    for case_id, hours in (("c1", 1), ("c2", 3), ("c3", 2)):
        a_case(case_id, MONDAY - timedelta(hours=hours))
    fire = Firing()
    assert tick(MONDAY, fire) == TickReport(fired=3)
    assert fire.fired == ["c2", "c3", "c1"]
    assert tick(MONDAY, fire) == TickReport()


def test_a_timer_without_a_moment_waits():
    a_case("c1", None)
    assert tick(MONDAY + timedelta(days=1), Firing()) == TickReport()


def test_one_failing_case_does_not_stop_the_rest_and_is_shown():
    for case_id in ("c1", "c2", "c3"):
        a_case(case_id)
    fire = Firing("c2")
    assert tick(MONDAY, fire) == TickReport(fired=2, failed=1)
    (failure,) = queries.failed_timers()
    assert (failure.number, failure.attempts) == ("K-2026-c2", 1)
    assert "de beslistabel is stuk" in failure.last_error
    assert failure.wake_at == MONDAY + timedelta(minutes=1)
    assert failure.due_at == MONDAY


def test_a_failing_case_is_tried_again_later_each_time_after_a_longer_pause():
    a_case("c1")
    fire = Firing("c1")
    now = MONDAY
    pauses = []
    for _ in range(8):
        assert tick(now, fire).failed == 1
        assert tick(now, fire).failed == 0
        wake_at = queries.failed_timers()[0].wake_at
        pauses.append((wake_at - now) // timedelta(minutes=1))
        now = wake_at
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    fire.broken = ()
    assert tick(now, fire).fired == 1
    assert queries.failed_timers() == []


def test_a_case_that_does_not_react_cannot_keep_the_tick_busy():
    a_case("c1")
    calls = []
    assert tick(MONDAY, lambda _store, case_id, _at: calls.append(case_id)).fired == 1
    assert calls == ["c1"]
    assert queries.failed_timers()[0].last_error == "De wekker ging niet af."


def test_a_crash_before_commit_loses_no_timer():
    a_case("c1")

    class PowerCut(BaseException):
        """Not an Exception: nothing in the tick may catch it."""

    def cut(store, case_id, at):
        Firing()(store, case_id, at)
        raise PowerCut

    with pytest.raises(PowerCut):
        tick(MONDAY, cut)
    fire = Firing()
    assert tick(MONDAY, fire).fired == 1


def test_three_workers_fire_each_timer_exactly_once(in_app: Flask):
    cases = [f"c{number}" for number in range(20)]
    for case_id in cases:
        a_case(case_id)
    fire, barrier, problems = Firing(), threading.Barrier(3), []

    def work():
        with in_app.app_context():
            barrier.wait()
            try:
                tick(MONDAY, fire)
            except Exception as error:
                problems.append(error)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert problems == []
    assert sorted(fire.fired) == sorted(cases)


def test_after_a_long_leap_many_timers_wait_for_an_operator():
    assert tick(MONDAY, Firing()) == TickReport()
    later = MONDAY + timedelta(days=42)
    for number in range(MANY):
        a_case(f"c{number}", MONDAY + timedelta(days=1))
    fire = Firing()
    assert "sprong" in tick(later, fire).held
    assert "sprong" in tick(later + timedelta(minutes=10), fire).held
    assert fire.fired == []
    confirm_clock(later + timedelta(minutes=11))
    assert tick(later + timedelta(minutes=12), fire).fired == MANY


def test_after_a_quiet_weekend_the_clock_just_goes_on():
    assert tick(MONDAY, Firing()) == TickReport()
    a_case("c1", MONDAY + timedelta(days=1))
    assert tick(MONDAY + timedelta(days=4), Firing()) == TickReport(fired=1)


def test_a_clock_that_went_back_holds_until_it_has_caught_up():
    assert tick(MONDAY, Firing()) == TickReport()
    a_case("c1", MONDAY - timedelta(days=3))
    assert "achter" in tick(MONDAY - timedelta(days=1), Firing()).held
    assert tick(MONDAY + timedelta(seconds=5), Firing()).fired == 1
