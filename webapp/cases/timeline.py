"""The history of a case as a reader wants it: who did what, when, and what it led to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from engine import Step, local_date
from webapp.cases.moved import moving_choices
from webapp.commands import CLOCK, RESIDENT
from webapp.factwords import in_words, label_of
from webapp.processes import answers_in_words
from webapp.store.queries import CaseHead, DocumentRow, LetterRow, OpenTask, TimelineEntry
from webapp.wording import article, channel, is_complaint, long_day, moment, role_name

SETTLEMENT = "afdoening"  # key of the term of Awb 9:11

_FACT = "feit."  # how the step begins that says that somebody changed a fact
_LATEST = datetime.max.replace(tzinfo=UTC)
_KIND = {
    "started": "stap",
    "task_completed": "stap",
    "message_received": "bericht",
    "timer_fired": "vanzelf",
    "timer_skipped": "vanzelf",
}
_EDITS = {
    "migrated": "Verder op een andere versie van het proces",
    "migration_undone": "Terug op de vorige versie van het proces",
}
ANSWERS, CHOICES = "Wat is er ingevuld?", "Wat is er gekozen voor stappen die al voorbij waren?"
_ICONS = {"decision": "decision", "case": "folder", "end": "flag"}  # steps that get a line of their own


@dataclass(frozen=True)
class Moment:
    """One line of the timeline. `css` is is-done, is-now, is-later or is-late.

    `day`, `actor`, `kinds` and `version` are what it can be filtered by; `day` is None for what is to come.
    """

    css: str
    icon: str
    title: str
    meta: str
    text: str = ""
    answers: Sequence[tuple[str, str]] = ()
    answers_title: str = ANSWERS
    letters: Sequence[tuple[str, str]] = field(default_factory=tuple)  # (key for the address, title)
    changes: Sequence[tuple[str, str, str]] = ()  # what it is called, before, after
    at: datetime | None = None
    actor: str = ""
    actor_name: str = ""
    kinds: frozenset[str] = frozenset()
    version: str = ""
    document_id: int | None = None

    @property
    def day(self) -> date | None:
        return local_date(self.at) if self.at else None


def timeline(
    case: CaseHead,
    entries: Sequence[TimelineEntry],
    tasks: Sequence[OpenTask],
    letters: Sequence[LetterRow],
    documents: Sequence[DocumentRow],
    today: date,
) -> list[Moment]:
    """Return what happened, what is going on and by when it must be finished."""
    written = {letter.id.removeprefix(f"{case.case_id}:"): letter for letter in letters}
    past = [line for entry in entries for line in _happened(case, entry, written)]
    past += [line for one in documents for line in paper_moments(one)]
    past.sort(key=lambda line: line.at or _LATEST)  # stable: lines of one event keep their order
    return [*past, *_going_on(tasks, today), *_ahead(case)]


def _happened(case: CaseHead, entry: TimelineEntry, written: Mapping[str, LetterRow]) -> Iterator[Moment]:
    icon, title, text = _event(case, entry)
    sent = tuple(_letters(entry.steps, written))
    who = _who(entry)
    tags = {"at": entry.at, "actor": entry.actor, "actor_name": who, "version": entry.bundle}
    if entry.undone_by is not None:  # what it led to no longer counts either
        meta = f"{_meta(entry, who)}. Teruggedraaid: telt niet meer."
        kinds = frozenset({_KIND.get(entry.kind, "wijziging")})
        heading = CHOICES if entry.kind == "migrated" else ANSWERS
        yield Moment(
            "is-undone", "undo", title, meta, text, _answers(entry), heading, sent, kinds=kinds, **tags
        )
        return
    yield Moment(
        css="is-done",
        icon=icon,
        title=title,
        meta=_meta(entry, who),
        text=text,
        answers=_answers(entry),
        answers_title=CHOICES if entry.kind == "migrated" else ANSWERS,
        letters=sent,
        changes=tuple(_changes(entry.steps)),
        kinds=frozenset({_KIND.get(entry.kind, "wijziging"), *(("brief",) if sent else ())}),
        **tags,
    )
    if moved := [step for step in entry.steps if step.kind == "term"]:
        yield replace(_moved(case, entry, moved), kinds=frozenset({"wijziging"}), **tags)
    for step in entry.steps:
        if step.kind in _ICONS and (step.kind != "end" or _closes(case, step)):
            icon = _ICONS[step.kind]
            yield Moment(
                "is-done", icon, step.title, _automatic(entry, step), _detail(step),
                at=entry.at, actor=CLOCK, actor_name="automatisch", kinds=frozenset({"vanzelf"}),
                version=entry.bundle,
            )  # fmt: skip


def paper_moments(document: DocumentRow) -> Iterator[Moment]:
    """Return when a document came, and when and why it was taken out."""
    kinds = frozenset({"document"})
    who = "inwoner" if document.added_by == RESIDENT else document.added_by_name
    yield Moment(
        "is-done", "document", f"Document toegevoegd: {document.filename}",
        f"{moment(document.added_at)}, {who}", document.description,
        at=document.added_at, actor=document.added_by, actor_name=who, kinds=kinds,
        document_id=None if document.removed_at else document.id,
    )  # fmt: skip
    if document.removed_at is not None:
        yield Moment(
            "is-done", "document", f"Document weggehaald: {document.filename}",
            f"{moment(document.removed_at)}, {document.removed_by_name}",
            f"Reden: {document.removed_reason}",
            at=document.removed_at, actor=document.removed_by, actor_name=document.removed_by_name,
            kinds=kinds,
        )  # fmt: skip


def _changes(steps: Iterable[Step]) -> Iterator[tuple[str, str, str]]:
    """Return the facts that somebody changed: what each is called, before and after."""
    for step in steps:
        if step.kind == "fact" and step.bpmn_id.startswith(_FACT):
            before, after = step.detail.get("van"), step.detail.get("naar")
            yield label_of(step.bpmn_id.removeprefix(_FACT)), in_words(before), in_words(after)


def _who(entry: TimelineEntry) -> str:
    if entry.actor == CLOCK:
        return "automatisch"
    return "inwoner" if entry.actor == RESIDENT else entry.actor_name


def _moved(case: CaseHead, entry: TimelineEntry, steps: Sequence[Step]) -> Moment:
    """Tell which last days moved; that of the complaint itself first, and why."""
    settlement = next((step for step in steps if step.bpmn_id == f"termijn.{SETTLEMENT}"), None)
    others = [(step.title, _from_to(step)) for step in steps if step is not settlement]
    title = f"Uiterste datum {_from_to(settlement)}" if settlement else "Andere uiterste data"
    why = entry.reason or _step_title(entry) or entry.title
    text = f"Omdat: {why}" if why else ""
    return Moment(
        "is-done",
        "clock",
        title,
        f"{moment(entry.at)}, {_who(entry)}",
        text,
        others,
        "Welke termijnen nog meer?",
    )


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
            told = (entry.payload or {}).get("toelichting", "")
            return "mail", f"Bericht ontvangen: {_spoken(entry.subject)}", f"“{told}”" if told else ""
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
    return "edit", _EDITS.get(entry.kind, "Gegevens gewijzigd"), entry.reason


def _meta(entry: TimelineEntry, who: str) -> str:
    if entry.kind == "started":
        how = (entry.payload or {}).get("zaak", {}).get("kanaal", "")
        return f"{moment(entry.at)}, {channel(how)}" if how else moment(entry.at)
    basis = next((step.basis for step in entry.steps if step.bpmn_id == entry.subject and step.basis), "")
    return ", ".join(part for part in (moment(entry.at), who, article(basis)) if part)


def _answers(entry: TimelineEntry) -> list[tuple[str, str]]:
    if entry.kind == "migrated":
        return moving_choices(entry)
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
    """What a decision table said: "In behandeling: ja; route: eerst aan tafel"."""
    told: list[tuple[str, Any]] = []
    for name, value in step.detail.items():
        told += value.items() if isinstance(value, Mapping) else [(name, value)]
    text = "; ".join(f"{_spoken(name)}: {_value(value)}" for name, value in told if value is not None)
    return text[:1].upper() + text[1:]


def _value(value: Any) -> str:
    match value:
        case bool():
            return "ja" if value else "nee"
        case Mapping():
            told = ((name, inner) for name, inner in value.items() if inner is not None)
            return ", ".join(f"{_spoken(name)} {_value(inner)}" for name, inner in told)
        case date():
            return long_day(value)
    return in_words(value).replace("_", " ")


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
        parts.append(task.assignee_name or f"voor {role_name(task.role)}")
        parts.append(article(task.basis))
        yield Moment("is-now", "people", task.title, ", ".join(part for part in parts if part))


def _ahead(case: CaseHead) -> Iterator[Moment]:
    if case.state == "open" and case.last_day:
        yield Moment("is-later", "flag", "Klacht afgehandeld", f"Uiterlijk {long_day(case.last_day)}")
