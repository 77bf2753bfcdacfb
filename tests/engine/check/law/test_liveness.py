"""What a path forgets because nothing ahead asks for it, makes no difference to what is found."""

import random

import pytest

from engine.check.law import Steps, paths, the_law_holds
from engine.check.law.judge import Judge
from engine.check.law.liveness import Liveness
from engine.check.law.paths import Paths
from tests.engine.check.law.small import MAIN, drawing
from tests.engine.check.law.test_mutants import MUTANTS
from tests.engine.check.law.test_small_mutants import MUTANTS as SMALL_MUTANTS
from tests.engine.check.law.workshop import Drawing, tag


def broken(d: Drawing) -> set[tuple[str, str]]:
    """Return the rules that some path breaks."""
    return {(finding.code, finding.message.split("Pad:")[0]) for finding in the_law_holds(d.material())}


def remembering_all(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Liveness.__init__

    def begin(self: Liveness, *arguments: object) -> None:
        before(self, *arguments)  # type: ignore[arg-type]
        self.trimmed = lambda history, needs: history  # type: ignore[assignment]

    monkeypatch.setattr(Liveness, "__init__", begin)
    monkeypatch.setattr(paths, "MAX_MOVES", 40_000)  # who remembers all gives up soon enough


def assert_the_same(slow: set[tuple[str, str]], quick: set[tuple[str, str]]) -> None:
    """Who remembers all may not get round; what was found until then, is found by who forgets."""
    if "L11" in {code for code, _ in slow}:
        assert {rule for rule in slow if rule[0] != "L11"} <= quick
    else:
        assert slow == quick


@pytest.mark.parametrize("number", range(0, len(SMALL_MUTANTS), 7))
def test_the_same_rules_are_broken_in_the_small_procedure(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = drawing()
    SMALL_MUTANTS[number][2](d)
    found = broken(d)
    remembering_all(monkeypatch)
    assert_the_same(broken(d), found)


@pytest.mark.parametrize("number", range(0, len(MUTANTS), 46))
def test_the_same_rules_are_broken_in_the_shipped_procedure(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = Drawing()
    MUTANTS[number][2](d)
    found = broken(d)
    remembering_all(monkeypatch)
    assert_the_same(broken(d), found)


@pytest.mark.parametrize("seed", range(8))
def test_the_same_rules_are_broken_when_arrows_are_bent(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, d = random.Random(seed), drawing()
    (root,) = [root for path, root in d.roots.items() if MAIN in path]
    for scope in [*root.iter(tag("process")), *root.iter(tag("subProcess"))]:
        flows = scope.findall(tag("sequenceFlow"))
        for flow in chance.sample(flows, 2):
            flow.set("targetRef", chance.choice(flows).get("targetRef"))
    found = broken(d)
    remembering_all(monkeypatch)
    assert_the_same(broken(d), found)


def test_forgetting_saves_walking(monkeypatch: pytest.MonkeyPatch) -> None:
    def moves() -> int:
        steps = Steps(drawing().material())
        paths = Paths(steps, Judge())
        paths.walk(steps.material.by_process[MAIN])
        return paths.moved

    few = moves()
    remembering_all(monkeypatch)
    assert few * 2 < moves()
