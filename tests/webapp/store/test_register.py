"""The register of a year and the list of the archive: the right cases, without loading one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, text

from engine.ports import CaseOut
from tests.builders import MONDAY, a_change, a_term, an_event, facts
from webapp.store import erasure, links, numbering, queries
from webapp.store.db import db
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")
KEPT = date(2031, 3, 23)


def a_complaint(case_id, *, closed=False, terms=None, process="klachtbehandeling", **zaak):
    change = a_change(
        case_id, facts=facts(**zaak), opened=(), timers=(), terms=terms or (a_term(),), process=process,
        status="closed" if closed else "open", outcome="Oordeel gegeven" if closed else "",
    )  # fmt: skip
    with unit_of_work() as store:
        store.save(change)


def numbers(lines):
    return [line.number.removeprefix("K-2026-") for line in lines]


def test_every_written_complaint_of_the_year_is_in_the_register_whatever_became_of_it():
    a_complaint("open")
    a_complaint("gone", closed=True, uitkomst="ingetrokken")
    a_complaint("first", ontvangstdatum=date(2026, 1, 1))
    a_complaint("last", ontvangstdatum=date(2026, 12, 31))
    a_complaint("oral", schriftelijk=False, regime="9.2")
    a_complaint("before", ontvangstdatum=date(2025, 12, 31))
    a_complaint("after", ontvangstdatum=date(2027, 1, 1))
    a_complaint("other", soort="verbeteren", process="verbeteren")
    assert numbers(queries.register_of(2026)) == ["first", "gone", "open", "last"]


def test_a_line_tells_what_the_publication_needs():
    met = a_term(met_on=date(2026, 5, 4))
    a_complaint(
        "c1", closed=True, terms=(met,), uitkomst="oordeel_gegeven", oordeel="gegrond", thema="bejegening",
        normen=["voortvarendheid", "maatwerk"], verdaging_weken=2,
    )  # fmt: skip
    (line,) = queries.register_of(2026)
    assert (line.result, line.judgement, line.theme) == ("oordeel_gegeven", "gegrond", "bejegening")
    assert line.norms == ("voortvarendheid", "maatwerk")
    assert (line.days, line.in_time, line.adjourned) == (42, True, True)
    assert line.closed_on == MONDAY.date()


def test_late_and_not_yet_settled_are_told_apart():
    a_complaint("late", terms=(a_term(met_on=date(2026, 5, 7)),))
    a_complaint("open")
    assert {line.number[7:]: line.in_time for line in queries.register_of(2026)} == {
        "late": False,
        "open": None,
    }


def test_a_change_of_the_facts_changes_the_register_and_nothing_else_does():
    a_complaint("c1")
    for rev, zaak in ((1, {}), (2, {"thema": "privacy"})):
        with unit_of_work() as store:
            happened = an_event(rev + 1, "facts_amended")
            store.save(a_change("c1", rev=rev, facts=facts(**zaak), events=(happened,)))
    assert [line.theme for line in queries.register_of(2026)] == ["privacy"]


def test_what_came_in_is_counted_by_kind():
    a_complaint("c1")
    a_complaint("c2", schriftelijk=False, regime="9.2")
    a_complaint("c3", process="voordeur", soort="voordeur", soort_bericht="signaal")
    assert queries.received_by_kind(2026) == {
        ("klachtbehandeling", "klacht", True): 1,
        ("klachtbehandeling", "klacht", False): 1,
        ("voordeur", "signaal", True): 1,
    }


def test_open_is_counted_at_both_edges_of_the_year():
    a_complaint("old", ontvangstdatum=date(2025, 12, 1))
    a_complaint("done", closed=True)
    a_complaint("open")
    assert queries.open_at_the_edges(2026) == queries.OpenAtTheEdges(first_day=1, last_day=2)


def test_only_a_closed_case_whose_time_has_passed_is_proposed_for_destruction(tmp_path):
    a_complaint("ready", closed=True, vernietigen_na=KEPT, bewaarresultaat="13.1")
    a_complaint("open", vernietigen_na=KEPT)
    a_complaint("forever", closed=True)
    a_complaint("later", closed=True, vernietigen_na=KEPT + timedelta(days=1))
    a_complaint("erased", closed=True, vernietigen_na=KEPT)
    with unit_of_work() as store:
        erasure.erase(store.connection, tmp_path, "erased", at=MONDAY)
    assert queries.destroyable(KEPT) == []
    (found,) = queries.destroyable(KEPT + timedelta(days=1))
    assert (found.case_id, found.kept_as, found.keep_until) == ("ready", "13.1", KEPT)


def test_a_merged_case_goes_with_the_one_in_which_it_went_on():
    a_complaint("stays", closed=True, vernietigen_na=KEPT, bewaarresultaat="13.1")
    for merged in ("twice", "once"):
        a_complaint(merged, closed=True)
    with unit_of_work() as store:
        for merged, into in (("twice", "once"), ("once", "stays")):
            links.merge(store.connection, merged, into, "dubbel", by="lotte", at=MONDAY)
    found = queries.destroyable(KEPT + timedelta(days=1))
    assert {(one.case_id, one.kept_as, one.keep_until) for one in found} == {
        (case_id, "13.1", KEPT) for case_id in ("stays", "once", "twice")
    }


@pytest.mark.parametrize(("closed", "proposed"), [(False, ["nazorg"]), (True, ["c1", "nazorg"])])
def test_a_case_waits_for_the_case_that_came_from_it(closed, proposed):
    a_complaint("c1", closed=True, vernietigen_na=KEPT)
    a_complaint("c10", closed=closed, soort="verbeteren", process="verbeteren")
    a_complaint("nazorg", closed=True, vernietigen_na=KEPT)
    with unit_of_work() as store:
        step = CaseOut("verbetering_starten:1", "verbeteren", {}, "")
        numbering.remember(store.connection, numbering.FOLLOW_UP, f"c1:{step.key}", "c10", MONDAY)
    assert sorted(one.case_id for one in queries.destroyable(date(2040, 1, 1))) == proposed


def test_each_question_is_one_statement_that_reads_no_facts():
    for number in range(20):
        a_complaint(f"c{number}", closed=True, vernietigen_na=KEPT)
    db.session.rollback()
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    queries.register_of(2026)
    queries.received_by_kind(2026)
    queries.open_at_the_edges(2026)
    queries.destroyable(date(2040, 1, 1))
    event.remove(db.engine, "before_cursor_execute", note)
    asked = [one for one in statements if one.startswith(("SELECT", "WITH"))]
    assert len(asked) == 4
    assert not any("snapshot" in one or "facts" in one for one in asked)


def test_sqlite_finds_the_year_and_the_due_cases_by_index():
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the planner of PostgreSQL reads a small table as a whole")
    questions = {
        "ix_registration_received_on": "received_on >= '2026-01-01' AND received_on <= '2026-12-31'",
        "ix_registration_keep_until": "keep_until < '2031-01-01'",
    }
    for index, condition in questions.items():
        plan = db.session.execute(
            text(f"EXPLAIN QUERY PLAN SELECT case_id FROM registration WHERE {condition}")
        )
        assert index in str(plan.all())
