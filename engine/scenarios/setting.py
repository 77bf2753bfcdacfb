"""Where scenarios play: an invented municipality, an invented resident, and mornings at the office."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.clock import AMSTERDAM, start_of_day

OFFICE_HOUR = time(9, 30)  # Amsterdam; people in scenarios act in the morning
ROLES = {
    "inwoner": "inwoner",
    "vertegenwoordiger": "vertegenwoordiger",
    "betrokken medewerker": "beklaagde",
    "medewerker": "beklaagde",
    "andere organisatie": "andere_organisatie",
}

# An invented municipality, so that letters have a sender.
SETTINGS: Mapping[str, Any] = {
    "gemeente": {
        "naam": "Gemeente Vrijstad",
        "bestuursorgaan": "het college van burgemeester en wethouders van Vrijstad",
        "afdeling": "Klachten sociaal domein", "bezoekadres": "Raadhuisplein 1, 1234 AB Vrijstad",
        "postadres": "Postbus 100, 1230 AC Vrijstad", "plaats": "Vrijstad", "telefoon": "(0123) 45 67 89",
        "email": "klachten@vrijstad.example", "website": "www.vrijstad.example",
    },
    "ombudsman": {
        "naam": "Nationale ombudsman", "postadres": "Postbus 93122, 2509 AC Den Haag",
        "telefoon": "0800 33 55 555", "website": "www.nationaleombudsman.nl",
    },
    "statuspagina": "https://klachten.vrijstad.example/status/",
}  # fmt: skip

# Invented answers of the resident, so that a scenario need not repeat them.
RESIDENT: Mapping[str, Any] = {
    "inwoner.naam": "Noor Voorbeeld", "inwoner.straat": "Dorpsstraat 12", "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad", "inwoner.telefoon": "06 00000000",
    "zaak.omschrijving": "Niemand belde mij terug over mijn aanvraag.",
}  # fmt: skip


def at(day: date) -> datetime:
    """Return the office hour of `day`, in UTC."""
    morning = timedelta(hours=OFFICE_HOUR.hour, minutes=OFFICE_HOUR.minute)
    return (start_of_day(day).astimezone(AMSTERDAM) + morning).astimezone(start_of_day(day).tzinfo)
