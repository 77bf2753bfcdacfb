"""Invented answers to any form, for who wants to see what comes next rather than type."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from engine.forms import Form
from engine.forms.model import Checkbox, Choice, Number, Question, Rows, Text, When
from engine.scenarios.answers import MAIL, place_of

TEXT = "Ingevuld om te oefenen."
NAMED = {
    "naam": "Noor Voorbeeld",
    "straat": "Dorpsstraat 12",
    "postcode": "1234 AB",
    "plaats": "Vrijstad",
    "telefoon": "06 00000000",
    "email": MAIL,
    "omschrijving": "Niemand belde mij terug over mijn aanvraag.",
    "onderwerp": "De hulp thuis kwam niet",
}
ALWAYS = frozenset({*NAMED, "gevoel"})


def invented(form: Form, known: Mapping[str, Any], context: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return raw answers: those that are `known`, and something for every question that must be answered.

    An answer that the form refuses is followed by the next that might do.
    """
    given = dict(known)
    questions = {question.path: question for question in form.fields()}
    tries: dict[str, Iterator[Any]] = {}
    for question in questions.values():
        if question.path.rpartition(".")[2] in ALWAYS and not given.get(question.path):
            given[question.path] = next(_candidates(question, today), None)
    for _ in range(4 * len(questions) + 4):  # an answer can make the next question appear
        faulty = list(form.load_raw(given, context=context).errors)
        if not [path for path in faulty if _try(given, questions, tries, path, today)]:
            break
    return form.load_raw(given, context=context).raw


def _try(
    given: dict[str, Any],
    questions: Mapping[str, Question],
    tries: dict[str, Iterator[Any]],
    path: str,
    today: date,
) -> bool:
    """Give the question at `path` its next answer; False when there is none."""
    holder, question = place_of(given, questions, path)
    if question is None:
        return False
    options = tries.setdefault(path, _candidates(question, today))
    missing = object()
    found = next(options, missing)
    if found is missing:
        return False
    holder[question.path] = found
    return True


def _candidates(question: Question, today: date) -> Iterator[Any]:
    match question:
        case Text():
            yield from _texts(question)
        case Choice(options=options, many=many):
            yield from ([option.value] if many else option.value for option in options)
        case Checkbox():
            yield "ja"
        case Number():
            yield from _numbers(question)
        case When():
            yield from _moments(question, today)
        case Rows():
            yield [_row(question, today)]


def _moments(question: When, today: date) -> Iterator[Any]:
    if question.unit == "time":
        yield "10:00"
        return
    for days in (0, 7, -7, 30, -30):
        day = today + timedelta(days=days)
        boxes = {"dag": str(day.day), "maand": str(day.month), "jaar": str(day.year)}
        yield boxes if question.unit == "date" else boxes | {"tijd": "10:00"}


def _texts(question: Text) -> Iterator[str]:
    named = {"email": MAIL, "phone": NAMED["telefoon"]}
    longer = named.get(question.format) or NAMED.get(question.path.rpartition(".")[2], TEXT)
    while len(longer) < question.min_length:
        longer = f"{longer} {TEXT}"
    yield longer[: question.max_length]
    yield from ("1234 AB", "2026", "12345", "A1")  # what patterns usually ask for


def _numbers(question: Number) -> Iterator[str]:
    for number in (question.minimum, 1, 3, question.maximum):
        if number is not None:
            yield str(number).replace(".", ",")


def _row(rows: Rows, today: date) -> dict[str, Any]:
    """Return a row with what is always asked in it; with its first question when nothing is."""
    asked = [part for part in rows.children if isinstance(part, Question)]
    wanted = [part for part in asked if part.required] or asked[:1]
    return {part.path: next(_candidates(part, today), None) for part in wanted}
