"""The commands that run and examine an installation."""

import json
import socket

import pytest
from click.testing import CliRunner

from webapp import create_app
from webapp.cli import main
from webapp.config import Settings
from webapp.paths import bundle_root
from webapp.store import users

PASSWORD = ["--password", "een lang wachtwoord"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command on an installation of its own."""
    monkeypatch.setenv("AANTAFEL_DATA", str(tmp_path / "data"))

    def invoke(*words, code=0):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == code, result.output
        return result.output

    return invoke


def account(tmp_path, username):
    settings = Settings.from_environment({}, data=tmp_path / "data")
    with create_app(settings).app_context():
        return users.find(username)


def test_an_account_can_be_added_listed_changed_and_closed(run, tmp_path):
    run("user", "add", "jan.jansen", "Jan Jansen", "Klachtbehandelaar", *PASSWORD)
    assert "Jan Jansen" in run("user", "list")
    run("user", "roles", "jan.jansen", "Beslisser", "Klachtbehandelaar")
    assert account(tmp_path, "jan.jansen").roles == ("Beslisser", "Klachtbehandelaar")
    run("user", "passwd", "jan.jansen", "--password", "een ander wachtwoord")
    run("user", "close", "jan.jansen")
    assert not account(tmp_path, "jan.jansen").active


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "jan", "Jan", "Klachtbehandelaer", *PASSWORD), "De rol 'Klachtbehandelaer' bestaat niet"),
        (("add", "jan", "Jan", "--password", "kort"), "minstens 12 tekens"),
        (("roles", "niemand", "Beslisser"), "bestaat niet"),
        (("close", "niemand"), "bestaat niet"),
    ],
)
def test_a_mistake_in_an_account_is_explained(run, words, sentence):
    assert sentence in run("user", *words, code=1)


def test_a_user_name_cannot_be_taken_twice(run):
    run("user", "add", "jan", "Jan", *PASSWORD)
    assert "bestaat al" in run("user", "add", "jan", "Jan", *PASSWORD, code=1)


def test_publishing_a_sound_folder_makes_it_the_version_for_new_cases(run):
    assert "is gepubliceerd" in run("publish", str(bundle_root()))
    assert "al bekend" in run("publish", str(bundle_root()))


def test_an_unsound_folder_is_not_published(run, tmp_path):
    (tmp_path / "leeg" / "processes" / "bpmn").mkdir(parents=True)
    (tmp_path / "leeg" / "processes" / "bpmn" / "stuk.bpmn").write_text("<geen bpmn")
    assert "Niet gepubliceerd" in run("publish", str(tmp_path / "leeg"), code=1)


def test_the_doctor_of_an_empty_installation_is_content(run):
    assert json.loads(run("doctor", "--json")) == {"zaken": 0, "meldingen": []}


def test_one_round_of_the_worker_says_what_it_did(run):
    assert "0 zaken gewekt" in run("worker", "--once", "--confirm-clock")


def test_the_worker_offers_post_that_was_given_up_once_more(run):
    assert "nog een keer worden aangeboden: 0." in run("worker", "--once", "--resend")


def test_a_wrong_setting_stops_the_start_with_a_sentence(run, monkeypatch):
    monkeypatch.setenv("AANTAFEL_TICK_SECONDS", "vaak")
    assert "AANTAFEL_TICK_SECONDS moet een geheel getal" in run("doctor", code=1)


def test_a_port_that_is_taken_is_named_before_anything_starts(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Poort {port} op 127.0.0.1 is niet vrij" in run("serve", "--port", str(port), code=1)
