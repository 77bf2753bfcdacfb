"""Reading form files: everything wrong is found, told in Dutch, and nothing makes the reader fall over."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms import FaultyForm, Form, form_problems, parse_form

Draw = Callable[..., bytes]
NAME = {"type": "textfield", "key": "naam", "label": "Uw naam"}


def only_problem(data: bytes) -> Any:
    (problem,) = form_problems(data, "proef.form")
    return problem


@pytest.mark.parametrize(
    "kind", ["html", "button", "image", "iframe", "table", "documentPreview", "onzin", "None"]
)
def test_an_unsupported_component_is_a_finding_with_its_line_and_a_remedy(draw: Draw, kind: str) -> None:
    data = draw(NAME, {"type": kind, "id": "raar"})
    problem = only_problem(data)
    assert problem.component == "raar"
    assert '"id": "raar"' in data.decode().splitlines()[problem.line - 1]
    assert f"“{kind}” wordt niet ondersteund" in problem.message
    assert problem.remedy


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"label": "Beste {{naam}}"}, "bevat een formule"),
    ({"label": "=naam"}, "bevat een formule"),
    ({"label": ""}, "geen tekst"),
    ({"key": "_actie"}, "kan niet"),
    ({"key": "twee woorden"}, "kan niet"),
    ({"key": "csrf_token"}, "kan niet"),
    ({"key": ""}, "geen sleutel"),
    ({"id": "1 raar id"}, "De id"),
    ({"conditional": {"hide": "=naam = ="}}, "klopt niet"),
    ({"conditional": {"hide": "=onbekend = 1"}}, "leest “onbekend”"),
    ({"conditional": {"hide": "=geheim()"}}, "klopt niet"),
    ({"validate": {"min": 3}, "type": "number", "defaultValue": "drie"}, "standaardwaarde"),
    ({"validate": {"min": "=x"}, "type": "number"}, "is geen getal"),
    ({"validate": {"min": 5, "max": 1}, "type": "number"}, "kleinste getal"),
    ({"validate": {"minLength": 9, "maxLength": 2}}, "minimale lengte"),
    ({"validate": {"pattern": "("}}, "patroon"),
    ({"validate": {"pattern": "(a+)+$"}}, "te ingewikkeld"),
    ({"validate": {"validationType": "bsn"}}, "soort controle"),
    ({"readonly": True}, "readonly"),
    ({"type": "radio"}, "niets te kiezen"),
    ({"type": "select", "values": []}, "niets te kiezen"),
    ({"type": "select", "valuesKey": "lijst", "values": [{"value": "a", "label": "A"}]}, "valuesKey"),
    ({"type": "radio", "values": [{"value": "a", "label": "A"}] * 2}, "twee keer"),
    (
        {"type": "radio", "values": [{"value": 1, "label": "A"}, {"value": "b", "label": "B"}]},
        "mist een waarde",
    ),
    ({"type": "datetime", "subtype": "week"}, "soort datum"),
    ({"type": "expression", "expression": "=1 +"}, "klopt niet"),
    ({"type": "group", "components": []}, "leeg"),
]


@pytest.mark.parametrize(("change", "message"), FAULTS)
def test_a_fault_in_a_component_is_told(draw: Draw, change: dict[str, Any], message: str) -> None:
    problems = form_problems(draw({**NAME, **change}), "proef.form")
    assert any(message in problem.message for problem in problems), problems
    assert all(problem.remedy for problem in problems)


def test_two_questions_cannot_have_one_key(draw: Draw) -> None:
    problems = form_problems(draw(NAME, {**NAME, "id": "tweede"}), "proef.form")
    assert {problem.component for problem in problems} == {"c_naam", "tweede"}


def test_a_key_cannot_be_the_start_of_another_key(draw: Draw) -> None:
    assert "begin van een andere" in only_problem(draw(NAME, {**NAME, "key": "naam.voor"})).message


def test_a_condition_may_read_case_facts_and_names_the_checker_knows(draw: Draw) -> None:
    data = draw({**NAME, "conditional": {"hide": '=zaak.onderwerp = "wmo" and bellen.bereikt = "ja"'}})
    assert "bellen.bereikt" in only_problem(data).message
    assert form_problems(data, "proef.form", known_names={"zaak", "bellen"}) == []


def test_a_condition_in_a_row_may_read_the_row_and_the_form(draw: Draw) -> None:
    inner = {
        "type": "textfield",
        "key": "rol",
        "label": "Rol",
        "conditional": {"hide": "=naam = null or x = 1"},
    }
    rows = {"type": "dynamiclist", "path": "lijst", "label": "Wie", "components": [inner]}
    assert "“x”" in only_problem(draw(NAME, rows)).message


@pytest.mark.parametrize(
    ("first", "second"),
    [('=naam = "x"', ""), ("=tweede != null", '=naam = "x"'), ("=tweede.deel = 1", "=naam != null")],
)
def test_conditions_that_go_round_in_a_circle_are_told(draw: Draw, first: str, second: str) -> None:
    other = {**NAME, "key": "tweede", "conditional": {"hide": second}}
    problem = only_problem(draw({**NAME, "conditional": {"hide": first}}, other))
    assert problem.code == "formulier_kring"
    assert "naam" in problem.message


def test_a_computed_value_that_needs_itself_is_told(draw: Draw) -> None:
    component = {"type": "expression", "key": "som", "expression": "=som + 1"}
    assert only_problem(draw(component)).code == "formulier_kring"


def test_a_group_that_depends_on_a_question_in_it_is_told(draw: Draw) -> None:
    group = {"type": "group", "label": "Wie", "components": [NAME], "conditional": {"hide": "=naam = null"}}
    assert only_problem(draw(group)).code == "formulier_kring"


def test_a_repeating_group_cannot_hold_another(draw: Draw) -> None:
    rows: dict[str, Any] = {"type": "dynamiclist", "path": "diep", "label": "Diep", "components": [NAME]}
    outer = {"type": "dynamiclist", "path": "lijst", "label": "Wie", "components": [NAME, rows]}
    assert "herhaling in een herhaling" in only_problem(draw(outer)).message


def test_a_faulty_form_is_refused_with_all_its_problems(draw: Draw) -> None:
    with pytest.raises(FaultyForm) as caught:
        parse_form(draw({"type": "html", "id": "een"}, {"type": "button", "id": "twee"}), "proef")
    assert [problem.component for problem in caught.value.problems] == ["een", "twee"]


def test_the_path_of_a_group_goes_before_the_keys_in_it(build: Callable[..., Form]) -> None:
    form = build({"type": "group", "label": "Wie", "path": "inwoner", "components": [NAME]})
    assert [(field.path, field.label) for field in form.fields()] == [("inwoner.naam", "Uw naam")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"components": 3}',
        b"[" * 100_000,
        b"<html>",
        b"x" * 600_000,
    ],
)
def test_a_file_that_is_no_form_is_a_finding(data: bytes) -> None:
    assert only_problem(data).remedy


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
SETTINGS = ["id", "key", "path", "label", "components", "values", "validate", "conditional", "properties"]
KINDS = [
    "textfield",
    "number",
    "datetime",
    "select",
    "group",
    "dynamiclist",
    "expression",
    "filepicker",
    "text",
]
COMPONENT = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS)},
    optional={name: JSON for name in [*SETTINGS, "subtype", "defaultValue", "expression", "decimalDigits"]},
)


@settings(max_examples=150, deadline=None)
@given(st.lists(COMPONENT, max_size=3) | JSON)
def test_no_json_makes_the_checker_fall_over(components: Any) -> None:
    data = json.dumps({"components": components}).encode()
    problems = form_problems(data, "proef.form")
    if not problems:
        assert parse_form(data, "proef").load_json({}) is not None
