"""`aantafel bench --pages` comes by every page by itself, and no page asks more when there are more cases."""

import json
import shutil

import pytest
from click.testing import CliRunner

from webapp.bench import pages
from webapp.cli import main


@pytest.fixture(scope="module")
def measured(tmp_path_factory, sample_database):
    folder = tmp_path_factory.mktemp("meting")
    shutil.copy(sample_database, folder / "aantafel.db")
    return pages.run(folder, cases=240, small=60, rounds=0, each=1, deep=2)


def test_every_page_is_measured_as_the_visitors_who_may_see_it(measured):
    seen = {(line["page"].partition("?")[0], line["who"]) for line in measured["pages"]}
    assert {
        ("/taken", "behandelaar"),
        ("/zaken/<number>", "coördinator"),
        ("/termijnen", "leidinggevende"),
        ("/klachten-over-mij/<number>", "betrokkene"),
        ("/werkwijze", "proceseigenaar"),
        ("/werkwijze/ontwerp/<int:draft_id>", "proceseigenaar"),
        ("/status/<token>", "inwoner"),
    } <= seen
    kinds = {line["page"] for line in measured["pages"]}
    assert {"/taken?zoek", "/taken?taak", "/taken?weergave", "/zaken?plaats&staat&volgorde"} <= kinds


def test_a_page_that_is_not_measured_is_named_with_the_reason(measured):
    files = {
        "/favicon.ico",
        "/termijnen/lijst.csv",
        "/termijnen/lijst.ods",
        "/werkwijze/ontwerp/<int:draft_id>/ophalen/<path:path>",
        "/werkwijze/ontwerp/<int:draft_id>/werkwijze.zip",
        "/werkwijze/proces/<process>/paspoort.pdf",
        "/werkwijze/versies/<version>/bundel.zip",
        "/zaken/<number>/brieven/<key>.pdf",
    }
    assert {route for route, why in measured["missed"].items() if "bestand" in why} == files
    assert {why for route, why in measured["missed"].items() if route not in files} <= {
        "geen voorbeeld gevonden"
    }


def test_no_page_asks_more_when_there_are_more_cases(measured):
    assert measured["cases"] == 240
    compared = [line for line in measured["pages"] if line["sql_small"] is not None]
    assert len(compared) > len(measured["pages"]) / 2
    asking = {"opdrachten groeien mee", "vraagt steeds hetzelfde"}
    assert [(line["page"], line["who"]) for line in compared if asking & set(line["faults"])] == []


def test_the_command_shows_a_table_or_json_and_ends_with_one_when_a_page_is_too_slow(monkeypatch):
    line = pages.Line("/taken", "behandelaar", p50=21.0, p95=30.0, cpu=20.0, sql=9, sql_small=9, same=1)
    found = {
        "database": "sqlite",
        "cases": 100_000,
        "pages": [vars(line) | {"faults": line.faults}],
        "missed": {"/favicon.ico": "geen pagina maar een bestand"},
        "ok": False,
    }
    monkeypatch.setattr(pages, "run", lambda *_, **__: found)
    table, told = (CliRunner().invoke(main, ["bench", "--pages", *extra]) for extra in ([], ["--json"]))
    assert (table.exit_code, told.exit_code) == (1, 1)
    assert "sqlite: 100.000 open zaken" in table.stdout
    assert "p50 boven 20 ms" in table.stdout
    assert "Niet gemeten: /favicon.ico" in table.stdout
    assert json.loads(told.stdout)["pages"][0]["page"] == "/taken"
