"""A draft on a version that is no longer in use."""

from datetime import timedelta

import pytest

from engine import Bundle
from tests.builders import MONDAY
from tests.webapp.screens.reading import links, said
from tests.webapp.screens.release.steps import DIAGRAM, TERMS, agree, ask, work
from webapp import publishing
from webapp.store import queries


@pytest.fixture
def overtaken(app, draft, shipped) -> int:
    """A draft on a version that is no longer in use: another letter and another drawing came in between."""
    newer = {
        **shipped.files,
        TERMS: shipped.files[TERMS] + b"# nieuwer\n",
        DIAGRAM: shipped.files[DIAGRAM].replace(b'name="Bellen met de inwoner"', b'name="De inwoner bellen"'),
    }
    with app.app_context():
        publishing.publish(Bundle(newer), label="tussendoor", by="bas", at=MONDAY)
    return draft


def test_a_draft_that_is_behind_cannot_be_published_and_says_what_to_do(eva, overtaken):
    assert links(eva.get(f"/werkwijze/ontwerp/{overtaken}"), "bijwerken$")
    answer = ask(eva, overtaken)
    assert answer.status_code == 422
    assert links(answer, "bijwerken$")


def test_a_draft_is_renewed_with_a_choice_for_what_changed_on_both_sides(app, eva, overtaken, shipped):
    address = f"/werkwijze/ontwerp/{overtaken}/bijwerken"
    text = said(eva.get(address))
    assert TERMS in text
    assert eva.post(address, data={}).status_code == 422
    assert eva.post(address, data={f"tekst.{DIAGRAM}": "ontwerp"}).status_code == 302
    with app.app_context():
        row = queries.draft(overtaken)
        files = queries.draft_contents(overtaken, row.base_hash)
    assert b"# nieuwer" in files[TERMS]
    assert b"gesprek_plannen" in files[DIAGRAM]
    assert ask(eva, overtaken).status_code == 302


def test_a_request_that_was_overtaken_is_not_carried_out(app, eva, bas, draft, shipped, clock):
    day = (MONDAY + timedelta(days=2)).date()
    address = ask(eva, draft, wanneer="dag", dag=day.isoformat()).location
    agree(bas, address)
    with app.app_context():
        other = Bundle({**shipped.files, TERMS: shipped.files[TERMS] + b"# nieuwer\n"})
        publishing.publish(other, label="tussendoor", by="bas", at=MONDAY)
    clock.turn(days=2)
    work(app)
    text = said(eva.get(address))
    assert "Niet gelukt" in text
    assert "Werk het ontwerp eerst bij" in text
