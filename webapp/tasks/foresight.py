"""What finishing a task would do, ready to read: next tasks, letters, dates, and what is still missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from engine import FormResult, LetterOut, Preview, TermRow
from webapp import commands
from webapp.clock import now
from webapp.lettertexts import ROUND, LetterPreview, Typed, shown_letter
from webapp.store import queries
from webapp.store.queries import Viewer
from webapp.wording import RECIPIENTS, word_of

_NAMES = {
    "naam": "de naam",
    "straat": "het adres",
    "postcode": "het adres",
    "plaats": "het adres",
    "email": "het e-mailadres",
    "telefoon": "het telefoonnummer",
}
_PARTIES = ("inwoner", "beklaagde", "vertegenwoordiger", "andere_organisatie")


@dataclass(frozen=True)
class DateChange:
    """A term whose last day changes; `after` is None when the term is met or gone."""

    title: str
    before: date | None
    after: date | None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Something that a letter lacks, with where it can be filled in."""

    sentence: str
    href: str
    link: str
    blocks: bool = True


@dataclass(frozen=True)
class PreviewView:
    """What finishing would do, ready to read."""

    preview: Preview
    letters: tuple[LetterPreview, ...]
    aside: Mapping[str, Any]  # texts of letters that do not go with these answers
    people: Mapping[Any, str]
    cancelled: tuple[str, ...]
    dates: tuple[DateChange, ...]
    gaps: tuple[Gap, ...]
    problems: tuple[str, ...]

    @property
    def is_quiet(self) -> bool:
        told = (self.preview.opens, self.letters, self.cancelled, self.dates, self.problems, self.gaps)
        return not any(told) and not self.preview.cases and not self.preview.closes_case


def foresee(desk: Any, result: FormResult, typed: Typed, viewer: Viewer) -> PreviewView | None:
    """Return what finishing with these answers would do; None while the form is not complete."""
    if not result.ok:
        return None
    task = desk.task
    seen = commands.foresee_task(task.id, result.values, by=viewer, at=now())
    titles = {(one.bpmn_id, one.occurrence): one.title for one in queries.case_tasks(task.case_id)}
    letters = tuple(_letters(task.id, seen.preview, result, typed, viewer))
    going = {name for one in letters for name in (one.letter.key, one.letter.key.partition(ROUND)[0])}
    told = seen.preview
    return PreviewView(
        preview=told,
        letters=letters,
        aside=typed.others(going),
        people=seen.people,
        cancelled=tuple(titles.get((key.bpmn_id, key.occurrence), key.bpmn_id) for key in told.cancels),
        dates=tuple(_dates(told)),
        gaps=tuple(dict.fromkeys((*_missing(desk, told), *_undeliverable(desk, told)))),
        problems=() if told.missing else told.problems,
    )


def _letters(
    task_id: int, preview: Preview, result: FormResult, typed: Typed, viewer: Viewer
) -> Iterator[LetterPreview]:
    """Each changed text is tried by itself, so that what is wrong stands with the letter it is about."""
    for letter in preview.letters:
        changed, problem = typed.of(letter.key), ""
        if changed is not None:
            texts = {letter.key: changed.text}
            tried = commands.preview_task(task_id, result.values, by=viewer, at=now(), letters=texts)
            problem = " ".join(tried.problems)
        yield shown_letter(letter, changed, problem)


def _missing(desk: Any, preview: Preview) -> Iterator[Gap]:
    for name in preview.missing:
        section, _, field = name.partition(".")
        if section == desk.task.bpmn_id and desk.form:
            labels = {one.path: one.label for one in desk.form.fields()}
            what = f"het antwoord op “{labels.get(field, field)}”"
            href, link = f"#v-{field.replace('.', '-')}", "Naar de vraag"
        else:
            what, (href, link) = _words(section, field), _amend(desk)
        yield Gap(f"De brief kan nog niet worden gemaakt: {what} ontbreekt.", href, link)


def _undeliverable(desk: Any, preview: Preview) -> Iterator[Gap]:
    for letter in preview.letters:
        for name in _lacking(letter):
            what = _words(letter.recipient, name)
            sentence = f"De brief “{letter.subject}” kan niet worden bezorgd: {what} ontbreekt."
            yield Gap(sentence, *_amend(desk), blocks=False)


def _lacking(letter: LetterOut) -> Iterator[str]:
    wanted = ("email",) if letter.channel == "email" else ("naam", "straat")
    yield from (name for name in wanted if not letter.address.get(name))


def _words(section: str, field: str) -> str:
    if section in _PARTIES:
        return f"{_NAMES.get(field, field.replace('_', ' '))} van {word_of(RECIPIENTS, section)}"
    known = field.rpartition(".")[2] or section
    return f"“{known.replace('_', ' ')}”"


def _amend(desk: Any) -> tuple[str, str]:
    return url_for("amending.show", number=desk.case.number), "Gegevens wijzigen"


def _dates(preview: Preview) -> list[DateChange]:
    before = {term.key: term for term in preview.terms_before}
    after = {term.key: term for term in preview.terms_after}
    return [
        DateChange(
            (after.get(key) or before[key]).title,
            _binding(before.get(key)),
            _binding(after.get(key)),
            after[key].steps if _binding(after.get(key)) else (),
        )
        for key in dict.fromkeys((*before, *after))
        if _binding(before.get(key)) != _binding(after.get(key))
    ]


def _binding(term: TermRow | None) -> date | None:
    return None if term is None or term.met_on else term.last_day
