"""From Gherkin text to plain scenarios: backgrounds and outlines are already filled in."""

from dataclasses import dataclass
from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from engine.errors import UnreadableFile

FOLDER = "processes/scenarios/"


@dataclass(frozen=True)
class Step:
    """One line of a scenario, with the table under it (rows of cells)."""

    text: str
    line: int
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One example. `process` is the folder the file stands in: the process that the example starts."""

    file: str
    process: str
    feature: str
    name: str
    line: int
    steps: tuple[Step, ...]


def read_feature(source: str, filename: str) -> list[Scenario]:
    """Return the scenarios of a feature file. Raises UnreadableFile with the line."""
    text = source if source.lstrip().startswith("# language") else f"# language: nl\n{source}"
    shift = 0 if text is source else 1
    try:
        document = Parser().parse(text)
    except (CompositeParserException, ParserException) as error:
        first = error.errors[0] if isinstance(error, CompositeParserException) else error
        line = max(1, int(first.location["line"]) - shift)
        detail = "hier klopt de schrijfwijze niet. Een regel begint met Gegeven, Als, Dan, En, Maar of |."
        raise UnreadableFile(filename, line, detail) from error
    feature = document.get("feature")
    if not feature:
        raise UnreadableFile(filename, 1, "er staat geen 'Functionaliteit:' in.")
    lines = {node["id"]: node["location"]["line"] - shift for node in _located(feature)}
    process = filename.removeprefix(FOLDER).split("/")[0] if filename.startswith(FOLDER) else ""
    return [
        Scenario(filename, process, feature["name"], pickle["name"], lines[pickle["astNodeIds"][0]],
                 tuple(_step(step, lines) for step in pickle["steps"]))
        for pickle in Compiler().compile({**document, "uri": filename})
    ]  # fmt: skip


def _step(step: Any, lines: dict[str, int]) -> Step:
    rows = step.get("argument", {}).get("dataTable", {}).get("rows", [])
    table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
    return Step(step["text"], lines[step["astNodeIds"][0]], table)


def _located(node: Any) -> Any:
    """Yield every part of a Gherkin document that has an id and a place."""
    if isinstance(node, dict):
        if "id" in node and "location" in node:
            yield node
        for value in node.values():
            yield from _located(value)
    elif isinstance(node, list):
        for value in node:
            yield from _located(value)
