"""A case in the database: loading, saving, and two people at once."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from engine.errors import Conflict, UnknownCase
from engine.ports import MessageOut, Step, TaskClosed, TaskKey
from tests.builders import (
    BUNDLE,
    MONDAY,
    a_change,
    a_letter,
    a_task,
    a_term,
    a_timer,
    a_wait,
    an_event,
    facts,
)
from tests.cast import ACCUSED, daan, samira
from webapp.store import queries, users, work
from webapp.store.db import db
from webapp.store.models import Case, Event, Letter, Note, Outbox, Task, Term, Timer, Wait
from webapp.store.unit_of_work import NestedUnitOfWork, reading, unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")
CALL = TaskKey("c1", "bellen_met_inwoner", 1)


def save(change):
    with unit_of_work() as store:
        store.save(change)


def load(case_id="c1"):
    with reading() as store:
        return store.load(case_id)


def completed(rev=1, **other):
    answers = {"uitkomst": "gesproken", "dag": date(2026, 3, 24)}
    values = {
        "events": (an_event(2, "task_completed", "bellen_met_inwoner", actor="samira", payload=answers),),
        "closed": (TaskClosed(CALL, "done", answers),),
        "opened": (a_task("c1", "oplossing_vastleggen"),),
    }
    return a_change(rev=rev, **values | other)


def count(model):
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_saved_case_comes_back_with_its_facts_and_their_types():
    save(a_change(facts=facts(verdaging_weken=2)))
    record = load()
    assert (record.number, record.rev, record.status, record.last_seq) == ("K-2026-c1", 1, "open", 1)
    assert record.facts["zaak"]["ontvangstdatum"] == date(2026, 3, 23)
    assert record.snapshot == a_change().snapshot
    assert record.bundle == BUNDLE


def test_an_unknown_case_is_named():
    with pytest.raises(UnknownCase, match="c9"):
        load("c9")


def test_completing_a_task_keeps_the_answers_for_the_next_load():
    save(a_change())
    save(completed())
    record = load()
    assert record.answers == {"bellen_met_inwoner": {"uitkomst": "gesproken", "dag": date(2026, 3, 24)}}
    assert (record.rev, record.last_seq) == (2, 2)


def test_in_a_loop_the_latest_answers_count():
    save(a_change())
    save(completed(opened=(a_task("c1", occurrence=2),)))
    opnieuw = {"uitkomst": "opnieuw"}
    again = TaskClosed(TaskKey("c1", "bellen_met_inwoner", 2), "done", opnieuw)
    third = an_event(3, "task_completed", "bellen_met_inwoner", occurrence=2, payload=opnieuw)
    save(a_change(rev=2, events=(third,), closed=(again,)))
    assert load().answers["bellen_met_inwoner"] == {"uitkomst": "opnieuw"}


def test_the_history_comes_back_as_it_went_in():
    first, second = an_event(), an_event(2, "facts_amended", "feiten", payload=None, reason="vergissing")
    save(a_change(events=(first,)))
    save(a_change(rev=1, events=(second,)))
    with reading() as store:
        assert store.history("c1") == (first, second)


def test_a_change_of_an_older_revision_is_refused():
    save(a_change())
    save(completed())
    with pytest.raises(Conflict):
        save(completed(rev=1))


def test_a_task_cannot_be_done_twice_even_when_the_revision_is_right():
    save(a_change())
    save(completed())
    event_three = an_event(3, "task_completed", "bellen_met_inwoner")
    with pytest.raises(Conflict):
        save(completed(rev=2, events=(event_three,), opened=()))
    assert load().rev == 2


def test_a_failing_unit_of_work_leaves_no_trace():
    save(a_change())

    def fail_after_saving():
        with unit_of_work() as store:
            store.load("c1")
            store.save(completed(letters=(a_letter(),)))
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        fail_after_saving()
    assert load().rev == 1
    assert (count(Event), count(Letter), count(Outbox)) == (1, 0, 0)
    assert queries.case_tasks("c1")[0].state == "open"


def test_units_of_work_do_not_nest():
    with pytest.raises(NestedUnitOfWork), unit_of_work(), unit_of_work():
        pass
    save(a_change())  # and the failure leaves nothing behind


def test_a_unit_of_work_sees_what_others_committed_after_an_earlier_read(in_app: Flask):
    save(a_change())
    assert load().rev == 1  # this opens a picture of the database

    def other_process():
        with in_app.app_context():
            save(completed())

    thread = threading.Thread(target=other_process)
    thread.start()
    thread.join()
    with unit_of_work() as store:
        assert store.load("c1").rev == 2


def test_ten_people_complete_the_same_task_and_one_wins(in_app: Flask):
    save(a_change())
    barrier, outcomes = threading.Barrier(10), []

    def complete():
        with in_app.app_context():
            barrier.wait()
            try:
                with unit_of_work() as store:
                    record = store.load("c1")
                    if "bellen_met_inwoner" in record.answers:
                        outcomes.append("late")
                    else:
                        store.save(completed(record.rev))
                        outcomes.append("won")
            except Conflict:
                outcomes.append("conflict")

    threads = [threading.Thread(target=complete) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 10
    assert outcomes.count("won") == 1
    assert load().last_seq == 2


def test_a_colleague_who_has_a_task_keeps_the_next_one_of_that_role():
    save(a_change())
    task = queries.case_tasks("c1")[0]
    with unit_of_work() as store:
        work.claim(store.connection, task.id, samira.username)
    opened = (a_task("c1", "oplossing_vastleggen"), a_task("c1", "oordeel_vaststellen", role="Beslisser"))
    save(completed(opened=opened))
    by_id = {one.bpmn_id: one for one in queries.case_tasks("c1")}
    assert by_id["oplossing_vastleggen"].assignee == "samira"
    assert by_id["oordeel_vaststellen"].assignee is None


def test_the_handler_of_a_case_gets_the_tasks_of_a_role_they_have():
    with unit_of_work() as store:
        users.add(store.connection, samira.username, samira.name, samira.roles, at=MONDAY)
    save(a_change())
    opened = (a_task("c1", "oplossing_vastleggen"), a_task("c1", "oordeel_vaststellen", role="Beslisser"))
    save(completed(opened=opened, facts=facts(behandelaar="Samira Bakker")))
    by_id = {one.bpmn_id: one for one in queries.case_tasks("c1")}
    assert by_id["oplossing_vastleggen"].assignee_name == "Samira Bakker"
    assert by_id["oordeel_vaststellen"].assignee is None
    head = queries.case_by_number("K-2026-c1")
    assert (head.handler, head.handler_name) == ("samira", "Samira Bakker")


def test_a_handler_without_an_account_is_shown_by_name():
    save(a_change(facts=facts(behandelaar="mevrouw De Wit")))
    head = queries.case_by_number("K-2026-c1")
    assert (head.handler, head.handler_name) == ("", "mevrouw De Wit")


def test_without_a_summary_the_lists_show_the_beginning_of_the_complaint():
    save(a_change(facts=facts(samenvatting=None, omschrijving="De hulp komt niet. " * 40)))
    summary = queries.case_by_number("K-2026-c1").summary
    assert summary.startswith("De hulp komt niet.")
    assert summary.endswith(" …")
    assert len(summary) <= 160


def test_cancelled_and_redated_tasks_are_marked_so():
    save(a_change(opened=(a_task("c1"), a_task("c1", "verdagen_overwegen"))))
    other = TaskKey("c1", "verdagen_overwegen", 1)
    save(a_change(rev=1, events=(an_event(2),), redated={other: date(2026, 4, 2)}))
    save(
        a_change(rev=2, events=(an_event(3),), closed=(TaskClosed(CALL, "cancelled"),), redated={other: None})
    )
    by_id = {one.bpmn_id: one for one in queries.case_tasks("c1")}
    assert by_id["bellen_met_inwoner"].state == "cancelled"
    assert by_id["verdagen_overwegen"].due_on is None


def test_timers_waits_and_terms_are_replaced_only_when_the_change_says_so():
    save(a_change(waits=(a_wait(),)))
    save(completed())
    assert (count(Timer), count(Wait), count(Term)) == (1, 1, 1)
    later = a_timer("verdaging", MONDAY + timedelta(days=9))
    save(
        a_change(
            rev=2, events=(an_event(3),), timers=(later,), waits=(), terms=(a_term(met_on=date(2026, 4, 1)),)
        )
    )
    assert db.session.execute(select(Timer.key)).scalars().all() == ["verdaging"]
    assert count(Wait) == 0
    assert queries.case_terms("c1")[0].running is False


def test_closing_a_case_stops_its_terms():
    save(a_change())
    save(completed(status="closed", opened=(), timers=(), outcome="Naar tevredenheid"))
    head = queries.case_by_number("K-2026-c1")
    assert (head.state, head.outcome, head.closed_at) == ("closed", "Naar tevredenheid", MONDAY)
    assert [term.running for term in queries.case_terms("c1")] == [False]


def test_putting_a_fact_of_a_closed_case_right_keeps_its_outcome_and_its_day_of_closing():
    save(a_change())
    save(completed(status="closed", opened=(), outcome="Naar tevredenheid"))
    closed_at = queries.case_by_id("c1").closed_at
    later = an_event(3, "facts_amended", "feiten", at=MONDAY + timedelta(days=30))
    save(a_change(rev=2, status="closed", events=(later,), opened=(), facts=facts(wie="een ander")))
    case = queries.case_by_id("c1")
    assert (case.state, case.outcome, case.closed_at) == ("closed", "Naar tevredenheid", closed_at)


def test_letters_and_messages_wait_in_the_outbox_once():
    by_post = a_letter(
        "afschrift:1", channel="post", address=ACCUSED | {"straat": "Plein 1", "postcode": "1234 AB"}
    )
    message = MessageOut("melden:1", "klacht_gemeld", {"nummer": "K-1"})
    save(a_change(letters=(a_letter(), by_post), messages=(message,)))
    rows = {row.id: row for row in db.session.execute(select(Outbox)).scalars()}
    assert rows["c1:ontvangst_bevestigen:1"].recipient_address == "a.jansen@post.example"
    assert rows["c1:afschrift:1"].recipient_address == "Plein 1\n1234 AB"
    assert rows["c1:melden:1"].channel == "message"
    assert {row.state for row in rows.values()} == {"pending"}


def test_one_step_never_writes_its_letter_twice():
    save(a_change(letters=(a_letter(),)))
    with pytest.raises(IntegrityError):
        save(completed(letters=(a_letter(),)))
    assert load().rev == 1


def test_the_people_of_a_case_follow_its_facts():
    save(a_change())
    save(a_change(rev=1, events=(an_event(2),), facts=facts() | {"beklaagde": ACCUSED}))
    resident = {**facts()["inwoner"], "telefoon": "06 0000 0000"}
    save(a_change(rev=2, events=(an_event(3),), facts=facts() | {"beklaagde": ACCUSED, "inwoner": resident}))
    people = {one.role: one for one in queries.case_parties("c1")}
    assert people["resident"].phone == "06 0000 0000"
    assert people["accused"].function == "consulent Wmo"


def test_a_changed_subject_moves_the_open_tasks_along():
    save(a_change())
    save(a_change(rev=1, events=(an_event(2),), facts=facts(onderwerp="jeugd"), waits=(a_wait(),)))
    task = queries.task_list(samira.viewer, today=MONDAY.date(), subject="jeugd").rows[0]
    assert task.waiting


def test_a_naive_moment_is_refused():
    naive = datetime(2026, 3, 23)  # noqa: DTZ001
    note = insert(Note).values(case_id="c1", text="x", added_by="samira", added_at=naive)
    with pytest.raises(StatementError, match="zonder tijdzone"), unit_of_work() as store:
        store.connection.execute(note)


def test_moments_come_back_aware_and_in_utc():
    save(a_change())
    opened = db.session.execute(select(Case.opened_at)).scalar_one()
    assert opened == MONDAY
    assert opened.utcoffset() == timedelta(0)


def test_a_typical_completion_takes_at_most_fifteen_statements(in_app: Flask):
    save(a_change(waits=(a_wait(),)))
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    with unit_of_work() as store:
        store.load("c1")
        step = Step("brief", 1, "letter", "Brief", "klachtbehandeling")
        store.save(completed(timers=(a_timer("later"),), letters=(a_letter(),), steps=(step,)))
    event.remove(db.engine, "before_cursor_execute", note)
    begins = 0 if statements[0].startswith("BEGIN") else 1
    assert len(statements) + begins + len(["COMMIT"]) <= 15, statements


def test_only_open_work_counts_and_claims_are_first_come_first_served():
    save(a_change())
    task = queries.case_tasks("c1")[0]
    with unit_of_work() as store:
        work.claim(store.connection, task.id, samira.username)
        work.claim(store.connection, task.id, samira.username)
    with pytest.raises(work.TakenByColleague, match="Een collega was u voor"), unit_of_work() as store:
        work.claim(store.connection, task.id, daan.username)
    with pytest.raises(work.TakenByColleague), unit_of_work() as store:
        work.reassign(store.connection, task.id, daan.username, seen=None)
    with unit_of_work() as store:
        work.reassign(store.connection, task.id, daan.username, seen=samira.username)
        work.release(store.connection, task.id, daan.username)
    assert queries.open_task(task.id).assignee is None


def test_a_draft_is_kept_until_the_task_is_done():
    save(a_change())
    task = queries.case_tasks("c1")[0]
    with unit_of_work() as store:
        work.save_draft(store.connection, task.id, {"verslag": "half"}, samira.username, MONDAY)
    assert queries.open_task(task.id).draft == {"verslag": "half"}
    save(completed())
    done = queries.open_task(task.id)
    assert (done.state, done.draft, done.done_by) == ("done", None, "samira")
    assert done.answers["uitkomst"] == "gesproken"
    with pytest.raises(work.TakenByColleague), unit_of_work() as store:
        work.save_draft(store.connection, task.id, {"verslag": "te laat"}, samira.username, MONDAY)


def test_an_assigned_case_record_is_what_the_engine_gets_back():
    change = a_change()
    save(change)
    record = load()
    assert replace(record, rev=0).facts == dict(change.facts)


def test_a_case_number_and_a_task_identity_are_unique():
    save(a_change("c1"))
    with pytest.raises(IntegrityError):
        save(a_change("c2", number="K-2026-c1"))
    with pytest.raises(IntegrityError):
        save(a_change(rev=1, events=(an_event(2),), opened=(a_task("c1"),)))
    assert count(Task) == 1
