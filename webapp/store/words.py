"""The words of a case that people search by, and how a search is taken apart. Both the same way."""

import re
from typing import Any

from engine import Facts
from webapp.involvement import plain
from webapp.store.rows import summary_of

MOST = 80  # words of one case
LONGEST = 40
MOST_ASKED = 5
_INSIDE = re.compile(r"[^0-9a-z]+")
_EDGES = re.compile(r"^[^0-9a-z]+|[^0-9a-z]+$")
_PEOPLE = ("inwoner", "vertegenwoordiger", "aanbieder", "andere_organisatie")
# Words in nearly every sentence find nothing and would be half of the table.
_EMPTY_WORDS = """
    aan al als ben bij dan dat de der die dit door een en er had heb hebben heeft het hij ik in is je kan
    maar me met mij mijn na naar niet nog nu of om ook op over te tot uit van voor was wat we werd wij wil
    ze zij zijn zo
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def words_of(number: str, facts: Facts, *, is_open: bool = True) -> frozenset[str]:
    """Return what a case can be found by: number, names, and what the complaint says.

    Of a closed one the summary alone: there are ever more of those, and they must stay small.
    """
    zaak = facts.get("zaak", {})
    texts = [number, *(_text(facts.get(section, {}).get("naam")) for section in _PEOPLE), summary_of(zaak)]
    if is_open:
        texts += [_text(zaak.get("samenvatting")), _text(zaak.get("omschrijving"))]
    found: dict[str, None] = {}
    for text in texts:
        for word in text.split():
            for part in _parts(word):
                if len(part) > 1 and part not in _EMPTY:
                    found[part] = None
        if len(found) >= MOST:
            break
    return frozenset(list(found)[:MOST])


def asked(search: str) -> list[str]:
    """Return the beginnings of words that a search asks for; none when nothing in it can be found."""
    found = dict.fromkeys(_clean(word) for word in search.split())
    useful = [word for word in found if word and word not in _EMPTY]
    return (useful or [word for word in found if word])[:MOST_ASKED]


def _parts(word: str) -> list[str]:
    """A word, and what lies between its dashes: "K-2026-0412" is found as "0412" and as "412"."""
    whole = _clean(word)
    parts = [part for part in _INSIDE.split(whole) if part]
    if len(parts) < 2:
        return [whole]
    return [whole, *parts[1:], *(part.lstrip("0") for part in parts[1:] if part.startswith("0"))]


def _clean(word: str) -> str:
    return _EDGES.sub("", plain(word).lower())[:LONGEST]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
