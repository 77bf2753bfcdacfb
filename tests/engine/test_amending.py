"""Facts that are put right: terms and timers follow, the history tells how, and a letter can go along."""

from datetime import UTC, date, datetime

import pytest

from engine.bundle import Bundle
from engine.errors import FactsRefused, MissingLetterValue, UnreadableFile
from engine.facade import Engine
from engine.memory import InMemoryStore
from engine.terms import TermBook
from webapp.paths import bundle_root

MONDAY = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
RESIDENT = {
    "naam": "A. Jansen", "straat": "Lindelaan 12", "postcode": "1234 AB", "plaats": "Vrijstad",
    "digitaal": True, "email": "a.jansen@post.example",
}  # fmt: skip
MUNICIPALITY = {
    "gemeente": {
        "naam": "Gemeente Proefstad",
        "telefoon": "(0123) 45 67 89",
        "email": "klacht@proefstad.example",
    },
    "statuspagina": "https://proefstad.example/status/",
}
DECREE = {"naam": "Besluit van de proef", "jaren": [2026, 2026], "dagen": [date(2026, 5, 4)], "onzeker": ""}


@pytest.fixture(scope="module")
def bundle():
    return Bundle.read(bundle_root())


@pytest.fixture
def engine(bundle):
    engine = Engine(InMemoryStore({bundle.hash: bundle.files}), MUNICIPALITY)
    zaak = {"omschrijving": "De hulp is niet gekomen.", "onderwerp": "wmo", "volgcode": "geheim"}
    engine.start(
        "klachtbehandeling", {"zaak": zaak, "inwoner": RESIDENT}, case_id="z", number="K-1", by="inwoner",
        facts={"zaak": {"volgcode": "geheim"}}, at=MONDAY, bundle=bundle.hash,
    )  # fmt: skip
    return engine


def amend(engine, letter="", **zaak):
    return engine.amend("z", {"zaak": zaak}, "De brief lag op de mat.", by="lotte", at=MONDAY, letter=letter)


def moved(change):
    return {step.bpmn_id: step.detail for step in change.steps if step.kind == "term"}


def last_day(change):
    return next(term.last_day for term in change.terms if term.key == "afdoening")


def test_the_history_tells_from_which_to_which_day_a_term_moved(engine):
    change = amend(engine, ontvangstdatum=date(2026, 3, 16))
    assert moved(change)["termijn.afdoening"] == {"van": date(2026, 5, 4), "naar": date(2026, 4, 28)}


def test_a_term_that_was_met_does_not_move_in_the_history(engine):
    assert "termijn.ontvangstbevestiging" not in moved(amend(engine, ontvangstdatum=date(2026, 3, 16)))


def test_facts_that_no_term_hangs_on_move_none(engine):
    assert moved(amend(engine, onderwerp="jeugd")) == {}


def test_an_oral_complaint_that_becomes_written_gets_a_last_day(engine):
    amend(engine, schriftelijk=False, regime="9.2")
    change = amend(engine, schriftelijk=True, regime="9.1.2")
    assert moved(change)["termijn.afdoening"] == {"van": None, "naar": date(2026, 5, 4)}


def test_timers_follow_the_facts(engine):
    before = engine.preview_amendment(
        "z", {"zaak": {"ontvangstdatum": date(2026, 3, 16)}}, "x", by="l", at=MONDAY
    )
    assert {t.key: t.due_at for t in before.timers_before} != {t.key: t.due_at for t in before.timers_after}


def test_a_letter_goes_along_once_and_replay_sends_nothing(engine):
    change = amend(engine, letter="gewijzigde_datum", ontvangstdatum=date(2026, 3, 16))
    letter = change.letters[0]
    assert letter.key == f"amend:{change.events[0].seq}"
    assert "dinsdag 28 april 2026" in letter.markdown
    replayed = engine.replay("z")
    assert replayed.differences == ()
    assert replayed.change.letters == ()


def test_a_letter_that_lacks_a_value_stops_the_whole_amendment(engine):
    with pytest.raises(MissingLetterValue):
        amend(engine, letter="verdaging_klager", ontvangstdatum=date(2026, 3, 16))
    assert engine.store.load("z").facts["zaak"]["ontvangstdatum"] == date(2026, 3, 23)


def test_a_letter_that_does_not_exist_is_named(engine):
    with pytest.raises(UnreadableFile, match="bestaat_niet"):
        amend(engine, letter="bestaat_niet")


def test_a_preview_of_an_amendment_saves_nothing(engine):
    before = engine.store.load("z")
    seen = engine.preview_amendment(
        "z", {"zaak": {"ontvangstdatum": date(2026, 3, 16)}}, "x", by="l", at=MONDAY
    )
    assert {term.key: term.last_day for term in seen.terms_after}["afdoening"] == date(2026, 4, 28)
    assert engine.store.load("z") == before


def test_what_cannot_be_is_told_by_the_preview(engine):
    seen = engine.preview_amendment("z", {"kalender": {}}, "x", by="l", at=MONDAY)
    assert "houdt de procesmotor zelf bij" in seen.problems[0]


def test_a_case_counts_with_a_decree_that_is_newer_than_its_version(engine):
    change = engine.change_calendar("z", {"besluiten": [DECREE], "vervallen": []}, "x", by="b", at=MONDAY)
    assert last_day(change) == date(2026, 5, 6)  # 5 May is a holiday
    assert moved(change)["termijn.afdoening"]["naar"] == date(2026, 5, 6)
    assert "Besluit van de proef" in next(t for t in change.terms if t.key == "afdoening").steps[2]
    assert engine.replay("z").differences == ()


def test_people_cannot_lay_a_calendar_in_the_facts(engine):
    with pytest.raises(FactsRefused):
        engine.amend("z", {"kalender": {"besluiten": [DECREE], "vervallen": []}}, "x", by="l", at=MONDAY)


def test_a_newer_decree_takes_the_place_of_the_one_before(engine, bundle):
    engine.change_calendar("z", {"besluiten": [DECREE], "vervallen": []}, "x", by="b", at=MONDAY)
    back = engine.change_calendar("z", {"besluiten": [], "vervallen": []}, "y", by="b", at=MONDAY)
    assert last_day(back) == date(2026, 5, 4)
    assert isinstance(engine.definition(bundle.hash).terms, TermBook)
