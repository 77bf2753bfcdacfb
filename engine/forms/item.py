"""One component of a form-js file while it is being read: its settings, and complaints about them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.forms.conditions import BadExpression, Condition
from engine.forms.model import Option

Complain = Callable[["Item | None", str, str, str], None]

RESERVED = frozenset({"csrf_token"})  # what a page itself puts between the answers
SHOW_ONLY = "Gebruik een expressie met een label om iets te tonen dat niemand hoeft in te vullen."
OWN_OPTIONS = "Zet de keuzes zelf in het formulier."
UNSUPPORTED = {
    "readonly": SHOW_ONLY,
    "disabled": SHOW_ONLY,
    "valuesKey": OWN_OPTIONS,
    "valuesExpression": OWN_OPTIONS,
    "disallowPassedDates": "Verwijder deze instelling en zet in de uitleg bij de vraag welke datum past.",
}
_QUANTIFIER = re.compile(r"(?<!\\)[*+{]")
_STEP = re.compile(r"[^\W\d_]\w*")


class Item:
    """A JSON component. Settings of the wrong shape become a complaint and an empty value."""

    def __init__(self, source: Any, complain: Complain) -> None:
        self.source: Mapping[str, Any] = source if isinstance(source, Mapping) else {}
        self._complain = complain
        self.kind = str(self.source.get("type"))
        self.id = str(self.source.get("id") or "")
        self.key = str(self.source.get("key") or self.source.get("path") or "")

    def complain(self, message: str, remedy: str, code: str = "formulier_instelling") -> None:
        self._complain(self, message, remedy, code)

    def section(self, name: str) -> "Item":
        """Return the settings under `name`, for instance `validate`, complaining as this component."""
        inner = Item(self.source.get(name), self._complain)
        inner.id, inner.key = self.id, self.key
        return inner

    def text(self, name: str) -> str:
        """Return a fixed text; form-js' templates and expressions in texts are refused."""
        value = self.source.get(name)
        if value is None:
            return ""
        text = str(value).strip()
        if "{{" in text or text.startswith("="):
            self.complain(
                f"“{name}” bevat een formule ({text[:40]}).",
                "Schrijf hier gewone tekst; gebruik een expressie met een label voor een berekende waarde.",
                "formulier_formule",
            )
        return text

    def flag(self, name: str) -> bool:
        return self.source.get(name) is True

    def whole(self, name: str, default: int) -> int:
        """Return a whole number of at least 0."""
        number = self.number(name)
        if number is None:
            return default
        if number != int(number) or number < 0:
            self.complain(f"“{name}” moet een heel getal zijn.", "Vul een getal van 0 of hoger in.")
            return default
        return int(number)

    def number(self, name: str) -> Decimal | None:
        value = self.source.get(name)
        if value is None or value == "":
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > 15:
            self.complain(f"“{name}” is geen getal.", "Vul een gewoon getal in, zonder formule.")
            return None
        return number

    def expression(self, source: object) -> Condition | None:
        """Compile FEEL; form-js marks it with a leading `=`, except in places that take nothing else."""
        if source is None or source == "" or source is False:
            return None
        try:
            return Condition.parse(str(source))
        except BadExpression as error:
            self.complain(
                f"De voorwaarde “{str(source)[:60]}” klopt niet: {error}",
                'Verbeter de voorwaarde, bijvoorbeeld: =bereikt != "nee".',
                "formulier_feel",
            )
            return None

    def path(self, name: str, prefix: str) -> str:
        """Return the full path of the answer, each step a name that FEEL can read."""
        path = prefix + str(self.source.get(name) or "")
        if not all(_STEP.fullmatch(step) for step in path.split(".")) or path in RESERVED:
            self.complain(
                f"De sleutel “{path}” kan niet." if path else "Deze vraag heeft geen sleutel.",
                "Gebruik bij “Key” letters, cijfers en _; begin met een letter en deel op met een punt.",
                "formulier_sleutel",
            )
        return path

    def options(self) -> tuple[Option, ...]:
        values = self.source.get("values")
        options: list[Option] = []
        for value in values if isinstance(values, list) else []:
            inner = Item(value, self._complain)
            inner.id, inner.key = self.id, self.key
            stored, label = inner.source.get("value"), inner.text("label")
            if not isinstance(stored, str) or not stored.strip() or not label:
                self.complain(
                    "Een keuze mist een waarde of een label.", "Vul bij elke keuze beide in als tekst."
                )
            elif any(option.value == stored for option in options):
                self.complain(
                    f"De keuze “{stored}” komt twee keer voor.", "Geef elke keuze een eigen waarde."
                )
            else:
                options.append(Option(stored, label))
        if not options:
            self.complain(
                "Er is niets te kiezen.", "Voeg keuzes toe met een waarde en een label.", "formulier_keuzes"
            )
        return tuple(options)

    def pattern(self) -> str:
        """Return a regular expression that cannot run away on a long answer."""
        pattern = str(self.source.get("pattern") or "")
        try:
            re.compile(pattern)
        except re.error:
            self.complain(f"Het patroon “{pattern}” klopt niet.", "Verbeter het patroon of haal het weg.")
            return ""
        repeats = _QUANTIFIER.findall(pattern)
        if len(pattern) > 200 or len(repeats) > 3 or re.search(r"\)[*+{]", pattern):
            self.complain(
                f"Het patroon “{pattern}” is te ingewikkeld.", "Herhaal geen groep en hoogstens drie keer."
            )
            return ""
        return pattern

    def pairs(self) -> dict[str, str]:
        properties = self.source.get("properties")
        pairs = properties if isinstance(properties, Mapping) else {}
        return {str(name): str(value) for name, value in pairs.items()}
