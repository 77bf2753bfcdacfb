"""A bundle made ready to run: parsed diagrams, forms, letters, decisions and terms of one version.

Making one costs tens of milliseconds, so a process keeps the few it uses; the content hash is the key.
Everything in it is read-only and shared by all cases of that version.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from engine.bpmn.parser import Diagrams
from engine.bpmn.profile import Element, read_diagram
from engine.bundle import Bundle
from engine.dmn import DecisionModel, parse_decisions
from engine.errors import FaultyDefinition, UnknownProcess
from engine.feel import Expression, expression_text, parse_expression
from engine.forms import Form, parse_form
from engine.letters import Letter, parse_letter
from engine.terms import TermBook

__all__ = ["Definition", "Element", "Process", "definition_of"]
VOCABULARY = ("termijn", "werkdagen", "today", "now")  # what FEEL knows beyond the standard


@dataclass(frozen=True)
class Process:
    """An executable process with the specs SpiffWorkflow runs and the event it starts with."""

    id: str
    file: str
    spec: Any
    subprocesses: Mapping[str, Any]
    start: Element


class Definition:
    """One version of all processes, ready to run. Raises EngineError when a file is faulty."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.hash = bundle.hash
        self.elements: dict[str, Element] = {}
        self._diagrams = Diagrams()
        self._processes: dict[str, Process] = {}
        self._parsing = Lock()  # SpiffWorkflow's parser keeps its state in itself: one thread at a time
        for path, data in bundle.processes():
            root, elements = read_diagram(data, path)
            self._add(path, root, elements)
        self.terms = TermBook.from_toml(
            bundle.text("processes/termijnen.toml"), bundle.text("processes/kalender.toml")
        )
        self._forms: dict[tuple[str, str], Form | None] = {}
        self._letters: dict[str, Letter] = {}
        self._decisions = _decisions(bundle)

    def _add(self, path: str, root: Any, elements: Mapping[str, Element]) -> None:
        for element in elements.values():
            if element.id in self.elements:
                raise FaultyDefinition(
                    path, element.line, element.id, "deze id bestaat al in een ander proces"
                )
            self.elements[element.id] = element
        self._diagrams.add(root, path)

    def process(self, process_id: str) -> Process:
        """Return a process by id. Raises UnknownProcess, or FaultyDefinition when it cannot be run."""
        with self._parsing:
            if process_id not in self._processes:
                self._processes[process_id] = self._parse(process_id)
            return self._processes[process_id]

    def _parse(self, process_id: str) -> Process:
        starts = [e for e in self.elements.values() if e.kind == "startEvent" and e.scope == process_id]
        if not starts:
            raise UnknownProcess(process_id)
        spec, subprocesses = self._diagrams.specs(process_id, starts[0].file)
        return Process(process_id, starts[0].file, spec, subprocesses, starts[0])

    def process_ids(self) -> list[str]:
        """Return the ids of all executable processes."""
        return [e.process for e in self.elements.values() if e.kind == "startEvent" and e.scope == e.process]

    def form(self, element: Element) -> Form | None:
        """Return the form of a task or start event, or None when it has none."""
        key = (element.process, element.form)
        if key not in self._forms:
            data = self.bundle.form(*key)
            self._forms[key] = None if data is None else parse_form(data, "/".join(key))
        return self._forms[key]

    def letter(self, name: str) -> Letter:
        """Return a letter by file name. Raises UnreadableFile when there is none."""
        if name not in self._letters:
            self._letters[name] = parse_letter(self.bundle.text(f"processes/letters/{name}.md"), name)
        return self._letters[name]

    def expression(self, text: str) -> Expression:
        """Return a FEEL expression, compiled; a leading `=` is taken off. Raises FeelError."""
        return _compiled(text)

    def decision_file(self, decision: str) -> str:
        """Return the path of the file that holds a decision; empty when there is none."""
        model = self._decisions.get(decision)
        return "" if model is None else model.filename

    def decide(
        self, decision: str, context: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]
    ) -> Any:
        """Return the result of a decision on the facts. Raises EngineError when it does not exist."""
        model = self._decisions.get(decision)
        if model is None:
            raise FaultyDefinition("processes/dmn", 1, decision, "deze beslistabel bestaat niet")
        return model.evaluate(decision, context, functions)


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Expression:
    return parse_expression(expression_text(text), functions=VOCABULARY)


@lru_cache(maxsize=64)  # a draft seldom changes a table
def _parsed(data: bytes, path: str) -> DecisionModel:
    return parse_decisions(data, path, VOCABULARY)


def _decisions(bundle: Bundle) -> dict[str, DecisionModel]:
    found: dict[str, DecisionModel] = {}
    for path, data in bundle.decisions():
        model = _parsed(data, path)
        found.update(dict.fromkeys(model.decisions, model))
    return found


_CACHE_SIZE = 16
_cache: dict[str, Definition] = {}
_lock = Lock()


def definition_of(bundle_hash: str, files: Callable[[str], Mapping[str, bytes]]) -> Definition:
    """Return the definition of a version, from the cache or made from `files(bundle_hash)`."""
    with _lock:
        found = _cache.pop(bundle_hash, None) or Definition(Bundle(files(bundle_hash)))
        _cache[bundle_hash] = found  # most recently used last
        while len(_cache) > _CACHE_SIZE:
            _cache.pop(next(iter(_cache)))
        return found
