"""A process that dies at any moment loses nothing it had confirmed, and leaves nothing half done."""

import os
import random
import signal
import time

from sqlalchemy import func, select

from tests.builders import a_change, a_letter, an_event
from webapp import create_app
from webapp.store import chain
from webapp.store.db import damage, db
from webapp.store.models import Letter, Outbox
from webapp.store.unit_of_work import unit_of_work

KILLS = 12  # at moments drawn from thirty milliseconds, in which some changes follow one another


def work_until_killed(settings, pipe):
    """Change one case again and again; tell through `pipe` what was committed."""
    with create_app(settings).app_context():
        while True:
            with unit_of_work() as store:
                record = store.load("c1")
                event = an_event(record.last_seq + 1, "message_received", "bericht")
                letter = a_letter(f"brief:{record.rev + 1}")
                store.save(a_change(rev=record.rev, events=(event,), letters=(letter,)))
            os.write(pipe, b"%d\n" % (record.rev + 1))


def start(settings):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work_until_killed(settings, writer)
        finally:
            os._exit(1)
    os.close(writer)
    return child, reader


def confirmed_before_kill(settings, patience):
    """Return the last revision the process confirmed before it was killed without warning."""
    child, reader = start(settings)
    told = os.read(reader, 64)  # it is at work
    time.sleep(patience)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65536):
        told += more
    os.close(reader)
    return int(told.split()[-1])


def test_many_kills_lose_nothing_that_was_confirmed(in_app, settings):
    with unit_of_work() as store:
        store.save(a_change(timers=(), waits=()))
    db.session.remove()
    db.engine.dispose()  # no connection may be shared with the children
    moments = random.Random(2026)
    for _ in range(KILLS):
        confirmed = confirmed_before_kill(settings, moments.uniform(0, 0.03))
        with unit_of_work() as store:  # the lock waits for what the dying process still had under way
            stored = store.load("c1")
            assert stored.rev >= confirmed
            assert chain.verify(store.connection, "c1") == []
            assert damage(store.connection) == []
            for model in (Letter, Outbox):
                written = store.connection.execute(select(func.count()).select_from(model)).scalar_one()
                assert written == stored.rev - 1, "each committed change wrote one letter"
        db.session.remove()
        db.engine.dispose()
