"""Everything that belongs to one process, in words: its passport."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from engine.check.model import Node, called, form_of
from engine.errors import EngineError
from engine.scenarios.reading import read_feature
from engine.words import elements
from engine.words.expressions import Speaker
from engine.words.files import front_and_body, letter_in_words, rule_words
from engine.words.lexicon import Lexicon, components, label_of, options_of, spaced
from engine.words.prose import Prose, prose_of
from engine.words.tables import Table, table_of

_TERM = re.compile(r'termijn\(\s*"([^"]+)"\s*\)')
_SHOWN = frozenset({"text", "html", "separator", "spacer", "image"})


@dataclass(frozen=True)
class AskedQuestion:
    label: str
    hint: str
    options: tuple[str, ...]
    required: bool
    visible: str  # "alleen als ..."; empty: always


@dataclass(frozen=True)
class PortrayedTask:
    """A step for people, or the form that starts the process."""

    id: str
    title: str
    role: str
    about: str
    due: str
    basis: str
    resident_title: str
    resident_text: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class PortrayedLetter:
    name: str
    subject: str
    recipient: str
    basis: str
    body: str


@dataclass(frozen=True)
class PortrayedTerm:
    title: str
    rule: str
    since: str
    kind: str
    basis: str


@dataclass(frozen=True)
class PortrayedRole:
    name: str
    about: str
    sees: str


@dataclass(frozen=True)
class Portrait:
    """A process with all that belongs to it. `calls` and `called_by` are (id, title)."""

    prose: Prose
    xml: bytes
    tasks: tuple[PortrayedTask, ...]
    tables: tuple[Table, ...]
    letters: tuple[PortrayedLetter, ...]
    terms: tuple[PortrayedTerm, ...]
    roles: tuple[PortrayedRole, ...]
    scenarios: tuple[tuple[str, str], ...]  # feature, scenario
    calls: tuple[tuple[str, str], ...]
    called_by: tuple[tuple[str, str], ...]


def portrait_of(lexicon: Lexicon, process: str) -> Portrait:
    """Return all that belongs to a process. Raises KeyError when there is no such process."""
    return _Painter(lexicon, process).portrait()


class _Painter:
    def __init__(self, lexicon: Lexicon, process: str) -> None:
        self.lexicon, self.process = lexicon, lexicon.processes[process]
        self.speaker = Speaker(lexicon)
        self.prose = prose_of(lexicon, process)
        order = {step.id: step.number for step in self.prose.steps}
        self.nodes = sorted(self.process.nodes, key=lambda node: order.get(node.id, 0))

    def portrait(self) -> Portrait:
        tasks = tuple(self._tasks())
        return Portrait(
            prose=self.prose,
            xml=self.lexicon.bundle.files[self.process.file],
            tasks=tasks,
            tables=tuple(self._tables()),
            letters=tuple(self._letters()),
            terms=tuple(self._terms()),
            roles=tuple(self._roles({lane.name for lane in self.process.lanes} | {t.role for t in tasks})),
            scenarios=tuple(self._scenarios()),
            calls=self._titled(called(node) for node in self.nodes if node.tag == "callActivity"),
            called_by=self._titled(self._callers()),
        )

    def _titled(self, processes: Iterator[str]) -> tuple[tuple[str, str], ...]:
        known = [one for one in dict.fromkeys(processes) if one in self.lexicon.processes]
        return tuple((one, self.lexicon.process_title(one)) for one in known)

    def _callers(self) -> Iterator[str]:
        for name, process in self.lexicon.processes.items():
            if any(called(node) == self.process.id for node in process.tagged("callActivity")):
                yield name

    def _tasks(self) -> Iterator[PortrayedTask]:
        for node in self.nodes:
            form = self.lexicon.forms.get(f"forms/{self.process.id}/{form_of(node)}.form")
            if node.tag != "userTask" and not (node.tag == "startEvent" and form):
                continue
            expression = elements.due(node)
            yield PortrayedTask(
                id=node.id,
                title=node.name or spaced(node.id).capitalize(),
                role=self._actor(node),
                about=elements.documentation(node),
                due=self.speaker.moment(expression) if expression else "",
                basis=elements.prop(node, "grondslag"),
                resident_title=elements.prop(node, "inwoner_titel"),
                resident_text=elements.prop(node, "inwoner_uitleg"),
                questions=tuple(self._questions(form or {}, Speaker(self.lexicon, form_of(node)))),
            )

    def _actor(self, node: Node) -> str:
        if node.tag == "startEvent":
            return elements.prop(node, "wie_start")
        return elements.role(self.process, node)

    def _questions(self, form: Mapping[str, Any], speaker: Speaker) -> Iterator[AskedQuestion]:
        for one in components(form):
            if str(one.get("type")) in _SHOWN:
                continue
            validate, conditional = one.get("validate"), one.get("conditional")
            hide = conditional.get("hide") if isinstance(conditional, dict) else None
            yield AskedQuestion(
                label=label_of(one),
                hint=str(one.get("description") or ""),
                options=tuple(options_of(one).values()),
                required=isinstance(validate, dict) and validate.get("required") is True,
                visible=speaker.visible_when(hide) if isinstance(hide, str) and hide else "",
            )

    def _tables(self) -> Iterator[Table]:
        for name in dict.fromkeys(elements.decision(node) for node in self.nodes):
            if name in self.lexicon.decisions:
                yield table_of(self.lexicon.decisions[name][1])

    def _letters(self) -> Iterator[PortrayedLetter]:
        for name in dict.fromkeys(
            elements.header(node, "brief") for node in self.nodes if elements.block(node) == "brief"
        ):
            data = self.lexicon.bundle.files.get(f"processes/letters/{name}.md")
            if data is not None:
                front, body = front_and_body(data.decode("utf-8", "replace"))
                yield PortrayedLetter(
                    spaced(name),
                    letter_in_words(front.get("onderwerp", ""), self.speaker),
                    front.get("aan", ""),
                    front.get("grondslag", ""),
                    letter_in_words(body, self.speaker),
                )

    def _terms(self) -> Iterator[PortrayedTerm]:
        text = " ".join(_all_text(self.process.element))
        keys = dict.fromkeys([*_TERM.findall(text), *self._met()])
        for key in keys:
            if (term := self.lexicon.terms.get(key)) is not None:
                rule = str(term.get("regel", ""))
                words = rule_words(rule)
                article = words.removeprefix("volgens ") if words.startswith("volgens ") else ""
                yield PortrayedTerm(
                    self.lexicon.term_title(key),
                    words,
                    spaced(str(term.get("vanaf", ""))),
                    str(term.get("soort", "")),
                    str(term.get("grondslag") or article),
                )

    def _met(self) -> Iterator[str]:
        for node in self.nodes:
            yield from (key.strip() for key in elements.prop(node, "voldoet_aan").split(","))

    def _roles(self, names: set[str]) -> Iterator[PortrayedRole]:
        for role in self.lexicon.roles.values():
            if (name := str(role.get("naam", ""))) in names:
                yield PortrayedRole(name, str(role.get("omschrijving", "")), str(role.get("ziet", "")))

    def _scenarios(self) -> Iterator[tuple[str, str]]:
        for path, data in self.lexicon.bundle.scenarios():
            if PurePosixPath(path).parent.name == self.process.id:
                try:
                    found = read_feature(data.decode("utf-8", "replace"), path)
                except EngineError:
                    continue
                yield from ((one.feature, one.name) for one in found)


def _all_text(element: etree._Element) -> Iterator[str]:
    for one in element.iter():
        if isinstance(one.tag, str):
            yield one.text or ""
            yield from (str(value) for value in one.attrib.values())
