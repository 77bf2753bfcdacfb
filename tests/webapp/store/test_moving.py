"""Moving cases to another version in the store, on both databases: rows, journal, and the way back."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from engine import Bundle, Choice, Engine, TaskKey
from tests.builders import MONDAY
from tests.cast import COMPLAINANT
from tests.engine.bpmn.drawing import bundle, end, flow, path, process, service, start, timer, user
from tests.rows import case_rows
from webapp import commands, dryrun
from webapp.commands import NotReady, ReasonMissing
from webapp.doctor import examine
from webapp.store import chain, dryruns, journal, models, queries, work
from webapp.store.db import db
from webapp.store.erasure import erase
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("colleagues", "in_app")
LETTER = "---\nonderwerp: Ontvangen\naan: inwoner\n---\nBeste {{ inwoner.naam }}, ontvangen."
LATER = MONDAY + timedelta(days=1)
CASES = 40
WHY = "De raad wil eerst een gesprek."


def version(*names: str) -> Bundle:
    nodes = [service(n, "brief", brief="ontvangen") if n.startswith("brief_") else user(n) for n in names]
    return bundle(process(
        start(), *nodes, timer("bel", "b", "P7D"), end("gebeld"), end(),
        path("begin", *names, "klaar"), flow("bel", "gebeld"),
    ), brief_ontvangen=LETTER)  # fmt: skip


OLD, NEW = version("a", "brief_1", "b", "c"), version("a", "x", "brief_1", "b", "c", "d")


def publish(files: Bundle) -> None:
    commands.publish_bundle(files.hash, files.files, label="", by="test", at=MONDAY)


def begin(number: int = 0, done: str = "") -> str:
    case_id = f"c{number:02}"
    with unit_of_work() as store:
        Engine(store).start(
            "proef", {"zaak": {"onderwerp": "wmo"}, "inwoner": COMPLAINANT},
            case_id=case_id, number=f"K-{number:02}", by="inwoner", at=MONDAY, bundle=OLD.hash,
        )  # fmt: skip
    for task in done.split():
        do(task, case_id)
    return case_id


def do(task: str, case_id: str = "c00", **answers):
    with unit_of_work() as store:
        return Engine(store).complete(TaskKey(case_id, task, 1), answers, by="samira", at=MONDAY)


def move(choices=None, cases=None, target: Bundle = NEW) -> int:
    number = commands.plan_migration(target.hash, cases, choices or {}, WHY, by="eigenaar", at=LATER)
    commands.carry_out(number, at=LATER)
    return number


def tasks(case_id: str = "c00") -> dict[str, str]:
    found = {task.bpmn_id: task.state for task in queries.case_tasks(case_id)}
    db.session.rollback()
    return found


def is_sound(app: Flask) -> bool:
    return all(found == [] for _, found in examine(app.config["AANTAFEL"], at=LATER))


def counts(number: int) -> dict[str, int]:
    with reading() as store:
        found = dict(journal.migration(store.connection, number).counts)
    db.session.rollback()
    return found


def test_many_cases_move_and_come_back_byte_for_byte(app):
    publish(OLD)
    for number in range(CASES):
        begin(number, ["", "a", "a b", "a b c"][number % 4])
    publish(NEW)
    before = case_rows()
    number = move({"x": Choice(False, "is gebeurd")})
    assert counts(number) == {"moved": CASES * 3 // 4}  # the others are closed
    assert case_rows() != before
    assert is_sound(app)
    commands.undo_migration(number, "toch niet", by="eigenaar", at=LATER)
    assert counts(number) == {"undone": CASES * 3 // 4}
    assert case_rows() == before
    assert is_sound(app)
    with reading() as store:
        assert [chain.verify(store.connection, f"c{n:02}") for n in range(CASES)] == [[]] * CASES


def test_a_step_done_now_keeps_what_was_answered_as_the_draft_of_what_comes_after(app):
    publish(OLD)
    case_id = begin(done="a")
    publish(NEW)
    task = next(one for one in queries.case_tasks(case_id) if one.bpmn_id == "b")
    with unit_of_work() as store:
        work.claim(store.connection, task.id, "samira")
        work.save_draft(store.connection, task.id, {"tekst": "half af"}, "samira", MONDAY)
    move({"x": Choice(True)})
    assert tasks() == {"a": "done", "b": "cancelled", "x": "open"}
    do("x")
    again = next(one for one in queries.case_tasks(case_id) if one.bpmn_id == "b")
    assert (again.id, again.state, again.assignee, again.draft) == (
        task.id, "open", "samira", {"tekst": "half af"}
    )  # fmt: skip
    assert len(queries.case_letters(case_id)) == 1, "the letter left before and does not leave again"
    db.session.rollback()
    assert is_sound(app)


def test_a_step_may_be_not_applicable_to_those_alone_that_have_passed_it(app):
    publish(OLD)
    begin(0, "a b")
    begin(1, "a")
    publish(NEW)
    number = move({"x": Choice(False, "is gebeurd", passed_only=True)})
    assert counts(number) == {"moved": 2}
    assert (tasks("c00").get("x"), tasks("c01").get("x")) == (None, "open")
    assert is_sound(app)


def test_a_migration_that_was_cut_off_goes_on_and_is_done_once(app):
    publish(OLD)
    for number in range(3):
        begin(number)
    publish(NEW)
    number = commands.plan_migration(NEW.hash, None, {}, WHY, by="eigenaar", at=LATER)
    assert not commands.resume_migration(number, at=LATER), "whoever planned it is at it"
    later = LATER + timedelta(minutes=2)
    assert commands.resume_migration(number, at=later)
    assert counts(number) == {"moved": 3}
    with pytest.raises(commands.NothingToResume):
        commands.resume_migration(number, at=later)
    commands.begin_undo(number, "toch niet", by="eigenaar", at=later, at_once=False)
    assert commands.resume_migration(number, at=later)
    assert counts(number) == {"undone": 3}


def test_a_case_that_cannot_move_stays_and_the_journal_says_why(app):
    publish(OLD)
    begin(0, "a b")
    begin(1)
    publish(NEW)
    number = move()
    assert counts(number) == {"moved": 1, "refused": 1}
    with reading() as store:
        refused, _ = journal.case_page(store.connection, number, result="refused")
    assert "Kies: nu alsnog doen" in refused[0].text
    db.session.rollback()
    assert tasks() == {"a": "done", "b": "done", "c": "open"}
    assert is_sound(app)


def test_a_case_with_which_something_happened_since_stays_where_it_is():
    publish(OLD)
    begin(0)
    begin(1)
    publish(NEW)
    number = move()
    do("a")
    commands.undo_migration(number, "toch niet", by="eigenaar", at=LATER)
    assert counts(number) == {"undone": 1, "stands": 1}
    assert tasks()["x"] == "open"


def test_what_was_cut_off_goes_on_where_it_stopped():
    publish(OLD)
    for number in range(3):
        begin(number)
    publish(NEW)
    number = commands.plan_migration(NEW.hash, None, {}, WHY, by="eigenaar", at=LATER)

    class PulledPlug(Exception):
        pass

    def pull(done: int, total: int) -> None:
        raise PulledPlug

    with pytest.raises(PulledPlug):
        commands.carry_out(number, at=LATER, progress=pull)
    assert counts(number) == {"moved": 1, "waiting": 2}
    commands.carry_out(number, at=LATER)
    commands.carry_out(number, at=LATER)
    assert counts(number) == {"moved": 3}


def test_a_move_needs_a_reason_and_a_version_that_is_published():
    publish(OLD)
    begin()
    with pytest.raises(NotReady):
        commands.plan_migration(NEW.hash, None, {}, WHY, by="eigenaar", at=LATER)
    publish(NEW)
    with pytest.raises(ReasonMissing):
        commands.plan_migration(NEW.hash, None, {}, " ", by="eigenaar", at=LATER)
    with pytest.raises(ReasonMissing):
        commands.plan_migration(NEW.hash, None, {"x": Choice(False, "")}, WHY, by="eigenaar", at=LATER)


def test_what_is_typed_in_a_new_task_is_kept_when_the_move_is_taken_back(app):
    publish(OLD)
    begin(done="a")
    publish(NEW)
    number = move()
    task = next(one for one in queries.case_tasks("c00") if one.bpmn_id == "x")
    with unit_of_work() as store:
        work.save_draft(store.connection, task.id, {"tekst": "half af"}, "samira", LATER)
    commands.undo_migration(number, "toch niet", by="eigenaar", at=LATER)
    found = {one.bpmn_id: (one.state, one.draft) for one in queries.case_tasks("c00")}
    assert found["x"] == ("cancelled", {"tekst": "half af"})
    assert found["b"][0] == "open"
    db.session.rollback()
    assert is_sound(app)


# -- dry run --------------------------------------------------------------------------------------


def test_a_dry_run_changes_nothing_and_says_of_every_case_what_is_different(app):
    publish(OLD)
    for number, done in enumerate(["", "a", "a b", "a b c"]):
        begin(number, done)
    before = case_rows()
    number = dryrun.begin(NEW, closed_since=MONDAY.date(), by="eigenaar", at=LATER)
    told = []
    found = dryrun.carry_out(number, NEW, progress=lambda done, total: told.append((done, total)))
    assert case_rows() == before
    assert (found.state, found.done, told) == ("done", 4, [(4, 4)])
    assert found.counts["would_have_been_unlawful"] == 2
    with reading() as store:
        page, cursor = dryruns.case_page(store.connection, number, limit=2)
        rest, _ = dryruns.case_page(store.connection, number, limit=2, cursor=cursor)
        unlawful, _ = dryruns.case_page(store.connection, number, kind="would_have_been_unlawful")
    kinds = [(one.number, one.kind, one.can_move) for one in (*page, *rest)]
    assert kinds == [
        ("K-00", "task_added", True),
        ("K-01", "next_task_differs", True),
        ("K-02", "would_have_been_unlawful", False),
        ("K-03", "would_have_been_unlawful", False),
    ]
    assert [one.number for one in unlawful] == ["K-02", "K-03"]
    told_of = repr([one.details for one in (*page, *rest)])
    assert COMPLAINANT["naam"] not in told_of


def test_a_dry_run_says_the_same_of_a_case_as_trying_it_alone():
    publish(OLD)
    for number, done in enumerate(["", "a", "a b"]):
        begin(number, done)
    publish(NEW)
    number = dryrun.begin(NEW, by="eigenaar", at=LATER)
    dryrun.carry_out(number, NEW)
    beside = dryrun.one_case("c02", NEW, at=LATER)
    with reading() as store:
        assert beside == Engine(store).try_on("c02", NEW.hash, at=LATER)
        page, _ = dryruns.case_page(store.connection, number)
        for one in page:
            alone = Engine(store).try_on(one.case_id, NEW.hash, at=LATER)
            assert one.texts == [(d.kind, d.element, d.text) for d in alone.differences]


def test_a_dry_run_leaves_out_the_cases_that_somebody_must_keep_away_from():
    publish(OLD)
    begin(0)
    begin(1)
    with unit_of_work() as store:
        Engine(store).amend(
            "c00", {"beklaagde": {"naam": "Samira Haddad", "email": "samira"}}, "x", by="lotte", at=MONDAY
        )
        stake = {"username": "samira", "case_id": "c00", "bars": True, "answers": True}
        table = models.Stake.__table__
        store.connection.execute(table.delete().where(table.c.case_id == "c00"))
        store.connection.execute(table.insert(), [stake])
    number = dryrun.begin(NEW, by="eigenaar", at=LATER)
    dryrun.carry_out(number, NEW)
    with reading() as store:
        page, _ = dryruns.case_page(store.connection, number, viewer="samira")
    assert [one.number for one in page] == ["K-01"]


def test_destroying_a_case_destroys_how_it_was_before_it_moved(app, tmp_path):
    publish(OLD)
    begin(done="a")
    publish(NEW)
    move({"x": Choice(False, "is gebeurd")})
    for task in ("b", "c", "d"):
        do(task)
    with unit_of_work() as store:
        erase(store.connection, tmp_path, "c00", at=LATER)
    assert db.session.execute(select(models.BeforeMigration)).all() == []


def test_a_case_that_stayed_is_tried_once_more_in_the_same_migration(app):
    publish(OLD)
    begin(0, "a b")
    begin(1)
    publish(version("a", "b"))
    number = move(target=version("a", "b"))
    assert counts(number) == {"moved": 1, "refused": 1}
    with reading() as store:
        refused, _ = journal.case_page(store.connection, number, result="refused")
    assert "zonder dat iemand iets afrondt" in refused[0].text
    assert commands.retry_migration(number) == 1
    with pytest.raises(commands.NothingToRetry):
        commands.retry_migration(number)
    assert commands.resume_migration(number, at=LATER)
    assert counts(number) == {"moved": 1, "refused": 1}, "nothing happened to it, so it stays again"
    publish(NEW)
    with pytest.raises(commands.VersionReplaced):
        commands.retry_migration(number)
    assert is_sound(app)
