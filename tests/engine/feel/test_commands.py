"""`aantafel feel`, `aantafel dmn` and `aantafel tck`: outcomes, exit status, and Dutch messages."""

import json

import pytest
from click.testing import CliRunner

from tests.engine.dmn.models import decision, document, literal, table
from webapp.cli import main


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def dmn_file(tmp_path):
    logic = table(
        ["onderwerp"],
        ["route", "dagen"],
        [['"wmo"', '"team zorg"', "5"], ["-", '"balie"', "1.5"]],
        policy="F",
    )
    path = tmp_path / "route.dmn"
    path.write_bytes(document(decision("Route bepalen", logic), decision("Stuk", literal("1 +"))))
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["1 + 2"], "3"),
        (['"a" + "b"'], "ab"),
        (['"a" + "b"', "--json"], '"ab"'),
        (["zaak.ernst >= 3", "--context", '{"zaak": {"ernst": 3.5}}', "--json"], "true"),
        (["bedrag + 0.2", "--context", '{"bedrag": 0.1}'], "0.3"),
        (["Pre-bureau risk", "--context", '{"Pre-bureau risk": "LOW"}'], "LOW"),
        (['@"2026-03-24" + duration("P42D")', "--json"], '"2026-05-05"'),
        (["[1, null, {a: 1.5}]", "--json"], '[1, null, {"a": 1.5}]'),
        (["today() instance of date and now() instance of date and time"], "true"),
        (["datum", "--context", '{"datum": "2026-03-24"}', "--json"], '"2026-03-24"'),
    ],
)
def test_feel_prints_the_value(arguments, output):
    result = run("feel", *arguments)
    assert (result.exit_code, result.stdout.strip()) == (0, output)


def test_a_faulty_expression_ends_with_one_and_tells_where():
    result = run("feel", "zaak.ernst >", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["column"] == 13
    assert "niet af" in result.stderr


@pytest.mark.parametrize("context", ["{", "[1]", "3", "[" * 5000])
def test_a_context_that_is_no_json_object_is_wrong_usage(context):
    result = run("feel", "1", "--context", context)
    assert result.exit_code == 2
    assert "--context" in result.stderr


def test_dmn_takes_a_decision_by_name_or_id(dmn_file):
    for name in ("Route bepalen", "route_bepalen"):
        result = run("dmn", dmn_file, "--decision", name, "--input", '{"onderwerp": "wmo"}', "--json")
        assert (result.exit_code, json.loads(result.stdout)) == (0, {"route": "team zorg", "dagen": 5})


@pytest.mark.parametrize(("name", "words"), [("Weg", "Route bepalen"), ("Stuk", "niet af")])
def test_dmn_ends_with_one_when_the_decision_is_unknown_or_faulty(dmn_file, name, words):
    result = run("dmn", dmn_file, "--decision", name, "--json")
    assert result.exit_code == 1
    assert words in json.loads(result.stdout)["error"]["message"]


def test_dmn_ends_with_one_when_the_file_is_no_decision_model(tmp_path):
    path = tmp_path / "x.dmn"
    path.write_text("<html/>")
    assert run("dmn", str(path), "--decision", "x").exit_code == 1
    assert run("dmn", str(tmp_path / "weg.dmn"), "--decision", "x").exit_code == 2


CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>proef.dmn</modelName>
  <testCase id="1"><resultNode name="X">
    <expected><value xsi:type="xsd:decimal">{expected}</value></expected></resultNode></testCase>
</testCases>"""


@pytest.mark.parametrize(
    ("expected", "status", "last"), [(2, 0, "1 passed, 0 failed"), (3, 1, "0 passed, 1 failed")]
)
def test_tck_counts_per_folder_and_in_all(tmp_path, expected, status, last):
    folder = tmp_path / "0001-proef"
    folder.mkdir()
    (folder / "proef.dmn").write_bytes(document(decision("X", literal("1 + 1"))))
    (folder / "proef-test-01.xml").write_text(CASES.format(expected=expected))
    result = run("tck", str(tmp_path))
    lines = result.stdout.splitlines()
    assert result.exit_code == status
    assert lines == [f"0001-proef: {last}", last]


def test_tck_on_a_folder_without_cases_is_wrong_usage(tmp_path):
    assert run("tck", str(tmp_path)).exit_code == 2
