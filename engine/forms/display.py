"""From typed back to what people type, and to what they read in a case file."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.forms import dutch
from engine.forms.model import Choice, Number, Question


def to_raw(question: Question, value: Any) -> Any:
    """Return, as JSON, what someone would have typed to give `value`; converting it gives `value` again.

    A value of the wrong type becomes its text, so that a draft can be kept whatever is in it.
    """
    match value:
        case None:
            return None
        case bool():
            return "ja" if value else ""
        case int() | float() | Decimal() if isinstance(question, Number):
            return _number(Decimal(str(value) if isinstance(value, float) else value))
        case datetime():
            local = value.astimezone(dutch.AMSTERDAM)
            return _date_boxes(local) | {"tijd": f"{local.hour}:{local.minute:02}"}
        case date():
            return _date_boxes(value)
        case time():
            return f"{value.hour}:{value.minute:02}"
        case Mapping():
            return {
                str(name): part if isinstance(part, str | int) else str(part) for name, part in value.items()
            }
        case list() | tuple():
            return [part if isinstance(part, str) else to_raw(question, part) for part in value]
    return str(value)


def _number(number: Decimal) -> str:
    usual = number.is_finite() and abs(number.adjusted()) <= dutch.MAX_DIGITS
    return dutch.format_number(number, thousands=False) if usual else str(number)


def _date_boxes(day: date) -> dict[str, str]:
    return {"dag": str(day.day), "maand": str(day.month), "jaar": str(day.year)}


def display(question: Question, value: Any) -> str:
    """Return the answer as people read it in a case file."""
    match value:
        case None:
            return ""
        case bool():
            return "Ja" if value else "Nee"
        case datetime():
            return dutch.format_moment(value)
        case date():
            return dutch.format_date(value)
        case time():
            return dutch.format_time(value)
        case int() | Decimal():
            number = dutch.format_number(value)
            looks = (question.prefix, number, question.suffix) if isinstance(question, Number) else (number,)
            return " ".join(part for part in looks if part)
        case list() | tuple():
            return ", ".join(_item(question, item) for item in value)
        case str() if isinstance(question, Choice):
            return question.label_of(value)
    return str(value)


def _item(question: Question, item: Any) -> str:
    if isinstance(question, Choice):
        return question.label_of(str(item))
    return str(item["naam"]) if isinstance(item, Mapping) and "naam" in item else str(item)
