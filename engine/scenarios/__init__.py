"""Examples in Dutch Gherkin (`.feature` files), played on the real engine with a store in memory.

A scenario is played twice: straight, and with a replay of the whole history after each step, so every
example is at the same time a proof that its history is its state.
"""

from collections.abc import Iterable, Iterator, Mapping

from engine.bundle import Bundle
from engine.scenarios import wording as say
from engine.scenarios.choices import Turn, lexicon_of
from engine.scenarios.coverage import Coverage, Item, coverage
from engine.scenarios.manual import SENTENCES
from engine.scenarios.player import ScenarioResult, play_one
from engine.scenarios.reading import Scenario, read_feature
from engine.scenarios.reading import Step as ScenarioStep
from engine.scenarios.recording import CannotRecord, record
from engine.scenarios.rehearsal import Moment, Rehearsal, StepRefused, rehearse

__all__ = [
    "SENTENCES",
    "CannotRecord",
    "Coverage",
    "Item",
    "Moment",
    "Rehearsal",
    "Scenario",
    "ScenarioResult",
    "ScenarioStep",
    "StepRefused",
    "Turn",
    "coverage",
    "lexicon_of",
    "play",
    "play_all",
    "play_one",
    "read_feature",
    "record",
    "rehearse",
    "say",
    "scenarios_of",
]


def play(
    feature_source: str,
    bundle_files: Mapping[str, bytes],
    *,
    replay: bool,
    filename: str = "scenario.feature",
) -> list[ScenarioResult]:
    """Play every scenario of one feature on a bundle; `replay` rebuilds the case after each step.

    The folder of `filename` under processes/scenarios names the process that starts; without one it is
    `klachtbehandeling`. A scenario that does not come out is a result with a Dutch message, never an
    exception. Raises UnreadableFile when the feature is no Gherkin.
    """
    bundle = Bundle(bundle_files)
    return [play_one(scenario, bundle, replay=replay) for scenario in read_feature(feature_source, filename)]


def scenarios_of(bundle: Bundle) -> list[Scenario]:
    """Return every scenario of a bundle, in order of file. Raises UnreadableFile."""
    return [scenario for path, _ in bundle.scenarios() for scenario in read_feature(bundle.text(path), path)]


def play_all(bundle: Bundle, scenarios: Iterable[Scenario]) -> Iterator[ScenarioResult]:
    """Yield two results for each scenario: played straight, and with replays."""
    for scenario in scenarios:
        for replay in (False, True):
            yield play_one(scenario, bundle, replay=replay)
