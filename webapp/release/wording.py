"""Dutch words for what a dry run finds, where a request stands and what became of a case."""

from engine import KINDS

KIND_WORDS = {
    "blocked": "Past niet in de nieuwe versie",
    "would_have_been_unlawful": "Is een nieuwe stap of brief al voorbij",
    "next_task_differs": "Andere volgende stap",
    "task_gone": "Stap vervalt",
    "task_added": "Stap komt erbij",
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
