"""What a list must be able to do to be shown as a table and written back into its file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine import Bundle

NEW = "nieuw"
Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """A field of an entry. `kind`: text, number, area, choice (one of `options`) or choices (any of them).

    `options` are (value, label). A field that is `fixed` is shown, and only the file itself changes it.
    """

    name: str
    label: str
    kind: str = "text"
    size: str = ""
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    fixed: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry of a file. `fixed` is why nothing of it changes here; several choices are one text."""

    key: str
    values: Values
    title: str
    fixed: str = ""
    removable: bool = True
    gist: str = ""  # the rest of it in a few words


class Book(Protocol):
    """One list. Writing takes the whole text and returns it with one entry different, all else as it was."""

    path: str
    title: str
    explained: str
    one: str

    def entries(self, text: str) -> list[Entry]: ...

    def blank(self) -> Values:
        """Return the values of an entry that is still to be filled in."""

    def fields(self, key: str, bundle: Bundle) -> Sequence[Field]: ...

    def judged(self, values: Values, *, is_new: bool) -> dict[str, str]:
        """Return what is wrong, by field."""

    def key_for(self, values: Values, text: str) -> str:
        """Return the key of a new entry; empty when its name holds nothing to make one of."""

    def changed(self, text: str, key: str, values: Values, which: set[str]) -> str:
        """Write the values of the fields `which` into an entry."""

    def added(self, text: str, key: str, values: Values) -> str: ...

    def removed(self, text: str, key: str) -> str: ...


def slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.lower().translate(_ACCENTS)).strip("_")[:60].strip("_")


_ACCENTS = str.maketrans("áàäâéèëêíìïîóòöôúùüûç", "aaaaeeeeiiiioooouuuuc")
