"""Taking back in the store, on both databases: rows, letters that are still here, and who is first."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from engine import CannotGoBack, Conflict, Engine, TaskKey
from tests.builders import MONDAY
from tests.cast import COMPLAINANT, daan, lotte, samira
from tests.engine.bpmn.drawing import bundle, end, flow, path, process, service, start, timer, user
from webapp import commands
from webapp.commands import AmendmentStands, CoordinatorOnly, ReasonMissing, UndoTooLate
from webapp.doctor import examine
from webapp.involvement import Involved
from webapp.jobs.outbox import deliver_due
from webapp.store import chain, models, post, queries, work
from webapp.store.db import db
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("colleagues", "case")
LETTER = "---\nonderwerp: Wij hebben u gebeld\naan: inwoner\n---\nBeste {{ inwoner.naam }}, tot ziens."
DRAWING = process(
    start(),
    user("a"),
    service("schrijf", "brief", brief="gebeld"),
    user("b"),
    timer("bel", "b", "P7D", interrupting=True),
    user("te_laat"),
    end(),
    path("begin", "a", "schrijf", "b", "klaar"),
    flow("bel", "te_laat"),
    flow("te_laat", "klaar"),
)
SOON = MONDAY + timedelta(seconds=8)


@pytest.fixture
def case(in_app: Flask) -> None:
    small = bundle(DRAWING, brief_gebeld=LETTER)
    commands.publish_bundle(small.hash, small.files, label="proef", by="test", at=MONDAY)
    with unit_of_work() as store:
        Engine(store).start(
            "proef", {"zaak": {"onderwerp": "wmo"}, "inwoner": COMPLAINANT},
            case_id="c1", number="K-1", by="inwoner", at=MONDAY, bundle=small.hash,
        )  # fmt: skip


def do(task: str, by: str = "samira", **answers):
    with unit_of_work() as store:
        return Engine(store).complete(TaskKey("c1", task, 1), answers, by=by, at=MONDAY)


def claim(username: str) -> None:
    with unit_of_work() as store:
        task = store.connection.execute(select(models.Task.id)).scalar_one()
        work.claim(store.connection, task, username)


def undo(seq: int, by: str = "samira", at=SOON):
    return commands.undo_last("c1", seq, by=by, at=at)


def reopen(seq: int, reason: str = "De inwoner belde: het klopt niet.", by=lotte, **other):
    seen = other.get("seen", queries.case_by_id("c1").rev)
    return commands.reopen_case("c1", seq, reason, by=by.viewer, at=SOON, seen=seen)


def tables():
    """Return everything a list reads of the case, without when a row was last touched."""
    skipped = {"rev", "last_seq", "last_hash", "rewinds", "draft", "draft_by", "draft_at"}
    found = {}
    for name in ("Case", "Task", "Term", "Timer", "Wait", "Outbox", "Letter"):
        table = getattr(models, name).__table__
        rows = db.session.execute(select(*(c for c in table.c if c.name not in skipped))).all()
        found[table.name] = sorted(rows, key=repr)
    found["task"] = [row for row in found["task"] if row.state != "cancelled"]
    db.session.rollback()
    return found


def is_sound(app: Flask) -> bool:
    return all(found == [] for _, found in examine(app.config["AANTAFEL"], at=MONDAY))


# -- the last step, at once -----------------------------------------------------------------------


def test_everything_is_as_it_was_before_the_step_and_the_letter_never_leaves(in_app, clock):
    claim("samira")
    before = tables()
    do("a", ja=True)
    assert [one.letter for one in queries.case_letters("c1")] == ["gebeld"]
    undo(2)
    assert tables() == before
    assert is_sound(in_app)
    sent = []
    deliver_due(clock, sent.append, domain="vrijstad.example")
    assert sent == []


def test_the_history_keeps_what_was_taken_back_and_says_so():
    do("a")
    undo(2)
    entries = queries.case_timeline("c1")
    assert [(one.seq, one.kind, one.undone_by) for one in entries] == [
        (1, "started", None),
        (2, "task_completed", 3),
        (3, "steps_undone", None),
    ]
    with reading() as store:
        assert chain.verify(store.connection, "c1") == []


def test_done_anew_the_step_sends_its_letter_once_and_tasks_keep_one_row(in_app, clock):
    for _ in range(3):
        seq = do("a", ja=True).events[-1].seq
        undo(seq)
    do("a", ja=False)
    assert [(t.bpmn_id, t.state) for t in queries.case_tasks("c1")] == [("a", "done"), ("b", "open")]
    with reading() as store:
        assert store.load("c1").answers == {"a": {"ja": False}}
    assert [task.answers for task in queries.case_tasks("c1")] == [{"ja": False}, None]
    sent = []
    deliver_due(clock, sent.append, domain="vrijstad.example")
    assert [message.letter_name for message in sent] == ["gebeld"]
    assert is_sound(in_app)


@pytest.mark.parametrize(
    ("seq", "by", "after"),
    [
        (2, "daan", timedelta(seconds=8)),  # somebody else's
        (2, "samira", timedelta(minutes=21)),  # too long ago
        (1, "samira", timedelta(seconds=8)),  # the beginning
        (3, "samira", timedelta(seconds=8)),  # no such event
    ],
)
def test_only_the_last_task_can_be_taken_back_at_once_and_only_by_who_did_it(seq, by, after):
    do("a")
    before = tables()
    with pytest.raises(UndoTooLate):
        undo(seq, by=by, at=MONDAY + after)
    assert tables() == before


def test_what_somebody_else_did_meanwhile_makes_it_too_late():
    do("a")
    commands.amend("c1", {"zaak": {"onderwerp": "jeugd"}}, "toch jeugd", by="lotte", at=MONDAY)
    with pytest.raises(UndoTooLate):
        undo(2)


@pytest.mark.parametrize("fails", [False, True])
def test_a_letter_that_left_or_may_have_left_makes_it_too_late(clock, fails):
    def send(_message):
        if fails:
            raise ConnectionError

    do("a")
    deliver_due(clock, send, domain="vrijstad.example")
    before = tables()
    with pytest.raises(UndoTooLate):
        undo(2)
    assert tables() == before


def test_of_the_sender_and_who_takes_back_only_one_gets_the_letter(in_app):
    """The sender has the row in an open transaction; taking back waits for it and is then too late."""
    do("a")
    leased, outcome = threading.Event(), []

    def take_back():
        with in_app.app_context():
            leased.wait(5)
            try:
                undo(2)
                outcome.append("undone")
            except UndoTooLate:
                outcome.append("too late")

    other = threading.Thread(target=take_back)
    other.start()
    with unit_of_work() as store:
        found = post.lease_next(store.connection, at=SOON, until=SOON + timedelta(minutes=5))
        leased.set()
        other.join(0.3)
        assert outcome == []  # it waits
    other.join(10)
    assert found is not None
    assert outcome == ["too late"]


def test_a_sender_that_comes_second_finds_nothing(in_app):
    do("a")
    undone, found = threading.Event(), []

    def send():
        with in_app.app_context(), unit_of_work() as store:
            found.append(post.lease_next(store.connection, at=SOON, until=SOON + timedelta(minutes=5)))
            undone.set()

    @event.listens_for(db.engine, "commit", once=True)
    def just_before(_connection):
        other.start()
        undone.wait(0.3)  # PostgreSQL skips the row that is being deleted; SQLite queues up

    other = threading.Thread(target=send)
    undo(2)
    other.join(10)
    assert found == [None]


# -- a change of facts, at once -------------------------------------------------------------------

RENAMED = {"inwoner": {"naam": "Yasmina El Idrissi"}, "zaak": {"onderwerp": "schuldhulpverlening"}}


def amend(by: str = "samira", letter: str = "gebeld", **facts):
    return commands.amend("c1", facts or RENAMED, "Verkeerd gehoord.", by=by, at=MONDAY, letter=letter)


def undo_amendment(seq: int, by: str = "samira", at=SOON):
    return commands.undo_amendment("c1", seq, by=by, at=at)


@pytest.mark.parametrize("steps", [(), ("a",), ("a", "b")], ids=["begun", "underway", "closed"])
def test_everything_is_as_it_was_before_the_change_and_its_letter_never_leaves(in_app, clock, steps):
    for task in steps:
        do(task)
    sent = []
    deliver_due(clock, sent.append, domain="vrijstad.example")
    sent.clear()
    before, facts = tables(), queries.case_by_id("c1")
    seq = amend().events[-1].seq
    assert queries.case_by_id("c1").resident == "Yasmina El Idrissi"
    deliver_due(clock, sent.append, domain="vrijstad.example")  # it waits as long as it can be undone
    undo_amendment(seq)
    assert tables() == before
    assert queries.case_by_id("c1").resident == facts.resident
    assert is_sound(in_app)
    clock.turn(days=1)
    deliver_due(clock, sent.append, domain="vrijstad.example")
    assert sent == []
    with reading() as store:
        assert chain.verify(store.connection, "c1") == []


def test_the_letter_of_a_change_leaves_when_the_time_to_undo_is_over_and_then_the_change_stands(clock):
    seq = amend().events[-1].seq
    clock.turn(seconds=10)
    sent = []
    deliver_due(clock, sent.append, domain="vrijstad.example")
    assert [message.letter_name for message in sent] == ["gebeld"]
    with pytest.raises(AmendmentStands):
        undo_amendment(seq, at=clock.moment)
    assert queries.case_by_id("c1").resident == "Yasmina El Idrissi"


def test_a_step_done_before_a_change_that_was_undone_can_be_gone_back_to_and_done_anew(in_app):
    do("a")
    undo_amendment(amend().events[-1].seq)
    reopen(2)
    amend(letter="")
    do("a")
    assert queries.case_by_id("c1").resident == "Yasmina El Idrissi"
    assert is_sound(in_app)


@pytest.mark.parametrize(
    ("seq", "by", "after"),
    [
        (3, "daan", timedelta(seconds=8)),  # somebody else's
        (3, "samira", timedelta(minutes=21)),  # too long ago
        (2, "samira", timedelta(seconds=8)),  # a step, not a change
        (4, "samira", timedelta(seconds=8)),  # no such event
    ],
)
def test_a_change_that_was_not_the_last_thing_one_did_cannot_be_undone(seq, by, after):
    do("a")
    amend()
    before = tables()
    with pytest.raises(AmendmentStands):
        undo_amendment(seq, by, MONDAY + after)
    assert tables() == before


def test_a_change_is_not_undone_once_the_case_went_on():
    seq = amend(letter="").events[-1].seq
    do("a")
    with pytest.raises(AmendmentStands):
        undo_amendment(seq)


# -- a case, to an earlier step -------------------------------------------------------------------


def test_a_closed_case_is_open_again_with_its_clocks_and_the_letter_that_left_stays(in_app, clock):
    do("a", ja=True)
    deliver_due(clock, lambda message: None, domain="vrijstad.example")
    before = tables()
    do("b")
    assert queries.case_by_id("c1").state == "closed"
    reopen(3)
    assert tables() == before
    assert queries.case_by_id("c1").closed_at is None
    assert [letter.delivery for letter in queries.case_letters("c1")] == ["sent"]
    assert is_sound(in_app)


def test_what_was_answered_comes_back_as_a_draft():
    do("a", ja=True)
    change = reopen(2)
    assert [task.key.bpmn_id for task in change.opened] == ["a"]
    assert [(t.bpmn_id, t.state) for t in queries.case_tasks("c1")] == [("a", "open"), ("b", "cancelled")]


def test_going_back_withdraws_only_what_has_not_left(clock):
    do("a")
    reopen(2)
    assert queries.case_letters("c1") == []
    do("a")
    deliver_due(clock, lambda message: None, domain="vrijstad.example")
    reopen(4)
    assert [letter.delivery for letter in queries.case_letters("c1")] == ["sent"]
    do("a")
    assert len({letter.id for letter in queries.case_letters("c1")}) == 2


def test_a_preview_names_what_left_and_what_will_not_leave_any_more(clock):
    do("a")
    head = queries.case_by_id("c1")
    seen = commands.preview_reopening(head, 2, by=lotte.viewer, at=SOON)
    assert ([one.subject for one in seen.unsent], seen.sent) == (["Wij hebben u gebeld"], ())
    deliver_due(clock, lambda message: None, domain="vrijstad.example")
    seen = commands.preview_reopening(head, 2, by=lotte.viewer, at=SOON)
    assert ([one.subject for one in seen.sent], seen.unsent) == (["Wij hebben u gebeld"], ())
    assert [one.subject for one in seen.undone] == ["a"]


def test_a_timer_that_had_fired_waits_again():
    do("a")
    commands.fire_due("c1", MONDAY + timedelta(days=8))
    assert [t.bpmn_id for t in queries.case_tasks("c1") if t.state == "open"] == ["te_laat"]
    reopen(2)
    do("a")
    assert [t.bpmn_id for t in queries.case_tasks("c1") if t.state == "open"] == ["b"]


def test_only_a_coordinator_with_a_reason_and_an_up_to_date_screen_reopens():
    do("a")
    with pytest.raises(CoordinatorOnly):
        reopen(2, by=samira)
    with pytest.raises(ReasonMissing):
        reopen(2, reason="  ")
    with pytest.raises(Conflict):
        reopen(2, seen=1)
    with pytest.raises(CannotGoBack):
        reopen(1)


def test_who_is_involved_does_not_reopen_and_gets_no_task_back():
    claim("daan")
    do("a", by="daan")
    for one in (daan, lotte):
        party = {"rol": "beklaagde", "naam": one.name}
        commands.add_party("c1", party, "genoemd", by="ruben", at=MONDAY)
    with pytest.raises(Involved):
        reopen(2)
    commands.remove_party("c1", 1, lotte.name, "vergissing", by="ruben", at=MONDAY)
    reopen(2)
    (again,) = [t for t in queries.case_tasks("c1") if t.state == "open"]
    assert (again.bpmn_id, again.assignee) == ("a", None)
