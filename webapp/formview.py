"""A form made ready for the page: what each field shows, says and is called in the HTML.

Templates draw a :class:`FormView` with the macros of `templates/forms/fields.html` and decide nothing.
Without JavaScript a new form shows every question; after a first round trip the server hides what does
not apply. With JavaScript the page does that at once, from the trees in `data-hide`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from engine import Form, FormResult
from webapp.formconditions import ServerOnly, to_browser
from webapp.formparts import DRESS, FormView, Part, shown
from webapp.formtext import markdown

Attempt = Literal["new", "update", "submit"]

ADD_ROW, REMOVE_ROW = "rij_erbij", "rij_weg"
NEW_ROW = "__rij__"  # stands for the row number in the copy that JavaScript adds
EXAMPLES = {"time": "Bijvoorbeeld 14:30.", "datetime": "Bijvoorbeeld 24 3 2026 en 14:30."}


def form_view(
    form: Form,
    result: FormResult,
    *,
    attempt: Attempt = "new",
    context: Mapping[str, Any] | None = None,
    top: int = 2,
    colleagues: Callable[[str], Iterable[str]] = lambda role: (),
) -> FormView:
    """Prepare `form` for the page.

    `result` comes from one of the form's loaders; for an empty form or a draft
    `form.load_raw(form.initial(prefill), context=...)`. `attempt`: `new` shows every question and no
    errors, `update` hides what does not apply, `submit` shows the errors too. `context` is the case
    context the result was loaded with. `top` is the heading level of a `#` in texts and of groups.
    `colleagues` gives the names of who has a role, for a question with the property `collega`.
    """
    builder = _Builder(form, result, attempt, context or {}, top)
    builder.colleagues = colleagues
    place = _Place(result.raw, _kinds(form.components), result.values)
    parts = builder.parts(form.components, place)
    return FormView(parts, top, builder.needs_server)


def apply_row_action(form: Form, raw: Mapping[str, Any], action: str) -> dict[str, Any] | None:
    """Return `raw` after pressing a row button (`_actie=rij_erbij:pad`, `rij_weg:pad:1`), else None."""
    verb, _, target = action.partition(":")
    path, _, index = target.partition(":")
    try:
        if verb == ADD_ROW:
            return form.with_row(raw, path)
        if verb == REMOVE_ROW and re.fullmatch(r"\d{1,4}", index, re.ASCII):
            return form.without_row(raw, path, int(index))
    except KeyError:
        return None
    return None


@dataclass(frozen=True)
class _Place:
    """Where parts stand: the form itself, or one row in it."""

    raw: Mapping[str, Any]
    kinds: Mapping[str, str]  # kind of each question that conditions can read here, by path
    values: Mapping[str, Any] = field(default_factory=dict)
    prefix: str = ""  # of names


class _Builder:
    def __init__(
        self, form: Form, result: FormResult, attempt: Attempt, context: Mapping[str, Any], top: int
    ) -> None:
        self.form, self.result, self.attempt = form, result, attempt
        self.context, self.top = context, top
        self.colleagues: Callable[[str], Iterable[str]] = lambda role: ()
        self.needs_server = False

    def parts(self, components: Any, place: _Place) -> tuple[Part, ...]:
        return tuple(self.part(component, place) for component in components)

    def part(self, component: Any, place: _Place) -> Part:
        name = place.prefix + component.id
        common = {
            "kind": component.kind,
            "id": _id(name),
            "hide": self.condition(component, place),
            "hidden": self.attempt != "new" and name in self.result.hidden,
        }
        match component.kind:
            case "paragraph":
                return Part(**common, html=markdown(component.markdown, self.top))
            case "divider":
                return Part(**common, value=component.visible)
            case "group":
                children = self.parts(component.children, place)
                return Part(**common, label=component.label, parts=children)
        return self.question(common, component, place)

    def question(self, common: Mapping[str, Any], component: Any, place: _Place) -> Part:
        name = place.prefix + component.path
        asked = Part(
            **common,
            name=name,
            path=component.path,
            label=component.label,
            hint=component.hint or EXAMPLES.get(component.kind, ""),
            errors=self.result.errors.get(name, []) if self.attempt == "submit" else [],
            required=component.required,
            autocomplete=component.properties.get("autocomplete", ""),
            suggestions=self.suggestions(component),
            value=shown(component.kind, place.raw.get(component.path)),
        )
        if component.kind == "computed":
            return replace(asked, value=self.form.text(component, place.values))
        if component.kind == "rows":
            return self.rows(asked, component, place)
        dress = DRESS.get(component.kind)
        return dress(asked, component) if dress else asked

    def suggestions(self, component: Any) -> tuple[str, ...]:
        role = component.properties.get("collega")
        return tuple(self.colleagues(role)) if role else ()

    def rows(self, part: Part, component: Any, place: _Place) -> Part:
        kinds = {**place.kinds, **_kinds(component.children)}

        def row(index: int | str, raw: Mapping[str, Any]) -> Part:
            inner = _Place(raw, kinds, prefix=f"{part.name}.{index}.")
            children = self.parts(component.children, inner)
            return Part(kind="row", id=f"{part.id}-{index}", name=str(index), parts=children)

        return replace(
            part,
            value="",
            rows=tuple(row(index, raw) for index, raw in enumerate(part.value)),
            blank_row=row(NEW_ROW, self.form.empty_row(component.path)),
            minimum=component.minimum,
            maximum=component.maximum,
        )

    def condition(self, component: Any, place: _Place) -> str | None:
        if component.hide is None:
            return None
        try:
            return to_browser(component.hide, place.kinds, self.context)
        except ServerOnly:
            self.needs_server = True
            return None


def _kinds(components: Any) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for component in components:
        if component.kind == "group":
            kinds |= _kinds(component.children)
        elif hasattr(component, "path"):
            kinds[component.path] = component.kind
    return kinds


def _id(name: str) -> str:
    return "v-" + name.replace(".", "-")
