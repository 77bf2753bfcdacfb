"""Every shipped scenario comes out, straight and replayed, and together they visit the whole procedure."""

import re
from pathlib import Path

import pytest

from engine.scenarios import Scenario, coverage
from engine.scenarios.steps import sentences
from tests.played import outcome, shipped, shipped_scenarios

ROOT = Path(__file__).parents[2]
SHIPPED = shipped()
SCENARIOS = shipped_scenarios()


def name(index: int) -> str:
    scenario: Scenario = SCENARIOS[index]
    return f"{Path(scenario.file).stem}:{scenario.line}"


@pytest.mark.parametrize("replay", [False, True], ids=["straight", "replayed"])
@pytest.mark.parametrize("index", range(len(SCENARIOS)), ids=name)
def test_a_scenario_comes_out(index: int, replay: bool) -> None:
    result = outcome(index, replay)
    assert result.ok, result.message


def test_together_the_scenarios_reach_everything_but_perhaps_a_rule_of_a_table() -> None:
    found = coverage(SHIPPED, [outcome(index, False) for index in range(len(SCENARIOS))])
    missing = [
        f"{item.file}:{item.line} {item.id}: {item.hint}" for item in found.missing if item.kind != "rule"
    ]
    assert missing == []
    assert found.complete


def test_the_scenarios_meet_the_holidays_that_move_a_term() -> None:
    text = "\n".join(data.decode() for _, data in SHIPPED.scenarios())
    for holiday in ("Bevrijdingsdag", "Hemelvaart", "Koningsdag", "Kerst", "Nieuwjaar", "Goede Vrijdag"):
        assert holiday in text


def test_the_manual_shows_every_sentence_and_no_other() -> None:
    manual = (ROOT / "processes/scenarios/README.md").read_text()
    examples = re.findall(r"^- (?:Gegeven|Als|Dan) (.+)$", manual, re.MULTILINE)
    unknown = [text for text in examples if not any(re.fullmatch(p, text) for p in sentences())]
    unshown = [p for p in sentences() if not any(re.fullmatch(p, text) for text in examples)]
    assert (unknown, unshown) == ([], [])
