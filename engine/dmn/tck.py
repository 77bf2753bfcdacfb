"""Runs the test cases of the DMN Technology Compatibility Kit (https://github.com/dmn-tck/tck)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.dmn.decisions import DecisionModel, Functions, parse_decisions
from engine.dmn.errors import DmnError
from engine.dmn.model import Service
from engine.dmn.xml import Node, attribute, child, children, local
from engine.errors import EngineError
from engine.feel import FeelError
from engine.feel.arithmetic import negate
from engine.feel.comparison import equal
from engine.feel.literals import number
from engine.feel.temporal import read_date, read_duration, read_moment, read_time
from engine.feel.text import to_text
from engine.feel.values import NUMBERS, Value
from engine.xml import parse

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_READERS = {"date": read_date, "time": read_time, "dateTime": read_moment, "duration": read_duration}
_TOLERANCE = Decimal("1e-8")  # the kit compares numbers to eight decimals


@dataclass(frozen=True, slots=True)
class TckResult:
    """The outcome of one result node."""

    folder: str
    case: str
    node: str
    passed: bool
    detail: str = ""


def run_tck(folder: Path, moment: datetime) -> Iterator[TckResult]:
    """Run every test file in the folder and below it, in alphabetical order. `moment` (with zone) is what
    `now()` gives."""
    for path in sorted(folder.rglob("*.xml")):
        root = parse(path.read_bytes(), path.name)
        if local(root) == "testCases":
            yield from _run_file(path, root, {"now": lambda: moment, "today": moment.date})


def _run_file(path: Path, root: Node, clock: Functions) -> Iterator[TckResult]:
    name = (root.findtext("{*}modelName") or "").strip()
    try:
        model: DecisionModel | None = parse_decisions((path.parent / name).read_bytes(), name)
        failure = ""
    except (DmnError, EngineError, OSError) as error:
        model, failure = None, str(error)
    for case in children(root, "testCase"):
        for node in children(case, "resultNode"):
            passed, detail = _try(model, case, node, clock) if model else (False, failure)
            yield TckResult(path.parent.name, attribute(case, "id"), attribute(node, "name"), passed, detail)


def _try(model: DecisionModel, case: Node, node: Node, clock: Functions) -> tuple[bool, str]:
    """Return whether the model gives what a result node expects, and if not what is different."""
    service, name = attribute(case, "invocableName"), attribute(node, "name")
    wanted = child(node, "expected")
    try:
        element = model.find(service or name)
        inputs = {attribute(given, "name"): _read(given) for given in children(case, "inputNode")}
        expected = _read(wanted) if wanted is not None else None
    except (DmnError, FeelError) as error:
        return False, str(error)
    try:
        found = model.evaluate(element.id, inputs, clock, lenient=True)
    except DmnError as error:
        return expected is None, str(error)
    if isinstance(element, Service) and len(element.outputs) > 1 and isinstance(found, dict):
        found = found.get(name)
    return (
        (True, "")
        if same(found, expected)
        else (False, f"{to_text(found)} in plaats van {to_text(expected)}")
    )


def same(found: Value, expected: Value) -> bool:
    """Return whether a value is the expected one; numbers may differ behind the eighth decimal."""
    if type(found) in NUMBERS and type(expected) in NUMBERS:
        return abs(Decimal(found) - Decimal(expected)) <= _TOLERANCE
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[key], expected[key]) for key in found)
    return equal(found, expected) is True


def _read(node: Node) -> Value:
    """Return the value of an input or expected node: a list, components, or a typed text."""
    items = child(node, "list")
    if items is not None:
        return [_read(item) for item in children(items, "item")]
    components = list(children(node, "component"))
    if components:
        return {attribute(part, "name"): _read(part) for part in components}
    value = child(node, "value")
    if value is None or value.get(f"{_XSI}nil") == "true":
        return None
    return _typed(value.text or "", (value.get(f"{_XSI}type") or "xsd:string").partition(":")[2])


def _typed(text: str, kind: str) -> Any:
    if kind == "boolean":
        return text.strip() == "true"
    if kind in {"decimal", "double", "integer", "int", "float", "long"}:
        text = text.strip()
        return negate(number(text[1:])) if text.startswith("-") else number(text)
    reader = _READERS.get(kind)
    value = reader(text.strip()) if reader else None
    return text if value is None else value  # what cannot be read must not count as an expected null
