"""Random processes, changed at random under a running case: migrating is replaying, undoing is exact."""

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from engine.bundle import Bundle
from engine.check import check
from engine.errors import CannotMigrate, MigrationStands
from engine.migration import Choice
from engine.ports import EventKind
from engine.rewind import effective
from engine.trials import Trials
from tests.engine.bpmn.casework import Casework
from tests.engine.bpmn.drawing import bundle
from tests.engine.bpmn.editing import edited
from tests.engine.bpmn.test_random_processes import drawings, move
from tests.engine.bpmn.test_rewind import picture

HURRIED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MOVED: EventKind = "migrated"


@HURRIED
@given(drawing=drawings(), data=st.data())
def test_a_case_that_moved_is_what_its_history_gives_on_the_new_version_and_can_go_back_exactly(
    drawing, data
):
    work = Casework(bundle(drawing))
    for _ in range(data.draw(st.integers(0, 8), label="steps")):
        if not work.closed():
            move(work, data)
    if work.closed():
        return
    before = picture(work)
    target = changed(drawing, data)
    if target.hash == work.bundle.hash:
        return
    work.store.bundles[target.hash] = target.files
    choices: dict[str, Choice] = {}
    trial = work.engine.try_on("zaak-1", target.hash, at=work.now)
    assert picture(work) == before, "trying changes nothing"
    trials = Trials(work.engine.definition, target.hash, {})
    for _ in range(2):  # the second time along roads that are known
        assert trials.of(work.store.load("zaak-1"), work.store.history("zaak-1")) == trial
    while any(one.required for one in trial.questions):
        for one in trial.questions:
            now = data.draw(st.booleans(), label=f"do {one.element} now")
            choices.setdefault(one.element, Choice(now, "" if now else "niet nodig"))
        trial = work.engine.try_on("zaak-1", target.hash, choices, at=work.now)
    event(f"kinds: {' '.join(trial.kinds)}")
    if trial.obstacles:
        event("blocked")
        with pytest.raises(CannotMigrate):
            migrate(work, target.hash, choices)
        assert picture(work) == before
        return
    goes_there_and_back(work, data, target.hash, choices)


def changed(drawing, data) -> Bundle:
    """Return the drawing with some changes, but none that the check refuses: it runs round by itself."""
    target = bundle(edited(drawing, data.draw))
    assume(not any(finding.code == "E26" for finding in check(target)))
    return target


def goes_there_and_back(work, data, target: str, choices: dict[str, Choice]) -> None:
    before = picture(work)
    change = migrate(work, target, choices)
    assert (change.letters, change.messages, change.cases) == ((), (), ())
    assert work.replay_differences() == ()
    after = picture(work)
    if data.draw(st.booleans(), label="undo"):
        undo(work)
        assert picture(work) == before
        assert work.replay_differences() == ()
        migrate(work, target, choices)
        assert picture(work) == after
    for _ in range(data.draw(st.integers(0, 4), label="more steps")):
        if not work.closed():
            move(work, data)
            assert work.replay_differences() == ()
    if work.store.history("zaak-1")[-1].kind != MOVED:
        now = picture(work)
        with pytest.raises(MigrationStands):
            undo(work)
        assert picture(work) == now


@HURRIED
@given(drawing=drawings(), data=st.data())
def test_going_back_a_step_after_a_move_keeps_the_case_on_its_new_version(drawing, data):
    work = Casework(bundle(drawing))
    for _ in range(data.draw(st.integers(1, 6), label="steps")):
        if not work.closed():
            move(work, data)
    target = changed(drawing, data)
    if work.closed() or target.hash == work.bundle.hash:
        return
    work.store.bundles[target.hash] = target.files
    try:
        choices = {
            one.element: Choice(False, "niet nodig")
            for one in work.engine.try_on("zaak-1", target.hash, at=work.now).questions
        }
        migrate(work, target.hash, choices)
    except CannotMigrate:
        return
    done = [e for e in effective(work.store.history("zaak-1")) if e.kind == "task_completed"]
    if not done:
        return
    to = data.draw(st.sampled_from(done), label="to").seq
    work.engine.reopen("zaak-1", to, "verkeerd", by="coördinator", at=work.now)
    assert work.store.load("zaak-1").bundle == target.hash
    assert work.replay_differences() == ()
    for _ in range(3):
        if not work.closed():
            move(work, data)
            assert work.replay_differences() == ()


def migrate(work: Casework, target: str, choices: dict[str, Choice]):
    return work.engine.migrate("zaak-1", target, choices, by="eigenaar", at=work.now, reason="nieuwe versie")


def undo(work: Casework):
    return work.engine.undo_migration("zaak-1", by="eigenaar", at=work.now, reason="toch niet")
