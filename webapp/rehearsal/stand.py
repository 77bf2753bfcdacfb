"""A rehearsal as it stands: its sentences played on the draft as the draft is now.

What was played last stays in memory, so that the next click plays one sentence instead of all of them.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from threading import Lock

from engine import Bundle, EngineError, MissingLetterValue, Rehearsal, ScenarioStep, rehearse
from webapp.commands import NoRehearsal, steps_from_json
from webapp.drafts import bundle_of, open_draft
from webapp.drawing import Course
from webapp.store import queries
from webapp.store.queries import DraftRow, RehearsalRow

_Key = tuple[str, str, tuple[ScenarioStep, ...]]
MOST_LIVE = 8


class _Live:
    """Rehearsals ready to go on. Each is lent to one request at a time."""

    def __init__(self) -> None:
        self._held: OrderedDict[_Key, Rehearsal] = OrderedDict()
        self._lock = Lock()

    def take(self, bundle: Bundle, process: str, steps: tuple[ScenarioStep, ...]) -> Rehearsal | None:
        with self._lock:
            return self._held.pop((bundle.hash, process, steps), None)

    def give(self, rehearsal: Rehearsal) -> None:
        key = (rehearsal.bundle.hash, rehearsal.first, rehearsal.steps)
        with self._lock:
            self._held[key] = rehearsal
            while len(self._held) > MOST_LIVE:
                self._held.popitem(last=False)


_live = _Live()


@dataclass
class Stand:
    """An invented case on a draft. `trouble` says why not all its sentences can be played any more."""

    draft: DraftRow
    row: RehearsalRow
    bundle: Bundle
    steps: tuple[ScenarioStep, ...]
    case: Rehearsal
    trouble: EngineError | None = None
    missing: tuple[str, ...] = ()  # facts that a letter lacked in the step that could not be done

    def do(self, step: ScenarioStep) -> str:
        """Play one more sentence; return why that cannot be, and stand as before."""
        try:
            self.case.do(step)
        except EngineError as error:
            self.missing = error.names if isinstance(error, MissingLetterValue) else ()
            self.case, self.trouble = rehearse(self.bundle, self.row.process, self.steps)
            return str(error)
        self.steps = self.case.steps
        return ""


@contextmanager
def standing(draft_id: int, rehearsal_id: int) -> Iterator[Stand]:
    """Yield a rehearsal, played as far as it goes. Raises NoDraft, NoRehearsal, EngineError."""
    draft, row = open_draft(draft_id), queries.rehearsal(rehearsal_id)
    if row is None or row.draft_id != draft.id:
        raise NoRehearsal
    bundle, steps = bundle_of(draft), steps_from_json(row.steps)
    trouble = None
    case = _live.take(bundle, row.process, steps)
    if case is None:
        case, trouble = rehearse(bundle, row.process, steps)
    stand = Stand(draft, row, bundle, case.steps, case, trouble)
    yield stand
    _live.give(stand.case)  # not reached after an exception: then it may be halfway something


@lru_cache(maxsize=4)
def course_of(bundle: Bundle) -> Course:
    return Course(diagrams_of(bundle))


def diagrams_of(bundle: Bundle) -> Mapping[str, bytes]:
    return {PurePosixPath(path).stem: data for path, data in bundle.processes()}
