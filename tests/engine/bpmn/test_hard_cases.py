"""What people, files and clocks should not do: refused in plain Dutch, and nothing half done."""

from datetime import date
from typing import Any

import pytest

from engine.errors import (
    EngineError,
    ExpressionFailed,
    FactsRefused,
    SecondPersonNeeded,
    TooManyRounds,
    UnknownBundle,
)
from tests.engine.bpmn.casework import Casework, unchanged
from tests.engine.bpmn.drawing import (
    bundle,
    call,
    catch_message,
    end,
    extensions,
    flow,
    node,
    parallel,
    path,
    process,
    script,
    service,
    start,
    timer,
    two_steps,
    user,
    with_script,
    xor,
)

# -- errors of the process owner ------------------------------------------------------------------


@pytest.mark.parametrize(
    "when",
    [
        "=5",
        "=true",
        "=[1]",
        '="morgen"',
        '=time("10:00:00")',
        '=date and time("2026-07-01T09:00:00")',
        '=duration("P9999999D")',
        '=duration("P99999Y")',
        '=date("0001-01-01")',
        '=termijn("bestaat_niet")',
    ],
)
@pytest.mark.parametrize("place", ["timer", "due"])
def test_a_timer_or_due_day_that_gives_no_day_is_a_dutch_error_with_its_place(when, place):
    drawing = two_steps(when) if place == "timer" else two_steps(due=when)
    work = Casework(bundle(drawing))
    before = work.store.load("zaak-1"), work.store.history("zaak-1")
    element = "bel" if place == "timer" else "b"
    with pytest.raises(ExpressionFailed, match=f"d0.bpmn, regel 1, element {element}: "):
        work.complete("a")
    assert unchanged(work, before)
    (problem,) = work.engine.preview(work.key("a"), {}, by="x", at=work.now).problems
    assert "Meld dit aan de proceseigenaar" in problem


@pytest.mark.parametrize("expression", ["=[1..5]", "=function(x) x", "=10**5000", "=onbekend(1)"])
def test_a_result_that_is_no_value_is_refused_at_the_step_that_made_it(expression):
    work = Casework(bundle(with_script(expression)))
    before = work.store.load("zaak-1"), work.store.history("zaak-1")
    with pytest.raises(ExpressionFailed, match="element reken: "):
        work.complete("a")
    assert unchanged(work, before)


def test_a_choice_without_a_way_out_names_its_place():
    drawing = process(
        start(),
        user("a"),
        xor("keuze"),
        end(),
        end("anders"),
        path("begin", "a", "keuze"),
        flow("keuze", "klaar", "=a.ja"),
        flow("keuze", "anders", "=a.nee"),
    )
    work = Casework(bundle(drawing))
    with pytest.raises(ExpressionFailed, match="element keuze: "):
        work.complete("a")


def test_a_case_that_went_round_too_often_says_so_and_never_stands_still_in_silence():
    steps = [f"reken_{i}" for i in range(40)]
    drawing = process(
        start(),
        xor("terug"),
        user("a"),
        *(script(step, "x", "=1") for step in steps),
        xor("nog_eens", default="nog_eens_naar_terug"),
        end(),
        path("begin", "terug", "a", *steps, "nog_eens", "terug"),
        flow("nog_eens", "klaar", "=a.klaar"),
    )
    work = Casework(bundle(drawing))

    def go_round() -> None:
        for _ in range(40):
            work.complete("a")
            assert work.tasks() == ["a"]

    with pytest.raises(TooManyRounds, match="Vraag de proceseigenaar"):
        go_round()
    assert work.tasks() == ["a"]
    assert work.replay_differences() == ()


def test_a_version_that_was_never_published_is_a_dutch_error():
    work = Casework(bundle(two_steps()))
    with pytest.raises(UnknownBundle, match="Publiceer haar eerst"):
        work.engine.start("proef", {}, case_id="z", number="2", by="x", at=work.now, bundle="onbekend")


@pytest.mark.parametrize("kind", ["brief", "bericht", "status", "termijn"])
def test_a_building_block_without_what_it_needs_says_what_is_missing(kind):
    drawing = process(start(), service("stap", kind), end(), path("begin", "stap", "klaar"))
    with pytest.raises(ExpressionFailed, match=f"element stap: bouwsteen '{kind}' mist"):
        Casework(bundle(drawing))


@pytest.mark.parametrize("status", ["=zaak.onbekend", '=" "', "=3"])
def test_a_resident_never_reads_a_status_that_is_no_text(status):
    drawing = process(
        start(), service("stap", "status", status=status), end(), path("begin", "stap", "klaar")
    )
    with pytest.raises(ExpressionFailed, match="element stap: de status voor de inwoner"):
        Casework(bundle(drawing))


# -- facts that somebody sends --------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"zaak": "weg"},
        {"zaak": None},
        {"inwoner": 3},
        {"variabelen": {"zaak": 1}},
        {"berichten": {"a": {}}},
        {"voldaan": {"afdoening": date(2026, 3, 2)}},
        {"uitvoerders": {"a": "iemand anders"}},
        {"a": {"tevreden": "ja"}},
        {"zaak": {"datum": "morgen"}},
        {"zaak": {"ontvangstdatum": "2026"}},
        {"zaak": {"verdaging_weken": 9}},
        {"zaak": {"bijlage": b"x"}},
    ],
)
def test_facts_that_would_break_the_case_are_refused_and_nothing_changes(facts):
    work = Casework(bundle(two_steps()), datum=date(2026, 3, 10))
    work.complete("a")
    before = work.store.load("zaak-1"), work.store.history("zaak-1")
    with pytest.raises(EngineError):
        work.engine.amend("zaak-1", facts, "vergissing", by="x", at=work.now)
    assert unchanged(work, before)
    work.complete("b")
    assert work.closed()


@pytest.mark.parametrize("facts", [{"zaak": "x"}, {"voldaan": {}}, {"a": {"ja": True}}])
def test_a_case_cannot_start_with_facts_that_are_the_engines_own(facts):
    work = Casework(bundle(two_steps()))
    with pytest.raises(FactsRefused):
        work.engine.start(
            "proef", {}, facts=facts, case_id="z", number="2", by="x", at=work.now, bundle=work.bundle.hash
        )


def test_a_timer_waits_again_when_the_fact_it_needs_is_taken_away():
    work = Casework(bundle(two_steps()), datum=date(2026, 3, 10))
    work.complete("a")
    work.engine.amend("zaak-1", {"zaak": {"datum": None}}, "onbekend", by="x", at=work.now)
    assert work.wait(days=30) is None
    work.engine.amend("zaak-1", {"zaak": {"datum": date(2026, 3, 11)}}, "toch", by="x", at=work.now)
    assert work.wait(days=1) is not None
    assert work.replay_differences() == ()


@pytest.mark.parametrize(
    "odd", [{"$date": "gisteren"}, {"$number": "x"}, 10**30, {"$whole": 1}, float("nan")]
)
def test_odd_content_of_answers_messages_and_facts_does_no_harm(odd):
    drawing = process(
        start(),
        user("a"),
        catch_message("antwoord", "m"),
        user("b"),
        end(),
        path("begin", "a", "antwoord", "b", "klaar"),
        messages="m",
    )
    work = Casework(bundle(drawing), vreemd=odd)
    work.complete("a", x=odd)
    work.message("m", x=odd)
    work.engine.amend("zaak-1", {"zaak": {"nog": odd}}, "gek", by="x", at=work.now)
    assert work.replay_differences() == ()
    work.complete("b")
    assert work.closed()
    assert work.replay_differences() == ()


def deep(levels: int) -> Any:
    return {"x": deep(levels - 1)} if levels else 1


@pytest.mark.parametrize("content", [None, [1], "tekst", {1: 2}, {"x": {1, 2}}, deep(300)])
def test_a_message_with_content_that_cannot_be_kept_is_refused(content):
    drawing = process(start(), catch_message("r", "m"), end(), path("begin", "r", "klaar"), messages="m")
    work = Casework(bundle(drawing))
    with pytest.raises(FactsRefused):
        work.engine.message("zaak-1", "m", content, by="x", at=work.now)
    assert not work.closed()


def test_what_was_asked_at_the_start_but_not_answered_is_filled_in_as_if_not_asked():
    work = Casework(bundle(two_steps()), ontvangstdatum=None, schriftelijk=None, regime=None)
    zaak = work.facts()["zaak"]
    assert (zaak["ontvangstdatum"], zaak["schriftelijk"], zaak["regime"]) == (date(2026, 3, 2), True, "9.1.2")
    assert [term.key for term in work.started.terms or ()] == ["afdoening"]


# -- properties of steps --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["call", "sub", "gateway", "throw", "end"])
def test_every_kind_of_step_can_meet_a_term(kind):
    meets = extensions(properties={"voldoet_aan": "afdoening"})
    inner = start("b1") + user("b") + end("b9") + path("b1", "b", "b9")
    steps = {
        "call": node(
            "callActivity", "stap", extensions(properties={"voldoet_aan": "afdoening"}, calls="ander")
        ),
        "sub": node("subProcess", "stap", meets + inner),
        "gateway": node("exclusiveGateway", "stap", meets),
        "throw": node("intermediateThrowEvent", "stap", meets),
        "end": node("endEvent", "stap", meets),
    }
    after = "" if kind == "end" else user("c") + end() + path("stap", "c", "klaar")
    drawing = process(start(), user("a"), steps[kind], after, path("begin", "a", "stap"))
    called = process(start("s1"), user("d"), end("s9"), path("s1", "d", "s9"), process_id="ander")
    work = Casework(bundle(drawing, called))
    work.complete("a")
    for task in {"call": ["d"], "sub": ["b"]}.get(kind, []):
        assert "voldaan" not in work.facts()
        work.complete(task)
    assert work.facts()["voldaan"] == {"afdoening": date(2026, 3, 2)}
    assert work.replay_differences() == ()


@pytest.mark.parametrize("separator", [" ", ",", ", ", ";", "; "])
def test_four_eyes_hold_however_the_names_are_set_apart(separator):
    drawing = process(
        start(),
        user("a"),
        user("b"),
        user("c", properties={"ander_dan": separator.join(["a", "b"])}),
        end(),
        path("begin", "a", "b", "c", "klaar"),
    )
    work = Casework(bundle(drawing))
    work.complete("a")
    work.engine.complete(work.key("b"), {}, by="collega", at=work.now)
    for doer in ("behandelaar", "collega"):
        with pytest.raises(SecondPersonNeeded):
            work.engine.complete(work.key("c"), {}, by=doer, at=work.now)
    work.engine.complete(work.key("c"), {}, by="derde", at=work.now)
    assert work.closed()


def test_a_reminder_is_not_skipped_because_the_same_step_is_open_elsewhere_in_the_case():
    called = process(
        start("s1"),
        user("c"),
        timer("porren", "c", "P1D", reminder=True),
        service("por", "bericht", bericht="por"),
        end("s8"),
        end("s9"),
        path("s1", "c", "s9"),
        path("porren", "por", "s8"),
        process_id="ander",
    )
    main = process(
        start(),
        parallel("splits"),
        call("een", "ander"),
        call("twee", "ander"),
        parallel("samen"),
        end(),
        path("begin", "splits", "een", "samen", "klaar"),
        path("splits", "twee", "samen"),
    )
    work = Casework(bundle(main, called))
    change = work.wait(days=2)
    assert [m.key for m in change.messages] == ["por:1", "por:2"]
    assert work.replay_differences() == ()


@pytest.mark.parametrize("written", ["Beslisser, Leidinggevende", '=["Beslisser", "Leidinggevende"]'])
def test_groups_that_may_do_a_task_are_read_as_a_list_or_as_feel(written):
    assignment = f"<zeebe:assignmentDefinition candidateGroups='{written}'/>"
    task = node("userTask", "a", f"<extensionElements>{assignment}</extensionElements>")
    work = Casework(bundle(process(start(), task, end(), path("begin", "a", "klaar"))))
    assert work.started.opened[0].candidates == ("Beslisser", "Leidinggevende")
