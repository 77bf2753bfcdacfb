"""Two process owners, a draft with one step more, and a dry run of it."""

import pytest

from engine import Bundle
from tests.builders import MONDAY
from tests.webapp.screens.release.steps import DIAGRAM, EVA, nothing_wrong, with_new_step, work
from webapp import commands, publishing
from webapp.paths import bundle_root
from webapp.store.db import db


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(bundle_root())


@pytest.fixture(autouse=True)
def unchecked(monkeypatch):
    """The check is tested elsewhere, and takes seconds."""
    monkeypatch.setattr(publishing, "check_bundle", nothing_wrong)


@pytest.fixture
def eva(sign_in):
    return sign_in("eva")


@pytest.fixture
def bas(app):
    """The other process owner, in a browser of his own."""
    client = app.test_client()
    client.post("/inloggen/demo", data={"gebruiker": "bas"})
    return client


@pytest.fixture
def draft(app, shipped) -> int:
    """A draft of Eva in which a step comes before the first call."""
    with app.app_context():
        number = commands.start_draft("Eerst een gesprek", by=EVA, at=MONDAY)
        text = with_new_step(shipped.text(DIAGRAM)).encode()
        commands.save_draft_file(number, DIAGRAM, text, seen=0, by=EVA, at=MONDAY)
        db.session.remove()
    return number


@pytest.fixture
def tried(app, eva, draft) -> str:
    """The address of a dry run of the draft that is over."""
    answer = eva.post(f"/werkwijze/ontwerp/{draft}/proefdraai", data={"gesloten": "nee"})
    assert answer.status_code == 302
    assert work(app) == 1
    return answer.location
