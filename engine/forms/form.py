"""A form that a process owner drew: reads answers from pages and programs, and shows them again.

Both ways in give the same typed values: `date`, `time`, aware `datetime`, `int` or `Decimal`, `str`,
`bool`, `list`, nested `dict`. Every question that was asked is in the values (None when left empty);
a question that was not asked is absent, whatever was sent for it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from marshmallow import Schema

from engine.forms import values as nested
from engine.forms.display import display, to_raw
from engine.forms.model import Checkbox, Choice, Component, Computed, Files, Question, Rows, When
from engine.forms.scope import MOST_ROWS, Scope, lenient, raw_rows

NOTHING: Mapping[str, Any] = {}
BOXES = ("dag", "maand", "jaar", "tijd")


class MultiDict(Protocol):
    """What browsers send: any number of texts under a name, as werkzeug's `request.form`."""

    def getlist(self, key: str) -> Sequence[Any]: ...


@dataclass(frozen=True)
class FormResult:
    """What came of an attempt. `values` is complete only when there are no errors.

    `errors` has Dutch sentences by path (`inwoner.naam`, `afspraken.0.wie`). `raw` is what was typed, as
    JSON: keep it as a draft and give it to :meth:`Form.load_raw` or the page later. `hidden` holds
    the ids of components that do not apply (`afspraken.0.<id>` inside a row).
    """

    values: dict[str, Any]
    errors: dict[str, list[str]]
    raw: dict[str, Any]
    hidden: frozenset[str]

    @property
    def ok(self) -> bool:
        return not self.errors


class Form:
    """A form without faults; :func:`engine.forms.parse_form` makes them."""

    def __init__(self, name: str, components: tuple[Component, ...]) -> None:
        self.name, self.components = name, components
        self._scope = Scope(components)

    @property
    def schema(self) -> type[Schema]:
        """The marshmallow schema of all questions, flat by path; conditions are applied by the loaders."""
        return self._scope.schema

    def fields(self) -> Iterator[Question]:
        """Yield every question in reading order; a repeating group counts as one."""
        yield from self._scope.questions

    @property
    def names(self) -> frozenset[str]:
        """The first steps of all answer paths: what other expressions can read under this form."""
        return frozenset(question.path.split(".")[0] for question in self.fields())

    def load_html(
        self,
        sent: MultiDict,
        *,
        context: Mapping[str, Any] = NOTHING,
        uploads: Mapping[str, Sequence[Mapping[str, Any]]] = NOTHING,
    ) -> FormResult:
        """Load what a browser sent.

        `uploads` has the stored files by path of their question, those of an earlier attempt included:
        `{"naam": "brief.pdf", "soort": "application/pdf", "grootte": 1024, ...}` with the size in bytes.
        """
        return self.load_raw(self.read_html(sent) | dict(uploads), context=context)

    def load_json(self, answers: Mapping[str, Any], *, context: Mapping[str, Any] = NOTHING) -> FormResult:
        """Load answers of a program: nested or with dotted keys, typed or in Dutch or ISO notation.

        A question that `answers` does not mention gets its default value, as on a page.
        """
        return self.load_raw(_read_json(self._scope, answers), context=context)

    def load_raw(self, raw: Mapping[str, Any], *, context: Mapping[str, Any] = NOTHING) -> FormResult:
        """Load raw answers by path, for instance a draft."""
        loaded = self._scope.load(raw, context)
        kept = _raw(self._scope, raw)
        return FormResult(loaded.values, loaded.errors, kept, frozenset(loaded.hidden))

    def read_html(self, sent: MultiDict) -> dict[str, Any]:
        """Return the raw answers in what a browser sent, without judging them."""
        return _read_html(self._scope, sent, "")

    def initial(self, prefill: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """Return raw answers to start from: `prefill` (typed, nested), else the default values."""
        raw = _raw(self._scope, _read_json(self._scope, prefill))
        for question in self.fields():
            if isinstance(question, Rows) and not raw[question.path]:
                raw[question.path] = [self.empty_row(question.path) for _ in range(question.initial)]
        return raw

    def with_row(self, raw: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Return `raw` with one more empty row for the repeating group at `path`; KeyError if none."""
        rows = self._rows(raw, path)
        room = len(rows) < self._scope.repeating[path].maximum
        return {**raw, path: [*rows, self.empty_row(path)] if room else rows}

    def without_row(self, raw: Mapping[str, Any], path: str, index: int) -> dict[str, Any]:
        """Return `raw` without row `index` (from 0) of the repeating group at `path`; KeyError if none."""
        rows = self._rows(raw, path)
        return {**raw, path: rows[:index] + rows[index + 1 :]}

    def _rows(self, raw: Mapping[str, Any], path: str) -> list[Mapping[str, Any]]:
        if path not in self._scope.rows:
            raise KeyError(path)
        return raw_rows(raw.get(path))

    def empty_row(self, path: str) -> dict[str, Any]:
        """Return the raw answers of a new row of the repeating group at `path`."""
        inner = self._scope.rows[path]
        return _raw(inner, _read_json(inner, NOTHING))

    def unknown_keys(self, answers: Mapping[str, Any]) -> list[str]:
        """Return the paths in `answers` that this form has no question for."""
        known = {question.path for question in self.fields()}
        return [path for path in nested.paths(answers) if not _covered(path, known)]

    def text(self, question: Question, values: Mapping[str, Any]) -> str:
        """Return the answer to `question` as people read it; empty when there is none."""
        value = nested.get(values, question.path)
        return "" if value is nested.MISSING else display(question, value)

    def summary(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return label and text of every given answer, in the order of the form."""
        return list(_summary(self._scope, values, ""))


def _covered(path: str, known: set[str]) -> bool:
    steps = path.split(".")
    return any(".".join(steps[:count]) in known for count in range(1, len(steps) + 1))


def _raw(scope: Scope, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return `raw` as JSON values, limited to the questions of this form."""
    kept: dict[str, Any] = {}
    for question in scope.questions:
        value = raw.get(question.path)
        if isinstance(question, Rows):
            kept[question.path] = [_raw(scope.rows[question.path], row) for row in raw_rows(value)]
        elif not isinstance(question, Computed):
            kept[question.path] = to_raw(question, _uniform(question, value))
    return kept


def _uniform(question: Question, value: Any) -> Any:
    """Ticks and dates have one way to be shown, so a text for them (a default, say) is read first."""
    if isinstance(value, str) and isinstance(question, Checkbox | When):
        typed = lenient(question, value)
        return value if typed is None or value == "" else typed
    return value


def _read_json(scope: Scope, answers: Mapping[str, Any]) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for question in scope.questions:
        value = nested.get(answers, question.path)
        value = question.default if value is nested.MISSING else value
        if isinstance(question, Rows):
            value = [_read_json(scope.rows[question.path], row) for row in raw_rows(value)]
        raw[question.path] = value
    return raw


def _read_html(scope: Scope, sent: MultiDict, prefix: str) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for question in scope.questions:
        name = prefix + question.path
        match question:
            case Rows():
                indexes = _row_indexes(sent, name)
                inner = scope.rows[question.path]
                raw[question.path] = [_read_html(inner, sent, f"{name}.{index}.") for index in indexes]
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


def _summary(scope: Scope, values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for question in scope.questions:
        value = nested.get(values, question.path)
        if value is nested.MISSING or not question.label:
            continue
        if isinstance(question, Rows):
            for number, row in enumerate(raw_rows(value), start=1):
                yield from _summary(scope.rows[question.path], row, f"{question.label} {number}: ")
        elif text := display(question, value):
            yield prefix + question.label, text
