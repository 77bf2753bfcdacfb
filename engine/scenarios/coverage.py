"""Which part of a bundle do its scenarios reach? Counted from what really happened in each case."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from engine.bundle import Bundle
from engine.check.model import Node, ProcessModel
from engine.definition import VOCABULARY
from engine.dmn import TableInfo, Text, parse_decisions
from engine.dmn.model import Decision
from engine.errors import UnreadableFile
from engine.letters import parse_letter
from engine.scenarios import reach
from engine.scenarios.ground import Ground
from engine.scenarios.hints import Guide
from engine.scenarios.player import ScenarioResult

Kind = Literal["end", "timer", "branch", "letter", "task", "step", "call", "message", "rule"]
MUST: frozenset[Kind] = frozenset({"end", "timer", "branch", "letter"})
KINDS: Mapping[str, Kind] = {
    "endEvent": "end",
    "userTask": "task",
    "serviceTask": "step",
    "scriptTask": "step",
    "businessRuleTask": "step",
    "callActivity": "call",
}
LETTERS = "Brieven"


@dataclass(frozen=True)
class Item:
    """One thing that a scenario can reach.

    `group` is the process or decision it belongs to, or the letters. `scenarios` counts the scenarios
    that come here; when none does, `hint` says in Dutch how one would.
    """

    kind: Kind
    id: str
    label: str
    group: str
    file: str
    line: int
    scenarios: int
    hint: str = ""

    @property
    def reached(self) -> bool:
        return self.scenarios > 0

    @property
    def must(self) -> bool:
        """Return whether a bundle is incomplete when no scenario comes here."""
        return self.kind in MUST


@dataclass(frozen=True)
class Coverage:
    """Everything in one bundle that scenarios can reach, by file and in the order of the file."""

    items: tuple[Item, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.reached)

    @property
    def complete(self) -> bool:
        """Return whether every end, timer, branch and letter is reached."""
        return not any(item.must for item in self.missing)


def coverage(bundle: Bundle, results: Iterable[ScenarioResult]) -> Coverage:
    """Return what the played scenarios reach of `bundle`. Raises EngineError when it cannot be read."""
    counts = Counter(key for result in results if not result.replayed for key in result.reached)
    ground = Ground(bundle)
    guide = Guide(ground, counts.keys())
    items: list[Item] = []
    for process in ground.processes:
        parts = (*_steps(ground, process, guide, counts), *_branches(ground, process, guide, counts))
        items += sorted(parts, key=lambda item: item.line)
    return Coverage((*items, *_letters(bundle, guide, counts), *_rules(bundle, counts)))


def _steps(ground: Ground, process: ProcessModel, guide: Guide, counts: Mapping[str, int]) -> Iterator[Item]:
    for node in process.nodes:
        kind, times = _kind(node), counts.get(node.id, 0)
        if kind is not None:
            hint = "" if times else guide.to(node)
            group, label = process.name or process.id, ground.label(node)
            yield Item(kind, node.id, label, group, process.file, node.line, times, hint)


def _kind(node: Node) -> Kind | None:
    if node.event == "timer":
        return "timer"
    if node.event == "message":
        return "message"
    return KINDS.get(node.tag)


def _branches(
    ground: Ground, process: ProcessModel, guide: Guide, counts: Mapping[str, int]
) -> Iterator[Item]:
    for flow in ground.branches(process):
        times = counts.get(ground.branch_key(flow), 0)
        hint = "" if times else guide.along(flow)
        group, label = process.name or process.id, ground.branch_label(flow)
        yield Item("branch", flow.id, label, group, process.file, flow.line, times, hint)


def _letters(bundle: Bundle, guide: Guide, counts: Mapping[str, int]) -> Iterator[Item]:
    """A letter with `los: ja` belongs to no step, so no scenario has to reach it."""
    for path, _ in bundle.letters():
        name = PurePosixPath(path).stem
        if _is_loose(bundle, path):
            continue
        times = counts.get(reach.letter(name), 0)
        yield Item("letter", name, name, LETTERS, path, 1, times, "" if times else guide.to_letter(name))


def _is_loose(bundle: Bundle, path: str) -> bool:
    try:
        return parse_letter(bundle.text(path), path).loose
    except UnreadableFile:
        return False  # a finding of the checker


def _rules(bundle: Bundle, counts: Mapping[str, int]) -> Iterator[Item]:
    for path, data in bundle.decisions():
        for element in parse_decisions(data, path, VOCABULARY).elements.values():
            for table in element.tables if isinstance(element, Decision) else ():
                yield from _rules_of(table, element.name, path, counts)


def _rules_of(table: TableInfo, group: str, path: str, counts: Mapping[str, int]) -> Iterator[Item]:
    for number, (rule_id, cells, _) in enumerate(table.rules, 1):
        times = counts.get(reach.rule(path, table.element, number), 0)
        line = cells[0].line if cells else table.line
        hint = "" if times else _case_for(table, cells)
        yield Item("rule", rule_id, f"nummer {number}", group, path, line, times, hint)


def _case_for(table: TableInfo, cells: Sequence[Text]) -> str:
    asked = zip(table.inputs, cells, strict=True)
    told = [f"{question.source}: {cell.source}" for question, cell in asked if cell.source not in ("", "-")]
    return (
        f"Speel een geval met {' en '.join(told)}"
        if told
        else "Speel een geval waarin geen andere regel geldt"
    )
