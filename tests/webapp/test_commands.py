"""What people can do to a case, on the shipped processes."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from engine import Bundle, InvalidAnswers, NobodyWaits, TaskNotOpen
from tests.builders import MONDAY
from tests.cast import daan, lotte, outsider, samira
from webapp import commands
from webapp.commands import NotYours, file_complaint
from webapp.doctor import examine
from webapp.jobs.tick import tick
from webapp.paths import bundle_root
from webapp.store import queries
from webapp.store.work import TakenByColleague

pytestmark = pytest.mark.usefixtures("colleagues", "published")

COMPLAINT = {
    "zaak.omschrijving": "De huishoudelijke hulp is drie keer niet gekomen.",
    "zaak.onderwerp": "wmo",
    "inwoner.naam": "A. Jansen",
    "inwoner.straat": "Lindelaan 12",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
    "inwoner.digitaal": True,
    "inwoner.email": "a.jansen@post.example",
}


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(bundle_root())


@pytest.fixture
def published(in_app: Flask, shipped: Bundle) -> None:
    commands.publish_bundle(shipped.hash, shipped.files, label="proef", by="test", at=MONDAY)


def file(**other):
    return file_complaint(COMPLAINT, by="inwoner", at=MONDAY, **other)


def first_task(filed):
    return queries.case_tasks(filed.case_id)[0]


def test_a_complaint_gets_a_number_a_last_day_a_task_and_a_letter():
    filed = file()
    head = queries.case_by_number(filed.number)
    assert filed.number == "K-2026-0001"
    assert head.last_day.isoformat() == "2026-05-04"
    assert queries.status_by_token(filed.token).number == filed.number
    assert first_task(filed).role == "Klachtencoördinator"
    assert [letter.letter for letter in queries.case_letters(filed.case_id)] == ["ontvangstbevestiging"]


def test_a_refused_complaint_uses_up_no_number():
    with pytest.raises(InvalidAnswers):
        file_complaint({"zaak.onderwerp": "wmo"}, by="inwoner", at=MONDAY)
    assert file().number == "K-2026-0001"


def test_the_same_form_sent_twice_is_one_complaint():
    assert file(key="formulier-1") == file(key="formulier-1")
    assert len(queries.case_list().rows) == 1


def test_the_same_form_sent_eight_times_at_once_is_one_complaint(in_app: Flask):
    barrier, filed = threading.Barrier(8), []

    def send():
        with in_app.app_context():
            barrier.wait()
            filed.append(file(key="formulier-1"))

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(filed) == 8
    assert len(set(filed)) == 1


def test_a_task_is_for_its_role_and_for_whoever_has_it():
    task = first_task(file())
    with pytest.raises(NotYours):
        commands.claim_task(task.id, by=outsider.viewer)
    commands.claim_task(task.id, by=lotte.viewer)
    with pytest.raises(NotYours, match="Lotte Vermeer"):
        commands.save_draft(task.id, {"a": 1}, by=samira.viewer, at=MONDAY)
    with pytest.raises(NotYours, match="heeft de rol"):
        commands.reassign_task(task.id, daan.username, seen=lotte.username)
    with pytest.raises(TakenByColleague):
        commands.reassign_task(task.id, lotte.username, seen=None)
    with pytest.raises(TakenByColleague):
        commands.release_task(task.id, by=samira.viewer)


def test_a_preview_changes_nothing():
    filed = file()
    before = queries.case_by_number(filed.number)
    preview = commands.preview_task(first_task(filed).id, {}, by=lotte.viewer, at=MONDAY)
    assert preview.problems
    assert queries.case_by_number(filed.number) == before
    assert queries.case_tasks(filed.case_id)[0].state == "open"


def test_a_task_that_is_gone_is_said_to_be_gone():
    with pytest.raises(TaskNotOpen):
        commands.complete_task(999, {}, by=lotte.viewer, at=MONDAY)


def test_a_message_nobody_waits_for_is_refused_and_leaves_no_trace():
    filed = file()
    with pytest.raises(NobodyWaits):
        commands.send_message(filed.case_id, "onbekend", {}, by="inwoner", at=MONDAY)
    assert len(queries.case_timeline(filed.case_id)) == 1


def test_a_corrected_receipt_date_moves_the_last_day():
    filed = file()
    earlier = {"zaak": {"ontvangstdatum": MONDAY.date() - timedelta(days=7)}}
    commands.amend(filed.case_id, earlier, "De brief lag een week op de mat.", by="lotte", at=MONDAY)
    assert queries.case_by_number(filed.number).last_day.isoformat() == "2026-04-28"
    assert queries.case_timeline(filed.case_id)[-1].reason == "De brief lag een week op de mat."


def test_weeks_without_anyone_touching_it_leave_a_case_sound():
    filed = file()
    for day in range(60):
        report = tick(MONDAY + timedelta(days=day), commands.fire_due_in)
        assert report.failed == 0
        assert report.held == ""
    kinds = [entry.kind for entry in queries.case_timeline(filed.case_id)]
    assert "timer_fired" in kinds
    assert queries.failed_timers() == []


def test_the_doctor_finds_nothing_in_a_sound_installation_and_something_in_a_changed_one(in_app):
    from sqlalchemy import update

    from webapp.store.models import Case
    from webapp.store.unit_of_work import unit_of_work

    filed = file()
    settings = in_app.config["AANTAFEL"]
    assert [found for _, found in examine(settings, at=MONDAY)] == [[], []]
    with unit_of_work() as store:
        store.connection.execute(update(Case).values(facts={"zaak": {"onderwerp": "jeugd"}}))
    complaints = dict(examine(settings, at=MONDAY))[filed.number]
    assert [one.text for one in complaints] == ["De opgeslagen feiten zijn niet die van de geschiedenis."]
