"""The signpost: rules of the decision table `wegwijzer`, in the words of the form that asks for them."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from engine import Bundle
from webapp.studio.dmnlines import CannotEditHere, Rule, Table, table_of, with_cells, with_rule, without_rule
from webapp.studio.sheets.book import NEW, Entry, Field, Values, slug

FORM = "forms/voordeur/bericht_ontvangen.form"
PATH = "processes/dmn/wegwijzer.dmn"
_LITERAL = r'"(?:[^"\\]|\\.)*"'
_LITERALS = re.compile(rf"{_LITERAL}(?:\s*,\s*{_LITERAL})*")


class Signs:
    path = PATH
    title = "Wegwijzer"
    one = "regel"
    explained = (
        "Wie een bericht behandelt, en waar de inwoner terechtkan. De bovenste regel die past, geeft het "
        "antwoord. De website leest deze tabel: schrijf in gewone taal."
    )

    def entries(self, text: str) -> list[Entry]:
        table = table_of(text)
        return [
            Entry(rule.id, values := _values(table, rule), _title(rule), gist=values.get("dan-wie", ""))
            for rule in table.rules
        ]

    def blank(self) -> Values:
        return _Blank()

    def fields(self, key: str, bundle: Bundle) -> Sequence[Field]:
        return _fields(bundle, key)

    def judged(self, values: Values, *, is_new: bool) -> dict[str, str]:
        faults = {}
        if is_new and not slug(values["uitleg"]):
            faults["uitleg"] = "Vertel in één zin waar deze regel voor is."
        if not values.get("dan-wie", "-"):
            faults["dan-wie"] = "Vul in wie dit behandelt."
        return faults

    def key_for(self, values: Values, text: str) -> str:
        stem = slug(values["uitleg"])[:40].strip("_")
        stem = stem if stem[:1].isalpha() else f"regel_{stem}"
        key, number = stem, 1
        while re.search(rf'\bid="{key}(_|")', text):
            number += 1
            key = f"{stem}_{number}"
        return key

    def changed(self, text: str, key: str, values: Values, which: set[str]) -> str:
        table = table_of(text)
        cells = {
            at: feel for at, (name, feel) in enumerate(_cells(table, values)) if name in which
        }  # fmt: skip
        return with_cells(text, key, cells, values["uitleg"] if "uitleg" in which else None)

    def added(self, text: str, key: str, values: Values) -> str:
        table = table_of(text)
        above = values.get("plaats", "")
        above = above if any(rule.id == above for rule in table.rules) else ""
        return with_rule(
            text, key, [feel for _, feel in _cells(table, values)], values["uitleg"], above=above
        )

    def removed(self, text: str, key: str) -> str:
        return without_rule(text, key)


class _Blank(dict[str, str]):
    """A new rule: everything empty, whatever columns the table has."""

    def __missing__(self, key: str) -> str:
        return ""


def _values(table: Table, rule: Rule) -> dict[str, str]:
    values = {"uitleg": rule.told}
    for (path, _), cell in zip(table.inputs, rule.inputs, strict=True):
        read = _choices(cell)
        values[f"als-{path}"] = cell if read is None else ", ".join(read)
    for (name, _), cell in zip(table.outputs, rule.outputs, strict=True):
        read = _choices(cell)
        values[f"dan-{name}"] = cell if read is None or len(read) > 1 else "".join(read)
    return values


def _cells(table: Table, values: Values) -> Iterator[tuple[str, str]]:
    """Yield the field and the FEEL of each cell."""
    for path, _ in table.inputs:
        chosen = [one for one in values.get(f"als-{path}", "").split(", ") if one]
        yield f"als-{path}", ", ".join(_quoted(one) for one in chosen)
    for name, _ in table.outputs:
        words = values.get(f"dan-{name}", "")
        yield f"dan-{name}", _quoted(words) if words else ""


def _choices(cell: str) -> list[str] | None:
    """Return the texts that a cell lists, none for an empty one; None when it says something else."""
    if not cell:
        return []
    if not _LITERALS.fullmatch(cell):
        return None
    try:
        return [json.loads(one) for one in re.findall(_LITERAL, cell)]
    except ValueError:
        return None


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _title(rule: Rule) -> str:
    read = _choices(rule.outputs[0]) if rule.outputs else None
    return rule.told or (read[0] if read else rule.id)


def _fields(bundle: Bundle, key: str) -> Sequence[Field]:
    known = _known(bundle.files.get(PATH, b""), bundle.files.get(FORM, b""))
    return known.get(key) or known.get(NEW, ())[:-1]


@lru_cache(maxsize=8)
def _known(data: bytes, form: bytes) -> dict[str, tuple[Field, ...]]:
    """Return the fields of every rule, and of a new one."""
    try:
        table = table_of(data.decode("utf-8-sig", "replace"))
    except CannotEditHere:
        return {}
    options = _options(form)
    found = {rule.id: tuple(_of_rule(table, options, rule)) for rule in table.rules}
    places = (*((rule.id, _title(rule)) for rule in table.rules), ("", "Onderaan"))
    place = Field("plaats", "Komt boven", "choice", "half", places)
    return {**found, NEW: (*_of_rule(table, options, None), place)}


def _of_rule(
    table: Table, options: dict[str, tuple[tuple[str, str], ...]], rule: Rule | None
) -> Iterator[Field]:
    yield Field("uitleg", "Waar is deze regel voor?", "text", "full")
    for at, (path, label) in enumerate(table.inputs):
        cell = rule.inputs[at] if rule else ""
        read = _choices(cell)
        offered = options.get(path, ())
        extra = tuple((one, one) for one in read or () if one not in dict(offered))
        fixed = read is None or any("," in one for one in read)
        yield Field(
            f"als-{path}", label or path, "choices", "full", (*offered, *extra),
            "Niets aangekruist: geldt altijd.", fixed,
        )  # fmt: skip
    for at, (name, label) in enumerate(table.outputs):
        read = _choices(rule.outputs[at]) if rule else []
        fixed = read is None or len(read) > 1
        yield Field(f"dan-{name}", label or name, "area", "half", fixed=fixed)


def _options(form: bytes) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by name of a question what people can choose, from the form of the front door."""
    try:
        asked = json.loads(form)["components"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    found = {}
    for one in _all(asked):
        values = one.get("values")
        if isinstance(one.get("key"), str) and isinstance(values, list):
            found[one["key"]] = tuple(
                (str(value.get("value", "")), str(value.get("label", "")))
                for value in values
                if isinstance(value, dict)
            )
    return found


def _all(components: Any) -> Iterator[dict[str, Any]]:
    for one in components if isinstance(components, list) else ():
        if isinstance(one, dict):
            yield one
            yield from _all(one.get("components"))


SIGNS = Signs()
