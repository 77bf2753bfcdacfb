"""Messages leave at least once, with one id; what cannot leave is never silent."""

import json

import pytest

from engine.ports import MessageOut
from tests.builders import MONDAY, a_change, a_letter
from webapp.jobs import outbox
from webapp.jobs.mail import DeliveryFailed
from webapp.jobs.outbox import DeliveryReport, deliver_due
from webapp.store import post, queries
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")
ID = "c1:ontvangst_bevestigen:1"


@pytest.fixture
def letter(in_app):
    with unit_of_work() as store:
        store.save(a_change(letters=(a_letter(),)))


def deliver(clock, send):
    return deliver_due(clock, send, domain="vrijstad.example")


def refuse(_message):
    raise ConnectionError("de mailserver antwoordt niet")


def test_a_message_leaves_once_with_all_that_a_mail_needs(letter, clock):
    sent = []
    assert deliver(clock, sent.append) == DeliveryReport(sent=1)
    assert deliver(clock, sent.append) == DeliveryReport()
    (message,) = sent
    assert message.recipient_name == "mevrouw A. Jansen"
    assert message.recipient_address == "a.jansen@post.example"
    assert message.subject == "Uw klacht is ontvangen"
    assert message.markdown.startswith("Beste mevrouw Jansen")
    assert (message.case_number, message.letter_name) == ("K-2026-c1", "ontvangstbevestiging")
    assert queries.outbox_sent()[0].sent_at == clock()
    assert queries.case_letters("c1")[0].delivery == "sent"
    assert "Wij hebben uw klacht ontvangen" in queries.outbox_message(ID).markdown


def test_every_attempt_carries_the_same_message_id(letter, clock):
    seen = []

    def note_and_refuse(message):
        seen.append(message.message_id)
        raise ConnectionError

    for _ in range(3):
        deliver(clock, note_and_refuse)
        clock.turn(hours=1)
    assert len(seen) == 3
    assert set(seen) == {outbox.message_id(ID, "vrijstad.example")}


def test_a_failure_is_tried_again_after_a_pause(letter, clock):
    assert deliver(clock, refuse) == DeliveryReport(failed=1)
    assert deliver(clock, refuse) == DeliveryReport()
    clock.turn(minutes=1)
    assert deliver(clock, lambda message: None) == DeliveryReport(sent=1)


def test_after_ten_failures_a_message_is_a_dead_letter_and_shown(letter, clock):
    reports = []
    for _ in range(12):
        reports.append(deliver(clock, refuse))
        clock.turn(hours=7)
    assert sum(report.failed for report in reports) == 9
    assert sum(report.dead for report in reports) == 1
    (dead,) = queries.dead_letters()
    assert dead.attempts == 10
    assert "de mailserver antwoordt niet" in dead.last_error


def test_a_permanent_failure_is_given_up_at_once_and_can_be_revived(letter, clock):
    def never(_message):
        raise DeliveryFailed("dit adres bestaat niet", permanent=True)

    assert deliver(clock, never) == DeliveryReport(dead=1)
    assert deliver(clock, never) == DeliveryReport()
    with unit_of_work() as store:
        assert post.revive(store.connection, clock()) == 1
    assert deliver(clock, lambda message: None) == DeliveryReport(sent=1)


def lease(clock):
    with unit_of_work() as store:
        found = post.lease_next(store.connection, at=clock(), until=clock() + outbox.LEASE)
        return found[0] if found else None


def test_a_message_that_is_being_sent_is_not_lent_out_again(letter, clock):
    assert lease(clock) is not None
    assert lease(clock) is None


def test_when_a_sender_dies_another_takes_over_and_the_first_has_no_say(letter, clock):
    first = lease(clock)
    clock.turn(minutes=6)
    second = lease(clock)
    assert second.token == first.token + 1
    with unit_of_work() as store:
        assert not post.mark_sent(store.connection, first, clock())
        assert post.mark_sent(store.connection, second, clock())
        assert not post.mark_failed(store.connection, first, "te laat", next_at=clock())
    assert queries.outbox_sent()[0].state == "sent"


def test_two_senders_share_the_work(in_app, clock):
    with unit_of_work() as store:
        store.save(a_change(letters=(a_letter("een:1"), a_letter("twee:1"))))
    assert {lease(clock).outbox_id, lease(clock).outbox_id} == {"c1:een:1", "c1:twee:1"}


def test_a_message_to_another_system_is_left_as_a_file(in_app, settings, clock):
    with unit_of_work() as store:
        content = {"nummer": "K-2026-c1", "dag": MONDAY.date()}
        store.save(a_change(messages=(MessageOut("melden:1", "klacht_gemeld", content),)))
    send, domain = outbox.sender(settings)
    assert deliver_due(clock, send, domain=domain) == DeliveryReport(sent=1)
    (file,) = (settings.data / "messages").glob("*.json")
    assert json.loads(file.read_text())["inhoud"]["nummer"] == "K-2026-c1"


def test_a_message_waits_until_its_moment(letter, clock):
    clock.turn(seconds=-1)
    assert deliver(clock, refuse) == DeliveryReport()
