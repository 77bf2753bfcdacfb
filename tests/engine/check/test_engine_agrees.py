"""What the checker lets through, the engine can load: no error may first show in a running case."""

import random

from drawing import KLACHT, bundle
from hypothesis import given, settings
from hypothesis import strategies as st
from test_robustness import BPMN, _mutated

from engine.bundle import Bundle
from engine.check import check
from engine.definition import Definition


def loaded(of: Bundle) -> None:
    definition = Definition(of)
    for process_id in definition.process_ids():
        definition.process(process_id)


def test_the_engine_loads_the_correct_bundle():
    loaded(bundle())


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_a_drawing_without_errors_loads(seed):
    spoiled = bundle(**{BPMN: _mutated(KLACHT, random.Random(seed))})
    if not any(finding.is_error for finding in check(spoiled)):
        loaded(spoiled)
