"""Whatever a process owner writes, the player answers with a result or with the line that is wrong."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundle import Bundle
from engine.errors import UnreadableFile
from engine.scenarios import play, read_feature

ROOT = Path(__file__).parents[2]
SHIPPED = Bundle.read(ROOT)
MANUAL = (ROOT / "processes/scenarios/README.md").read_text()
SENTENCES = re.findall(r"^- ((?:Gegeven|Als|Dan) .+)$", MANUAL, re.MULTILINE)


def played(*steps: str) -> str:
    """Return what the player says of a scenario with these steps; empty when it came out."""
    body = "\n".join(f"    {step}" for step in steps)
    source = f"Functionaliteit: Proef\n  Scenario: Proef\n{body}\n"
    (result,) = play(source, SHIPPED.files, replay=True)
    return result.message


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if not s.startswith("Gegeven")])
def test_a_sentence_without_a_complaint_is_a_failure_not_a_crash(sentence: str) -> None:
    """Also for what did not happen: without a complaint, nothing would ever have happened."""
    assert "Verwacht: dat er een klacht is" in played(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        'Dan staat de taak "Onbekende taak" niet open',
        'Dan is de brief "onbekende_brief" niet verstuurd',
        'Dan is er geen uiterste datum voor "onbekende_termijn"',
        'Dan is het bericht "onbekende_melding" niet verzonden',
        'Dan is de klok "Onbekende klok" niet afgegaan',
        'Dan is de zaak "onbekende_zaak" niet begonnen',
        'Dan is de brief "onbekende_brief" 0 keer verstuurd',
    ],
)
def test_a_typing_error_in_a_name_never_makes_a_story_come_true(sentence: str) -> None:
    begin = 'Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"'
    assert "nbekende" in played(begin, sentence)


@pytest.mark.parametrize(
    "table",
    ["| een |", "| a | b | c |", "| inwoner.naam | |", "| zaak.onbekend | x |", "| zaak | x |", "| . | . |",
     "| inwoner.postcode | geen postcode |", "| zaak.gedraging_op | gisteren |", "| inwoner.naam.1.x | y |"],
)  # fmt: skip
def test_a_faulty_table_is_told(table: str) -> None:
    step = 'Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:'
    assert played(step, table).startswith("Regel 3:")


@pytest.mark.parametrize(
    "name", ["onderdelen.0.oordeel", "onderdelen.x.oordeel", "onderdelen.2.", "onderdelen"]
)
def test_a_faulty_place_in_a_list_is_told(name: str) -> None:
    assert "staat niet" in played(
        'Gegeven de gebruikelijke antwoorden bij "Oordeel opstellen":', f"| {name} | x |"
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    refused_at: list[int] = []
    for source in (text, f"Functionaliteit: A\n  Scenario: B\n    Dan {text}"):
        try:
            read_feature(source, "proef.feature")
        except UnreadableFile as error:
            refused_at.append(error.line)
    assert all(line >= 1 for line in refused_at)
