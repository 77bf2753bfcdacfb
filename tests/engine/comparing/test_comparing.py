"""Two versions of the shipped procedure: every change is told in a sentence, and nothing else is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Bundle, Comparison, Lexicon, compare_bundles, portrait_of

ROOT = Path(__file__).parents[3]
INFORMAL = "processes/bpmn/informele_behandeling.bpmn"
CALL = "forms/informele_behandeling/bellen_met_de_inwoner.form"


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(ROOT)


def edited(bundle: Bundle, path: str, *changes: tuple[str, str]) -> Bundle:
    """Return the bundle with pieces of text in one file replaced; each must be there."""
    text = bundle.text(path)
    for old, new in changes:
        assert old in text, f"{old!r} is not in {path}"
        text = text.replace(old, new, 1)
    return Bundle({**bundle.files, path: text.encode()})


def told(old: Bundle, new: Bundle) -> list[str]:
    return compare_bundles(old, new).sentences


PLAN = """<bpmn:userTask id="gesprek_plannen" name="Gesprek plannen">
<bpmn:extensionElements><zeebe:userTask />
</bpmn:extensionElements></bpmn:userTask>"""
TO_GATEWAY = (
    '<bpmn:sequenceFlow id="bellen_met_de_inwoner_naar_tevreden_na_het_telefoongesprek" '
    'sourceRef="bellen_met_de_inwoner" targetRef="tevreden_na_het_telefoongesprek"'
)


def with_step(bundle: Bundle) -> Bundle:
    """Return the bundle with a step between the call and the question that follows it."""
    return edited(
        bundle,
        INFORMAL,
        (
            "<bpmn:flowNodeRef>bellen_met_de_inwoner</bpmn:flowNodeRef>",
            "<bpmn:flowNodeRef>bellen_met_de_inwoner</bpmn:flowNodeRef>"
            "<bpmn:flowNodeRef>gesprek_plannen</bpmn:flowNodeRef>",
        ),
        ('<bpmn:boundaryEvent id="eerste', PLAN + '<bpmn:boundaryEvent id="eerste'),
        (
            TO_GATEWAY,
            '<bpmn:sequenceFlow id="van_plannen" sourceRef="gesprek_plannen" '
            'targetRef="tevreden_na_het_telefoongesprek" />' + TO_GATEWAY.replace("targetRef=", "oud="),
        ),
        ('oud="tevreden_na_het_telefoongesprek"', 'targetRef="gesprek_plannen"'),
    )


def test_a_version_compared_with_itself_says_nothing(shipped: Bundle) -> None:
    same = compare_bundles(shipped, Bundle(dict(shipped.files)))
    assert not same
    assert same.sentences == []


def test_a_new_step_is_told_with_its_place_and_its_role(shipped: Bundle) -> None:
    assert told(shipped, with_step(shipped)) == [
        "Na ‘Bellen met de inwoner’ komt een nieuwe stap ‘Gesprek plannen’ voor de klachtbehandelaar."
    ]


def test_a_removed_step_is_one_sentence(shipped: Bundle) -> None:
    assert told(with_step(shipped), shipped) == ["De stap ‘Gesprek plannen’ vervalt."]


CHANGES: list[tuple[str, str, tuple[str, str], list[str]]] = [
    (
        "rename",
        INFORMAL,
        ('name="Bellen met de inwoner"', 'name="De inwoner bellen"'),
        ["De stap ‘Bellen met de inwoner’ heet nu ‘De inwoner bellen’."],
    ),
    (
        "due",
        INFORMAL,
        (
            'dueDate="=termijn(&quot;informele_poging&quot;)"',
            'dueDate="=termijn(&quot;eerste_contact&quot;)"',
        ),
        [
            "De stap ‘Tevredenheid vragen’ moet klaar zijn op de laatste dag van ‘Inwoner bellen’, in plaats "
            "van op de laatste dag van ‘Samen een oplossing zoeken’."
        ],
    ),
    (
        "resident text",
        INFORMAL,
        ('value="Wij bellen u"', 'value="Wij bellen u op"'),
        ["De kop voor de inwoner bij de stap ‘Bellen met de inwoner’ is gewijzigd."],
    ),
    (
        "interrupting",
        INFORMAL,
        ('name="Eerste contact blijft uit" cancelActivity="false"', 'name="Eerste contact blijft uit"'),
        ["De wekker ‘Eerste contact blijft uit’ stopt voortaan de stap waar het op zit."],
    ),
    (
        "letter of a step",
        INFORMAL,
        ('key="brief" value="bevestiging_aanpak"', 'key="brief" value="gespreksverslag"'),
        [
            "Bij de automatische stap ‘Afspraak bevestigen’ is de brief nu ‘gespreksverslag’ in plaats van "
            "‘bevestiging_aanpak’."
        ],
    ),
    (
        "term",
        "processes/termijnen.toml",
        ('regel = "werkdagen:2"', 'regel = "werkdagen:5"'),
        ["Termijn ‘Inwoner bellen’: 5 werkdagen in plaats van 2."],
    ),
    (
        "question",
        CALL,
        ("Belde u eerder zonder gehoor?", "Hoe vaak?"),
        ["Bij ‘Bellen met de inwoner’ luidt de vraag ‘Belde u eerder zonder gehoor?’ nu ‘Hoe vaak?’."],
    ),
    (
        "question hidden",
        CALL,
        ('"hide": "=vervolg != \\"oplossing\\""', '"hide": "=vervolg != \\"gesprek\\""'),
        [],
    ),
    (
        "letter",
        "processes/letters/te_laat.md",
        ("Onze excuses daarvoor.", "Dat spijt ons."),
        ["Brief ‘te laat’: de tekst is gewijzigd (1 alinea anders)."],
    ),
    (
        "rule",
        "processes/dmn/triage.dmn",
        ('uit_spoed"><text>"ja"</text>', 'uit_spoed"><text>"nee"</text>'),
        ["In de tabel ‘Triage: eerst iets anders nodig?’, regel 1: ‘Spoed?’ is nu “nee” in plaats van “ja”."],
    ),
    (
        "role",
        "processes/rollen.toml",
        ('naam = "Beslisser"', 'naam = "Afdoener"'),
        ["De rol ‘Beslisser’ heet nu ‘Afdoener’."],
    ),
    (
        "layout",
        INFORMAL,
        ('<dc:Bounds x="', '<dc:Bounds x="1'),
        ["Alleen de tekening is verschoven; de stappen zijn dezelfde gebleven."],
    ),
]


@pytest.mark.parametrize(
    ("path", "change", "sentences"), [change[1:] for change in CHANGES], ids=[change[0] for change in CHANGES]
)
def test_one_change_is_one_sentence(
    shipped: Bundle, path: str, change: tuple[str, str], sentences: list[str]
) -> None:
    found = told(shipped, edited(shipped, path, change))
    if sentences:
        assert found == sentences
    assert len(found) == 1


def test_a_condition_is_told_in_the_words_of_the_question(shipped: Bundle) -> None:
    newer = edited(
        shipped, CALL, ('"hide": "=vervolg != \\"oplossing\\""', '"hide": "=vervolg != \\"gesprek\\""')
    )
    (sentence,) = told(shipped, newer)
    assert "verschijnt voortaan alleen als" in sentence


def test_a_new_process_and_a_lost_letter_are_told(shipped: Bundle) -> None:
    files = dict(shipped.files)
    del files["processes/letters/te_laat.md"]
    del files["processes/bpmn/nazorg.bpmn"]
    sentences = told(shipped, Bundle(files))
    assert "De brief ‘te laat’ vervalt." in sentences
    assert any(re.match(r"Het proces ‘Nazorg’ vervalt\.", one) for one in sentences)


def test_two_steps_at_the_same_time_are_told_as_that(shipped: Bundle) -> None:
    """A parallel crossing between two steps that followed each other."""
    flows = {
        "a": ("bellen", "plannen"),
        "b": ("plannen", "schrijven"),
        "c": ("schrijven", "klaar"),
    }
    split = {
        "a": ("bellen", "kruising"),
        "d": ("kruising", "plannen"),
        "e": ("kruising", "schrijven"),
        "f": ("plannen", "samen"),
        "g": ("schrijven", "samen"),
        "h": ("samen", "klaar"),
    }
    path = "processes/bpmn/klein.bpmn"
    old = Bundle({**shipped.files, path: drawing(flows)})
    new = Bundle({**shipped.files, path: drawing(split, "kruising", "samen")})
    assert told(old, new) == ["Voortaan gebeurt tegelijk: ‘Plannen’ en ‘Schrijven’."]


def drawing(flows: dict[str, tuple[str, str]], *crossings: str) -> bytes:
    steps = "".join(
        f'<userTask id="{one}" name="{one.capitalize()}"/>' for one in ("bellen", "plannen", "schrijven")
    )
    gates = "".join(f'<parallelGateway id="{one}"/>' for one in crossings)
    lines = "".join(
        f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}"/>'
        for key, (source, target) in {"begin": ("start", "bellen"), **flows}.items()
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="klein" name="Klein" '
        f'isExecutable="true"><startEvent id="start" name="Begin"/>{steps}{gates}'
        f'<endEvent id="klaar" name="Klaar"/>{lines}</process></definitions>'
    ).encode()


def test_a_file_that_cannot_be_read_is_named_and_stops_nothing(shipped: Bundle) -> None:
    broken = Bundle({**shipped.files, INFORMAL: b"<kapot", CALL: b"{"})
    sentences = told(shipped, broken)
    assert any(INFORMAL in one and "kan niet worden gelezen" in one for one in sentences)
    assert any(CALL in one for one in sentences)


EDITS: dict[str, Callable[[str], str]] = {
    "first line with a value": lambda text: re.sub(
        r'value="([^"]{4,})"', 'value="iets anders"', text, count=1
    ),
    "a name": lambda text: re.sub(r' name="([^"]{4,})"', ' name="Iets anders"', text, count=1),
    "an expression": lambda text: re.sub(r">=([^<]+)<", ">=today()<", text, count=1),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_no_change_of_meaning_in_a_diagram_stays_untold(shipped: Bundle, edit: Callable[[str], str]) -> None:
    for path, data in list(shipped.processes())[::9]:
        newer = edit(data.decode())
        if newer != data.decode():
            found: Comparison = compare_bundles(shipped, Bundle({**shipped.files, path: newer.encode()}))
            assert found, path
            assert all("verschoven" not in one for one in found.sentences), path


REMINDER = """<bpmn:boundaryEvent id="tien_dagen_tevoren" name="Nog tien dagen" cancelActivity="false"
 attachedToRef="tevredenheid_vragen"><bpmn:timerEventDefinition id="tien_dagen_tijdstip"><bpmn:timeDate>
=termijn("afdoening") - duration("P10D")</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent>"""


def test_a_reminder_is_told_with_its_moment(shipped: Bundle) -> None:
    newer = edited(
        shipped, INFORMAL, ('<bpmn:boundaryEvent id="eerste', REMINDER + '<bpmn:boundaryEvent id="eerste')
    )
    assert told(shipped, newer) == [
        "Aan ‘Tevredenheid vragen’ komt een nieuwe wekker ‘Nog tien dagen’, die afgaat op 10 dagen voor de "
        "laatste dag van ‘Klacht afhandelen’."
    ]


END = """<bpmn:endEvent id="naar_wijkteam" name="Doorverwezen naar wijkteam" />
<bpmn:sequenceFlow id="samen_verder_zoeken_wijkteam" name="Wijkteam" sourceRef="samen_verder_zoeken"
 targetRef="naar_wijkteam"><bpmn:conditionExpression>=bellen_met_de_inwoner.vervolg = "formeel"
</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:boundaryEvent id="eerste"""


def test_a_new_end_is_told_with_its_condition(shipped: Bundle) -> None:
    assert told(shipped, edited(shipped, INFORMAL, ('<bpmn:boundaryEvent id="eerste', END))) == [
        "Na ‘Samen verder zoeken?’ (‘Wijkteam’) komt een nieuw einde ‘Doorverwezen naar wijkteam’. Dat geldt "
        "als het antwoord op ‘Hoe wil de inwoner verder?’ (bij ‘Bellen met de inwoner’) ‘Met een formele "
        "behandeling’ is."
    ]


QUESTION = """{"type": "textarea", "key": "waarom", "label": "Waarom niet?", "validate": {"required": true},
 "conditional": {"hide": "=tevreden != \\"nee\\""}}, {"type": "textfield", "id": "pogingen","""


def test_a_question_that_depends_on_another_answer_is_told_as_that(shipped: Bundle) -> None:
    text = re.sub(r'\{\s+"type": "textfield",\s+"id": "pogingen",', lambda _: QUESTION, shipped.text(CALL))
    newer = Bundle({**shipped.files, CALL: text.encode()})
    assert told(shipped, newer) == [
        "Bij ‘Bellen met de inwoner’ komt de vraag ‘Waarom niet?’ erbij, na ‘Op welke dag sprak u de "
        "inwoner?’: verplicht; alleen als het antwoord op ‘Is de inwoner nu tevreden en is de klacht "
        "opgelost?’ ‘Nee’ is."
    ]


def test_a_new_letter_a_new_term_and_a_new_example_are_told(shipped: Bundle) -> None:
    example = b"# language: nl\nFunctionaliteit: N\n  Scenario: Zo kan het ook\n"
    term = b'[termijn.uitleg]\ntitel = "Uitleg geven"\nregel = "werkdagen:3"\n'
    files = {
        **shipped.files,
        "processes/letters/extra_uitleg.md": b"---\nonderwerp: Uitleg\naan: inwoner\n---\nDag.\n",
        "processes/scenarios/nazorg/nieuw.feature": example,
        "processes/termijnen.toml": shipped.files["processes/termijnen.toml"] + b"\n" + term,
    }
    assert told(shipped, Bundle(files)) == [
        "De brief ‘extra uitleg’ komt erbij.",
        "Termijn ‘Uitleg geven’ komt erbij: 3 werkdagen.",
        "Voorbeeld ‘Zo kan het ook’ in ‘nieuw’ komt erbij.",
    ]


def test_a_form_of_no_process_is_told_too(shipped: Bundle) -> None:
    path = "forms/niemand/iets.form"
    old = Bundle({**shipped.files, path: b'{"components": []}'})
    new = Bundle(
        {**shipped.files, path: b'{"components": [{"type": "textfield", "key": "a", "label": "Hoe?"}]}'}
    )
    assert told(old, new) == ["Bij ‘Iets’ komt de vraag ‘Hoe?’ erbij, als eerste."]


PIECES = re.compile(rb'"[^"]*"|>[^<]+<|[0-9]+|<[^>]+>|[{}\[\]]')


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_a_draft_looks_like_it_can_be_compared_and_read(data: st.DataObject) -> None:
    """Files in which pieces change places, are emptied or go."""
    files = dict(SMALL.files)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(sorted(files)))
        pieces = list(PIECES.finditer(files[path]))
        one = data.draw(st.sampled_from(pieces))
        other = data.draw(
            st.sampled_from([*(piece.group() for piece in pieces), b"null", b'""', b"[1]", b""])
        )
        files[path] = files[path][: one.start()] + other + files[path][one.end() :]
    draft = Bundle(files)
    for old, new in ((SMALL, draft), (draft, SMALL)):
        assert bool(compare_bundles(old, new)) is (old != new)
    lexicon = Lexicon(draft)
    for process in lexicon.processes:
        portrait_of(lexicon, process)


SMALL = Bundle({
    path: data
    for path, data in Bundle.read(ROOT).files.items()
    if "informele" in path or path.endswith((".toml", "triage.dmn", "te_laat.md"))
})  # fmt: skip
