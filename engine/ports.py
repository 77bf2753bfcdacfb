"""What crosses the border between the engine and its surroundings.

The engine decides, the store remembers. A command loads one :class:`CaseRecord`, acts, and hands the
store one :class:`Change` that it must write in a single transaction together with everything else.
All moments are aware datetimes in UTC; days are dates in Europe/Amsterdam.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

Facts = Mapping[str, Any]
KEY = "sleutel"  # in the detail of a step, when the key of its letter is not its id and occurrence
EventKind = Literal[
    "started",
    "task_completed",
    "message_received",
    "timer_fired",
    "timer_skipped",
    "facts_amended",
    "calendar_changed",
    "steps_undone",
    "case_merged",
    "migrated",
    "migration_undone",
]


@dataclass(frozen=True, order=True)
class TaskKey:
    """Stable identity of a piece of human work; survives replay and migration."""

    case_id: str
    bpmn_id: str
    occurrence: int


@dataclass(frozen=True)
class Event:
    """One input that moved a case. Together, in order, they *are* the case.

    `subject` names the process, task, message or timer; `occurrence` tells which one in a loop.
    `payload` holds start facts, answers, message content or amended facts and may be erased
    (None) when the case is destroyed. `bundle` is the version it happened under. `letters` are the
    texts that the actor gave letters of this event instead of those of their templates, by key of the letter.
    The occurrence of `steps_undone` is the seq from which the steps no longer count, see `engine.rewind`;
    that of `migration_undone` the seq of the `migrated` whose subject is the version the case moved to.
    """

    seq: int
    kind: EventKind
    subject: str
    occurrence: int
    at: datetime
    actor: str
    bundle: str
    payload: Facts | None = None
    reason: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TaskOpened:
    """A user task that became ready."""

    key: TaskKey
    process: str
    title: str
    role: str
    form: str
    due_on: date | None
    candidates: tuple[str, ...] = ()  # candidateGroups narrowing the lane
    basis: str = ""  # article of law, shown to the case worker
    explanation: str = ""  # documentation of the element, Dutch
    waits_for: str = ""  # whose answer is needed before this can be done: "inwoner"


@dataclass(frozen=True)
class TaskClosed:
    """A user task that is over: `done` by someone, or `cancelled` by the course of the process."""

    key: TaskKey
    state: Literal["done", "cancelled"]
    answers: Facts | None = None


@dataclass(frozen=True)
class Timer:
    """A waiting timer. `due_at` is None while the facts it depends on are unknown."""

    key: str  # bpmn id
    occurrence: int
    title: str
    due_at: datetime | None
    interrupting: bool = False
    reminder: bool = False
    basis: str = ""


@dataclass(frozen=True)
class Wait:
    """A case waiting for a message."""

    message: str
    bpmn_id: str
    occurrence: int
    title: str = ""
    waits_for: str = ""  # whose message it is: "inwoner"
    optional: bool = False  # it may come, but the case goes on without it: a message on an edge


@dataclass(frozen=True)
class TermRow:
    """A running, met or lapsed term with the explanation of its last day, one Dutch step a line."""

    key: str
    title: str
    kind: Literal["statutory", "service"]
    start: date
    nominal_end: date | None
    last_day: date | None
    basis: str
    steps: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    met_on: date | None = None
    watched: bool = True  # False: a date to know, that nobody needs to be chased for


@dataclass(frozen=True)
class LetterOut:
    """A letter that leaves with this change. `key` is stable: bpmn id and occurrence of the step.

    Of a step that is done anew after steps were taken back, the round is part of it: that letter is another.
    `template` is what the template made of it, when a person changed the text; empty otherwise.
    """

    key: str
    letter: str  # file stem in processes/letters
    recipient: str  # who: "inwoner", "beklaagde", ...
    address: Mapping[str, Any]  # facts of that party: naam, email, adres, ...
    channel: str  # "email" | "post"
    subject: str
    markdown: str
    title: str = ""
    template: str = ""


@dataclass(frozen=True)
class MessageOut:
    """A message from this case to the outside (building block `bericht`)."""

    key: str
    name: str
    payload: Facts


@dataclass(frozen=True)
class CaseOut:
    """Another case that must begin because of this one (building block `start_zaak`).

    `facts` are those it begins with; `zaak.voortgekomen_uit` in them is the number of this case.
    """

    key: str
    process: str
    facts: Facts
    title: str = ""


@dataclass(frozen=True)
class Step:
    """One thing that happened while the engine ran: for the timeline and the resident's page.

    Kind "term": a term has another last day, in `detail` from `van` to `naar`; `bpmn_id` is `termijn.` with
    the key of the term. These steps are the history of a term. Likewise `feit.` with the name of a fact,
    kind "fact", when somebody amends it.
    """

    bpmn_id: str
    occurrence: int
    kind: Literal[
        "task", "letter", "message", "case", "decision", "status", "fact", "timer", "term", "end", "call"
    ]
    title: str
    process: str
    basis: str = ""
    resident_title: str = ""
    resident_text: str = ""
    detail: Facts = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of the letter that this step wrote."""
        return self.detail.get(KEY) or f"{self.bpmn_id}:{self.occurrence}"


@dataclass(frozen=True)
class CaseRecord:
    """A case as the store knows it."""

    case_id: str
    number: str
    process: str
    bundle: str
    rev: int
    status: Literal["open", "closed"]
    snapshot: bytes
    facts: Facts  # {"zaak": {...}, "inwoner": {...}, "variabelen": {...}, ...}
    answers: Mapping[str, Facts]  # task id -> latest answers
    last_seq: int
    rewinds: int = 0  # how often steps were taken back


@dataclass(frozen=True)
class Change:
    """Everything one command did to one case. None means: unchanged.

    After a rewind (its event is `steps_undone`) `opened` holds tasks that may have been there before, and
    `closed` tasks that were done: the store keeps one row for a key, whatever became of it.
    """

    case_id: str
    number: str
    process: str
    bundle: str
    rev: int  # revision this change was computed from; 0 for a new case
    status: Literal["open", "closed"]
    snapshot: bytes
    facts: Facts
    events: tuple[Event, ...]
    opened: tuple[TaskOpened, ...] = ()
    closed: tuple[TaskClosed, ...] = ()
    redated: Mapping[TaskKey, date | None] = field(default_factory=dict)
    timers: tuple[Timer, ...] | None = None
    waits: tuple[Wait, ...] | None = None
    terms: tuple[TermRow, ...] | None = None
    letters: tuple[LetterOut, ...] = ()
    messages: tuple[MessageOut, ...] = ()
    cases: tuple[CaseOut, ...] = ()
    steps: tuple[Step, ...] = ()
    outcome: str = ""  # label of the end event, once closed
    undone: tuple[Event, ...] = ()  # events that no longer count because of this change

    @property
    def is_rewind(self) -> bool:
        return self.events[-1].kind == "steps_undone"

    @property
    def is_migration(self) -> bool:
        """Whether the case moved to another version: `opened` then holds every open task."""
        return self.events[-1].kind == "migrated"

    @property
    def is_migration_undone(self) -> bool:
        """Whether the case is back where it was: every row becomes again what it was before."""
        return self.events[-1].kind == "migration_undone"


@dataclass(frozen=True)
class Preview:
    """What submitting these answers, this amendment or this rewind would do; nothing has been saved."""

    opens: tuple[TaskOpened, ...]
    cancels: tuple[TaskKey, ...]
    letters: tuple[LetterOut, ...]
    terms_before: tuple[TermRow, ...]
    terms_after: tuple[TermRow, ...]
    closes_case: bool
    outcome: str
    cases: tuple[CaseOut, ...] = ()  # other cases that would begin
    timers_before: tuple[Timer, ...] = ()
    timers_after: tuple[Timer, ...] = ()
    problems: tuple[str, ...] = ()  # Dutch; submitting is refused while there are any
    undone: tuple[Event, ...] = ()  # what would no longer count
    missing: tuple[str, ...] = ()  # dotted names of the facts that a letter still lacks


class Store(Protocol):
    """Where cases live. `load` locks the case until the surrounding transaction ends."""

    def load(self, case_id: str) -> CaseRecord: ...

    def history(self, case_id: str) -> Sequence[Event]: ...

    def save(self, change: Change) -> None:
        """Write `change`; raise engine.Conflict when `change.rev` is no longer the case's revision."""
        ...

    def bundle_files(self, bundle: str) -> Mapping[str, bytes]:
        """The files of a published bundle, by path relative to the bundle root."""
        ...
