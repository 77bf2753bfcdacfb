"""What trying a draft leaves behind: small, found again, and never older than it says. On both databases."""

from datetime import timedelta

import pytest

from engine import Bundle, ScenarioStep
from tests.builders import MONDAY
from webapp import commands
from webapp.commands import NoRehearsal, RehearsalMoved, RehearsalTooLong
from webapp.drafts import bundle_of
from webapp.jobs import examples
from webapp.store import bundles, queries, users
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")

EVA = Viewer("eva", ("Proceseigenaar",))
FIRST, SECOND = "processes/scenarios/nazorg/een.feature", "processes/scenarios/nazorg/twee.feature"
FAULTY = b"""Functionaliteit: Een

  Scenario: A
    Gegeven zomaar iets
  Scenario: B
    Gegeven zomaar iets
"""
BASE = {"processes/termijnen.toml": b"", FIRST: FAULTY, SECOND: b"geen gherkin"}
STEP = ScenarioStep("een zaak begonnen op 6 oktober 2026 met:", 0, (("zaak.jaar", "2025"),))


@pytest.fixture
def draft():
    with unit_of_work() as store:
        users.add(store.connection, "eva", "Eva Kok", ("Proceseigenaar",), at=MONDAY)
        bundles.publish(store.connection, Bundle(BASE).hash, BASE, by="eva", at=MONDAY)
    return commands.start_draft("Proberen", by=EVA, at=MONDAY)


def play(draft, *, at=MONDAY, enough=lambda: False):
    row = queries.draft(draft)
    return commands.play_scenarios(row, bundle_of(row), by=EVA, at=at, enough=enough)


def test_a_rehearsal_comes_back_as_it_was_and_only_the_last_ten_stay(draft):
    numbers = [
        commands.start_rehearsal(draft, "nazorg", [STEP], by=EVA, at=MONDAY + timedelta(minutes=minute))
        for minute in range(12)
    ]
    found = queries.rehearsals(draft, "eva")
    assert [row.id for row in found] == numbers[:1:-1]
    assert commands.steps_from_json(found[0].steps) == (STEP,)
    assert queries.rehearsal(numbers[0]) is None


def test_a_rehearsal_is_kept_only_on_top_of_what_was_seen(draft):
    number = commands.start_rehearsal(draft, "nazorg", [STEP], by=EVA, at=MONDAY)
    commands.set_rehearsal(number, [STEP, STEP], seen=1, by=EVA, at=MONDAY)
    with pytest.raises(RehearsalMoved):
        commands.set_rehearsal(number, [STEP], seen=1, by=EVA, at=MONDAY)
    with pytest.raises(RehearsalTooLong):
        commands.set_rehearsal(number, [STEP] * 201, seen=2, by=EVA, at=MONDAY)
    commands.drop_rehearsal(number, by=EVA)
    with pytest.raises(NoRehearsal):
        commands.set_rehearsal(number, [STEP], seen=2, by=EVA, at=MONDAY)


def test_scenarios_are_counted_as_far_as_they_were_played(draft):
    assert play(draft, enough=lambda: True) == 2
    verdict = queries.scenario_verdicts([draft])[draft]
    assert (verdict.files, verdict.done, verdict.total, verdict.red) == (2, 0, 2, 1)
    assert play(draft) == 0
    verdict = queries.scenario_verdicts([draft])[draft]
    assert (verdict.done, verdict.total, verdict.red, verdict.by) == (2, 3, 3, "Eva Kok")
    assert verdict.is_complete
    assert not verdict.is_green
    assert [row.path for row in queries.scenario_results(verdict.bundle_hash)] == [FIRST, SECOND]


def test_another_file_of_scenarios_leaves_an_outcome_and_anything_else_does_not(draft):
    play(draft)
    changed = FAULTY + b"\n"
    commands.save_draft_file(draft, SECOND, changed, seen=0, by=EVA, at=MONDAY)
    assert queries.scenario_verdicts([draft])[draft].outdated
    play(draft, at=MONDAY + timedelta(hours=1))
    found = queries.scenario_results(queries.scenario_verdicts([draft])[draft].bundle_hash)
    assert [row.played_at - MONDAY for row in found] == [timedelta(0), timedelta(hours=1)]
    commands.save_draft_file(draft, "processes/termijnen.toml", b"# anders\n", seen=0, by=EVA, at=MONDAY)
    play(draft, at=MONDAY + timedelta(hours=2))
    found = queries.scenario_results(queries.scenario_verdicts([draft])[draft].bundle_hash)
    assert {row.played_at - MONDAY for row in found} == {timedelta(hours=2)}


def test_the_version_in_use_is_played_once_by_a_process_of_its_own(draft):
    version = Bundle(BASE).hash
    assert examples.keep_played(lambda: False) == 1
    assert not queries.scenario_results(version)
    assert examples.keep_played(lambda: True) == 0
    found = queries.scenario_results(version)
    assert [(row.path, row.red, row.played_by) for row in found] == [
        (FIRST, 2, "het systeem"),
        (SECOND, 1, "het systeem"),
    ]
    assert examples.keep_played(pytest.fail) == 0
