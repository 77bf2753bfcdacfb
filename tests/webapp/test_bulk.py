"""Many tasks at once: what can go goes, what cannot is named, and all of it can be taken back."""

from datetime import timedelta

import pytest

from tests.builders import MONDAY, a_change, a_task, facts
from tests.cast import MANAGER, daan, lotte, ruben, samira
from webapp import commands
from webapp.commands import NothingToTakeBack, TooMany
from webapp.store import queries, work
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("in_app", "colleagues")
fatima = Viewer("fatima", (MANAGER,))


def a_case(case_id, **other):
    role = other.pop("role", "Klachtbehandelaar")
    with unit_of_work() as store:
        store.save(a_change(case_id, opened=(a_task(case_id, role=role),), timers=(), **other))
    return queries.case_tasks(case_id)[0].id


def holder(task_id):
    return queries.open_task(task_id).assignee


def claim(task_id, who):
    with unit_of_work() as store:
        work.claim(store.connection, task_id, who.username)


def give(tasks, username, by=lotte.viewer):
    return commands.reassign_many(tasks, username, by=by, at=MONDAY)


def reasons(result):
    return {kept.task.number: kept.reason for kept in result.stays}


def test_tasks_go_together_and_come_back_to_who_had_them():
    free, daans = a_case("c1"), a_case("c2")
    claim(daans, daan)
    result = give({free: None, daans: "daan"}, "samira")
    assert [task.number for task in result.goes] == ["K-2026-c1", "K-2026-c2"]
    assert (holder(free), holder(daans)) == ("samira", "samira")
    back = commands.take_back(result.handover, by=lotte.viewer, at=MONDAY + timedelta(minutes=1))
    assert len(back.goes) == 2
    assert (holder(free), holder(daans)) == (None, "daan")
    with pytest.raises(NothingToTakeBack):
        commands.take_back(result.handover, by=lotte.viewer, at=MONDAY)


def test_a_plan_changes_nothing_and_says_the_same():
    free = a_case("c1")
    plan = commands.plan_reassignment({free: None}, "samira", by=lotte.viewer)
    assert plan.receiver.name == "Samira Bakker"
    assert len(plan.goes) == 1
    assert holder(free) is None


def test_what_moved_meanwhile_stays_and_says_with_whom_it_is():
    task = a_case("c1")
    claim(task, daan)
    result = give({task: None}, "samira")
    assert reasons(result) == {"K-2026-c1": "ligt inmiddels bij Daan Kuiper"}
    assert result.handover is None
    assert holder(task) == "daan"


def test_taking_back_leaves_alone_what_moved_on_and_names_it():
    first, second = a_case("c1"), a_case("c2")
    result = give({first: None, second: None}, "samira")
    commands.reassign_task(first, "daan", seen="samira")
    back = commands.take_back(result.handover, by=lotte.viewer, at=MONDAY)
    assert reasons(back) == {"K-2026-c1": "ligt inmiddels bij Daan Kuiper"}
    assert (holder(first), holder(second)) == ("daan", None)


def test_a_colleague_without_the_role_does_not_get_the_task():
    task = a_case("c1")
    assert "die heeft Ruben de Groot niet" in reasons(give({task: None}, "ruben"))["K-2026-c1"]
    assert holder(task) is None


def test_who_is_involved_neither_gets_the_task_nor_learns_of_it():
    told = facts()
    told["beklaagde"] = {"naam": "Samira Bakker"}
    task = a_case("c1", facts=told)
    assert "betrokken" in reasons(give({task: None}, "samira"))["K-2026-c1"]
    hidden = give({task: None}, "daan", by=samira.viewer)
    assert (hidden.goes, hidden.stays) == ((), ())
    assert holder(task) is None


def test_a_handler_takes_what_is_free_but_not_what_a_colleague_has():
    free, daans = a_case("c1"), a_case("c2")
    claim(daans, daan)
    result = give({free: None, daans: "daan"}, "samira", by=samira.viewer)
    assert holder(free) == "samira"
    assert reasons(result) == {"K-2026-c2": "ligt bij Daan Kuiper"}
    assert reasons(give({a_case("c3"): None}, "ruben", by=ruben.viewer)) == {
        "K-2026-c3": "is voor de rol klachtbehandelaar"
    }


def test_a_manager_divides_work_without_doing_it():
    task = a_case("c1")
    claim(task, samira)
    assert len(give({task: "samira"}, "daan", by=fatima).goes) == 1
    assert len(give({task: "daan"}, None, by=fatima).goes) == 1
    assert holder(task) is None


def test_only_who_did_it_can_take_it_back():
    result = give({a_case("c1"): None}, "samira")
    with pytest.raises(NothingToTakeBack):
        commands.take_back(result.handover, by=daan.viewer, at=MONDAY)


def test_there_is_an_end_to_how_many():
    with pytest.raises(TooMany):
        give(dict.fromkeys(range(201)), "samira")
