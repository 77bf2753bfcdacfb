"""Dry run (proefdraai): every running case, and the closed ones of a period, tried on another version.

Cases come in slices; one process or a few try them, this one writes what they find. Never more than a few
slices are in memory. The version need not be published: its files travel along.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any

from flask import current_app

from engine import Bundle, Choice, EngineError, SideBySide, Trial, Trials, local_date, side_by_side
from engine import definition_of as engine_definition
from webapp import clock
from webapp.config import Settings
from webapp.store import bulk, dryruns, frozen
from webapp.store.unit_of_work import glancing, reading, unit_of_work

Progress = Callable[[int, int], None]
Rows = list[dict[str, Any]]
SLICE = 100  # cases a worker gets at a time
AHEAD = 2  # slices that wait for each worker
POOL_FROM = 400  # cases; fewer are done before a second process has started


def _quiet(done: int, total: int) -> None:
    """Tell nobody."""


def begin(
    bundle: Bundle,
    *,
    label: str = "",
    closed_since: date | None = None,
    by: str,
    at: datetime,
    draft_id: int | None = None,
    at_once: bool = True,
) -> int:
    """Write down that a dry run of this version begins; return its number, for `carry_out` and the screen.

    Its files are kept, so that it can go on after a restart. Without `at_once` the clock carries it out.
    """
    with unit_of_work() as store:
        frozen.keep(store.connection, bundle, at)
        total = bulk.count(store.connection, bundle.hash, closed_since)
        return dryruns.begin(
            store.connection, bundle.hash, label, closed_since, total,
            by=by, at=at, draft_id=draft_id, at_once=at_once,
        )  # fmt: skip


def go_on(run_id: int, *, workers: int = 1) -> bool:
    """Carry out what somebody began on a screen, or what was cut off; False when another is at it."""
    with unit_of_work() as store:
        if not dryruns.claim(store.connection, run_id, clock.now()):
            return False
        bundle = frozen.bundle_of(store.connection, dryruns.dry_run(store.connection, run_id).target)
    carry_out(run_id, bundle, workers=workers)
    return True


def carry_out(
    run_id: int,
    bundle: Bundle,
    *,
    choices: Mapping[str, Choice] | None = None,
    workers: int = 1,
    progress: Progress = _quiet,
) -> dryruns.Found:
    """Try every case that was not tried yet, and write what is found. What was cut off goes on from there."""
    with reading() as store:
        told = dryruns.dry_run(store.connection, run_id)
        after = dryruns.last_case(store.connection, run_id)
    problem, done = "", told.done
    try:
        for rows in _tried(bundle, told, after, choices or {}, workers):
            with unit_of_work() as store:
                dryruns.add(store.connection, run_id, rows, clock.now())
            done += len(rows)
            progress(done, told.total)
    except EngineError as error:
        problem = str(error)
    finally:
        with unit_of_work() as store:
            dryruns.finish(
                store.connection, run_id, at=clock.now(),
                problem=problem if done >= told.total or problem else "De proefdraai is afgebroken.",
            )  # fmt: skip
    with reading() as store:
        return dryruns.dry_run(store.connection, run_id)


def one_case(
    case_id: str, bundle: Bundle, *, choices: Mapping[str, Choice] | None = None, at: datetime
) -> Trial:
    """Return what would become of one case on a version that need not be published. Raises UnknownCase."""
    trier = _Trier(bundle, current_app.config["AANTAFEL"], at, choices or {})
    with glancing() as store:
        store.load(case_id)
    return next(trier.trials_of([case_id]))


def two_sides(
    case_id: str, bundle: Bundle, *, choices: Mapping[str, Choice] | None = None, at: datetime
) -> SideBySide:
    """Return one case on its own version and on another, side by side. Raises UnknownCase."""
    settings: Settings = current_app.config["AANTAFEL"]
    with glancing() as store:
        record, events = store.load(case_id), store.history(case_id)
        files = store.bundle_files(record.bundle)
    old = engine_definition(record.bundle, lambda _: files)
    new = engine_definition(bundle.hash, lambda _: bundle.files)
    return side_by_side(record, events, old, new, settings.letter_facts(local_date(at)), choices, at)


def _tried(
    bundle: Bundle, told: dryruns.Found, after: str, choices: Mapping[str, Choice], workers: int
) -> Iterator[Rows]:
    settings: Settings = current_app.config["AANTAFEL"]
    at = told.started_at
    if workers < 2 or told.total < POOL_FROM:
        trier = _Trier(bundle, settings, at, choices)
        for ids in _slices(told, after):
            yield trier.tried(ids)
        return
    with ExitStack() as stack:
        pool = stack.enter_context(
            ProcessPoolExecutor(
                workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin_worker,
                initargs=(dict(bundle.files), settings, at, dict(choices)),
            )
        )
        waiting: list[Future[Rows]] = []
        for ids in _slices(told, after):
            waiting.append(pool.submit(_work, ids))
            if len(waiting) >= workers * (1 + AHEAD):
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _slices(told: dryruns.Found, after: str) -> Iterator[Sequence[str]]:
    """Yield slices of ids; each is looked up on its own, so that nothing is held open in between."""
    while True:
        with glancing() as store:
            found = next(bulk.slices(store.connection, told.closed_since, after=after, size=SLICE), None)
        if found is None:
            return
        yield found
        after = found[-1]


class _Trier:
    """Tries slices of cases with what one process has in memory."""

    def __init__(
        self, bundle: Bundle, settings: Settings, at: datetime, choices: Mapping[str, Choice]
    ) -> None:
        self._bundle = bundle
        about = settings.letter_facts(local_date(at))
        self._trials = Trials(self._definition, bundle.hash, about, choices, at)

    def _definition(self, bundle_hash: str) -> Any:
        return engine_definition(bundle_hash, self._files)

    def _files(self, bundle_hash: str) -> Mapping[str, bytes]:
        if bundle_hash == self._bundle.hash:
            return self._bundle.files
        with reading() as store:
            return store.bundle_files(bundle_hash)

    def trials_of(self, case_ids: Sequence[str]) -> Iterator[Trial]:
        return (trial for trial, _ in self._every(case_ids))

    def tried(self, case_ids: Sequence[str]) -> Rows:
        rows = [dryruns.case_row(trial, is_open=is_open) for trial, is_open in self._every(case_ids)]
        return sorted(rows, key=lambda row: row["case_id"])

    def _every(self, case_ids: Sequence[str]) -> Iterator[tuple[Trial, bool]]:
        with glancing() as store:
            for record, events in bulk.load(store.connection, case_ids):
                yield self._trials.of(record, events), record.status == "open"


_trier: _Trier | None = None  # of this worker


def _begin_worker(
    files: Mapping[str, bytes], settings: Settings, at: datetime, choices: Mapping[str, Choice]
) -> None:
    global _trier
    from webapp import create_app

    create_app(settings).app_context().push()
    _trier = _Trier(Bundle(files), settings, at, choices)


def _work(case_ids: Sequence[str]) -> Rows:
    assert _trier is not None, "a worker begins with _begin_worker"
    return _trier.tried(case_ids)
