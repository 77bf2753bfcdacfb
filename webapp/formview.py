"""A form made ready for the page: what each field shows, says and is called in the HTML.

Templates draw a :class:`FormView` with the macros of `templates/forms/fields.html` and decide nothing.
Without JavaScript a new form shows every question; after a first round trip the server hides what does
not apply. With JavaScript the page does that at once, from the trees in `data-hide`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from engine import Form, FormResult

Attempt = Literal["new", "update", "submit"]

ADD_ROW, REMOVE_ROW = "rij_erbij", "rij_weg"
NEW_ROW = "__rij__"  # stands for the row number in the copy that JavaScript adds
IN_BROWSER = {
    "text",
    "textarea",
    "email",
    "tel",
    "number",
    "date",
    "checkbox",
    "radio",
    "select",
    "checklist",
}
BOXES = (("dag", "Dag", 2), ("maand", "Maand", 2), ("jaar", "Jaar", 4))
TIME_BOX = ("tijd", "Tijd", 5)
EXAMPLES = {"time": "Bijvoorbeeld 14:30.", "datetime": "Bijvoorbeeld 24 3 2026 en 14:30."}


@dataclass(frozen=True)
class Box:
    """One of the small inputs of a date."""

    name: str
    id: str
    label: str
    size: int
    value: str


@dataclass(frozen=True)
class Tick:
    """One of the choices of a question."""

    id: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """One component on the page. `hide` is JSON for `forms.js`; None: no condition it can evaluate."""

    kind: str
    id: str
    name: str = ""
    path: str = ""  # relative to the row, as conditions see it
    label: str = ""
    hint: str = ""
    html: Markup | None = None
    value: Any = ""
    errors: list[str] = field(default_factory=list)
    required: bool = False
    hide: str | None = None
    hidden: bool = False
    autocomplete: str = ""
    prefix: str = ""
    suffix: str = ""
    accept: str = ""
    many: bool = False
    boxes: tuple[Box, ...] = ()
    ticks: tuple[Tick, ...] = ()
    parts: tuple["Part", ...] = ()
    rows: tuple["Part", ...] = ()
    blank_row: "Part | None" = None
    minimum: int = 0
    maximum: int = 0

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for `aria-describedby`."""
        ids = [f"{self.id}-uitleg"] if self.hint else []
        return " ".join([*ids, f"{self.id}-fout"] if self.errors else ids)

    @property
    def focus_id(self) -> str:
        """Where a link from the list of errors leads: something that takes the focus."""
        first = next(iter(self.boxes or self.ticks), None)
        return first.id if first and self.kind != "select" else self.id


@dataclass(frozen=True)
class FormView:
    """A whole form. `heading` is the level (1-6) of its group headings."""

    parts: tuple[Part, ...]
    heading: int
    needs_server: bool  # some condition only the server can evaluate

    @property
    def multipart(self) -> bool:
        """The form element needs `enctype="multipart/form-data"`."""
        return any(part.kind == "files" for part in _all(self.parts))

    @property
    def repeats(self) -> bool:
        """There are buttons among the fields."""
        return any(part.kind == "rows" for part in _all(self.parts))

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Id to go to and Dutch sentence, for every error, in the order of the page."""
        return [(part.focus_id, text) for part in _all(self.parts) for text in part.errors]


def form_view(
    form: Form,
    result: FormResult,
    *,
    attempt: Attempt = "new",
    context: Mapping[str, Any] | None = None,
    top: int = 2,
) -> FormView:
    """Prepare `form` for the page.

    `result` comes from one of the form's loaders; for an empty form or a draft
    `form.load_raw(form.initial(prefill), context=...)`. `attempt`: `new` shows every question and no
    errors, `update` hides what does not apply, `submit` shows the errors too. `context` is the case
    context the result was loaded with. `top` is the heading level of a `#` in texts and of groups.
    """
    builder = _Builder(form, result, attempt, context or {}, top)
    parts = builder.parts(form.components, result.raw, result.values, builder.root)
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


def _all(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all(part.parts)
        yield from _all(part.rows)


@dataclass(frozen=True)
class _Place:
    """Where parts stand: the prefix of their names, and the questions that conditions can read there."""

    prefix: str
    kinds: Mapping[str, str]  # kind of question by path


class _Builder:
    def __init__(
        self, form: Form, result: FormResult, attempt: Attempt, context: Mapping[str, Any], top: int
    ) -> None:
        self.form, self.result, self.attempt = form, result, attempt
        self.context, self.top = context, top
        self.needs_server = False
        self.root = _Place("", _kinds(form.components))

    def parts(
        self, components: Any, raw: Mapping[str, Any], values: Mapping[str, Any], place: _Place
    ) -> tuple[Part, ...]:
        return tuple(self.part(component, raw, values, place) for component in components)

    def part(self, component: Any, raw: Mapping[str, Any], values: Mapping[str, Any], place: _Place) -> Part:
        part = Part(
            kind=component.kind,
            id=_id(place.prefix + component.id),
            hide=self.condition(component, place),
            hidden=self.attempt != "new" and place.prefix + component.id in self.result.hidden,
        )
        match component.kind:
            case "paragraph":
                return replace(part, html=markdown(component.markdown, self.top))
            case "divider":
                return replace(part, value=component.visible)
            case "group":
                children = self.parts(component.children, raw, values, place)
                return replace(part, label=component.label, parts=children)
        name = place.prefix + component.path
        part = replace(
            part,
            name=name,
            path=component.path,
            label=component.label,
            hint=component.hint or EXAMPLES.get(component.kind, ""),
            errors=self.result.errors.get(name, []) if self.attempt == "submit" else [],
            required=component.required,
            autocomplete=component.properties.get("autocomplete", ""),
            value=_shown(component.kind, raw.get(component.path)),
        )
        dress = _DRESS.get(component.kind)
        if component.kind == "computed":
            return replace(part, value=self.form.text(component, values))
        if component.kind == "rows":
            return self.with_rows(part, component, values, place)
        return dress(part, component) if dress else part

    def with_rows(self, part: Part, component: Any, values: Mapping[str, Any], place: _Place) -> Part:
        kinds = {**place.kinds, **_kinds(component.children)}

        def row(index: int | str, raw: Mapping[str, Any]) -> Part:
            inner = _Place(f"{part.name}.{index}.", kinds)
            children = self.parts(component.children, raw, {}, inner)
            return Part(kind="row", id=f"{part.id}-{index}", name=str(index), parts=children)

        given = part.value or []
        blank = row(NEW_ROW, self.form.empty_row(component.path))
        limits = {"minimum": component.minimum, "maximum": component.maximum}
        rows = tuple(row(index, raw) for index, raw in enumerate(given))
        return replace(part, value="", rows=rows, blank_row=blank, **limits)

    def condition(self, component: Any, place: _Place) -> str | None:
        if component.hide is None:
            return None
        try:
            if component.hide.tree is None:
                raise _ServerOnly
            return json.dumps(self.bound(component.hide.tree, place), separators=(",", ":"))
        except _ServerOnly:
            self.needs_server = True
            return None

    def bound(self, tree: list[Any], place: _Place) -> list[Any]:
        """Replace what the page cannot know by its value; it stays the same while somebody types."""
        if tree[0] != "name":
            return [self.bound(part, place) if isinstance(part, list) else part for part in tree]
        path = ".".join(tree[1:])
        if place.kinds.get(path) in IN_BROWSER:
            return ["name", path]
        if any(
            path == asked or path.startswith(f"{asked}.") or asked.startswith(f"{path}.")
            for asked in place.kinds
        ):
            raise _ServerOnly
        return _literal(_fact(self.context, tree[1:]))


class _ServerOnly(Exception):
    """This condition cannot travel to the browser."""


def _kinds(components: Any) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for component in components:
        if component.kind == "group":
            kinds |= _kinds(component.children)
        elif hasattr(component, "path"):
            kinds[component.path] = component.kind
    return kinds


def _fact(context: Any, steps: list[str]) -> Any:
    for step in steps:
        context = context.get(step) if isinstance(context, Mapping) else None
    return context


def _literal(value: Any) -> list[Any]:
    match value:
        case None | bool() | int() | str():
            return ["value", value]
        case Decimal():
            return ["value", float(value)]
        case date() if not isinstance(value, datetime):
            return ["date", value.isoformat()]
        case list() | tuple():
            return ["list", *(_literal(item) for item in value)]
    raise _ServerOnly


def _shown(kind: str, raw: Any) -> Any:
    """Return a raw answer in the shape this kind of field draws; a draft may stem from another form."""
    wanted = {"date": Mapping, "datetime": Mapping, "checklist": list, "files": list, "rows": list}
    if isinstance(raw, wanted.get(kind, str)):
        return raw
    return raw if kind in ("date", "datetime") and isinstance(raw, str) else ""


def _id(name: str) -> str:
    return "v-" + name.replace(".", "-")


def _date(part: Part, component: Any) -> Part:
    typed = part.value if isinstance(part.value, Mapping) else {"dag": part.value}
    wanted = (*BOXES, TIME_BOX) if component.kind == "datetime" else BOXES
    boxes = tuple(
        Box(f"{part.name}.{box}", f"{part.id}-{box}", label, size, str(typed.get(box) or ""))
        for box, label, size in wanted
    )
    return replace(part, boxes=boxes)


def _choice(part: Part, component: Any) -> Part:
    chosen = part.value if isinstance(part.value, list) else [part.value]
    ticks = tuple(
        Tick(f"{part.id}-{number}", option.value, option.label, option.value in chosen)
        for number, option in enumerate(component.options, start=1)
    )
    return replace(part, ticks=ticks)


_DRESS = {
    "date": _date,
    "datetime": _date,
    "radio": _choice,
    "select": _choice,
    "checklist": _choice,
    "number": lambda part, component: replace(part, prefix=component.prefix, suffix=component.suffix),
    "files": lambda part, component: replace(
        part,
        accept=",".join(component.accept),
        many=component.many,
        value=[str(file.get("naam", "")) for file in part.value if isinstance(file, Mapping)],
    ),
}

_CLASSES = {
    "p": "utrecht-paragraph",
    "a": "utrecht-link",
    "ul": "utrecht-unordered-list",
    "ol": "utrecht-ordered-list",
}
_ALLOWED = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "br",
    "hr",
    "blockquote",
}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "backticks"])


@lru_cache(maxsize=256)
def markdown(text: str, top: int) -> Markup:
    """Return the explanation in a form as safe HTML; a `#` becomes heading level `top`."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(int(token.tag[1]) + top - 1, 6)}"
            token.attrSet("class", f"utrecht-heading-{token.tag[1]}")
        for inline in [token, *(token.children or [])]:
            if inline.nesting == 1 and inline.tag in _CLASSES:
                inline.attrSet("class", _CLASSES[inline.tag])
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    attributes = {tag: {"class"} for tag in _ALLOWED} | {"a": {"class", "href"}}
    return Markup(
        nh3.clean(html, tags=_ALLOWED, attributes=attributes, url_schemes={"https", "mailto", "tel"})
    )
