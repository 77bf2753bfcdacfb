"""The register of a year and the list of what may be destroyed, from the command line."""

import json

import pytest
from click.testing import CliRunner

from webapp.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command on an empty installation of its own."""
    monkeypatch.setenv("AANTAFEL_DATA", str(tmp_path / "data"))

    def invoke(*words, code=0):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == code, result.output
        return result.output

    return invoke


def test_a_year_without_complaints_has_totals_too(run):
    found = json.loads(run("register", "--year", "2026", "--json"))
    assert (found["totalen"]["klaagschriften"], found["regels"]) == (0, [])
    assert "Klaagschriften: 0" in run("register", "--year", "2026")
    assert run("register", "--year", "2026", "--csv").startswith("nummer;ontvangen_op;")


def test_one_kind_of_output_at_a_time(run):
    assert "Kies --json of --csv" in run("register", "--year", "2026", "--json", "--csv", code=2)


def test_nothing_to_destroy_is_a_list_as_well(run):
    assert "0 zaken" in run("retention", "--due", "2031-01-01")
    assert json.loads(run("retention", "--due", "2031-01-01", "--json"))["zaken"] == []


def test_a_day_must_be_named(run):
    assert "--due" in run("retention", code=2)


def test_a_file_that_is_no_list_is_refused(run, tmp_path):
    file = tmp_path / "lijst.json"
    file.write_text("geen json")
    words = ("retention", "destroy", str(file), "--case", "K-2031-0001", "--by", "daan", "--yes")
    assert "geen vernietigingslijst" in run(*words, code=1)
