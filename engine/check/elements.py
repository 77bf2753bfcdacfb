"""Only what the engine carries out may be drawn: elements, kinds of event, extension elements."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.profile import BPMN, ZEEBE
from engine.check.codes import At, around, found
from engine.check.finding import Finding
from engine.check.model import Diagram, Node, ProcessModel, local, namespace
from engine.check.profile import (
    ALLOWED,
    EVENT_KINDS,
    EVENT_PARTS,
    IGNORED_ZEEBE,
    INSTEAD,
    PROPERTIES,
    ZEEBE_ATTRIBUTES,
    ZEEBE_ELEMENTS,
)

LOOPS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")


def diagram_has_one_process(diagram: Diagram) -> Iterator[Finding]:
    if local(diagram.root) != "definitions" or namespace(diagram.root) != BPMN:
        yield found("E02", diagram.file, 1, "Dit is geen BPMN-diagram.")
        return
    executable = [process for process in diagram.processes if process.is_executable]
    if len(executable) != 1:
        number = "geen enkel" if not executable else f"{len(executable)}"
        yield found(
            "E02", diagram.file, 1, f"Dit diagram bevat {number} uitvoerbaar proces in plaats van één."
        )
    for process in executable[:1]:
        stem = diagram.file.rsplit("/", 1)[-1].removesuffix(".bpmn")
        if process.id != stem:
            message = f"Het proces heet '{process.id}' en het bestand '{stem}.bpmn'."
            yield found("E03", diagram.file, process, message)


def elements_are_supported(diagram: Diagram) -> Iterator[Finding]:
    for element in diagram.root.iter(f"{{{BPMN}}}*"):
        tag = local(element)
        if element is diagram.root or tag in ALLOWED:
            continue
        if tag.endswith("EventDefinition"):
            continue  # told once, with its event, by event_kinds_are_supported
        yield found(
            "E04", diagram.file, around(element), f"'{tag}' wordt niet ondersteund.", INSTEAD.get(tag, "")
        )


def extensions_are_known(diagram: Diagram) -> Iterator[Finding]:
    for holder in diagram.root.iter(f"{{{BPMN}}}extensionElements"):
        for element in holder.iterdescendants():
            tag = local(element)
            if namespace(element) == ZEEBE:
                yield from _zeebe_faults(diagram.file, element, tag)
            elif tag and element.getparent() is holder:
                message = f"'{element.prefix or namespace(element)}:{tag}' wordt genegeerd."
                yield found("W06", diagram.file, around(element), message)


def _zeebe_faults(file: str, element: etree._Element, tag: str) -> Iterator[Finding]:
    if tag in IGNORED_ZEEBE:
        return
    if tag not in ZEEBE_ELEMENTS:
        yield found("E05", file, around(element), f"'zeebe:{tag}' wordt niet ondersteund.")
        return
    for name in sorted({str(name) for name in element.attrib} - ZEEBE_ATTRIBUTES.get(tag, frozenset())):
        yield found("W06", file, around(element), f"'{name}' bij 'zeebe:{tag}' wordt genegeerd.")


def properties_are_known(process: ProcessModel) -> Iterator[Finding]:
    known = ", ".join(sorted(PROPERTIES))
    for node in process.nodes:
        for name, (_, line) in node.properties.items():
            if name not in PROPERTIES:
                message = f"'{name}' is geen bekende eigenschap. Bekend zijn: {known}."
                yield found("W76", process.file, At(line, node.id, node.name), message)


def event_kinds_are_supported(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        kinds = EVENT_KINDS.get(node.tag)
        if kinds is None or node.event in kinds:
            continue
        if node.tag == "startEvent":
            message = "Dit begin heeft een tijd, bericht of andere aanleiding."
            yield found("E10", process.file, node, message, "Maak er een gewoon begin van.")
        elif node.event and node.event != "?":
            definition = local(node.definitions[0])
            message = f"Deze gebeurtenis is van de soort '{node.event}'. Dat wordt hier niet ondersteund."
            yield found("E24", process.file, node, message, _instead(node, definition))
        else:
            many = "meer dan één soort" if node.event else "geen soort"
            yield found("E24", process.file, node, f"Deze gebeurtenis heeft {many}.")


def _instead(node: Node, definition: str) -> str:
    if definition == "messageEventDefinition":
        return "Zet er een servicetaak met de bouwsteen 'bericht' voor en gebruik een gewoon einde."
    if definition in EVENT_PARTS:
        return ""
    return INSTEAD.get(definition, "")


def steps_do_not_repeat_themselves(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        if any(local(child) in LOOPS for child in node.element):
            yield found(
                "E29", process.file, node, "Deze stap herhaalt zichzelf of wordt meervoudig uitgevoerd."
            )


def subprocesses_are_embedded(process: ProcessModel) -> Iterator[Finding]:
    for node in process.tagged("subProcess"):
        if node.is_event_subprocess:
            yield found("E27", process.file, node, "Dit is een event-subproces.")


def no_programming_language(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        if any(local(child) == "script" for child in node.element):
            yield found("E85", process.file, node, "Deze stap bevat een script in een programmeertaal.")


def timers_have_a_moment(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        for definition in node.definitions if node.event == "timer" else ():
            parts = [local(child) for child in definition if local(child).startswith("time")]
            texts = [(child.text or "").strip() for child in definition if local(child).startswith("time")]
            if "timeCycle" in parts:
                remedy = "Teken na de timer een taak en een pijl terug, of gebruik meer timers."
                yield found("E22", process.file, node, "Een herhalende timer wordt niet ondersteund.", remedy)
            elif len([text for text in texts if text]) != 1:
                yield found("E22", process.file, node, "De timer heeft niet precies één moment of duur.")


def messages_have_a_name(diagram: Diagram) -> Iterator[Finding]:
    for process in diagram.processes:
        for node in process.nodes:
            for definition in node.definitions:
                reference = definition.get("messageRef", "")
                if local(definition) == "messageEventDefinition" and not diagram.messages.get(reference):
                    yield found("E25", diagram.file, node, "Niet bekend is op welk bericht dit wacht.")


DIAGRAM_RULES = (diagram_has_one_process, elements_are_supported, extensions_are_known, messages_have_a_name)
PROCESS_RULES = (
    properties_are_known,
    event_kinds_are_supported,
    steps_do_not_repeat_themselves,
    subprocesses_are_embedded,
    no_programming_language,
    timers_have_a_moment,
)
