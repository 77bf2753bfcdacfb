"""Makes the sentences of a scenario, as :mod:`engine.scenarios.actions` reads them."""

import re
from collections.abc import Sequence
from datetime import date

from engine.errors import EngineError
from engine.ports import TaskOpened, Wait
from engine.scenarios.cells import Row
from engine.scenarios.reading import Step
from engine.scenarios.story import dutch

KINDS = {
    "schriftelijke klacht": "Een schriftelijke klacht",
    "mondelinge klacht": "Een mondelinge klacht",
    "schriftelijk bericht": "Een ander schriftelijk bericht",
    "mondeling bericht": "Een ander mondeling bericht",
    "zaak": "Geen klacht: een zaak die wij zelf beginnen",
}
_ROLE = re.compile(r"[A-Z][\w -]+")


class CannotBeSaid(EngineError):
    """Dit is niet in een scenario op te schrijven."""

    code = "geen_scenariozin"


def begin(kind: str, day: date, subject: str, rows: Sequence[Row]) -> Step:
    """Return the sentence that a case begins with. `kind` is one of KINDS."""
    if kind not in KINDS:
        raise CannotBeSaid("Kies waarmee de zaak begint.")
    if kind == "zaak":
        return _step(f"een zaak begonnen op {dutch(day)}", rows)
    return _step(f"een {kind} ontvangen op {dutch(day)} over {_quoted(subject or 'anders')}", rows)


def complete(task: TaskOpened, rows: Sequence[Row], person: str = "", *, at_step: bool = False) -> Step:
    """Return the sentence that completes a task; `at_step` names the step, where the name is not enough."""
    if not _ROLE.fullmatch(task.role):
        raise CannotBeSaid(
            f"De rol '{task.role}' van '{task.title}' begint niet met een hoofdletter. Verander dat eerst."
        )
    by = f" als {_quoted(person)}" if person else ""
    step = f" bij stap {_quoted(task.key.bpmn_id)}" if at_step else ""
    return _step(f"de {task.role} {_quoted(task.title)}{step} afrondt{by}", rows)


def day(day: date) -> Step:
    return Step(f"het {dutch(day)} is", 0)


def message(wait: Wait, sender: str, rows: Sequence[Row] = ()) -> Step:
    return _step(f"het bericht {_quoted(wait.title)} binnenkomt van {_quoted(sender)}", rows)


def amend(reason: str, rows: Sequence[Row]) -> Step:
    if not rows:
        raise CannotBeSaid("Vul een gegeven in, zoals zaak.uitkomst, met zijn waarde.")
    return Step(f"de zaak wordt gewijzigd vanwege {_quoted(reason)}:", 0, tuple(rows))


def go_on(process: str) -> Step:
    return Step(f"wij verdergaan in de zaak {_quoted(process)}", 0)


def _step(text: str, rows: Sequence[Row]) -> Step:
    return Step(f"{text} met:" if rows else text, 0, tuple(rows))


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    if '"' in plain or not plain:
        raise CannotBeSaid(f"In de naam {text!r} staat een aanhalingsteken, of hij is leeg.")
    return f'"{plain}"'
