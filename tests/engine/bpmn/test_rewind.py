"""Going back: a case is what its events that count make of it, and nothing in its history is ever removed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import CannotGoBack
from engine.ports import Event
from engine.rewind import effective
from engine.values import dumps
from tests.engine.bpmn.casework import MONDAY, Casework
from tests.engine.bpmn.drawing import bundle, end, path, process, service, start, two_steps, user
from tests.engine.bpmn.test_random_processes import drawings, move

HURRIED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def picture(work: Casework) -> tuple[object, ...]:
    """Return everything that a store keeps of a case, as it is now."""
    record, case = work.store.load("zaak-1"), work.store.cases["zaak-1"]
    now = work.engine.replay("zaak-1").change
    return (
        record.status,
        record.snapshot,
        dumps(record.facts),
        dumps(record.answers),
        tuple(sorted(case.open_tasks.values(), key=lambda task: task.key)),
        (now.timers, now.waits, now.terms),
    )


def last(work: Casework) -> Event:
    return effective(work.store.history("zaak-1"))[-1]


# -- any process ----------------------------------------------------------------------------------


@HURRIED
@given(drawing=drawings(), data=st.data())
def test_taking_back_any_step_of_any_process_gives_the_very_case_of_before_it(drawing, data):
    work = Casework(bundle(drawing))
    for _ in range(data.draw(st.integers(1, 8), label="steps")):
        if work.closed():
            break
        before = picture(work)
        had = len(work.store.history("zaak-1"))
        move(work, data)
        if len(work.store.history("zaak-1")) == had + 1:  # waiting may fire no timer, or several
            work.engine.undo("zaak-1", last(work).seq, by="behandelaar", at=work.now)
            assert picture(work) == before
            assert work.replay_differences() == ()
        if data.draw(st.booleans(), label="go on") and not work.closed():
            move(work, data)
            assert work.replay_differences() == ()


@HURRIED
@given(drawing=drawings(), data=st.data())
def test_a_change_of_facts_is_undone_wherever_a_case_is_and_it_goes_on_as_if_it_never_was(drawing, data):
    work = Casework(bundle(drawing))
    for _ in range(data.draw(st.integers(1, 6), label="steps")):
        stands = data.draw(st.booleans(), label="stands")
        before, told = (
            picture(work),
            {"zaak": {"onderwerp": data.draw(st.sampled_from(["wmo", "belasting"]))}},
        )
        change = work.engine.amend("zaak-1", told, "verkeerd gehoord", by="behandelaar", at=work.now)
        if not stands:
            work.engine.undo("zaak-1", change.events[0].seq, by="behandelaar", at=work.now)
            assert picture(work) == before
        assert work.replay_differences() == ()
        if not work.closed():
            move(work, data)
            assert work.replay_differences() == ()


@HURRIED
@given(drawing=drawings(), data=st.data())
def test_going_back_any_number_of_steps_more_than_once_and_going_on_is_the_same_as_replaying(drawing, data):
    work = Casework(bundle(drawing))
    pictures = {1: picture(work)}  # by the last event that counts
    earlier = None
    for _ in range(data.draw(st.integers(1, 10), label="rounds")):
        done = [e for e in effective(work.store.history("zaak-1")) if e.kind == "task_completed"]
        if done and data.draw(st.integers(0, 2), label="go back") == 0:
            to = data.draw(st.sampled_from(done), label="to").seq
            counting = [e.seq for e in effective(work.store.history("zaak-1")) if e.seq < to]
            work.engine.reopen("zaak-1", to, "verkeerd", by="coördinator", at=work.now)
            assert picture(work) == pictures.get(counting[-1], picture(work))
        elif not work.closed():
            move(work, data)
        pictures[last(work).seq] = picture(work)
        earlier = work.engine.replay("zaak-1", earlier=earlier)  # goes on where it was
        fresh = work.engine.replay("zaak-1")
        assert (earlier.differences, fresh.differences) == ((), ())
        assert earlier.change.snapshot == fresh.change.snapshot


@HURRIED
@given(drawing=drawings(), data=st.data())
def test_a_case_that_is_merged_ends_wherever_it_was_and_can_go_on_again(drawing, data):
    work = Casework(bundle(drawing))
    for _ in range(data.draw(st.integers(0, 6), label="steps")):
        if not work.closed():
            move(work, data)
    if work.closed():
        return
    before = picture(work)
    change = work.engine.merge("zaak-1", "K-2", "dezelfde klacht", by="coördinator", at=work.now)
    assert (change.status, change.outcome, work.tasks()) == ("closed", "Samengevoegd met K-2", [])
    assert (change.letters, change.messages, change.cases) == ((), (), ())
    assert work.engine.fire_due("zaak-1", at=work.now + timedelta(days=900)) is None
    work.engine.amend("zaak-1", {"zaak.onderwerp": "wmo"}, "nagekomen", by="c", at=work.now)
    assert work.replay_differences() == ()
    work.engine.undo("zaak-1", last(work).seq, by="c", at=work.now)
    work.engine.undo("zaak-1", change.events[0].seq, by="c", at=work.now)
    assert picture(work) == before


@given(st.lists(st.integers(0, 12), max_size=12))
def test_what_counts_is_always_in_order_and_never_what_was_taken_back(targets):
    events = [event(1, "started")]
    for seq, target in enumerate(targets, start=2):
        back = 2 <= target < seq
        events.append(event(seq, "steps_undone", target) if back else event(seq, "task_completed"))
    counting = [one.seq for one in effective(events)]
    assert counting == sorted(set(counting))
    assert counting[0] == 1
    for one in events:
        if one.kind == "steps_undone":
            assert not {seq for seq in counting if one.occurrence <= seq <= one.seq}


def event(seq: int, kind: str, occurrence: int = 1) -> Event:
    return Event(seq, kind, "stap", occurrence, MONDAY, "iemand", "versie", {})


# -- one thing at a time --------------------------------------------------------------------------


def worked() -> Casework:
    work = Casework(bundle(two_steps()))
    work.complete("a", ja=True)
    work.complete("b", ja=True)
    return work


def test_a_closed_case_is_open_again_at_the_step_it_went_back_to_with_the_identity_of_its_task():
    work = worked()
    assert work.closed()
    change = work.engine.reopen("zaak-1", 2, "de inwoner is het niet eens", by="coördinator", at=work.now)
    assert not work.closed()
    assert [(task.key.bpmn_id, task.key.occurrence) for task in change.opened] == [("a", 1)]
    assert [(task.key.bpmn_id, task.state) for task in change.closed] == [("b", "cancelled")]
    assert change.events[0].reason == "de inwoner is het niet eens"
    assert [one.subject for one in change.undone] == ["a", "b"]
    assert work.history()[1:] == [
        ("task_completed", "a"),
        ("task_completed", "b"),
        ("steps_undone", "stappen"),
    ]


def test_what_was_put_right_meanwhile_stands_when_a_step_is_done_anew():
    work = Casework(bundle(two_steps()))
    work.complete("a", ja=True)
    work.engine.amend("zaak-1", {"partijen": [{"naam": "J. Bakker"}]}, "kwam erbij", by="c", at=work.now)
    work.engine.reopen("zaak-1", 2, "verkeerd", by="c", at=work.now)
    assert work.facts()["partijen"] == [{"naam": "J. Bakker"}]
    assert work.tasks() == ["a"]
    assert work.replay_differences() == ()


def test_an_amendment_itself_can_be_taken_back_as_long_as_it_was_the_last_thing():
    work = Casework(bundle(two_steps()))
    before = picture(work)
    work.engine.amend("zaak-1", {"zaak.onderwerp": "jeugd"}, "toch jeugd", by="c", at=work.now)
    work.engine.undo("zaak-1", 2, by="c", at=work.now)
    assert picture(work) == before


@pytest.mark.parametrize("seq", [1, 2, 9])
def test_only_the_last_thing_that_counts_can_be_taken_back_at_once(seq):
    work = worked()
    with pytest.raises(CannotGoBack):
        work.engine.undo("zaak-1", seq, by="c", at=work.now)


@pytest.mark.parametrize("seq", [1, 3, 4, 9])
def test_a_case_goes_back_to_a_step_that_was_done_and_still_counts(seq):
    work = worked()
    work.engine.undo("zaak-1", 3, by="c", at=work.now)
    with pytest.raises(CannotGoBack):
        work.engine.reopen("zaak-1", seq, "verkeerd", by="c", at=work.now)


def test_a_preview_says_what_would_be_open_and_no_longer_count_and_changes_nothing():
    work = worked()
    before = work.store.load("zaak-1"), work.store.history("zaak-1")
    preview = work.engine.preview_reopening("zaak-1", 3, by="c", at=work.now)
    assert (work.store.load("zaak-1"), work.store.history("zaak-1")) == before
    assert [task.key.bpmn_id for task in preview.opens] == ["b"]
    assert [one.seq for one in preview.undone] == [3]
    assert not preview.closes_case
    assert (
        "kan de zaak niet terug"
        in work.engine.preview_reopening("zaak-1", 1, by="c", at=work.now).problems[0]
    )


def test_what_a_step_sends_when_it_is_done_anew_has_a_key_of_its_own_and_replay_sends_nothing():
    drawing = process(
        start(),
        user("a"),
        service("verzend", "bericht", bericht="x"),
        user("b"),
        end(),
        path("begin", "a", "verzend", "b", "klaar"),
    )
    work = Casework(bundle(drawing))
    first = work.complete("a").messages[0]
    back = work.engine.undo("zaak-1", 2, by="c", at=work.now)
    again = work.complete("a").messages[0]
    assert back.messages == ()
    assert (first.key, again.key) == ("verzend:1", "verzend:1~1")
    assert replace(again, key="") == replace(first, key="")
    assert work.replay_differences() == ()
