"""Templates are compiled once: the next start finds them, and a broken folder is no reason to stop.

What a page prints is escaped as Jinja itself would do it.
"""

from dataclasses import dataclass
from functools import cache

import jinja2
import pytest
from flask import Flask
from flask.templating import Environment
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from webapp import templating
from webapp.templating import FOLDER, KeptTemplates, PageEnvironment, printed


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(templating, "_kept", {})


def rendered(data, source: str) -> str:
    loader = jinja2.DictLoader({"een.html": source})
    return (
        jinja2.Environment(loader=loader, bytecode_cache=KeptTemplates(data))
        .get_template("een.html")
        .render()
    )


def test_what_was_compiled_is_there_at_the_next_start(tmp_path, monkeypatch):
    assert rendered(tmp_path, "Dag {{ 1 + 1 }}") == "Dag 2"
    templating._kept.clear()
    monkeypatch.setattr(jinja2.Environment, "_generate", None)  # compiling would fail now
    assert rendered(tmp_path, "Dag {{ 1 + 1 }}") == "Dag 2"


def test_a_changed_template_is_compiled_anew(tmp_path):
    assert [rendered(tmp_path, text) for text in ("een", "twee", "een")] == ["een", "twee", "een"]


def test_a_damaged_file_is_compiled_anew(tmp_path):
    rendered(tmp_path, "Dag")
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(b"kapot")
    templating._kept.clear()
    assert rendered(tmp_path, "Dag") == "Dag"


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / FOLDER).write_text("een bestand")
    assert rendered(tmp_path, "Dag") == "Dag"


ODD = st.text(alphabet="a<>&\"' é{%", max_size=12)
PRINTABLE = ODD | ODD.map(Markup) | ODD.map(escape) | st.integers() | st.none() | st.dates()
TEMPLATES = (
    "{{ it }}",
    '<a href="{{ it }}">{{ it|upper }}</a>',
    "{{ it ~ '<b>' }}{{ '<i>' ~ it }}",
    "{% set kept %}<p>{{ it }}</p>{% endset %}{{ kept }}{{ kept|length }}",
    "{% macro twice(one) %}{{ one }}{{ one }}{% endmacro %}{{ twice(it) }}{{ twice(twice(it)) }}",
    "{% macro around() %}[{{ caller() }}]{% endmacro %}{% call around() %}{{ it }}{% endcall %}",
    "{% for one in [it, it|safe] %}{{ loop.index }}{{ one }}{% endfor %}",
    "{{ [it, it]|join('<br>') }}{{ it|safe }}{{ unknown }}{{ it|string|replace('a', '<') }}",
    "{% autoescape false %}{{ it }}{% endautoescape %}{{ it|e }}{{ it|forceescape }}",
    "{{ thing.name }}{{ table.name }}{{ table.items()|length }}{{ thing.unknown }}",
    "{{ table.unknown is defined }}{{ thing.name is defined }}",
    "{% macro told(one, more='-') %}{{ one }}{{ more }}{% endmacro %}{{ told(thing.name, more=table.name) }}",
    "{% for one in [thing, table] %}{{ loop.cycle('a', 'b') }}{{ one.name|default('?') }}{% endfor %}",
    "{% autoescape false %}{% macro bare(one) %}{{ one }}{% endmacro %}{{ bare(it) }}{% endautoescape %}",
    "{% for one in [it] %}{{ seen(one) }}{% set here = 1 %}{{ seen(here) }}{% endfor %}{{ thing.shout() }}",
)


@dataclass
class Thing:
    name: object

    def shout(self) -> str:
        return f"{self.name}!"


@jinja2.pass_context
def seen(context, value) -> str:
    return f"{value} {sorted(context.get_all().keys() & {'one', 'here', 'it'})}"


@given(PRINTABLE)
def test_a_value_is_printed_as_escaping_gives_it(value):
    assert printed(value) == str(escape(value))


@cache
def compiled(environment: type[Environment], source: str) -> jinja2.Template:
    return environment(Flask(__name__)).from_string(source)


@pytest.mark.parametrize("source", TEMPLATES)
@settings(deadline=None, max_examples=40)  # the first one compiles
@given(value=PRINTABLE)
def test_a_template_prints_what_jinja_itself_would_print(source, value):
    ours, theirs = compiled(PageEnvironment, source), compiled(Environment, source)
    given_to_both = {"it": value, "thing": Thing(value), "table": {"name": value, "items_": 1}, "seen": seen}
    assert ours.render(given_to_both) == theirs.render(given_to_both)


def test_what_is_unknown_has_no_attributes():
    with pytest.raises(jinja2.UndefinedError):
        compiled(PageEnvironment, "{{ unknown.name }}").render()


def test_pages_are_made_in_this_environment(app):
    assert isinstance(app.jinja_env, PageEnvironment)
    assert "environment.printed(" in app.jinja_env.compile("{{ naam }}", raw=True)
