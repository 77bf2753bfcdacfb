"""Publishing and its list; a new decree and the cases that follow it."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.engine.check.law.workshop import Drawing
from webapp import clock, commands, create_app
from webapp.cli import main
from webapp.config import Settings
from webapp.paths import bundle_root
from webapp.store import queries

PASSWORD = ["--password", "een lang wachtwoord"]
RECEIVED = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
NEW = '\n[[besluit]]\nnaam = "Besluit van de proef"\njaren = [2026, 2026]\ndagen = [2026-05-04]\n'
COMPLAINT = {
    "zaak.omschrijving": "De huishoudelijke hulp is drie keer niet gekomen.",
    "zaak.onderwerp": "wmo",
    "inwoner.naam": "A. Jansen",
    "inwoner.straat": "Lindelaan 12",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command on an installation of its own, on the day of receipt."""
    monkeypatch.setenv("AANTAFEL_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(clock, "_system_clock", lambda: RECEIVED)

    def invoke(*words, code=0):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == code, result.output
        return result.output

    return invoke


def unpacked(folder: Path, files) -> str:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return str(folder)


@pytest.fixture
def unlawful(tmp_path) -> str:
    """The shipped processes without the confirmation of receipt (Awb 9:6)."""
    drawing = Drawing()
    step = drawing.get("ontvangstbevestiging_versturen")
    for found in step.iter():
        if found.get("name") == "wet":
            found.getparent().remove(found)
            break
    return unpacked(tmp_path / "onwettig", drawing.bundle().files)


def test_what_is_against_the_law_needs_a_second_person_and_is_listed_with_the_reason(run, unlawful):
    run("user", "add", "eva", "Eva Kok", "Proceseigenaar", *PASSWORD)
    assert "Niet gepubliceerd" in run("publish", unlawful, code=1)
    told = run("publish", unlawful, "--override-by", "eva", "--reason", "Het gaat hier per telefoon.")
    assert "Op besluit van eva" in told
    listed = run("publish", "--list")
    assert "Toch gepubliceerd op besluit van Eva Kok: Het gaat hier per telefoon." in listed
    assert "L0" in listed or "L1" in listed
    assert "(geldt nu)" in listed


def test_publishing_needs_a_folder_and_listing_none(run):
    assert "Noem een map" in run("publish", code=2)
    assert "Noem een map" in run("publish", str(bundle_root()), "--list", code=2)


def application(tmp_path):
    return create_app(Settings.from_environment({}, data=tmp_path / "data"))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The data of an installation with the shipped processes; checking these takes seconds, so once."""
    folder = tmp_path_factory.mktemp("published") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_system_clock", lambda: RECEIVED)
        patch.setenv("AANTAFEL_DATA", str(folder))
        result = CliRunner().invoke(main, ["publish", str(bundle_root())])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def complaint(run, published, tmp_path) -> str:
    shutil.copytree(published, tmp_path / "data")
    with application(tmp_path).app_context():
        return commands.file_complaint(COMPLAINT, by="inwoner", at=RECEIVED).number


@pytest.fixture
def decree(tmp_path) -> str:
    """The shipped processes with one decree more."""
    files = {path: (bundle_root() / path).read_bytes() for path in _paths()}
    files["processes/kalender.toml"] += NEW.encode()
    return unpacked(tmp_path / "nieuw", files)


def _paths():
    root = bundle_root()
    parts = [path for part in ("processes", "forms") for path in (root / part).rglob("*") if path.is_file()]
    return [str(path.relative_to(root)) for path in parts]


def case_of(tmp_path, number):
    with application(tmp_path).app_context():
        case = queries.case_by_number(number)
        letters = [one.letter for one in queries.case_letters(case.case_id)]
        return case, queries.case_timeline(case.case_id), letters


def test_a_new_decree_is_told_of_before_anything_changes(run, tmp_path, complaint, decree):
    told = run("calendar", decree)
    assert f"{complaint}  Klacht afhandelen: 4 mei 2026 → 6 mei 2026" in told
    assert "Er is niets gewijzigd" in told
    assert case_of(tmp_path, complaint)[0].last_day.isoformat() == "2026-05-04"


def test_a_case_that_follows_says_why_and_keeps_its_version(run, tmp_path, complaint, decree):
    version = case_of(tmp_path, complaint)[0].bundle
    assert "Toegepast. Brieven: 0." in run("calendar", decree, "--apply")
    case, timeline, _ = case_of(tmp_path, complaint)
    assert case.last_day.isoformat() == "2026-05-06"
    assert case.bundle == version
    assert timeline[-1].reason == "Nieuw besluit over gelijkgestelde dagen: Besluit van de proef."
    assert json.loads(run("doctor", "--json"))["meldingen"] == []


def test_following_twice_changes_nothing_the_second_time(run, tmp_path, complaint, decree):
    run("calendar", decree, "--apply")
    assert "rekenen al met deze besluiten" in run("calendar", decree, "--apply")
    assert len(case_of(tmp_path, complaint)[1]) == 2


def test_the_resident_can_be_told_of_the_new_day(run, tmp_path, complaint, decree):
    assert "Brieven: 1." in run("calendar", decree, "--apply", "--letter")
    assert "gewijzigde_datum" in case_of(tmp_path, complaint)[2]


def test_without_a_folder_the_version_in_use_is_the_measure(run, tmp_path, complaint, decree):
    assert "rekenen al met deze besluiten" in run("calendar")
    run("publish", decree)
    found = json.loads(run("calendar", "--json"))
    assert found["toegepast"] is False
    assert found["zaken"][0]["zaak"] == complaint
    moved = {one["titel"]: (one["van"], one["naar"]) for one in found["zaken"][0]["termijnen"]}
    assert moved["Klacht afhandelen"] == ("2026-05-04", "2026-05-06")


def test_a_calendar_that_cannot_be_read_is_named(run, tmp_path, complaint, decree):
    Path(decree, "processes/kalender.toml").write_text(NEW + NEW)
    assert "staat er twee keer in" in run("calendar", decree, code=2)
