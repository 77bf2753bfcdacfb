"""Everything in a bundle that a diagram can refer to, read leniently, each thing by its name.

What cannot be read becomes a finding here, once; rules then work with what could.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from lark import Tree

from engine import xml
from engine.bundle import Bundle
from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.model import Diagram, Node, ProcessModel, called
from engine.dmn import DecisionModel, DmnError, parse_decisions
from engine.dmn.model import Decision
from engine.errors import EngineError, UnreadableFile
from engine.feel import FeelError
from engine.feel.syntax import parse_tree
from engine.forms.model import Checkbox, Choice, Question, Rows, walk
from engine.forms.reader import read as read_form
from engine.letters import Letter, letter_problems, parse_letter
from engine.terms import TermBook, TermRule

ROLES = "processes/rollen.toml"
TERMS = "processes/termijnen.toml"
CALENDAR = "processes/kalender.toml"
MAX_ELEMENTS = 3_000  # of one diagram; keeps every rule fast, and nobody reads a tenth of it
SINGLE_HIT = frozenset({"UNIQUE", "FIRST", "ANY", "PRIORITY"})


@dataclass(frozen=True)
class FormFacts:
    """What others may know of a form: the keys of its answers, and what a choice offers."""

    path: str
    process: str
    task: str
    keys: frozenset[str]
    options: Mapping[str, tuple[str, ...]]
    yes_no: frozenset[str]  # keys of checkboxes: true or false, never a text
    required: frozenset[str]  # keys of questions, also in rows, that must be answered when they are asked
    certain: frozenset[str]  # those of them that are always asked

    @property
    def roots(self) -> frozenset[str]:
        """First steps of its keys: `beklaagde` for `beklaagde.naam`."""
        return frozenset(key.split(".")[0] for key in self.keys)


@dataclass(frozen=True)
class Role:
    """One [rol.sleutel] of rollen.toml. Some roles have rights but never a task in a diagram."""

    name: str
    line: int
    has_tasks: bool


@dataclass(frozen=True)
class Outcome:
    """What a decision table gives: its output columns (none when it is one value) and their values."""

    columns: frozenset[str]
    values: Mapping[str, tuple[str, ...]]  # by column, "" for a single one; absent when not all are texts


@dataclass
class Material:
    """A bundle taken apart. Attributes are computed when first asked for."""

    bundle: Bundle
    faults: list[Finding] = field(default_factory=list)

    @cached_property
    def diagrams(self) -> list[Diagram]:
        diagrams = []
        for path, data in self.bundle.processes():
            try:
                diagram = _diagram(path, data)
            except UnreadableFile as error:
                self.faults.append(_unreadable(path, error))
                continue
            size = sum(len(process.nodes) + len(process.flows) for process in diagram.processes)
            if size > MAX_ELEMENTS:
                message = f"Dit diagram heeft {size} onderdelen en pijlen; meer dan {MAX_ELEMENTS} kan niet."
                self.faults.append(found("E38", path, 1, message))
            else:
                diagrams.append(diagram)
        return diagrams

    @cached_property
    def processes(self) -> list[ProcessModel]:
        """The executable processes; a pool without a course of its own is only a drawing."""
        return [
            process for diagram in self.diagrams for process in diagram.processes if process.is_executable
        ]

    @cached_property
    def by_process(self) -> dict[str, ProcessModel]:
        return {process.id: process for process in reversed(self.processes)}

    @cached_property
    def started_ids(self) -> frozenset[str]:
        """Ids of processes that a step of another case begins (building block `start_zaak`)."""
        steps = (node for p in self.processes for node in p.tagged("serviceTask"))
        return frozenset(node.headers["proces"][0] for node in steps if "proces" in node.headers)

    @cached_property
    def called_ids(self) -> frozenset[str]:
        """Ids of processes that another one calls; the others are begun by people."""
        return frozenset(called(node) for p in self.processes for node in p.tagged("callActivity"))

    def asks(self, process: ProcessModel, node: Node) -> bool:
        """Tell whether a form is filled in here: at every user task, and where people begin a process."""
        begins = node.tag == "startEvent" and node.scope.owner is None
        return node.tag == "userTask" or (begins and process.id not in self.called_ids)

    @cached_property
    def nodes(self) -> dict[str, tuple[ProcessModel, Node]]:
        return {node.id: (process, node) for process in self.processes for node in process.nodes if node.id}

    @cached_property
    def forms(self) -> dict[tuple[str, str], FormFacts]:
        found_forms = {}
        for path, data in self.bundle.forms():
            parts = path.removesuffix(".form").split("/")
            if len(parts) == 3:
                found_forms[parts[1], parts[2]] = _form_facts(path, parts[1], parts[2], data)
        return found_forms

    @cached_property
    def letters(self) -> dict[str, Letter | None]:
        """Letters by file stem; None for one that is faulty (rule letters_are_right tells why)."""
        letters: dict[str, Letter | None] = {}
        for path, _ in self.bundle.letters():
            name = path.rsplit("/", 1)[-1].removesuffix(".md")
            try:
                text = self.bundle.text(path)
                letters[name] = None if letter_problems(text, name) else parse_letter(text, name)
            except UnreadableFile as error:
                self.faults.append(_unreadable(path, error))
                letters[name] = None
        return letters

    @cached_property
    def decision_models(self) -> list[tuple[str, DecisionModel]]:
        models = []
        for path, data in self.bundle.decisions():
            try:
                xml.parse(data, path)  # the same bounds and words for every XML file
                models.append((path, parse_decisions(data, path)))
            except UnreadableFile as error:
                self.faults.append(_unreadable(path, error))
            except DmnError as error:
                self.faults.append(found("E70", path, error.line or 1, error.message))
        return models

    @cached_property
    def decisions(self) -> dict[str, str]:
        """File by decision id."""
        return {name: path for path, model in self.decision_models for name in model.decisions}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """What a decision can give, by decision id, for plain tables."""
        return {
            name: outcome
            for path, model in self.decision_models
            for name in model.decisions
            if b"defaultOutputEntry" not in self.bundle.files[path]  # a value no row shows
            and (outcome := _outcome(model, name)) is not None
        }

    @cached_property
    def roles(self) -> dict[str, Role] | None:
        """Roles by name; None when rollen.toml cannot be read."""
        data = self._toml(ROLES)
        if data is None:
            return None
        text = self.bundle.text(ROLES)
        return {role.name: role for role in _roles(data, text)}

    @cached_property
    def terms(self) -> dict[str, TermRule] | None:
        """Terms by key; None when termijnen.toml or kalender.toml cannot be read."""
        if self._toml(TERMS) is None or self._toml(CALENDAR) is None:
            return None
        try:
            return TermBook.from_toml(self.bundle.text(TERMS), self.bundle.text(CALENDAR)).rules
        except EngineError as error:
            file = CALENDAR if CALENDAR in str(error) else TERMS
            self.faults.append(found("E01", file, 1, error.detail or str(error)))
            return None

    def _toml(self, path: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(self.bundle.text(path))
        except UnreadableFile as error:
            self.faults.append(_unreadable(path, error))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            line = re.search(r"at line (\d+)", str(error))
            message = "De schrijfwijze klopt niet: controleer aanhalingstekens, haakjes en het =-teken."
            self.faults.append(found("E01", path, int(line[1]) if line else 1, message))
        return None

    def results(self) -> dict[str, list[tuple[ProcessModel, Node]]]:
        """Variables that scripts and decisions set, with where."""
        variables: dict[str, list[tuple[ProcessModel, Node]]] = defaultdict(list)
        for process in self.processes:
            for node in process.tagged("scriptTask", "businessRuleTask"):
                element = node.zeebe("script" if node.tag == "scriptTask" else "calledDecision")
                name = "" if element is None else element.get("resultVariable", "")
                if name:
                    variables[name].append((process, node))
        return variables


@lru_cache(maxsize=256)  # most diagrams of a draft are those of the version it began with
def _diagram(path: str, data: bytes) -> Diagram:
    return Diagram(path, xml.parse(data, path))


def _unreadable(path: str, error: UnreadableFile) -> Finding:
    detail = str(error).split(": ", 1)[-1]
    return found("E01", path, error.line, detail)


def _outcome(model: DecisionModel, name: str) -> Outcome | None:
    """Return what a decision gives; None when it is no plain table with one row as its answer."""
    element = model.elements[name]
    if not isinstance(element, Decision) or len(element.tables) != 1:
        return None
    table = element.tables[0]
    if table.hit_policy not in SINGLE_HIT:
        return None
    single = len(table.outputs) == 1
    values: dict[str, tuple[str, ...]] = {}
    for number, column in enumerate(table.outputs):
        cells = [cells[number].source for _, _, cells in table.rules]
        texts = [literals(cell) for cell in cells]
        if all(len(found_texts) == 1 for found_texts in texts):
            values["" if single else column] = tuple(dict.fromkeys(text for (text,) in texts))
    return Outcome(frozenset() if single else frozenset(table.outputs), values)


def literals(cell: str) -> list[str]:
    """Return the texts in a cell that holds nothing but texts: `"a", "b"`; else nothing."""
    try:
        tree = parse_tree(cell, (), tests=True)
    except FeelError:
        return []
    tests = [part for part in tree.children if isinstance(part, Tree)]
    if not all(part.data == "string" for part in tests):
        return []
    return [str(part.children[0]) for part in tests]


@lru_cache(maxsize=1024)  # a new version has most of its forms in common with the one before
def _form_facts(path: str, process: str, task: str, data: bytes) -> FormFacts:
    components, _ = read_form(data)
    questions = [component for component, _ in walk(components) if isinstance(component, Question)]
    hidden = {component.id for component, _ in walk(components) if component.hide is not None}
    always = {component.id for component, chain in walk(components) if hidden.isdisjoint(chain)}
    in_rows = [
        component
        for rows in questions
        if isinstance(rows, Rows) and rows.required
        for component, _ in walk(rows.children)
        if isinstance(component, Question)
    ]
    return FormFacts(
        path,
        process,
        task,
        frozenset(question.path for question in questions),
        {q.path: tuple(option.value for option in q.options) for q in questions if isinstance(q, Choice)},
        frozenset(question.path for question in questions if isinstance(question, Checkbox)),
        frozenset(question.path for question in questions + in_rows if question.required),
        frozenset(question.path for question in questions if question.required and question.id in always),
    )


def line_of_word(text: str, word: str) -> int:
    """Return the line on which `word` first stands; 1 when it does not."""
    at = text.find(word)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _roles(data: Mapping[str, Any], text: str) -> Iterator[Role]:
    roles = data.get("rol")
    for entry in roles.values() if isinstance(roles, Mapping) else ():
        if isinstance(entry, Mapping) and isinstance(name := entry.get("naam"), str):
            yield Role(name, line_of_word(text, name), entry.get("taken") is not False)
