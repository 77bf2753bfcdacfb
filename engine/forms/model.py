"""What a form is made of: a tree of frozen components, read from a form-js file.

`id` is unique in a form. `path` is the (dotted) key of the answer; inside a repeating group it is
relative to the row. Spacing and columns of the file are not kept: pages lay forms out in one column.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.forms.conditions import Condition


@dataclass(frozen=True, kw_only=True)
class Component:
    """Anything on a form. `hide` is form-js' condition: hidden only when it is exactly true."""

    id: str
    hide: Condition | None = None

    @property
    def kind(self) -> str:
        """How a page shows it: the name of a piece of markup."""
        return type(self).__name__.lower()


@dataclass(frozen=True, kw_only=True)
class Paragraph(Component):
    """Explanation in Markdown."""

    markdown: str


@dataclass(frozen=True, kw_only=True)
class Divider(Component):
    """A line, or just some space."""

    visible: bool


@dataclass(frozen=True, kw_only=True)
class Group(Component):
    """Questions under one heading."""

    label: str
    children: tuple[Component, ...]


@dataclass(frozen=True, kw_only=True)
class Question(Component):
    """Something that has an answer. `properties` are the free pairs of the file (`autocomplete`, ...)."""

    path: str
    label: str
    hint: str = ""
    required: bool = False
    default: Any = None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    lines: Literal["one", "many"] = "one"
    format: Literal["free", "email", "phone"] = "free"
    min_length: int = 0
    max_length: int = 10_000
    pattern: str = ""

    @property
    def kind(self) -> str:
        if self.lines == "many":
            return "textarea"
        return {"email": "email", "phone": "tel"}.get(self.format, "text")


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    minimum: Any = None  # int or Decimal
    maximum: Any = None
    decimals: int | None = None  # None: as many as someone types
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, kw_only=True)
class When(Question):
    """A day, a time of day, or both."""

    unit: Literal["date", "time", "datetime"] = "date"

    @property
    def kind(self) -> str:
        return self.unit


@dataclass(frozen=True, kw_only=True)
class Checkbox(Question):
    """Yes or no; a required one must be ticked."""


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One answer out of several (`radio`, `select`) or any number of them (`checklist`, `taglist`)."""

    options: tuple[Option, ...]
    many: bool = False
    dropdown: bool = False

    @property
    def kind(self) -> str:
        if self.many:
            return "checklist"
        return "select" if self.dropdown else "radio"

    def label_of(self, value: str) -> str:
        """Return the label people know `value` by."""
        return next((option.label for option in self.options if option.value == value), value)


@dataclass(frozen=True, kw_only=True)
class Files(Question):
    """Attachments. The page stores the files; the answer is a list of references to them."""

    many: bool = False
    accept: tuple[str, ...] = ()  # ".pdf", "image/*"; empty: everything the installation accepts
    max_bytes: int = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Computed(Question):
    """A value worked out from other answers; shown when it has a label, never typed."""

    expression: Condition


@dataclass(frozen=True, kw_only=True)
class Rows(Question):
    """A group of questions that may be answered several times; the answer is a list of rows.

    Rows that are left empty do not count. `initial` is how many a page starts with.
    """

    children: tuple[Component, ...]
    initial: int = 1
    minimum: int = 0
    maximum: int = 20


def walk(
    components: tuple[Component, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[Component, tuple[str, ...]]]:
    """Yield each component with its own id and those of the groups around it; rows stay closed."""
    for component in components:
        chain = (*above, component.id)
        yield component, chain
        if isinstance(component, Group):
            yield from walk(component.children, chain)
