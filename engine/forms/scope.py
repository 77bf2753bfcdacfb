"""Questions that are answered together: a whole form, or one row of a repeating group in it.

A scope decides what is asked and loads what was answered. Questions that are not asked lose whatever
came in for them, and since that may change what else is asked, hiding is repeated until nothing moves.
A question that is not asked counts as not answered, to conditions too: a checkbox is then false and a
checklist empty (form-js makes them null, after which `not(list contains(...))` would show what follows).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError

from engine.forms import values as nested
from engine.forms.convert import convert
from engine.forms.messages import required_message
from engine.forms.model import Component, Computed, Question, Rows, walk
from engine.forms.schema import build_schema, without

MOST_ROWS = 100  # empty ones included
Context = Mapping[str, Any]
Raw = Mapping[str, Any]


@dataclass
class Loaded:
    """Nested typed values, errors by path, and the ids that were not asked (`path.0.id` in a row)."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    blank: bool = True  # nobody answered anything

    def add_row(self, prefix: str, row: "Loaded") -> None:
        self.errors |= {f"{prefix}.{path}": texts for path, texts in row.errors.items()}
        self.hidden |= {f"{prefix}.{id_}" for id_ in row.hidden}


class Scope:
    def __init__(self, components: tuple[Component, ...]) -> None:
        self.components = components
        asked = [(part, chain) for part, chain in walk(components) if isinstance(part, Question)]
        self.questions: tuple[Question, ...] = tuple(question for question, _ in asked)
        self._chains = {question.path: frozenset(chain) for question, chain in asked}
        self._conditions = [(part.id, part.hide) for part, _ in walk(components) if part.hide is not None]
        self.repeating = {q.path: q for q in self.questions if isinstance(q, Rows)}
        self.rows = {path: Scope(rows.children) for path, rows in self.repeating.items()}
        self.schema: type[Schema] = build_schema(
            self.questions, {path: scope.schema for path, scope in self.rows.items()}
        )
        self._schema_for = lru_cache(maxsize=64)(self._schema_without)

    def _schema_without(self, hidden: frozenset[str]) -> Schema:
        unasked = [q for q in self.questions if isinstance(q, Rows) or self._chains[q.path] & hidden]
        return without(self.schema, [q for q in unasked if not isinstance(q, Computed)])

    def load(self, raw: Raw, context: Context) -> Loaded:
        """Load `raw` (by path); `context` is what conditions may read besides these answers."""
        hidden, known = self._settle(raw, context)
        asked = [q for q in self.questions if not self._chains[q.path] & hidden]
        result = Loaded(hidden=set(hidden), blank=all(_is_blank(q, raw.get(q.path)) for q in asked))
        given = {q.path: raw.get(q.path) for q in asked if not isinstance(q, Rows | Computed)}
        try:
            result.values = self._schema_for(hidden).load(given)
        except ValidationError as error:
            result.values = dict(error.valid_data) if isinstance(error.valid_data, dict) else {}
            result.errors = {str(path): list(texts) for path, texts in error.messages_dict.items()}
        for question in asked:
            if isinstance(question, Rows):
                self._load_rows(question, raw.get(question.path), known, result)
            elif isinstance(question, Computed):
                nested.put(result.values, question.path, nested.get(known, question.path))
        return result

    def _load_rows(self, question: Rows, raw: Any, known: Context, result: Loaded) -> None:
        rows = []
        for index, raw_row in enumerate(raw_rows(raw)):
            row = self.rows[question.path].load(raw_row, known)
            if row.blank:
                row.errors = {}
            else:
                rows.append(row)
            result.add_row(f"{question.path}.{index}", row)
        nested.put(result.values, question.path, [row.values for row in rows])
        if len(rows) < question.minimum:
            least = question.minimum
            sentence = f"Vul “{question.label}” minstens {least} keer in."
            result.errors[question.path] = [required_message(question) if least == 1 else sentence]
        if len(rows) > question.maximum or len(raw_rows(raw)) > MOST_ROWS:
            result.errors[question.path] = [f"Vul “{question.label}” hoogstens {question.maximum} keer in."]

    def _settle(self, raw: Raw, context: Context) -> tuple[frozenset[str], dict[str, Any]]:
        """Return the hidden ids and everything conditions can read, in agreement with each other."""
        typed = {q.path: lenient(q, raw.get(q.path)) for q in self.questions}
        hidden: frozenset[str] = frozenset()
        previous = hidden
        for _ in range(len(self._conditions) + 2):
            known = self._known(typed, hidden, context)
            previous, hidden = hidden, self._hidden(known)
            if hidden == previous:
                return hidden, known
        # Conditions that keep contradicting each other: asking less is the safe side.
        hidden |= previous
        return hidden, self._known(typed, hidden, context)

    def _hidden(self, known: Context) -> frozenset[str]:
        return frozenset(id_ for id_, condition in self._conditions if condition.holds(known))

    def _known(self, typed: Raw, hidden: frozenset[str], context: Context) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        computed = []
        for question in self.questions:
            asked = not self._chains[question.path] & hidden
            nested.put(answers, question.path, typed[question.path] if asked else lenient(question, None))
            if asked and isinstance(question, Computed):
                computed.append(question)
        known = nested.merged(context, answers)
        for question in computed:
            nested.put(known, question.path, question.expression.value(known))
        for path, scope in self.rows.items():
            loaded = [scope.load(row, known) for row in nested.get(known, path)]
            nested.put(known, path, [row.values for row in loaded if not row.blank])
        return known


def lenient(question: Question, raw: Any) -> Any:
    """Return the typed answer for use in conditions; what cannot be read counts as not answered."""
    if isinstance(question, Rows):
        return raw_rows(raw)
    if isinstance(question, Computed):
        return None
    try:
        return convert(question, raw)
    except ValueError:
        return None


def _is_blank(question: Question, raw: Any) -> bool:
    """Unreadable input is not blank: somebody tried to say something."""
    if isinstance(question, Computed):
        return True
    try:
        return convert(question, raw) in (None, False, [])
    except ValueError:
        return False


def raw_rows(raw: Any) -> list[Mapping[str, Any]]:
    """Return the rows in `raw`; of a flood one more than the most that any form allows."""
    rows = raw[: MOST_ROWS + 1] if isinstance(raw, list | tuple) else []
    return [row for row in rows if isinstance(row, Mapping)]
