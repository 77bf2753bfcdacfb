"""The heartbeat: every few seconds, wake what is due and send what waits.

APScheduler only counts seconds here. It stores no jobs: what is due is in the database, so a missed
beat costs nothing and two clocks on one database do no harm.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from webapp import clock, commands, outlook
from webapp.config import Settings
from webapp.jobs import examples, longwork, outbox, scanner, staff
from webapp.jobs.tick import TickReport, tick
from webapp.store import staff_post

log = logging.getLogger(__name__)


def beat(app: Flask) -> tuple[TickReport, outbox.DeliveryReport]:
    """Wake what is due now, deliver what is waiting, look ahead, and have documents scanned."""
    settings: Settings = app.config["AANTAFEL"]
    with app.app_context():
        woken = tick(clock.now(), commands.fire_due_in)
        deliver, domain = outbox.sender(settings)
        delivered = outbox.deliver_due(clock.now, deliver, domain=domain)
        if not woken.held:
            staff.tell(clock.now())
        outbox.deliver_due(clock.now, deliver, domain=domain, box=staff_post)
        outlook.keep_fresh(clock.now())
        if scan := scanner.scanner(settings):
            scanner.scan_due(clock.now, scan, settings.documents)
    if woken.held:
        log.warning("the clock is held: %s", woken.held)
    return woken, delivered


def start(app: Flask) -> BackgroundScheduler:
    """Start the heartbeat in a thread of this process; call `shutdown()` on the result to end it."""
    # A beat that is still busy when the next is due is no news: that one is simply left out.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        _safe_beat,
        "interval",
        args=[app],
        seconds=app.config["AANTAFEL"].tick_seconds,
        next_run_time=datetime.now(UTC),  # at once: after a crash nobody waits longer than the restart took
        id="beat",
        coalesce=True,  # after a pause one beat is enough: it finds everything that is due
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.add_job(
        _safe_long_work, "interval", args=[app], seconds=longwork.LOOK_EVERY, id="long work",
        coalesce=True, max_instances=1, misfire_grace_time=None,
    )  # fmt: skip
    scheduler.add_job(
        _safe_examples, "interval", args=[app, lambda: scheduler.running], seconds=examples.LOOK_EVERY,
        start_date=datetime.now(UTC) + timedelta(seconds=examples.FIRST_AFTER), id="examples",
        coalesce=True, max_instances=1, misfire_grace_time=None,
    )  # fmt: skip
    scheduler.start()
    return scheduler


def run(app: Flask, stop: threading.Event) -> None:
    """Beat in this thread until `stop` is set, with long work in another: `aantafel worker`."""
    aside = threading.Thread(target=_work_long, args=[app, stop], daemon=True)
    aside.start()
    threading.Thread(target=_play_long, args=[app, stop], daemon=True).start()
    while not stop.is_set():
        _safe_beat(app)
        stop.wait(app.config["AANTAFEL"].tick_seconds)


def work_long(app: Flask) -> int:
    """Carry on with dry runs, moving cases and publishing; return how much there was to do."""
    with app.app_context():
        return longwork.carry_on()


def _work_long(app: Flask, stop: threading.Event) -> None:
    while not stop.is_set():
        _safe_long_work(app)
        stop.wait(longwork.LOOK_EVERY)


def _play_long(app: Flask, stop: threading.Event) -> None:
    stop.wait(examples.FIRST_AFTER)
    while not stop.is_set():
        _safe_examples(app, lambda: not stop.is_set())
        stop.wait(examples.LOOK_EVERY)


def _safe_examples(app: Flask, go_on: Callable[[], bool]) -> None:
    try:
        with app.app_context():
            examples.keep_played(go_on)
    except Exception:
        log.exception("scenarios were not played; the next look tries again")


def _safe_long_work(app: Flask) -> None:
    try:
        work_long(app)
    except Exception:
        log.exception("long work failed; the next look tries again")


def _safe_beat(app: Flask) -> None:
    """A beat that fails (the database is away) must not end the heartbeat."""
    try:
        beat(app)
    except Exception:
        log.exception("this beat failed; the next one tries again")
