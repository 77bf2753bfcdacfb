"""Diagrams compared: steps that come, go and change, and the order in which they follow each other."""

from collections.abc import Iterator

from lxml import etree

from engine.check.model import Node, ProcessModel, called
from engine.comparing import order
from engine.comparing.difference import OTHER, Difference, Kind, What
from engine.comparing.facets import facets
from engine.comparing.sides import Sides
from engine.words import elements
from engine.words.expressions import listed, quoted
from engine.words.lexicon import spaced

_DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"
_EDITORS = frozenset({"exporter", "exporterVersion"})  # which program saved the file
_MOST_NAMED = 6  # steps of a new process that the sentence names


def differences(sides: Sides) -> Iterator[Difference]:
    """Yield what changes in the diagrams."""
    for process in sides.process_ids():
        old, new = sides.old.processes.get(process), sides.new.processes.get(process)
        if old is None and new is not None:
            yield from _whole(new, "added", "komt erbij", sides)
        elif new is None and old is not None:
            yield from _whole(old, "removed", "vervalt", sides)
        elif old is not None and new is not None and {old.file, new.file} & sides.changed_files:
            yield from _changes(old, new, sides)


def _whole(process: ProcessModel, kind: Kind, verb: str, sides: Sides) -> Iterator[Difference]:
    steps = [node for node in process.nodes if node.tag == "userTask" and node.name]
    title = sides.process_title(process.id)
    what = ""
    if steps:
        shown = listed([quoted(node.name) for node in steps[:_MOST_NAMED]])
        more = f" en nog {len(steps) - _MOST_NAMED}" if len(steps) > _MOST_NAMED else ""
        what = f" Daarin {'staat de stap' if len(steps) == 1 else 'staan de stappen'} {shown}{more}."
    sentence = f"Het proces {quoted(title)} {verb}.{what}"
    yield Difference(process.id, kind, "process", sentence, process.file)


class _Teller:
    """Makes differences about one process."""

    def __init__(self, process: ProcessModel) -> None:
        self.process = process

    def say(self, kind: Kind, what: What, sentence: str, element: str = "", **texts: str) -> Difference:
        return Difference(self.process.id, kind, what, sentence, self.process.file, element, **texts)


def _changes(old: ProcessModel, new: ProcessModel, sides: Sides) -> Iterator[Difference]:
    teller = _Teller(new)
    found = [
        *_process_itself(old, new, teller),
        *(_arrival(node, old, new, sides, teller) for node in order.as_walked(new) if _comes(node, old)),
        *(_departure(node, teller) for node in order.as_walked(old) if _comes(node, new)),
        *_changed_nodes(old, new, sides, teller),
        *order.differences(old, new, sides, teller.say),
    ]
    yield from found
    if found:
        return
    if _meaning(old) != _meaning(new):
        told = "is iets technisch gewijzigd dat aan de stappen niets verandert"
        yield teller.say("changed", "drawing", f"In {quoted(new.name or new.id)} {told}.")
    elif old.file == new.file:
        yield teller.say(
            "changed", "drawing", "Alleen de tekening is verschoven; de stappen zijn dezelfde gebleven."
        )
    else:
        yield Difference(OTHER, "changed", "file", f"Het bestand {old.file} heet nu {new.file}.", new.file)


def _comes(node: Node, other: ProcessModel) -> bool:
    """Whether an element is worth a sentence of its own: nameless joins are told with the order."""
    return node.id not in other.by_id and not order.is_silent(node)


def _process_itself(old: ProcessModel, new: ProcessModel, teller: _Teller) -> Iterator[Difference]:
    if old.name != new.name:
        yield teller.say("changed", "process", f"Het proces {quoted(old.name)} heet nu {quoted(new.name)}.")
    before, after = (elements.text_of(one.element.find("{*}documentation")) for one in (old, new))
    if before != after:
        yield teller.say(
            "changed", "process", "De toelichting bij het proces is gewijzigd.", before=before, after=after
        )


def _arrival(node: Node, old: ProcessModel, new: ProcessModel, sides: Sides, teller: _Teller) -> Difference:
    """Say where a new element comes: "Na ‘Bellen’ komt een nieuwe stap ‘Plannen’ voor de behandelaar."."""
    name = f" {quoted(node.name)}" if node.name else ""
    sentence = f"{order.place_of(node, new)} komt {elements.a_new(node)}{name}{_details(node, new, sides)}."
    for flow in node.incoming:
        if flow.condition is not None and flow.source is not None and flow.source.id in old.by_id:
            sentence += f" Dat geldt als {sides.now.condition(elements.text_of(flow.condition))}."
    return teller.say("added", "step", sentence, node.id)


def _details(node: Node, process: ProcessModel, sides: Sides) -> str:
    """Return who does a new element, when, or what it does by itself."""
    if node.tag == "userTask":
        who, day = elements.role(process, node), elements.due(node)
        whom = f" voor {elements.to_role(who)}" if who else ""
        return f"{whom}, uiterlijk op {sides.now.moment(day)}" if day else whom
    if node.event == "timer":
        return f", die afgaat op {sides.now.moment(elements.timer(node))}"
    if node.tag == "callActivity":
        return f": het proces {quoted(sides.new.process_title(called(node)))}"
    if elements.block(node) == "brief":
        return f" met de brief {quoted(spaced(elements.header(node, 'brief')))}"
    if elements.block(node) == "bericht" and (receiver := elements.header(node, "rol")):
        return f" met een bericht naar {elements.to_role(receiver)}"
    return ""


def _departure(node: Node, teller: _Teller) -> Difference:
    return teller.say("removed", "step", f"{_capital(elements.named(node))} vervalt.", node.id)


def _changed_nodes(
    old: ProcessModel, new: ProcessModel, sides: Sides, teller: _Teller
) -> Iterator[Difference]:
    for node in order.as_walked(new):
        if (before := old.by_id.get(node.id)) is None:
            continue
        for one in facets(before, node, old, new, sides):
            yield teller.say(
                "changed", "step", _capital(one.sentence), node.id, before=one.before, after=one.after
            )


def _meaning(process: ProcessModel) -> str:
    """Return the process without what editors write about themselves or in another order."""
    return _canonical(process.element.getroottree().getroot())


def _canonical(element: etree._Element) -> str:
    """Return an element as text, whatever the order of attributes, references and white space."""
    if not isinstance(element.tag, str) or element.tag.startswith(f"{{{_DRAWING}}}"):
        return ""  # what is drawn, not what is meant
    children = [_canonical(child) for child in element]
    if etree.QName(element).localname in {"process", "subProcess", "lane", "extensionElements"}:
        children.sort()
    attributes = " ".join(
        f"{name}={value}" for name, value in sorted(element.attrib.items()) if name not in _EDITORS
    )
    text = " ".join((element.text or "").split())
    return f"<{element.tag} {attributes}>{text}{''.join(filter(None, children))}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
