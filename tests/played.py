"""The shipped scenarios, each played once in a test run: who asks again gets the result of the first time."""

from collections.abc import Iterable, Iterator
from functools import cache

from engine.bundle import Bundle
from engine.scenarios import Scenario, ScenarioResult, play_one, scenarios_of
from webapp.paths import bundle_root


@cache
def shipped() -> Bundle:
    return Bundle.read(bundle_root())


@cache
def shipped_scenarios() -> list[Scenario]:
    return scenarios_of(shipped())


@cache
def outcome(index: int, replay: bool) -> ScenarioResult:
    """Return how the scenario with this number came out."""
    return play_one(shipped_scenarios()[index], shipped(), replay=replay)


def play_all(bundle: Bundle, scenarios: Iterable[Scenario]) -> Iterator[ScenarioResult]:
    """Stand in for the engine's own, for the shipped bundle and its scenarios."""
    assert bundle == shipped()
    for scenario in scenarios:
        for replay in (False, True):
            yield outcome(shipped_scenarios().index(scenario), replay)
