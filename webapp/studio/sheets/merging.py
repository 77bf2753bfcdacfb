"""Lays what an owner filled in over a file that a colleague may have changed meanwhile.

The page carries along what it showed, so that what somebody changed is known: only that is written. Where
a colleague changed the same field, both are shown and the owner chooses.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from engine import Bundle
from webapp.studio.sheets.book import NEW, Book, Entry, Field, Values

GONE = "Uw collega haalde deze regel intussen weg. Zet een vinkje om haar met uw wijziging terug te zetten."
CHANGED = "Uw collega wijzigde deze regel intussen. Wilt u haar nog steeds verwijderen? Bewaar dan opnieuw."
CHOOSE = "Uw collega vulde hier iets anders in. Kies wat blijft staan."


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it. `clashes` holds what a colleague made of a field."""

    id: str
    key: str
    title: str
    values: Values
    fields: Sequence[Field]
    fixed: str = ""
    removable: bool = True
    faults: Mapping[str, str] = field(default_factory=dict)
    clashes: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    gist: str = ""
    going: bool = False  # the owner wants it out
    gone: bool = False  # a colleague took it out


@dataclass(frozen=True)
class Merged:
    """What came of it: the lines for the page, what they rest on, and the text when all is well."""

    lines: Sequence[Line]
    shown: str
    text: str | None
    is_clash: bool = False


@dataclass(frozen=True)
class _Seen:
    """An entry as the page showed it to the owner."""

    key: str
    values: Values
    clashes: tuple[str, ...] = ()
    gone: bool = False


def opened(book: Book, text: str, bundle: Bundle) -> Merged:
    """Return the table of a file as it is."""
    entries = book.entries(text)
    ids = _ids([entry.key for entry in entries])
    lines = [_line(book, entry, ids[entry.key], bundle) for entry in entries]
    blank = Line(NEW, NEW, "Nieuw", book.blank(), book.fields(NEW, bundle), removable=False)
    return Merged([*lines, blank], _carried([_Seen(one.key, one.values) for one in entries]), None)


def merged(book: Book, text: str, bundle: Bundle, form: MultiDict[str, str]) -> Merged:
    """Return the table with what was filled in, and the file as it becomes when nothing stands in the way."""
    theirs = {entry.key: entry for entry in book.entries(text)}
    seen = _seen(form.get("getoond", "")) or [_Seen(one.key, one.values) for one in theirs.values()]
    ids = _ids([one.key for one in seen])
    lines = [_compared(book, one, theirs.get(one.key), ids[one.key], bundle, form) for one in seen]
    known = {one.key for one in seen}
    taken = _ids([*known, *(key for key in theirs if key not in known)])
    lines += [_line(book, entry, taken[key], bundle) for key, entry in theirs.items() if key not in known]
    lines = [line for line in lines if line is not None]
    new = _new(book, text, bundle, form)
    lines = [*_without_twins(book, lines), new]
    rest = [
        _Seen(
            one.key,
            {**theirs[one.key].values} if one.key in theirs else one.values,
            tuple(one.clashes),
            one.gone,
        )
        for one in lines
        if one.key != NEW
    ]
    is_clash = any(line.clashes or line.remark for line in lines)
    in_the_way = is_clash or any(line.faults for line in lines)
    return Merged(
        lines, _carried(rest), None if in_the_way else _written(book, text, lines, theirs), is_clash
    )


def _compared(
    book: Book, seen: _Seen, their: Entry | None, ident: str, bundle: Bundle, form: MultiDict[str, str]
) -> Line | None:
    """Return one line, with faults and clashes; None when both wanted it gone or it was not touched."""
    fields = book.fields(seen.key, bundle)
    if their is not None and their.fixed:
        return _line(book, their, ident, bundle)
    mine = {one.name: _typed(form, one, ident, seen.values.get(one.name, "")) for one in fields}
    wants_out = form.get(f"weg-{ident}") == "ja"
    touched = {name for name, value in mine.items() if value != " ".join(seen.values.get(name, "").split())}
    title = their.title if their else seen.key
    line = Line(ident, seen.key, title, mine, fields, going=wants_out)
    if their is None:
        back = form.get(f"terug-{ident}") == "ja"
        if back:
            return replace(line, gone=True, faults=book.judged(mine, is_new=False))
        return None if seen.gone or wants_out or not touched else replace(line, gone=True, remark=GONE)
    line = replace(line, removable=their.removable, gist=their.gist)
    if wants_out:
        if any(their.values[name] != seen.values.get(name, "") for name in their.values):
            return replace(line, values=their.values, remark=CHANGED)
        return line
    return _chosen(book, line, seen, their, touched, form)


def _chosen(
    book: Book, line: Line, seen: _Seen, their: Entry, touched: set[str], form: MultiDict[str, str]
) -> Line:
    values, clashes, chosen, faults = dict(line.values), {}, {}, {}
    for name, other in their.values.items():
        before, choice = seen.values.get(name, ""), form.get(f"keuze-{name}-{line.id}", "")
        if name in seen.clashes and before == other:
            if choice == "hun":
                values[name] = other
            elif choice != "mijn" and values[name] != other:
                clashes[name], faults[name] = other, CHOOSE
        elif name not in touched:
            values[name] = other
        elif before != other != values[name]:
            clashes[name], faults[name] = other, CHOOSE
        chosen[name] = choice
    if any(values[name] != their.values[name] for name in values):
        faults = {**book.judged(values, is_new=False), **faults}
    return replace(line, values=values, clashes=clashes, chosen=chosen, faults=faults)


def _new(book: Book, text: str, bundle: Bundle, form: MultiDict[str, str]) -> Line:
    fields, blank = book.fields(NEW, bundle), book.blank()
    values = {one.name: _typed(form, one, NEW, blank[one.name]) for one in fields}
    line = Line(NEW, NEW, "Nieuw", values, fields, removable=False)
    if not _is_filled(line, blank):
        return line
    faults = book.judged(values, is_new=True)
    key = book.key_for(values, text)
    if not faults and any(entry.key == key for entry in book.entries(text)):
        faults = {fields[0].name: "Deze naam bestaat al. Kies een andere."}
    return replace(line, faults=faults)


def _is_filled(line: Line, blank: Values) -> bool:
    """A choice alone is no new entry: the first option may have been chosen by the page itself."""
    free = [one.name for one in line.fields if one.kind != "choice"]
    return any(line.values[name] != blank[name] for name in free)


def _without_twins(book: Book, lines: Sequence[Line]) -> list[Line]:
    """Tell it when two entries got one name that the file tells them apart by."""
    found, names = [], set[str]()
    for line in lines:
        name = line.values.get("naam", "") if not line.fixed and not line.going else ""
        if name and name in names and not line.faults:
            line = replace(line, faults={"naam": "Deze naam bestaat al. Kies een andere."})
        names.add(name)
        found.append(line)
    return found


def _written(book: Book, text: str, lines: Sequence[Line], theirs: Mapping[str, Entry]) -> str:
    for line in lines:
        if line.fixed or line.key == NEW:
            continue
        if line.gone:
            text = book.added(text, line.key, line.values)
        elif line.going:
            text = book.removed(text, line.key)
        else:
            old = theirs[line.key].values
            which = {name for name, value in line.values.items() if value != old[name]}
            text = book.changed(text, line.key, line.values, which) if which else text
    new = lines[-1]
    if _is_filled(new, book.blank()):
        text = book.added(text, book.key_for(new.values, text), new.values)
    return text


def _line(book: Book, entry: Entry, ident: str, bundle: Bundle) -> Line:
    fields = () if entry.fixed else book.fields(entry.key, bundle)
    return Line(
        ident, entry.key, entry.title, entry.values, fields, entry.fixed, entry.removable, gist=entry.gist
    )


def _typed(form: MultiDict[str, str], about: Field, ident: str, otherwise: str) -> str:
    name = f"{about.name}-{ident}"
    if about.fixed:
        return otherwise
    if about.kind == "choices":
        if f"er-{name}" not in form:  # a form sends nothing for boxes that are all empty
            return otherwise
        offered = {value for value, _ in about.options}
        kept = [one for one in otherwise.split(", ") if one and one not in offered]
        return ", ".join([*(one for one in form.getlist(name) if one in offered), *kept])
    return " ".join(form.get(name, otherwise).split())


def _ids(keys: Sequence[str]) -> dict[str, str]:
    """Return by key what its fields are called on the page: no two the same, and no blanks in it."""
    found: dict[str, str] = {}
    for key in keys:
        plain = stem = key if re.fullmatch(r"[\w-]+", key) else re.sub(r"\W+", "_", key).strip("_") or "regel"
        number = 1
        while plain in found.values() or plain == NEW:
            number += 1
            plain = f"{stem}-{number}"
        found[key] = plain
    return found


def _carried(rows: Sequence[_Seen]) -> str:
    return json.dumps([[one.key, dict(one.values), list(one.clashes), one.gone] for one in rows])


def _seen(carried: str) -> list[_Seen]:
    """Return what the page showed; nothing when that cannot be read."""
    try:
        return [
            _Seen(str(key), {str(k): str(v) for k, v in values.items()}, tuple(map(str, clashes)), bool(gone))
            for key, values, clashes, gone in json.loads(carried)
        ]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return []
