"""A database that was in use keeps its people when it is migrated, and gains what the new version needs."""

import zlib

import pytest
from alembic import command
from sqlalchemy import text

from engine import dumps
from webapp.store import migrate
from webapp.store.db import WRITES, db

pytestmark = pytest.mark.usefixtures("in_app")


def _insert(table: str, **values: object) -> None:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    with db.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), values)


EMPTY = (
    *("outcome", "subject", "summary", "channel", "regime", "confidentiality", "status_text", "handler"),
    *("handler_name", "resident", "search"),
)
MOMENT = "2026-03-23 08:30:00+00:00"


def _to(revision: str) -> None:
    with db.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        command.downgrade(migrate._config(connection), revision)


def test_cases_that_run_already_are_closed_to_who_they_are_about():
    _to("0001")
    _insert(
        "case_", case_id="c1", number="K-1", token="t", process="p", bundle_hash="b", rev=1, state="open",
        opened_at=MOMENT, last_seq=1, last_hash=b"", facts=b"", snapshot=b"", **dict.fromkeys(EMPTY, ""),
    )  # fmt: skip
    for username, name, email in (
        ("linda", "Linda van Dam", "LINDA@x.example"),
        ("s", "Linda van Dam", ""),
        ("t", "T", ""),
    ):
        _insert(
            "user", username=username, name=name, email=email, password_hash="", active=True, failures=0,
            created_at=MOMENT,
        )  # fmt: skip
    nowhere = dict.fromkeys(("phone", "street", "postcode", "city", "function"), "")
    _insert("party", id="c1.accused", name="Linda van Dam", email="linda@x.example", **nowhere)
    _insert("involvement", case_id="c1", role="accused", party_id="c1.accused")
    migrate.upgrade(db.engine)
    with db.engine.connect() as connection:
        stakes = connection.execute(text("SELECT username, bars, answers FROM stake ORDER BY username")).all()
        kept = connection.execute(text("SELECT case_id, role, party_id, bars FROM involvement")).all()
    assert [tuple(row) for row in stakes] == [("linda", True, True), ("s", True, False)]
    assert [tuple(row) for row in kept] == [("c1", "accused", "c1.accused", True)]
    _to("0001")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT role FROM involvement")).scalars().all() == ["accused"]
    migrate.upgrade(db.engine)


def test_complaints_of_before_are_in_the_register_and_nobody_proposes_to_destroy_them():
    _to("0002")
    for number, (process, regime, outcome) in enumerate(
        [
            ("klachtbehandeling", "9.1.2", "Ingetrokken"),
            ("klachtbehandeling", "9.2", "Oordeel gegeven"),
            ("nazorg", "9.1.2", "Nazorg afgerond"),
        ]
    ):
        told = dict.fromkeys(EMPTY, "") | {"regime": regime, "outcome": outcome}
        _insert(
            "case_", case_id=f"c{number}", number=f"K-{number}", token=f"t{number}", process=process,
            bundle_hash="b", rev=1, state="closed", opened_at=MOMENT, last_seq=1, last_hash=b"", facts=b"",
            snapshot=b"", received_on="2026-03-23", **told,
        )  # fmt: skip
    migrate.upgrade(db.engine)
    asked = "SELECT kind, written, result, keep_until FROM registration ORDER BY case_id"
    with db.engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(asked))]
    assert found == [
        ("klacht", True, "ingetrokken", None),
        ("klacht", False, "oordeel_gegeven", None),
        ("nazorg", True, "", None),
    ]


def test_cases_of_before_are_found_by_words_and_closed_ones_by_their_summary_alone():
    _to("0004")
    told = {"samenvatting": "Een scootmobiel", "omschrijving": "Hij is nooit gekomen"}
    known = dumps({"zaak": told, "inwoner": {"naam": "Noé Jansen"}})
    for case_id, state, erased in (("c1", "open", None), ("c2", "closed", None), ("c3", "closed", MOMENT)):
        _insert(
            "case_", case_id=case_id, number=f"K-{case_id}", token=case_id, process="p", bundle_hash="b",
            rev=1, state=state, opened_at=MOMENT, erased_at=erased, last_seq=1, last_hash=b"", facts=known,
            snapshot=b"", **dict.fromkeys(EMPTY, "") | {"resident": "Noé", "summary": "Een scootmobiel"},
        )  # fmt: skip
    migrate.upgrade(db.engine)
    asked = "SELECT case_id, open FROM case_word WHERE word = :word ORDER BY case_id"
    with db.engine.connect() as connection:
        found = {
            word: [(row[0], bool(row[1])) for row in connection.execute(text(asked), {"word": word})]
            for word in ("scootmobiel", "noe", "k-c2", "gekomen")
        }
    both = [("c1", True), ("c2", False)]
    assert found == {"scootmobiel": both, "noe": both, "k-c2": [("c2", False)], "gekomen": [("c1", True)]}
    _to("0004")
    with db.engine.connect() as connection:
        texts = connection.execute(text("SELECT search FROM case_ ORDER BY case_id")).scalars().all()
    assert texts == ["k-c1 noé een scootmobiel", "k-c2 noé een scootmobiel", ""]
    migrate.upgrade(db.engine)


DRAWING = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><process id="p">
  <userTask id="rappel"><extensionElements><zeebe:properties>
    <zeebe:property name="wacht_op" value="aanbieder" /></zeebe:properties></extensionElements></userTask>
  <receiveTask id="antwoord"><extensionElements><zeebe:properties>
    <zeebe:property name="wacht_op" value="inwoner" /></zeebe:properties></extensionElements></receiveTask>
  <receiveTask id="teken" />
  <boundaryEvent id="intrekken" attachedToRef="rappel"><extensionElements><zeebe:properties>
    <zeebe:property name="wacht_op" value="inwoner" /></zeebe:properties></extensionElements></boundaryEvent>
</process></definitions>"""


def test_what_runs_already_tells_whose_turn_it_is():
    _to("0017")
    no_law = {"override_by": "", "override_reason": "", "override_findings": ""}
    _insert("bundle", hash="b", label="", published_by="", published_at=MOMENT, current=False, **no_law)
    _insert("bundle_file", bundle_hash="b", path="bpmn/p.bpmn", content=zlib.compress(DRAWING))
    _insert(
        "case_", case_id="c1", number="K-1", token="t", process="p", bundle_hash="b", rev=1, state="open",
        opened_at=MOMENT, last_seq=1, last_hash=b"", facts=b"", snapshot=b"", **dict.fromkeys(EMPTY[:-1], ""),
    )  # fmt: skip
    told = dict.fromkeys(("candidates", "basis", "explanation", "subject", "number", "provider"), "")
    tasks = {
        "rappel": "Contractmanager",
        "reactie": "Betrokken medewerker",
        "advies": "Adviescommissie",
        "x": "KCC",
    }
    for bpmn_id, role in tasks.items():
        _insert(
            "task", case_id="c1", bpmn_id=bpmn_id, occurrence=1, process="p", title="T", role=role, form="f",
            state="open", sort_on="9999-12-31", queue=role, waiting=False, received_on="2026-03-23",
            opened_at=MOMENT, **told,
        )  # fmt: skip
    for bpmn_id in ("antwoord", "teken", "intrekken"):
        _insert(
            "wait", case_id="c1", bpmn_id=bpmn_id, occurrence=1, message="m", title="", from_resident=False
        )
    migrate.upgrade(db.engine)
    with db.engine.connect() as connection:
        found = {
            table: dict(connection.execute(text(f"SELECT bpmn_id, awaited FROM {table}")).all())
            for table in ("task", "wait")
        }
    assert found["task"] == {"rappel": "aanbieder", "reactie": "medewerker", "advies": "commissie", "x": ""}
    assert found["wait"] == {"antwoord": "inwoner", "teken": "ander", "intrekken": ""}
