"""A bundle goes from one installation to another and is checked on arrival."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine import Bundle
from engine.check.codes import found
from webapp import clock, commands, publishing, travelling
from webapp.cli import main
from webapp.cli.server import application
from webapp.paths import bundle_root

TERMS = "processes/termijnen.toml"
COMPLAINT = {
    "zaak.omschrijving": "Niemand belde mij terug.",
    "zaak.onderwerp": "wmo",
    "inwoner.naam": "A. Jansen",
    "inwoner.straat": "Lindelaan 12",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """One installation for all: making it checks and publishes the shipped version."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def findings(monkeypatch) -> list:
    """What the check says of every bundle; a test fills it. The real check is slow."""
    told: list = []
    for module in (publishing, travelling):
        monkeypatch.setattr(module, "check_bundle", lambda _: tuple(told))
    return told


@pytest.fixture
def run(data, findings, monkeypatch):
    monkeypatch.setenv("AANTAFEL_DATA", str(data))

    def invoke(*words, code=0):
        result = CliRunner().invoke(main, [str(word) for word in words])
        assert result.exit_code == code, result.output
        return result.output

    return invoke


@pytest.fixture(scope="module")
def newer(tmp_path_factory) -> Path:
    """A zip in which the resident is called within five working days."""
    shipped = Bundle.read(bundle_root())
    text = shipped.text(TERMS).replace('regel = "werkdagen:2"', 'regel = "werkdagen:5"', 1)
    path = tmp_path_factory.mktemp("zip") / "nieuw.zip"
    path.write_bytes(Bundle({**shipped.files, TERMS: text.encode()}).to_zip())
    return path


def test_a_version_goes_out_and_comes_in_again_without_a_difference(run, tmp_path):
    out = tmp_path / "mee.zip"
    assert "staat in" in run("export", "--out", out)
    with zipfile.ZipFile(out) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["licentie"] == "EUPL-1.2"
    assert manifest["hash"] == Bundle.from_zip(out.read_bytes()).hash
    told = run("import", out)
    assert "Geen verschil" in told
    assert "0 fouten" in told
    assert "Er is niets gepubliceerd" in told


def test_what_is_no_bundle_is_wrong_usage(run, tmp_path):
    rubbish = tmp_path / "rommel.zip"
    rubbish.write_bytes(b"geen zip")
    assert "geen leesbaar zip-bestand" in run("import", rubbish, code=2)
    with zipfile.ZipFile(rubbish, "w") as archive:
        archive.writestr("processes/../../../etc/passwd", "x")
    assert "onveilig" in run("import", rubbish, code=2)


def test_an_unknown_version_cannot_go_out(run, tmp_path):
    assert "geen versie met hash" in run("export", "abcdef", "--out", tmp_path / "x.zip", code=2)


def test_diff_compares_folders_and_zips_in_sentences(run, newer):
    assert "5 werkdagen in plaats van 2" in run("diff", bundle_root(), newer)


def test_import_tells_what_differs_and_publishes_only_when_asked(run, newer):
    told = json.loads(run("import", newer, "--json"))
    assert [one["zin"] for one in told["verschillen"]] == [
        "Termijn ‘Inwoner bellen’: 5 werkdagen in plaats van 2."
    ]
    assert told["hash"][:12] not in run("publish", "--list")
    assert "is gepubliceerd" in run("import", newer, "--publish", "--label", "ruimer")
    assert "ruimer (geldt nu)" in run("publish", "--list")


def test_import_tries_the_open_cases_on_what_came_in(run, data, newer):
    run("publish", "--list")  # the installation stands
    with application(data=str(data)).app_context():
        number = commands.file_complaint(COMPLAINT, by="inwoner", at=clock.now()).number
    other = json.loads(run("import", newer, "--json"))["proefdraai"]
    assert (other["aantal"], [one["zaak"] for one in other["zaken"]]) == (1, [number])
    assert "Alle open zaken kunnen mee." in run("import", newer)
    assert json.loads(run("import", newer, "--json", "--no-dry-run"))["proefdraai"] is None


def test_a_faulty_bundle_is_told_and_never_published(run, newer, findings, tmp_path):
    other = tmp_path / "anders.zip"
    bundle = Bundle.from_zip(newer.read_bytes())
    other.write_bytes(Bundle({**bundle.files, "processes/letters/extra.md": b"Dag"}).to_zip())
    findings.append(found("E01", "processes/letters/extra.md", 1, "Het bestand is stuk."))
    assert "Controle: 1 fout" in run("import", other, code=1)
    assert "Niet gepubliceerd" in run("import", other, "--publish", code=1)
