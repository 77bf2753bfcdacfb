"""The checker and the engine agree: what is let through loads, runs on, and stays within bounds."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SpiffWorkflow.bpmn import BpmnWorkflow

from engine.bundle import Bundle
from engine.check import check
from engine.check.limits import predicted_sizes
from engine.check.material import Material
from engine.definition import Definition
from engine.facade import Engine
from engine.memory import InMemoryStore
from tests.engine.check.drawing import KLACHT, bundle
from tests.engine.check.random_drawing import drawn, random_bundle
from tests.engine.check.test_findings import BPMN, chain
from tests.engine.check.test_robustness import _mutated

NOON = datetime(2026, 3, 24, 11, tzinfo=UTC)
ANSWERS = {
    "bellen": {"uitkomst": "nee", "gebeld": True},
    "oplossen": {"tekst": "gedaan"},
    "nabellen": {"tekst": "gedaan"},
}


def walked(of: Bundle, chance: random.Random) -> bool:
    """Run one case by chance; tell whether it never got stuck and never did a step twice at once."""
    store = InMemoryStore({of.hash: of.files})
    engine = Engine(store)
    at = NOON
    answers = {"zaak.onderwerp": chance.choice(["wmo", "jeugd"])}
    change = engine.start(
        "klacht", answers, facts={"inwoner": {"naam": "A. de Vries"}},
        case_id="z1", number="Z1", by="inwoner", at=at, bundle=of.hash,
    )  # fmt: skip
    waiting, timers = change.waits or (), change.timers or ()
    for _ in range(40):
        if change.status == "closed":
            return True
        open_tasks = sorted(store.cases["z1"].open_tasks, key=str)
        if not open_tasks and not waiting and not timers:
            return False
        if len({task.bpmn_id for task in open_tasks}) < len(open_tasks):
            return False  # a step is being done twice at once
        at += timedelta(days=1)
        move = chance.choice([*open_tasks, *waiting, "klok"])
        if move == "klok":
            at += timedelta(days=30)
            change = engine.fire_due("z1", at=at) or change
        elif move in open_tasks:
            given_answers = dict(ANSWERS.get(move.bpmn_id, {}))
            if move.bpmn_id == "bellen":
                given_answers["uitkomst"] = chance.choice(["ja", "nee"])
            change = engine.complete(move, given_answers, by="behandelaar", at=at)
        else:
            change = engine.message("z1", move.message, {}, by="inwoner", at=at)
        waiting = waiting if change.waits is None else change.waits
        timers = timers if change.timers is None else change.timers
    return True


def test_the_correct_bundle_runs_to_its_end():
    assert all(walked(bundle(), random.Random(seed)) for seed in range(10))


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_a_drawing_without_errors_loads_and_never_gets_stuck(seed):
    chance = random.Random(seed)
    spoiled = bundle(**{BPMN: _mutated(KLACHT, chance)})
    if any(finding.is_error for finding in check(spoiled)):
        return
    definition = Definition(spoiled)
    for process_id in {element.process for element in definition.elements.values()}:
        definition.process(process_id)
    assert walked(spoiled, chance)


def _arrows(*pairs: tuple[str, str]) -> str:
    return "".join(
        f'<bpmn:sequenceFlow id="{source}_{target}" name="p" sourceRef="{source}" targetRef="{target}" />'
        for source, target in pairs
    )


BLOCK = (
    '<bpmn:parallelGateway id="splitsen" /><bpmn:parallelGateway id="samen" />'
    '<bpmn:userTask id="links" name="Links" /><bpmn:userTask id="rechts" name="Rechts" />'
    + _arrows(("splitsen", "links"), ("splitsen", "rechts"), ("links", "samen"), ("rechts", "samen"))
)
ROUND = (
    '<bpmn:startEvent id="begin" name="b" /><bpmn:endEvent id="einde" name="e" />'
    '<bpmn:exclusiveGateway id="opnieuw" name="Nog een ronde" />'
    '<bpmn:exclusiveGateway id="klaar" name="Klaar?" default="klaar_opnieuw" />'
    '<bpmn:sequenceFlow id="ja" name="ja" sourceRef="klaar" targetRef="einde">'
    '<bpmn:conditionExpression>=links.uitkomst = "ja"</bpmn:conditionExpression></bpmn:sequenceFlow>'
    + _arrows(("begin", "opnieuw"), ("klaar", "opnieuw"))
)
IN_SUBPROCESS = (
    f'{ROUND}<bpmn:subProcess id="blok" name="Beide kanten">{BLOCK}'
    '<bpmn:startEvent id="eerst" name="b" /><bpmn:endEvent id="laatst" name="e" />'
    + _arrows(("eerst", "splitsen"), ("samen", "laatst"))
    + "</bpmn:subProcess>"
    + _arrows(("opnieuw", "blok"), ("blok", "klaar"))
)
BARE = ROUND + BLOCK + _arrows(("opnieuw", "splitsen"), ("samen", "klaar"))


def test_a_parallel_block_in_a_loop_runs_though_the_checker_asks_for_a_sub_process():
    """The engine joins loops rightly since it counts tokens itself; E37 stays for splits without a join."""
    boxed, bare = drawn(IN_SUBPROCESS, "links", "rechts"), drawn(BARE, "links", "rechts")
    assert not any(finding.is_error for finding in check(boxed))
    assert {finding.code for finding in check(bare) if finding.is_error} == {"E37"}
    for drawing in (boxed, bare):
        assert all(walked(drawing, random.Random(seed)) for seed in range(30))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32))
def test_a_drawing_of_nested_blocks_is_let_through_and_runs(seed):
    chance = random.Random(seed)
    sound = random_bundle(chance, bends=0)
    assert [str(finding) for finding in check(sound) if finding.is_error] == []
    assert walked(sound, chance)
    assert _predicted(sound, "klacht") <= _computed(sound, "klacht")


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 3))
def test_a_bent_drawing_is_refused_or_never_gets_stuck(seed, bends):
    chance = random.Random(seed)
    bent = random_bundle(chance, bends)
    if not any(finding.is_error for finding in check(bent)):
        assert all(walked(bent, chance) for _ in range(3))


@pytest.mark.parametrize(("blocks", "ways"), [(1, 2), (5, 2), (1, 3), (4, 3), (2, 5)])
def test_the_size_of_parallel_blocks_is_computed_as_the_engine_predicts_it(blocks, ways):
    of = bundle(**{BPMN: chain(blocks, ways)})
    assert _predicted(of, "klacht") == _computed(of, "klacht")


def test_the_computed_size_is_never_below_what_the_engine_predicts():
    for of in (bundle(), Bundle.read(Path(__file__).parents[3])):
        for process in Material(of).processes:
            assert _predicted(of, process.id) <= _computed(of, process.id)


def _computed(of: Bundle, process_id: str) -> int:
    scope = Material(of).by_process[process_id].scopes[0]
    return predicted_sizes(scope)[scope.starts[0]]


def _predicted(of: Bundle, process_id: str) -> int:
    process = Definition(of).process(process_id)
    return len(BpmnWorkflow(process.spec, process.subprocesses).tasks) - 1  # without the root of the tree
