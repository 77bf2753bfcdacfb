"""The coverage tells what the scenarios reach, from what really happened, and how to reach the rest."""

import re

import pytest

from engine.bpmn.trace import DEFAULT, trace
from engine.bundle import Bundle
from engine.definition import VOCABULARY
from engine.dmn import parse_decisions
from engine.dmn.watch import watched
from engine.scenarios import Coverage, Item, coverage, play, read_feature
from engine.scenarios.setting import SETTINGS
from engine.scenarios.stage import Stage
from engine.scenarios.steps import perform

PATH = "processes/scenarios/klachtbehandeling/proef.feature"
BEGIN = """Functionaliteit: Proef
  Scenario: Proef
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit |
      | beklaagde_naam    | Team Zorg  |
      | gaat_over_bestuur | nee        |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
"""
FORMAL = """
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | te_laat_besluit       | nee |
      | eerder_behandeld      | nee |
      | bezwaar_mogelijk      | nee |
      | beroep_mogelijk       | nee |
      | bij_rechter           | nee |
      | strafzaak             | nee |
      | kennelijk_onvoldoende | nee |
      | toch_behandelen       | nee |
"""


def after(bundle: Bundle, steps: str = "") -> dict[str, Item]:
    """Return what is reached by one scenario that assigns a handler and then takes `steps`."""
    results = play(BEGIN + steps, bundle.files, replay=False, filename=PATH)
    assert all(result.ok for result in results), results[0].message
    return {item.id: item for item in coverage(bundle, results).items}


@pytest.fixture(scope="module")
def untried(shipped: Bundle) -> Coverage:
    return coverage(shipped, [])


# -- what there is to reach --------------------------------------------------------------------


def test_everything_that_can_be_reached_is_counted(shipped: Bundle, untried: Coverage) -> None:
    """Counted from the text of the files, so that the coverage cannot quietly leave out a kind."""
    drawn = "\n".join(data.decode() for _, data in shipped.processes())
    kinds = {
        kind: sum(item.kind == kind for item in untried.items) for kind in ("end", "timer", "task", "call")
    }
    assert kinds == {
        "end": drawn.count("<bpmn:endEvent "),
        "timer": drawn.count("<bpmn:timerEventDefinition "),
        "task": drawn.count("<bpmn:userTask "),
        "call": drawn.count("<bpmn:callActivity "),
    }
    assert {i.id for i in untried.items if i.kind == "letter"} == {
        name
        for path, _ in shipped.letters()
        if (name := path.split("/")[-1].removesuffix(".md")) != "gewijzigde_datum"  # no step sends it
    }
    rules = sum(data.decode().count("<rule ") for _, data in shipped.decisions())
    assert sum(item.kind == "rule" for item in untried.items) == rules


def test_every_arrow_with_a_condition_is_a_branch(shipped: Bundle, untried: Coverage) -> None:
    branches = {item.id for item in untried.items if item.kind == "branch"}
    for _, data in shipped.processes():
        flows = re.findall(r'<bpmn:sequenceFlow id="(\w+)"[^>]*>\s*<bpmn:conditionExpression', data.decode())
        assert set(flows) <= branches


# -- what counts as reached --------------------------------------------------------------------


def test_without_scenarios_nothing_is_reached(untried: Coverage) -> None:
    assert not untried.complete
    assert untried.missing == untried.items
    assert all(item.hint for item in untried.items)


def test_only_the_branch_that_was_taken_counts(shipped: Bundle) -> None:
    items = after(shipped, FORMAL)
    assert items["klacht_in_behandeling_ja"].reached  # the default, taken because no condition held
    assert not items["klacht_in_behandeling_nee"].reached
    assert items["samen_verder_zoeken_nee"].reached
    assert not items["samen_verder_zoeken_ja"].reached


def test_a_timer_that_waits_or_is_skipped_is_not_reached(shipped: Bundle) -> None:
    assert not after(shipped)["afdoeningstermijn_bijna_om"].reached
    late = after(shipped, FORMAL + "    En het systeem stilstond tot 20 mei 2026\n")
    assert not late["afdoeningstermijn_bijna_om"].reached
    assert late["afdoeningstermijn_verstreken"].reached


def test_a_task_counts_when_somebody_completed_it(shipped: Bundle) -> None:
    items = after(shipped)
    assert items["behandelaar_toewijzen"].reached
    assert not items["bellen_met_de_inwoner"].reached


def test_only_the_rule_that_applied_counts(shipped: Bundle) -> None:
    items = after(shipped, FORMAL)
    rules = {item.id for item in items.values() if item.kind == "rule" and item.reached}
    assert rules == {"gewone_klacht", "over_een_medewerker", "gewoon_behandelen"}  # one of each table


def test_an_event_gateway_counts_the_event_that_came_first(shipped: Bundle) -> None:
    satisfied = """
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja              |
      | bewijs   | telefoonnotitie |
    En de inwoner laat weten: "Nog niet tevreden"
"""
    items = after(shipped, satisfied)
    assert items["nog_niet_tevreden"].reached
    assert items["wachten_op_reactie_van_de_inwoner_naar_nog_niet_tevreden"].reached
    assert not items["wachten_op_reactie_van_de_inwoner_naar_reactietijd_voorbij"].reached


def test_a_letter_that_a_failing_step_would_have_sent_does_not_count(shipped: Bundle) -> None:
    source = BEGIN + '    Dan is de zaak afgesloten als "Oordeel gegeven"\n' + FORMAL
    results = play(source, shipped.files, replay=False, filename=PATH)
    items = {item.id: item for item in coverage(shipped, results).items}
    assert not results[0].ok
    assert items["ontvangstbevestiging"].reached
    assert not items["afschrift_beklaagde"].reached


def test_it_counts_scenarios_not_visits(shipped: Bundle) -> None:
    story = BEGIN + BEGIN.partition("\n")[2].replace("Scenario: Proef", "Scenario: Nog een")
    results = play(story, shipped.files, replay=False, filename=PATH)
    replayed = play(story, shipped.files, replay=True, filename=PATH)
    items = {item.id: item for item in coverage(shipped, [*results, *replayed]).items}
    assert items["behandelaar_toewijzen"].scenarios == 2


def test_the_way_found_afterwards_is_the_way_that_was_gone(shipped: Bundle) -> None:
    """Branches and rules come from running the history once more; that must pass all live steps."""
    stage = Stage(shipped, "klachtbehandeling")
    (scenario,) = read_feature(BEGIN + FORMAL + "    En het systeem stilstond tot 20 mei 2026\n", PATH)
    for step in scenario.steps:
        perform(stage, step)
    way = trace(
        stage.engine.definition(shipped.hash), "klachtbehandeling", SETTINGS, stage.store.history("scenario")
    )
    assert {step.bpmn_id for _, step in stage.happened} <= way.passed
    assert ("klacht_in_behandeling", DEFAULT) in way.choices
    assert ("processes/dmn/ontvankelijkheid.dmn", "gronden", 9) in way.rules


def test_only_who_watches_hears_of_rules(shipped: Bundle) -> None:
    model = parse_decisions(shipped.files["processes/dmn/ontvankelijkheid.dmn"], "x.dmn", VOCABULARY)
    inputs = {"ontvankelijkheid_beoordelen": {"strafzaak": "ja"}, "zaak": {}}
    with watched() as outer:
        model.evaluate("ontvankelijkheid", inputs)
        with watched() as inner:
            pass
        heard = set(outer)
    model.evaluate("ontvankelijkheid", {**inputs, "ontvankelijkheid_beoordelen": {"bij_rechter": "ja"}})
    assert heard == {("gronden", 7)} == outer
    assert inner == set()


# -- hints -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "item", "hint"),
    [
        (
            "",
            "samen_verder_zoeken_ja",
            'Als de Klachtbehandelaar "Bellen met de inwoner" afrondt',
        ),
        (
            FORMAL,
            "samen_verder_zoeken_ja",
            'Als de Klachtbehandelaar "Bellen met de inwoner" afrondt, zo dat '
            'bellen_met_de_inwoner.vervolg in ("gesprek", "bemiddeling", "oplossing")',
        ),
        (
            FORMAL,
            "bevestiging_aanpak",
            'Als de Klachtbehandelaar "Bellen met de inwoner" afrondt, zo dat '
            'bellen_met_de_inwoner.vervolg in ("gesprek", "bemiddeling", "oplossing")',
        ),
        (FORMAL, "verslag_klaarzetten", 'Als de Betrokken medewerker "Reactie geven" afrondt'),
        (
            FORMAL,
            "reactietijd_medewerker_verstreken",
            'Als het ... is (de dag van termijn("reactie_beklaagde") + duration("P1D")) '
            'terwijl "Reactie geven" nog loopt',
        ),
        (FORMAL, "strafzaak_loopt", 'Speel een geval met ontvankelijkheid_beoordelen.strafzaak: "ja"'),
    ],
)
def test_a_hint_is_the_sentence_that_brings_a_scenario_nearer(
    shipped: Bundle, steps: str, item: str, hint: str
) -> None:
    assert after(shipped, steps)[item].hint == hint


def test_what_is_reached_needs_no_hint(shipped: Bundle) -> None:
    assert not any(item.hint for item in after(shipped, FORMAL).values() if item.reached)


def test_a_fact_that_a_gateway_asks_for_leads_to_the_step_that_records_it(shipped: Bundle) -> None:
    """`zaak.uitkomst = "ingetrokken"` is nobody's answer; a later step writes it down."""
    finished = """
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    En er 3 weken verstrijken
    En de Klachtencoördinator "Les vastleggen" afrondt met:
      | oorzaak | communicatie |
      | vaker   | nee          |
"""
    items = after(shipped, finished)
    assert items["hoe_is_de_klacht_afgelopen_samen_opgelost"].reached
    assert items["ingetrokken"].hint == items["intrekking_registreren"].hint
    assert "Inwoner trekt de klacht in" in items["ingetrokken"].hint


def test_a_process_that_begins_as_a_case_of_its_own_is_reached_by_going_on_there(shipped: Bundle) -> None:
    finished = """
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    En er 3 weken verstrijken
    En de Klachtencoördinator "Les vastleggen" afrondt met:
      | oorzaak | communicatie |
      | vaker   | nee          |
"""
    onward = 'Als wij verdergaan in de zaak "nazorg"'
    assert after(shipped, finished)["nazorggesprek"].hint == onward
    assert after(shipped, f'{finished}    En wij verdergaan in de zaak "nazorg"\n')["nazorggesprek"].hint == (
        'Als het ... is (de dag van termijn("nazorg"))'
    )


def test_following_the_hints_reaches_what_was_missing(shipped: Bundle) -> None:
    assert not after(shipped)["inwoner_kiest_voor_formeel"].reached
    assert after(shipped, FORMAL)["inwoner_kiest_voor_formeel"].reached


# -- changed bundles ---------------------------------------------------------------------------


def test_a_letter_that_no_step_sends_is_told(shipped: Bundle) -> None:
    extra = Bundle({**shipped.files, "processes/letters/vergeten.md": b"---\nonderwerp: X\n---\nDag."})
    (letter,) = [item for item in coverage(extra, []).items if item.id == "vergeten"]
    assert letter.must
    assert letter.hint == "Geen enkele stap noemt deze brief."


def test_a_process_that_nothing_starts_is_told(shipped: Bundle) -> None:
    path = "processes/bpmn/verdaging.bpmn"
    drawing = shipped.files["processes/bpmn/klachtbehandeling.bpmn"].replace(
        b'processId="verdaging"', b'processId="intrekking"'
    )
    lonely = Bundle({**shipped.files, "processes/bpmn/klachtbehandeling.bpmn": drawing})
    ends = [i for i in coverage(lonely, []).items if i.file == path and i.kind == "end"]
    assert ends
    assert all("Geen enkel scenario begint met dit proces" in end.hint for end in ends)


def test_of_two_arrows_with_one_condition_the_second_is_never_reached(shipped: Bundle) -> None:
    """The gateway takes the first; a coverage that looked at the target only would call both reached."""
    path = "processes/bpmn/informele_behandeling.bpmn"
    arrow = b'<bpmn:sequenceFlow id="samen_verder_zoeken_ja"'
    twin = (
        b'<bpmn:sequenceFlow id="tweeling" sourceRef="tevreden_na_het_telefoongesprek" '
        b'targetRef="samen_verder_zoeken"><bpmn:conditionExpression>'
        b'=bellen_met_de_inwoner.tevreden = "ja"</bpmn:conditionExpression></bpmn:sequenceFlow>'
    )
    outgoing = b"<bpmn:outgoing>tevreden_na_het_telefoongesprek_nee</bpmn:outgoing>"
    incoming = b"<bpmn:incoming>tevreden_na_het_telefoongesprek_nee</bpmn:incoming>"
    drawing = shipped.files[path].replace(arrow, twin + arrow)
    drawing = drawing.replace(outgoing, outgoing + b"<bpmn:outgoing>tweeling</bpmn:outgoing>")
    drawing = drawing.replace(incoming, incoming + b"<bpmn:incoming>tweeling</bpmn:incoming>")
    bundle = Bundle({**shipped.files, path: drawing})
    satisfied = """
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja              |
      | bewijs   | telefoonnotitie |
"""
    items = after(bundle, satisfied)
    assert items["tevreden_na_het_telefoongesprek_ja"].reached
    assert not items["tweeling"].reached
