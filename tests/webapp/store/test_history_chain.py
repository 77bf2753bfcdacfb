"""Nobody changes the past unseen, and a destroyed case leaves a chain that still holds."""

import io

import pytest
from sqlalchemy import delete, update

from engine.ports import TaskClosed, TaskKey
from tests.builders import MONDAY, a_change, a_letter, an_event
from webapp.store import chain, papers, queries
from webapp.store.db import db
from webapp.store.erasure import erase
from webapp.store.models import Case, Event, EventPayload
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.fixture
def case(in_app):
    with unit_of_work() as store:
        store.save(a_change(letters=(a_letter(),)))
    done = TaskClosed(TaskKey("c1", "bellen_met_inwoner", 1), "done", {"verslag": "geheim"})
    with unit_of_work() as store:
        event = an_event(2, "task_completed", "bellen_met_inwoner", payload={"verslag": "geheim"}, reason="r")
        store.save(a_change(rev=1, events=(event,), closed=(done,)))
    with unit_of_work() as store:
        store.save(a_change(rev=2, events=(an_event(3, "timer_fired", "herinnering", payload=None),)))
    return "c1"


def problems(case):
    with reading() as store:
        return chain.verify(store.connection, case)


def tamper(statement):
    with unit_of_work() as store:
        store.connection.execute(statement)


def test_an_untouched_history_holds(case):
    assert problems(case) == []


@pytest.mark.parametrize(
    "change", [{"actor": "iemand anders"}, {"subject": "andere_taak"}, {"kind": "timer_skipped"}]
)
def test_a_changed_event_is_found(case, change):
    tamper(update(Event).where(Event.seq == 2).values(change))
    assert problems(case) == ["Gebeurtenis 2 is gewijzigd of verplaatst."]


def test_a_changed_payload_is_found(case):
    tamper(update(EventPayload).where(EventPayload.seq == 2).values(content={"verslag": "mooier"}))
    assert problems(case) == ["De inhoud van gebeurtenis 2 is gewijzigd."]


def test_a_changed_reason_is_found(case):
    tamper(update(EventPayload).where(EventPayload.seq == 2).values(reason="iets anders"))
    assert problems(case) == ["De inhoud van gebeurtenis 2 is gewijzigd."]


def test_a_removed_event_is_found(case):
    tamper(delete(EventPayload).where(EventPayload.seq == 2))
    tamper(delete(Event).where(Event.seq == 2))
    assert "Gebeurtenis 2 ontbreekt." in problems(case)


def test_a_cut_tail_is_found(case):
    tamper(delete(EventPayload).where(EventPayload.seq == 3))
    tamper(delete(Event).where(Event.seq == 3))
    assert problems(case) == ["Het einde van de geschiedenis is niet wat de zaak zegt."]


def test_a_payload_that_vanished_without_erasure_is_found(case):
    tamper(update(EventPayload).where(EventPayload.seq == 2).values(salt=None, content=None))
    assert problems(case) == ["De inhoud van gebeurtenis 2 is weg, maar de zaak is niet vernietigd."]


def test_an_erased_case_keeps_its_chain_and_loses_its_people(case, tmp_path):
    with unit_of_work() as store:
        papers.add_document(
            store.connection, tmp_path / "docs", case, io.BytesIO(b"brief"),
            filename="../brief.pdf", media_type="application/pdf", by="samira", at=MONDAY,
        )  # fmt: skip
    kept = papers.path_of(tmp_path / "docs", queries.case_documents(case)[0].sha256)
    assert kept.read_bytes() == b"brief"
    tamper(update(Case).values(state="closed"))
    with unit_of_work() as store:
        erase(store.connection, tmp_path / "docs", case, at=MONDAY)
    assert problems(case) == []
    assert not kept.exists()
    assert queries.case_parties(case) == []
    assert queries.status_by_token(db.session.execute(db.select(Case.token)).scalar_one()) is None
    assert whole_database_mentions("geheim", "Jansen", "06 1234 5678") == []
    with reading() as store:
        assert [event.payload for event in store.history(case)] == [None, None, None]


def whole_database_mentions(*texts):
    """Which of `texts` any row still holds, after undoing compression."""
    rows = []
    for table in db.metadatas[None].sorted_tables:
        rows += [repr(tuple(row)) for row in db.session.execute(table.select())]
    return [text for text in texts if any(text in row for row in rows)]


def test_an_open_case_is_not_destroyed(case, tmp_path):
    with pytest.raises(ValueError, match="Alleen een gesloten zaak"), unit_of_work() as store:
        erase(store.connection, tmp_path, case, at=MONDAY)


def test_the_same_payload_twice_has_two_hashes(case):
    hashes = db.session.execute(db.select(Event.payload_hash)).scalars().all()
    assert len(set(hashes)) == 3
