"""Plays the sample cases day by day until now: tasks by people, timers by the clock, letters in the post."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from flask import Flask, current_app

from engine import AMSTERDAM, Change, Engine, Store, TaskOpened, local_date
from webapp import clock
from webapp.commands import RESIDENT, file_complaint
from webapp.demo.people import BY_ROLE, PEOPLE
from webapp.demo.stories import Story, answers, complaints, start_answers, start_facts, stories
from webapp.involvement import ACCUSED_ROLE
from webapp.store import numbering, users
from webapp.store.unit_of_work import reading, unit_of_work

CASES = len(stories())
MARK = "demo"


def is_seeded() -> bool:
    """Return whether the sample data is there, all of it."""
    with reading() as store:
        return numbering.is_marked(store.connection, MARK)


def seed(app: Flask, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Fill a database with people and cases; goes on where an earlier attempt was cut off.

    `progress(done, total)` is called after every case.
    """
    with app.app_context():
        now = clock.now()
        add_people(now)
        tales = sorted(zip(stories(), complaints(), strict=True), key=lambda pair: -pair[0].age)
        for done, (story, complaint) in enumerate(tales, 1):
            Tale(story, now).play(complaint)
            progress(done, len(tales))
        with unit_of_work() as store:
            numbering.mark(store.connection, MARK)


def add_people(at: datetime) -> None:
    with unit_of_work() as store:
        known = {user.username for user in users.everyone()}
        for person in (person for person in PEOPLE if person.username not in known):
            users.add(
                store.connection, person.username, person.name, person.roles, at=at,
                email=person.email,
            )  # fmt: skip


@dataclass
class Tale:
    """One sample case on its way from receipt to now."""

    story: Story
    now: datetime
    case_id: str = ""
    open: dict[tuple[str, int], tuple[datetime, TaskOpened]] = field(default_factory=dict)
    due: list[datetime] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)  # tasks that nobody does (any more)

    def play(self, complaint: dict[str, str]) -> None:
        received = self._working_hour(
            self.now - timedelta(days=self.story.age), minute=7 * self.story.index % 60
        )
        received = min(received, self.now - timedelta(minutes=5 + self.story.index))
        with_facts = start_facts(self.story, complaint, local_date(received))
        answered = start_answers(self.story, complaint)
        self.case_id = file_complaint(
            answered, by=RESIDENT, at=received, facts=with_facts, source=MARK, key=str(self.story.index)
        ).case_id
        with reading() as store:
            self._note(self._engine(store, received).replay(self.case_id).change, received)
        self.stopped.add(self.story.waits_at)
        while (moment := self._next_moment()) is not None and moment <= self.now:
            self._step(moment)

    def _next_moment(self) -> datetime | None:
        return min([at for at, _ in self._to_do()] + self.due, default=None)

    def _to_do(self) -> list[tuple[datetime, TaskOpened]]:
        return [(at, task) for at, task in self.open.values() if task.key.bpmn_id not in self.stopped]

    def _step(self, moment: datetime) -> None:
        with unit_of_work() as store:
            engine = self._engine(store, moment)
            if self.due and min(self.due) <= moment:
                change = engine.fire_due(self.case_id, at=moment)
            else:
                _, task = min(self._to_do(), key=lambda pair: (pair[0], pair[1].key))
                change = self._act(engine, task, moment)
        if change is None:
            self.due = [due for due in self.due if due > moment]
        else:
            self._note(change, moment)

    def _act(self, engine: Engine, task: TaskOpened, moment: datetime) -> Change:
        if task.key.bpmn_id == self.story.withdraws_at:
            self.stopped.add(task.key.bpmn_id)  # nobody goes on with a complaint that is being withdrawn
            words = {"toelichting": "Ik wil graag stoppen met mijn klacht."}
            return engine.message(self.case_id, "intrekking", words, by=RESIDENT, at=moment)
        given = answers(task.key.bpmn_id, self.story, local_date(moment))
        return engine.complete(task.key, given, by=self._who(task), at=moment)

    def _engine(self, store: Store, moment: datetime) -> Engine:
        return Engine(store, current_app.config["AANTAFEL"].letter_facts(local_date(moment)))

    def _who(self, task: TaskOpened) -> str:
        if task.role == ACCUSED_ROLE:
            return self.story.accused
        return self.story.handler if task.role == "Klachtbehandelaar" else BY_ROLE[task.role]

    def _note(self, change: Change, moment: datetime) -> None:
        for closed in change.closed:
            self.open.pop((closed.key.bpmn_id, closed.key.occurrence), None)
        for task in change.opened:
            later = moment + timedelta(days=self.story.pace)
            self.open[task.key.bpmn_id, task.key.occurrence] = (self._working_hour(later), task)
        if change.timers is not None:
            self.due = [timer.due_at for timer in change.timers if timer.due_at is not None]

    def _working_hour(self, moment: datetime, minute: int = 0) -> datetime:
        """Return a moment in office hours on or after the day of `moment`."""
        day = local_date(moment)
        while day.weekday() > 4:
            day += timedelta(days=1)
        hour = 9 + (self.story.index + day.day) % 8
        return datetime.combine(day, time(hour, minute), AMSTERDAM).astimezone(UTC)
