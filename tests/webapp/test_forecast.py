"""The forecast: what it learns, what it expects, and that it sees more than the rule of thumb."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from webapp.forecast import LONGEST, MET, Forecast, Model, Pace, Position, Stay, Work, WorkDays
from webapp.intervention import moved, propose

MONDAY = date(2026, 3, 2)
DAYS = WorkDays(lambda day: day.weekday() < 5)


def a_road(*steps: tuple[str, int], times: int = 1) -> list[Stay]:
    """Cases that went through these steps, each as long as said."""
    names = [step for step, _ in steps[1:]] + [MET]
    return [
        Stay("klacht", step, days, following)
        for (step, days), following in zip(steps, names, strict=True)
        for _ in range(times)
    ]


def a_position(case_id="c1", *, step="bellen", since=MONDAY, last_day=MONDAY + timedelta(days=11)):
    return Position(case_id, "afdoening", last_day, "klacht", step, since, task_id=99)


def work(task_id, case_id, queue="@samira", due=MONDAY, **other):
    return Work(task_id, case_id, "Klachtbehandelaar", queue, due, **other)


def forecast(model, today=MONDAY, **speeds):
    return Forecast(model, DAYS, today, Pace({f"@{name}": speed for name, speed in speeds.items()}))


def test_working_days_are_counted_in_both_directions_and_never_on_a_weekend():
    friday, next_monday = date(2026, 3, 6), date(2026, 3, 9)
    assert DAYS.between(friday, next_monday) == 1
    assert DAYS.between(next_monday, friday) == -1
    assert DAYS.between(MONDAY, date(2026, 3, 30)) == 20
    assert DAYS.after(friday, 1) == next_monday
    assert DAYS.after(friday, 0) == friday


def test_the_time_left_is_the_rest_of_the_road():
    model = Model(a_road(("bellen", 2), ("horen", 5), ("oordelen", 3), times=200))
    late = model.late("bellen", "klacht", 0, 0)
    assert late[8] > 0.9  # ten days are needed
    assert late[10] < 0.1
    assert model.late("oordelen", "klacht", 0, 0)[3] < 0.1


def test_days_that_have_passed_count():
    model = Model(a_road(("bellen", 2), times=50) + a_road(("bellen", 12), times=50))
    assert model.late("bellen", "klacht", 0, 0)[2] == pytest.approx(0.5, abs=0.1)
    assert model.late("bellen", "klacht", 3, 0)[2] > 0.8  # it is one of the slow ones by now


def test_every_way_on_weighs_as_often_as_it_was_taken():
    short = a_road(("bellen", 1), times=30)
    long = a_road(("bellen", 1), ("horen", 15), times=10)
    assert Model(short + long).late("bellen", "klacht", 0, 0)[6] == pytest.approx(0.25, abs=0.1)


def test_a_road_with_a_loop_ends():
    loop = [Stay("klacht", "bellen", 1, "nog_eens"), Stay("klacht", "nog_eens", 1, "bellen")] * 3
    model = Model([*loop, Stay("klacht", "bellen", 1, MET)])
    late = model.late("bellen", "klacht", 0, 0)
    assert len(late) == LONGEST + 1
    assert 0 <= late[-1] < late[0] <= 1


def test_few_observations_move_the_expectation_only_a_little():
    once, often = Model(a_road(("bellen", 30))), Model(a_road(("bellen", 30), times=100))
    assert once.late("bellen", "klacht", 0, 0)[20] < often.late("bellen", "klacht", 0, 0)[20]
    nothing = Model([])
    assert 0 < nothing.late("nooit_gezien", "klacht", 0, 0)[5] < 1


def test_a_step_that_was_never_seen_goes_on_along_the_drawing():
    stays = a_road(("oordelen", 20), times=100)
    towards = Model(stays, {"nieuw": "oordelen"}.get)
    assert towards.late("nieuw", "klacht", 0, 0)[15] > Model(stays).late("nieuw", "klacht", 0, 0)[15]


def test_what_was_learnt_can_be_kept_and_read_again():
    model = Model(a_road(("bellen", 2), ("horen", 5), times=7))
    again = Model.from_told(model.told())
    assert again.late("bellen", "klacht", 1, 2) == model.late("bellen", "klacht", 1, 2)
    assert again.observations("bellen") == 7


def test_a_task_waits_for_its_turn_in_the_queue():
    seen = forecast(Model([]), samira=1.0)
    queue = [work(number, f"c{number}", due=MONDAY + timedelta(days=number)) for number in range(6)]
    assert seen.turns(queue) == {number: number for number in range(6)}
    assert seen.turns([replace(queue[0], waits=True), *queue[1:]])[5] == 4  # nobody's work while waiting


def test_a_full_queue_makes_a_case_late_and_a_colleague_with_room_prevents_that():
    model = Model(a_road(("bellen", 2), times=200))
    seen = forecast(model, samira=1.0, joost=2.0)
    busy = [work(number, f"v{number}", due=MONDAY) for number in range(15)]
    case = a_position("c1")
    mine = work(99, "c1", due=MONDAY + timedelta(days=8))
    assert seen.run([case], [*busy, mine])["c1", "afdoening"].threatened
    found = propose(
        seen, [case], [*busy, mine], {"Klachtbehandelaar": ["joost", "samira"]},
        may_have=lambda name, case_id: True, until=MONDAY + timedelta(days=13),
    )  # fmt: skip
    assert (found.source, found.target, found.tasks) == ("@samira", "joost", (99,))
    assert (found.before, found.after) == (("c1",), ())
    after = seen.run([case], moved([*busy, mine], found.tasks, "@joost"))
    assert not after["c1", "afdoening"].threatened


def test_nothing_is_proposed_to_who_is_involved_or_when_it_does_not_help():
    model = Model(a_road(("bellen", 2), times=200))
    seen = forecast(model, samira=1.0, joost=1.0)
    busy = [work(number, f"v{number}") for number in range(15)]
    late = work(99, "c1", due=MONDAY + timedelta(days=8))
    asked = {"until": MONDAY + timedelta(days=13)}
    team = {"Klachtbehandelaar": ["joost", "samira"]}
    everything = [*busy, late]
    assert propose(seen, [a_position()], everything, team, may_have=lambda n, c: False, **asked) is None
    slow = forecast(Model(a_road(("bellen", 30), times=200)), samira=1.0, joost=1.0)
    assert propose(slow, [a_position()], [late], team, may_have=lambda n, c: True, **asked) is None


def test_a_term_that_has_passed_is_late_for_certain():
    seen = forecast(Model([]), today=MONDAY + timedelta(days=20))
    assert seen.estimate(a_position(), 0).chance == 1.0
    assert not seen.in_time(a_position())


# -- back-test ------------------------------------------------------------------------------------

STEPS = ("bellen", "gesprek", "horen", "oordelen", "vaststellen")
PACE = {"bellen": 2, "gesprek": 6, "horen": 8, "oordelen": 7, "vaststellen": 2}


def invented_case(chance: random.Random) -> list[tuple[str, int]]:
    """The road of one case: most are solved in conversation, some go all the way, a few take very long."""
    steps = STEPS if chance.random() < 0.35 else STEPS[:2]
    return [(step, round(chance.expovariate(1 / PACE[step]) + 0.4)) for step in steps]


def test_rolling_back_in_time_the_forecast_beats_the_rule_of_thumb():
    """Learn from the first cases, look at the next halfway, compare with what came of them; and so on.

    The rule of thumb: late when less than a quarter of the term is left. Brier score: lower is better.
    """
    chance = random.Random(41)
    cases = [invented_case(chance) for _ in range(600)]
    ours = naive = usual = 0.0
    looked = 0
    for start in range(200, 600, 100):
        model = Model(stay for case in cases[:start] for stay in a_road(*case))
        share = sum(sum(days for _, days in case) > 20 for case in cases[:start]) / start
        for case in cases[start : start + 100]:
            moment = chance.randrange(2, 18)  # working days since receipt
            at, passed = place_at(case, moment)
            if at is None:
                continue
            came = float(sum(days for _, days in case) > 20)
            ours += (model.late(at, "klacht", moment - passed, 0)[20 - moment] - came) ** 2
            naive += (float(20 - moment < 5) - came) ** 2
            usual += (share - came) ** 2
            looked += 1
    assert looked > 150
    assert ours / looked < 0.75 * naive / looked
    assert ours / looked < 0.9 * usual / looked


def place_at(case: list[tuple[str, int]], moment: int) -> tuple[str | None, int]:
    """Return the step a case is at on a day, and on which day it got there; None when it is done."""
    passed = 0
    for step, days in case:
        if passed + days > moment:
            return step, passed
        passed += days
    return None, passed


def test_a_week_at_half_pace_delays_what_comes_later_by_half_a_week_and_no_more():
    away = Pace({"@samira": 0.5}, days=10, later={"@samira": 1.0})
    assert [away.turn("@samira", place) for place in (0, 2, 5, 6, 25)] == [0, 4, 10, 11, 30]
    assert Pace({"@samira": 0.5}).turn("@samira", 25) == 50
