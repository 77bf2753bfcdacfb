"""kill -9 at any moment: nothing that was acknowledged is lost, and nothing happens twice.

The checks are arithmetic on sets, as in Jepsen: what visitors were promised against what is stored.
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Select, create_engine, func, select

from engine import Bundle
from tests.chaos.server import DemoServer, running
from tests.chaos.visitors import Desk, History, Leaving, Site, colleague, residents
from tests.conftest import SECRET
from webapp import create_app
from webapp.commands import file_complaint, publish_bundle
from webapp.config import Settings
from webapp.demo.seed import CASES, MARK, add_people
from webapp.jobs.outbox import deliver_due
from webapp.paths import bundle_root
from webapp.store import migrate, numbering
from webapp.store.db import db
from webapp.store.models import Case, Event, Inbox, Letter, Outbox, Task, Timer
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.chaos

SLEEPING = 12  # cases that wait for the clock only: as many as there are kills
WEEKS_AGO = timedelta(weeks=9)  # the statutory term of six weeks has long lapsed
PATIENCE = 30.0  # seconds
ACCUSED = {"beklaagde_naam": "Team Zorg", "beklaagde_email": "zorg@vrijstad.example"}
CALL = {
    "gesproken_op.dag": "2",
    "gesproken_op.maand": "3",
    "gesproken_op.jaar": "2026",
    "kern": "De hulp kwam niet.",
    "tevreden": "ja",
    "eigen_woorden": "Zo is het goed.",
    "bewijs": "telefoonnotitie",
    "oplossing": "Er komt nieuwe hulp.",
}
# What the clock owes a complaint nobody touched: the reminder is stale by now, the overdue letter is not.
OWED = (
    ("timer_skipped", "afdoeningstermijn_bijna_om", 1),
    ("timer_fired", "afdoeningstermijn_verstreken", 1),
)


@dataclass
class Books:
    """What is stored, read from outside the program."""

    engine: Engine

    def rows(self, statement: Select) -> list[tuple]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(statement)]

    def tokens(self) -> set[str]:
        return {token for (token,) in self.rows(select(Case.token))}

    def done(self) -> set[tuple[int, str]]:
        return set(self.rows(select(Task.id, Task.done_by).where(Task.state == "done")))

    def timers_due(self) -> int:
        waking = select(func.count()).select_from(Timer).where(Timer.due_at <= datetime.now(UTC))
        return int(self.rows(waking)[0][0])

    def post(self, state: str) -> int:
        """Return how many letters are in this state: `sent`, or `pending`."""
        counted = select(func.count()).select_from(Outbox).where(Outbox.state == state)
        return int(self.rows(counted)[0][0])


@contextmanager
def books_of(url: str) -> Iterator[Books]:
    engine = create_engine(url)
    yield Books(engine)
    engine.dispose()


def prepare(settings: Settings) -> set[str]:
    """Fill an empty database with people and with old complaints nobody touched; return their numbers."""
    long_ago = datetime.now(UTC) - WEEKS_AGO
    app, bundle = create_app(settings), Bundle.read(bundle_root())
    answers = {
        "zaak": {"omschrijving": "Wij hoorden niets meer van de gemeente."},
        "inwoner": {"naam": "B. Bos", "straat": "Kade 1", "postcode": "1234 AB", "plaats": "Vrijstad"},
    }
    with app.app_context():
        migrate.upgrade(db.engine)
        publish_bundle(bundle.hash, bundle.files, label="eerste versie", by="test", at=long_ago)
        add_people(long_ago)
        with unit_of_work() as store:
            numbering.mark(store.connection, MARK)  # or the demo would add its own sample cases
        filed = {file_complaint(answers, by="inwoner", at=long_ago).number for _ in range(SLEEPING)}
        db.session.remove()
        db.engine.dispose()
    return filed


@contextmanager
def busy(site: Site) -> Iterator[None]:
    """Residents file and colleagues work, each in a thread, until the block ends."""
    calls = Desk("samira", "Bellen met de inwoner", CALL)
    assign = Desk(
        "hanna",
        "Behandelaar toewijzen",
        {"behandelaar": "Samira Bakker", **ACCUSED, "gaat_over_bestuur": "nee", "niet_betrokken": "ja"},
        onwards=calls.inbox.put,
    )
    work: list[Callable[[], None]] = [
        lambda: residents(site, "anna", assign.inbox.put),
        lambda: residents(site, "bram", assign.inbox.put),
        lambda: colleague(site, assign),
        lambda: colleague(site, calls),
    ]
    threads = [threading.Thread(target=_until_leaving, args=(one, site), daemon=True) for one in work]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        site.closing.set()
        for thread in threads:
            thread.join(timeout=30)
    assert not [thread for thread in threads if thread.is_alive()], "a visitor hangs"


def _until_leaving(work: Callable[[], None], site: Site) -> None:
    try:
        work()
    except Leaving:
        return
    except Exception as error:
        site.history.strange.append(f"visitor: {error!r}")
        raise


def torment(server: DemoServer, site: Site, books: Books, kills: int, dice: random.Random) -> None:
    """Kill and restart; after each restart, everything acknowledged before the kill must be there.

    One in five kills comes while the process is still starting. The others let some steps be
    acknowledged first, so that a slow machine tests as much as a fast one.
    """
    for kill in range(kills):
        if kill % 5 == 4:
            server.lives_for(dice.uniform(0.3, 0.9))
        else:
            server.wait_until_listening()
            site.up.set()
            assert_nothing_lost(books, site.history)
            enough = site.history.steps + dice.randint(2, 6)
            wait_for(server, lambda enough=enough: site.history.steps >= enough, "acknowledged steps")
            server.lives_for(dice.uniform(0, 0.2))
        server.kill()
        site.up.clear()  # after the blow, so that visitors run into it
        server.bury()
        server.start()
    server.wait_until_listening()
    site.up.set()
    wait_for(server, lambda: bool(site.history.completed), "a completed task")


def wait_for(server: DemoServer, come: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not come():
        assert time.monotonic() < deadline, f"still waiting for {what}\n{server.log.read_text()[-2000:]}"
        server.lives_for(0.02)


def assert_post_leaves(books: Books, settings: Settings, kills: int) -> None:
    """What was marked as sent is there; a killed sender's letter leaves once its lease has run out."""
    sent, waiting = books.post("sent"), books.post("pending")
    on_paper = [*settings.data.glob("mail/*.eml"), *settings.data.glob("post/*.pdf")]
    assert sent <= len(on_paper) <= sent + kills, "each kill may leave one letter sent but not marked"
    app, messages = create_app(settings), []
    with app.app_context():
        later = datetime.now(UTC) + timedelta(hours=1)
        deliver_due(
            lambda: later, lambda message: messages.append(message.id), domain="test", limit=waiting + 1
        )
        db.session.remove()
        db.engine.dispose()
    assert len(messages) == len(set(messages)) == waiting
    assert books.post("pending") == 0


def assert_nothing_lost(books: Books, history: History) -> None:
    promised, completed = set(history.filed), set(history.completed)  # before looking: later ones may be new
    assert {token for _, token in promised} <= books.tokens()
    assert completed <= books.done()


def assert_nothing_twice(books: Books) -> None:
    per_key = select(Inbox.message_id, func.count()).group_by(Inbox.message_id)
    assert {count for _, count in books.rows(per_key)} == {1}, "one attempt to file made two complaints"
    assert len(books.rows(select(Case.case_id))) == SLEEPING + len(books.rows(select(Inbox.case_id)))

    events = books.rows(select(Event.case_id, Event.kind, Event.subject, Event.occurrence))
    twice = [event for event, count in Counter(events).items() if count > 1]
    assert not twice, "a step has more than one event"
    completions = {(case, task, nth) for case, kind, task, nth in events if kind == "task_completed"}
    done = select(Task.case_id, Task.bpmn_id, Task.occurrence).where(Task.state == "done")
    assert completions == set(books.rows(done)), "done tasks and events differ"

    letters = Counter(books.rows(select(Letter.case_id, Letter.letter, Letter.recipient)))
    called = {case for case, task, _ in completions if task == "bellen_met_de_inwoner"}
    filed = {case for (case,) in books.rows(select(Case.case_id))}
    expected = {(case, "afronding_informeel", "inwoner") for case in called}
    expected |= {(case, "ontvangstbevestiging", "inwoner") for case in filed}
    assert set(letters.values()) == {1}, "a letter was written twice"
    assert {letter for letter in letters if letter[1] != "te_laat"} == expected


def assert_clock_was_exact(books: Books, sleeping: set[str]) -> None:
    """Each sleeping case had the same timers due, so each has the same history: one of each, in order."""
    statement = (
        select(Case.number, Event.kind, Event.subject, Event.occurrence)
        .join(Event, Event.case_id == Case.case_id)
        .order_by(Event.case_id, Event.seq)
    )
    histories: dict[str, list[tuple[str, str, int]]] = {number: [] for number in sleeping}
    for number, *event in books.rows(statement):
        if number in sleeping:
            histories[number].append(tuple(event))
    assert {tuple(history[1:]) for history in histories.values()} == {OWED}
    late = select(Case.number).join(Letter, Letter.case_id == Case.case_id).where(Letter.letter == "te_laat")
    assert sorted(number for (number,) in books.rows(late)) == sorted(sleeping)


def survives(data: Path, url: str, kills: int, seed: int) -> None:
    settings = Settings(data=data, database_url=url, secret_key=SECRET, demo=True)
    sleeping = prepare(settings)
    server, history = DemoServer(data, url), History()
    site = Site(server.port, history)
    with books_of(url) as books, running(server):
        with busy(site):
            torment(server, site, books, kills, random.Random(seed))
        wait_for(server, lambda: not books.timers_due(), "timers that are due")
        server.stop()

        print(  # noqa: T201  shown by pytest when a check below fails
            f"seed {seed}: {kills} kills, {len(history.filed)} complaints, {len(history.completed)} tasks, "
            f"{len(history.doubts)} requests cut off"
        )
        assert not history.strange
        assert history.filed, "no complaint was filed"
        assert history.completed, "no task was completed"
        assert history.doubts, "no request was ever cut off"
        numbers = [number for _, number in history.numbers]
        assert len(numbers) == len(set(numbers)), "a number was given out twice"
        assert_nothing_lost(books, history)
        assert_nothing_twice(books)
        assert_clock_was_exact(books, sleeping)
        assert_post_leaves(books, settings, kills)
        assert_healthy(server, len(books.rows(select(Case.case_id))))


def assert_healthy(server: DemoServer, cases: int) -> None:
    """Chains of hashes, replay against what is stored, the database file, dead letters."""
    assert examined(server) == {"zaken": cases, "meldingen": []}


def examined(server: DemoServer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(server.command("doctor", "--json").stdout)
    return found


# How often is enough: of five kills one comes while the process starts and four between and within the steps
# of four visitors and the clock: of twelve two and ten. Moments are drawn; more kills would draw more often.
def test_twelve_kills_lose_nothing_and_do_nothing_twice(tmp_path: Path):
    survives(tmp_path, f"sqlite:///{tmp_path / 'aantafel.db'}", kills=12, seed=1)


@pytest.mark.postgresql
def test_kills_on_postgresql_lose_nothing_and_do_nothing_twice(tmp_path: Path, empty_postgres):
    survives(tmp_path, empty_postgres(), kills=5, seed=2)


def test_a_demo_that_is_killed_while_it_fills_goes_on_where_it_was(tmp_path: Path):
    dice = random.Random(3)
    server = DemoServer(tmp_path, f"sqlite:///{tmp_path / 'aantafel.db'}")
    for _ in range(3):
        server.start()
        server.lives_for(dice.uniform(0.8, 2.0))
        server.kill()
        server.bury()
    with running(server):
        server.stop()
        found = examined(server)
        assert found["meldingen"] == []
        assert found["zaken"] >= CASES  # and the cases that came from these
