"""No letter can harm the server, and nothing that a resident writes can change the shape of a letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import LetterFailed, UnreadableFile
from engine.letters import letter_problems, markdown_to_html, markdown_to_text, parse_letter
from engine.letters.runtime import ENVIRONMENT
from engine.letters.writing import escape
from tests.counting import counted


def letter(body: str):
    return parse_letter(f"---\nonderwerp: Brief\n---\n{body}\n", "proef")


def text_of(body: str, **context) -> str:
    return letter(body).render(context, {}).markdown.strip()


BOMBS = [
    "{{ 'a' * 10**9 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{{ 'a' ~ 'b' }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'x' | center(10**9) }}",
    "{% set a = 'x' %}{% set a = a + a %}",
    "{{ lipsum(1000) }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ zaak.__class__ }}",
    "{{ zaak['__class__'] }}",
    "{{ zaak.items() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self }}{{ self.__init__ }}",
    "{{ zaak | attr('__class__') }}",
    "{{ (termijn('x')).year }}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% include 'a' %}",
    "{% import 'os' as os %}",
    "{% extends 'a' %}",
    "{% for a in b recursive %}{{ loop(a) }}{% endfor %}",
    "{{ loop.__class__ }}{% for a in zaak.x %}{{ loop.changed(a) }}{% endfor %}",
    "{% call a() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ " + "a and " * 2000 + "a }}",
    "{{ " + "9" * 10_000 + " }}",
    "{% if a %}" * 500 + "{% endif %}" * 500,
    "{{ x" + " | upper" * 3000 + " }}",
    "x" * 50_000,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_bombs_and_escapes_are_refused_at_once_with_a_remedy(bomb, monkeypatch):
    """Jinja counts out what is constant while it compiles, so a bomb must not even come to that."""
    monkeypatch.setattr(ENVIRONMENT, "compile", None)
    with counted(500_000):
        problems = letter_problems(f"---\nonderwerp: Bom\n---\n{bomb}", "bom.md")
    assert problems
    assert all(problem.line and problem.message and problem.remedy for problem in problems)
    with pytest.raises(UnreadableFile):
        letter(bomb)


def test_loops_over_case_data_end_soon_too():
    nested = "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}"
    with counted(100_000), pytest.raises(LetterFailed, match="5000"):
        text_of(nested, x=list(range(1000)))
    with counted(100_000), pytest.raises(LetterFailed, match="200000"):
        text_of("{% for a in x %}{{ y }}{% endfor %}", x=list(range(1000)), y="z" * 1000)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_checker_crash(text):
    letter_problems(text, "proef.md")
    letter_problems(f"---\nonderwerp: x\n---\n{text}", "proef.md")
    letter_problems(f"---\nonderwerp: x\n---\n{{{{ {text} }}}}", "proef.md")


HOSTILE = [
    "# kop",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**vet** _cursief_ `code` ~~weg~~",
    "- lijst",
    "1. lijst",
    "> citaat",
    "---",
    "===",
    "    code",
    "```\ncode",
    "a\n\n# kop\n\n- b",
    "| a | b |\n|---|---|\n| c | d |",
    "<https://evil.example>",
    "[a]: https://evil.example",
    "&lt;b&gt; &amp;",
    "eind\\",
    "regel\u2028tussen\x0bregels",
]
HOLES = [
    "{{ x }}",
    "- {{ x }}\n- b",
    "> {{ x }}\n\nna",
    "## {{ x }}\n\nna",
    "a **{{ x }}** b",
    "| {{ x }} | b |\n|---|---|\n| c | d |",
    "voor\n{{ x }}\nna",
    "[hier]({{ x }})",
]


def skeleton(html: str) -> list[str]:
    """The tags of a page, without the line breaks that a value may bring."""
    return [part.split(">")[0].split()[0] for part in html.split("<")[1:] if not part.startswith("br")]


@pytest.mark.parametrize("hole", HOLES[:-1])
@pytest.mark.parametrize("value", HOSTILE)
def test_what_a_resident_writes_cannot_change_the_shape_of_a_letter(hole, value):
    harmless = markdown_to_html(text_of(hole, x="woord"))
    assert skeleton(markdown_to_html(text_of(hole, x=value))) == skeleton(harmless)


@given(
    st.text(alphabet="#-*_[]()<>`~|&\\!.:=+1 \n\tab\"'{}", min_size=1, max_size=25),
    st.sampled_from(HOLES[:-1]),
)
@settings(max_examples=300, deadline=None)
def test_no_value_at_all_can_change_the_shape_of_a_letter(value, hole):
    if not escape(value):
        return
    assert skeleton(markdown_to_html(text_of(hole, x=value))) == skeleton(
        markdown_to_html(text_of(hole, x="w"))
    )


@pytest.mark.parametrize("value", HOSTILE)
def test_a_reader_sees_a_value_letter_for_letter(value):
    shown = markdown_to_text(text_of("{{ x }}", x=value), width=10_000)
    assert "".join(shown.split()) == "".join(value.replace("\x0b", "").split())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "x) [y](z"])
def test_an_unsafe_address_never_becomes_a_link(address):
    html = markdown_to_html(text_of("[hier]({{ x }})", x=address))
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert 'href="vbscript' not in html
    assert html.count("<a ") <= 1
