"""A store in memory, for scenarios, rehearsals and tests. Keeps bytes, so nothing is shared by accident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.errors import Conflict, UnknownCase
from engine.ports import CaseRecord, Change, Event, TaskKey, TaskOpened
from engine.rewind import UNDONE, latest_answers
from engine.values import dumps, loads, settled


@dataclass
class StoredCase:
    """One case with everything its changes said."""

    record: CaseRecord
    facts: bytes = b"{}"
    answers: dict[str, bytes] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    open_tasks: dict[TaskKey, TaskOpened] = field(default_factory=dict)


class InMemoryStore:
    """Implements :class:`engine.ports.Store`."""

    def __init__(self, bundles: Mapping[str, Mapping[str, bytes]]) -> None:
        self.bundles = dict(bundles)
        self.cases: dict[str, StoredCase] = {}

    def load(self, case_id: str) -> CaseRecord:
        case = self._case(case_id)
        old = case.record
        return CaseRecord(
            old.case_id,
            old.number,
            old.process,
            old.bundle,
            old.rev,
            old.status,
            old.snapshot,
            loads(case.facts),
            {task: loads(data) for task, data in case.answers.items()},
            len(case.events),
            sum(event.kind == UNDONE for event in case.events),
        )

    def history(self, case_id: str) -> Sequence[Event]:
        return tuple(_of_its_own(event) for event in self._case(case_id).events)

    def bundle_files(self, bundle: str) -> Mapping[str, bytes]:
        return self.bundles[bundle]

    def save(self, change: Change) -> None:
        case = self.cases.get(change.case_id)
        if case is None:
            case = self.cases[change.case_id] = StoredCase(
                CaseRecord(
                    change.case_id, change.number, change.process, change.bundle, 0, "open", b"", {}, {}, 0
                )
            )
        if case.record.rev != change.rev:
            raise Conflict()
        case.record = CaseRecord(
            change.case_id,
            change.number,
            change.process,
            change.bundle,
            change.rev + 1,
            change.status,
            change.snapshot,
            {},
            {},
            0,
        )
        case.facts = dumps(change.facts)
        case.events.extend(_of_its_own(event) for event in change.events)
        case.changes.append(change)
        if change.is_rewind or change.is_migration or change.is_migration_undone:
            case.answers = {task: dumps(e.payload) for task, e in latest_answers(case.events).items()}
        for closed in change.closed:
            case.open_tasks.pop(closed.key, None)
            if closed.answers is not None:
                case.answers[closed.key.bpmn_id] = dumps(closed.answers)
        case.open_tasks.update({task.key: task for task in change.opened})

    def _case(self, case_id: str) -> StoredCase:
        if case_id not in self.cases:
            raise UnknownCase(case_id)
        return self.cases[case_id]


def _of_its_own(event: Event) -> Event:
    """Return the event with a payload that nobody else holds."""
    return replace(event, payload=settled(event.payload))
