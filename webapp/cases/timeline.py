"""The history of a case as a reader wants it: who did what, when, and what it led to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine import Step
from webapp.processes import answers_in_words
from webapp.store.queries import CaseHead, LetterRow, OpenTask, TimelineEntry
from webapp.wording import article, channel, is_complaint, long_day, moment

SETTLEMENT = "afdoening"  # key of the term of Awb 9:11

_ICONS = {"decision": "decision", "case": "folder", "end": "flag"}  # steps that get a line of their own


@dataclass(frozen=True)
class Moment:
    """One line of the timeline. `css` is is-done, is-now, is-later or is-late."""

    css: str
    icon: str
    title: str
    meta: str
    text: str = ""
    answers: Sequence[tuple[str, str]] = ()
    answers_title: str = "Wat is er ingevuld?"
    letters: Sequence[tuple[str, str]] = field(default_factory=tuple)  # (key for the address, title)


def timeline(
    case: CaseHead,
    entries: Sequence[TimelineEntry],
    tasks: Sequence[OpenTask],
    letters: Sequence[LetterRow],
    today: date,
) -> list[Moment]:
    """Return what happened, what is going on and by when it must be finished."""
    written = {letter.id.removeprefix(f"{case.case_id}:"): letter for letter in letters}
    past = [line for entry in entries for line in _happened(case, entry, written)]
    return [*past, *_going_on(tasks, today), *_ahead(case)]


def _happened(case: CaseHead, entry: TimelineEntry, written: Mapping[str, LetterRow]) -> Iterator[Moment]:
    icon, title, text = _event(case, entry)
    if entry.undone_by is not None:  # what it led to no longer counts either
        meta = f"{_meta(entry)}. Teruggedraaid: telt niet meer."
        letters = tuple(_letters(entry.steps, written))
        yield Moment("is-undone", "undo", title, meta, text, _answers(entry), letters=letters)
        return
    yield Moment(
        css="is-done",
        icon=icon,
        title=title,
        meta=_meta(entry),
        text=text,
        answers=_answers(entry),
        letters=tuple(_letters(entry.steps, written)),
    )
    if moved := [step for step in entry.steps if step.kind == "term"]:
        yield _moved(case, entry, moved)
    for step in entry.steps:
        if step.kind in _ICONS and (step.kind != "end" or _closes(case, step)):
            icon = _ICONS[step.kind]
            yield Moment("is-done", icon, step.title, _automatic(entry, step), _detail(step))


def _moved(case: CaseHead, entry: TimelineEntry, steps: Sequence[Step]) -> Moment:
    """Tell which last days moved; that of the complaint itself first, and why."""
    settlement = next((step for step in steps if step.bpmn_id == f"termijn.{SETTLEMENT}"), None)
    others = [(step.title, _from_to(step)) for step in steps if step is not settlement]
    title = f"Uiterste datum {_from_to(settlement)}" if settlement else "Andere uiterste data"
    why = entry.reason or _step_title(entry) or entry.title
    text = f"Omdat: {why}" if why else ""
    return Moment("is-done", "clock", title, moment(entry.at), text, others, "Welke termijnen nog meer?")


def _from_to(step: Step) -> str:
    before, after = (long_day(step.detail.get(name)) or "geen datum" for name in ("van", "naar"))
    return f"{before} → {after}"


def _closes(case: CaseHead, step: Step) -> bool:
    """Whether this end event ended the case; side paths and called processes have ends of their own."""
    return case.state == "closed" and step.process == case.process and step.title == case.outcome


def _event(case: CaseHead, entry: TimelineEntry) -> tuple[str, str, str]:
    match entry.kind:
        case "started":
            story = (entry.payload or {}).get("zaak", {}).get("omschrijving", "")
            origin = (entry.payload or {}).get("zaak", {}).get("voortgekomen_uit")
            title = "Klacht ontvangen" if is_complaint(case.process) else "Zaak begonnen"
            title = f"Zaak begonnen uit {origin}" if origin else title
            return "inbox", title, f"“{story}”" if story else ""
        case "task_completed":
            return "check", entry.title or entry.subject, ""
        case "message_received":
            return "mail", f"Bericht ontvangen: {_spoken(entry.subject)}", ""
        case "timer_fired":
            return "clock", _step_title(entry) or _spoken(entry.subject), ""
        case "timer_skipped":
            title = f"Herinnering overgeslagen: {_spoken(entry.subject)}"
            return "clock", title, "Een latere stap was al nodig."
        case "calendar_changed":
            return "clock", "Gelijkgestelde dagen bijgewerkt", entry.reason
        case "steps_undone":
            return "undo", "Terug naar een eerdere stap" if entry.reason else "Teruggedraaid", entry.reason
        case "case_merged":
            return "merge", f"Samengevoegd met {entry.subject}", entry.reason
    return "edit", "Gegevens gewijzigd", entry.reason


def _meta(entry: TimelineEntry) -> str:
    if entry.kind == "started":
        how = (entry.payload or {}).get("zaak", {}).get("kanaal", "")
        return f"{moment(entry.at)}, {channel(how)}" if how else moment(entry.at)
    who = "automatisch" if entry.actor == "klok" else entry.actor_name
    basis = next((step.basis for step in entry.steps if step.bpmn_id == entry.subject and step.basis), "")
    return ", ".join(part for part in (moment(entry.at), who, article(basis)) if part)


def _answers(entry: TimelineEntry) -> list[tuple[str, str]]:
    if entry.kind != "task_completed":
        return []
    return answers_in_words(entry.bundle, entry.subject, entry.payload)


def _letters(steps: Iterable[Step], written: Mapping[str, LetterRow]) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.kind == "letter" and step.key in written:
            yield step.key, written[step.key].subject


def _automatic(entry: TimelineEntry, step: Step) -> str:
    parts = (moment(entry.at), "automatisch", article(step.basis))
    return ", ".join(part for part in parts if part)


def _detail(step: Step) -> str:
    """What a decision table said: "in behandeling: ja"."""
    return "; ".join(
        f"{_spoken(name)}: {_value(value)}" for name, value in step.detail.items() if value is not None
    )


def _value(value: Any) -> str:
    match value:
        case bool():
            return "ja" if value else "nee"
        case Mapping():
            told = ((name, inner) for name, inner in value.items() if inner is not None)
            return ", ".join(f"{_spoken(name)} {_value(inner)}" for name, inner in told)
        case date():
            return long_day(value)
    return str(value).replace("_", " ")


def _step_title(entry: TimelineEntry) -> str:
    return next((step.title for step in entry.steps if step.bpmn_id == entry.subject), "")


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _going_on(tasks: Sequence[OpenTask], today: date) -> Iterator[Moment]:
    for task in tasks:
        if task.state != "open":
            continue
        late = task.due_on is not None and task.due_on < today
        parts = [f"Bezig sinds {long_day(task.opened_at)}"]
        if task.due_on:
            parts.append(f"uiterlijk {long_day(task.due_on)}" + (" (te laat)" if late else ""))
        parts.append(task.assignee_name or f"voor {task.role.lower()}")
        parts.append(article(task.basis))
        yield Moment("is-now", "people", task.title, ", ".join(part for part in parts if part))


def _ahead(case: CaseHead) -> Iterator[Moment]:
    if case.state == "open" and case.last_day:
        yield Moment("is-later", "flag", "Klacht afgehandeld", f"Uiterlijk {long_day(case.last_day)}")
