"""Moving a case to another version: what stays, what is asked, what is told, and what never leaves twice."""

from datetime import timedelta

import pytest

from engine.errors import CannotMigrate, CaseClosed, MigrationStands
from engine.migration import Choice
from tests.engine.bpmn.casework import Casework
from tests.engine.bpmn.drawing import (
    bundle,
    end,
    flow,
    parallel,
    path,
    process,
    service,
    start,
    timer,
    user,
    xor,
)
from tests.engine.bpmn.test_rewind import picture

LETTER = "---\nonderwerp: Ontvangen\naan: inwoner\n---\nUw klacht is ontvangen."
NOT_NEEDED = Choice(False, "was al gebeurd")
NOW = Choice(True)


def steps(*names: str, **letters: str) -> bytes:
    """Draw a row of steps; a name that begins with `brief_` is a letter."""
    nodes = [service(n, "brief", brief="ontvangen") if n.startswith("brief_") else user(n) for n in names]
    return process(start(), *nodes, end(), path("begin", *names, "klaar"))


def version(*names: str, letter: str = LETTER):
    return bundle(steps(*names), brief_ontvangen=letter)


class Moving(Casework):
    def to(self, target, **choices: Choice):
        self.store.bundles[target.hash] = target.files
        return self.engine.migrate(
            "zaak-1", target.hash, choices, by="eigenaar", at=self.now, reason="nieuwe versie"
        )

    def trial(self, target, **choices: Choice):
        self.store.bundles[target.hash] = target.files
        return self.engine.try_on("zaak-1", target.hash, choices, at=self.now)

    def texts(self, target, **choices: Choice) -> list[tuple[str, str]]:
        return [(one.kind, one.text) for one in self.trial(target, **choices).differences]

    def back(self):
        return self.engine.undo_migration("zaak-1", by="eigenaar", at=self.now, reason="toch niet")


def case(*names: str, done: str = "") -> Moving:
    work = Moving(version(*names))
    for task in done.split():
        work.complete(task, ja=True)
    return work


# -- what is told ---------------------------------------------------------------------------------


def test_a_version_that_differs_elsewhere_leaves_the_case_unchanged():
    work = case("a", "b", done="a")
    beside = process(start("b2"), end("k2"), path("b2", "k2"), process_id="ander")
    other = bundle(steps("a", "b"), beside, brief_ontvangen=LETTER)
    assert work.trial(other).kinds == ("unchanged",)


def test_a_step_before_the_one_the_case_is_at_is_the_next_task_and_may_be_passed_over():
    work = case("a", "b", done="a")
    trial = work.trial(version("a", "x", "b"))
    assert trial.kinds == ("next_task_differs", "task_added")
    assert [(q.element, q.required) for q in trial.questions] == [("x", False)]
    work.to(version("a", "x", "b"), x=NOT_NEEDED)
    assert work.tasks() == ["b"]


def test_a_step_the_case_is_past_would_have_been_unlawful_and_asks_for_a_choice():
    work = case("a", "b", "c", done="a b")
    trial = work.trial(version("a", "x", "b", "c"))
    assert trial.kinds[0] == "would_have_been_unlawful"
    assert [(q.element, q.required) for q in trial.questions] == [("x", True)]
    assert "'x'" in trial.obstacles[0]
    with pytest.raises(CannotMigrate, match="Kies: nu alsnog doen, of niet van toepassing"):
        work.to(version("a", "x", "b", "c"))


def test_a_step_the_case_is_past_that_does_not_apply_leaves_everything_as_it_was():
    work = case("a", "b", "c", done="a b")
    work.to(version("a", "x", "b", "c"), x=NOT_NEEDED)
    assert work.tasks() == ["c"]
    assert work.replay_differences() == ()
    work.complete("c")
    assert work.closed()
    assert work.replay_differences() == ()


def test_a_step_the_case_is_past_can_be_done_now_and_what_came_after_is_done_anew():
    work = case("a", "b", "c", done="a b")
    change = work.to(version("a", "x", "b", "c"), x=NOW)
    assert work.tasks() == ["x"]
    assert [event.subject for event in change.undone] == ["b"]
    assert {one.key.bpmn_id for one in change.closed} == {"b", "c"}
    assert "b" not in work.store.load("zaak-1").answers
    work.complete("x")
    assert work.tasks() == ["b"]
    work.complete("b")
    work.complete("c")
    assert work.closed()
    assert work.replay_differences() == ()


def test_a_step_that_is_gone_lapses_and_its_answers_stay():
    work = case("a", "b", "c", done="a b")
    assert work.trial(version("a", "c")).kinds == ("task_gone",)
    work.to(version("a", "c"))
    assert work.tasks() == ["c"]
    assert work.store.load("zaak-1").answers["b"] == {"ja": True}
    assert work.replay_differences() == ()


def test_a_case_whose_step_stands_elsewhere_is_blocked_and_it_is_said_which():
    work = Moving(bundle(process(
        start(), user("a"), user("b"), user("c"), end(), path("begin", "a", "b", "c", "klaar")
    )))  # fmt: skip
    work.complete("a")
    work.complete("b")
    other = bundle(process(
        start(), user("a"), xor("k", default="k_naar_c"), user("b"), user("c"), end(),
        path("begin", "a", "k"), flow("k", "b", "=a.ja = true"), path("b", "c"), path("k", "c", "klaar"),
    ))  # fmt: skip
    why = "De stap 'b' is al gedaan, maar in de nieuwe versie wacht de zaak op dat moment bij 'c'."
    assert work.texts(other) == [("blocked", why)]
    with pytest.raises(CannotMigrate):
        work.to(other)


def test_steps_that_come_to_stand_beside_each_other_keep_what_was_done():
    work = case("a", "b", "c", done="a")
    other = bundle(process(
        start(), parallel("s"), user("a"), user("b"), parallel("v"), user("c"), end(),
        path("begin", "s", "a", "v"), path("s", "b", "v"), path("v", "c", "klaar"),
    ))  # fmt: skip
    work.to(other)
    assert work.tasks() == ["b"]


def test_a_step_with_another_name_says_so_and_nothing_else():
    work = case("a", "b", done="a")
    other = bundle(steps("a", "b").replace(b'name="b"', b'name="Bellen"'), brief_ontvangen=LETTER)
    assert work.texts(other) == [("next_task_differs", "De stap 'b' heet dan 'Bellen'.")]


# -- letters --------------------------------------------------------------------------------------


def test_a_letter_that_left_never_leaves_again():
    work = case("a", "brief_1", "b", "c", done="a b")
    change = work.to(version("a", "x", "brief_1", "b", "c"), x=NOW)
    assert change.letters == ()
    assert work.complete("x").letters == ()
    assert work.tasks() == ["b"]
    assert work.replay_differences() == ()


def test_a_letter_the_case_is_past_is_told_of_and_written_only_when_the_owner_wants_it():
    target = version("a", "brief_1", "b", "c")
    work = case("a", "b", "c", done="a b")
    trial = work.trial(target)
    assert trial.kinds[0] == "would_have_been_unlawful"
    assert [(q.element, q.kind, q.required) for q in trial.questions] == [("brief_1", "letter", False)]
    assert work.to(target).letters == ()
    work.back()
    (letter,) = work.to(target, brief_1=NOW).letters
    assert (letter.letter, letter.key) == ("ontvangen", "brief_1:1")
    assert work.replay_differences() == ()


def test_another_wording_is_told_of_letters_that_left_and_of_those_to_come():
    work = case("a", "brief_1", "b", "brief_2", "c", done="a")
    other = version("a", "brief_1", "b", "brief_2", "c", letter=LETTER.replace("klacht", "bericht"))
    assert work.texts(other) == [
        (
            "letter_differs",
            "De brief 'brief_1' is verstuurd. In de nieuwe versie heeft die een andere tekst.",
        ),
        ("letter_differs", "De brief 'brief_2' krijgt een andere tekst."),
    ]


# -- time -----------------------------------------------------------------------------------------


def timed(when: str) -> object:
    return bundle(process(
        start(), user("a"), user("b"), timer("bel", "b", when), end("gebeld"), end(),
        path("begin", "a", "b", "klaar"), flow("bel", "gebeld"),
    ))  # fmt: skip


def test_a_timer_counts_from_when_the_step_began_and_the_difference_is_told():
    work = Moving(timed("P5D"))
    work.complete("a")
    began = work.now
    work.now += timedelta(days=1)
    assert work.texts(timed("P2D")) == [
        ("term_changed", "De wekker 'bel': zaterdag 7 maart 2026 wordt woensdag 4 maart 2026.")
    ]
    (bell,) = work.to(timed("P2D")).timers
    assert bell.due_at == began + timedelta(days=2)


def test_a_timer_that_has_gone_off_stays_so():
    work = Moving(timed("P2D"))
    work.complete("a")
    assert work.wait(days=3) is not None
    told = "De wekker 'bel' is al afgegaan en blijft dat. Op de nieuwe versie: woensdag 11 maart 2026."
    assert work.texts(timed("P9D")) == [("term_changed", told)]
    work.to(timed("P9D"))
    assert work.engine.replay("zaak-1").change.timers is None  # there are none
    assert work.replay_differences() == ()


# -- there and back -------------------------------------------------------------------------------


def test_going_back_gives_the_very_case_of_before_and_leaves_both_in_the_history():
    work = case("a", "b", "c", done="a b")
    before = picture(work)
    work.to(version("a", "x", "b", "c"), x=NOW)
    work.back()
    assert picture(work) == before
    assert [kind for kind, _ in work.history()][-2:] == ["migrated", "migration_undone"]
    assert work.replay_differences() == ()


def test_going_back_is_refused_once_something_happened():
    work = case("a", "b", "c", done="a b")
    work.to(version("a", "b", "c", "d"))
    work.complete("c")
    with pytest.raises(MigrationStands, match="Zet de zaak om naar de vorige versie"):
        work.back()


def test_a_case_can_move_on_and_what_did_not_apply_is_not_asked_again():
    work = case("a", "b", "c", done="a b")
    work.to(version("a", "x", "b", "c"), x=NOT_NEEDED)
    trial = work.trial(version("a", "x", "b", "c", "d"))
    assert (trial.kinds, trial.questions) == (("task_added",), ())
    work.to(version("a", "x", "b", "c", "d"))
    assert work.tasks() == ["c"]
    assert work.replay_differences() == ()


def test_a_choice_for_many_cases_says_nothing_to_one_that_is_not_there_yet():
    work = case("a", "b", "c")
    work.to(version("a", "x", "b", "c"), x=NOT_NEEDED)
    work.complete("a")
    assert work.tasks() == ["x"]
    work.to(version("a", "x", "b", "c", "d"))
    assert work.tasks() == ["x"]


def test_a_closed_case_is_tried_and_stays_where_it_is():
    work = case("a", done="a")
    assert work.texts(version("a", "b"))[0] == (
        "next_task_differs", "De zaak was klaar. Op de nieuwe versie staat nog open: 'b'."
    )  # fmt: skip
    with pytest.raises(CaseClosed):
        work.to(version("a", "b"))


def test_an_unknown_process_blocks():
    work = case("a")
    gone = bundle(process(start(), user("a"), end(), path("begin", "a", "klaar"), process_id="anders"))
    assert work.texts(gone) == [("blocked", "Het proces 'proef' bestaat niet in de nieuwe versie.")]


# -- what begins with the move --------------------------------------------------------------------


def with_a_deadline(*names: str) -> object:
    """Draw a row of steps, in which x must be done in three days and rings a bell after two."""
    bells = (timer("bel", "x", "P2D"), end("gebeld"), flow("bel", "gebeld")) if "x" in names else ()
    due = '=today() + duration("P3D")'
    nodes = [user(n, due=due) if n == "x" else user(n) for n in names]
    return bundle(process(start(), *nodes, *bells, end(), path("begin", *names, "klaar")))


def test_a_step_that_comes_with_the_move_has_its_time_from_then_on_and_keeps_it():
    work = Moving(with_a_deadline("a", "b"))
    work.complete("a")
    work.now += timedelta(days=30)
    moved = work.now
    change = work.to(with_a_deadline("a", "x", "b"))
    (task,) = change.opened
    assert task.due_on == (moved + timedelta(days=3)).date()
    assert [one.due_at for one in change.timers] == [moved + timedelta(days=2)]
    assert work.replay_differences() == ()
    work.now += timedelta(days=1)
    again = work.to(with_a_deadline("a", "x", "b", "c"))
    assert [one.due_on for one in again.opened] == [task.due_on]
    assert work.replay_differences() == ()


def test_no_case_ends_because_the_step_it_is_at_lapses():
    work = case("a", "b", done="a")
    kind, text = work.texts(version("a"))[0]
    assert kind == "blocked"
    assert "Nu open: 'b'" in text
    with pytest.raises(CannotMigrate, match="zonder dat iemand iets afrondt"):
        work.to(version("a"))
    work.complete("b")
    assert work.closed()


def test_a_timer_that_comes_with_the_version_is_told_of_and_when_it_goes_off_at_once():
    work = Moving(bundle(process(start(), user("a"), end(), path("begin", "a", "klaar"))))
    work.now += timedelta(days=3)
    other = bundle(process(
        start(), user("a"), timer("bel", "a", "P2D"), end("gebeld"), end(),
        path("begin", "a", "klaar"), flow("bel", "gebeld"),
    ))  # fmt: skip
    ((kind, text),) = work.texts(other)
    assert kind == "term_changed"
    assert text.startswith("De wekker 'bel' komt erbij: ")
    assert text.endswith(" en gaat meteen af.")


def test_a_reminder_that_comes_too_late_for_a_case_does_not_go_off_any_more():
    def reminding(*more: str) -> object:
        return bundle(process(start(), user("a"), *more, end(), path("begin", "a", "klaar")))

    work = Moving(reminding())
    work.now += timedelta(days=3)
    bell = timer("bel", "a", "P2D", reminder=True)
    other = reminding(bell, end("gebeld"), flow("bel", "gebeld"))
    ((kind, text),) = work.texts(other)
    assert kind == "term_changed"
    assert text.startswith("De herinnering 'bel' komt erbij, maar niet voor deze zaak: ")
    work.to(other)
    assert work.wait(days=1) is None
    assert work.replay_differences() == ()
    work.to(reminding(bell, user("z"), end("gebeld"), flow("bel", "z"), flow("z", "gebeld")))
    assert work.wait(days=1) is None
    work.complete("a")
    assert work.closed()
    assert work.replay_differences() == ()
