"""A case that asked for another one gets it once, whatever dies in between, and both know each other."""

import threading
from datetime import date

import pytest
from flask import Flask

from engine import Bundle
from engine.ports import CaseOut
from tests.builders import MONDAY, a_change
from webapp import commands
from webapp.doctor import examine
from webapp.jobs import outbox
from webapp.jobs.outbox import DeliveryReport, deliver_due
from webapp.paths import bundle_root
from webapp.store import queries
from webapp.store.queries import relations
from webapp.store.unit_of_work import unit_of_work

ASKED = CaseOut(
    "nazorg_plannen:1",
    "nazorg",
    {
        "zaak": {
            "soort": "nazorg",
            "begonnen_op": MONDAY.date(),
            "ontvangstdatum": None,
            "voortgekomen_uit": "K-2026-c1",
            "nazorg_vanaf": date(2026, 3, 23),
        },
        "inwoner": {"naam": "A. Jansen"},
    },
)


@pytest.fixture
def send(in_app: Flask, settings):
    """A complaint has asked for aftercare; return what delivers."""
    bundle = Bundle.read(bundle_root())
    commands.publish_bundle(bundle.hash, bundle.files, label="proef", by="test", at=MONDAY)
    with unit_of_work() as store:
        store.save(a_change(cases=(ASKED,)))
    return outbox.sender(settings)[0]


def deliver(clock, send):
    return deliver_due(clock, send, domain="vrijstad.example")


def cases() -> list[str]:
    return sorted(row.process for row in queries.case_list().rows)


def test_the_other_case_begins_and_both_know_each_other(send, clock):
    assert cases() == ["klachtbehandeling"]
    assert deliver(clock, send) == DeliveryReport(sent=1)
    (begun,) = relations.begun_by("c1")
    assert (begun.process, begun.state) == ("nazorg", "open")
    head = queries.case_by_number(begun.number)
    assert (head.received_on, head.last_day) == (MONDAY.date(), None)
    assert relations.origin_of("K-2026-c1").process == "klachtbehandeling"
    assert relations.begun_by(head.case_id) == []
    assert [wake.key for wake in queries.case_terms(head.case_id)] == ["nazorg"]


def test_a_worker_that_is_late_changes_nothing(send, clock):
    clock.turn(days=9)
    deliver(clock, send)
    (begun,) = relations.begun_by("c1")
    assert queries.case_by_number(begun.number).opened_at == MONDAY


def test_a_worker_that_dies_after_starting_starts_no_second_case(send, clock):
    def start_and_die(message):
        send(message)
        raise ConnectionError("de stekker ging eruit")

    assert deliver(clock, start_and_die) == DeliveryReport(failed=1)
    clock.turn(hours=1)
    assert deliver(clock, send) == DeliveryReport(sent=1)
    assert cases() == ["klachtbehandeling", "nazorg"]


def test_a_worker_that_dies_before_starting_loses_nothing(send, clock):
    def die(_message):
        raise ConnectionError("de stekker ging eruit")

    assert deliver(clock, die) == DeliveryReport(failed=1)
    assert cases() == ["klachtbehandeling"]
    clock.turn(hours=1)
    assert deliver(clock, send) == DeliveryReport(sent=1)
    assert cases() == ["klachtbehandeling", "nazorg"]


def test_two_workers_with_the_same_request_start_one_case(send, app):
    numbers, gate = [], threading.Barrier(2)

    def begin():
        with app.app_context():
            gate.wait()
            asked = (f"c1:{ASKED.key}", ASKED.process, ASKED.facts)
            numbers.append(commands.begin_follow_up(*asked, at=MONDAY).number)

    workers = [threading.Thread(target=begin) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(numbers)) == 1
    assert cases() == ["klachtbehandeling", "nazorg"]


def test_what_cannot_begin_is_never_silent(in_app, settings, clock):
    with unit_of_work() as store:
        store.save(a_change(cases=(ASKED,)))
    send, _ = outbox.sender(settings)
    for _ in range(10):  # nothing has been published
        deliver(clock, send)
        clock.turn(hours=7)
    (dead,) = queries.dead_letters()
    assert dead.name == "nazorg"


def test_a_case_that_was_begun_is_healthy(send, clock, settings):
    deliver(clock, send)
    (begun,) = relations.begun_by("c1")
    assert dict(examine(settings, at=clock()))[begun.number] == []
