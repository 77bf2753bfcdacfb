"""Letters are complete or not sent, written in Dutch, and never changed in shape by what a resident wrote."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from engine.errors import LetterFailed, MissingLetterValue, UnreadableFile
from engine.letters import letter_problems, markdown_to_html, markdown_to_text, parse_letter
from engine.letters.letter import CHANNELS, KEYS
from engine.letters.reducer import TESTS
from engine.letters.runtime import ENVIRONMENT
from engine.letters.template import FUNCTIONS as KNOWN_FUNCTIONS
from engine.letters.writing import FILTERS, LINE_BREAK, bedrag, datum, datum_kort, opsomming

ACKNOWLEDGEMENT = """---
onderwerp: Uw klacht {{ zaak.nummer }} is ontvangen
aan: inwoner
grondslag: awb.9:6
---
{{ inwoner.aanhef }},

Wij ontvingen uw klacht op {{ zaak.ontvangstdatum | datum }}.
U krijgt uiterlijk op **{{ termijn("afdoening") | datum }}** ons oordeel.

{% if zaak.instemming_tot %}
U vond het goed dat het duurt tot {{ zaak.instemming_tot | datum_kort }}.
{% endif %}

> {{ zaak.omschrijving }}
"""
CONTEXT = {
    "zaak": {
        "nummer": "K-2026-0417",
        "ontvangstdatum": date(2026, 3, 24),
        "omschrijving": "Niemand belt terug.",
        "instemming_tot": None,
    },
    "inwoner": {"naam": "Aaltje Jansen", "aanhef": "Geachte mevrouw Jansen"},
}
FUNCTIONS = {"termijn": {"afdoening": date(2026, 5, 6)}.get}


def letter(body: str, subject: str = "Brief"):
    return parse_letter(f"---\nonderwerp: {subject}\n---\n{body}\n", "proef")


def text_of(body: str, **context) -> str:
    return letter(body).render(context, FUNCTIONS).markdown.strip()


def test_a_letter_is_filled_with_facts_and_terms():
    rendered = parse_letter(ACKNOWLEDGEMENT, "ontvangstbevestiging").render(CONTEXT, FUNCTIONS)
    assert rendered.subject == "Uw klacht K-2026-0417 is ontvangen"
    assert rendered.markdown == (
        "Geachte mevrouw Jansen,\n\n"
        "Wij ontvingen uw klacht op dinsdag 24 maart 2026.\n"
        "U krijgt uiterlijk op **woensdag 6 mei 2026** ons oordeel.\n\n"
        "> Niemand belt terug.\n"
    )


def test_front_matter_says_to_whom_how_and_why():
    found = parse_letter(ACKNOWLEDGEMENT, "ontvangstbevestiging")
    assert (found.recipient, found.channel, found.basis) == ("inwoner", "", "awb.9:6")


def test_a_letter_tells_which_names_and_terms_it_uses():
    found = parse_letter(ACKNOWLEDGEMENT, "ontvangstbevestiging")
    assert found.variables() == {
        "zaak.nummer",
        "zaak.ontvangstdatum",
        "zaak.instemming_tot",
        "zaak.omschrijving",
        "inwoner.aanhef",
    }
    assert found.calls() == {("termijn", ("afdoening",))}


def test_every_missing_value_is_named_at_once():
    with pytest.raises(MissingLetterValue) as caught:
        parse_letter(ACKNOWLEDGEMENT, "ontvangstbevestiging").render(
            {"zaak": {"ontvangstdatum": None, "omschrijving": ""}}, {"termijn": lambda key: None}
        )
    assert caught.value.names == (
        "zaak.nummer",
        "inwoner.aanhef",
        "zaak.ontvangstdatum",
        "termijn(afdoening)",
        "zaak.omschrijving",
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{ zaak.x | default('geen') }}", "geen"),
        ("a{{ zaak.x | default('') }}b", "ab"),
        ("{{ zaak.x or 'geen' }}", "geen"),
        ("{{ 'ja' if zaak.x else 'nee' }}", "nee"),
        ("a{{ 'ja' if zaak.x }}b", "ab"),
        ("a{% if zaak.x > 3 or zaak.x == 'ja' or zaak.x in ['q'] %}nooit{% endif %}b", "ab"),
        ("{% if zaak.x is undefined %}leeg{% endif %}", "leeg"),
        ("{% for a in zaak.x %}{{ a }}{% else %}niets{% endfor %}", "niets"),
        ("{{ zaak.x | datum | default('nog niet bekend') }}", "nog niet bekend"),
    ],
)
def test_what_may_be_absent_is_not_missing(body, expected):
    assert text_of(body, zaak={}) == expected


def test_a_row_without_a_value_is_missing_and_an_empty_list_is_not():
    body = "{% for deel in zaak.delen %}{{ deel.oordeel }}{% endfor %}."
    assert text_of(body, zaak={"delen": []}) == "."
    with pytest.raises(MissingLetterValue) as caught:
        text_of(body, zaak={"delen": [{"oordeel": "gegrond"}, {}]})
    assert caught.value.names == ("deel.oordeel",)
    with pytest.raises(MissingLetterValue):
        text_of(body, zaak={})


def test_loops_may_number_their_rows():
    body = "{% for d in delen %}{{ loop.index }}. {{ d.naam }}{% if not loop.last %};{% endif %}{% endfor %}"
    assert text_of(body, delen=[{"naam": "een"}, {"naam": "twee"}]) == "1. een;2. twee"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 3, 24), "24 maart 2026"),
        (datetime(2026, 3, 24, 23, 30, tzinfo=UTC), "25 maart 2026, 00\\.30 uur"),
        (Decimal("3.50"), "3,50"),
        (True, "ja"),
        (["a", "b", "c"], "a, b en c"),
    ],
)
def test_values_are_written_as_a_dutch_reader_expects(value, expected):
    assert text_of("{{ x }}", x=value).replace("\\", "") == expected.replace("\\", "")


def test_filters_write_dates_lists_and_money():
    assert datum(date(2026, 3, 24)) == "dinsdag 24 maart 2026"
    assert datum("2026-03-24") == "dinsdag 24 maart 2026"
    assert datum_kort(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)) == "1 april 2026"
    assert [opsomming(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]
    assert bedrag(Decimal("1234.5")) == "€\u00a01.234,50"


@pytest.mark.parametrize(
    "body",
    [
        "{{ zaak | datum }}",
        "{{ zaak }}",
        "{{ zaak.naam | datum }}",
        "{% if zaak.dag < zaak.naam %}x{% endif %}",
        "{% for letter in zaak.naam %}{{ letter }}{% endfor %}",
        "{{ zaak.naief | datum }}",
    ],
)
def test_a_value_of_the_wrong_kind_is_a_dutch_error(body):
    facts = {"naam": "Aaltje", "dag": date(2026, 1, 1), "naief": datetime(2026, 1, 1)}  # noqa: DTZ001
    with pytest.raises(LetterFailed, match="Brief 'proef'"):
        text_of(body, zaak=facts)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("Geachte heer", 1, "kop"),
        ("---\nonderwerp: x\nGeachte heer", 1, "kop"),
        ("---\naan: inwoner\n---\ntekst", 1, "onderwerp"),
        ("---\nonderwerp: x\nafzender: y\n---\ntekst", 3, "afzender"),
        ("---\nonderwerp: x\nonderwerp: y\n---\ntekst", 3, "twee keer"),
        ("---\nonderwerp: x\nkanaal: duif\n---\ntekst", 3, "duif"),
        ("---\nonderwerp: x\nlos: soms\n---\ntekst", 3, "soms"),
        ("---\nonderwerp: x\naan: Jan Jansen\n---\ntekst", 3, "Jan Jansen"),
        ("---\nonderwerp: x\n---\n\n", 4, "geen tekst"),
        ("---\nonderwerp: x\n---\ngoed\n\n{{ zaak.nummer", 6, "schrijffout"),
        ("---\nonderwerp: x\n---\n{% if a %}\nx", 5, "schrijffout"),
        ("---\nonderwerp: x\n---\na\n{{ b | groet }}", 5, "groet"),
        ("---\nonderwerp: x\n---\na\n{{ groet(b) }}", 5, "groet"),
        ("---\nonderwerp: x {{ b | groet }}\n---\na", 2, "groet"),
        ("---\nonderwerp: x\n---\n{{ b is even }}", 4, "even"),
        ("---\nonderwerp: x\n---\n{{ b | default(x=1) }}", 4, "naam"),
    ],
)
def test_a_faulty_file_is_explained_by_line(text, line, word):
    problem = letter_problems(text, "proef.md")[0]
    assert problem.line == line
    assert word in problem.message + problem.remedy
    with pytest.raises(UnreadableFile, match=f"processes/letters/proef.md, regel {line}"):
        parse_letter(text, "proef")


def test_all_problems_are_reported_together():
    found = letter_problems("---\nonderwerp: {{ 1 + 1 }}\nx: y\n---\n{{ a | b }}\n{{ c() }}\n", "proef.md")
    assert [problem.line for problem in found] == [2, 3, 5, 6]


def test_line_breaks_in_a_value_stay_where_they_were():
    assert text_of("> {{ x }}", x="een\r\ntwee\n\n\n\ndrie") == f"> een{LINE_BREAK}twee{LINE_BREAK * 2}drie"
    assert "een<br>\ntwee<br>\n<br>\ndrie" in markdown_to_html(f"> een{LINE_BREAK}twee{LINE_BREAK * 2}drie")


def test_a_subject_is_one_plain_line():
    rendered = letter("x", "Klacht van {{ naam }}").render({"naam": "Ann*e\r\nBcc: x@y.nl"}, {})
    assert rendered.subject == "Klacht van Ann*e Bcc: x@y.nl"


def test_headings_in_a_letter_start_below_the_subject():
    assert markdown_to_html("# Een\n\n## Twee") == "<h2>Een</h2>\n<h3>Twee</h3>\n"
    assert markdown_to_html("### Een") == "<h2>Een</h2>\n"


def test_a_signature_keeps_its_lines():
    assert "groet,<br" in markdown_to_html("Met groet,\nJ. de Boer")
    assert markdown_to_text("Met groet,\nJ. de Boer") == "Met groet,\nJ. de Boer\n"


def test_plain_text_is_wrapped_and_keeps_its_lists_quotes_and_links():
    text = markdown_to_text(
        "## Wat gebeurt er nu?\n\n"
        "Wij **bellen** u " + "binnenkort " * 12 + "op.\n\n"
        "- een\n- twee\n  1. a\n  2. b\n\n"
        "> citaat\n\n"
        "[uw pagina](https://vrijstad.example/x) en <klachten@vrijstad.example>\n"
    )
    assert max(map(len, text.splitlines())) <= 72
    assert "Wat gebeurt er nu?\n------------------\n" in text
    assert "- een\n- twee\n  1. a\n  2. b" in text
    assert "> citaat" in text
    assert "uw pagina (https://vrijstad.example/x) en klachten@vrijstad.example" in text


def test_the_manual_explains_every_filter_function_and_key():
    manual = (Path(__file__).parents[2] / "docs/handleiding/brieven.md").read_text("utf-8")
    code = " ".join(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", manual, flags=re.DOTALL)))
    known = set(re.findall(r"\w+", code))
    assert {*FILTERS, "default", *KNOWN_FUNCTIONS - {"now"}, *KEYS, *CHANNELS, *TESTS} <= known


def test_the_example_in_the_manual_is_a_good_letter():
    manual = (Path(__file__).parents[2] / "docs/handleiding/brieven.md").read_text("utf-8")
    example, *parts = re.findall(r"```\n(.*?)```", manual, re.DOTALL)
    assert letter_problems(example, "voorbeeld.md") == []
    assert all(letter(part) for part in parts)


def test_a_letter_is_read_and_compiled_once_however_often_it_is_sent(monkeypatch):
    first = parse_letter(ACKNOWLEDGEMENT, "ontvangstbevestiging").render(CONTEXT, FUNCTIONS)
    monkeypatch.setattr(ENVIRONMENT, "parse", None)
    monkeypatch.setattr(ENVIRONMENT, "compile", None)
    assert parse_letter(ACKNOWLEDGEMENT, "ontvangstbevestiging").render(CONTEXT, FUNCTIONS) == first
