"""From Gherkin text to plain scenarios: backgrounds and outlines are already filled in."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from engine.errors import UnreadableFile

FOLDER = "processes/scenarios/"
OUTLINE = "Abstract Scenario"


@dataclass(frozen=True)
class Step:
    """One line of a scenario, with the table under it (rows of cells)."""

    text: str
    line: int
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One example. `process` is the folder the file stands in: the process that the example starts.

    Of an outline each row of its tables is one scenario: `line` is that of the row, `example` tells what
    is in it.
    """

    file: str
    process: str
    feature: str
    name: str
    line: int
    steps: tuple[Step, ...]
    example: str = ""


def read_feature(source: str, filename: str) -> list[Scenario]:
    """Return the scenarios of a feature file. Raises UnreadableFile with the line."""
    text = source if source.lstrip().startswith("# language") else f"# language: nl\n{source}"
    shift = 0 if text is source else 1
    feature = _parsed(text, filename, shift).get("feature")
    if not feature:
        raise UnreadableFile(filename, 1, "er staat geen 'Functionaliteit:' in.")
    nodes = {node["id"]: node for node in _located(feature)}
    lines = {key: node["location"]["line"] - shift for key, node in nodes.items()}
    for line, problem in _problems(nodes.values()):
        raise UnreadableFile(filename, max(1, line - shift), problem)
    process = filename.removeprefix(FOLDER).split("/")[0] if filename.startswith(FOLDER) else ""
    headers = {row["id"]: table for node in nodes.values() for table, row in _rows(node)}
    return [
        Scenario(filename, process, feature["name"], pickle["name"], lines[pickle["astNodeIds"][-1]],
                 tuple(_step(step, lines) for step in pickle["steps"]),
                 _example(headers, nodes[pickle["astNodeIds"][-1]]))
        for pickle in Compiler().compile({"feature": feature, "comments": [], "uri": filename})
    ]  # fmt: skip


def _parsed(text: str, filename: str, shift: int) -> Any:
    try:
        return Parser().parse(text)
    except (CompositeParserException, ParserException) as error:
        first = error.errors[0] if isinstance(error, CompositeParserException) else error
        line = max(1, int(first.location["line"]) - shift)
        detail = "hier klopt de schrijfwijze niet. Een regel begint met Gegeven, Als, Dan, En, Maar of |."
        raise UnreadableFile(filename, line, detail) from error


def _problems(nodes: Collection[Any]) -> Iterator[tuple[int, str]]:
    """Yield what would let a file pass while it says less than it seems to, with its line."""
    scenarios = [node for node in nodes if "examples" in node]
    if not scenarios:
        yield 1, "er staat geen scenario in."
    for scenario in scenarios:
        yield from _problems_of(scenario)
    for node in nodes:
        if "docString" in node:
            yield node["location"]["line"], "een blok tekst kan hier niet; gebruik een tabel met |."


def _problems_of(scenario: Any) -> Iterator[tuple[int, str]]:
    line = scenario["location"]["line"]
    if not scenario["steps"]:
        yield line, "dit scenario heeft geen stappen."
    if not scenario["examples"] and scenario["keyword"] == OUTLINE:
        yield line, f"een {OUTLINE} heeft een tabel met 'Voorbeelden:' nodig."
    for examples in scenario["examples"]:
        if not examples["tableBody"]:
            yield examples["location"]["line"], "deze tabel met voorbeelden heeft geen rijen."
            continue
        columns = {cell["value"] for cell in examples["tableHeader"]["cells"]}
        for step in scenario["steps"]:
            for name in _named_in(step) - columns:
                yield step["location"]["line"], f"de kolom <{name}> staat niet in de voorbeelden."


def _named_in(step: Any) -> set[str]:
    cells = [cell["value"] for row in step.get("dataTable", {}).get("rows", ()) for cell in row["cells"]]
    return {name for text in (step["text"], *cells) for name in re.findall(r"<([^<>]+)>", text)}


def _rows(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each row of the examples of an outline, with the header above it."""
    for examples in node.get("examples", ()):
        yield from ((examples["tableHeader"], row) for row in examples["tableBody"])


def _example(headers: Mapping[str, Any], node: Any) -> str:
    header = headers.get(node["id"])
    if header is None:
        return ""
    filled = zip(header["cells"], node["cells"], strict=True)
    return ", ".join(f"{column['value']} = {cell['value']}" for column, cell in filled)


def _step(step: Any, lines: Mapping[str, int]) -> Step:
    rows = step.get("argument", {}).get("dataTable", {}).get("rows", [])
    table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
    return Step(step["text"], lines[step["astNodeIds"][0]], table)


def _located(node: Any) -> Iterator[Any]:
    """Yield every part of a Gherkin document that has an id and a place."""
    if isinstance(node, dict):
        if "id" in node and "location" in node:
            yield node
        for value in node.values():
            yield from _located(value)
    elif isinstance(node, list):
        for value in node:
            yield from _located(value)
