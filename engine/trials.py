"""Trying very many cases on one version: definitions and roads are shared, each case costs milliseconds."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from engine.bpmn.case import CaseData
from engine.bpmn.memo import Memory, NotRemembered, RememberedRun, StandingRun
from engine.bpmn.run import Run
from engine.definition import Definition
from engine.differences import Consequence
from engine.migration import Choices, Trial, tried
from engine.ports import CaseRecord, Event, Facts
from engine.state import state_of


class Trials:
    """Tries cases on the version `target`, as if they moved at `at`. Saves nothing, sends nothing.

    Not to be shared by threads.
    """

    def __init__(
        self,
        definition: Callable[[str], Definition],
        target: str,
        settings: Facts,
        choices: Choices | None = None,
        at: datetime | None = None,
    ) -> None:
        self._definition, self.target, self._at = definition, target, at
        self._settings, self._choices = settings, choices or {}
        self._memories: dict[str, Memory] = {}
        self._processes = frozenset(definition(target).process_ids())

    def of(self, record: CaseRecord, events: Sequence[Event]) -> Trial:
        """Return what would become of a case. The record and the events are used up by it."""
        if record.process not in self._processes:
            return self._tried(record, events, None)
        memory = self._memories.get(record.process)
        if memory is None:
            memory = Memory(self._definition(self.target), record.process)
            self._memories[record.process] = memory
        try:
            return self._remembered(record, events, memory)
        except Exception:  # one broken case must not stop ten thousand others
            text = "Deze zaak kan niet worden nagespeeld. Vraag de beheerder om aantafel doctor te draaien."
            found = (Consequence("blocked", record.process, text),)
            return Trial(record.case_id, record.number, record.rev, record.bundle, self.target, found)

    def _remembered(self, record: CaseRecord, events: Sequence[Event], memory: Memory) -> Trial:
        try:
            return self._tried(record, events, RememberedRun(memory, self._settings))
        except NotRemembered:
            definition = self._definition(self.target)
            new = Run(definition, record.process, self._settings, writes_letters=False)
            return self._tried(record, events, new)

    def _tried(self, record: CaseRecord, events: Sequence[Event], new: Run | None) -> Trial:
        data = CaseData(dict(record.facts), dict(record.answers))
        definition = self._definition(record.bundle)
        old: Any = StandingRun(definition, record.process, self._settings, data, record.snapshot)
        before = state_of(old, record.case_id)
        old.at = self._at
        return tried(record, events, old, before, new, self._choices, self.target)
