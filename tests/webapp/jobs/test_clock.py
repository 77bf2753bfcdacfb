"""The heartbeat: it starts, beats, survives a bad beat and stops."""

import threading

import pytest

from tests.builders import a_change, a_letter
from webapp.jobs import clock as heartbeat
from webapp.store import queries
from webapp.store.unit_of_work import unit_of_work


@pytest.fixture
def letter(app):
    with app.app_context(), unit_of_work() as store:
        store.save(a_change(letters=(a_letter(),), timers=()))


@pytest.fixture
def delivered(monkeypatch):
    sent = []
    monkeypatch.setattr(heartbeat.outbox, "sender", lambda _settings: (sent.append, "vrijstad.example"))
    return sent


def test_a_beat_sends_what_waits(app, letter, delivered):
    woken, posted = heartbeat.beat(app)
    assert (woken.held, posted.sent) == ("", 1)
    assert [message.letter_name for message in delivered] == ["ontvangstbevestiging"]
    with app.app_context():
        assert queries.outbox_sent()[0].number == "K-2026-c1"


def test_a_bad_beat_does_not_end_the_heartbeat(app, monkeypatch):
    stop, beats = threading.Event(), []

    def beat(_app):
        beats.append(1)
        if len(beats) == 2:
            stop.set()
        raise ConnectionError("de database is weg")

    object.__setattr__(app.config["AANTAFEL"], "tick_seconds", 0)
    monkeypatch.setattr(heartbeat, "beat", beat)
    heartbeat.run(app, stop)
    assert len(beats) == 2


def test_the_scheduler_keeps_no_jobs_and_piles_up_no_beats(app):
    scheduler = heartbeat.start(app)
    try:
        jobs = scheduler.get_jobs()
        assert {job.id for job in jobs} == {"beat", "long work", "examples"}
        for job in jobs:
            assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
        assert type(scheduler._jobstores["default"]).__name__ == "MemoryJobStore"
    finally:
        scheduler.shutdown(wait=True)
