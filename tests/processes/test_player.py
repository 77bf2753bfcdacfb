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
    assert failed.message.splitlines()[2:] == [
        "Tot hier gebeurde:",
        "  24 maart 2026  inwoner · begin: Klacht ontvangen",
        "  24 maart 2026  systeem · brief: Ontvangstbevestiging versturen",
        "  24 maart 2026  systeem · beslistabel: Bericht wegen",
        "Het is 24 maart 2026; open staan: 'Behandelaar toewijzen'.",
    ]


def test_the_history_names_who_did_what_on_which_day(shipped: Bundle) -> None:
    steps = """
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de zaak wordt gewijzigd vanwege "De inwoner verhuisde":
      | inwoner.plaats | Elders |
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt als "Sam de Wit" met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het systeem stilstond tot 20 mei 2026
    Dan is de zaak afgesloten als "Oordeel gegeven"
"""
    message = result(shipped, USUAL + steps).message
    for line in (
        "  24 maart 2026  Klachtencoördinator · taak: Behandelaar toewijzen",
        "  24 maart 2026  Klachtencoördinator · wijziging: De inwoner verhuisde",
        "  24 maart 2026  Sam de Wit · taak: Bellen met de inwoner",
        "  20 mei 2026  klok · klok overgeslagen: Afdoeningstermijn bijna om",
        "  20 mei 2026  systeem · brief: Te laat melden",
    ):
        assert line in message.splitlines()


def test_of_a_long_history_the_last_part_is_told(shipped: Bundle) -> None:
    again = """
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    En de inwoner laat weten: "Nog niet tevreden"
"""
    begin = USUAL + '    En de Klachtencoördinator "Behandelaar toewijzen" afrondt\n'
    told = result(shipped, begin + again * 8 + "    Dan staat er geen taak open\n").message.splitlines()
    history = told[told.index("Tot hier gebeurde:") + 1 : -1]
    assert re.fullmatch(r"  \(en \d+ eerdere gebeurtenissen\)", history[0])
    assert len(history) == 31


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
        ("Dan zijn dit de gegevens:\n      | zaak.onderwerp | jeugd |", "zaak.onderwerp = wmo"),
        (
            "Dan staan precies deze taken open:\n      | Les vastleggen | Beslisser |",
            "Behandelaar toewijzen (",
        ),
        ('Dan staat in de uitleg van "afdoening": "tien weken"', "Zes weken later is dinsdag 5 mei 2026."),
        ('Dan is te laat voldaan aan "afdoening"', "het is niet gedaan"),
        ('Dan is te laat voldaan aan "ontvangstbevestiging"', "gedaan op 24 maart 2026"),
        ('Dan staat niet in de brief "ontvangstbevestiging": "6 mei 2026"', "Beste Noor Voorbeeld"),
        ('Dan staat niet in de brief "te_laat": "6 mei 2026"', "die brief is niet verstuurd"),
        ('Dan is de brief "ontvangstbevestiging" 2 keer verstuurd', "verstuurd op: '24 maart 2026'"),
        ('Dan is het bericht "eerste_contact_blijft_uit" verzonden', "verzonden zijn: niets"),
        ('Dan is de klok "Afdoeningstermijn bijna om" afgegaan', "afgegaan op: niets"),
        (
            'Dan gaat de klok "Afdoeningstermijn bijna om" af op 30 april 2026',
            "hij staat op: '29 april 2026'",
        ),
        ('Dan is het einde "Oordeel gegeven" bereikt', "bereikt zijn: niets"),
        ('Als het bericht "Nog niet tevreden" binnenkomt van "inwoner"', "zij wacht op:"),
        ("Dan zijn dit de gegevens:\n      | zaak.onderwerp |", "een tabel met twee kolommen"),
        ('Als wij verdergaan in de zaak "nazorg"', "begonnen zijn: niets"),
        ('Dan is de zaak "nazorg" begonnen', "begonnen zijn: niets"),
        ("Dan zijn dit de gegevens:", "een tabel onder deze zin"),
        ("Dan is de zaak nog open\n      | a | b |", "een zin zonder tabel"),
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


# -- outlines, backgrounds, tables -------------------------------------------------------------

OUTLINE = """# language: nl
Functionaliteit: Proef

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit |
      | beklaagde_naam    | Team Zorg  |
      | gaat_over_bestuur | nee        |

  # Een opmerking telt niet mee.
  Abstract Scenario: De uitkomst is <vervolg>
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee       |
      | vervolg  | <vervolg> |
    Dan staan precies deze taken open:
      | <taak> | Klachtbehandelaar |

    Voorbeelden: Samen
      | vervolg | taak                     |
      | gesprek | Gesprek aan tafel voeren |

    Voorbeelden: Met een oordeel
      | vervolg | taak                        |
      | formeel | Ontvankelijkheid beoordelen |
      | formeel | Les vastleggen              |
"""


def test_every_row_of_every_table_is_a_scenario_with_the_background(shipped: Bundle) -> None:
    results = play(OUTLINE, shipped.files, replay=True, filename=PATH)
    assert [(r.name, r.ok) for r in results] == [
        ("De uitkomst is gesprek", True),
        ("De uitkomst is formeel", True),
        ("De uitkomst is formeel", False),
    ]


def test_a_failing_row_is_told_with_its_line_and_what_is_in_it(shipped: Bundle) -> None:
    message = play(OUTLINE, shipped.files, replay=False, filename=PATH)[2].message
    assert "Regel 17: staan precies deze taken open:" in message
    assert "Voorbeeld op regel 27: vervolg = formeel, taak = Les vastleggen" in message


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("| <taak> |", "| <taken> |", 17, "de kolom <taken> staat niet in de voorbeelden"),
        ("      | gesprek | Gesprek aan tafel voeren |\n", "", 20, "heeft geen rijen"),
        (OUTLINE[OUTLINE.index("    Voorbeelden: Samen") :], "", 11, "met 'Voorbeelden:' nodig"),
        (OUTLINE[OUTLINE.index("    Gegeven een") :], "", 11, "geen stappen"),
        (OUTLINE[OUTLINE.index("  # Een") :], "", 1, "geen scenario"),
        (
            "    Dan staan",
            '    Dan is de zaak nog open\n    """\n    tekst\n    """\n    Dan staan',
            17,
            "blok tekst",
        ),
    ],
)
def test_a_scenario_that_would_say_nothing_is_refused(old: str, new: str, line: int, said: str) -> None:
    assert old in OUTLINE
    with pytest.raises(UnreadableFile, match=said) as caught:
        read_feature(OUTLINE.replace(old, new), PATH)
    assert caught.value.line == line


# -- sentences ---------------------------------------------------------------------------------


def test_an_answer_is_compared_as_the_page_shows_it(shipped: Bundle) -> None:
    """`ja` may be a tick (true) or a choice that is called "ja"."""
    steps = """
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    Dan zijn dit de gegevens:
      | bellen_met_de_inwoner.tevreden | nee           |
      | zaak.schriftelijk              | ja            |
      | zaak.ontvangstdatum            | 24 maart 2026 |
      | zaak.nummer                    | K-2026-0001   |
"""
    played = result(shipped, USUAL + steps, replay=True)
    assert played.ok, played.message


def test_time_passes_in_days_and_weeks(shipped: Bundle) -> None:
    steps = """
    Als er 1 dag verstrijkt
    En er 6 weken verstrijken
    Dan is de klok "Afdoeningstermijn bijna om" afgegaan op 29 april 2026
    En is de klok "Afdoeningstermijn verstreken" niet afgegaan
    Als er 1 dag verstrijkt
    Dan is de klok "Afdoeningstermijn verstreken" afgegaan op 7 mei 2026
"""
    played = result(shipped, USUAL + steps, replay=True)
    assert played.ok, played.message


def test_a_message_brings_its_content(shipped: Bundle) -> None:
    steps = """
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    Als het bericht "Nog niet tevreden" binnenkomt van "inwoner" met:
      | reden | Het is niet gedaan |
    Dan is "nog_niet_tevreden.reden" gelijk aan "Het is niet gedaan"
"""
    played = result(shipped, USUAL + steps, replay=True)
    assert played.ok, played.message


def test_four_eyes_are_tried_with_names(shipped: Bundle) -> None:
    steps = """
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt als "Sam" met:
      | te_laat_besluit       | nee |
      | eerder_behandeld      | ja  |
      | bezwaar_mogelijk      | nee |
      | beroep_mogelijk       | nee |
      | bij_rechter           | nee |
      | strafzaak             | nee |
      | kennelijk_onvoldoende | nee |
      | toch_behandelen       | nee |
    Dan kan de Beslisser "Niet behandelen vaststellen" niet afronden als "Robin" vanwege "Vier ogen", met:
      | besluit | akkoord |
"""
    assert "afronden kan gewoon" in result(shipped, USUAL + steps).message
    assert result(shipped, USUAL + steps.replace("Robin", "Sam")).ok


def test_a_story_goes_on_in_the_case_that_grew_from_it(shipped: Bundle) -> None:
    steps = """
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    En het 8 april 2026 is
    En de Klachtencoördinator "Les vastleggen" afrondt met:
      | oorzaak | communicatie |
      | vaker   | nee          |
    Dan is de zaak "nazorg" begonnen met:
      | zaak.onderwerp | jeugd |
"""
    assert "zaak.onderwerp = jeugd in de zaak 'nazorg'. Gebeurd: zaak.onderwerp = wmo" in (
        result(shipped, USUAL + steps).message
    )
    onward = (
        steps.replace("jeugd", "wmo")
        + """
    Als wij verdergaan in de zaak "nazorg"
    Dan staat er geen taak open
    En is de brief "ontvangstbevestiging" 1 keer verstuurd
    En is "zaak.nummer" gelijk aan "K-2026-0002"
    Als er 5 weken verstrijken
    Dan staan precies deze taken open:
      | Nazorggesprek | Klachtbehandelaar |
"""
    )
    played = result(shipped, USUAL + onward, replay=True)
    assert played.ok, played.message
    assert {"les_vastleggen", "tijd_voor_nazorg"} <= played.reached
