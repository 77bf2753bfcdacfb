"""The words of mail to colleagues: plain, short, and without anything a resident told us.

A mail names a case by its number and a task by its title. Whoever reads along in a mailbox learns no more.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from engine import format_date_nl, local_date
from webapp.config import Settings
from webapp.store.notices import ASSIGNED, LETTER_FAILED, MENTION
from webapp.store.queries import AbsenceRow
from webapp.store.queries.digest import Called, DigestTask

Words = Callable[[Any], str]  # what to say of a task besides its number
MOST = 10  # tasks under one heading; the rest is a number


class Named(Protocol):
    """What a mail may tell of a task."""

    @property
    def id(self) -> int: ...

    @property
    def title(self) -> str: ...

    @property
    def number(self) -> str: ...


@dataclass(frozen=True)
class Mail:
    subject: str
    markdown: str


@dataclass(frozen=True)
class Digest:
    """What one person should know this morning."""

    name: str
    day: date
    since: datetime
    tasks: Sequence[DigestTask]
    called: Sequence[Called]
    standing_in: Sequence[AbsenceRow]

    @property
    def late(self) -> list[DigestTask]:
        return [task for task in self.tasks if task.due_on and task.due_on < self.day]

    @property
    def due_today(self) -> list[DigestTask]:
        return [task for task in self.tasks if task.due_on == self.day]

    @property
    def fresh(self) -> list[DigestTask]:
        """What came to lie with this person since the last overview and is not told above."""
        given = {one.task_id for one in self.called if one.kind == ASSIGNED}
        told = {task.id for task in (*self.late, *self.due_today)}
        new = (task for task in self.tasks if task.opened_at >= self.since or task.id in given)
        return [task for task in new if task.id not in told and not task.on_behalf]

    @property
    def mentions(self) -> list[str]:
        return list(dict.fromkeys(one.number for one in self.called if one.kind == MENTION))

    @property
    def failed(self) -> list[str]:
        return list(dict.fromkeys(one.number for one in self.called if one.kind == LETTER_FAILED))

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.due_today or self.fresh or self.mentions or self.failed or self._begins)

    @property
    def _begins(self) -> list[AbsenceRow]:
        """Whom one stands in for from today on; later days need no mail of their own."""
        return [row for row in self.standing_in if local_date(self.since) < row.from_on <= self.day]

    def mail(self, settings: Settings) -> Mail:
        """Return the overview as a mail."""
        parts = [f"Goedemorgen {_plain(self.name.split()[0])},", "Dit is er vandaag voor u."]
        parts += _tasks("Te laat", self.late, settings, self._lateness)
        parts += _tasks("Vandaag is de laatste dag", self.due_today, settings)
        parts += _tasks("Nieuw voor u", self.fresh, settings, _until)
        parts += _cases("U bent genoemd", self.mentions, "in een notitie bij zaak", settings)
        parts += _cases("Brief niet verstuurd", self.failed, "bij zaak", settings)
        parts += self._standing_in()
        parts.append(f"[Naar uw taken]({settings.base_url}/taken)")
        parts.append(f"Liever op een ander uur, of geen mail? Kies dat bij {_settings_link(settings)}.")
        return Mail(self._subject(), "\n\n".join(parts))

    def _subject(self) -> str:
        counts = (
            (len(self.late), "te laat"),
            (len(self.due_today), "vandaag af"),
            (len(self.fresh), "nieuw"),
        )
        told = ", ".join(f"{count} {what}" for count, what in counts if count)
        day = format_date_nl(self.day, year=False)
        return f"Uw werk op {day}: {told}" if told else f"Uw werk op {day}"

    def _lateness(self, task: DigestTask) -> str:
        days = (self.day - task.due_on).days if task.due_on else 0
        return "1 dag te laat" if days == 1 else f"{days} dagen te laat"

    def _standing_in(self) -> list[str]:
        if not self.standing_in:
            return []
        lines = []
        for row in self.standing_in:
            count = sum(task.on_behalf == row.name for task in self.tasks)
            lying = {0: "er ligt nu niets", 1: "er ligt 1 taak"}.get(count, f"er liggen {count} taken")
            lines.append(f"- {_plain(row.name)}, tot en met {on_day(row.until_on)}: {lying}")
        return ["## U vervangt", "\n".join(lines)]


def urgent(name: str, tasks: Sequence[Named], settings: Settings) -> Mail:
    """Return the mail about tasks whose last day is today."""
    one = len(tasks) == 1
    parts = [
        f"Dag {_plain(name.split()[0])},",
        "Voor deze taak is vandaag de laatste dag. Morgen is zij te laat."
        if one
        else "Voor deze taken is vandaag de laatste dag. Morgen zijn ze te laat.",
        _list(tasks, settings),
        f"U krijgt dit bericht één keer. Liever niet? Kies dat bij {_settings_link(settings)}.",
    ]
    subject = "1 taak moet vandaag af" if one else f"{len(tasks)} taken moeten vandaag af"
    return Mail(subject, "\n\n".join(parts))


def last_day_text(task: Named) -> str:
    """Return what the bell says of a task on its last day."""
    return f"{task.number}: vandaag is de laatste dag voor “{task.title}”."


def on_day(day: date) -> str:
    return format_date_nl(day, year=False)


def _nothing(_task: Any) -> str:
    return ""


def _tasks(title: str, tasks: Sequence[DigestTask], settings: Settings, more: Words = _nothing) -> list[str]:
    if not tasks:
        return []
    rest = len(tasks) - MOST
    tail = [f"En nog {rest}."] if rest > 0 else []
    return [f"## {title}", _list(tasks[:MOST], settings, more), *tail]


def _list(tasks: Sequence[Named], settings: Settings, more: Words = _nothing) -> str:
    return "\n".join(_line(task, settings, more(task)) for task in tasks)


def _line(task: Named, settings: Settings, more: str) -> str:
    behalf = getattr(task, "on_behalf", "")
    told = (task.number, more, f"namens {_plain(behalf)}" if behalf else "")
    link = f"[{_plain(task.title)}]({settings.base_url}/taken?taak={task.id})"
    return f"- {link}, " + ", ".join(part for part in told if part)


def _until(task: DigestTask) -> str:
    return f"uiterlijk {on_day(task.due_on)}" if task.due_on else ""


def _cases(title: str, numbers: Sequence[str], where: str, settings: Settings) -> list[str]:
    if not numbers:
        return []
    lines = [f"- {where} [{number}]({settings.base_url}/zaken/{number})" for number in numbers[:MOST]]
    return [f"## {title}", "\n".join(lines)]


def _settings_link(settings: Settings) -> str:
    return f"[Instellingen]({settings.base_url}/instellingen)"


def _plain(text: str) -> str:
    """Return text in which nothing is Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~-])", r"\\\1", text)
