"""Letters whose text somebody changes before they leave: what the form says, and what the page shows."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response
from markupsafe import Markup

from engine import LetterOut, local_date, markdown_to_html, tidied
from webapp.clock import now
from webapp.commands import ChangedLetter, fingerprint
from webapp.jobs.pdf import letter_pdf
from webapp.letterdiff import Piece, differences
from webapp.pages import settings

TEXT, BASIS = "brief:", "basis:"  # a letter that goes with the present answers
ASIDE, ASIDE_BASIS = "bewaard:", "bewaardbasis:"  # one that was changed and does not go with them
IN_DRAFT = "_brieven"  # beside the answers in a draft
ROUND = "~"  # in the key of a letter whose step is done anew
_LONGEST = 100_000  # characters of one text that a form may send


@dataclass(frozen=True)
class Typed:
    """The changed texts in a form, by key of the letter; `aside` are of letters that do not go now."""

    letters: Mapping[str, ChangedLetter] = field(default_factory=dict)
    aside: Mapping[str, ChangedLetter] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "Typed":
        return cls(dict(_read(sent, TEXT, BASIS)), dict(_read(sent, ASIDE, ASIDE_BASIS)))

    @classmethod
    def of_draft(cls, draft: Mapping[str, Any] | None) -> "Typed":
        kept = (draft or {}).get(IN_DRAFT) or {}
        return cls(aside={key: ChangedLetter(one["tekst"], one["basis"]) for key, one in kept.items()})

    @property
    def every(self) -> dict[str, ChangedLetter]:
        return {**self.aside, **self.letters}

    def of(self, key: str) -> ChangedLetter | None:
        """Return what somebody made of a letter; also of the same one before its step was taken back."""
        return self.every.get(key) or self.every.get(key.partition(ROUND)[0])

    def others(self, going: Collection[str]) -> dict[str, ChangedLetter]:
        """Return the texts of letters that do not go now: they are kept on the page."""
        return {key: one for key, one in self.every.items() if key not in going}

    @property
    def in_draft(self) -> dict[str, Any]:
        """Return what a draft keeps of it; nothing when no letter was changed."""
        kept = {key: {"tekst": one.text, "basis": one.basis} for key, one in self.every.items()}
        return {IN_DRAFT: kept} if kept else {}

    def without(self, key: str) -> "Typed":
        """Return the same with the text of the template for this letter."""
        letters, aside = dict(self.letters), dict(self.aside)
        for name in (key, key.partition(ROUND)[0]):
            letters.pop(name, None)
            aside.pop(name, None)
        return Typed(letters, aside)


def _read(sent: Mapping[str, str], text: str, basis: str) -> Iterator[tuple[str, ChangedLetter]]:
    for name, value in sent.items():
        if name.startswith(text):
            key = name.removeprefix(text)
            changed = ChangedLetter(tidied(value[:_LONGEST]), sent.get(basis + key, ""))
            if fingerprint(changed.text) != changed.basis:  # untouched: whatever the template says by then
                yield key, changed


@dataclass(frozen=True)
class LetterPreview:
    """A letter that will leave: what it says, and what somebody made of it."""

    letter: LetterOut  # as its template has it
    html: Markup
    text: str  # in the text box
    basis: str
    pieces: tuple[Piece, ...] = ()  # what was changed; nothing when nobody did
    problem: str = ""
    moved: bool = False  # the template says something else than when the text was changed

    @property
    def changed(self) -> bool:
        return bool(self.pieces)

    @property
    def id(self) -> str:
        return self.letter.key.replace(":", "-")


def shown_letter(letter: LetterOut, changed: ChangedLetter | None, problem: str = "") -> LetterPreview:
    """Return a letter for the page; `changed` is what somebody made of it."""
    basis, template = fingerprint(letter.markdown), tidied(letter.markdown)
    if changed is None or fingerprint(changed.text) == basis:
        return LetterPreview(letter, rendered(template), template, basis)
    return LetterPreview(
        letter,
        rendered(changed.text),
        changed.text,
        basis,
        tuple(differences(template, changed.text)),
        problem,
        moved=bool(changed.basis) and changed.basis != basis,
    )


def rendered(text: str) -> Markup:
    return Markup(markdown_to_html(text))  # which sanitises what it returns


def as_paper(shown: LetterPreview, number: str) -> Response:
    """Return the letter on paper as it would leave today; nothing is kept and nothing leaves."""
    response = Response(_pdf(shown.letter, shown.text, number), mimetype="application/pdf")
    name = f"{number}-{shown.letter.letter}-voorbeeld.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _pdf(letter: LetterOut, text: str, number: str) -> bytes:
    day, address = local_date(now()), letter.address
    lines = [address.get("naam"), address.get("straat")]
    lines.append(f"{address.get('postcode') or ''} {address.get('plaats') or ''}".strip())
    return letter_pdf(
        text,
        letter.subject,
        municipality=settings().municipality_on(day),
        recipient=[str(line) for line in lines if line],
        reference=number,
        date=day,
    )
