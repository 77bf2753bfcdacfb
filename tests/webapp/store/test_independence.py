"""Awb 9:7 in the database: whoever is involved finds a case in no list, no count and no search."""

import pytest
from sqlalchemy import event, func, select

from tests.builders import MONDAY, a_change, a_task, a_term, an_event, facts
from tests.cast import COORDINATOR, EVERYONE, HANDLER, daan, lotte, samira
from webapp.deadlines.picture import picture_for
from webapp.involvement import ACCUSED_ROLE, HandlerInvolved, TouchesYourself
from webapp.store import erasure, models, queries, stakes, users, work
from webapp.store.db import db
from webapp.store.queries import Viewer, case_list, own_cases
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("in_app", "colleagues")
TODAY = MONDAY.date()
ABOUT_SAMIRA = {"beklaagde": {"naam": "S. Bakker", "gebruikersnaam": "samira"}}


def a_case(case_id="c1", *, about=None, role=HANDLER, **other):
    task = a_task(case_id, due_on=TODAY, role=role)
    told = {**facts(**other.pop("zaak", {})), **(about or {})}
    with unit_of_work() as store:
        store.save(a_change(case_id, opened=(task,), timers=(), facts=told, terms=(a_term(),), **other))
    return queries.case_tasks(case_id)[0].id


def change(case_id="c1", rev=1, **other):
    kind = other.pop("kind", "facts_amended")
    actor = other.pop("actor", "lotte")
    with unit_of_work() as store:
        happened = (an_event(rev + 1, kind, "feiten", actor=actor),)
        store.save(a_change(case_id, rev=rev, events=happened, **other))


def seen_by(viewer: Viewer) -> dict[str, object]:
    """Everything the screens count and list for somebody."""
    lists = {view: len(queries.task_list(viewer, today=TODAY, view=view).rows) for view in queries.VIEWS}
    counts = queries.task_counts(viewer, today=TODAY)
    assert counts.views == lists
    return {
        "tasks": lists["te_doen"],
        "team": lists["team"],
        "subject": counts.subjects["wmo"],
        "searched": len(queries.task_list(viewer, today=TODAY, search="jansen").rows),
        "cases": len(case_list(viewer, search="jansen").rows),
        "deadlines": len(queries.deadline_list(viewer, today=TODAY).rows),
        "running": picture_for(viewer, MONDAY).all.total,
        "calendar": len(queries.calendar_terms(viewer, HANDLER)),
        "movable": len(queries.movable_tasks(viewer, numbers=["K-2026-c1", "K-2026-c2"])),
    }


def test_whoever_is_involved_finds_the_case_nowhere_and_a_colleague_everywhere():
    a_case(about=ABOUT_SAMIRA)
    assert set(seen_by(samira.viewer).values()) == {0}
    assert set(seen_by(daan.viewer).values()) == {1}


def test_other_cases_stay_where_they_were():
    a_case("c1", about=ABOUT_SAMIRA)
    a_case("c2")
    assert set(seen_by(samira.viewer).values()) == {1}
    assert queries.next_task(samira.viewer, today=TODAY).case_id == "c2"


def test_who_turns_out_to_be_involved_loses_the_task_at_hand():
    task = a_case()
    with unit_of_work() as store:
        work.claim(store.connection, task, "samira")
    change(facts={**facts(), "partijen": [{"rol": "betrokkene", "naam": "Samira Bakker"}]})
    assert queries.open_task(task).assignee is None
    assert set(seen_by(samira.viewer).values()) == {0}
    assert seen_by(daan.viewer)["tasks"] == 1


def test_who_is_no_longer_involved_sees_the_case_again():
    a_case(about=ABOUT_SAMIRA)
    change(facts={**facts(), "beklaagde": {"naam": "Team Wmo"}})
    assert set(seen_by(samira.viewer).values()) == {1}
    assert own_cases(samira.viewer) == []


def test_the_accused_finds_the_task_to_answer_and_nobody_else_does():
    task = a_case(about=ABOUT_SAMIRA, role=ACCUSED_ROLE)
    other = Viewer("daan", (HANDLER, ACCUSED_ROLE))
    assert [row.id for row in queries.task_list(samira.viewer, today=TODAY).rows] == [task]
    assert queries.task_counts(samira.viewer, today=TODAY).views["te_doen"] == 1
    assert [queries.visitor(one, TODAY).answers for one in ("samira", "daan")] == [True, False]
    assert [case.case_id for case in own_cases(samira.viewer)] == ["c1"]
    assert queries.task_list(other, today=TODAY).rows == []
    assert queries.task_list(other, today=TODAY, view="team").rows == []


def test_the_handler_never_gets_the_side_of_the_accused_as_a_task():
    with unit_of_work() as store:
        users.set_roles(store.connection, "daan", (HANDLER, ACCUSED_ROLE))
    task = a_case(about=ABOUT_SAMIRA, role=ACCUSED_ROLE, zaak={"behandelaar": "Daan Kuiper"})
    assert queries.open_task(task).assignee is None


def test_colleagues_offered_for_a_case_leave_out_who_is_involved():
    a_case(about=ABOUT_SAMIRA)
    assert {name for name, _ in queries.colleagues(HANDLER)} == {"samira", "daan", "lotte"}
    assert {name for name, _ in queries.colleagues(HANDLER, "c1")} == {"daan", "lotte"}
    with unit_of_work() as store:
        users.set_roles(store.connection, "samira", (ACCUSED_ROLE,))
        users.set_roles(store.connection, "daan", (ACCUSED_ROLE,))
    assert queries.colleagues(ACCUSED_ROLE, "c1") == [("samira", "Samira Bakker")]


def test_an_involved_handler_is_refused_and_nothing_is_saved():
    a_case()
    told = {**facts(behandelaar="Samira Bakker"), **ABOUT_SAMIRA}
    with pytest.raises(HandlerInvolved):
        change(kind="task_completed", facts=told)
    assert queries.case_by_id("c1").rev == 1
    assert set(seen_by(samira.viewer).values()) == {1}


def test_with_the_exception_for_the_governing_body_the_handler_is_accepted():
    a_case()
    reason = {"gaat_over_bestuur": "ja", "reden_uitzondering": "Over het college zelf."}
    change(kind="task_completed", facts={**facts(behandelaar="Samira Bakker", **reason), **ABOUT_SAMIRA})
    assert queries.case_by_id("c1").handler == "samira"
    assert seen_by(samira.viewer)["cases"] == 1


def test_a_handler_who_becomes_involved_keeps_no_hold_of_the_case():
    a_case(zaak={"behandelaar": "Samira Bakker"})
    assert queries.case_tasks("c1")[0].assignee == "samira"
    change(facts={**facts(behandelaar="Samira Bakker"), **ABOUT_SAMIRA})
    change(
        rev=2, facts={**facts(behandelaar="Samira Bakker"), **ABOUT_SAMIRA}, opened=(a_task("c1", "oordeel"),)
    )
    assert queries.case_by_id("c1").handler == ""
    assert [task.assignee for task in queries.case_tasks("c1")] == [None, None]


def test_nobody_finishes_a_task_that_makes_himself_involved():
    a_case(role=COORDINATOR)
    told = {**facts(), "beklaagde": {"naam": "Lotte Vermeer"}}
    with pytest.raises(TouchesYourself):
        change(kind="task_completed", actor="lotte", facts=told)
    change(kind="task_completed", actor="daan", facts=told)
    assert queries.stake("lotte", "c1").bars


def test_a_new_account_is_tied_to_the_cases_it_is_involved_in():
    a_case("c1", about={"beklaagde": {"naam": "Nora Prins", "email": "nora@vrijstad.example"}})
    a_case("c2", zaak={"andere_betrokkenen": "Nora Prins"})
    a_case("c3")
    with unit_of_work() as store:
        users.add(
            store.connection, "nora", "Nora Prins", (HANDLER,), at=MONDAY, email="nora@vrijstad.example"
        )
    found = {case_id: queries.stake("nora", case_id) for case_id in ("c1", "c2", "c3")}
    assert [stake.bars for stake in found.values()] == [True, True, False]
    assert [stake.answers for stake in found.values()] == [True, False, False]


def test_every_party_of_a_case_is_kept_and_one_that_left_is_gone():
    helpers = [{"rol": "vertrouwenspersoon", "naam": "AKJ"}, {"rol": "beklaagde", "naam": "Team Jeugd"}]
    a_case(about={**ABOUT_SAMIRA, "partijen": helpers}, zaak={"behandelaar": "Daan Kuiper"})
    roles = [party.role for party in queries.case_parties("c1")]
    assert roles == ["resident", "counsellor", "accused", "accused", "handler"]
    change(facts={**facts(behandelaar="Daan Kuiper"), **ABOUT_SAMIRA, "partijen": helpers[1:]})
    roles = [party.role for party in queries.case_parties("c1")]
    assert roles == ["resident", "accused", "accused", "handler"]
    with db.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(models.Party)).scalar_one() == 4


def test_after_destruction_nobody_can_tell_whom_a_case_was_about(tmp_path):
    a_case(about=ABOUT_SAMIRA)
    change(facts={**facts(), **ABOUT_SAMIRA}, status="closed", terms=())
    with unit_of_work() as store:
        erasure.erase(store.connection, tmp_path, "c1", at=MONDAY)
    assert own_cases(samira.viewer) == []
    assert not queries.stake("samira", "c1").answers


def counted_statements(act) -> int:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(
        [one for one in statements if one.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"))]
    )


def test_a_step_that_leaves_the_people_alone_asks_nothing_about_them():
    a_case(about=ABOUT_SAMIRA)
    plain = counted_statements(lambda: change(facts={**facts(), **ABOUT_SAMIRA}))
    more = counted_statements(lambda: change(rev=2, facts={**facts(), "beklaagde": {"naam": "Daan Kuiper"}}))
    assert plain <= 6
    assert more <= plain + 6


@pytest.mark.parametrize("cases", [1, 40])
def test_lists_cost_one_statement_however_many_cases_someone_is_involved_in(cases):
    for number in range(cases):
        a_case(f"c{number}", about=ABOUT_SAMIRA)
    db.session.rollback()
    asked = {
        "list": lambda: queries.task_list(samira.viewer, today=TODAY),
        "counts": lambda: queries.task_counts(samira.viewer, today=TODAY),
        "cases": lambda: case_list(samira.viewer),
        "deadlines": lambda: queries.deadline_list(samira.viewer, today=TODAY),
    }
    assert {name: counted_statements(act) for name, act in asked.items()} == dict.fromkeys(asked, 1)


def test_tying_the_same_account_twice_changes_nothing():
    a_case(about=ABOUT_SAMIRA)
    for _ in range(2):
        with unit_of_work() as store:
            for one in [one.colleague for one in stakes.accounts(store.connection)]:
                stakes.tie(store.connection, one)
    found = [one.username for one in EVERYONE if queries.stake(one.username, "c1").bars]
    assert found == ["samira"]
    assert lotte.username not in found
