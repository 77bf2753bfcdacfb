"""How long the server takes for each page with very many open cases, and what it asks of the database.

The time is that of a whole request, from address to HTML, through the test client of Flask: without the wire
and without the browser. A page whose statements grow with the number of cases is told, and so is one that
asks the same thing many times.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from engine import Bundle
from webapp import clock, commands, demo, outlook
from webapp.bench.measure import Statements, Timings, analyze, application
from webapp.bench.walk import DEEP, EACH, Found, Page, Walk
from webapp.commands import publish_bundle
from webapp.jobs import outbox
from webapp.memory import keep_what_stands
from webapp.paths import bundle_root
from webapp.store import filler, migrate, queries
from webapp.store.db import db
from webapp.store.models import Case, Task
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

CASES = 100_000
SMALL = 1_000
ROUNDS = 12
P50, P95 = 20.0, 50.0  # milliseconds, of the server
SAME = 4  # times that a page may ask one and the same thing
CLOSED_EACH = 4  # one closed case beside so many open ones
ORIGINALS = 12  # sample cases in each state that are copied
RESIDENT = "inwoner"
VISITORS = {
    "samira": "behandelaar",
    "hanna": "coördinator",
    "fatima": "leidinggevende",
    "linda": "betrokkene",
    "eva": "proceseigenaar",
}
WORDS = ("B-0000500", "huishoudelijke hulp", "dit woord komt nergens voor")

Say = Callable[[str], None]


@dataclass
class Line:
    """What one kind of page cost one kind of visitor; times in milliseconds."""

    page: str
    who: str
    p50: float
    p95: float
    cpu: float  # middle one, of this process alone: a busy machine does not count
    sql: int
    sql_small: int | None  # with few cases; None where that was not measured
    same: int

    @property
    def faults(self) -> list[str]:
        told = {
            f"p50 boven {P50:.0f} ms": self.p50 > P50,
            f"p95 boven {P95:.0f} ms": self.p95 > P95,
            "opdrachten groeien mee": self.sql_small is not None and self.sql > self.sql_small,
            "vraagt steeds hetzelfde": self.same > SAME,
        }
        return [words for words, is_so in told.items() if is_so]


def run(
    folder: Path, *, url: str | None = None, cases: int = CASES, small: int = SMALL, rounds: int = ROUNDS,
    each: int = EACH, deep: int = DEEP,
    say: Say = lambda line: None,
) -> dict[str, Any]:  # fmt: skip
    """Measure every page and return figures. A folder that was filled before is measured as it is.

    Without `rounds` the times are those of one look, while statements are counted.
    """
    site = _Site(application(folder, url), each)
    site.prepare(say)
    few = site.statements(small, say) if site.open_cases() < small else {}
    site.grow(cases, say)
    say("Vooruitkijken")
    site.look_ahead()
    say("Pagina's zoeken")
    found = site.walk(deep)
    say(f"{len(found.found.every())} adressen meten, {rounds} keer")
    lines = site.measured(found.found, few, rounds)
    return {
        "database": site.engine.dialect.name,
        "cases": site.open_cases(),
        "pages": [asdict(line) | {"faults": line.faults} for line in lines],
        "missed": found.missed(),
        "ok": not any(line.faults for line in lines),
    }


class _Site:
    """The application, with someone of each kind who looks at it."""

    def __init__(self, app: Flask, each: int) -> None:
        self._app, self._each = app, each
        with app.app_context():
            self.engine = db.engine
        self._clients: dict[str, FlaskClient] = {}

    def prepare(self, say: Say) -> None:
        with self._app.app_context():
            migrate.upgrade(db.engine)
            bundle = Bundle.read(bundle_root())
            publish_bundle(bundle.hash, bundle.files, label="meting", by="meting", at=clock.now())
        with self._app.app_context():
            is_filled = demo.is_seeded()
        if not is_filled:
            say("Voorbeeldzaken afspelen")
            demo.seed(self._app)
        with self._app.app_context():
            deliver, domain = outbox.sender(self._app.config["AANTAFEL"])
            outbox.deliver_due(clock.now, deliver, domain=domain, limit=2)  # so that there is post to look at
            if not queries.drafts():
                commands.start_draft("Meting", by=Viewer("eva", ("Proceseigenaar",)), at=clock.now())
        self._clients = {RESIDENT: self._app.test_client()}
        for username, role in VISITORS.items():
            self._clients[role] = self._signed_in(username)

    def _signed_in(self, username: str) -> FlaskClient:
        client = self._app.test_client()
        before = self._app.config.get("WTF_CSRF_ENABLED", True)
        self._app.config["WTF_CSRF_ENABLED"] = False  # nobody clicked, so there is no token yet
        answer = client.post("/inloggen/demo", data={"gebruiker": username})
        self._app.config["WTF_CSRF_ENABLED"] = before
        assert answer.status_code == 302, f"{username} kan niet inloggen"
        return client

    # -- how many cases there are

    def open_cases(self) -> int:
        with self._app.app_context(), unit_of_work() as store:
            return sum(len(filler.cases(store.connection, "open", copied=copied)) for copied in (False, True))

    def grow(self, cases: int, say: Say) -> None:
        """Add copies of the sample cases until so many are open, and closed ones in proportion."""
        wanted = {"open": cases - self.open_cases()}
        if wanted["open"] <= 0:
            return
        wanted["closed"] = wanted["open"] // CLOSED_EACH
        say(f"Aanvullen tot {cases:,} open zaken".replace(",", "."))
        for state, count in wanted.items():
            with self._app.app_context(), unit_of_work() as store:
                self._copy(store.connection, state, count)
        with self._app.app_context():
            analyze()

    def look_ahead(self) -> None:
        """Make the forecast, as the clock does while an office is at work."""
        with self._app.app_context():
            outlook.refresh(clock.now())

    def _copy(self, connection: Any, state: str, count: int) -> None:
        originals = filler.cases(connection, state, copied=False)
        kinds = min(ORIGINALS, 1 + count // 100)
        originals = originals[:: max(1, len(originals) // kinds)]
        first = filler.copies(connection) + 1
        for place, case_id in enumerate(originals):
            share = count * (place + 1) // len(originals) - count * place // len(originals)
            filler.copy_case(connection, case_id, first, share, whole=True)
            first += share

    # -- pages

    def walk(self, deep: int = 0) -> Walk:
        walk = Walk(self._app, self._samples(), WORDS, self._each)
        for who, client in self._clients.items():
            walk.visit(client, who)
            if deep:
                walk.leaf_through(client, who, deep)
        return walk

    def _samples(self) -> dict[str, list[str]]:
        """Return values for the parts of addresses, by name: some of real cases, one of a copy."""
        with self._app.app_context(), unit_of_work() as store:
            chosen = select(Case.number, Case.token, Case.case_id).order_by(Case.last_seq.desc(), Case.number)
            rows = list(store.connection.execute(chosen.limit(2)))
            rows += store.connection.execute(chosen.where(Case.state == "closed").limit(1))
            tasks = select(Task.id).where(Task.state == "open").order_by(Task.id).limit(3)
            ids = [str(task_id) for task_id in store.connection.execute(tasks).scalars()]
        return {
            "number": [row.number for row in rows],
            "token": [row.token for row in rows],
            "case_id": [row.case_id for row in rows],
            "task_id": ids,
            "door": ["klacht", "bericht"],
        }

    def statements(self, small: int, say: Say) -> dict[Page, int]:
        """Return how much each page asks with few cases."""
        self.grow(small, say)
        self.look_ahead()  # with few cases as with many, or the pages about deadlines would ask less
        say("Opdrachten tellen met weinig zaken")
        return {page: self._asked(page).most for page in self.walk().found.every()}

    def measured(self, found: Found, few: dict[Page, int], rounds: int) -> list[Line]:
        asked: dict[Page, Statements] = {}
        taken = {page: Timings() for page in found.every()}
        for page, timings in taken.items():
            with timings.measure():
                asked[page] = self._asked(page)
        if rounds:  # what the first look took does not count then
            taken = {page: Timings() for page in taken}
        keep_what_stands()  # as the server does
        for _ in range(rounds):  # round by round, so that a slow moment strikes every page a little
            for page, timings in taken.items():
                with timings.measure():
                    self._fetch(page)
        return [
            _line(kind, who, pages, asked, taken, few)
            for (kind, who), pages in sorted(found.pages.items())
            if pages
        ]

    def _asked(self, page: Page) -> Statements:
        statements = Statements(self.engine)
        with statements.counting():
            self._fetch(page)
        return statements

    def _fetch(self, page: Page) -> None:
        answer = self._clients[page.who].get(page.url, headers=page.headers)
        assert answer.status_code == 200, f"{page.url}: {answer.status}"


def _line(
    kind: str, who: str, pages: Sequence[Page], asked: dict[Page, Statements], taken: dict[Page, Timings],
    few: dict[Page, int],
) -> Line:  # fmt: skip
    timings = Timings(
        [value for page in pages for value in taken[page].values],
        [value for page in pages for value in taken[page].computing],
    )
    known = [page for page in pages if page in few]
    # The same address is compared, where it was there before; another case may have another task.
    compared = known or pages
    return Line(
        page=kind,
        who=who,
        p50=timings.p50,
        p95=timings.p95,
        cpu=timings.cpu,
        sql=max(asked[page].most for page in compared),
        sql_small=max((few[page] for page in known), default=None),
        same=max(asked[page].repeated for page in pages),
    )
