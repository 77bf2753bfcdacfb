"""Settings of an installation: environment for the machine, one TOML file for the municipality.

A wrong value stops the start with a sentence that says what to do; nothing is guessed. Without any
setting the program runs as the invented "Gemeente Vrijstad" on SQLite in the folder `data`.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class ConfigError(Exception):
    """Een instelling klopt niet."""


@dataclass(frozen=True)
class Municipality:
    """Who answers the complaint. The names are those of the TOML file and of letters: `gemeente.naam`.

    After a merger or a move a second one begins on `geldig_vanaf`; a letter has what held on its day.
    """

    naam: str = "Gemeente Vrijstad"
    bestuursorgaan: str = "het college van burgemeester en wethouders van Vrijstad"
    afdeling: str = "Klachten sociaal domein"
    bezoekadres: str = "Raadhuisplein 1, 1234 AB Vrijstad"
    postadres: str = "Postbus 100, 1230 AC Vrijstad"
    plaats: str = "Vrijstad"
    telefoon: str = "(0123) 45 67 89"
    email: str = "klachten@vrijstad.example"
    website: str = "www.vrijstad.example"
    openingstijden: str = "maandag tot en met vrijdag van 9.00 tot 17.00 uur"
    ondertekenaar: str = "de klachtencoördinator"
    kleur: str = "#0f6674"  # of the letterhead
    huisstijl: str = "vrijstad"  # static/css/theme-<huisstijl>.css
    geldig_vanaf: date = date.min


@dataclass(frozen=True)
class Ombudsman:
    """Awb 9:17. A municipality may switch, only per 1 January (Gemeentewet art. 81p)."""

    naam: str = "Nationale ombudsman"
    postadres: str = "Postbus 93122, 2509 AC Den Haag"
    telefoon: str = "0800 33 55 555"
    website: str = "www.nationaleombudsman.nl"
    geldig_vanaf: date = date(1982, 1, 1)


@dataclass(frozen=True)
class Smtp:
    """Where mail leaves. Empty host: mail becomes files in the data folder."""

    host: str = ""
    port: int = 587
    username: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    sender: str = ""


@dataclass(frozen=True)
class Settings:
    """All settings of one installation. Build with :meth:`from_environment` or directly in tests."""

    data: Path
    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    demo: bool = False
    tick_seconds: int = 5
    session_minutes: int = 60
    undo_seconds: int = 10  # how long a completed task can be undone before its letters leave
    proxies: int = 0  # how many reverse proxies stand before us
    smtp: Smtp = Smtp()
    municipalities: tuple[Municipality, ...] = (Municipality(),)
    ombudsmen: tuple[Ombudsman, ...] = (Ombudsman(),)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def documents(self) -> Path:
        return self.data / "documents"

    @property
    def mail_folder(self) -> Path:
        return self.data / "mail"

    def municipality_on(self, day: date) -> Municipality:
        """Return the municipality as it is on `day`; before the first one began, that first one."""
        valid = [one for one in self.municipalities if one.geldig_vanaf <= day]
        if not valid:
            return min(self.municipalities, key=lambda one: one.geldig_vanaf)
        return max(valid, key=lambda one: one.geldig_vanaf)

    def ombudsman_on(self, day: date) -> Ombudsman:
        """Return the ombudsman that is competent on `day`; ConfigError when none is."""
        valid = [one for one in self.ombudsmen if one.geldig_vanaf <= day]
        if not valid:
            raise ConfigError(f"Er is geen ombudsman ingesteld voor {day:%d-%m-%Y}. Vul [[ombudsman]] aan.")
        return max(valid, key=lambda one: one.geldig_vanaf)

    def letter_facts(self, day: date) -> dict[str, Any]:
        """Return what letters may say of the municipality: `gemeente.*`, `ombudsman.*`, `statuspagina`."""
        return {
            "gemeente": asdict(self.municipality_on(day)),
            "ombudsman": asdict(self.ombudsman_on(day)),
            "statuspagina": f"{self.base_url}/status/",
        }

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ, **overrides: Any) -> "Settings":
        """Read `AANTAFEL_*`; `overrides` win. Raises ConfigError with a Dutch sentence."""
        read = _Reader(environ)
        data = Path(overrides.pop("data", None) or read.text("DATA", "data")).resolve()
        municipalities, ombudsmen = _organisations(read.text("CONFIG", ""))
        values: dict[str, Any] = {
            "data": data,
            "database_url": read.database_url(f"sqlite:///{data / 'aantafel.db'}"),
            "secret_key": read.secret_key(data),
            "base_url": read.url("BASE_URL", "http://127.0.0.1:8000"),
            "demo": read.flag("DEMO"),
            "tick_seconds": read.number("TICK_SECONDS", 5, least=1),
            "session_minutes": read.number("SESSION_MINUTES", 60, least=5),
            "undo_seconds": read.number("UNDO_SECONDS", 10, least=0),
            "proxies": read.number("PROXIES", 0, least=0),
            "smtp": read.smtp(),
            "municipalities": municipalities,
            "ombudsmen": ombudsmen,
        }
        return cls(**values | overrides)


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def text(self, name: str, default: str) -> str:
        return self.environ.get(f"AANTAFEL_{name}", "").strip() or default

    def number(self, name: str, default: int, *, least: int) -> int:
        text = self.text(name, str(default))
        if not text.isascii() or not text.isdigit() or int(text) < least:
            raise ConfigError(
                f"AANTAFEL_{name} moet een geheel getal van minstens {least} zijn, niet '{text}'."
            )
        return int(text)

    def flag(self, name: str, default: str = "nee") -> bool:
        text = self.text(name, default).lower()
        if text not in ("ja", "nee", "true", "false", "1", "0"):
            raise ConfigError(f"AANTAFEL_{name} moet 'ja' of 'nee' zijn, niet '{text}'.")
        return text in ("ja", "true", "1")

    def url(self, name: str, default: str) -> str:
        text = self.text(name, default).rstrip("/")
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
            raise ConfigError(
                f"AANTAFEL_{name} moet een adres zijn zoals https://klachten.example, niet '{text}'."
            )
        return text

    def database_url(self, default: str) -> str:
        text = self.text("DATABASE_URL", default)
        try:
            kind = make_url(text).get_backend_name()
        except ArgumentError as error:
            raise ConfigError("AANTAFEL_DATABASE_URL is geen databaseadres.") from error
        if kind not in ("sqlite", "postgresql"):
            raise ConfigError(f"AANTAFEL_DATABASE_URL wijst naar {kind}; alleen SQLite en PostgreSQL kunnen.")
        # Plain postgresql:// means the driver that we ship, not whichever SQLAlchemy would try first.
        return text.replace("postgresql://", "postgresql+psycopg://", 1)

    def secret_key(self, data: Path) -> str:
        """Return the key from the environment, or one kept in the data folder from the first start on."""
        if key := self.text("SECRET_KEY", ""):
            if len(key) < 32:
                raise ConfigError("AANTAFEL_SECRET_KEY is te kort: neem minstens 32 willekeurige tekens.")
            return key
        file = data / "secret_key"
        try:
            data.mkdir(parents=True, exist_ok=True)
            with open(file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as new:
                new.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        except OSError as error:
            raise ConfigError(f"In de map {data} kan niet worden geschreven: {error.strerror}.") from error
        return file.read_text().strip()

    def smtp(self) -> Smtp:
        host = self.text("SMTP_HOST", "")
        sender = self.text("SMTP_SENDER", "")
        if host and "@" not in sender:
            raise ConfigError("Vul AANTAFEL_SMTP_SENDER in: het e-mailadres waarvan brieven komen.")
        return Smtp(
            host=host,
            port=self.number("SMTP_PORT", 587, least=1),
            username=self.text("SMTP_USERNAME", ""),
            password=self.text("SMTP_PASSWORD", ""),
            starttls=self.flag("SMTP_STARTTLS", "ja"),
            sender=sender,
        )


def _organisations(path: str) -> tuple[tuple[Municipality, ...], tuple[Ombudsman, ...]]:
    if not path:
        return (Municipality(),), (Ombudsman(),)
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"Het bestand {path} (AANTAFEL_CONFIG) kan niet worden gelezen.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"Het bestand {path} is geen geldige TOML: {error}.") from error
    if unknown := content.keys() - {"gemeente", "ombudsman"}:
        raise ConfigError(f"Onbekend onderdeel in {path}: {', '.join(sorted(unknown))}.")
    ombudsmen = content.get("ombudsman", [{}])
    if not isinstance(ombudsmen, list) or not ombudsmen:
        raise ConfigError(f"Schrijf elke ombudsman in {path} als [[ombudsman]].")
    return _municipalities(content.get("gemeente", {}), path), tuple(
        _filled(Ombudsman, one, f"{path} [[ombudsman]]") for one in ombudsmen
    )


def _municipalities(told: Any, path: str) -> tuple[Municipality, ...]:
    """Return one municipality, or those that follow each other; each of these says from which day."""
    if not isinstance(told, list):
        return (_filled(Municipality, told, f"{path} [gemeente]"),)
    found = tuple(_filled(Municipality, one, f"{path} [[gemeente]]") for one in told)
    days = [one.geldig_vanaf for one in found]
    if not found or len(set(days)) < len(days):
        raise ConfigError(f"Geef in {path} elke [[gemeente]] een eigen datum bij 'geldig_vanaf'.")
    return found


def _filled(kind: type, values: Any, where: str) -> Any:
    """Return `kind` filled with `values`, each of the type of its default."""
    if not isinstance(values, dict):
        raise ConfigError(f"{where} moet een tabel zijn.")
    types = {one.name: one.type for one in fields(kind)}
    for name, value in values.items():
        if name not in types:
            raise ConfigError(f"{where}: onbekende instelling '{name}'. Bekend zijn: {', '.join(types)}.")
        if type(value) is not types[name]:
            wanted = "een datum (2026-01-01)" if types[name] is date else "een tekst tussen aanhalingstekens"
            raise ConfigError(f"{where}: '{name}' moet {wanted} zijn.")
    return kind(**values)
