"""The kinds of question in a form-js file, each read from its component."""

from collections.abc import Callable
from typing import Any

from engine.forms.item import Item
from engine.forms.model import Checkbox, Choice, Component, Computed, Files, Number, Text, When

Settings = dict[str, Any]  # arguments that all components, or all questions, share


def asked_of(item: Item, prefix: str, key: str = "key") -> Settings:
    """Read what every question has; `key` names the setting with its path."""
    label = item.text("label") or item.text("dateLabel") or item.text("timeLabel")
    if not label and item.kind != "expression":
        item.complain(
            "Deze vraag heeft geen tekst.", "Schrijf bij “Label” wat u wilt weten.", "formulier_label"
        )
    pairs = item.pairs()
    return {
        "path": item.path(key, prefix),
        "label": label,
        "hint": item.text("description") or pairs.get("hint", ""),
        "required": item.section("validate").flag("required"),
        "default": item.source.get("defaultValue"),
        "properties": pairs,
    }


def _text(item: Item, asked: Settings) -> Text:
    limits = item.section("validate")
    kind = str(limits.source.get("validationType") or "")
    if kind not in ("", "custom", "email", "phone"):
        item.complain(f"Het soort controle “{kind}” bestaat niet.", "Kies e-mail of telefoon, of geen.")
    many = item.kind == "textarea"
    pattern = limits.pattern()
    longest = 200 if pattern else 10_000 if many else 1_000
    shortest, maximum = limits.whole("minLength", 0), limits.whole("maxLength", longest)
    if shortest > maximum:
        item.complain("De minimale lengte is groter dan de maximale.", "Verander een van beide.")
    return Text(
        **asked,
        lines="many" if many else "one",
        format="email" if kind == "email" else "phone" if kind == "phone" else "free",
        min_length=shortest,
        max_length=min(maximum, longest) if pattern else maximum,
        pattern=pattern,
    )


def _number(item: Item, asked: Settings) -> Number:
    limits, looks = item.section("validate"), item.section("appearance")
    minimum, maximum = limits.number("min"), limits.number("max")
    if minimum is not None and maximum is not None and minimum > maximum:
        item.complain("Het kleinste getal is groter dan het grootste.", "Verander “min” of “max”.")
    return Number(
        **asked,
        minimum=minimum,
        maximum=maximum,
        decimals=None if item.source.get("decimalDigits") is None else item.whole("decimalDigits", 0),
        prefix=looks.text("prefixAdorner"),
        suffix=looks.text("suffixAdorner"),
    )


def _when(item: Item, asked: Settings) -> When:
    kind = str(item.source.get("subtype") or "date")
    if kind == "time":
        return When(**asked, unit="time")
    if kind not in ("date", "datetime"):
        item.complain(f"Het soort datum “{kind}” bestaat niet.", "Kies date, time of datetime.")
    return When(**asked, unit="datetime" if kind == "datetime" else "date")


def _choice(item: Item, asked: Settings) -> Choice:
    many = item.kind in ("checklist", "taglist")
    return Choice(**asked, options=item.options(), many=many, dropdown=item.kind == "select")


def _files(item: Item, asked: Settings) -> Files:
    accept = tuple(part.strip().lower() for part in item.text("accept").split(",") if part.strip())
    pairs = Item(item.pairs(), item._complain)
    megabytes = pairs.whole("maximaal_mb", 10)
    return Files(**asked, many=item.flag("multiple"), accept=accept, max_bytes=megabytes * 1_000_000)


def _computed(item: Item, asked: Settings) -> Computed | None:
    expression = item.expression(item.source.get("expression"))
    if expression is None:
        item.complain("Deze expressie is leeg of klopt niet.", "Vul bij “Expression” een FEEL-formule in.")
        return None
    return Computed(**asked, expression=expression)


QUESTIONS: dict[str, Callable[[Item, Settings], Component | None]] = {
    "textfield": _text,
    "textarea": _text,
    "number": _number,
    "datetime": _when,
    "checkbox": lambda item, asked: Checkbox(**asked),
    "checklist": _choice,
    "taglist": _choice,
    "radio": _choice,
    "select": _choice,
    "filepicker": _files,
    "expression": _computed,
}
