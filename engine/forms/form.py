"""A form that a process owner drew: reads answers from pages and programs, and shows them again.

Both ways in give the same typed values: `date`, `time`, aware `datetime`, `int` or `Decimal`, `str`,
`bool`, `list`, nested `dict`. Every question that was asked is in the values (None when left empty);
a question that was not asked is absent, whatever was sent for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from engine.forms import values as nested
from engine.forms.display import display
from engine.forms.model import Component, Question, Rows
from engine.forms.raw import MultiDict, kept_raw, read_html, read_json
from engine.forms.scope import Scope, raw_rows

NOTHING: Mapping[str, Any] = {}


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
        return self.load_raw(read_json(self._scope, answers), context=context)

    def load_raw(self, raw: Mapping[str, Any], *, context: Mapping[str, Any] = NOTHING) -> FormResult:
        """Load raw answers by path, for instance a draft."""
        loaded = self._scope.load(raw, context)
        kept = kept_raw(self._scope, raw)
        return FormResult(loaded.values, loaded.errors, kept, frozenset(loaded.hidden))

    def read_html(self, sent: MultiDict) -> dict[str, Any]:
        """Return the raw answers in what a browser sent, without judging them."""
        return read_html(self._scope, sent, "")

    def initial(self, prefill: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """Return raw answers to start from: `prefill` (typed, nested), else the default values."""
        raw = kept_raw(self._scope, read_json(self._scope, prefill))
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
        return kept_raw(inner, read_json(inner, NOTHING))

    def text(self, question: Question, values: Mapping[str, Any]) -> str:
        """Return the answer to `question` as people read it; empty when there is none."""
        value = nested.get(values, question.path)
        return "" if value is nested.MISSING else display(question, value)

    def summary(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return label and text of every given answer, in the order of the form."""
        return list(_summary(self._scope, values, ""))


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
