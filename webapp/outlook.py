"""The forecast on the real cases: gather, compute, keep. The clock does it; pages read what was kept.

A page never waits for a forecast: it reads rows and figures with the moment they were made. Only a small
installation on which no clock has been yet makes them on the spot.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from time import perf_counter
from typing import Any

from engine import local_date
from webapp import turns
from webapp.attendance import Attendance, Away, attendance
from webapp.forecast import MET, USUAL, Estimate, Forecast, Model, Pace, Position, Stay, Work, WorkDays
from webapp.intervention import Proposal, late_cases, moved, propose
from webapp.processes import course, current_bundle, definition
from webapp.store import outlook as kept
from webapp.store import queries
from webapp.store.bundles import NothingPublished
from webapp.store.queries import OpenTerm, OpenWork, OutlookRow
from webapp.store.unit_of_work import unit_of_work

log = logging.getLogger(__name__)

HORIZON = timedelta(weeks=6)  # later last days are not forecast
LEARN_FROM = timedelta(days=365)
SPEED_OVER = timedelta(days=28)
SOONEST, LATEST = timedelta(minutes=1), timedelta(minutes=15)  # between two forecasts
SMALL = 500  # running terms, of which the forecast takes a page no time worth mentioning
SHARE = 60  # a forecast that took a second is made once a minute at most
CHUNK = 1000  # rows a transaction: nobody waits for the forecast to be written
ENOUGH = 5  # finished tasks from which a person's own speed counts
PICTURE, MODEL = "vooruitblik", "stapduren"


@dataclass(frozen=True)
class Scene:
    """All that a forecast looks at."""

    forecast: Forecast
    today: date
    terms: Sequence[OpenTerm]
    positions: Sequence[Position]
    work: Sequence[Work]
    people: Mapping[str, Sequence[str]]
    awaited: Mapping[str, tuple[str, ...]]
    away: Attendance

    @property
    def soon(self) -> date:
        """The Sunday of next week: what the proposal looks at ends by then."""
        return soon_after(self.today)


def soon_after(today: date) -> date:
    return today + timedelta(days=13 - today.weekday())


def refresh(at: datetime) -> None:
    """Make the forecast anew and keep it."""
    began, today = perf_counter(), local_date(at)
    scene = gather(at)
    estimates = scene.forecast.run(scene.positions, scene.work)
    rows = [_row(term, scene, estimates.get((term.case_id, term.key))) for term in scene.terms]
    content = {
        "day": today,
        "counts": _counts(rows, today),
        "awaited": _awaited_counts(rows),
        "load": _load(scene.work, today),
        "proposal": _told(proposal(scene)),
        "away": len(scene.away.missed),
        "observations": sum(scene.forecast.model.observations(step) for step in scene.forecast.model.steps),
    }
    _write(rows)
    with unit_of_work() as store:
        content["seconds"] = round(perf_counter() - began, 3)
        kept.remember(store.connection, PICTURE, content, at)


def settle(at: datetime) -> None:
    """Make the forecast anew after a change on a page, unless that would make the reader wait."""
    if not queries.more_running_than(SMALL):
        refresh(at)


def picture(at: datetime) -> tuple[datetime, dict[str, Any]] | None:
    """Return when the figures were made, and the figures; None when there are none yet.

    Where no clock runs, a small installation makes them here.
    """
    found = queries.memo(PICTURE)
    if found is not None:
        made, content = found
        if made <= at < made + LATEST and content["day"] == local_date(at):
            return found
    if queries.more_running_than(SMALL):
        return found
    refresh(at)
    return queries.memo(PICTURE)


def keep_fresh(at: datetime) -> bool:
    """Make the forecast anew when it is time; return whether it was."""
    found = queries.memo(PICTURE)
    if found is not None:
        made, content = found
        pause = min(max(SOONEST, timedelta(seconds=SHARE * content["seconds"])), LATEST)
        if content["day"] == local_date(at) and made <= at < made + pause:
            return False
    refresh(at)
    return True


def gather(at: datetime, *, case_ids: Sequence[str] | None = None, queues: Sequence[str] = ()) -> Scene:
    """Return the scene of this moment; with `case_ids`, only of those cases and what lies in `queues`."""
    today, days = local_date(at), working_days()
    model = _model(at, days)
    people, away = queries.people_by_role(), attending(today, soon_after(today), days)
    terms = queries.open_terms(case_ids)
    found = queries.open_work() if case_ids is None else queries.work_of([*queues], [*case_ids])
    within = [one for one in terms if one.key == queries.SETTLEMENT and one.last_day <= today + HORIZON]
    return Scene(
        forecast=Forecast(model, days, today, pace(people, at, away, days)),
        today=today,
        terms=terms,
        positions=[_position(one) for one in within],
        work=[_work(one) for one in found],
        people=people,
        awaited=_awaited(found, queries.awaited_messages() if case_ids is None else ()),
        away=away,
    )


def proposal(scene: Scene) -> Proposal | None:
    """Return the move that helps most for what ends this week or next, to somebody who is there all along."""
    soon = [one.case_id for one in scene.positions if one.last_day <= scene.soon]
    there = {
        role: [name for name in names if name not in scene.away.missed]
        for role, names in scene.people.items()
    }
    barred = queries.barred_pairs(soon)
    return propose(
        scene.forecast, scene.positions, scene.work, there,
        may_have=lambda username, case_id: (username, case_id) not in barred, until=scene.soon,
    )  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """How many of the cases that a move touches will be late within the horizon: without it and with it."""

    touched: int
    before: int
    after: int


def effect_of(tasks: Sequence[int], target: str, at: datetime) -> Effect:
    """Return what giving these tasks to `target` does to their cases and all others in the same queues."""
    chosen = queries.held_tasks(tasks)
    queues = {f"@{one.assignee}" if one.assignee else one.role for one in chosen} | {f"@{target}"}
    work = queries.work_of(sorted(queues), [one.case_id for one in chosen])
    scene = gather(at, case_ids=sorted({one.case_id for one in work}), queues=sorted(queues))
    known = {one.task_id for one in scene.work if one.queue in queues}  # other queues are not all here
    positions = [one for one in scene.positions if one.task_id in known]
    turns = scene.forecast.turns
    after = turns(moved(scene.work, tasks, f"@{target}"))
    return Effect(
        touched=len(positions),
        before=len(late_cases(scene.forecast, positions, turns(scene.work))),
        after=len(late_cases(scene.forecast, positions, after)),
    )


def attending(first: date, last: date, days: WorkDays) -> Attendance:
    """Return who is away on one of these days."""
    found = queries.absences_between(first, last, limit=queries.MOST_AWAY)
    planned = (Away(one.username, one.from_on, one.until_on, one.substitute) for one in found)
    return attendance(planned, days, first, last)


def pace(people: Mapping[str, Sequence[str]], at: datetime, away: Attendance, days: WorkDays) -> Pace:
    """Return the pace of this week and next, and that of the weeks after: an absence slows nothing later."""
    today, usual = local_date(at), usual_paces(people, at)
    soon = soon_after(today)
    later = attending(soon + timedelta(days=1), today + HORIZON, days)
    return Pace(away.speeds(usual), days.between(today, soon), later.speeds(usual))


def usual_paces(people: Mapping[str, Sequence[str]], at: datetime) -> dict[str, dict[str, float]]:
    """Return what each person of a role finishes in a working day, from the last four weeks.

    Somebody who finished little (new, or away) counts as the average of the team.
    """
    since = at - SPEED_OVER
    span = max(working_days().between(local_date(since), local_date(at)), 1)
    finished = {name: number / span for name, number in queries.finished_by(since).items()}
    own = {name: speed for name, speed in finished.items() if speed * span >= ENOUGH}
    found: dict[str, dict[str, float]] = {}
    for role, names in people.items():
        known = [own[name] for name in names if name in own]
        usual = sum(known) / len(known) if known else USUAL
        found[role] = {name: own.get(name, usual) for name in names}
    return found


@lru_cache(maxsize=4)
def _working_days(bundle: str) -> WorkDays:
    if not bundle:
        return WorkDays(lambda day: day.weekday() < 5)
    return WorkDays(definition(bundle).terms.calendar.is_working_day)


def working_days() -> WorkDays:
    """Return the working days of the calendar in use."""
    return _working_days(_bundle())


def _bundle() -> str:
    try:
        return current_bundle()
    except NothingPublished:
        return ""


# -- learning -------------------------------------------------------------------------------------


def _model(at: datetime, days: WorkDays) -> Model:
    """Return what finished cases teach; learnt once a day."""
    found = queries.memo(MODEL)
    if found is not None and local_date(found[0]) == local_date(at):
        return _made(_bundle(), found[0], _Told(found[1]))
    model = Model(stays(queries.finished_steps(at - LEARN_FROM), days), _road_of(_bundle()))
    with unit_of_work() as store:
        kept.remember(store.connection, MODEL, model.told(), at)
    return model


class _Told(dict[str, Any]):
    """What was learnt, as a key of a cache: the moment beside it tells which one it is."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0


@lru_cache(maxsize=4)
def _made(bundle: str, made: datetime, told: _Told) -> Model:
    return Model.from_told(told, _road_of(bundle))


def stays(steps: Iterable[queries.FinishedStep], days: WorkDays) -> list[Stay]:
    """Return how long each step lasted until the next one opened, the last until the term was met.

    What opened after that day is no part of the road, nor is what came and went beside an older step.
    """
    found = []
    for _, group in groupby(steps, key=lambda step: step.case_id):
        road = _road([step for step in group if local_date(step.opened_at) <= step.met_on])
        for step, following in pairwise([*road, None]):
            assert step is not None
            end = local_date(following.opened_at) if following else step.met_on
            lasted = days.between(local_date(step.opened_at), end)
            found.append(Stay(step.process, step.step, lasted, following.step if following else MET))
    return found


def _road(steps: Sequence[queries.FinishedStep]) -> list[queries.FinishedStep]:
    """Leave out the steps that were closed while an older one was still open."""
    road: list[queries.FinishedStep] = []
    for step in steps:
        if not road or step.closed_at >= road[-1].closed_at:
            road.append(step)
    return road


def _road_of(bundle: str) -> Callable[[str], str]:
    def road(step: str) -> str:
        return _next_in_drawing(bundle, step) if bundle else MET

    return road


@lru_cache(maxsize=2048)
def _next_in_drawing(bundle: str, step: str) -> str:
    nearest = course(bundle).next([step], lambda node: node.kind == "userTask")
    return nearest[0].id if nearest else MET


# -- looking --------------------------------------------------------------------------------------


def _position(term: OpenTerm) -> Position:
    process = term.step_process or term.process
    task = term.task_id if term.state == "open" else 0
    return Position(term.case_id, term.key, term.last_day, process, term.step, local_date(term.since), task)


def _work(one: OpenWork) -> Work:
    waits = one.waits or one.awaited in turns.OUTSIDE
    return Work(one.task_id, one.case_id, one.role, one.queue, one.due, waits)


def _awaited(work: Iterable[OpenWork], messages: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return whose turn it is in each case where it is anybody's."""
    tasks: dict[str, list[str]] = defaultdict(list)
    for one in sorted(work, key=lambda one: one.task_id):
        tasks[one.case_id].append(one.awaited)
    waits: dict[str, list[str]] = defaultdict(list)
    for case_id, awaited in messages:
        waits[case_id].append(awaited)
    return {
        case_id: turns.of_case(tasks.get(case_id, ()), waits.get(case_id, ()))
        for case_id in {**tasks, **waits}
    }


def _row(term: OpenTerm, scene: Scene, estimate: Estimate | None) -> OutlookRow:
    is_open = term.state == "open"
    awaited = scene.awaited.get(term.case_id, (turns.CLOCK,))
    return OutlookRow(
        term.case_id, term.key, term.last_day, term.adjourned,
        term.role if is_open else "", term.queue if is_open else "", " ".join(awaited),
        term.step if is_open else "",
        None if estimate is None else round(100 * estimate.chance),
        None if estimate is None else estimate.expected,
        estimate is not None and estimate.threatened and term.last_day >= scene.today,
    )  # fmt: skip


def _counts(rows: Iterable[OutlookRow], today: date) -> list[list[Any]]:
    """Per role and day: how many terms, how many of them adjourned, how many threatened."""
    found: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        numbers = found[row.role, row.last_day]
        for place, counts in enumerate((True, row.adjourned, row.threatened)):
            numbers[place] += counts
    return [[role, day, *numbers] for (role, day), numbers in sorted(found.items())]


def _awaited_counts(rows: Iterable[OutlookRow]) -> list[list[Any]]:
    """Per role and whose turn it is: how many terms. One that waits for two counts with both."""
    found = Counter((row.role, one) for row in rows for one in row.awaited.split())
    return [[role, awaited, number] for (role, awaited), number in sorted(found.items())]


def _load(work: Iterable[Work], today: date) -> list[list[Any]]:
    """Per role and queue: open tasks, those due this week, those that are late."""
    sunday = today + timedelta(days=6 - today.weekday())
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in work:
        numbers = found[one.role, one.queue]
        for place, counts in enumerate((True, today <= one.due <= sunday, one.due < today)):
            numbers[place] += counts
    return [[role, queue, *numbers] for (role, queue), numbers in sorted(found.items())]


def _told(found: Proposal | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(found).items()}


def _write(rows: Sequence[OutlookRow]) -> None:
    """Write what changed, a thousand rows at a time."""
    before = {(row.case_id, row.key): row for row in queries.all_outlooks()}
    changed = [row for row in rows if before.get((row.case_id, row.key)) != row]
    gone = [*(before.keys() - {(row.case_id, row.key) for row in rows})]
    for start in range(0, len(changed), CHUNK):
        chunk = changed[start : start + CHUNK]
        old = {one for row in chunk for one in _turns(before.get((row.case_id, row.key)))}
        new = {one for row in chunk for one in _turns(row)}
        with unit_of_work() as store:
            kept.put(store.connection, [asdict(row) for row in chunk])
            kept.turn(store.connection, sorted(old - new), sorted(new - old))
    for start in range(0, len(gone), CHUNK):
        keys = gone[start : start + CHUNK]
        with unit_of_work() as store:
            kept.drop(store.connection, keys)
            kept.turn(store.connection, [one for key in keys for one in _turns(before[key])], ())


def _turns(row: OutlookRow | None) -> list[kept.Turn]:
    if row is None:
        return []
    same = (row.last_day, row.case_id, row.key, row.role, row.adjourned, row.threatened)
    return [(awaited, *same) for awaited in row.awaited.split()]
