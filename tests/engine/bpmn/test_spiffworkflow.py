"""What our engine takes from SpiffWorkflow, and what it keeps away from it.

The traps of SpiffWorkflow 3.2.0 and where the tests stand that hold them off:

1. event sub-processes block a case: refused, engine/check E27; embedded sub-process with timers: test_timers
2. a shared spec changes while a case runs: test_control_flow (specs stay byte-identical)
3. parallel branches lose data: test_control_flow (keep all answers; set facts)
4. parallel gateways explode the predicted tree: engine/check, limits
5. scripts and conditions are Python: test_control_flow, tests/engine/feel (attacks)
6. decision cells are Python: tests/engine/dmn
7. constructs silently ignored: engine/check, elements and structure
8. errors without line: test_control_flow (names file, line and element)
9. lanes lost: test_control_flow (any order of files)
10. migration resets timers: here (a replay keeps every due moment)
11. broken upgrades of stored cases: here (pinned version, a stored case of the first format)
12. zone frozen at import: test_timers (exact in Amsterdam)
13. persistence is cheap: aantafel bench
14. due moments readable without running: test_timers; exactly once: tests/webapp/jobs, tests/chaos
15. silence beyond a depth of 1,000: test_control_flow (runs in circles)
"""

from importlib.metadata import version

from engine.bpmn import snapshot
from engine.definition import Definition
from tests.engine.bpmn.casework import Casework
from tests.engine.bpmn.drawing import bundle, end, path, process, start, timer, user

DRAWING = process(
    start(),
    user("bellen"),
    timer("porren", "bellen", "P5D"),
    user("por"),
    end("klaar_2"),
    end(),
    path("begin", "bellen", "klaar"),
    path("porren", "por", "klaar_2"),
)


def test_the_one_version_that_was_examined_is_the_one_that_runs():
    assert version("SpiffWorkflow") == "3.2.0"


def test_a_replay_keeps_the_due_moment_of_every_timer():
    work = Casework(bundle(DRAWING))
    due = work.started.timers
    work.wait(days=3)
    assert work.engine.replay("zaak-1").change.timers == due


def test_a_case_stored_in_the_first_format_can_still_be_loaded_and_goes_on():
    files = bundle(DRAWING)
    process = Definition(files).process("proef")
    workflow, counters = snapshot.load(STORED, process, None)
    assert counters == {"bellen": 1, "porren": 1}
    assert snapshot.dump(workflow, counters) == STORED
    work = Casework(files)
    assert work.store.cases["zaak-1"].record.snapshot == STORED


STORED = (
    b'[1,{"bellen":1,"porren":1},[["proef",-1,0,1,2,[["Start",64,-1,0,0],["begin",64,0,0,0],["bellen.B'
    b'oundaryEventSplit",64,1,0,0],["bellen",16,2,0,{"armed":"2026-03-02T09:00:00+00:00","n":1}],["por'
    b'ren",8,2,0,{"armed":"2026-03-02T09:00:00+00:00","n":1}],["bellen.BoundaryEventJoin",4,3,0,0],["k'
    b'laar",4,3,0,0],["proef.EndJoin",4,6,0,0],["End",4,7,0,0],["por",1,4,0,0],["bellen.BoundaryEventJ'
    b'oin",1,4,0,0]]]]]'
)
