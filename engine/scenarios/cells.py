"""Typed answers as rows of a table in a scenario: the way back from :mod:`engine.scenarios.answers`."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.forms import Form, FormResult, dutch
from engine.forms import values as nested
from engine.forms.model import Choice, Component, Computed, Files, Group, Question, Rows

Row = tuple[str, str]


def rows_of(form: Form | None, result: FormResult | None, usual: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the rows `| vraag | antwoord |` that give these answers again.

    What a scenario fills in by itself (`usual`) and what a form fills in (its defaults) is named when it
    was left empty. Attachments are no part of a scenario.
    """
    if form is None or result is None:
        return ()
    return tuple(_rows(form.fields(), result.values, usual, ""))


def _rows(
    questions: Iterator[Question], values: Mapping[str, Any], usual: Mapping[str, Any], prefix: str
) -> Iterator[Row]:
    for question in questions:
        value = nested.get(values, question.path)
        if value is nested.MISSING or isinstance(question, Computed | Files):
            continue
        if isinstance(question, Rows):
            for number, row in enumerate(value or (), start=1):
                inner = f"{prefix}{question.path}.{number}."
                yield from _rows(_asked(question.children), row, {}, inner)
        elif not _is_empty(value) or question.default is not None or question.path in usual:
            yield prefix + question.path, _cell(question, value)


def _asked(components: tuple[Component, ...]) -> Iterator[Question]:
    for component in components:
        if isinstance(component, Group):
            yield from _asked(component.children)
        elif isinstance(component, Question):
            yield component


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []


def _cell(question: Question, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime():
            local = value.astimezone(dutch.AMSTERDAM)
            return f"{dutch.format_date(local)} {local.hour}:{local.minute:02}"
        case date():
            return dutch.format_date(value)
        case time():
            return f"{value.hour}:{value.minute:02}"
        case int() | Decimal():
            return dutch.format_number(value, thousands=False)
        case list() | tuple():
            return ", ".join(_chosen(question, str(one)) for one in value)
    return _chosen(question, str(value))


def _chosen(question: Question, value: str) -> str:
    """Return the value of an option; its label when another option is labelled like this value."""
    if not isinstance(question, Choice):
        return value
    labelled = next((option for option in question.options if option.label == value), None)
    return question.label_of(value) if labelled and labelled.value != value else value
