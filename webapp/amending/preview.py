"""What a change of facts would do, in words: dates, timers, duties and the letter that can go along."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine import Definition, Preview, TermRow, dumps, local_date
from webapp import commands
from webapp.amending.duties import Duty, duties
from webapp.amending.sheet import Difference, as_facts
from webapp.factwords import in_words
from webapp.lettertexts import LetterPreview, Typed, shown_letter
from webapp.store.queries import CaseHead
from webapp.wording import long_day


@dataclass(frozen=True)
class Shift:
    """A date that moves. `steps` explain the new one."""

    title: str
    before: str
    after: str
    steps: tuple[str, ...] = ()
    is_past: bool = False  # a timer that goes off as soon as this is saved


@dataclass(frozen=True)
class Outlook:
    """`mark` is the same for the same change of the same revision: what is saved is what was seen."""

    mark: str
    changed: tuple[Difference, ...]
    told: tuple[tuple[str, str, str], ...]  # label, before, after
    terms: tuple[Shift, ...]
    timers: tuple[Shift, ...]
    duties: tuple[Duty, ...]
    offered: tuple[LetterPreview, ...]  # letters that can go along, under their names
    problems: tuple[str, ...]

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(one.letter.key for one in self.offered)

    def letter(self, name: str) -> LetterPreview | None:
        return next((one for one in self.offered if one.letter.key == name), None)


def outlook(
    case: CaseHead,
    version: Definition,
    changed: Sequence[Difference],
    reason: str,
    typed: Typed,
    *,
    by: str,
    at: datetime,
) -> Outlook:
    """Return what these changes would do; `typed` are texts given to letters. Nothing is saved."""
    facts = as_facts(list(changed))

    def preview(letter: str = "", text: str | None = None) -> Preview:
        return commands.preview_amendment(case.case_id, facts, reason, by=by, at=at, letter=letter, text=text)

    found = preview()
    due = tuple(duties(version, changed, found)) if case.state == "open" and not found.problems else ()
    offered, problems = [], list(found.problems)
    for name in dict.fromkeys(duty.letter for duty in due if duty.letter):
        rendered = preview(name)
        if rendered.letters:  # else a value is missing: the duty stays, the letter cannot go along
            text = typed.of(name)
            problem = " ".join(preview(name, text.text).problems) if text else ""
            offered.append(shown_letter(replace(rendered.letters[-1], key=name), text, problem))
    return Outlook(
        mark=hashlib.sha256(dumps([case.case_id, case.rev, facts, reason])).hexdigest()[:24],
        changed=tuple(changed),
        told=tuple((one.label, in_words(one.before), in_words(one.after)) for one in changed),
        terms=tuple(_terms(found)),
        timers=tuple(_timers(found, at)),
        duties=due,
        offered=tuple(offered),
        problems=tuple(problems),
    )


def _terms(preview: Preview) -> list[Shift]:
    before = {term.key: term for term in preview.terms_before}
    return [
        Shift(term.title, _day(before.get(term.key)), _day(term), term.steps)
        for term in preview.terms_after
        if term.met_on is None and _day(before.get(term.key)) != _day(term)
    ]


def _day(term: TermRow | None) -> str:
    return long_day(term.last_day) if term and term.last_day else "geen datum"


def _timers(preview: Preview, at: datetime) -> list[Shift]:
    before = {(timer.key, timer.occurrence): timer for timer in preview.timers_before}
    moved = []
    for timer in preview.timers_after:
        old = before.get((timer.key, timer.occurrence))
        was, now = (old.due_at if old else None), timer.due_at
        if was != now:
            days = [long_day(local_date(moment)) if moment else "geen datum" for moment in (was, now)]
            moved.append(Shift(timer.title, *days, is_past=now is not None and now <= at))
    return moved
