"""One case on the stage of a scenario: it acts through the engine and remembers what happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from engine.bpmn.case import context_of
from engine.bpmn.profile import Element
from engine.bpmn.trace import trace
from engine.bundle import Bundle
from engine.clock import local_date
from engine.facade import Engine, Replayed
from engine.forms import Form
from engine.memory import InMemoryStore
from engine.ports import (
    CaseOut,
    Change,
    Facts,
    LetterOut,
    MessageOut,
    Step,
    TaskKey,
    TaskOpened,
    TermRow,
    Timer,
    Wait,
)
from engine.scenarios import reach
from engine.scenarios.answers import completed, from_table
from engine.scenarios.setting import RESIDENT, SETTINGS, at
from engine.scenarios.story import Happening, dutch, happenings

CASE = "scenario"
NUMBER = "K-2026-0001"


class Expected(Exception):
    """What a step expected did not happen. The message is Dutch."""

    def __init__(self, expected: str, happened: str) -> None:
        self.expected, self.happened = expected, happened
        super().__init__(f"Verwacht: {expected}. Gebeurd: {happened}.")


class Stage:
    """A single case, its clock, and everything the engine told about it."""

    def __init__(self, bundle: Bundle, process: str) -> None:
        self.bundle = bundle
        self.case = CASE
        self.processes = {CASE: process}  # by case: the first, and those that grew from it
        self.store = InMemoryStore({bundle.hash: bundle.files})
        self.engine = Engine(self.store, SETTINGS)
        self.now: datetime | None = None
        self.usual: dict[str, dict[str, Any]] = {}
        self.tasks: dict[TaskKey, TaskOpened] = {}
        self.timers: tuple[Timer, ...] = ()
        self.waits: tuple[Wait, ...] = ()
        self.terms: tuple[TermRow, ...] = ()
        self.begun: list[CaseOut] = []  # cases that this one asked for
        self.before: list[tuple[date, Step]] = []  # what happened in cases that the story has left
        self.opened: set[str] = set()  # ids of tasks that were open at some time
        self.letters: list[tuple[date, LetterOut]] = []
        self.messages: list[MessageOut] = []
        self.happened: list[tuple[date, Step]] = []
        self.story: list[Happening] = []
        self._replayed: dict[str, Replayed] = {}  # by case, as far as its history went
        self.skipped: list[str] = []  # reminders that came too late to be of use
        self.status, self.outcome = "", ""

    # -- acting -------------------------------------------------------------------------------

    def receive(self, day: date, *, written: bool, subject: str, table: Sequence[Sequence[str]]) -> None:
        """Begin with a complaint of the invented resident."""
        known = {"ontvangstdatum": day, "schriftelijk": written, "onderwerp": subject,
                 "kanaal": "web" if written else "telefoon"}  # fmt: skip
        self._start(day, known, RESIDENT, table, by="inwoner")

    def begin(self, day: date, table: Sequence[Sequence[str]]) -> None:
        """Begin with a case that is no complaint: nothing was received, so no term of the law runs."""
        known = {"soort": self.processes[self.case], "begonnen_op": day}
        self._start(day, known, {}, table, by="medewerker")

    def _start(
        self, day: date, known: Facts, usual: Facts, table: Sequence[Sequence[str]], *, by: str
    ) -> None:
        self.now = at(day)
        process = self.processes[self.case]
        form = self._form(self.engine.definition(self.bundle.hash).process(process).start.id)
        answers = {**usual, **from_table(form, table)}
        self._note(
            self.engine.start(
                process,
                completed(form, answers, {}, day),
                facts={"zaak": dict(known)},
                case_id=self.case,
                number=NUMBER,
                by=by,
                at=self.now,
                bundle=self.bundle.hash,
            )
        )

    def complete(
        self, role: str, title: str, table: Sequence[Sequence[str]], *, by: str, step: str = ""
    ) -> None:
        key, answers = self.answers(role, title, table, step)
        self._note(self.engine.complete(key, answers, by=by, at=self.moment))

    def refusal(self, role: str, title: str, table: Sequence[Sequence[str]], *, by: str) -> str:
        """Return why completing a task is refused; empty when it is not."""
        key, answers = self.answers(role, title, table)
        return " ".join(self.engine.preview(key, answers, by=by, at=self.moment).problems)

    def answers(
        self, role: str, title: str, table: Sequence[Sequence[str]], step: str = ""
    ) -> tuple[TaskKey, dict[str, Any]]:
        task = self.open_task(title, role, step)
        if task.role != role:
            raise Expected(f"de taak '{title}' is voor de rol '{role}'", f"zij is voor de rol '{task.role}'")
        form = self._form(task.key.bpmn_id)
        given = {**self.usual.get(title, {}), **from_table(form, table)}
        return task.key, completed(form, given, self.known(), self.today)

    def wait_until(self, day: date) -> None:
        """Let time pass: each timer fires at the moment it is due, as with a clock that never stops."""
        target = at(day)
        if target < self.moment:
            raise Expected("een latere dag dan vandaag", f"het is al {dutch(self.today)}")
        while due := [timer.due_at for timer in self.timers if timer.due_at and timer.due_at <= target]:
            self.now = max(min(due), self.moment)
            change = self.engine.fire_due(self.case, at=self.now)
            if change is None:
                raise Expected("dat een klok afgaat", "de motor vond geen klok die aan de beurt was")
            self._note(change)
        self.now = target

    def stand_still_until(self, day: date) -> None:
        """The clock was out of order: everything that became due fires on this one day."""
        self.now = at(day)
        change = self.engine.fire_due(self.case, at=self.now)
        if change is not None:
            self._note(change)

    def message(self, title: str, content: Mapping[str, Any], *, by: str) -> None:
        names = {wait.title: wait.message for wait in self.waits}
        if title not in names:
            raise Expected(f"dat de zaak wacht op '{title}'", f"zij wacht op: {listed(names)}")
        self._note(self.engine.message(self.case, names[title], content, by=by, at=self.moment))

    def amend(self, facts: Mapping[str, Any], reason: str) -> None:
        self._note(self.engine.amend(self.case, facts, reason, by="Klachtencoördinator", at=self.moment))

    def go_on_in(self, process: str) -> None:
        """Turn to a case that this one asked for (`start_zaak`). The old one stands still from here."""
        out = self.asked_for(process)
        self.begun.remove(out)
        self.before += self.happened
        self.tasks, self.timers, self.waits, self.terms, self.happened = {}, (), (), (), []
        number = len(self.store.cases) + 1
        self.case = f"{CASE}-{number}"
        self.processes[self.case] = process
        self._note(
            self.engine.start(
                process,
                out.facts,
                facts=out.facts,
                case_id=self.case,
                number=f"K-2026-{number:04}",
                by="klok",
                at=self.moment,
                bundle=self.bundle.hash,
            )
        )

    # -- looking ------------------------------------------------------------------------------

    def must_have_begun(self) -> None:
        if self.now is None:
            raise Expected(
                "dat er een klacht is", "begin met: Gegeven een schriftelijke klacht ontvangen op ..."
            )

    def must_know_letter(self, name: str) -> None:
        names = [PurePosixPath(path).stem for path, _ in self.bundle.letters()]
        if name not in names:
            raise Expected(f"een brief '{name}'", f"er zijn: {listed(names)}")

    def asked_for(self, process: str) -> CaseOut:
        """Return the other case that this one asked for."""
        found = [out for out in self.begun if out.process == process]
        if not found:
            names = listed(out.process for out in self.begun)
            raise Expected(f"dat een zaak '{process}' begint", f"begonnen zijn: {names}")
        return found[0]

    def must_know_process(self, process: str) -> None:
        known = self.engine.definition(self.bundle.hash).process_ids()
        if process not in known:
            raise Expected(f"een proces '{process}'", f"er zijn: {listed(known)}")

    def must_know_message(self, name: str) -> None:
        sent = [e.headers.get("bericht", "") for e in self.elements.values() if e.block == "bericht"]
        if name not in sent:
            raise Expected(f"een bericht '{name}'", f"er zijn: {listed(sorted(set(sent)))}")

    def must_know_step(self, kind: str, title: str) -> None:
        """Refuse a name that no timer (`klok`) or end (`einde`) has."""
        found = self.elements.values()
        names = [e.label for e in found if (e.timer if kind == "klok" else e.kind == "endEvent")]
        if title not in names:
            raise Expected(f"een {kind} '{title}'", f"er zijn: {listed(names)}")

    def must_know_term(self, key: str) -> None:
        keys = self.engine.definition(self.bundle.hash).terms.keys
        if key not in keys:
            raise Expected(f"een termijn '{key}'", f"er zijn: {listed(keys)}")

    @property
    def elements(self) -> Mapping[str, Element]:
        return self.engine.definition(self.bundle.hash).elements

    @property
    def moment(self) -> datetime:
        self.must_have_begun()
        assert self.now is not None
        return self.now

    @property
    def today(self) -> date:
        return local_date(self.moment)

    def open_task(self, title: str, role: str = "", step: str = "") -> TaskOpened:
        """Return the open task with this name; of several the one for the role, or at the step."""
        found = [task for task in self.tasks.values() if task.title == title]
        found = [task for task in found if step in ("", task.key.bpmn_id)]
        if not found:
            told = f"de taak '{title}' staat open" + (f" bij stap '{step}'" if step else "")
            raise Expected(told, f"open staan: {listed(self.titles())}")
        return next((task for task in found if task.role == role), found[0])

    def titles(self) -> list[str]:
        return [task.title for task in self.tasks.values()]

    def term(self, key: str) -> TermRow:
        found = next((term for term in self.terms if term.key == key), None)
        if found is None:
            raise Expected(f"een termijn '{key}'", f"bekend zijn: {listed(t.key for t in self.terms)}")
        return found

    def known(self) -> Mapping[str, Any]:
        """Return what expressions in the diagrams see: facts, variables and answers by task."""
        record = self.store.load(self.case)
        return context_of(record.facts, record.answers)

    def form_of(self, title: str) -> Form | None:
        """Return the form of the task with this label, open or not."""
        found = [
            element
            for element in self.elements.values()
            if element.label == title and element.kind == "userTask"
        ]
        if not found:
            raise Expected(f"een taak '{title}' in de processen", "die is er niet")
        return self._form(found[0].id)

    def reached(self) -> frozenset[str]:
        """Return the keys of everything this case came to; see :mod:`engine.scenarios.reach`."""
        if not self.store.cases:  # nothing began, perhaps because the processes cannot be read
            return frozenset()
        definition = self.engine.definition(self.bundle.hash)
        found = {reach.letter(letter.letter) for _, letter in self.letters}
        found |= {reach.opened(task) for task in self.opened}
        found |= {step.bpmn_id for _, step in (*self.before, *self.happened)}
        for case in self.store.cases:
            way = trace(definition, self.processes[case], SETTINGS, self.store.history(case))
            found.update(reach.keys_of(way))
        return frozenset(found)

    def check_replay(self, *, from_the_start: bool = False) -> None:
        """Rebuild the case from its history; refuse any difference with what is stored or on the stage.

        What was rebuilt before goes on with what came since, unless asked for `from_the_start`.
        """
        if self.case not in self.store.cases:
            return
        earlier = None if from_the_start else self._replayed.get(self.case)
        replayed = self.engine.replay(self.case, earlier=earlier)
        self._replayed[self.case] = replayed
        if replayed.differences:
            raise Expected("dat de geschiedenis dezelfde zaak oplevert", " ".join(replayed.differences))
        change = replayed.change
        pairs: tuple[tuple[str, Any, Any], ...] = (
            ("taken", {t.key: t for t in change.opened}, self.tasks),
            ("klokken", change.timers or (), self.timers),
            ("verwachte berichten", change.waits or (), self.waits),
            ("termijnen", change.terms or (), self.terms),
            ("stappen", _course(change.steps), _course(step for _, step in self.happened)),
            ("afloop", change.outcome, self.outcome),
        )
        for what, rebuilt, stored in pairs:
            if rebuilt != stored:
                raise Expected(
                    f"{what} {stored!r:.300}", f"naspelen van de geschiedenis gaf {rebuilt!r:.300}"
                )

    def _form(self, element_id: str) -> Form | None:
        definition = self.engine.definition(self.bundle.hash)
        return definition.form(definition.elements[element_id])

    def _note(self, change: Change) -> None:
        for closed in change.closed:
            self.tasks.pop(closed.key, None)
        self.tasks.update({task.key: task for task in change.opened})
        self.opened |= {task.key.bpmn_id for task in change.opened}
        for key, due_on in change.redated.items():
            self.tasks[key] = replace(self.tasks[key], due_on=due_on)
        self.timers = self.timers if change.timers is None else change.timers
        self.waits = self.waits if change.waits is None else change.waits
        self.terms = self.terms if change.terms is None else change.terms
        self.letters += [(self.today, letter) for letter in change.letters]
        self.messages += change.messages
        self.begun += change.cases
        self.happened += [(self.today, step) for step in change.steps]
        self.story += happenings(change, self.today, self.elements)
        self.skipped += [self.elements[e.subject].label for e in change.events if e.kind == "timer_skipped"]
        self.status, self.outcome = change.status, change.outcome


def _course(steps: Iterable[Step]) -> list[tuple[str, int]]:
    """Return what happened, without what a replay leaves alone.

    Letters left long ago; that a term moved is told by comparing a case before and after a command.
    """
    return [(step.bpmn_id, step.occurrence) for step in steps if step.kind not in ("letter", "term")]


def listed(names: Any) -> str:
    found = ", ".join(f"'{name}'" for name in names)
    return found or "niets"
