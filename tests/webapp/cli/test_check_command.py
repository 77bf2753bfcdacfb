"""`aantafel check` tells people and programs what is wrong with a bundle."""

import json

import pytest
from click.testing import CliRunner

from engine.bundle import Bundle
from webapp.cli import main
from webapp.cli.bundle import check
from webapp.paths import bundle_root

BPMN = "processes/bpmn/klachtbehandeling.bpmn"


def run(*arguments):
    return CliRunner().invoke(check, [str(argument) for argument in arguments])


@pytest.fixture
def spoiled(tmp_path):
    """The shipped bundle with a typing error in a role and a form that nobody asks for."""
    files = dict(Bundle.read(bundle_root()).files)
    files[BPMN] = files[BPMN].replace('name="Klachtencoördinator"'.encode(), b'name="Klachtencoordinator"')
    files["forms/klachtbehandeling/oud.form"] = next(
        data for path, data in files.items() if path.endswith(".form")
    )
    for path, data in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return tmp_path


def test_the_shipped_bundle_is_clean_and_needs_no_argument():
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.output) == (0, "0 fouten, 0 waarschuwingen\n")


def test_a_finding_stands_by_its_file_and_element_with_its_remedy(spoiled):
    result = run(spoiled)
    assert result.exit_code == 1
    assert f"{BPMN}:" in result.output
    assert "E41 fout: De rol 'Klachtencoordinator' bestaat niet." in result.output
    assert "    → " in result.output
    assert "forms/klachtbehandeling/oud.form:1 · W63 waarschuwing:" in result.output
    assert result.output.endswith("waarschuwing\n")


def test_json_has_every_part_of_a_finding(spoiled):
    result = run(spoiled, "--json")
    findings = json.loads(result.output)
    (role,) = (finding for finding in findings if finding["code"] == "E41")
    assert set(role) == {"file", "line", "element", "label", "code", "level", "message", "remedy"}
    assert (role["file"], role["level"], role["label"]) == (BPMN, "fout", "Klachtencoordinator")
    assert result.exit_code == 1


def test_a_zip_is_checked_like_a_folder(tmp_path):
    packed = tmp_path / "bundel.zip"
    packed.write_bytes(Bundle.read(bundle_root()).to_zip())
    assert run(packed).exit_code == 0


@pytest.mark.parametrize("name", ["leeg", "brief.txt", "bestaat_niet"])
def test_what_is_no_bundle_is_wrong_usage(tmp_path, name):
    (tmp_path / "leeg").mkdir()
    (tmp_path / "brief.txt").write_text("geachte heer")
    assert run(tmp_path / name).exit_code == 2
