"""Dutch words for dates, periods and codes on screens, as Jinja filters.

Register once on the application: `wording.register(app)`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from babel.dates import format_date
from flask import Flask

from engine import AMSTERDAM

Tone = Literal["late", "soon", "good", ""]

SUBJECTS = {
    "wmo": "Wmo",
    "jeugd": "Jeugdhulp",
    "participatie": "Participatiewet",
    "schulden": "Schulden",
    "inburgering": "Inburgering",
    "anders": "Anders",
}
CHANNELS = {
    "web": "via het webformulier",
    "email": "per e-mail",
    "brief": "per brief",
    "post": "per post",
    "telefoon": "per telefoon",
    "balie": "aan de balie",
    "huisbezoek": "bij een huisbezoek",
    "sociale_media": "via sociale media",
    "vertrouwenspersoon": "via een vertrouwenspersoon",
    "ombudsman": "via de ombudsman",
    "medewerker": "via een medewerker",
    "start_zaak": "uit een andere zaak",
}
AWAITED = {
    "inwoner": "Wacht op inwoner",
    "medewerker": "Wacht op de medewerker",
    "commissie": "Wacht op de adviescommissie",
    "aanbieder": "Wacht op de aanbieder",
    "andere_organisatie": "Wacht op een andere organisatie",
    "ombudsman": "Wacht op de ombudsman",
}
COMPLAINT = "klachtbehandeling"
NOUNS = {  # what the resident calls his case: "uw klacht"; a test names the processes that are just "uw zaak"
    COMPLAINT: "klacht",
    "aanbiederklacht": "klacht",
    "bezwaarroute": "bezwaar",
    "nazorg": "nazorg",
    "ombudsman": "klacht bij de ombudsman",
    "spoed": "melding",
    "voordeur": "bericht",
}
PARTY_ROLES = {
    "resident": "inwoner die klaagt",
    "representative": "vertegenwoordiger",
    "counsellor": "vertrouwenspersoon",
    "client_supporter": "cliëntondersteuner",
    "ombuds_officer": "ombudsfunctionaris",
    "accused": "over wie de klacht gaat",
    "named": "genoemd door de inwoner",
    "involved": "betrokken bij de gebeurtenis",
    "handler": "behandelaar",
    "decider": "beslisser",
    "provider": "aanbieder",
    "other_body": "ander bestuursorgaan",
}
RECIPIENTS = {
    "inwoner": "de inwoner",
    "vertegenwoordiger": "de vertegenwoordiger",
    "beklaagde": "de betrokken medewerker",
    "andere_organisatie": "de andere organisatie",
}
DELIVERY = {"pending": "wordt verstuurd", "sent": "verstuurd", "dead": "niet verstuurd", "": "bewaard"}
DOCUMENT_STATES = {
    "quarantine": "wacht op virusscan",
    "clean": "gecontroleerd",
    "infected": "geweigerd: virus gevonden",
    "not_scanned": "niet gecontroleerd",
}
_SOON = 5  # days before the last day from which a date gets attention


@dataclass(frozen=True)
class Due:
    """How urgent a day is, in words with an icon; colour only repeats what the words say."""

    tone: Tone
    icon: str
    text: str


def _day(value: date | datetime) -> date:
    return value.astimezone(AMSTERDAM).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=4096)  # a page shows the same few days many times over
def _formatted(day: date, pattern: str) -> str:
    return format_date(day, pattern, "nl")


def long_day(value: date | datetime | None) -> str:
    """Return "24 maart 2026"; a moment counts as its day in Amsterdam."""
    return _formatted(_day(value), "d MMMM y") if value else ""


def week_day(value: date | datetime | None) -> str:
    """Return "dinsdag 24 maart 2026"."""
    return _formatted(_day(value), "EEEE d MMMM y") if value else ""


def short_day(value: date | datetime | None) -> str:
    """Return "24 mrt 2026"."""
    return _formatted(_day(value), "d MMM y").replace(".", "") if value else ""


def moment(value: datetime | None) -> str:
    """Return "24 maart 2026, 14.05 uur", in Amsterdam time."""
    if value is None:
        return ""
    return f"{long_day(value)}, {value.astimezone(AMSTERDAM):%H.%M} uur"


def clock_time(value: datetime | None) -> str:
    """Return "14.05 uur", in Amsterdam time."""
    return f"{value.astimezone(AMSTERDAM):%H.%M} uur" if value else ""


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagen"


def due(last_day: date | None, today: date) -> Due:
    """Return how far `last_day` is from `today`. The last day itself still counts as in time."""
    if last_day is None:
        return Due("", "clock", "Geen uiterste dag")
    left = (last_day - today).days
    if left < 0:
        return Due("late", "alert", f"{_days(-left)} te laat")
    if left == 0:
        return Due("soon", "clock", "Vandaag")
    if left == 1:
        return Due("soon", "clock", "Morgen")
    return Due("soon" if left <= _SOON else "", "clock", f"Nog {_days(left)}")


def share_passed(start: date, last_day: date, today: date) -> int:
    """Return how much of the term has passed, in whole percents; over 100 when it is late."""
    return round(100 * (today - start).days / max((last_day - start).days, 1))


def initials(name: str) -> str:
    """Return at most two letters for the round badge with a person."""
    words = [word for word in name.split() if word[0].isupper()] or name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def article(basis: str) -> str:
    """Return `awb.9:11` as people write it: "Awb artikel 9:11"; other texts stay as they are."""
    law, dot, number = basis.partition(".")
    return f"Awb artikel {number}" if dot and law.lower() == "awb" else basis


def channel(code: str) -> str:
    """Return how a complaint came in: "per brief"."""
    return CHANNELS.get(code, code)


def process_name(process: str) -> str:
    """Return `informele_behandeling` as people say it: "informele behandeling"."""
    return process.replace("_", " ")


def is_complaint(process: str) -> bool:
    """Whether a case of this process is a complaint in the sense of chapter 9 of the Awb."""
    return process == COMPLAINT


def noun(process: str) -> str:
    """Return what a resident calls a case of this process: "klacht", "bericht", ..."""
    return NOUNS.get(process, "zaak")


def role_name(role: str) -> str:
    """Return a role as it stands in a sentence: "klachtbehandelaar", and "KCC-medewerker" as it is."""
    return role if role[1:2].isupper() else role[:1].lower() + role[1:]


def word_of(words: dict[str, str], code: str) -> str:
    return words.get(code, code)


def register(app: Flask) -> None:
    """Give the templates these words."""
    app.add_template_filter(long_day, "day")
    app.add_template_filter(week_day, "weekday")
    app.add_template_filter(short_day, "short_day")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(clock_time)
    app.add_template_filter(initials)
    app.add_template_filter(article)
    app.add_template_filter(lambda code: word_of(SUBJECTS, code), "subject")
    app.add_template_filter(channel)
    app.add_template_filter(process_name)
    app.add_template_filter(noun)
    app.add_template_filter(role_name)
    app.add_template_test(is_complaint, "complaint")
    app.add_template_filter(lambda code: word_of(AWAITED, code), "awaited")
    app.add_template_filter(lambda code: word_of(PARTY_ROLES, code), "party_role")
    app.add_template_filter(lambda code: word_of(RECIPIENTS, code), "recipient")
    app.add_template_filter(lambda code: word_of(DELIVERY, code), "delivery")
    app.add_template_filter(lambda code: word_of(DOCUMENT_STATES, code), "document_state")
    app.add_template_global(due, "due")
    app.add_template_global(share_passed, "share_passed")
