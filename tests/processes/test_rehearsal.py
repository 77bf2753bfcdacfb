"""Walking a case through a bundle by hand, and keeping it as a scenario."""

import random
import re
from datetime import date

import pytest

from engine import (
    SCENARIO_SENTENCES,
    Bundle,
    CannotRecord,
    EngineError,
    Rehearsal,
    StepRefused,
    local_date,
    parse_form,
    play_one,
    read_feature,
    record,
    rehearse,
    say,
)
from engine.scenarios.answers import completed, from_table
from engine.scenarios.cells import rows_of
from engine.scenarios.language import sentences
from tests.engine.bpmn.drawing import bundle as drawing
from tests.engine.bpmn.drawing import end, lanes, parallel, path, process, start, user
from webapp.paths import bundle_root

DAY = date(2026, 10, 6)
PROCESSES = ("klachtbehandeling", "voordeur", "jaarpublicatie", "ombudsman", "aanbiederklacht", "nazorg")


@pytest.fixture(scope="module")
def bundle():
    return Bundle.read(bundle_root())


def begun(bundle, process, kind="schriftelijke klacht"):
    case = Rehearsal(bundle, process)
    form = case.start_form
    result = form and form.load_raw(case.invented(form, form.initial(), DAY))
    case.do(case.beginning(kind, DAY, result))
    return case


def answered(case, task, chance):
    """Return answers to the form of a task, some of them chosen by chance."""
    form = case.form_of(task)
    if form is None:
        return None
    choices = [one for one in form.fields() if one.kind in ("radio", "select") and chance.random() < 0.5]
    known = form.initial() | {one.path: chance.choice(one.options).value for one in choices}
    return form.load_raw(case.invented(form, known, case.today), context=case.context())


def next_step(case, chance):
    """Return what somebody might do: complete a task, let a message come in, let time pass."""
    roll = chance.random()
    if case.tasks and roll < 0.7:
        task = chance.choice(case.tasks)
        result = answered(case, task, chance)
        return case.completing(task, result) if result is None or result.ok else None
    if case.waits and roll < 0.8:
        return say.message(chance.choice(case.waits), "inwoner")
    day = case.next_clock()
    return say.day(day) if day else None


def wandered(bundle, process, chance, steps):
    case = begun(bundle, process)
    for _ in range(steps):
        step = None if case.closed else next_step(case, chance)
        if step is None:
            continue
        kept = case.steps
        try:
            case.do(step)
        except EngineError:  # refused by the law or a letter
            case, _ = rehearse(bundle, process, kept)
    return case


@pytest.mark.parametrize("process", PROCESSES)
def test_whatever_is_recorded_plays_back_green(bundle, process):
    for seed in range(2):
        case = wandered(bundle, process, random.Random(f"{process}{seed}"), 7)
        text = record(bundle, process, case.steps, "Opgenomen")
        (scenario,) = read_feature(text, f"processes/scenarios/{process}/opgenomen.feature")
        result = play_one(scenario, bundle, replay=True)
        assert result.ok, result.message
        told = [(step.text, step.table) for step in scenario.steps]
        assert [one for one in told if one in {(s.text, s.table) for s in case.steps}] == [
            (step.text, step.table) for step in case.steps
        ]  # nothing was lost or changed on the way through the file


def test_a_rehearsal_tells_which_way_the_gateways_went_and_why(bundle):
    case = begun(bundle, "klachtbehandeling")
    task = case.task("behandelaar_toewijzen")
    form = case.form_of(task)
    raw = case.invented(form, form.initial() | {"gaat_over_bestuur": "nee"}, DAY)
    moment = case.do(case.completing(task, form.load_raw(raw, context=case.context())))
    turns = {turn.question: turn for turn in moment.turns}
    assert turns["Met adviesprocedure?"].went == "Nee"
    assert turns["Met adviesprocedure?"].why.startswith("Omdat ")
    assert any(turn.went.startswith("Regel ") for turn in moment.turns)


def test_time_passes_to_the_day_on_which_the_next_timer_has_gone_off(bundle):
    case = begun(bundle, "klachtbehandeling")
    first = case.next_clock()
    assert first == min(local_date(timer.due_at) for timer, _ in case.timers() if timer.due_at)
    told = len(case.stage.story)
    case.do(say.day(first))
    assert case.today == first
    assert len(case.stage.story) > told


def test_a_step_that_is_refused_says_what_was_expected(bundle):
    case = begun(bundle, "klachtbehandeling")
    with pytest.raises(StepRefused, match="een latere dag"):
        case.do(say.day(date(2026, 1, 1)))


def test_after_a_change_a_rehearsal_goes_as_far_as_it_can(bundle):
    case = begun(bundle, "klachtbehandeling")
    case.do(say.day(date(2026, 10, 7)))
    steps = (*case.steps, say.go_on("bestaat_niet"), say.day(date(2026, 10, 8)))
    again, error = rehearse(bundle, "klachtbehandeling", steps)
    assert (again.steps, again.today) == (case.steps, date(2026, 10, 7))
    assert "bestaat_niet" in str(error)


def test_a_recording_needs_a_name_and_a_step(bundle):
    with pytest.raises(CannotRecord, match="naam"):
        record(bundle, "nazorg", (), "  ")
    with pytest.raises(CannotRecord, match="nog niets gedaan"):
        record(bundle, "nazorg", (), "Leeg")


FORM = b"""{"type": "default", "id": "f", "components": [
  {"type": "textarea", "id": "a", "key": "a", "label": "A"},
  {"type": "number", "id": "b", "key": "b", "label": "B", "validate": {"required": true}},
  {"type": "checkbox", "id": "c", "key": "c", "label": "C", "defaultValue": true},
  {"type": "checklist", "id": "d", "key": "d", "label": "D",
   "values": [{"value": "x", "label": "Eks"}, {"value": "y", "label": "x"}]},
  {"type": "datetime", "id": "e", "key": "e", "dateLabel": "E", "subtype": "datetime", "timeLabel": "T"},
  {"type": "textfield", "id": "f", "key": "p.f", "label": "F", "defaultValue": "zo"},
  {"type": "dynamiclist", "id": "g", "path": "g", "label": "G", "components": [
    {"type": "textfield", "id": "h", "key": "h", "label": "H"},
    {"type": "datetime", "id": "i", "key": "i", "dateLabel": "I", "subtype": "date"}]}
]}"""
TYPED = {
    "a": 'een | twee \\ drie\n\nvier: <vijf> "zes"', "b": "1.234,5", "c": "", "d": ["x", "y"],
    "e": {"dag": "6", "maand": "10", "jaar": "2026", "tijd": "9:05"}, "p.f": "",
    "g": [{"h": "eerste", "i": ""}, {"h": "", "i": {"dag": "1", "maand": "2", "jaar": "2027"}}],
}  # fmt: skip


def test_any_answer_survives_the_table_of_a_scenario():
    form = parse_form(FORM, "f")
    result = form.load_raw(TYPED)
    assert result.ok, result.errors
    rows = rows_of(form, result, {})
    again = form.load_json(completed(form, from_table(form, rows), {}, DAY))
    assert again.ok, again.errors
    assert again.values == result.values


def test_odd_signs_in_an_answer_stay_what_they_are_in_the_file(bundle):
    odd = 'een | twee \\ drie \\n vier\nregel <twee> "zes"'
    case = Rehearsal(bundle, "klachtbehandeling")
    form = case.start_form
    known = form.initial() | {"zaak.omschrijving": odd}
    case.do(case.beginning("mondelinge klacht", DAY, form.load_raw(case.invented(form, known, DAY))))
    assert case.context()["zaak"]["omschrijving"] == odd
    text = record(bundle, "klachtbehandeling", case.steps, "Rare tekens")
    (scenario,) = read_feature(text, "processes/scenarios/klachtbehandeling/x.feature")
    assert dict(scenario.steps[0].table)["zaak.omschrijving"] == odd


def test_every_sentence_is_in_the_list_to_choose_from_and_is_understood():
    filled = {"datum": "6 oktober 2026", "rol": "Beslisser", "aantal": "2"}
    said = [
        re.sub(r"<(\w+)>", lambda found: filled.get(found[1], "iets"), text) for _, text in SCENARIO_SENTENCES
    ]
    patterns = sentences()
    assert [text for text in said if not any(re.fullmatch(one, text) for one in patterns)] == []
    assert [one for one in patterns if not any(re.fullmatch(one, text) for text in said)] == []


def test_two_open_tasks_with_one_name_are_both_offered_and_told_apart():
    drawn = process(
        start(), parallel("uiteen"), user("een"), user("twee"), parallel("samen"), end(),
        path("begin", "uiteen", "een", "samen", "klaar"), path("uiteen", "twee", "samen"),
        lanes(Klachtbehandelaar="een twee"),
    )  # fmt: skip
    same = re.sub(rb'(<userTask id="(een|twee)")( name="[^"]*")?', rb'\1 name="Bellen"', drawn)
    twofold = drawing(same)
    case = begun(twofold, "proef", "zaak")
    assert [(task.title, task.key.bpmn_id) for task in case.tasks] == [("Bellen", "een"), ("Bellen", "twee")]
    for step in ("twee", "een"):
        case.do(case.completing(case.task(step), None))
    assert case.closed
    assert [step.text for step in case.steps[1:]] == [
        'de Klachtbehandelaar "Bellen" bij stap "twee" afrondt',
        'de Klachtbehandelaar "Bellen" afrondt',
    ]
