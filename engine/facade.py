"""The engine's commands. Each loads one case, applies one or more events, and hands over one Change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from engine import migration, rewind, transplant
from engine.bpmn.blocks import by_hand, write_by_hand
from engine.bpmn.case import CaseData
from engine.bpmn.run import WITHOUT_PAYLOAD, Effects, Run
from engine.clock import aware, local_date
from engine.definition import Definition, definition_of
from engine.errors import (
    CaseClosed,
    FactsRefused,
    LetterNotWritten,
    RunawayProcess,
    TaskNotOpen,
    UnknownBundle,
)
from engine.ports import CaseRecord, Change, Event, EventKind, Facts, Preview, Store, TaskKey
from engine.previewing import previewed
from engine.starting import complete_facts, validated
from engine.state import NOTHING, State, closed_tasks, due_timers, is_stale, moved_terms, state_of
from engine.values import dumps, settled

Acted = tuple[CaseRecord, Run, State, tuple[Event, ...]]  # a case, run, as it was, and by what it moved
STEPS = ("task_completed",)  # kinds of events that a case can go back to
ROUNDS = 50  # timers that may fire for one case in one visit


@dataclass(frozen=True)
class Replayed:
    """A case rebuilt from its history: the state, and what differs from what is stored."""

    change: Change
    differences: tuple[str, ...]
    run: Run = field(repr=False)  # where a later replay of the same case can go on


class Engine:
    """Runs complaint processes on a store. `settings` are the facts of the municipality for letters."""

    def __init__(self, store: Store, settings: Mapping[str, Any] | None = None) -> None:
        self.store = store
        self.settings = dict(settings or {})

    def definition(self, bundle: str) -> Definition:
        """Return the definition of a version. Raises UnknownBundle, or EngineError when it is faulty."""
        return definition_of(bundle, self._files)

    def _files(self, bundle: str) -> Mapping[str, bytes]:
        try:
            return self.store.bundle_files(bundle)
        except KeyError as error:
            raise UnknownBundle(f"Versie: {bundle[:12]}.") from error

    # -- commands -----------------------------------------------------------------------------

    def start(
        self,
        process: str,
        answers: Facts,
        *,
        facts: Facts | None = None,
        case_id: str,
        number: str,
        by: str,
        at: datetime,
        bundle: str,
    ) -> Change:
        """Start a case. `answers` are checked against the form of the start event; `facts` come from
        the system (channel, receipt date, ...). Raises InvalidAnswers.
        """
        definition = self.definition(bundle)
        run = Run(definition, process, self.settings)
        form = definition.form(run.process.start)
        given = CaseData()
        given.merge(validated(form, answers, {}) if form else answers)
        given.merge(facts or {})
        complete_facts(given.zaak, number, local_date(at))
        record = CaseRecord(case_id, number, process, bundle, 0, "open", b"", {}, {}, 0)
        event = self.event(record, (), "started", process, 1, given.facts, by, at)
        run.apply(event)
        return self._save(record, run, NOTHING, (event,))

    def complete(
        self,
        task: TaskKey,
        answers: Facts,
        *,
        by: str,
        at: datetime,
        letters: Mapping[str, str] | None = None,
    ) -> Change:
        """Complete a task. `letters` are texts that the actor gave to letters of it, by `LetterOut.key`.

        Raises TaskNotOpen, InvalidAnswers, MissingLetterValue, LetterLacksDuty, LetterNotWritten, Conflict.
        """
        record = self.store.load(task.case_id)
        return self._save(*self._completed(record, task, answers, by, at, letters))

    def message(self, case_id: str, name: str, payload: Facts, *, by: str, at: datetime) -> Change:
        """Deliver a message to a waiting case. Raises NobodyWaits."""
        return self._save(*self._acted(case_id, "message_received", name, payload, by, at))

    def amend(
        self, case_id: str, facts: Facts, reason: str, *, by: str, at: datetime,
        letter: str = "", text: str | None = None,
    ) -> Change:  # fmt: skip
        """Change facts of a case, with the reason; terms and timers are computed anew.

        `letter` names one that leaves because of it, outside the diagram, with the `text` that the actor gave
        it. Raises MissingLetterValue, LetterLacksDuty.
        """
        return self._save(
            *self._acted(case_id, "facts_amended", "feiten", facts, by, at, reason, letter, text)
        )

    def change_calendar(
        self, case_id: str, calendar: Facts, reason: str, *, by: str, at: datetime, letter: str = ""
    ) -> Change:
        """Let a case count with decrees newer than its version (see `TermBook.revision`)."""
        return self._save(
            *self._acted(case_id, "calendar_changed", "kalender", calendar, by, at, reason, letter)
        )

    def undo(self, case_id: str, seq: int, *, by: str, at: datetime) -> Change:
        """Take back event `seq`, the last one that counts. Raises CannotGoBack."""
        rewind.refuse_unless_last(self.store.history(case_id), seq)
        change = self._rewound(case_id, seq, "", by, at)
        self.store.save(change)
        return change

    def reopen(
        self, case_id: str, seq: int, reason: str, *, by: str, at: datetime, kinds: Sequence[str] = STEPS
    ) -> Change:
        """Take the case back to before event `seq`, a completed task, and do anew what came after.

        What left the building is not taken back. Raises CannotGoBack.
        """
        rewind.refuse_unless_step(self.store.history(case_id), seq, kinds=kinds)
        change = self._rewound(case_id, seq, reason, by, at)
        self.store.save(change)
        return change

    def merge(self, case_id: str, into: str, reason: str, *, by: str, at: datetime) -> Change:
        """End a case that goes on in the one with number `into`. Raises CaseClosed."""
        return self._save(*self._merged(case_id, into, reason, by, at))

    def try_on(
        self, case_id: str, bundle: str, choices: migration.Choices | None = None, *, at: datetime
    ) -> migration.Trial:
        """Return what would become of a case on another version. Saves nothing."""
        return migration.try_on(self, case_id, bundle, choices or {}, at)

    def migrate(
        self, case_id: str, bundle: str, choices: migration.Choices, *, by: str, at: datetime, reason: str
    ) -> Change:
        """Move an open case to another version: its history is replayed there.

        Raises CannotMigrate, CaseClosed, UnknownBundle.
        """
        change = migration.migrate(self, case_id, bundle, choices, by, at, reason)
        self.store.save(change)
        return change

    def undo_migration(self, case_id: str, *, by: str, at: datetime, reason: str) -> Change:
        """Take back the move to another version, when nothing happened since. Raises MigrationStands."""
        change = migration.undo(self, case_id, by, at, reason)
        self.store.save(change)
        return change

    def fire_due(self, case_id: str, *, at: datetime) -> Change | None:
        """Fire every timer of a case that is due at `at`, oldest first; None when nothing is due.

        After a long stop a reminder whose successor on the same step is due as well is skipped, and
        the history says so.
        """
        record = self.store.load(case_id)
        run, before = self.restore(record)
        events: list[Event] = []
        while due := due_timers(run, at):
            position = due[0]
            stale = is_stale(position, due[1:])
            event = self.event(
                record, events, "timer_skipped" if stale else "timer_fired", position.element.id,
                position.occurrence, None, "klok", at,
            )  # fmt: skip
            run.apply(event)
            events.append(event)
            if len(events) > ROUNDS:
                raise RunawayProcess(position.element.id)
        return self._save(record, run, before, events) if events else None

    def preview(
        self, task: TaskKey, answers: Facts, *, by: str, at: datetime,
        letters: Mapping[str, str] | None = None,
    ) -> Preview:  # fmt: skip
        """Return what completing a task would do, and what stands in the way. Saves nothing."""
        record = self.store.load(task.case_id)
        return self._previewed(
            record, lambda: self.change(*self._completed(record, task, answers, by, at, letters))
        )

    def preview_amendment(
        self, case_id: str, facts: Facts, reason: str, *, by: str, at: datetime,
        letter: str = "", text: str | None = None,
    ) -> Preview:  # fmt: skip
        """Return what :meth:`amend` would do, and what stands in the way. Saves nothing."""

        def act() -> Change:
            return self.change(
                *self._acted(case_id, "facts_amended", "feiten", facts, by, at, reason, letter, text)
            )

        return self._previewed(self.store.load(case_id), act)

    def preview_message(self, case_id: str, name: str, payload: Facts, *, by: str, at: datetime) -> Preview:
        """Return what :meth:`message` would do, and what stands in the way. Saves nothing."""

        def act() -> Change:
            return self.change(*self._acted(case_id, "message_received", name, payload, by, at))

        return self._previewed(self.store.load(case_id), act)

    def preview_merger(self, case_id: str, into: str, *, by: str, at: datetime) -> Preview:
        """Return what :meth:`merge` would do, and what stands in the way. Saves nothing."""
        record = self.store.load(case_id)
        return self._previewed(record, lambda: self.change(*self._merged(case_id, into, "", by, at)))

    def preview_reopening(
        self, case_id: str, seq: int, *, by: str, at: datetime, kinds: Sequence[str] = STEPS
    ) -> Preview:
        """Return what :meth:`reopen` would do, and what stands in the way. Saves nothing."""

        def act() -> Change:
            rewind.refuse_unless_step(self.store.history(case_id), seq, kinds=kinds)
            return self._rewound(case_id, seq, "", by, at)

        return self._previewed(self.store.load(case_id), act)

    def _previewed(self, record: CaseRecord, act: Callable[[], Change]) -> Preview:
        return previewed(self.restore(record)[1], act)

    # -- replay -------------------------------------------------------------------------------

    def replay(self, case_id: str, *, earlier: Replayed | None = None) -> Replayed:
        """Rebuild a case from its history on its own version and compare with what is stored.

        With `earlier`, a replay of the same case when its history was shorter, only what came since is
        applied: replaying is nothing but that, one event after the other. Once steps were taken back the
        events that count are replayed from the start.
        """
        record, events = self.store.load(case_id), self.store.history(case_id)
        seen = len(earlier.change.events) if earlier else 0
        if any(event.kind in transplant.TURNS for event in events[seen:]):
            earlier, seen = None, 0
        run = earlier.run if earlier else transplant.play(self.fresh(record), events)
        for event in events[seen:] if earlier else ():
            run.apply(event)
        differences = []
        if run.snapshot() != record.snapshot:
            differences.append("De opgeslagen positie is niet die van de geschiedenis.")
        if dumps(run.data.facts) != dumps(record.facts):
            differences.append("De opgeslagen feiten zijn niet die van de geschiedenis.")
        if dumps(run.data.answers) != dumps(record.answers):
            differences.append("De opgeslagen antwoorden zijn niet die van de geschiedenis.")
        return Replayed(self.change(record, run, NOTHING, events), tuple(differences), run)

    def fresh(self, record: CaseRecord) -> Run:
        """Return a run at its beginning, for replaying a history."""
        return Run(self.definition(record.bundle), record.process, self.settings, writes_letters=False)

    def _rewound(self, case_id: str, seq: int, reason: str, by: str, at: datetime) -> Change:
        record, past = self.store.load(case_id), self.store.history(case_id)
        _, before = self.restore(record)
        event = self.event(record, (), rewind.UNDONE, "stappen", seq, None, by, at, reason)
        run = transplant.run_again(self.fresh(record), (*past, event))
        change = self.change(record, run, before, (event,))
        return rewind.whole(change, rewind.undone_by(past, seq), state_of(run, case_id))

    # -- the shape of every command -----------------------------------------------------------

    def _acted(
        self,
        case_id: str,
        kind: EventKind,
        subject: str,
        payload: Facts | None,
        by: str,
        at: datetime,
        reason: str = "",
        letter: str = "",
        text: str | None = None,
    ) -> Acted:
        record = self.store.load(case_id)
        run, before = self.restore(record)
        event = self.event(record, (), kind, subject, 1, payload, by, at, reason)
        if letter and text is not None:
            event = replace(event, letters={by_hand(event.seq): text})
        run.apply(event)
        if letter:
            write_by_hand(run, letter, event.seq)
        return record, run, before, (event,)

    def _merged(self, case_id: str, into: str, reason: str, by: str, at: datetime) -> Acted:
        if self.store.load(case_id).status == "closed":
            raise CaseClosed
        facts = {"zaak": {"samengevoegd_met": into, "uitkomst": "samengevoegd"}}
        return self._acted(case_id, "case_merged", into, facts, by, at, reason)

    def _completed(
        self,
        record: CaseRecord,
        task: TaskKey,
        answers: Facts,
        by: str,
        at: datetime,
        letters: Mapping[str, str] | None = None,
    ) -> Acted:
        run, before = self.restore(record)
        if (task.bpmn_id, task.occurrence) not in before.tasks:
            raise TaskNotOpen(task.bpmn_id)
        form = run.definition.form(run.definition.elements[task.bpmn_id])
        values = validated(form, answers, run.data.context()) if form else dict(answers)
        event = self.event(record, (), "task_completed", task.bpmn_id, task.occurrence, values, by, at)
        event = replace(event, letters=dict(letters or {}))
        run.apply(event)
        if lost := sorted(event.letters.keys() - {letter.key for letter in run.effects.letters}):
            raise LetterNotWritten(f"Het gaat om: {', '.join(lost)}.")
        return record, run, before, (event,)

    def restore(self, record: CaseRecord) -> tuple[Run, State]:
        data = CaseData(settled(record.facts), dict(record.answers))
        definition = self.definition(record.bundle)
        run = Run.restore(definition, record.process, self.settings, data, record.snapshot)
        run.round = record.rewinds
        return run, state_of(run, record.case_id)

    def event(
        self,
        record: CaseRecord,
        earlier: Sequence[Event],
        kind: EventKind,
        subject: str,
        occurrence: int,
        payload: Facts | None,
        by: str,
        at: datetime,
        reason: str = "",
    ) -> Event:
        """Return the next event, as it will be read back: nothing in it is shared with the caller."""
        seq, moment = record.last_seq + len(earlier) + 1, aware(at).astimezone(UTC)
        if not isinstance(payload, Mapping) and kind not in WITHOUT_PAYLOAD:
            raise FactsRefused("Er is geen groep gegevens met namen meegegeven.")
        try:
            content = settled(payload)
        except (TypeError, RecursionError) as error:
            raise FactsRefused(f"Een van de gegevens kan niet worden bewaard ({error}).") from error
        return Event(seq, kind, subject, occurrence, moment, by, record.bundle, content, reason)

    def _save(self, record: CaseRecord, run: Run, before: State, events: Sequence[Event]) -> Change:
        change = self.change(record, run, before, events)
        self.store.save(change)
        return change

    def change(self, record: CaseRecord, run: Run, before: State, events: Sequence[Event]) -> Change:
        after = state_of(run, record.case_id)
        effects: Effects = run.effects
        return Change(
            case_id=record.case_id,
            number=record.number,
            process=record.process,
            bundle=record.bundle,
            rev=record.rev,
            status="closed" if run.completed else "open",
            snapshot=run.snapshot(),
            facts=run.data.facts,
            events=tuple(events),
            opened=tuple(t for key, t in after.tasks.items() if key not in before.tasks),
            closed=tuple(closed_tasks(before, after, events)),
            redated={
                t.key: t.due_on
                for key, t in after.tasks.items()
                if key in before.tasks and before.tasks[key].due_on != t.due_on
            },
            timers=None if after.timers == before.timers else after.timers,
            waits=None if after.waits == before.waits else after.waits,
            terms=None if after.terms == before.terms else after.terms,
            letters=tuple(effects.letters),
            messages=tuple(effects.messages),
            cases=tuple(effects.cases),
            steps=(*effects.steps, *moved_terms(before, after, record.process, events[-1].seq)),
            outcome=effects.outcome if run.completed else "",
        )
