"""Destroying takes a list, an approval of that very list in a case, and somebody other than who approved."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from engine import Bundle
from tests.builders import MONDAY, a_change, a_letter, an_event, facts
from webapp import commands, destruction
from webapp.cli import main
from webapp.paths import bundle_root
from webapp.store import chain, queries
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("cases")
KEPT, DUE = date(2026, 2, 1), date(2026, 3, 1)
ANS = Viewer("ans", ("Archiefmedewerker",))
BEN = Viewer("ben", ("Archiefmedewerker",))
LOTTE = Viewer("lotte", ("Klachtencoördinator",))
RUBEN = Viewer("ruben", ("Beslisser", "Archiefmedewerker"))


@pytest.fixture
def cases(in_app, colleagues):
    """Two closed complaints of which the time has passed, and one that must stay."""
    bundle = Bundle.read(bundle_root())
    commands.publish_bundle(bundle.hash, bundle.files, label="proef", by="test", at=MONDAY)
    for case_id, until in (("c1", KEPT), ("c2", KEPT), ("c3", DUE + timedelta(days=1))):
        known = facts(vernietigen_na=until, bewaarresultaat="13.1", behandelaar="Sam de Wit")
        closed = {"status": "closed", "outcome": "Oordeel gegeven", "opened": (), "timers": ()}
        with unit_of_work() as store:
            store.save(a_change(case_id, facts=known, letters=(a_letter(),), **closed))


def do(case, bpmn_id, who, **answers):
    open_now = next(t for t in queries.case_tasks(case.case_id) if t.bpmn_id == bpmn_id and t.state == "open")
    commands.complete_task(open_now.id, answers, by=who, at=MONDAY)


def a_destruction(mark, *, approve=True):
    """A case of the process that stands where the list with fingerprint `mark` was approved, or not yet."""
    filed = commands.file_complaint(
        {"zaak": {"peildatum": date(2026, 2, 28)}}, facts={"zaak": {"soort": "vernietiging"}}, by="ans",
        at=MONDAY - timedelta(days=60), process="vernietiging",
    )  # fmt: skip
    commands.fire_due(filed.case_id, MONDAY)
    listed = {"leeg": "nee", "aantal": 2, "kenmerk": mark, "bestand": "lijst.json"}
    do(filed, "vernietigingslijst_opstellen", ANS, **listed)
    do(filed, "vernietigingslijst_beoordelen", LOTTE, besluit="akkoord")
    if approve:
        do(filed, "vernietiging_accorderen", RUBEN, besluit="akkoord", kenmerk_gezien=True)
    return filed


def erased():
    return sorted(
        head.case_id for head in queries.case_list(state="closed").rows if head.erased_at is not None
    )


def test_an_approved_list_is_destroyed_and_a_declaration_remains():
    listed = destruction.listing(DUE)
    assert [one["zaak"] for one in listed["zaken"]] == ["K-2026-c1", "K-2026-c2"]
    case = a_destruction(listed["kenmerk"])
    done = destruction.destroy(listed, case_number=case.number, by="ans", at=MONDAY)
    assert erased() == ["c1", "c2"]
    assert queries.case_by_id("c1").handler_name == ""
    assert queries.case_parties("c1") == []
    found = queries.case_list(state="closed", search="jansen").rows
    assert [head.case_id for head in found] == ["c3"]
    assert (done.approved_by, done.already_gone) == ("ruben", 0)
    text = destruction.declaration(done, "Gemeente Vrijstad")
    for part in ("K-2026-c1", "K-2026-c2", listed["kenmerk"], "ruben", "ans", case.number, "Selectielijst"):
        assert part in text
    assert "Jansen" not in text
    assert [line.number for line in queries.register_of(2026)] == ["K-2026-c1", "K-2026-c2", "K-2026-c3"]


def test_the_chain_of_a_destroyed_case_still_holds():
    listed = destruction.listing(DUE)
    case = a_destruction(listed["kenmerk"])
    destruction.destroy(listed, case_number=case.number, by="ans", at=MONDAY)
    with reading() as store:
        assert chain.verify(store.connection, "c1") == []


def test_a_run_that_was_cut_off_is_run_again():
    listed = destruction.listing(DUE)
    case = a_destruction(listed["kenmerk"])
    destruction.destroy(listed, case_number=case.number, by="ans", at=MONDAY)
    again = destruction.destroy(listed, case_number=case.number, by="ans", at=MONDAY)
    assert (len(again.cases), again.already_gone) == (2, 2)


def test_a_list_read_back_from_its_file_is_the_same_list():
    listed = json.loads(json.dumps(destruction.listing(DUE)))
    case = a_destruction(listed["kenmerk"])
    assert len(destruction.destroy(listed, case_number=case.number, by="ben", at=MONDAY).cases) == 2


def refused(listed, case_number, by="ans"):
    """Return why nothing was destroyed."""
    with pytest.raises((destruction.FaultyList, destruction.NotApproved)) as caught:
        destruction.destroy(listed, case_number=case_number, by=by, at=MONDAY)
    assert erased() == []
    return str(caught.value)


def test_nothing_is_destroyed_without_the_approval_of_another():
    listed = destruction.listing(DUE)
    waiting = a_destruction(listed["kenmerk"], approve=False)
    assert "het akkoord ontbreekt" in refused(listed, waiting.number)
    do(waiting, "vernietiging_accorderen", RUBEN, besluit="akkoord", kenmerk_gezien=True)
    assert "vier ogen" in refused(listed, waiting.number, by="ruben")


def test_the_approval_of_another_list_or_another_case_counts_for_nothing():
    listed = destruction.listing(DUE)
    other = a_destruction("0123456789abcdef")
    assert "een andere lijst" in refused(listed, other.number)
    assert "geen zaak van het proces" in refused(listed, "K-2026-c1")
    assert "geen zaak van het proces" in refused(listed, "K-1999-0001")


def test_a_list_that_was_changed_afterwards_is_refused():
    listed = destruction.listing(DUE)
    case = a_destruction(listed["kenmerk"])
    longer = listed | {"zaken": [*listed["zaken"], listed["zaken"][0] | {"zaak": "K-2026-c3"}]}
    assert "veranderd" in refused(longer, case.number)
    assert "retention" in refused({"zaken": []}, case.number)
    assert "retention" in refused([], case.number)


@pytest.mark.parametrize("number", ["K-2026-c3", "K-2026-bestaat-niet"])
def test_a_case_that_must_stay_stops_the_whole_list(number):
    entries = [*destruction.listing(DUE)["zaken"]]
    entries.append(entries[0] | {"zaak": number})
    mark = destruction.fingerprint(DUE.isoformat(), entries)
    case = a_destruction(mark)
    forged = {"peildatum": DUE.isoformat(), "kenmerk": mark, "zaken": entries}
    assert number in refused(forged, case.number)


def test_a_case_that_is_needed_longer_after_all_is_not_destroyed():
    listed = destruction.listing(DUE)
    case = a_destruction(listed["kenmerk"])
    with unit_of_work() as store:
        longer = facts(vernietigen_na=date(2036, 2, 1), bewaarresultaat="13.1.2")
        happened = an_event(2, "facts_amended")
        store.save(a_change("c1", rev=1, status="closed", facts=longer, events=(happened,)))
    assert "K-2026-c1 mag nu niet weg" in refused(listed, case.number)


def test_the_command_writes_the_list_asks_and_leaves_a_declaration(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("AANTAFEL_DATA", str(settings.data))
    monkeypatch.setenv("AANTAFEL_DATABASE_URL", settings.database_url)
    run = CliRunner().invoke
    written = run(main, ["retention", "--due", DUE.isoformat(), "--json"]).output
    file = tmp_path / "lijst.json"
    file.write_text(written, encoding="utf-8")
    mark = json.loads(written)["kenmerk"]
    assert f"2 zaken. Kenmerk: {mark}" in run(main, ["retention", "--due", DUE.isoformat()]).output
    case = a_destruction(mark)
    words = ["retention", "destroy", str(file), "--case", case.number]
    assert "bestaat niet" in run(main, [*words, "--by", "niemand"]).output
    assert "vier ogen" in run(main, [*words, "--by", "ruben", "--yes"]).output
    assert run(main, [*words, "--by", "daan"], input="n\n").exit_code == 1
    assert erased() == []
    assert "2 dossiers vernietigd" in run(main, [*words, "--by", "daan"], input="y\n").output
    assert "K-2026-c2" in (tmp_path / f"verklaring-{case.number}.md").read_text(encoding="utf-8")
    db.session.rollback()
    assert erased() == ["c1", "c2"]
