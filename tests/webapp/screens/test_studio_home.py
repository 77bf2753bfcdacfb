"""The first page of the studio: how each process is doing, and who is changing what."""

import pytest
from sqlalchemy import event

from tests.webapp.screens.reading import links, page, said, words
from webapp.store.db import db


@pytest.fixture
def eva(sign_in):
    return sign_in("eva")


def card(answer, title):
    """Return what the card of a process says."""
    text = said(answer)
    start = text.index(title, text.index("Alle versies en hun verschillen"))
    return text[start : start + 400]


def test_each_process_that_begins_by_itself_is_a_card_with_its_parts(eva):
    answer = eva.get("/werkwijze")
    titles = [words(heading) for heading in page(answer).iter("h3")]
    assert titles[0] == "Klachtbehandeling"
    assert "Informele behandeling" not in titles
    assert links(answer, "/werkwijze/proces/informele_behandeling$")
    told = card(answer, "Klachtbehandeling")
    assert "Op tijd" in told
    assert "% van de laatste" in told
    assert "nog niet gespeeld" in told


def test_a_card_tells_which_draft_touches_the_process_and_who_was_there_last(eva):
    draft = eva.post("/werkwijze/ontwerpen", data={"naam": "Vriendelijker brief"}).location
    letter = f"{draft}/tekst/processes/letters/te_laat.md"
    text = eva.get(f"{draft}/inhoud/processes/letters/te_laat.md").get_json()["content"]
    eva.post(letter, data={"tekst": text + "\nDag.", "gezien": "0"})
    told = card(eva.get("/werkwijze"), "Klachtbehandeling")
    assert "In ontwerp: Vriendelijker brief" in told
    assert "Eva Blanken was hier het laatst" in told


def test_the_page_asks_the_database_as_often_whatever_there_is(app, eva):
    def statements():
        seen = []
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", count := lambda *args: seen.append(args[2]))
        eva.get("/werkwijze")
        event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    eva.get("/werkwijze")
    before = statements()
    for name in ("Een", "Twee", "Drie"):
        eva.post("/werkwijze/ontwerpen", data={"naam": name})
    assert statements() == before


def test_an_owner_has_the_scenarios_of_the_version_in_use_played(eva, monkeypatch):
    monkeypatch.setattr("webapp.rehearsal.scenarios.AT_ONCE", 0)
    answer = eva.post("/werkwijze/scenarios", follow_redirects=True)
    assert "Tot nu toe komt alles uit." in said(answer)
    assert "goed, nog niet alle gespeeld" in said(eva.get("/werkwijze"))
