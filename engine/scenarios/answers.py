"""Answers in a scenario: a table of what matters, completed with what any form needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.forms import Form
from engine.forms.model import Checkbox, Choice, Question, Rows, Text, When

FILLER = "Ingevuld door het scenario."
MAIL = "voorbeeld@vrijstad.example"


class FaultyTable(Exception):
    """A table in a scenario that cannot be read; the message is Dutch."""


def from_table(form: Form | None, table: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return raw answers from rows `| vraag | antwoord |`.

    A question goes by its key or its text; one in row 2 of a list as `afspraken.2.wie`. An answer is
    written as on the page; several choices are separated by commas.
    """
    answers: dict[str, Any] = {}
    for row in table:
        if len(row) != 2:
            raise FaultyTable("Een tabel met antwoorden heeft twee kolommen: vraag en antwoord.")
        _put(answers, form, row[0].strip(), row[1].strip())
    return answers


def _put(answers: dict[str, Any], form: Form | None, name: str, text: str) -> None:
    if form is None:
        answers[name] = text
        return
    questions = {question.path: question for question in form.fields()}
    by_label = {question.label: question for question in questions.values()}
    found = questions.get(name) or by_label.get(name)
    if isinstance(found, Rows):
        raise FaultyTable(
            f"'{name}' staat niet op één regel: het is een lijst. Schrijf {found.path}.1.vraag."
        )
    if found is not None:
        answers[found.path] = _answer(found, text)
        return
    path, _, rest = name.partition(".")
    number, _, inner = rest.partition(".")
    rows = questions.get(path)
    if not isinstance(rows, Rows) or not number.isdigit() or int(number) < 1:
        known = ", ".join(sorted(questions))
        raise FaultyTable(f"De vraag '{name}' staat niet in het formulier. Kies uit: {known}.")
    child = next((c for c in rows.children if isinstance(c, Question) and inner in (c.path, c.label)), None)
    if child is None:
        raise FaultyTable(f"De vraag '{inner}' staat niet in de lijst '{path}'.")
    listed: list[dict[str, Any]] = answers.setdefault(path, [])
    while len(listed) < int(number):
        listed.append({})
    listed[int(number) - 1][child.path] = _answer(child, text)


def _answer(question: Question, text: str) -> Any:
    if not isinstance(question, Choice):
        return text
    by_label = {option.label: option.value for option in question.options}
    chosen = [
        by_label.get(part.strip(), part.strip()) for part in (text.split(",") if question.many else [text])
    ]
    return chosen if question.many else chosen[0]


def completed(
    form: Form | None, answers: Mapping[str, Any], context: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """Return `answers` with every required text, date and tick that is asked but not given filled in.

    Choices are never filled in: a scenario has to say what people decide.
    """
    given = dict(answers)
    if form is None:
        return given
    questions = {question.path: question for question in form.fields()}
    for _ in range(len(questions) + 1):  # an answer can make the next question appear
        empty = [
            path
            for path in form.load_json(given, context=context).errors
            if _fill(given, questions, path, today)
        ]
        if not empty:
            break
    return given


def place_of(
    given: dict[str, Any], questions: Mapping[str, Question], path: str
) -> tuple[dict[str, Any], Question | None]:
    """Return where the answer at `path` (`vraag`, `lijst.0.vraag`) goes, and its question or None."""
    if path in questions:
        return given, questions[path]
    name, _, rest = path.partition(".")
    number, _, inner = rest.partition(".")
    rows, listed = questions.get(name), given.get(name)
    if not isinstance(rows, Rows) or not isinstance(listed, list) or not number.isdigit():
        return given, None
    asked = next((c for c in rows.children if isinstance(c, Question) and c.path == inner), None)
    return listed[int(number)], asked


def _fill(given: dict[str, Any], questions: Mapping[str, Question], path: str, today: date) -> bool:
    """Fill in the answer at `path`; False when there is one or nothing fits."""
    holder, question = place_of(given, questions, path)
    if question is None or question.path in holder:
        return False
    filler = _filler(question, today)
    if filler is None:
        return False
    holder[question.path] = filler
    return True


def _filler(question: Question, today: date) -> Any:
    match question:
        case Text(format="email"):
            return MAIL
        case Text(format="free", pattern=""):
            return FILLER
        case When(unit="date"):
            return today
        case Checkbox():
            return True
        case Rows():
            return [_row(question, today)]
    return None


def _row(rows: Rows, today: date) -> dict[str, Any]:
    """Return a first row with what is always asked in it; an empty row would not count."""
    asked = [part for part in rows.children if isinstance(part, Question) and part.hide is None]
    return {
        part.path: filler for part in asked if part.required and (filler := _filler(part, today)) is not None
    }
