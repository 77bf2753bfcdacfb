"""Everything in a bundle that a diagram can refer to, read leniently, each thing by its name.

What cannot be read becomes a finding here, once; rules then work with what could.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine import xml
from engine.bundle import Bundle
from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.model import Diagram, Node, ProcessModel
from engine.dmn import DecisionModel, parse_decisions
from engine.errors import EngineError, UnreadableFile
from engine.forms.model import Checkbox, Choice, Question, walk
from engine.forms.reader import read as read_form
from engine.letters import Letter, letter_problems, parse_letter
from engine.terms import TermBook

ROLES = "processes/rollen.toml"
TERMS = "processes/termijnen.toml"
CALENDAR = "processes/kalender.toml"


@dataclass(frozen=True)
class FormFacts:
    """What others may know of a form: the keys of its answers, and what a choice offers."""

    path: str
    process: str
    task: str
    keys: frozenset[str]
    options: Mapping[str, tuple[str, ...]]
    yes_no: frozenset[str]  # keys of checkboxes: true or false, never a text

    @property
    def roots(self) -> frozenset[str]:
        """First steps of its keys: `beklaagde` for `beklaagde.naam`."""
        return frozenset(key.split(".")[0] for key in self.keys)


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
                diagrams.append(Diagram(path, xml.parse(data, path)))
            except UnreadableFile as error:
                self.faults.append(_unreadable(path, error))
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
                letters[name] = None if letter_problems(text, path) else parse_letter(text, name)
            except UnreadableFile as error:
                self.faults.append(_unreadable(path, error))
                letters[name] = None
        return letters

    @cached_property
    def decision_models(self) -> list[tuple[str, DecisionModel]]:
        models = []
        for path, data in self.bundle.decisions():
            try:
                models.append((path, parse_decisions(data, path)))
            except UnreadableFile as error:
                self.faults.append(_unreadable(path, error))
            except EngineError as error:
                self.faults.append(found("E70", path, getattr(error, "line", 1), str(error)))
        return models

    @cached_property
    def decisions(self) -> dict[str, str]:
        """File by decision id."""
        return {name: path for path, model in self.decision_models for name in model.decisions}

    @cached_property
    def roles(self) -> dict[str, int] | None:
        """Line in rollen.toml by role name; None when the file cannot be read."""
        data = self._toml(ROLES)
        if data is None:
            return None
        text = self.bundle.text(ROLES)
        return {name: _line_of(text, name) for name in _role_names(data)}

    @cached_property
    def terms(self) -> dict[str, int] | None:
        """Line in termijnen.toml by term key; None when the file cannot be read."""
        data = self._toml(TERMS)
        if data is None:
            return None
        text = self.bundle.text(TERMS)
        try:
            book = TermBook.from_toml(text, self.bundle.text(CALENDAR))
        except UnreadableFile as error:
            if error.filename == CALENDAR:  # a fault of termijnen.toml was told above
                self.faults.append(_unreadable(CALENDAR, error))
            return None
        except EngineError as error:
            file = CALENDAR if CALENDAR in str(error) else TERMS
            self.faults.append(found("E01", file, 1, str(error)))
            return None
        return {key: _line_of(text, f"[termijn.{key}]") for key in book.keys}

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


def _unreadable(path: str, error: UnreadableFile) -> Finding:
    detail = str(error).split(": ", 1)[-1]
    return found("E01", path, error.line, detail)


def _form_facts(path: str, process: str, task: str, data: bytes) -> FormFacts:
    components, _ = read_form(data)
    questions = [component for component, _ in walk(components) if isinstance(component, Question)]
    return FormFacts(
        path,
        process,
        task,
        frozenset(question.path for question in questions),
        {q.path: tuple(option.value for option in q.options) for q in questions if isinstance(q, Choice)},
        frozenset(question.path for question in questions if isinstance(question, Checkbox)),
    )


def _line_of(text: str, word: str) -> int:
    at = text.find(word)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _role_names(data: Mapping[str, Any]) -> Iterator[str]:
    """Role names of rollen.toml: the `naam` of each [rol.sleutel]."""
    roles = data.get("rol")
    for entry in roles.values() if isinstance(roles, Mapping) else ():
        name = entry.get("naam") if isinstance(entry, Mapping) else None
        if isinstance(name, str):
            yield name
