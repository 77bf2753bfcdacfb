"""Dutch words for what a dry run finds, where a request stands and what became of a case."""

from collections.abc import Mapping
from typing import Any

from engine import KINDS
from webapp.commands import choice_of

KIND_WORDS = {
    "blocked": "Past niet in de nieuwe versie",
    "would_have_been_unlawful": "Is een nieuwe stap of brief al voorbij",
    "next_task_differs": "Andere volgende stap",
    "task_gone": "Stap vervalt",
    "task_added": "Stap komt erbij",
    "form_differs": "Andere vragen",
    "outcome_differs": "Tabel komt anders uit",
    "term_changed": "Andere termijn",
    "letter_differs": "Andere brief",
    "unchanged": "Geen verschil",
}
KIND_ORDER = ("unchanged", *(kind for kind in KINDS if kind != "unchanged"))
STAND_WORDS = {
    "comes_along": "Kan mee",
    "must_choose": "Kan mee als u kiest",
    "blocked": "Kan niet mee",
    "there_already": "Loopt al op deze versie",
    "closed": "Gesloten",
}
STAND_TONES = {"comes_along": "good", "must_choose": "soon", "blocked": "late"}
RESULT_WORDS = {
    "waiting": "Wacht nog",
    "moved": "Omgezet",
    "refused": "Niet omgezet",
    "undone": "Teruggedraaid",
    "stands": "Niet teruggedraaid",
}
RESULT_TONES = {"moved": "good", "refused": "late", "stands": "late", "waiting": "soon"}
REQUEST_WORDS = {
    "asked": "Wacht op een tweede proceseigenaar",
    "approved": "Goedgekeurd, wacht op de dag",
    "refused": "Geweigerd",
    "withdrawn": "Ingetrokken",
    "published": "Gepubliceerd",
    "failed": "Niet gelukt",
}
REQUEST_TONES = {
    "asked": "soon",
    "approved": "soon",
    "published": "good",
    "refused": "late",
    "failed": "late",
}
CASES_WORDS = {
    "keep": "Lopende zaken houden hun eigen versie",
    "all": "Alle lopende zaken die kunnen, gaan over",
    "selected": "Alleen de aangevinkte zaken gaan over",
}


def count(number: int, one: str, many: str) -> str:
    """Return "1 zaak" or "12 zaken"."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}".replace(",", ".")


def cases(number: int) -> str:
    return count(number, "zaak", "zaken")


def choice_words(kept: Any) -> str:
    """Return what was chosen about a step, as it is kept with a request or a journal."""
    choice = choice_of(kept)
    if choice.do_now:
        return "Alsnog doen"
    whom = ", voor zaken die er al voorbij zijn" if choice.passed_only else ""
    return f"Niet van toepassing{whom}: {choice.reason}"


def choice_options(question: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what can be chosen about a step or letter that is new: value, words, what it means."""
    if question["soort"] == "letter":
        return [("", "Niet alsnog versturen", ""), ("nu", "Alsnog versturen", "")]
    if not question["voorbij"]:
        return [("", "Gewoon doen: de zaak begint met deze stap", ""), ("nvt", "Niet van toepassing", "")]
    back = "De zaak gaat terug naar deze stap. Wat daarna al was ingevuld, staat klaar als concept."
    found = [("nu", "Nu alsnog doen", back)]
    if not question["eerst"]:
        return [*found, ("nvt", "Niet van toepassing", "")]
    found.append(
        ("voorbij", "Niet van toepassing voor zaken die er al voorbij zijn", "De andere doen de stap.")
    )
    return [*found, ("nvt", "Niet van toepassing, ook niet voor zaken waar de stap als eerste komt", "")]


def preview_options(question: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what can be tried out on one case about a step or letter that is new: value and words."""
    if question["soort"] == "letter":
        return [("", "Niet alsnog versturen"), ("nu", "Alsnog versturen")]
    if question["nodig"]:
        return [("", "Nog geen keuze"), ("nu", "Nu alsnog doen"), ("nvt", "Niet van toepassing")]
    return [("", "Gewoon doen"), ("nvt", "Niet van toepassing")]
