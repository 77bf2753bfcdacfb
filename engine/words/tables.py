"""A decision as the table that people read."""

from dataclasses import dataclass, field

from lxml import etree

from engine.words import elements
from engine.words.lexicon import spaced


@dataclass(frozen=True)
class Rule:
    """A row: cells by the id of their column, and the remark of its author."""

    cells: dict[str, str]
    remark: str


@dataclass(frozen=True)
class Table:
    """A decision table as people read it. Columns: id -> label; the inputs come first."""

    name: str
    about: str
    policy: str
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)  # column -> expression
    rules: dict[str, Rule] = field(default_factory=dict)


def table_of(decision: etree._Element) -> Table:
    """Return a decision as a table; one with another kind of expression has no columns."""
    table = decision.find("{*}decisionTable")
    name = decision.get("name") or spaced(decision.get("id", "")).capitalize()
    found = Table(
        name,
        elements.text_of(decision.find("{*}description")),
        table.get("hitPolicy", "UNIQUE") if table is not None else "",
    )
    for number, column in enumerate([] if table is None else table.iterfind("{*}input")):
        key = column.get("id") or f"in {number}"
        expression = elements.text_of(column.find("{*}inputExpression/{*}text"))
        found.inputs[key] = column.get("label") or expression
        found.asked[key] = expression
    for number, column in enumerate([] if table is None else table.iterfind("{*}output")):
        key = column.get("id") or f"uit {number}"
        found.outputs[key] = column.get("label") or column.get("name") or name
        found.asked[key] = column.get("name", "")
    columns = [*found.inputs, *found.outputs]
    for number, rule in enumerate([] if table is None else table.iterfind("{*}rule")):
        entries = [*rule.iterfind("{*}inputEntry"), *rule.iterfind("{*}outputEntry")]
        texts = [elements.text_of(entry.find("{*}text")) for entry in entries]
        key = rule.get("id") or f"regel {number}"
        found.rules[key] = Rule(
            dict(zip(columns, texts, strict=False)), elements.text_of(rule.find("{*}description"))
        )
    return found
