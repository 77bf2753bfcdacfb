"""What everything in a bundle is called: questions, terms, processes, roles, letters.

Lenient on purpose: a draft that somebody is still working on must be readable too. A file that cannot be
read is left out and named in `unreadable`.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from engine.bundle import Bundle
from engine.check.model import Diagram, Node, ProcessModel, form_of
from engine.errors import UnreadableFile
from engine.xml import parse

TERMS, ROLES, CALENDAR = "processes/termijnen.toml", "processes/rollen.toml", "processes/kalender.toml"
_CONTAINERS = frozenset({"group", "dynamiclist"})


@dataclass(frozen=True)
class Asked:
    """A question as people read it, with the words of its options."""

    label: str
    options: Mapping[str, str] = field(default_factory=dict)


class Lexicon:
    """The names in one bundle, looked up when somebody asks."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.unreadable: dict[str, str] = {}

    # -- files ------------------------------------------------------------------------------------

    @cached_property
    def processes(self) -> dict[str, ProcessModel]:
        """The executable processes by id, in the order of their files."""
        found: dict[str, ProcessModel] = {}
        for path, data in self.bundle.processes():
            if (root := self._xml(path, data)) is not None:
                for process in Diagram(path, root).processes:
                    if process.id and process.is_executable:
                        found.setdefault(process.id, process)
        return found

    @cached_property
    def decisions(self) -> dict[str, tuple[str, etree._Element]]:
        """The decisions by id: file and element."""
        found: dict[str, tuple[str, etree._Element]] = {}
        for path, data in self.bundle.decisions():
            root = self._xml(path, data)
            for element in [] if root is None else root:
                if isinstance(element.tag, str) and etree.QName(element).localname == "decision":
                    found.setdefault(element.get("id", ""), (path, element))
        return found

    @cached_property
    def forms(self) -> dict[str, Mapping[str, Any]]:
        """Every form that can be read, as JSON, by path."""
        found: dict[str, Mapping[str, Any]] = {}
        for path, data in self.bundle.forms():
            try:
                read = json.loads(data)
            except (ValueError, RecursionError):
                self.unreadable[path] = "Dit is geen leesbaar formulier."
                continue
            if isinstance(read, dict):
                found[path] = read
        return found

    def settings(self, path: str) -> Mapping[str, Any]:
        """Return a settings file as a mapping; empty when it is absent or cannot be read."""
        if path not in self.bundle.files:
            return {}
        try:
            return tomllib.loads(self.bundle.text(path))
        except (tomllib.TOMLDecodeError, UnreadableFile, RecursionError):
            self.unreadable[path] = "Dit instellingenbestand kan niet worden gelezen."
            return {}

    def _xml(self, path: str, data: bytes) -> etree._Element | None:
        try:
            return parse(data, path)
        except UnreadableFile as error:
            self.unreadable[path] = error.detail
            return None

    # -- names ------------------------------------------------------------------------------------

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every element of every process by id."""
        return {node.id: node for process in self.processes.values() for node in process.nodes}

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Any]]:
        return tables(self.settings(TERMS).get("termijn"))

    @cached_property
    def roles(self) -> Mapping[str, Mapping[str, Any]]:
        return tables(self.settings(ROLES).get("rol"))

    def process_title(self, process: str) -> str:
        found = self.processes.get(process)
        return (found.name if found else "") or spaced(process).capitalize()

    def term_title(self, key: str) -> str:
        return str(self.terms.get(key, {}).get("titel") or spaced(key))

    def task_title(self, process: str, form: str) -> str:
        """Return the name of the step that uses a form."""
        found = self.processes.get(process)
        for node in found.nodes if found else ():
            if form_of(node) == form and node.name:
                return node.name
        return spaced(form).capitalize()

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """Every question by the name under which expressions read its answer (`bellen.uitkomst`).

        Answers of a form that starts a case are facts of the case: `zaak.onderwerp`.
        """
        found: dict[str, Asked] = {}
        for path, form in self.forms.items():
            parts = PurePosixPath(path)
            process, task = parts.parent.name, parts.stem
            is_start = any(form_of(node) == task for node in self._of(process) if node.tag == "startEvent")
            for component in components(form):
                if not (key := component.get("key")):
                    continue
                asked = Asked(label_of(component), options_of(component))
                found.setdefault(f"{task}.{key}", asked)
                if is_start:
                    found.setdefault(f"zaak.{key}", asked)
        for decision, (_, element) in self.decisions.items():
            for output in element.iter("{*}output"):
                if output.get("name") and output.get("label"):
                    found.setdefault(f"{decision}.{output.get('name')}", Asked(output.get("label", "")))
        return found

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """The labels that several steps ask under."""
        holders: dict[str, set[str]] = {}
        for name, asked in self.asked.items():
            if not name.startswith("zaak."):
                holders.setdefault(asked.label, set()).add(name.partition(".")[0])
        return frozenset(label for label, names in holders.items() if len(names) > 1)

    def _of(self, process: str) -> list[Node]:
        found = self.processes.get(process)
        return found.nodes if found else []


def tables(value: Any) -> Mapping[str, Mapping[str, Any]]:
    """Return what is a table of tables in a settings file, without what is not."""
    pairs = value.items() if isinstance(value, Mapping) else ()
    return {key: inner for key, inner in pairs if isinstance(inner, Mapping)}


def components(form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every component of a form in reading order, those inside groups included."""
    pending = [form.get("components")]
    while pending:
        children = pending.pop()
        if not isinstance(children, list):
            continue
        for number, child in enumerate(children):
            if isinstance(child, dict):
                yield child
                if str(child.get("type")) in _CONTAINERS:
                    pending += [children[number + 1 :], child.get("components")]
                    break


def label_of(component: Mapping[str, Any]) -> str:
    """Return what a reader sees of a component."""
    for name in ("label", "dateLabel", "timeLabel", "text", "key", "id"):
        if isinstance(value := component.get(name), str) and value.strip():
            return " ".join(value.split())
    return ""


def options_of(component: Mapping[str, Any]) -> dict[str, str]:
    """Return the words of each option by value."""
    values = component.get("values")
    return {
        str(option.get("value")): str(option.get("label", option.get("value")))
        for option in (values if isinstance(values, list) else [])
        if isinstance(option, dict)
    }


def spaced(name: str) -> str:
    """Return a file or element name as words: `te_laat` is "te laat"."""
    return name.replace("_", " ").replace("-", " ").strip()
