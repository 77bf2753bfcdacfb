"""A letter leaves with the text that a person gave it, and still says what the law asks."""

from dataclasses import replace
from datetime import date

import pytest

from engine import Engine, LetterEmptied, LetterLacksDuty, LetterNotWritten
from engine.letters import check_changed, markdown_to_html, parse_letter
from tests.engine.bpmn.casework import MONDAY, Casework
from tests.engine.bpmn.drawing import bundle, end, extensions, node, path, process, start, user

OMBUDSMAN = {"naam": "Nationale ombudsman", "telefoon": "0800 33 55 555"}
LETTER = """---
onderwerp: Uw klacht
grondslag: Awb artikel 9:12
---
Beste inwoner,

Wij gaan het anders doen. U kunt tot **{{ termijn("afdoening") | datum }}** naar de {{ ombudsman.naam }}.
"""
KEY = "brief_sturen:1"


@pytest.fixture
def work() -> Casework:
    drawing = process(
        start(),
        user("besluiten"),
        node(
            "serviceTask",
            "brief_sturen",
            extensions(type="brief", headers={"brief": "antwoord"}, properties={"wet": "awb.9:8.3"}),
        ),
        end(),
        path("begin", "besluiten", "brief_sturen", "klaar"),
    )
    work = Casework(bundle(drawing, brief_antwoord=LETTER), ontvangstdatum=date(2026, 3, 2), regime="9.1.2")
    work.engine = Engine(work.store, {"ombudsman": OMBUDSMAN})
    return work


def complete(work: Casework, text: str, key: str = KEY):
    return work.engine.complete(work.key("besluiten"), {}, by="samira", at=MONDAY, letters={key: text})


def template(work: Casework) -> str:
    return work.engine.preview(work.key("besluiten"), {}, by="samira", at=MONDAY).letters[0].markdown


def test_a_letter_leaves_with_the_text_that_a_person_gave_it_and_keeps_that_of_its_template(work):
    before = template(work)
    letter = complete(work, before.replace("Beste inwoner", "Geachte mevrouw")).letters[0]
    assert letter.markdown.startswith("Geachte mevrouw,")
    assert letter.template == before
    assert letter.letter == "antwoord"


def test_the_history_knows_the_text_so_that_the_same_events_write_the_same_letter(work):
    text = template(work).replace("Beste inwoner", "Geachte mevrouw")
    complete(work, text)
    history = work.store.history("zaak-1")
    assert history[-1].letters == {KEY: text}
    assert work.replay_differences() == ()
    again = Engine(work.store, {"ombudsman": OMBUDSMAN}).fresh(work.store.load("zaak-1"))
    again.writes_letters = True
    for event in history:
        again.apply(event)
    assert again.effects.letters[0].markdown == text


def test_a_text_that_nobody_changed_is_that_of_the_template(work):
    change = complete(work, template(work).replace("\n", "\r\n") + "\r\n\r\n")
    assert change.letters[0].template == ""
    assert [step.detail.get("gewijzigd") for step in change.steps if step.kind == "letter"] == [None]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("Nationale ombudsman", "Awb artikel 9:8 lid 3 en 9:12 lid 2"),
        ("maandag 13 april 2026", "13 april 2026 (Awb artikel 9:12)"),
    ],
)
def test_what_the_law_asks_cannot_be_taken_out_of_a_letter(work, gone, said):
    before = template(work)
    assert gone in before
    with pytest.raises(LetterLacksDuty, match="Zet het terug") as refused:
        complete(work, before.replace(gone, "iemand"))
    assert said in str(refused.value)
    assert work.tasks() == ["besluiten"]


@pytest.mark.parametrize("text", ["", " \n\n", "**  **\n", "##\n"])
def test_a_letter_cannot_leave_empty(work, text):
    with pytest.raises(LetterEmptied):
        complete(work, text)


def test_a_changed_letter_that_does_not_go_is_not_forgotten_in_silence(work):
    with pytest.raises(LetterNotWritten):
        complete(work, "Tekst", key="andere_brief:1")


def test_a_preview_says_what_is_wrong_with_a_changed_letter(work):
    preview = work.engine.preview(
        work.key("besluiten"), {}, by="samira", at=MONDAY, letters={KEY: "Alleen dit."}
    )
    assert "bij welke ombudsman" in preview.problems[0]


def test_a_preview_names_the_facts_that_a_letter_lacks(work):
    work.engine = Engine(work.store, {})
    preview = work.engine.preview(work.key("besluiten"), {}, by="samira", at=MONDAY)
    assert preview.missing == ("ombudsman.naam",)


def test_marks_may_change_as_long_as_the_words_stay():
    letter = parse_letter(LETTER, "antwoord")
    context = {"ombudsman": OMBUDSMAN}
    old = "Ga naar de **Nationale ombudsman** voor maandag 13 april 2026."
    new = "## Naar de ombudsman\n\nGa naar de Nationale\nombudsman, tot *13 april 2026*."
    days = {"afdoening": date(2026, 4, 13)}
    check_changed(letter, old, new, markers=("awb.9:12",), context=context, days=days)


@pytest.mark.parametrize(
    ("old", "new", "is_refused"),
    [
        ("Uw klacht is gegrond.", "U heeft gelijk.", True),
        ("Uw klacht is gegrond.", "Uw klacht is ongegrond.", True),
        ("Uw klacht is deels gegrond.", "Uw klacht is gegrond.", True),
        ("Uw klacht is ongegrond.", "Wij vinden uw klacht ongegrond, helaas.", False),
    ],
)
def test_the_judgement_stays_what_it_was(old, new, is_refused):
    letter = replace(parse_letter(LETTER, "antwoord"), body="Hallo")
    about = {"markers": ("awb.9:12",), "context": {}, "days": {}}
    if is_refused:
        with pytest.raises(LetterLacksDuty, match="9:12 lid 1"):
            check_changed(letter, old, new, **about)
    else:
        check_changed(letter, old, new, **about)


def test_what_somebody_types_in_a_letter_cannot_run_as_a_script(work):
    text = template(work) + "\n<script>alert(1)</script> [klik](javascript:alert(1)) {{ zaak.bsn }}\n"
    html = markdown_to_html(complete(work, text).letters[0].markdown)
    assert "<script" not in html
    assert "javascript:" not in html.replace("(javascript:alert(1))", "")
    assert "{{ zaak.bsn }}" in html
