"""A substitute does the work of who is away, in his own name, and never more than that colleague could."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from engine import Engine, TaskNotOpen
from engine.errors import SecondPersonNeeded
from tests.builders import MONDAY, a_change, a_task, an_event, facts
from tests.cast import COORDINATOR, DECIDER, HANDLER, daan, lotte, ruben, samira
from tests.engine.bpmn.drawing import bundle, end, lanes, path, process, start, user
from webapp import commands
from webapp.commands import NotYours
from webapp.commands.substitution import NoLongerStandingIn, NotOnBehalf
from webapp.involvement import ACCUSED_ROLE, Involved
from webapp.store import chain, erasure, models, queries, users, work
from webapp.store.absences import AbsenceRefused, Plan
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("in_app", "colleagues")
TODAY = MONDAY.date()
ABOUT_DAAN = {"beklaagde": {"naam": "D. Kuiper", "gebruikersnaam": "daan"}}


def day(offset: int):
    return TODAY + timedelta(days=offset)


def away(who="samira", substitute="daan", first=0, last=4, by=None):
    plan = Plan(who, day(first), day(last), substitute)
    return commands.plan_absence(plan, by=by or Viewer(who, ()), at=MONDAY)


def standing_in(colleague, at=MONDAY) -> Viewer:
    """The viewer as a page makes it."""
    person = colleague.viewer
    found = queries.stands_in_for(person.username, at.date())
    return Viewer(person.username, person.roles, found)


def a_case(case_id="c1", *, role=HANDLER, holder="samira", about=None):
    with unit_of_work() as store:
        told = {**facts(), **(about or {})}
        store.save(a_change(case_id, facts=told, opened=(a_task(case_id, role=role, due_on=TODAY),)))
        task_id = queries.case_tasks(case_id)[0].id
        work.reassign(store.connection, task_id, holder, seen=None)
    return task_id


def listed(viewer: Viewer, view="te_doen") -> list[int]:
    rows = [row.id for row in queries.task_list(viewer, today=TODAY, view=view).rows]
    assert queries.task_counts(viewer, today=TODAY).views[view] == len(rows)
    return rows


# -- planning -------------------------------------------------------------------------------------


def test_days_that_overlap_are_refused_with_the_days_that_are_planned():
    away(first=0, last=4)
    with pytest.raises(AbsenceRefused, match="van maandag 23 maart 2026 tot en met vrijdag 27 maart 2026"):
        away(first=4, last=9)
    away(first=5, last=9)
    assert len(queries.absences_of("samira", since=TODAY)) == 2


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (Plan("samira", day(3), day(2)), "laatste dag ligt voor de eerste"),
        (Plan("samira", day(-9), day(-1)), "al voorbij"),
        (Plan("samira", day(0), day(400)), "hoogstens een jaar"),
        (Plan("samira", day(0), day(1), "samira"), "zichzelf"),
        (Plan("samira", day(0), day(1), "niemand"), "geen account"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_a_sentence(plan, says):
    with pytest.raises(AbsenceRefused, match=says):
        commands.plan_absence(plan, by=samira.viewer, at=MONDAY)
    assert queries.absences_of("samira", since=day(-30)) == []


def test_a_substitute_who_is_away_all_those_days_himself_is_refused():
    away("daan", "lotte", 0, 9)
    with pytest.raises(AbsenceRefused, match="Daan Kuiper is in deze periode zelf afwezig"):
        away("samira", "daan", 1, 3)
    away("samira", "daan", 1, 12)


def test_two_plans_at_once_for_the_same_person_are_one_plan(in_app):
    import threading

    barrier, came = threading.Barrier(4), []

    def send():
        with in_app.app_context():
            barrier.wait()
            try:
                came.append(away(first=0, last=4))
            except AbsenceRefused:
                came.append(None)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in came if one]) == 1


def test_only_a_coordinator_plans_for_a_colleague():
    with pytest.raises(NotYours):
        away("samira", "daan", by=daan.viewer)
    away("samira", "daan", by=lotte.viewer)
    assert queries.absences_of("samira", since=TODAY)[0].planned_by == "lotte"


def test_ending_early_gives_the_work_back_the_same_day():
    task = a_case()
    absence = away(first=-2, last=4)
    assert listed(standing_in(daan)) == [task]
    assert not commands.end_absence(absence, by=samira.viewer, at=MONDAY)
    assert queries.stands_in_for("daan", TODAY) == ()
    assert queries.absence(absence).until_on == day(-1)
    with pytest.raises(AbsenceRefused):
        commands.end_absence(absence, by=samira.viewer, at=MONDAY)


def test_an_absence_that_has_not_begun_is_called_off_and_the_substitute_hears_it():
    absence = away(first=3, last=4)
    assert commands.end_absence(absence, by=samira.viewer, at=MONDAY)
    assert queries.absence(absence).cancelled
    told = [row.text for row in queries.notice_list("daan").rows]
    assert told == [
        "De afwezigheid van Samira Bakker gaat niet door. U hoeft niet te vervangen.",
        "U vervangt Samira Bakker van 26 maart 2026 tot en met 27 maart 2026.",
    ]


# -- seeing and doing -----------------------------------------------------------------------------


def test_the_work_is_in_the_list_of_the_substitute_on_those_days_only():
    task = a_case()
    away(first=1, last=2)
    seen = {offset: queries.stands_in_for("daan", day(offset)) for offset in range(4)}
    assert seen == {0: (), 1: ("samira",), 2: ("samira",), 3: ()}
    assert listed(Viewer("daan", (HANDLER,), ("samira",))) == [task]
    assert listed(daan.viewer) == []
    assert listed(samira.viewer) == [task]


@pytest.mark.parametrize("view", queries.VIEWS)
def test_lists_and_counts_agree_for_who_stands_in(view):
    a_case("c1")
    a_case("c2", role=COORDINATOR)
    a_case("c3", holder="daan")
    a_case("c4", about=ABOUT_DAAN)
    away()
    listed(standing_in(daan), view)


def test_the_accused_side_of_who_is_away_is_nobody_elses():
    away()
    task = a_case(role=ACCUSED_ROLE, about={"beklaagde": {"naam": "S. Bakker", "gebruikersnaam": "samira"}})
    viewer = Viewer("daan", (HANDLER, ACCUSED_ROLE), ("samira",))
    assert listed(viewer) == []
    with pytest.raises(NotYours):
        commands.save_draft(task, {"a": 1}, by=viewer, at=MONDAY)


def test_work_of_a_role_that_the_substitute_lacks_is_not_shown_and_cannot_be_done():
    with unit_of_work() as store:
        users.set_roles(store.connection, "samira", (HANDLER, COORDINATOR))
    task = a_case(role=COORDINATOR)
    away()
    assert listed(standing_in(daan)) == []
    with pytest.raises(NotYours):
        commands.save_draft(task, {"a": 1}, by=standing_in(daan), at=MONDAY)
    (left,) = queries.left_behind(lotte.viewer, today=TODAY).rows
    assert (left.id, left.why, left.assignee_name) == (task, "role", "Samira Bakker")
    assert queries.cover_for("samira", "daan").lacking == {COORDINATOR: 1}


def test_a_substitute_who_is_involved_neither_sees_nor_does_it_and_the_coordinator_is_told():
    task = a_case(about=ABOUT_DAAN)
    other = a_case("c2")
    away()
    assert listed(standing_in(daan)) == [other]
    for attempt in (commands.save_draft, commands.complete_task):
        with pytest.raises(Involved):
            attempt(task, {}, by=standing_in(daan), at=MONDAY)
    (left,) = queries.left_behind(lotte.viewer, today=TODAY).rows
    assert (left.id, left.why) == (task, "stake")
    assert queries.cover_for("samira", "daan").involved == 1


def test_a_coordinator_who_is_involved_does_not_see_what_is_left_behind():
    a_case(about={"beklaagde": {"naam": "L. Vermeer", "gebruikersnaam": "lotte"}})
    away(substitute=None)
    assert queries.left_behind(lotte.viewer, today=TODAY).rows == []
    assert len(queries.left_behind(ruben.viewer, today=TODAY).rows) == 1


def test_a_substitute_of_a_substitute_does_not_exist():
    task = a_case()
    away("samira", "daan", 0, 4)
    away("daan", "lotte", 1, 2)
    tomorrow = day(1)
    assert queries.stands_in_for("lotte", tomorrow) == ("daan",)
    (left,) = queries.left_behind(lotte.viewer, today=tomorrow).rows
    assert (left.id, left.why) == (task, "away")


def test_what_is_left_behind_comes_in_pages_and_in_two_statements():
    tasks = [a_case(f"c{number}") for number in range(7)]
    away(substitute=None)
    counted = []
    listener = lambda *given: counted.append(given[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    first = queries.left_behind(lotte.viewer, today=TODAY, limit=4)
    event.remove(db.engine, "before_cursor_execute", listener)
    second = queries.left_behind(lotte.viewer, today=TODAY, limit=4, cursor=first.next_cursor)
    assert [row.id for row in (*first.rows, *second.rows)] == tasks
    assert second.next_cursor is None
    assert len([one for one in counted if one.startswith(("SELECT", "WITH"))]) == 2


def test_the_coordinator_hands_over_what_is_left_behind_and_hears_what_cannot():
    mine, barred = a_case("c1"), a_case("c2", about=ABOUT_DAAN)
    away(substitute=None)
    moved, problems = commands.hand_over(
        [(mine, "samira"), (barred, "samira"), (999, "samira")], "daan", by=lotte.viewer, at=MONDAY
    )
    assert moved == 1
    assert len(problems) == 2
    assert queries.open_task(mine).assignee == "daan"
    assert [row.kind for row in queries.notice_list("daan").rows] == ["assigned"]
    with pytest.raises(NotYours):
        commands.hand_over([(barred, "samira")], "daan", by=daan.viewer, at=MONDAY)


def test_a_draft_of_the_substitute_stays_with_the_task_and_the_task_with_who_is_away():
    task = a_case()
    away()
    commands.save_draft(task, {"kern": "half"}, by=standing_in(daan), at=MONDAY)
    found = queries.open_task(task)
    assert (found.draft, found.draft_by, found.assignee) == ({"kern": "half"}, "daan", "samira")


def test_a_page_that_stood_open_past_the_last_day_can_no_longer_act():
    task = a_case()
    away(first=0, last=0)
    stale = standing_in(daan)
    with pytest.raises(NoLongerStandingIn):
        commands.complete_task(task, {}, by=stale, at=MONDAY + timedelta(days=1))
    assert queries.open_task(task).state == "open"


# -- the history and four eyes --------------------------------------------------------------------

FOUR_EYES = process(
    lanes(**{HANDLER: "voorstellen", DECIDER: "vaststellen"}),
    start(),
    user("voorstellen"),
    user("vaststellen", properties={"ander_dan": "voorstellen"}),
    end(),
    path("begin", "voorstellen", "vaststellen", "klaar"),
)


@pytest.fixture
def proposal():
    """A case of two steps that two people must do; everyone may do both."""
    made = bundle(FOUR_EYES)
    commands.publish_bundle(made.hash, made.files, label="proef", by="test", at=MONDAY)
    with unit_of_work() as store:
        for username in ("samira", "daan", "lotte"):
            users.set_roles(store.connection, username, (HANDLER, DECIDER))
        Engine(store).start(
            "proef", {"zaak": {"onderwerp": "wmo"}}, case_id="c9", number="K-2026-c9", by="inwoner",
            at=MONDAY, bundle=made.hash,
        )  # fmt: skip
    return open_of("c9")


def open_of(case_id: str) -> int:
    return next(task.id for task in queries.case_tasks(case_id) if task.state == "open")


def give(task_id: int, username: str) -> None:
    with unit_of_work() as store:
        work.reassign(store.connection, task_id, username, seen=None)


def both(username: str, *absent: str) -> Viewer:
    return Viewer(username, (HANDLER, DECIDER), absent)


def test_the_history_says_who_acted_and_for_whom_and_nothing_is_reassigned(proposal):
    give(proposal, "samira")
    away()
    commands.complete_task(proposal, {}, by=both("daan", "samira"), at=MONDAY)
    entry = queries.case_timeline("c9")[-1]
    assert (entry.actor, entry.actor_name) == ("daan", "Daan Kuiper namens Samira Bakker")
    done = queries.open_task(proposal)
    assert (done.state, done.done_by, done.assignee) == ("done", "daan", "samira")
    (told,) = queries.done_on_behalf(samira.viewer, MONDAY - timedelta(days=1))
    assert (told.title, told.by_name) == ("voorstellen", "Daan Kuiper")
    with reading() as store:
        assert Engine(store).replay("c9").differences == ()
        assert chain.verify(store.connection, "c9") == []


def test_nobody_can_change_afterwards_for_whom_somebody_acted(proposal):
    give(proposal, "samira")
    away()
    commands.complete_task(proposal, {}, by=both("daan", "samira"), at=MONDAY)
    with unit_of_work() as store:
        forged = update(models.Event).where(models.Event.on_behalf == "samira").values(on_behalf="")
        store.connection.execute(forged)
    with reading() as store:
        assert chain.verify(store.connection, "c9") == ["Gebeurtenis 2 is gewijzigd of verplaatst."]


def test_who_proposed_may_not_decide_as_the_substitute_of_a_colleague(proposal):
    commands.complete_task(proposal, {}, by=both("daan"), at=MONDAY)
    decision = open_of("c9")
    give(decision, "samira")
    away()
    with pytest.raises(SecondPersonNeeded):
        commands.complete_task(decision, {}, by=both("daan", "samira"), at=MONDAY)
    commands.complete_task(decision, {}, by=both("samira"), at=MONDAY)
    assert queries.case_by_id("c9").state == "closed"


def test_who_proposed_as_a_substitute_may_not_decide_himself(proposal):
    give(proposal, "samira")
    away()
    commands.complete_task(proposal, {}, by=both("daan", "samira"), at=MONDAY)
    with pytest.raises(SecondPersonNeeded):
        commands.complete_task(open_of("c9"), {}, by=both("daan"), at=MONDAY)


def test_nobody_decides_in_the_name_of_who_proposed(proposal):
    commands.complete_task(proposal, {}, by=both("samira"), at=MONDAY)
    decision = open_of("c9")
    give(decision, "samira")
    away()
    for attempt in (commands.complete_task, commands.preview_task):
        with pytest.raises(NotOnBehalf):
            attempt(decision, {}, by=both("daan", "samira"), at=MONDAY)
    assert queries.open_task(decision).state == "open"


def test_a_task_done_meanwhile_by_who_came_back_is_gone(proposal):
    give(proposal, "samira")
    away()
    commands.complete_task(proposal, {}, by=both("samira"), at=MONDAY)
    with pytest.raises(TaskNotOpen):
        commands.complete_task(proposal, {}, by=both("daan", "samira"), at=MONDAY)


# -- notices --------------------------------------------------------------------------------------


def test_an_assignment_rings_the_bell_of_who_got_it_and_of_nobody_who_is_barred():
    task = a_case(holder="samira")
    commands.reassign_task(task, "daan", seen="samira", by="lotte", at=MONDAY)
    (told,) = queries.notice_list("daan").rows
    assert told.text == "K-2026-c1: u kreeg de taak “Bellen met inwoner”."
    assert queries.unread_count("daan") == 1
    with unit_of_work() as store:
        now_about = (an_event(2, "facts_amended", "feiten"),)
        store.save(a_change(rev=1, events=now_about, facts={**facts(), **ABOUT_DAAN}))
    assert queries.unread_count("daan") == 0
    assert queries.notice_list("daan").rows == []
    assert queries.notice("daan", told.id) is None


def test_reading_a_notice_is_ones_own_affair():
    a_case(about=None)
    commands.reassign_task(queries.case_tasks("c1")[0].id, "daan", seen="samira", by="lotte", at=MONDAY)
    (told,) = queries.notice_list("daan").rows
    assert commands.mark_notices_read("samira", at=MONDAY, notice_id=told.id) == 0
    assert commands.mark_notices_read("daan", at=MONDAY, notice_id=told.id) == 1
    assert queries.unread_count("daan") == 0


def test_notices_go_when_their_case_is_destroyed(tmp_path):
    a_case()
    commands.reassign_task(queries.case_tasks("c1")[0].id, "daan", seen="samira", by="lotte", at=MONDAY)
    with unit_of_work() as store:
        store.save(a_change(rev=1, status="closed", events=(an_event(2, "facts_amended", "feiten"),)))
        erasure.erase(store.connection, tmp_path, "c1", at=MONDAY)
        assert store.connection.execute(select(models.Notice.id)).all() == []
