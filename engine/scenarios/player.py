"""Plays one scenario step by step and tells in Dutch where it went wrong."""

from dataclasses import dataclass

from engine.bundle import Bundle
from engine.errors import EngineError
from engine.scenarios.answers import FaultyTable
from engine.scenarios.reading import Scenario, Step
from engine.scenarios.stage import Expected, Stage, listed
from engine.scenarios.steps import perform
from engine.scenarios.story import dutch, lines


@dataclass(frozen=True)
class ScenarioResult:
    """How one scenario came out. `message` is empty when it is `ok`; `line` is then that of the scenario.

    `reached` holds the ids of every step that was taken, and the keys of :mod:`engine.scenarios.reach`
    for branches, letters and rules, so that :func:`engine.scenarios.coverage` can tell what no scenario
    reaches.
    """

    file: str
    feature: str
    name: str
    line: int
    replayed: bool
    ok: bool
    message: str = ""
    reached: frozenset[str] = frozenset()


def play_one(scenario: Scenario, bundle: Bundle, *, replay: bool) -> ScenarioResult:
    """Play a scenario; with `replay` the case is rebuilt from its history after each step."""
    stage = Stage(bundle, scenario.process or "klachtbehandeling")
    message, line = "", scenario.line
    for step in scenario.steps:
        problem = _played(stage, step, replay, is_last=step is scenario.steps[-1])
        if problem:
            message, line = _told(stage, scenario, step, problem), step.line
            break
    return ScenarioResult(
        scenario.file, scenario.feature, scenario.name, line, replay, not message, message, stage.reached()
    )


def _played(stage: Stage, step: Step, replay: bool, *, is_last: bool) -> str:
    """Return what went wrong in a step, or an empty text."""
    try:
        perform(stage, step)
        if replay:
            stage.check_replay(from_the_start=is_last)
    except (Expected, EngineError, FaultyTable, ValueError) as error:  # FEEL and tables raise ValueError
        return str(error)
    return ""


def _told(stage: Stage, scenario: Scenario, step: Step, problem: str) -> str:
    """Return what was expected, what happened, and everything that went before."""
    told = [f"Regel {step.line}: {step.text}"]
    if scenario.example:
        told.append(f"Voorbeeld op regel {scenario.line}: {scenario.example}")
    told.append(problem)
    if stage.story:
        told += ["Tot hier gebeurde:", *lines(stage.story)]
        told.append(f"Het is {dutch(stage.today)}; open staan: {listed(stage.titles())}.")
    return "\n".join(told)
