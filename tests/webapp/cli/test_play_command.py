"""`aantafel play` plays scenarios and tells which story does not come true."""

import json

import pytest
from click.testing import CliRunner

from engine.bundle import Bundle
from tests import played
from webapp.cli import main
from webapp.paths import bundle_root

STORY = """# language: nl
Functionaliteit: Proef
  Scenario: De termijn van een klacht
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Dan is de uiterste datum voor "afdoening" {day}
"""


def play(*arguments):
    return CliRunner().invoke(main, ["play", *map(str, arguments)])


@pytest.fixture
def story(tmp_path):
    def write(day):
        path = tmp_path / "proef.feature"
        path.write_text(STORY.format(day=day), encoding="utf-8")
        return path

    return write


def test_a_story_that_comes_true_is_ticked_off(story):
    result = play(story("6 mei 2026"))
    assert result.exit_code == 0
    assert "✓ De termijn van een klacht" in result.stdout
    assert "1 scenario twee keer gespeeld, 0 niet goed" in result.stdout


def test_a_story_that_does_not_come_true_tells_why(story):
    result = play(story("5 mei 2026"))
    assert result.exit_code == 1
    assert "✗ De termijn van een klacht" in result.stdout
    assert "Verwacht: uiterste datum 5 mei 2026 voor 'afdoening'. Gebeurd: 6 mei 2026." in result.stdout


def test_programs_get_json_with_both_ways_of_playing(story):
    results = json.loads(play(story("6 mei 2026"), "--json").stdout)
    assert [(r["replayed"], r["ok"]) for r in results] == [(False, True), (True, True)]
    assert "ontvangstbevestiging_versturen" in results[0]["reached"]


def test_a_story_in_a_folder_plays_on_the_processes_of_that_folder(tmp_path):
    for path, data in Bundle.read(bundle_root()).files.items():
        if "/scenarios/" in path:
            continue
        if path == "processes/termijnen.toml":
            data = data.replace(b'regel = "werkdagen:2"', b'regel = "werkdagen:1"')
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    story = tmp_path / "processes/scenarios/klachtbehandeling/proef.feature"
    story.parent.mkdir(parents=True)
    text = (
        STORY.format(day="6 mei 2026") + '    En is de uiterste datum voor "eerste_contact" 25 maart 2026\n'
    )
    story.write_text(text, encoding="utf-8")
    assert play(story).exit_code == 0
    assert "1 scenario twee keer gespeeld" in play(tmp_path).stdout


def test_a_file_that_is_no_story_is_wrong_usage(tmp_path):
    path = tmp_path / "kapot.feature"
    path.write_text("zomaar tekst", encoding="utf-8")
    result = play(path)
    assert result.exit_code == 2
    assert "kapot.feature, regel 1" in result.stderr


def test_a_folder_without_stories_is_not_called_good(tmp_path):
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes/rollen.toml").write_text("", encoding="utf-8")
    assert play(tmp_path).exit_code == 1


# -- coverage ----------------------------------------------------------------------------------


def test_what_one_story_does_not_reach_is_told_with_a_way_to_get_there(story):
    result = play(story("6 mei 2026"), "--coverage")
    assert result.exit_code == 1
    assert "Brieven (processes/letters): bereikt 1 van" in result.stdout
    assert (
        "klok Afdoeningstermijn verstreken · afdoeningstermijn_verstreken (processes/bpmn/" in result.stdout
    )
    assert '→ Als de Klachtencoördinator "Behandelaar toewijzen" afrondt' in result.stdout
    assert "Brieven 1 van" not in result.stdout
    assert ", brieven 1 van" in result.stdout


def test_a_story_that_comes_true_is_good_as_long_as_nobody_asks_for_coverage(story):
    assert play(story("6 mei 2026")).exit_code == 0


def test_the_shipped_stories_reach_every_end_timer_branch_and_letter(monkeypatch):
    monkeypatch.setattr("webapp.cli.play.play_all", played.play_all)  # each was played for another test
    result = play("--coverage")
    assert result.exit_code == 0, result.stdout
    assert "Alle einden, klokken, takken en brieven zijn bereikt" in result.stdout


def test_programs_get_everything_that_could_be_reached(story):
    found = json.loads(play(story("6 mei 2026"), "--coverage", "--json").stdout)
    assert not found["complete"]
    assert found["total"] == len(found["items"]) > found["reached"] > 0
    assert [result["ok"] for result in found["scenarios"]] == [True, True]
    letter = next(item for item in found["items"] if item["id"] == "te_laat")
    assert letter["kind"] == "letter"
    assert (letter["file"], letter["must"], letter["reached"]) == (
        "processes/letters/te_laat.md",
        True,
        False,
    )
    assert letter["hint"].startswith("Als ")


@pytest.fixture
def copied(tmp_path):
    """Return a function that copies the shipped files to a folder, changed or (None) left out."""

    def copy(change):
        for path, data in Bundle.read(bundle_root()).files.items():
            kept = change(path, data)
            if kept is not None:
                target = tmp_path / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(kept)
        return tmp_path

    return copy


def test_coverage_without_stories_is_not_called_complete(copied):
    folder = copied(lambda path, data: None if "/scenarios/" in path else data)
    assert play(folder, "--coverage").exit_code == 1


@pytest.mark.parametrize(
    "faulty", ["processes/bpmn/klachtbehandeling.bpmn", "processes/dmn/ontvankelijkheid.dmn"]
)
def test_processes_that_cannot_be_read_are_told_not_crashed_on(copied, story, faulty):
    copied(lambda path, data: None if "/scenarios/" in path else b"geen xml" if path == faulty else data)
    result = play(story("6 mei 2026"), "--coverage")
    assert result.exit_code == 1
    assert "✗ De termijn van een klacht" in result.stdout
    assert faulty in result.stdout
