"""From form-js JSON to components. Never raises on a faulty file: everything wrong is collected."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.forms.item import UNSUPPORTED, Item
from engine.forms.model import (
    Checkbox,
    Choice,
    Component,
    Computed,
    Divider,
    Files,
    Group,
    Number,
    Paragraph,
    Rows,
    Text,
    When,
)
from engine.forms.problems import FormProblem, line_of

MAX_BYTES, MAX_COMPONENTS, MAX_DEPTH, MAX_ROWS = 500_000, 500, 8, 50
AGAIN = "Open het bestand in de formuliereditor en bewaar het opnieuw."

_REMEDIES = {
    "html": "Gebruik een tekstblok met Markdown.",
    "button": "Verwijder de knop: de knoppen staan al onder elk formulier.",
    "image": "Zet de uitleg in een tekstblok.",
    "iframe": "Zet een link in een tekstblok.",
    "table": "Zet de gegevens in een tekstblok, of gebruik een expressie met een label.",
    "documentPreview": "Documenten staan in het zaakdossier.",
}

Settings = dict[str, Any]  # the arguments that all components, or all questions, share


def read(data: bytes) -> tuple[tuple[Component, ...], list[FormProblem]]:
    """Return the components of a form file and everything that is wrong with it."""
    reader = _Reader(data)
    return reader.components, reader.problems


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.problems: list[FormProblem] = []
        self.text = data.decode("utf-8", "replace")
        self.ids: set[str] = set()
        self.count = 0
        document = self._document(data)
        self.components = self._children(Item(document, self._complain), "", 0) if document else ()

    def _complain(self, item: Item | None, message: str, remedy: str, code: str) -> None:
        id_, key = (item.id, item.key) if item else ("", "")
        self.problems.append(FormProblem(line_of(self.text, id_), id_, key, message, remedy, code))

    def _document(self, data: bytes) -> Mapping[str, Any] | None:
        if len(data) > MAX_BYTES:
            self._complain(None, "Dit bestand is te groot.", "Deel het formulier op.", "formulier_onleesbaar")
            return None
        try:
            document = json.loads(data)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            message = "Dit is geen leesbare JSON."
            self.problems.append(FormProblem(line, "", "", message, AGAIN, "formulier_onleesbaar"))
            return None
        if not isinstance(document, dict) or not document.get("components"):
            self._complain(None, "Dit bestand bevat geen vragen.", "Voeg een vraag toe.", "formulier_leeg")
            return None
        return document

    def _children(
        self, parent: Item, prefix: str, depth: int, *, in_rows: bool = False
    ) -> tuple[Component, ...]:
        children = parent.source.get("components")
        if not isinstance(children, list) or not children:
            parent.complain(
                "Deze groep is leeg.", "Zet er een vraag in of verwijder de groep.", "formulier_leeg"
            )
            return ()
        if depth > MAX_DEPTH:
            parent.complain("De groepen zitten te diep in elkaar.", "Gebruik minder groepen in groepen.")
            return ()
        found = []
        for child in children:
            self.count += 1
            if self.count > MAX_COMPONENTS:
                parent.complain(f"Er zijn meer dan {MAX_COMPONENTS} onderdelen.", "Deel het formulier op.")
                break
            found.append(self._component(Item(child, self._complain), prefix, depth, in_rows=in_rows))
        return tuple(component for component in found if component is not None)

    def _component(self, item: Item, prefix: str, depth: int, *, in_rows: bool) -> Component | None:
        self._check_id(item)
        for name in UNSUPPORTED.keys() & item.source.keys():
            if item.source[name]:
                item.complain(f"De instelling “{name}” werkt hier niet.", UNSUPPORTED[name])
        shared: Settings = {
            "id": item.id,
            "hide": item.expression(item.section("conditional").source.get("hide")),
        }
        match item.kind:
            case "text":
                return Paragraph(**shared, markdown=item.text("text"))
            case "separator" | "spacer":
                return Divider(**shared, visible=item.kind == "separator")
            case "group":
                inner = f"{item.path('path', prefix)}." if item.source.get("path") else prefix
                children = self._children(item, inner, depth + 1, in_rows=in_rows)
                return Group(**shared, label=item.text("label"), children=children)
            case "dynamiclist":
                return self._rows(item, shared, prefix, depth, in_rows=in_rows)
        if build := _QUESTIONS.get(item.kind):
            return build(item, shared | _asked(item, prefix))
        item.complain(
            f"Het onderdeel “{item.kind}” wordt niet ondersteund.",
            _REMEDIES.get(item.kind, "Kies een ander onderdeel."),
            "formulier_onderdeel",
        )
        return None

    def _check_id(self, item: Item) -> None:
        """Ids become ids on the page, so a faulty one gets a stand-in while the rest is read."""
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", item.id):
            item.complain(f"De id “{item.id}” kan niet.", "Gebruik letters, cijfers en _.", "formulier_id")
            item.id = f"onderdeel_{self.count}"
        if item.id in self.ids:
            item.complain(
                f"De id “{item.id}” komt twee keer voor.", "Geef elk onderdeel een eigen id.", "formulier_id"
            )
        self.ids.add(item.id)

    def _rows(
        self, item: Item, shared: Settings, prefix: str, depth: int, *, in_rows: bool
    ) -> Component | None:
        if in_rows:
            item.complain(
                "Een herhaling in een herhaling kan niet.", "Gebruik er één.", "formulier_onderdeel"
            )
            return None
        limits = Item(item.pairs(), self._complain)
        limits.id, limits.key = item.id, item.key
        minimum, maximum = limits.whole("minimaal", 0), limits.whole("maximaal", 20)
        if not minimum <= maximum <= MAX_ROWS:
            item.complain(
                f"“minimaal” {minimum} en “maximaal” {maximum} kunnen niet.",
                f"Kies getallen tussen 0 en {MAX_ROWS}, met “minimaal” het kleinste.",
            )
        initial = min(max(item.whole("defaultRepetitions", 1), minimum), maximum)
        asked = shared | _asked(item, prefix, key="path") | {"required": minimum > 0}
        children = self._children(item, "", depth + 1, in_rows=True)
        return Rows(**asked, children=children, minimum=minimum, maximum=maximum, initial=initial)


def _asked(item: Item, prefix: str, key: str = "key") -> Settings:
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


_QUESTIONS: dict[str, Callable[[Item, Settings], Component | None]] = {
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
