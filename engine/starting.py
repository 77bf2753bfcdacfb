"""What comes in, checked and completed before it is an event."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.errors import InvalidAnswers
from engine.ports import Facts


def validated(form: Any, answers: Facts, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as their form reads them. Raises InvalidAnswers."""
    result = form.load_json(answers, context=context)
    if result.errors:
        raise InvalidAnswers(result.errors)
    values: dict[str, Any] = result.values
    return values


def complete_facts(zaak: dict[str, Any], number: str, received: date) -> None:
    """Fill in what the law makes of a complaint: received today, in writing unless told otherwise."""

    def fill(fact: str, value: Any) -> None:
        if zaak.get(fact) is None:  # not asked, or asked and not answered
            zaak[fact] = value

    fill("nummer", number)
    fill("soort", "klacht")
    if zaak["soort"] == "klacht":  # a follow-up case is no complaint: without a receipt date no term runs
        fill("ontvangstdatum", received)
    fill("schriftelijk", True)
    fill("regime", "9.1.2" if zaak["schriftelijk"] else "9.2")
