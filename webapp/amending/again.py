"""A change that was taken back, as the form shows it again: nothing that somebody typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.commands import ChangedLetter
from webapp.lettertexts import Typed
from webapp.store import queries
from webapp.store.queries import Viewer, desk

ACCUSED = "beklaagde"


@dataclass(frozen=True)
class Undone:
    """What was changed, why, and what was made of the letter that did not leave."""

    facts: Mapping[str, Mapping[str, Any]]
    reason: str
    letter: str
    typed: Typed

    @property
    def sentence(self) -> str:
        letter = " De brief gaat niet weg." if self.letter else ""
        whose = " Kijk of de open taken nog bij de goede collega liggen." if ACCUSED in self.facts else ""
        return f"De wijziging is ongedaan gemaakt.{letter}{whose}"

    def over(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the present facts with the change over them."""
        return {**facts, **{name: {**facts.get(name, {}), **told} for name, told in self.facts.items()}}


def undone(case_id: str, asked: Mapping[str, str], viewer: Viewer) -> Undone | None:
    """Return the change that the address names, when this person made it and it no longer counts."""
    seq, letter = asked.get("opnieuw", ""), asked.get("brief", "")
    entries = queries.case_timeline(case_id) if seq.isdecimal() else []
    found = next((one for one in entries if one.seq == int(seq) and one.kind == "facts_amended"), None)
    if found is None or found.undone_by is None or found.actor != viewer.username or found.payload is None:
        return None
    texts = desk.changed_letters(case_id, found.seq).values()  # of the one letter that a change can send
    typed = Typed(aside={letter: ChangedLetter(*texts, "")} if letter and texts else {})
    return Undone(found.payload, found.reason, letter, typed)
