"""The web server answers in several threads, and all of them meet a new version at the same moment."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from engine import Bundle, Engine
from engine.definition import Definition
from engine.memory import InMemoryStore
from webapp.config import Settings
from webapp.paths import bundle_root

THREADS = 6
MOMENT = datetime(2026, 3, 23, 8, 30, tzinfo=UTC)
SETTINGS = Settings(data=Path(), database_url="", secret_key="").letter_facts(MOMENT.date())
ANSWERS = {
    "zaak": {"omschrijving": "Niemand belde mij terug over mijn aanvraag."},
    "inwoner": {"naam": "B. Bos", "straat": "Kade 1", "postcode": "1234 AB", "plaats": "Vrijstad"},
}


@pytest.fixture
def impatient_threads():
    """Threads take turns a thousand times as often, so that they meet in the middle of things."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


def test_the_first_cases_of_a_version_may_start_at_the_same_moment(impatient_threads, monkeypatch):
    bundle = Bundle.read(bundle_root())
    definition, together = Definition(bundle), Barrier(THREADS)
    monkeypatch.setattr("engine.facade.definition_of", lambda version, files: definition)

    def start(number: int) -> str:
        engine = Engine(InMemoryStore({bundle.hash: bundle.files}), SETTINGS)
        together.wait(timeout=30)
        change = engine.start(
            "klachtbehandeling", ANSWERS, case_id=f"c{number}", number=f"K-{number}", by="inwoner",
            at=MOMENT, bundle=bundle.hash,
        )  # fmt: skip
        return ", ".join(task.key.bpmn_id for task in change.opened)

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(start, range(THREADS))) == {"behandelaar_toewijzen"}
