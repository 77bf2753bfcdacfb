"""Handling cases, and the lists and the clock with ever more of them. Measured as ratios within one run.

The floor is SpiffWorkflow alone, in memory, on the same diagrams and the same road. Ours does that
work and keeps it: load, act, save every row, commit to disk. Both are timed turn by turn, so that a
busy machine slows both.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import text

from engine import Bundle, Engine, RawCase, TaskKey, local_date, record_road
from webapp.bench.measure import Statements, Timings, analyze, application
from webapp.commands import file_complaint, publish_bundle
from webapp.config import Settings
from webapp.demo.seed import add_people
from webapp.demo.stories import Story, answers, complaints, start_answers, start_facts
from webapp.jobs.tick import confirm_clock, tick
from webapp.paths import bundle_root
from webapp.store import filler, migrate, queries
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = START + timedelta(days=3)  # the first call is overdue: one timer a case has come due
STORY = Story(0, 0, "formeel")
VIEWER = Viewer("samira", ("Klachtbehandelaar",))
SIZES = (100, 1_000, 10_000, 100_000)


@dataclass
class Steps:
    """What one way of working cost, step by step."""

    start: Timings = field(default_factory=Timings)
    complete: Timings = field(default_factory=Timings)


def run(
    *, sizes: tuple[int, ...] = SIZES, cases: int = 40, rounds: int = 3, due: int = 1_000,
    url: str | None = None, say: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:  # fmt: skip
    """Measure everything and return figures; times in milliseconds, sizes in bytes."""
    with tempfile.TemporaryDirectory() as folder, application(Path(folder), url).app_context():
        _prepare()
        say("Zaken afhandelen, om en om met kaal SpiffWorkflow")
        result: dict[str, Any] = {"database": db.engine.dialect.name} | _steps(cases, rounds)
        say(f"{due} wekkers die tegelijk aflopen")
        result["tick_1000_due"] = _tick_due(due)
        result["sizes"] = found = list(_sizes(sizes, say))
        for name in ("list", "idle_tick"):  # the largest amount of work against the smallest
            result[f"ratio_{name}"] = found[-1][f"{name}_p50"] / found[0][f"{name}_p50"]
    return result


def _prepare() -> None:
    migrate.upgrade(db.engine)
    bundle = Bundle.read(bundle_root())
    publish_bundle(bundle.hash, bundle.files, label="meting", by="meting", at=START)
    add_people(START)


# -- one case from start to end -------------------------------------------------------------------


def _steps(cases: int, rounds: int) -> dict[str, Any]:
    road = _play_ours(Steps(), Statements())  # also warms every cache
    definition, outcomes = _recorded(road.case_id)
    before = _size()
    ours, raw, statements = Steps(), Steps(), Statements()
    for _ in range(rounds):
        for _ in range(cases):
            _play_ours(ours, statements)
            _play_raw(raw, RawCase(definition, "klachtbehandeling", outcomes), road.tasks)
    return {
        "cases": cases * rounds,
        "tasks_per_case": len(road.tasks),
        "raw_start_p50": raw.start.p50,
        "raw_complete_p50": raw.complete.p50,
        "raw_complete_p95": raw.complete.p95,
        "start_p50": ours.start.p50,
        "start_p95": ours.start.p95,
        "complete_p50": ours.complete.p50,
        "complete_p95": ours.complete.p95,
        "ratio_start": ours.start.p50 / raw.start.p50,
        "ratio_complete": ours.complete.p50 / raw.complete.p50,
        "sql_per_completion": statements.total / (cases * rounds * len(road.tasks)),
        "sql_per_completion_max": statements.most,
        "bytes_per_finished_case": (_size() - before) / (cases * rounds),
    }


@dataclass
class _Road:
    case_id: str
    tasks: list[str]


def _play_ours(steps: Steps, statements: Statements) -> _Road:
    complaint = complaints()[0]
    given, facts = start_answers(STORY, complaint), start_facts(STORY, complaint, local_date(START))
    with steps.start.measure():
        case_id = file_complaint(given, by="inwoner", at=START, facts=facts).case_id
    moment, done = START, []
    while open_now := _open(case_id):
        moment += timedelta(hours=4)
        task = open_now[0]
        filled = answers(task.bpmn_id, STORY, local_date(moment))
        key = TaskKey(case_id, task.bpmn_id, task.occurrence)
        person = "peter" if task.role == "Beslisser" else "samira"  # four eyes on the judgement
        db.session.rollback()
        with statements.counting(), steps.complete.measure(), unit_of_work() as store:
            Engine(store, LETTER_FACTS).complete(key, filled, by=person, at=moment)
        done.append(task.bpmn_id)
    return _Road(case_id, done)


def _play_raw(steps: Steps, case: RawCase, tasks: list[str]) -> None:
    with steps.start.measure():
        case.start()
    for task in tasks:
        with steps.complete.measure():
            case.complete(task)
    assert case.completed, "the raw case must reach the same end"


LETTER_FACTS = Settings(Path(), "", "").letter_facts(local_date(START))


def _open(case_id: str) -> list[Any]:
    return [task for task in queries.case_tasks(case_id) if task.state == "open"]


def _recorded(case_id: str) -> tuple[Any, list[bool]]:
    with reading() as store:
        record, history = store.load(case_id), store.history(case_id)
        definition = Engine(store).definition(record.bundle)
    return definition, record_road(definition, record.process, history)


def _size() -> int:
    """Return the bytes the database takes, without what is only waiting to be reused."""
    db.session.rollback()  # a reader that is still open would make the checkpoint wait for its end
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            pages, free, page = (
                connection.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("page_count", "freelist_count", "page_size")
            )
            return int((pages - free) * page)
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


# -- how it depends on size -----------------------------------------------------------------------


def _tick_due(count: int) -> dict[str, Any]:
    """Let the clock reach the moment at which `count` cases have a timer due, and wake them all."""
    original = _waiting_case(START)
    with unit_of_work() as store:
        filler.copy_case(store.connection, original, 1, count - 1)
    confirm_clock(LATER)
    began = perf_counter()
    report = tick(LATER, _fire)
    seconds = perf_counter() - began
    with unit_of_work() as store:
        filler.remove_copies(store.connection)
    return {
        "fired": report.fired,
        "failed": report.failed,
        "seconds": seconds,
        "per_second": report.fired / seconds,
    }


def _sizes(sizes: tuple[int, ...], say: Callable[[str], None]) -> Iterator[dict[str, Any]]:
    """Yield the cost of a first page and of an idle tick with ever more open tasks."""
    original, copies = _waiting_case(LATER), 0
    for size in sizes:
        say(f"Lijst en lege tik bij {size:,} open taken".replace(",", "."))
        with unit_of_work() as store:
            more = size - filler.open_tasks(store.connection)
            filler.copy_case(store.connection, original, copies + 1, more)
            copies += more
        analyze()
        yield {"open_tasks": size} | _page_costs()


def _page_costs() -> dict[str, float]:
    listing, counting, idle = Timings(), Timings(), Timings()
    for _ in range(50):
        db.session.rollback()
        with listing.measure():
            queries.task_list(VIEWER, today=local_date(LATER), limit=25)
        with counting.measure():
            queries.task_counts(VIEWER, today=local_date(LATER))
        with idle.measure():
            tick(LATER, _fire)
    return {
        "list_p50": listing.p50,
        "list_p95": listing.p95,
        "counts_p50": counting.p50,
        "idle_tick_p50": idle.p50,
    }


def _waiting_case(at: datetime) -> str:
    """Bring one case to its first call, where the timers of the handling run."""
    complaint = complaints()[0]
    facts = start_facts(STORY, complaint, local_date(at))
    case_id = file_complaint(start_answers(STORY, complaint), by="inwoner", at=at, facts=facts).case_id
    with unit_of_work() as store:
        key = TaskKey(case_id, "behandelaar_toewijzen", 1)
        filled = answers(key.bpmn_id, STORY, local_date(at))
        Engine(store, LETTER_FACTS).complete(key, filled, by="hanna", at=at)
    return case_id


def _fire(store: Any, case_id: str, at: datetime) -> None:
    Engine(store, LETTER_FACTS).fire_due(case_id, at=at)
