"""What a page knows of a form: parts with everything their markup needs, and no decisions left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup, escape

BOXES = (("dag", "Dag", 2), ("maand", "Maand", 2), ("jaar", "Jaar", 4))
TIME_BOX = ("tijd", "Tijd", 5)


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
    suggestions: tuple[str, ...] = ()  # offered while typing; another answer is fine
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

    # Attributes of its element, in Python: a macro for each costs more than the whole field.

    @property
    def when(self) -> Markup:
        """When it shows."""
        return Markup(f"{_attribute('data-hide', self.hide)}{' hidden' if self.hidden else ''}")

    @property
    def data(self) -> Markup:
        """What `forms.js` must know of it."""
        return Markup(f'{self.when} data-path="{escape(self.path)}" data-kind="{escape(self.kind)}"')

    @property
    def described(self) -> Markup:
        ids = [f"{self.id}-uitleg"] if self.hint else []
        return Markup(
            _attribute("aria-describedby", " ".join([*ids, f"{self.id}-fout"] if self.errors else ids))
        )

    @property
    def aria(self) -> Markup:
        """What a screen reader says of it besides its label."""
        invalid = ' aria-invalid="true"' if self.errors else ""
        required = ' aria-required="true"' if self.required else ""
        return Markup(f"{self.described}{invalid}{required}")

    @property
    def auto(self) -> Markup:
        return Markup(_attribute("autocomplete", self.autocomplete))

    @property
    def focus_id(self) -> str:
        """Where a link from the list of errors leads: something that takes the focus."""
        inner = [box.id for box in self.boxes] + [tick.id for tick in self.ticks]
        return inner[0] if inner and self.kind != "select" else self.id


def _attribute(name: str, value: str | None) -> str:
    return f' {name}="{escape(value)}"' if value else ""


@dataclass(frozen=True)
class FormView:
    """A whole form. `heading` is the level (1-6) of its group headings."""

    parts: tuple[Part, ...]
    heading: int
    needs_server: bool  # some condition only the server can evaluate

    @property
    def multipart(self) -> bool:
        """The form element needs `enctype="multipart/form-data"`."""
        return any(part.kind == "files" for part in all_parts(self.parts))

    @property
    def repeats(self) -> bool:
        """There are buttons among the fields."""
        return any(part.kind == "rows" for part in all_parts(self.parts))

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Id to go to and Dutch sentence, for every error, in the order of the page."""
        return [(part.focus_id, text) for part in all_parts(self.parts) for text in part.errors]

    def lacking(self, errors: Mapping[str, list[str]]) -> list[tuple[str, str]]:
        """The same for errors that the page does not show yet, by name of the field."""
        return [(part.focus_id, text) for part in all_parts(self.parts) for text in errors.get(part.name, ())]


def all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from all_parts(part.parts)
        yield from all_parts(part.rows)


def shown(kind: str, raw: Any) -> Any:
    """Return a raw answer in the shape this kind of field draws; a draft may stem from another form."""
    wanted = {"date": Mapping, "datetime": Mapping, "checklist": list, "files": list, "rows": list}
    if isinstance(raw, wanted.get(kind, str)):
        return raw
    return raw if kind in ("date", "datetime") and isinstance(raw, str) else ""


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


DRESS = {
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
