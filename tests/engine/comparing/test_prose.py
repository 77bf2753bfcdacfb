"""Any diagram reads as numbered prose, in the words of the forms and the terms."""

from pathlib import Path

import pytest

from engine import Bundle, Lexicon, Prose, ProseStep, Speaker, portrait_of, prose_of

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Bundle.read(ROOT))


def steps(prose: Prose) -> dict[str, ProseStep]:
    return {step.title: step for step in prose.steps}


def test_every_step_of_every_shipped_process_is_told_once_and_in_order(lexicon: Lexicon) -> None:
    for process in lexicon.processes.values():
        told = prose_of(lexicon, process.id)
        assert [step.number for step in told.steps] == list(range(1, len(told.steps) + 1))
        people = {node.id for node in process.tagged("userTask")}
        assert people <= {step.id for step in told.steps}


def test_a_loop_says_back_to_which_step(lexicon: Lexicon) -> None:
    found = steps(prose_of(lexicon, "aan_tafel"))["Nieuwe datum afspreken"]
    assert found.sentences[-1] == "Daarna terug naar stap 8 (‘Oplossing uitvoeren’)."


def test_what_runs_at_the_same_time_is_told_as_that(lexicon: Lexicon) -> None:
    found = prose_of(lexicon, "hoor_en_wederhoor")
    assert "Daarna tegelijk: stap 1 (‘Hooruitnodiging versturen’) en stap 7" in found.opening


def test_a_timer_says_when_and_whether_the_step_goes_on(lexicon: Lexicon) -> None:
    found = steps(prose_of(lexicon, "hoor_en_wederhoor"))["Reactietijd medewerker verstreken"]
    assert found.depth == 1
    assert found.sentences[0] == (
        "Is stap 7 niet klaar op de dag na de laatste dag van ‘Reactie van de betrokken medewerker’, "
        "dan stopt die stap."
    )


def test_a_choice_is_told_in_the_words_of_the_question(lexicon: Lexicon) -> None:
    found = steps(prose_of(lexicon, "informele_behandeling"))["Tevreden na het telefoongesprek?"]
    assert found.choices == (
        "Ja: als het antwoord op ‘Is de inwoner nu tevreden en is de klacht opgelost?’ ‘Ja’ is, dan stap 14 "
        "(‘Tevredenheid vastleggen’).",
        "Nee (in alle andere gevallen): stap 5.",
    )


def test_a_called_process_is_named(lexicon: Lexicon) -> None:
    assert (
        "Zie het proces ‘Aan tafel’."
        in steps(prose_of(lexicon, "informele_behandeling"))["Aan tafel"].sentences
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('=termijn("afdoening")', "de laatste dag van ‘Klacht afhandelen’"),
        ('=termijn("afdoening") - duration("P7D")', "7 dagen voor de laatste dag van ‘Klacht afhandelen’"),
        ('=termijn("afdoening") + duration("P1D")', "de dag na de laatste dag van ‘Klacht afhandelen’"),
        ("=werkdagen(today(), 2)", "2 werkdagen na de dag waarop de stap begint"),
        ('=duration("P6W")', "6 weken"),
        ("P6W", "6 weken"),
    ],
)
def test_moments_are_told_in_words(lexicon: Lexicon, source: str, words: str) -> None:
    assert Speaker(lexicon).moment(source) == words


def test_what_has_no_words_is_shown_as_it_stands(lexicon: Lexicon) -> None:
    assert Speaker(lexicon).condition("=some x in y satisfies x > 3") == (
        "de formule “some x in y satisfies x > 3”"
    )


def test_hardly_any_expression_of_the_shipped_procedure_is_left_as_a_formula(lexicon: Lexicon) -> None:
    told = [
        text
        for process in lexicon.processes
        for step in prose_of(lexicon, process).steps
        for text in (*step.sentences, *step.choices)
    ]
    assert sum("formule" in text for text in told) <= 3


def test_a_portrait_has_all_that_belongs_to_a_process(lexicon: Lexicon) -> None:
    found = portrait_of(lexicon, "klachtbehandeling")
    assert [term.rule for term in found.terms if term.title == "Klacht afhandelen"] == [
        "volgens Awb artikel 9:11"
    ]
    assert ("informele_behandeling", "Informele behandeling") in found.calls
    assert found.scenarios
    assert {letter.name for letter in found.letters} >= {"te laat"}
