"""Raw answers: what somebody typed, by path and as JSON, before anyone judges it.

A repeating group is a list of rows, each again by path. Drafts are kept in this form.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from engine.forms import values as nested
from engine.forms.display import to_raw
from engine.forms.model import Checkbox, Choice, Computed, Files, Question, Rows, When
from engine.forms.scope import MOST_ROWS, Scope, lenient, raw_rows

BOXES = ("dag", "maand", "jaar", "tijd")


class MultiDict(Protocol):
    """What browsers send: any number of texts under a name, as werkzeug's `request.form`."""

    def getlist(self, key: str) -> Sequence[Any]: ...


def kept_raw(scope: Scope, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return `raw` as JSON values, limited to the questions of this form."""
    kept: dict[str, Any] = {}
    for question in scope.questions:
        value = raw.get(question.path)
        if isinstance(question, Rows):
            kept[question.path] = [kept_raw(scope.rows[question.path], row) for row in raw_rows(value)]
        elif not isinstance(question, Computed):
            kept[question.path] = to_raw(question, _uniform(question, value))
    return kept


def _uniform(question: Question, value: Any) -> Any:
    """Ticks and dates have one way to be shown, so a text for them (a default, say) is read first."""
    if isinstance(value, str) and isinstance(question, Checkbox | When):
        typed = lenient(question, value)
        return value if typed is None or value == "" else typed
    return value


def read_json(scope: Scope, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the raw answers of a program; what it does not mention has its default value."""
    raw: dict[str, Any] = {}
    for question in scope.questions:
        value = nested.get(answers, question.path)
        value = question.default if value is nested.MISSING else value
        if isinstance(question, Rows):
            value = [read_json(scope.rows[question.path], row) for row in raw_rows(value)]
        raw[question.path] = value
    return raw


def read_html(scope: Scope, sent: MultiDict, prefix: str) -> dict[str, Any]:
    """Return the raw answers of a page; in a row names start with `prefix`."""
    raw: dict[str, Any] = {}
    for question in scope.questions:
        name = prefix + question.path
        match question:
            case Rows():
                indexes = _row_indexes(sent, name)
                inner = scope.rows[question.path]
                raw[question.path] = [read_html(inner, sent, f"{name}.{index}.") for index in indexes]
            case Choice(many=True):
                raw[question.path] = [str(value) for value in sent.getlist(name)]
            case When(unit="date" | "datetime"):
                raw[question.path] = _boxes(sent, name)
            case Checkbox():
                raw[question.path] = "ja" if _first(sent, name) else ""
            case Files() | Computed():
                continue
            case _:
                raw[question.path] = _first(sent, name)
    return raw


def _row_indexes(sent: MultiDict, name: str) -> list[str]:
    """Return the rows on the page, named by hidden inputs; of a flood one too many, so that it is told."""
    given = [str(index) for index in sent.getlist(f"{name}.rij")]
    proper = [index for index in dict.fromkeys(given) if re.fullmatch(r"\d{1,4}", index, re.ASCII)]
    return proper[: MOST_ROWS + 1]


def _first(sent: MultiDict, name: str) -> str:
    return next((str(value) for value in sent.getlist(name)), "")


def _boxes(sent: MultiDict, name: str) -> str | dict[str, str]:
    typed = {box: _first(sent, f"{name}.{box}") for box in BOXES if sent.getlist(f"{name}.{box}")}
    return typed or _first(sent, name)
