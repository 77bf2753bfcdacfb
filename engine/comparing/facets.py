"""What can change about one element of a diagram, each with its sentence."""

from collections.abc import Iterator
from typing import NamedTuple

from engine.bpmn.profile import ZEEBE
from engine.check.model import Node, ProcessModel, called, form_of, local
from engine.comparing.sides import Sides, pairs
from engine.words import elements
from engine.words.expressions import quoted
from engine.words.lexicon import spaced

_PROPERTIES = {  # name of the property -> how the sentence calls it
    "grondslag": "de grondslag",
    "wet": "de wettelijke markering",
    "voldoet_aan": "de termijn die ermee is gehaald",
    "wacht_op": "op wie wordt gewacht",
    "ander_dan": "wie dezelfde stap niet mag doen (vier ogen)",
    "wie_start": "wie het mag beginnen",
    "herinnering": "of het een herinnering is",
    "heropent": "of het de zaak heropent",
}
_RESIDENT = {"inwoner_titel": "kop", "inwoner_uitleg": "uitleg"}
_HEADERS = {"brief": "de brief", "bericht": "het bericht", "proces": "de zaak die begint", "aan": "aan wie"}


class Facet(NamedTuple):
    sentence: str
    before: str = ""
    after: str = ""


def facets(old: Node, new: Node, was: ProcessModel, now: ProcessModel, sides: Sides) -> Iterator[Facet]:
    """Yield a sentence for everything that changed about an element that stays."""
    name = elements.named(new)
    if old.name != new.name:
        name = elements.named(old)
        heet = f"heet nu {quoted(new.name)}" if new.name else "heeft geen naam meer"
        yield Facet(f"{name} {heet}.")
        name = elements.named(new)
    if elements.kind(old) != elements.kind(new) or old.tag != new.tag:
        yield Facet(f"{elements.title(new)} was {_a(old)} en is nu {_a(new)}.")
    yield from _who(name, old, new, was, now)
    yield from _when(name, old, new, sides)
    yield from _texts(name, old, new)
    yield from _work(name, old, new, sides)
    yield from _properties(name, old, new)


def _a(node: Node) -> str:
    return f"een {elements.kind(node)}"


def _who(name: str, old: Node, new: Node, was: ProcessModel, now: ProcessModel) -> Iterator[Facet]:
    if new.tag == "userTask":
        before, after = elements.role(was, old), elements.role(now, new)
        if before != after:
            yield Facet(f"{name} is voortaan voor {elements.to_role(after)}, niet voor {_whom(before)}.")
        return
    before, after = was.lane_of.get(old.id, ""), now.lane_of.get(new.id, "")
    if before != after:
        yield Facet(f"{name} staat nu in de baan van {elements.to_role(after)}, niet van {_whom(before)}.")


def _whom(role: str) -> str:
    return elements.to_role(role)


def _when(name: str, old: Node, new: Node, sides: Sides) -> Iterator[Facet]:
    before, after = elements.due(old), elements.due(new)
    if before != after:
        if not before:
            yield Facet(f"{name} moet voortaan klaar zijn op {sides.now.moment(after)}.")
        elif not after:
            yield Facet(f"{name} heeft geen uiterste dag meer. Dat was {sides.was.moment(before)}.")
        else:
            told = f"{sides.now.moment(after)}, in plaats van op {sides.was.moment(before)}"
            yield Facet(f"{name} moet klaar zijn op {told}.")
    before, after = elements.timer(old), elements.timer(new)
    if before != after:
        told = f"{sides.now.moment(after)}, in plaats van op {sides.was.moment(before)}"
        yield Facet(f"{name} gaat af op {told}.")
    if new.tag == "boundaryEvent" and old.interrupting != new.interrupting:
        stops = "stopt voortaan de stap waar het op zit" if new.interrupting else "laat de stap nu doorgaan"
        yield Facet(f"{name} {stops}.")
    if old.attached_to != new.attached_to:
        yield Facet(f"{name} hangt nu aan ‘{new.attached_to}’, niet aan ‘{old.attached_to}’.")


def _texts(name: str, old: Node, new: Node) -> Iterator[Facet]:
    before, after = elements.documentation(old), elements.documentation(new)
    if before != after:
        yield Facet(f"de toelichting bij {name} is {_verb(before, after)}.", before, after)
    for key, word in _RESIDENT.items():
        before, after = elements.prop(old, key), elements.prop(new, key)
        if before != after:
            told = f"de {word} voor de inwoner bij {name} is {_verb(before, after)}."
            yield Facet(told, before, after)


def _verb(before: str, after: str) -> str:
    return "gewijzigd" if before and after else "erbij gekomen" if after else "vervallen"


def _work(name: str, old: Node, new: Node, sides: Sides) -> Iterator[Facet]:
    if new.tag in {"userTask", "startEvent"} and form_of(old) != form_of(new):
        told = f"{quoted(spaced(form_of(new)))} in plaats van {quoted(spaced(form_of(old)))}"
        yield Facet(f"{name} gebruikt het formulier {told}.")
    if called(old) != called(new):
        before, after = sides.old.process_title(called(old)), sides.new.process_title(called(new))
        yield Facet(f"{name} roept het proces {quoted(after)} aan in plaats van {quoted(before)}.")
    if elements.decision(old) != elements.decision(new):
        before, after = elements.decision(old), elements.decision(new)
        yield Facet(f"{name} gebruikt de tabel {quoted(after)} in plaats van {quoted(before)}.")
    if elements.block(old) != elements.block(new):
        yield Facet(f"{name} doet nu {_of(elements.block(new))} in plaats van {_of(elements.block(old))}.")
    for key, before, after in pairs(_values(old.headers), _values(new.headers)):
        if before != after:
            yield Facet(f"bij {name} {_change(_HEADERS.get(key, quoted(key)), before, after)}.")
    if _technical(old) != _technical(new):
        yield Facet(f"bij {name} is gewijzigd wat er wordt berekend of doorgegeven.")


def _of(block: str) -> str:
    return quoted(block or "niets")


def _properties(name: str, old: Node, new: Node) -> Iterator[Facet]:
    for key, before, after in pairs(_values(old.properties), _values(new.properties)):
        if before != after and key not in _RESIDENT:
            yield Facet(f"bij {name} {_change(_PROPERTIES.get(key, quoted(key)), before, after)}.")


def _change(what: str, before: str | None, after: str | None) -> str:
    if not before:
        return f"is {what} nieuw: {quoted(after or '')}"
    if not after:
        return f"vervalt {what} (was {quoted(before)})"
    return f"is {what} nu {quoted(after)} in plaats van {quoted(before)}"


def _values(given: dict[str, tuple[str, int]]) -> dict[str, str]:
    return {key: value for key, (value, _) in given.items()}


_TOLD = frozenset({
    "properties", "taskHeaders", "taskDefinition", "taskSchedule", "formDefinition", "assignmentDefinition",
    "calledDecision", "userTask",
})  # fmt: skip


def _technical(node: Node) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Return the extensions and event definitions that have no sentence of their own."""
    found = []
    for holder in node.element.iterfind("{*}extensionElements"):
        for child in holder.iter(f"{{{ZEEBE}}}*"):
            if local(child) in {"property", "header"} or local(child) in _TOLD:
                continue
            skip = {"processId"} if local(child) == "calledElement" else set()
            kept = tuple(sorted((str(k), str(v)) for k, v in child.attrib.items() if k not in skip))
            found.append((local(child), " ".join((child.text or "").split()), kept))
    for definition in node.definitions:
        refs = tuple((str(k), str(v)) for k, v in sorted(definition.attrib.items()) if k != "id")
        found.append((local(definition), "", refs))
    return sorted(found)
