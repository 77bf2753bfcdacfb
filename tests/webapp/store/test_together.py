"""Several questions in one trip give the answers that each gives by itself."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event, text

from tests.builders import MONDAY, a_change, a_letter, a_wait, facts
from tests.cast import COORDINATOR, HANDLER, daan, lotte, samira
from webapp.store import notes, queries, savedviews, users
from webapp.store.db import db
from webapp.store.queries import TaskRow, ahead, cases
from webapp.store.questions import Asked, answer
from webapp.store.together import ask_ahead
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.postgresql
TODAY = MONDAY.date()
ROW = TaskRow(
    *(1, "Bellen", "c1", "K-2026-c1", "A. Jansen", "wmo", TODAY, HANDLER, None, "", False, False, "bellen"),
    *("versie", TODAY, "", ""),
)
PAGES: dict[str, Callable[[], None]] = {
    "case file": lambda: ahead.case_file("c1", samira.viewer, (HANDLER, COORDINATOR)),
    "on paper": lambda: ahead.case_on_paper("c1"),
    "task beside the list": lambda: ahead.task_in_list(
        ROW, TODAY, samira.viewer, ("klachtbehandeling", "voordeur")
    ),
    "task": lambda: ahead.task_page("c1", HANDLER, TODAY, samira.viewer, ("klachtbehandeling",)),
}


@pytest.fixture
def database_url(empty_postgres: Callable[[], str]) -> str:
    return empty_postgres()


@pytest.fixture
def statements() -> list[str]:
    return []


@pytest.fixture
def a_page(in_app: Flask, statements: list[str]) -> Iterator[Flask]:
    """A page that is only shown, in a town where two residents complained before."""
    with unit_of_work() as store:
        for one in (samira, daan, lotte):
            users.add(store.connection, one.username, one.name, one.roles, at=MONDAY)
    for number in (1, 2):
        letters = [replace(a_letter(), key=f"brief:{nth}") for nth in (2, 10, 1)]
        with unit_of_work() as store:
            store.save(a_change(f"c{number}", letters=tuple(letters), waits=(a_wait(),), facts=facts()))
            for nth in range(3):
                by, called = (samira, daan) if nth else (lotte, samira)
                notes.add(
                    store.connection, f"c{number}", f"Opmerking {nth}", by=by.username, at=MONDAY,
                    pinned=nth == 1, mentions=[called.username],
                )  # fmt: skip
            savedviews.add(store.connection, "samira", f"Lijst {number}", "", "", MONDAY)
    with in_app.test_request_context("/"):
        db.session.connection()
        event.listen(db.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
        yield in_app


@pytest.mark.parametrize("page", PAGES)
def test_each_answer_is_the_one_that_the_question_gets_by_itself(
    a_page: Flask, page: str, monkeypatch: pytest.MonkeyPatch, statements: list[str]
):
    asked: list[Asked] = []

    def spy(*told: Asked) -> None:
        asked.extend(told)
        ask_ahead(*told)

    monkeypatch.setattr(ahead, "ask_ahead", spy)
    PAGES[page]()
    together = [answer(one).all() for one in asked]
    assert len(statements) == 1
    apart = [answer(one).all() for one in asked]
    assert len(statements) == 1 + len(asked)
    assert together == apart
    assert sum(map(len, apart)) > 10


def test_rows_have_names_and_their_own_order(a_page: Flask, statements: list[str]):
    ahead.case_file("c1", samira.viewer, (HANDLER,))
    assert [one.text for one in queries.case_notes("c1")] == ["Opmerking 1", "Opmerking 2", "Opmerking 0"]
    assert [one.number for one in queries.earlier_of("c1", "samira")] == ["K-2026-c2"]
    assert queries.case_facts("c1")["inwoner"]["plaats"] == "Vrijstad"
    assert queries.is_called("c1", "samira")
    assert len(statements) == 1


def test_an_answer_is_given_once_so_that_a_page_sees_what_it_changed(a_page: Flask):
    ahead.case_file("c1", samira.viewer, (HANDLER,))
    assert queries.is_called("c1", "samira")
    with unit_of_work() as store:
        notes.see(store.connection, "c1", "samira", MONDAY)
    assert not queries.is_called("c1", "samira")


def test_a_page_that_changes_something_asks_everything_by_itself(a_page: Flask, statements: list[str]):
    with a_page.test_request_context("/", method="POST"):
        ahead.case_on_paper("c1")
        assert statements == []
        assert queries.case_facts("c1")


def test_what_lies_ready_is_not_asked_again(a_page: Flask, statements: list[str]):
    ahead.task_in_list(ROW, TODAY, samira.viewer, ("klachtbehandeling",))
    ahead.task_page("c1", HANDLER, TODAY, samira.viewer, ("klachtbehandeling",))
    assert len(statements) == 1


def test_one_name_has_one_value(a_page: Flask):
    with pytest.raises(ValueError, match="'case_id' is 'c1' in one question and 'c2' in another"):
        ask_ahead(cases.facts.of("c1"), cases.terms.of("c2"))


def test_the_pages_of_a_case_are_planned_once(a_page: Flask):
    for ask in [*PAGES.values()] * 8:
        with a_page.test_request_context("/"):
            ask()
    with a_page.test_request_context("/"):
        kept = "FROM pg_prepared_statements WHERE generic_plans > 0 AND statement LIKE '%UNION%'"
        found = db.session.connection().execute(text(f"SELECT count(*) {kept}"))
        assert found.scalar_one() == len(PAGES)
