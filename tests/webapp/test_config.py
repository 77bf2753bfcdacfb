"""Settings: sensible without any, and a wrong one stops the start with a Dutch sentence."""

from datetime import date

import pytest

from webapp.config import ConfigError, Ombudsman, Settings

KEY = "k" * 40


def settings(tmp_path, **environ):
    return Settings.from_environment(
        {f"AANTAFEL_{name}": value for name, value in environ.items()}, data=tmp_path
    )


def municipality(tmp_path, text):
    file = tmp_path / "gemeente.toml"
    file.write_text(text, encoding="utf-8")
    return settings(tmp_path, CONFIG=str(file))


def test_without_settings_it_is_an_invented_municipality_on_sqlite(tmp_path):
    found = settings(tmp_path)
    assert found.municipality_on(date(2026, 3, 24)).naam == "Gemeente Vrijstad"
    assert found.database_url == f"sqlite:///{tmp_path / 'aantafel.db'}"
    assert found.ombudsman_on(date(2026, 3, 24)).naam == "Nationale ombudsman"
    assert not found.demo


def test_the_secret_key_is_made_once_and_kept_for_the_owner_only(tmp_path):
    key = settings(tmp_path).secret_key
    assert len(key) >= 32
    assert settings(tmp_path).secret_key == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_secrets_do_not_show_when_settings_are_printed(tmp_path):
    found = settings(
        tmp_path, SECRET_KEY=KEY, SMTP_PASSWORD="geheim", SMTP_HOST="mail", SMTP_SENDER="a@b.example"
    )
    assert KEY not in repr(found)
    assert "geheim" not in repr(found)


def test_a_plain_postgresql_address_gets_the_driver_we_ship(tmp_path):
    found = settings(tmp_path, DATABASE_URL="postgresql://u@host/db")
    assert found.database_url == "postgresql+psycopg://u@host/db"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "geen adres", "geen databaseadres"),
        ("DATABASE_URL", "mysql://u@host/db", "alleen SQLite en PostgreSQL"),
        ("SECRET_KEY", "kort", "te kort"),
        ("BASE_URL", "klachten.example", "moet een adres zijn"),
        ("BASE_URL", "https://klachten.example/pad", "moet een adres zijn"),
        ("DEMO", "misschien", "'ja' of 'nee'"),
        ("TICK_SECONDS", "0", "geheel getal van minstens 1"),
        ("TICK_SECONDS", "²", "geheel getal"),
        ("SMTP_HOST", "mail.example", "AANTAFEL_SMTP_SENDER"),
        ("CONFIG", "/bestaat/niet.toml", "kan niet worden gelezen"),
    ],
)
def test_a_wrong_value_stops_the_start(tmp_path, name, value, sentence):
    with pytest.raises(ConfigError, match=sentence):
        settings(tmp_path, **{name: value})


def test_the_municipality_comes_from_its_own_file(tmp_path):
    found = municipality(tmp_path, '[gemeente]\nnaam = "Gemeente Duinrand"\nplaats = "Duinrand"\n')
    assert found.letter_facts(date(2026, 1, 1))["gemeente"]["naam"] == "Gemeente Duinrand"


def test_the_ombudsman_is_the_one_competent_on_the_day(tmp_path):
    text = '[[ombudsman]]\n[[ombudsman]]\nnaam = "Ombudsman Duinrand"\ngeldig_vanaf = 2027-01-01\n'
    found = municipality(tmp_path, text)
    assert found.ombudsman_on(date(2026, 12, 31)).naam == "Nationale ombudsman"
    assert found.ombudsman_on(date(2027, 1, 1)).naam == "Ombudsman Duinrand"


def test_a_letter_has_the_municipality_of_its_day(tmp_path):
    text = (
        '[[gemeente]]\nnaam = "Gemeente Vrijstad"\n'
        '[[gemeente]]\nnaam = "Gemeente Duinrand"\ngeldig_vanaf = 2027-01-01\n'
    )
    found = municipality(tmp_path, text)
    assert found.letter_facts(date(2026, 12, 31))["gemeente"]["naam"] == "Gemeente Vrijstad"
    assert found.letter_facts(date(2027, 1, 1))["gemeente"]["naam"] == "Gemeente Duinrand"


def test_before_the_first_municipality_began_there_was_that_first_one(tmp_path):
    text = '[[gemeente]]\nnaam = "Gemeente Duinrand"\ngeldig_vanaf = 2027-01-01\n'
    assert municipality(tmp_path, text).municipality_on(date(2026, 1, 1)).naam == "Gemeente Duinrand"


def test_no_letter_leaves_without_a_competent_ombudsman(tmp_path):
    only = (Ombudsman(geldig_vanaf=date(2030, 1, 1)),)
    found = Settings(data=tmp_path, database_url="sqlite://", secret_key=KEY, ombudsmen=only)
    with pytest.raises(ConfigError, match="geen ombudsman ingesteld voor 24-03-2026"):
        found.letter_facts(date(2026, 3, 24))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("geen toml", "geen geldige TOML"),
        ("[gementee]\n", "Onbekend onderdeel"),
        ('[gemeente]\nnaan = "x"\n', "onbekende instelling 'naan'"),
        ("[gemeente]\nnaam = 3\n", "'naam' moet een tekst"),
        ('[[gemeente]]\nnaam = "a"\n[[gemeente]]\nnaam = "b"\n', "een eigen datum bij 'geldig_vanaf'"),
        ('[[gemeente]]\ngeldig_vanaf = "2027"\n', "'geldig_vanaf' moet een datum"),
        ('[[ombudsman]]\ngeldig_vanaf = "2027"\n', "'geldig_vanaf' moet een datum"),
        ('[ombudsman]\nnaam = "x"\n', r"als \[\[ombudsman\]\]"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path, text, sentence):
    with pytest.raises(ConfigError, match=sentence):
        municipality(tmp_path, text)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="kan niet worden geschreven"):
        settings(tmp_path / "file" / "data")
