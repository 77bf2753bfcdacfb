"""`aantafel dry-run` and `migrate`: what they say, what they leave alone, how they end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from engine import Bundle, Engine
from tests.builders import MONDAY
from tests.engine.bpmn.drawing import bundle, end, path, process, start, user
from webapp import commands
from webapp.cli import main
from webapp.store.db import db
from webapp.store.unit_of_work import unit_of_work


def version(*names: str) -> Bundle:
    return bundle(process(start(), *(user(n) for n in names), end(), path("begin", *names, "klaar")))


OLD, NEW = version("a", "b"), version("a", "x", "b")


@pytest.fixture
def data(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cases, one past the step that the new version inserts; the new version as a folder."""
    monkeypatch.setenv("AANTAFEL_DATABASE_URL", app.config["AANTAFEL"].database_url)
    for path_, content in NEW.files.items():
        file = tmp_path / "nieuw" / path_
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (tmp_path / "nieuw" / "forms").mkdir(exist_ok=True)
    with app.app_context():
        commands.publish_bundle(NEW.hash, NEW.files, label="nieuw", by="test", at=MONDAY)
        commands.publish_bundle(OLD.hash, OLD.files, label="oud", by="test", at=MONDAY)
        for number in (1, 2):
            with unit_of_work() as store:
                Engine(store).start(
                    "proef", {"zaak": {"onderwerp": "wmo"}}, case_id=f"c{number}", number=f"K-{number}",
                    by="inwoner", at=MONDAY, bundle=OLD.hash,
                )  # fmt: skip
        with unit_of_work() as store:
            engine = Engine(store)
            task = next(iter(engine.replay("c1").change.opened)).key
            engine.complete(task, {}, by="samira", at=MONDAY)
            task = next(iter(engine.replay("c1").change.opened)).key
        db.session.remove()
    return tmp_path


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--data", str(data)])


def test_a_dry_run_tells_the_numbers_first_and_ends_well_when_all_can_come_along(data):
    result = run(data, "dry-run", str(data / "nieuw"))
    assert result.exit_code == 0, result.output
    assert "2 zaken" in result.output
    assert "andere volgende stap" in result.output
    assert "Alle open zaken kunnen mee." in result.output


def test_a_dry_run_as_json_says_of_each_case_what_is_different(data):
    told = json.loads(run(data, "dry-run", str(data / "nieuw"), "--json").output)
    assert told["aantal"] == 2
    assert {case["zaak"]: case["soort"] for case in told["zaken"]} == {
        "K-1": "next_task_differs", "K-2": "task_added"
    }  # fmt: skip


def test_migrating_and_taking_it_back(data):
    moved = run(data, "migrate", NEW.hash[:12], "--all", "--reason", "nieuw", "--choice", "x=n.v.t.:gedaan")
    assert moved.exit_code == 0, moved.output
    assert "2 omgezet" in moved.output
    undone = run(data, "migrate", "--undo", "1", "--reason", "toch niet", "--json")
    assert undone.exit_code == 0, undone.output
    assert json.loads(undone.output)["aantallen"] == {"teruggedraaid": 2}
    assert "1 naar versie" in run(data, "migrate", "--list").output


def test_what_was_cut_off_is_resumed(data, app):
    with app.app_context():
        commands.plan_migration(NEW.hash, ["c2"], {}, "nieuw", by="beheer", at=MONDAY)
        db.session.remove()
    resumed = run(data, "migrate", "--resume", "1", "--json")
    assert resumed.exit_code == 0, resumed.output
    assert json.loads(resumed.output)["aantallen"] == {"omgezet": 1}
    assert run(data, "migrate", "--resume", "1").exit_code == 2, "it is done"


def test_versions_are_listed_as_json(data):
    told = json.loads(run(data, "publish", "--list", "--json").output)
    assert {one["naam"]: one["geldt_nu"] for one in told} == {"oud": True, "nieuw": False}


def test_a_case_by_number_from_a_folder(data):
    moved = run(data, "migrate", str(data / "nieuw"), "--case", "K-2", "--reason", "proef")
    assert moved.exit_code == 0, moved.output
    assert "1 omgezet" in moved.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["migrate"],
        ["migrate", "abcdef123456", "--all"],
        ["migrate", NEW.hash, "--all"],
        ["migrate", NEW.hash],
        ["migrate", NEW.hash, "--case", "K-9", "--reason", "x"],
        ["migrate", NEW.hash, "--all", "--reason", "x", "--choice", "x=misschien"],
        ["migrate", NEW.hash, "--all", "--reason", "x", "--choice", "x=n.v.t."],
        ["migrate", "--undo", "7", "--reason", "x"],
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence(data, arguments):
    result = run(data, *arguments)
    assert result.exit_code == 2, result.output
    assert "Error" in result.output
