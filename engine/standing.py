"""One case on two versions, side by side: where it stands, its terms, its letters. Labels and days only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.bpmn.case import CaseData
from engine.bpmn.memo import StandingRun
from engine.bpmn.run import Run
from engine.definition import Definition
from engine.differences import may_come
from engine.migration import Choices, Trial, tried
from engine.ports import CaseRecord, Event, Facts, TaskOpened, TermRow, Timer, Wait
from engine.state import state_of


@dataclass(frozen=True)
class Standing:
    """Where a case stands on one version. Letters by their label in the drawing."""

    tasks: tuple[TaskOpened, ...]
    waits: tuple[Wait, ...]
    timers: tuple[Timer, ...]
    terms: tuple[TermRow, ...]
    sent: tuple[str, ...]
    may_be_sent: tuple[str, ...]
    ended: bool


@dataclass(frozen=True)
class SideBySide:
    """What differs, and the two sides. `after` is None when the case cannot stand on the other version."""

    trial: Trial
    before: Standing
    after: Standing | None


def side_by_side(
    record: CaseRecord,
    events: Sequence[Event],
    old: Definition,
    new: Definition,
    settings: Facts,
    choices: Choices | None = None,
    at: datetime | None = None,
) -> SideBySide:
    """Lay one case on another version. The record and the events are used up by it; nothing is saved."""
    data = CaseData(dict(record.facts), dict(record.answers))
    standing: Any = StandingRun(old, record.process, settings, data, record.snapshot)
    before = state_of(standing, record.case_id)
    standing.at = at
    run = None
    if record.process in new.process_ids():
        run = Run(new, record.process, settings, writes_letters=False)
    trial = tried(record, events, standing, before, run, choices or {}, new.hash)
    stuck = run is None or any(one.kind == "blocked" for one in trial.differences)
    return SideBySide(
        trial, _standing(standing, record.case_id), None if stuck else _standing(run, record.case_id)
    )


def _standing(run: Any, case_id: str) -> Standing:
    state = state_of(run, case_id)
    letters = [one for one in run.definition.elements.values() if one.block == "brief"]
    ahead = frozenset() if run.completed else may_come(run)
    return Standing(
        tasks=tuple(state.tasks.values()),
        waits=state.waits,
        timers=state.timers,
        terms=state.terms,
        sent=tuple(one.label for one in letters if run.counters.get(one.id, 0) > 0),
        may_be_sent=tuple(
            one.label for one in letters if one.id in ahead and not run.counters.get(one.id, 0)
        ),
        ended=run.completed,
    )
