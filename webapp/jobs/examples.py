"""Plays the scenarios of the version in use, once after it was published, where it is in nobody's way.

That takes a quarter of a minute of computing. A process of its own does it, that gives way to all others;
what came out of each file is kept at once, so a restart costs one file.
"""

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from typing import Any

from flask import current_app

from engine import Bundle
from webapp import clock, commands
from webapp.scenariofiles import play_file
from webapp.store import bundles, drafts
from webapp.store.unit_of_work import glancing

FIRST_AFTER, LOOK_EVERY = 60, 30  # seconds
GIVES_WAY = 19  # the lowest priority there is
_DONE = "aantafel_examples_played"  # the version that needs no look any more


class _Interrupted(Exception):
    """This process is stopping; the next goes on from here."""


def keep_played(go_on: Callable[[], bool]) -> int:
    """Play what was not played yet; return how many files are still to do. Stops when it may not `go_on`."""
    try:
        with glancing() as store:
            version = bundles.current(store.connection)
            if current_app.extensions.get(_DONE) == version:
                return 0
            bundle = Bundle(drafts.version_files(store.connection, version))
    except bundles.NothingPublished:
        return 0
    with ExitStack() as stack:
        player = _Player(bundle, stack, go_on)
        waiting = 1
        try:
            while waiting and go_on():
                waiting = commands.play_next_scenarios(bundle, player, at=clock.now())
        except _Interrupted:
            return waiting
    if not waiting:
        current_app.extensions[_DONE] = version
    return waiting


class _Player:
    """Has files played by a process that begins when there is one to play."""

    def __init__(self, bundle: Bundle, stack: ExitStack, go_on: Callable[[], bool]) -> None:
        self._bundle, self._stack, self._go_on = bundle, stack, go_on
        self._line: Connection | None = None

    def __call__(self, path: str, before: Sequence[Any]) -> tuple[int, list[Any]]:
        line = self._line = self._line or self._begun()
        line.send((path, list(before)))
        while not line.poll(0.2):
            if not self._go_on():
                raise _Interrupted
        answer: tuple[int, list[Any]] = line.recv()
        return answer

    def _begun(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        aside = context.Process(target=_play_apart, args=(theirs, dict(self._bundle.files)), daemon=True)
        aside.start()
        theirs.close()  # or its end would go unnoticed
        self._stack.callback(aside.join, 5)
        self._stack.callback(aside.terminate)
        return ours


def _play_apart(line: Connection, files: Mapping[str, bytes]) -> None:
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    bundle = Bundle(files)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path, before = line.recv()
            line.send(play_file(bundle, path, before))
