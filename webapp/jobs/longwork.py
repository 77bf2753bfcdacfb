"""Work that takes minutes: dry runs, moving cases and back, and publishing on a day that was agreed on.

What there is to do stands in the database, so a restart costs nothing: after a minute of silence whoever
looks takes up what was left. It has a thread of its own, or timers and post would wait for it.
"""

import logging
import os
from collections.abc import Callable

from webapp import clock, commands, dryrun
from webapp.store import dryruns, journal, requests
from webapp.store.unit_of_work import glancing

log = logging.getLogger(__name__)
LOOK_EVERY = 2  # seconds


def carry_on() -> int:
    """Do what there is to do; return how much that was. One piece that fails does not stop the others."""
    at = clock.now()
    with glancing() as store:
        due = requests.due(store.connection, clock.today())
    done = sum(_safely(_release, number) for number in due)
    with glancing() as store:
        moves, runs = journal.unfinished(store.connection, at), dryruns.unfinished(store.connection, at)
    done += sum(_safely(_move, number) for number in moves)
    return done + sum(_safely(_try, number) for number in runs)


def _release(number: int) -> bool:
    commands.release_request(number, at=clock.now())
    return True


def _move(number: int) -> bool:
    return commands.resume_migration(number, at=clock.now())


def _try(number: int) -> bool:
    return dryrun.go_on(number, workers=min(2, os.cpu_count() or 1))


def _safely(work: Callable[[int], bool], number: int) -> bool:
    try:
        return work(number)
    except Exception:
        log.exception("long work failed; it is taken up again later")
        return False
