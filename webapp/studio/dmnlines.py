"""Writes single cells and rules into the text of a decision table, so that all else stays as it was.

A file that is laid out in a way that this does not recognise is refused rather than spoiled.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from engine import EngineError, UnreadableFile, parse_xml

_RULE = re.compile(r"(?P<lead>[ \t]*)<(?P<p>(?:\w+:)?)rule\b[^>]*>.*?</(?P=p)rule>[ \t]*\n?", re.S)
_CELL = re.compile(r"<(?P<p>(?:\w+:)?)(?P<what>inputEntry|outputEntry)\b[^>]*>.*?</(?P=p)(?P=what)>", re.S)
_TEXT = re.compile(r"<(?P<p>(?:\w+:)?)text\b[^>]*?(?:/>|>(?:<!\[CDATA\[.*?\]\]>|[^<]*)</(?P=p)text>)", re.S)
_TOLD = re.compile(r"<(?P<p>(?:\w+:)?)description\b[^>]*?(?:/>|>[^<]*</(?P=p)description>)")
_ID = re.compile(r"<(?:\w+:)?rule\b[^>]*?\bid=\"([^\"]*)\"")


class CannotEditHere(EngineError):
    """Deze tabel is hier niet te veranderen. Open haar als beslistabel."""

    code = "tabel_anders_opgebouwd"


@dataclass(frozen=True)
class Rule:
    """A rule as the file holds it; cells are FEEL as written."""

    id: str
    told: str
    inputs: Sequence[str]
    outputs: Sequence[str]


@dataclass(frozen=True)
class Table:
    """The one table of a file. `inputs` are (expression, label), `outputs` (name, label)."""

    inputs: Sequence[tuple[str, str]]
    outputs: Sequence[tuple[str, str]]
    rules: Sequence[Rule]


def table_of(text: str) -> Table:
    """Return the table of a file. Raises CannotEditHere, also for a file with several."""
    try:
        root = parse_xml(text.encode(), "tabel")
    except UnreadableFile as error:
        raise CannotEditHere(str(error)) from error
    tables = root.xpath("//*[local-name()='decisionTable']")
    if len(tables) != 1:
        raise CannotEditHere
    (table,) = tables
    inputs = [
        (_of(one, "string(*[local-name()='inputExpression']/*[local-name()='text'])"), one.get("label") or "")
        for one in table.xpath("*[local-name()='input']")
    ]
    outputs = [
        (one.get("name") or "", one.get("label") or "") for one in table.xpath("*[local-name()='output']")
    ]
    rules = [
        Rule(
            rule.get("id") or "",
            _of(rule, "string(*[local-name()='description'])"),
            *(_texts(rule, kind) for kind in ("inputEntry", "outputEntry")),
        )
        for rule in table.xpath("*[local-name()='rule']")
    ]  # fmt: skip
    ids = [rule.id for rule in rules]
    if ids != [_id(found[0]) for found in _RULE.finditer(text)] or not all(ids) or len({*ids}) < len(ids):
        raise CannotEditHere
    return Table(inputs, outputs, rules)


def with_cells(text: str, rule_id: str, cells: Mapping[int, str], told: str | None = None) -> str:
    """Return the file with other words in cells of a rule, counted from 0 over conditions and answers."""
    rule = _found(text, rule_id)
    places = list(_CELL.finditer(rule[0]))
    fresh = rule[0]
    for at in sorted(cells, reverse=True):
        cell = places[at]
        inner = _TEXT.search(cell[0])
        if inner is None:
            raise CannotEditHere
        tag = f"{inner['p']}text"
        put = f"{cell[0][: inner.start()]}<{tag}>{escape(cells[at])}</{tag}>{cell[0][inner.end() :]}"
        fresh = fresh[: cell.start()] + put + fresh[cell.end() :]
    if told is not None:
        fresh = _described(fresh, told)
    return text[: rule.start()] + fresh + text[rule.end() :]


def with_rule(text: str, rule_id: str, cells: Sequence[str], told: str, *, above: str = "") -> str:
    """Return the file with a new rule, laid out like the others, above another or at the end."""
    rules = list(_RULE.finditer(text))
    if not rules:
        raise CannotEditHere
    model = next((rule for rule in rules if _id(rule[0]) == above), rules[-1])
    lead, p = model["lead"], model["p"]
    many = len(table_of(text).inputs)
    rows = [f'{lead}<{p}rule id="{rule_id}">', f"{lead}  <{p}description>{escape(told)}</{p}description>"]
    for at, cell in enumerate(cells):
        what, ident = ("inputEntry", "als") if at < many else ("outputEntry", "dan")
        words = f"<{p}text>{escape(cell)}</{p}text>"
        rows.append(f'{lead}  <{p}{what} id="{rule_id}_{ident}_{at + 1}">{words}</{p}{what}>')
    place = model.start() if above else model.end()
    return text[:place] + "\n".join([*rows, f"{lead}</{p}rule>", ""]) + text[place:]


def without_rule(text: str, rule_id: str) -> str:
    rule = _found(text, rule_id)
    return text[: rule.start()] + text[rule.end() :]


def _found(text: str, rule_id: str) -> re.Match[str]:
    for found in _RULE.finditer(text):
        if _id(found[0]) == rule_id:
            return found
    raise CannotEditHere


def _described(rule: str, told: str) -> str:
    if found := _TOLD.search(rule):
        tag = f"{found['p']}description"
        words = f"<{tag}>{escape(told)}</{tag}>" if told else ""
        return rule[: found.start()] + words + rule[found.end() :]
    head = re.match(r"([ \t]*)<((?:\w+:)?)rule\b[^>]*>", rule)
    if head is None or not told:
        return rule
    words = f"\n{head[1]}  <{head[2]}description>{escape(told)}</{head[2]}description>"
    return rule[: head.end()] + words + rule[head.end() :]


def _id(rule: str) -> str:
    found = _ID.search(rule)
    return found[1] if found else ""


def _texts(rule: Any, kind: str) -> list[str]:
    return [_of(one, "string(*[local-name()='text'])") for one in rule.xpath(f"*[local-name()='{kind}']")]


def _of(element: Any, path: str) -> str:
    return str(element.xpath(path)).strip()
