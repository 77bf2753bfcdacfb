"""From form-js JSON to components. Never raises on a faulty file: everything wrong is collected."""

import json
import re
from collections.abc import Mapping
from typing import Any

from engine.forms.item import UNSUPPORTED, Item
from engine.forms.model import Component, Divider, Group, Paragraph, Rows
from engine.forms.problems import FormProblem, line_of
from engine.forms.questions import QUESTIONS, Settings, asked_of

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
        if build := QUESTIONS.get(item.kind):
            return build(item, shared | asked_of(item, prefix))
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
        asked = shared | asked_of(item, prefix, key="path") | {"required": minimum > 0}
        children = self._children(item, "", depth + 1, in_rows=True)
        return Rows(**asked, children=children, minimum=minimum, maximum=maximum, initial=initial)
