"""Plays the sample cases day by day until now: tasks by people, timers by the clock, letters in the post."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from flask import Flask, current_app

from engine import AMSTERDAM, Change, Engine, Facts, Store, TaskOpened, local_date
from webapp import clock
from webapp.commands import RESIDENT, file_complaint
from webapp.demo import away, papers
from webapp.demo.people import BY_ROLE, PEOPLE
from webapp.demo.stories import (
    Sample,
    Story,
    answers,
    complaints,
    samples,
    start_answers,
    start_facts,
    stories,
)
from webapp.involvement import ACCUSED_ROLE
from webapp.store import numbering, users
from webapp.store.unit_of_work import reading, unit_of_work

CASES = len(stories()) + len(samples())
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
        told = dict(zip(stories(), complaints(), strict=True))
        every: list[Story | Sample] = [*samples(), *told]  # of one day: complaints come last
        tales = sorted(every, key=lambda story: -story.age)
        for done, story in enumerate(tales, 1):
            tale, complaint = Tale(story, now), told[story] if isinstance(story, Story) else {}
            tale.play(complaint)
            if isinstance(story, Story):
                papers.add(tale.case_id, complaint["samenvatting"], story.handler, tale.received, now)
            progress(done, len(tales))
        away.plan(now)
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

    story: Story | Sample
    now: datetime
    case_id: str = ""
    received: datetime = field(init=False)  # once it plays
    open: dict[tuple[str, int], tuple[datetime, TaskOpened]] = field(default_factory=dict)
    due: list[datetime] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)  # tasks that nobody does (any more)

    def play(self, complaint: Mapping[str, str]) -> None:
        received = self._working_hour(
            self.now - timedelta(days=self.story.age), minute=7 * self.story.index % 60
        )
        received = min(received, self.now - timedelta(minutes=5 + self.story.index))
        self.received = received
        self.case_id = self._begin(complaint, received)
        with reading() as store:
            self._note(self._engine(store, received).replay(self.case_id).change, received)
        self.stopped.add(self.story.waits_at)
        while (moment := self._next_moment()) is not None and moment <= self.now:
            received = max(received, moment)  # a clock may be due before the case began
            self._step(received)

    def _begin(self, complaint: Mapping[str, str], at: datetime) -> str:
        story = self.story
        if isinstance(story, Story):
            return file_complaint(
                start_answers(story, complaint), by=RESIDENT, at=at, source=MARK, key=str(story.index),
                facts=start_facts(story, complaint, local_date(at)),
            ).case_id  # fmt: skip
        told = story.begins(local_date(at))
        known = {"soort": story.process, "begonnen_op": local_date(at)} | told.get("zaak", {})
        return file_complaint(
            told, by=story.starter, at=at, source=MARK, key=f"{story.process}-{story.index}",
            facts={**told, "zaak": known}, process=story.process,
        ).case_id  # fmt: skip

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
        given = self._answers(task.key.bpmn_id, local_date(moment))
        return engine.complete(task.key, given, by=self._who(task), at=moment)

    def _answers(self, task: str, day: date) -> Facts:
        if isinstance(self.story, Sample):
            return self.story.answers(task, day)
        return answers(task, self.story, day)

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
