"""From questions to a marshmallow schema: the server's word on what an answer may be.

A schema is flat: every field is loaded from its dotted path (`inwoner.naam`) and marshmallow nests the
result. Fields take what people type and what programs send, and give the same typed value for both.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, missing, validate

from engine.forms import dutch
from engine.forms.convert import convert
from engine.forms.messages import required_message
from engine.forms.model import Checkbox, Choice, Computed, Files, Number, Question, Rows, Text

Check = Callable[[Any], Any]
MAX_FILES = 10
_PHONE = re.compile(r"\+?(?:[\s().-]*\d){9,15}[\s)]*")


class Answer(fields.Field[Any]):
    """One answer. Empty is None (or an empty list), never an empty text."""

    def __init__(self, question: Question) -> None:
        message = required_message(question)
        self.question = question
        super().__init__(
            required=question.required,
            allow_none=not question.required,
            data_key=question.path,
            attribute=question.path,
            validate=list(checks(question)),
            error_messages={"required": message, "null": message},
        )

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        """Type the value first, so that `required` sees through spaces and empty date boxes."""
        try:
            typed = value if value is missing else convert(self.question, value)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return super().deserialize(typed, attr, data, **kwargs)


def build_schema(questions: Sequence[Question], rows: dict[str, type[Schema]]) -> type[Schema]:
    """Return the Schema class for the questions of one form, or of one row in it.

    `rows` holds the schemas of its repeating groups. Computed values are no input and stay out.
    """
    members: dict[str, Any] = {}
    for question in questions:
        if isinstance(question, Rows):
            members[_member(question)] = fields.List(
                fields.Nested(rows[question.path]), data_key=question.path, attribute=question.path
            )
        elif not isinstance(question, Computed):
            members[_member(question)] = Answer(question)
    return Schema.from_dict(members, name="FormSchema")


def _member(question: Question) -> str:
    """Return a name without dots: marshmallow would take a dotted one for a nested schema."""
    return question.path.replace(".", "/")


def without(schema: type[Schema], questions: Iterable[Question]) -> Schema:
    """Return the schema for a form on which these questions are not asked."""
    return schema(exclude=[_member(question) for question in questions])


def checks(question: Question) -> Iterator[Check]:
    """Yield the marshmallow validators of a question; they run on a typed, non-empty answer."""
    match question:
        case Text():
            yield from _text_checks(question)
        case Number():
            yield from _number_checks(question)
        case Choice(many=True) | Files() if question.required:
            yield validate.Length(min=1, error=required_message(question))
        case Checkbox(required=True):
            yield validate.Equal(True, error=required_message(question))
    if isinstance(question, Files):
        yield validate.Length(max=MAX_FILES if question.many else 1, error=_too_many_files(question))


def _text_checks(question: Text) -> Iterator[Check]:
    if question.min_length > 1:
        error = f"Dit antwoord is te kort. Schrijf minstens {question.min_length} tekens."
        yield validate.Length(min=question.min_length, error=error)
    longest = dutch.format_number(question.max_length)
    yield validate.Length(
        max=question.max_length, error=f"Dit antwoord is te lang. Schrijf hoogstens {longest} tekens."
    )
    for fits, sentence in _shapes(question):
        yield _holds(_if_short(question.max_length, fits), sentence)


def _if_short(longest: int, fits: Callable[[str], object]) -> Callable[[str], object]:
    """Too long is told already; a regular expression gets no chance to choke on it."""
    return lambda text: len(text) > longest or fits(text)


def _shapes(question: Text) -> Iterator[tuple[Callable[[str], object], str]]:
    if question.format == "email":
        yield _is_email, "Vul een e-mailadres in met een @, bijvoorbeeld naam@voorbeeld.nl."
    if question.format == "phone":
        yield _PHONE.fullmatch, "Vul een telefoonnummer in, bijvoorbeeld 06 12345678."
    if question.pattern:
        own = question.properties.get("fout_vorm", "Dit antwoord heeft niet de juiste vorm. Lees de uitleg.")
        yield re.compile(question.pattern).search, own


def _is_email(text: str) -> bool:
    try:
        validate.Email()(text)
    except ValidationError:
        return False
    return True


def _number_checks(question: Number) -> Iterator[Check]:
    low, high = question.minimum, question.maximum
    if low is not None:
        yield validate.Range(min=low, error=f"Vul een getal in van {dutch.format_number(low)} of hoger.")
    if high is not None:
        yield validate.Range(max=high, error=f"Vul een getal in van {dutch.format_number(high)} of lager.")
    if question.decimals is not None:
        places = question.decimals
        sentence = (
            f"Vul hoogstens {places} cijfers achter de komma in." if places else "Vul een heel getal in."
        )
        yield _holds(lambda number: -int(Decimal(number).as_tuple().exponent) <= places, sentence)


def _too_many_files(question: Files) -> str:
    return f"Voeg hoogstens {MAX_FILES} bestanden toe." if question.many else "Voeg één bestand toe."


def _holds(test: Callable[[Any], object], sentence: str) -> Check:
    def check(value: Any) -> None:
        if not test(value):
            raise ValidationError(sentence)

    return check
