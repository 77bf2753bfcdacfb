"""What the screens ask: the right rows, in the right order, page by page, in few statements."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, literal, select

from tests.builders import MONDAY, a_change, a_task, a_term, a_wait, an_event, facts
from tests.cast import daan, lotte, outsider, ruben, samira
from webapp.deadlines.picture import picture_for
from webapp.store import queries, users, work
from webapp.store.db import db
from webapp.store.queries.paging import BadCursor, decode, decode_day
from webapp.store.questions import ask, plain
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")
TODAY = MONDAY.date()


def a_case(case_id, due=TODAY, role="Klachtbehandelaar", **other):
    task = a_task(case_id, due_on=due, role=role, waits_for=other.pop("waits_for", ""))
    with unit_of_work() as store:
        store.save(a_change(case_id, opened=(task,), timers=(), **other))
    return queries.case_tasks(case_id)[0].id


def claim(task_id, who):
    with unit_of_work() as store:
        work.claim(store.connection, task_id, who.username)


def numbers(who, **wish):
    return [row.number for row in queries.task_list(who.viewer, today=TODAY, **wish).rows]


def test_the_most_urgent_comes_first_and_what_has_no_date_last():
    for case_id, due in (("c1", None), ("c2", TODAY + timedelta(days=9)), ("c3", TODAY - timedelta(days=2))):
        a_case(case_id, due)
    assert numbers(samira) == ["K-2026-c3", "K-2026-c2", "K-2026-c1"]


def test_every_view_shows_its_own_part():
    late, sunday, monday = TODAY - timedelta(days=1), TODAY + timedelta(days=6), TODAY + timedelta(days=7)
    claim(a_case("mine", late), samira)
    claim(a_case("daans", sunday), daan)
    a_case("free", sunday)
    a_case("later", monday, waits=(a_wait(),))
    a_case("other", late, role="Beslisser")
    found = {view: {n.split("-")[-1] for n in numbers(samira, view=view)} for view in queries.VIEWS}
    assert found == {
        "te_doen": {"mine", "free", "later"},
        "te_laat": {"mine"},
        "deze_week": {"free"},
        "wacht_op_inwoner": {"later"},
        "niet_toegewezen": {"free", "later"},
        "team": {"mine", "daans", "free", "later"},
    }
    counted = queries.task_counts(samira.viewer, today=TODAY)
    assert counted.views == {view: len(cases) for view, cases in found.items()}
    assert counted.subjects["wmo"] == 3
    assert numbers(outsider) == []
    assert numbers(ruben) == ["K-2026-other"]


def test_somebody_with_two_roles_sees_the_tasks_of_both_in_one_order():
    a_case("c1", TODAY + timedelta(days=2))
    a_case("c2", TODAY + timedelta(days=1), role="Klachtencoördinator")
    assert numbers(lotte) == ["K-2026-c2", "K-2026-c1"]


def row_due(task_id):
    return queries.open_task(task_id).due_on


@pytest.mark.parametrize("limit", [1, 3, 25])
def test_paging_shows_every_task_once_even_when_dates_are_equal(limit):
    for number in range(8):
        a_case(f"c{number}", [TODAY, None][number % 2])
    seen, cursor = [], None
    while True:
        page = queries.task_list(samira.viewer, today=TODAY, limit=limit, cursor=cursor)
        seen += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 8
    assert [row_due(one) for one in seen] == [TODAY] * 4 + [None] * 4


def a_long_list():
    for number in range(8):
        day = TODAY - timedelta(days=number % 3)
        a_case(
            f"c{number}",
            [TODAY, None, TODAY + timedelta(days=1)][number % 3],
            facts=facts(ontvangstdatum=day),
        )


@pytest.mark.parametrize("order", queries.ORDERS)
@pytest.mark.parametrize("view", ["te_doen", "team"])
def test_leafing_back_shows_the_same_pages_in_every_order(order, view):
    a_long_list()
    wish = queries.Wish(view, order=order)
    pages = [queries.task_list(samira.viewer, today=TODAY, wish=wish, limit=3)]
    while pages[-1].next_cursor:
        cursor = pages[-1].next_cursor
        pages.append(queries.task_list(samira.viewer, today=TODAY, wish=wish, limit=3, cursor=cursor))
    assert [len(page.rows) for page in pages] == [3, 3, 2]
    back = pages[-1]
    for expected in (pages[1], pages[0]):
        cursor = back.previous_cursor
        back = queries.task_list(samira.viewer, today=TODAY, wish=wish, limit=3, cursor=cursor, back=True)
        assert back.rows == expected.rows
    assert back.previous_cursor is None
    keys = {
        "laatste_dag": lambda row: (row.due_on or date.max, row.id),
        "nieuwste": lambda row: (-row.received_on.toordinal(), -row.id),
        "oudste": lambda row: (row.received_on, row.id),
        "nummer": lambda row: row.number,
    }
    shown = [row for page in pages for row in page.rows]
    assert shown == sorted(shown, key=keys[order])


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"term": "te_laat"}, {"late"}),
        ({"term": "vandaag"}, {"today"}),
        ({"term": "deze_week"}, {"today", "sunday"}),
        ({"term": "later"}, {"later"}),
        ({"term": "geen"}, {"undated"}),
        ({"state": "van_mij"}, {"late"}),
        ({"state": "vrij"}, {"sunday", "later", "undated"}),
        ({"view": "team", "state": "collega"}, {"today"}),
        ({"awaited": "inwoner"}, {"later"}),
        ({"awaited": "wij", "state": "vrij"}, {"sunday"}),
        ({"awaited": "aanbieder"}, {"undated"}),
        ({"awaited": "aanbieder", "view": "team", "order": "oudste"}, {"undated"}),
        ({"awaited": "ombudsman"}, set()),
        ({"provider": "Zorg Dichtbij"}, {"sunday"}),
        ({"provider": "Zorg Dichtbij", "view": "team", "order": "nieuwste"}, {"sunday"}),
        ({"role": "Beslisser"}, set()),
        ({"role": "Klachtbehandelaar", "state": "van_mij"}, {"late"}),
        ({"search": "dichtbij"}, {"sunday"}),
        ({"search": "K-2026-later"}, {"later"}),
        ({"search": "fiets", "view": "team"}, {"today"}),
        ({"search": "fiets"}, set()),
        ({"view": "alle", "roles": ("Klachtbehandelaar",), "state": "vrij"}, {"sunday", "later", "undated"}),
    ],
)
def test_every_filter_shows_and_counts_its_own_part(wish, found):
    claim(a_case("late", TODAY - timedelta(days=1)), samira)
    claim(a_case("today", facts=facts(omschrijving="Mijn fiets is weg.")), daan)
    elsewhere = facts()
    elsewhere["aanbieder"] = {"naam": "Zorg Dichtbij"}
    a_case("sunday", TODAY + timedelta(days=6), facts=elsewhere)
    a_case("later", TODAY + timedelta(days=7), waits=(a_wait(),))
    a_case("undated", None, waits_for="aanbieder")
    wished = queries.Wish(**wish)
    if "deze_week" in wish.values() or "vandaag" in wish.values():
        wished = queries.Wish(**wish, view="team")
    shown = queries.task_list(samira.viewer, today=TODAY, wish=wished).rows
    assert {row.number.split("-")[-1] for row in shown} == found
    assert queries.wish_counts(samira.viewer, [wished], today=TODAY) == [len(found)]
    assert queries.providers(samira.viewer, wished) == ["Zorg Dichtbij"]


def test_words_that_are_everywhere_and_words_that_are_rare_find_the_same(monkeypatch):
    for number in range(4):
        a_case(f"c{number}", facts=facts(samenvatting=f"De hulp kwam {'nooit' if number == 2 else 'soms'}"))
    asked = [("hulp", 4), ("nooit", 1), ("hulp nooit", 1), ("hulp pietersen", 0)]
    for rare in (2500, 0):
        monkeypatch.setattr("webapp.store.queries.wordsearch.RARE", rare)
        assert [(search, len(numbers(samira, search=search))) for search, _ in asked] == asked


def cases(search, state="open"):
    return [line.case_id for line in queries.case_list(samira.viewer, state=state, search=search).rows]


def test_a_case_is_found_by_its_new_words_and_when_it_is_closed_by_its_summary_alone():
    a_case("c1")
    with unit_of_work() as store:
        store.load("c1")
        store.save(a_change("c1", rev=1, facts=facts(samenvatting="Een scootmobiel"), events=(an_event(2),)))
    assert (len(numbers(samira, search="scoot")), numbers(samira, search="huishoudelijke")) == (1, [])
    told = facts(samenvatting="Een scootmobiel", omschrijving="Hij is nooit gekomen")
    with unit_of_work() as store:
        store.load("c1")
        store.save(a_change("c1", rev=2, facts=told, events=(an_event(3),)))
    assert cases("scoot nooit") == ["c1"]
    with unit_of_work() as store:
        store.load("c1")
        store.save(a_change("c1", rev=3, status="closed", facts=told, events=(an_event(4),)))
    assert (cases("scoot"), cases("scoot", "closed"), cases("nooit", "closed")) == ([], ["c1"], [])
    with unit_of_work() as store:
        store.load("c1")
        store.save(a_change("c1", rev=4, facts=told, events=(an_event(5),)))
    assert (cases("nooit"), cases("scoot", "closed")) == (["c1"], [])


@pytest.mark.parametrize("rare", [2500, 0])
def test_the_list_of_cases_is_searched_in_either_order_and_leafed_through(rare, monkeypatch):
    monkeypatch.setattr("webapp.store.queries.wordsearch.RARE", rare)
    for number in range(5):
        a_case(f"c{number}", facts=facts(samenvatting=f"De hulp kwam {'soms' if number % 2 else 'nooit'}"))
    for order, found in (("oudste", ["c0", "c2", "c4"]), ("nieuwste", ["c4", "c2", "c0"])):
        asked = {"search": "hulp nooit", "order": order, "limit": 2}
        first = queries.case_list(samira.viewer, **asked)
        second = queries.case_list(samira.viewer, cursor=first.next_cursor, **asked)
        assert [line.case_id for line in (*first.rows, *second.rows)] == found
        assert second.next_cursor is None
    assert (cases("%"), cases("hulp pietersen")) == ([], [])


def test_what_is_at_hand_knows_the_first_statutory_day_and_follows_it():
    a_case("c1", terms=(a_term(last_day=TODAY + timedelta(days=3)),))
    a_case("c2", terms=(a_term(last_day=TODAY + timedelta(days=30)),))
    found = {one.row.case_id: one.legal_on for one in queries.at_hand(samira.viewer, today=TODAY)}
    assert found == {"c1": TODAY + timedelta(days=3), "c2": TODAY + timedelta(days=30)}
    assert queries.running_terms({"c1"})["c1"][0].key == "afdoening"
    with unit_of_work() as store:
        store.load("c1")
        met = a_term(last_day=TODAY + timedelta(days=3), met_on=TODAY)
        store.save(a_change("c1", rev=1, terms=(met,), events=(an_event(2),)))
    assert {one.legal_on for one in queries.at_hand(samira.viewer, today=TODAY)} == {
        None,
        TODAY + timedelta(days=30),
    }


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("jansen", 1),
        ("K-2026-C1", 1),
        ("hulp jansen", 1),
        ("hulp pietersen", 0),
        ("50%", 0),
        ("_", 0),
        ("noe", 1),
    ],
)
def test_searching_looks_in_number_resident_and_summary(search, found):
    a_case("c1")
    a_case("c2", facts={"zaak": {"onderwerp": "jeugd"}, "inwoner": {"naam": "Noé Ilić"}})
    assert len(numbers(samira, search=search)) == found


def test_who_has_nothing_to_answer_for_gets_the_same_by_a_shorter_way():
    claim(a_case("mine", TODAY - timedelta(days=1)), samira)
    a_case("free")
    short = replace(samira.viewer, answers=False)
    for view in queries.VIEWS:
        wished = {"today": TODAY, "view": view}
        assert queries.task_list(short, **wished) == queries.task_list(samira.viewer, **wished)
    assert queries.task_counts(short, today=TODAY) == queries.task_counts(samira.viewer, today=TODAY)


def test_counting_stops_at_a_hundred():
    tasks = tuple(a_task("c1", occurrence=number) for number in range(1, 121))
    with unit_of_work() as store:
        store.save(a_change("c1", opened=tasks, timers=()))
    counted = queries.task_counts(samira.viewer, today=TODAY)
    assert counted.label(counted.views["te_doen"]) == "99+"
    assert queries.TaskCounts.label(99) == "99"
    assert queries.TaskCounts.label(100) == "99+"


def test_an_unknown_view_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="onbekende weergave"):
        numbers(samira, view="alles")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=30))
def test_no_invented_cursor_gets_further_than_a_clear_error(given_text):
    for read in (lambda: decode(given_text, 2), lambda: decode_day(given_text, int)):
        with pytest.raises(BadCursor):
            read()


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "b"), ("b", "b"), ("b", "a")])
def test_a_value_that_stands_twice_is_one_parameter_and_no_other_statement(pair):
    """Both orders, so that neither finds what the other compiled."""
    for first, last in (pair, ("c", "d"), ("e", "e"), pair):
        statement = plain(select(literal(first), literal(last), literal(first)))
        assert ask(statement).one() == (first, last, first)
        assert len(statement.compile().params) == len({first, last})


def listed(**wanted):
    page = queries.deadline_list(samira.viewer, today=TODAY, wanted=queries.DeadlineFilter(**wanted))
    return [row.number for row in page.rows]


def test_the_deadlines_page_counts_what_is_late_this_week_and_later():
    a_case("late", terms=(a_term(last_day=TODAY - timedelta(days=1)),))
    a_case("soon", terms=(a_term(last_day=TODAY + timedelta(days=3)),), facts=facts(verdaging_weken=2))
    a_case("later", terms=(a_term(last_day=TODAY + timedelta(days=10)),))
    a_case("met", terms=(a_term(last_day=TODAY, met_on=TODAY),))
    a_case("oral", terms=(a_term(last_day=None),))
    picture = picture_for(samira.viewer, MONDAY)
    assert (picture.overdue, picture.this_week.total, picture.all.total) == (1, 1, 3)
    assert [(week.total, week.adjourned) for _, week in picture.weeks()[:3]] == [(1, 1), (1, 0), (0, 0)]
    rows = queries.deadline_list(samira.viewer, today=TODAY).rows
    assert [row.number for row in rows] == ["K-2026-late", "K-2026-soon", "K-2026-later"]
    assert rows[0].step == "Bellen met inwoner"
    assert listed(state="te_laat") == ["K-2026-late"]
    assert listed(state="verdaagd") == ["K-2026-soon"]
    assert listed(first=TODAY, last=TODAY + timedelta(days=6)) == ["K-2026-soon"]
    assert listed(team="Klachtbehandelaar") == ["K-2026-late", "K-2026-soon", "K-2026-later"]
    assert listed(awaited="inwoner") == listed(kind="service") == []


def test_paging_deadlines_and_cases_shows_everything_once():
    for number in range(5):
        with unit_of_work() as store:
            moment = MONDAY + timedelta(minutes=number)
            store.save(
                a_change(f"c{number}", events=(an_event(at=moment),), terms=(a_term(), a_term("ander")))
            )
    seen, cursor = [], None
    while True:
        page = queries.deadline_list(samira.viewer, today=TODAY, limit=3, cursor=cursor)
        seen += [(row.case_id, row.key) for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(set(seen)) == len(seen) == 10
    first = queries.case_list(limit=3)
    second = queries.case_list(limit=3, cursor=first.next_cursor)
    assert [row.case_id for row in first.rows + second.rows] == ["c4", "c3", "c2", "c1", "c0"]
    assert second.next_cursor is None


def test_a_page_of_the_list_is_one_statement_and_so_are_its_numbers():
    for number in range(30):
        a_case(f"c{number}")
    db.session.rollback()
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    queries.task_list(lotte.viewer, today=TODAY)
    queries.task_counts(lotte.viewer, today=TODAY)
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


def test_a_resident_finds_the_case_by_token_only():
    a_case("c1")
    token = queries.case_by_number("K-2026-c1").token
    assert queries.status_by_token(token).last_day == date(2026, 5, 6)
    assert queries.status_by_token("K-2026-c1") is None
    assert len(token) >= 32


def test_colleagues_are_active_people_with_the_role():
    with unit_of_work() as store:
        for one in (samira, daan, ruben):
            users.add(store.connection, one.username, one.name, one.roles, at=MONDAY)
        users.set_active(store.connection, daan.username, False)
    assert queries.colleagues("Klachtbehandelaar") == [("samira", "Samira Bakker")]
