"""A road that others took before gives the very case that replaying it in full gives."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bpmn.memo import Memory, RememberedRun, StandingRun
from engine.rewind import effective
from engine.state import state_of
from engine.values import dumps
from tests.engine.bpmn.casework import Casework
from tests.engine.bpmn.drawing import bundle
from tests.engine.bpmn.test_random_processes import drawings, move


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(drawing=drawings(), data=st.data())
def test_a_case_that_takes_remembered_roads_stands_where_a_full_replay_puts_it(drawing, data):
    files = bundle(drawing)
    memory = None
    for _ in range(data.draw(st.integers(2, 4), label="cases")):
        work = Casework(files)
        for _ in range(data.draw(st.integers(0, 8), label="steps")):
            if not work.closed():
                move(work, data)
        definition = work.engine.definition(files.hash)
        memory = memory or Memory(definition, "proef")
        before = memory.missed
        for again in range(2):
            run = RememberedRun(memory, {})
            for event in effective(work.store.history("zaak-1")):
                run.apply(event)
            full = work.engine.replay("zaak-1").run
            assert state_of(run, "zaak-1") == state_of(full, "zaak-1")
            assert dumps(run.data.facts) == dumps(full.data.facts)
            assert (run.completed, run.counters) == (full.completed, full.counters)
            if again:
                assert memory.missed == before, "the second time it is all known"
            before = memory.missed
        record = work.store.load("zaak-1")
        standing = StandingRun(definition, "proef", {}, full.data, record.snapshot)
        assert state_of(standing, "zaak-1") == state_of(full, "zaak-1")
        assert (standing.completed, standing.counters) == (full.completed, full.counters)
