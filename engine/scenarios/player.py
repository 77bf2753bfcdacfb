"""Plays one scenario step by step and tells in Dutch where it went wrong."""

from dataclasses import dataclass

from engine.bundle import Bundle
from engine.errors import EngineError
from engine.scenarios.answers import FaultyTable
from engine.scenarios.reading import Scenario, Step
from engine.scenarios.stage import Expected, Stage, dutch
from engine.scenarios.steps import perform

HISTORY = 12  # last things that happened, told with a failure
KINDS = {
    "task": "taak", "letter": "brief", "message": "bericht", "decision": "beslistabel", "status": "stand",
    "fact": "gegeven", "timer": "klok", "end": "einde", "call": "deelproces",
}  # fmt: skip


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
        problem = _played(stage, step, replay)
        if problem:
            message, line = _told(stage, step, problem), step.line
            break
    return ScenarioResult(
        scenario.file, scenario.feature, scenario.name, line, replay, not message, message, stage.reached()
    )


def _played(stage: Stage, step: Step, replay: bool) -> str:
    """Return what went wrong in a step, or an empty text."""
    try:
        perform(stage, step)
        if replay:
            stage.check_replay()
    except (Expected, EngineError, FaultyTable, ValueError) as error:  # FEEL and tables raise ValueError
        return str(error)
    return ""


def _told(stage: Stage, step: Step, problem: str) -> str:
    lines = [f"Regel {step.line}: {step.text}", problem]
    if stage.happened:
        lines.append("Tot hier gebeurde:")
        lines += [f"  {dutch(day)}  {KINDS[s.kind]}: {s.title}" for day, s in stage.happened[-HISTORY:]]
    return "\n".join(lines)
