"""The player tells in Dutch what was expected, what happened and what went before."""

import re

import pytest

from engine.bundle import Bundle
from engine.errors import UnreadableFile
from engine.memory import InMemoryStore
from engine.scenarios import ScenarioResult, play, read_feature

PATH = "processes/scenarios/klachtbehandeling/proef.feature"
USUAL = """
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit |
      | gaat_over_bestuur | nee        |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
"""


def feature(steps: str) -> str:
    return f"# language: nl\nFunctionaliteit: Proef\n  Scenario: Proef\n{steps}"


def result(bundle: Bundle, steps: str, *, replay: bool = False) -> ScenarioResult:
    (only,) = play(feature(steps), bundle.files, replay=replay, filename=PATH)
    return only


def test_a_failure_names_the_line_what_was_expected_and_the_history(shipped: Bundle) -> None:
    failed = result(shipped, USUAL + '    Dan is de uiterste datum voor "afdoening" 5 mei 2026\n')
    assert not failed.ok
    assert failed.line == 9
    assert "Verwacht: uiterste datum 5 mei 2026 voor 'afdoening'. Gebeurd: 6 mei 2026." in failed.message
    assert "24 maart 2026  brief: Ontvangstbevestiging versturen" in failed.message


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("Dan gebeurt er iets moois", "een zin die Aan Tafel kent"),
        ('Als de Beslisser "Behandelaar toewijzen" afrondt', "voor de rol 'Klachtencoördinator'"),
        ('Als de Klachtbehandelaar "Inwoner horen" afrondt', "open staan: 'Behandelaar toewijzen'"),
        ("Als het 23 maart 2026 is", "een latere dag dan vandaag"),
        ("Als het 31 februari 2027 is", "een datum zoals 24 maart 2026"),
        ('Als de inwoner laat weten: "Nog niet tevreden"', "dat de zaak wacht op 'Nog niet tevreden'"),
        ("Dan staat er geen taak open", "open staan: 'Behandelaar toewijzen'"),
        ('Dan is de brief "te_laat" verstuurd aan de inwoner', "verstuurd zijn: 'ontvangstbevestiging'"),
        ('Dan is de brief "ontvangstbevestiging" niet verstuurd', "hij ging op 24 maart 2026"),
        (
            'Dan is de brief "ontvangstbevestiging" verstuurd aan de betrokken medewerker',
            "ging naar: inwoner",
        ),
        ('Dan staat in de brief "ontvangstbevestiging": "dwangsom"', "Beste Noor Voorbeeld"),
        ('Dan is de zaak afgesloten als "Oordeel gegeven"', "de zaak is open"),
        ('Dan is op tijd voldaan aan "afdoening"', "het is niet gedaan"),
        ('Dan is er geen uiterste datum voor "afdoening"', "die is 6 mei 2026"),
        ('Dan is "zaak.onderwerp" gelijk aan "jeugd"', "zaak.onderwerp = wmo"),
        (
            'Dan kan de Klachtencoördinator "Behandelaar toewijzen" niet afronden vanwege "x"',
            "kan gewoon",
        ),
    ],
)
def test_what_does_not_come_true_is_told(shipped: Bundle, step: str, said: str) -> None:
    failed = result(shipped, f"{USUAL}    {step}\n")
    assert not failed.ok
    assert said in failed.message


def test_an_unknown_question_names_the_questions_there_are(shipped: Bundle) -> None:
    steps = (
        '    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:\n      | behandelar | Sam |\n'
    )
    message = result(shipped, USUAL + steps).message
    assert "De vraag 'behandelar' staat niet in het formulier" in message
    assert "behandelaar_telefoon" in message


def test_a_question_may_go_by_its_text_and_a_choice_by_its_label(shipped: Bundle) -> None:
    steps = """
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | Is de inwoner nu tevreden en is de klacht opgelost? | Nee               |
      | Hoe wil de inwoner verder?                          | Samen aan tafel   |
    Dan staat de taak "Gesprek aan tafel voeren" open voor de rol "Klachtbehandelaar"
"""
    played = result(shipped, USUAL + steps)
    assert played.ok, played.message


def test_the_player_never_decides_for_people(shipped: Bundle) -> None:
    steps = """
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt
"""
    failed = result(shipped, USUAL + steps)
    assert "tevreden" in failed.message
    assert not failed.ok


def test_a_feature_that_is_no_gherkin_names_the_line() -> None:
    with pytest.raises(UnreadableFile, match="regel 5") as caught:
        read_feature(feature("    Dan staat er geen taak open\n    zomaar tekst\n"), PATH)
    assert caught.value.line == 5


def test_the_language_line_may_be_left_out() -> None:
    (scenario,) = read_feature("Functionaliteit: A\n  Scenario: B\n    Dan staat er geen taak open\n", PATH)
    assert (scenario.line, scenario.steps[0].line) == (2, 3)


def test_a_replay_that_differs_is_a_failure(shipped: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Losing one event must not go unnoticed: the straight play comes out, the replayed one does not."""
    history = InMemoryStore.history
    monkeypatch.setattr(InMemoryStore, "history", lambda store, case: history(store, case)[:1])
    steps = USUAL + '    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt\n'
    assert result(shipped, steps).ok
    replayed = result(shipped, steps, replay=True)
    assert re.search("de geschiedenis dezelfde zaak oplevert", replayed.message)


def test_an_outline_is_played_once_for_each_example(shipped: Bundle) -> None:
    source = """# language: nl
Functionaliteit: Proef
  Abstract Scenario: Ontvangen op <dag>
    Gegeven een schriftelijke klacht ontvangen op <dag> over "wmo"
    Dan is de uiterste datum voor "afdoening" <laatste>

    Voorbeelden:
      | dag           | laatste      |
      | 24 maart 2026 | 6 mei 2026   |
      | 2 april 2026  | 15 mei 2026  |
"""
    results = play(source, shipped.files, replay=False, filename=PATH)
    assert [r.ok for r in results] == [True, False]
