"""What an element of a diagram is, in the words of the people who work with it."""

from lxml import etree

from engine.bpmn.profile import BPMN
from engine.check.model import Node, ProcessModel, called
from engine.words.expressions import Speaker, quoted
from engine.words.lexicon import Lexicon, spaced

_KINDS = {
    "userTask": "stap",
    "serviceTask": "automatische stap",
    "scriptTask": "berekening",
    "businessRuleTask": "beslistabel",
    "callActivity": "deelproces",
    "subProcess": "blok",
    "exclusiveGateway": "keuze",
    "parallelGateway": "splitsing",
    "eventBasedGateway": "wachtpunt",
    "startEvent": "begin",
    "endEvent": "einde",
}
_NEUTER = frozenset({"deelproces", "blok", "wachtpunt", "begin", "einde", "bericht", "element", "moment"})
_BLOCKS = {"brief": "brief", "bericht": "bericht", "start_zaak": "start van een nieuwe zaak"}
TIMER_PARTS = ("timeDate", "timeDuration", "timeCycle")


def kind(node: Node) -> str:
    """Return what an element is: "stap", "keuze", "wekker", ..."""
    if node.tag in _KINDS:
        return _KINDS[node.tag]
    return {"timer": "wekker", "message": "bericht"}.get(node.event, "moment" if node.event else "element")


def the(node: Node) -> str:
    """Return "de stap", "het deelproces"."""
    word = kind(node)
    return f"{'het' if word in _NEUTER else 'de'} {word}"


def a_new(node: Node) -> str:
    """Return "een nieuwe stap", "een nieuw deelproces"."""
    word = kind(node)
    return f"een nieuw {word}" if word in _NEUTER else f"een nieuwe {word}"


def title(node: Node) -> str:
    """Return the name of an element between quotes; without a name what it is."""
    return quoted(node.name) if node.name else f"{kind(node)} zonder naam"


def named(node: Node) -> str:
    """Return "de stap ‘Bellen met de inwoner’"."""
    return f"{the(node)} {quoted(node.name)}" if node.name else f"{the(node)} zonder naam"


def role(process: ProcessModel, node: Node) -> str:
    """Return who acts here: the groups that a task names, else its lane."""
    assignment = node.zeebe("assignmentDefinition")
    groups = assignment.get("candidateGroups", "") if assignment is not None else ""
    return groups.strip() or process.lane_of.get(node.id, "")


def to_role(name: str) -> str:
    """Return "de klachtbehandelaar" for the name of a lane; names with capitals inside stay as they are."""
    if not name:
        return "niemand in het bijzonder"
    plain = name[:1].lower() + name[1:] if name[1:2].islower() else name
    return f"de {plain}"


def documentation(node: Node) -> str:
    return text_of(node.element.find(f"{{{BPMN}}}documentation"))


def text_of(element: etree._Element | None) -> str:
    """Return the text of an element on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def due(node: Node) -> str:
    """Return the FEEL expression of the day on which a task must be done."""
    schedule = node.zeebe("taskSchedule")
    return "" if schedule is None else schedule.get("dueDate", "")


def timer(node: Node) -> str:
    """Return the FEEL expression of a timer event."""
    for definition in node.definitions:
        for part in TIMER_PARTS:
            if text := text_of(definition.find(f"{{{BPMN}}}{part}")):
                return text
    return ""


def block(node: Node) -> str:
    """Return the building block of an automatic step."""
    definition = node.zeebe("taskDefinition")
    return "" if definition is None else definition.get("type", "")


def header(node: Node, key: str) -> str:
    return node.headers.get(key, ("", 0))[0]


def prop(node: Node, key: str) -> str:
    return node.properties.get(key, ("", 0))[0]


def decision(node: Node) -> str:
    found = node.zeebe("calledDecision")
    return "" if found is None else found.get("decisionId", "")


def does(node: Node, lexicon: Lexicon, speaker: Speaker) -> str:
    """Return in a sentence what an element does by itself; empty for what people do."""
    if node.tag == "serviceTask":
        return _block_sentence(node, lexicon)
    if node.tag == "businessRuleTask":
        return f"De tabel {quoted(_decision_title(lexicon, decision(node)))} geeft het antwoord."
    if node.tag == "callActivity":
        return f"Zie het proces {quoted(lexicon.process_title(called(node)))}."
    if node.event == "timer" and node.tag != "boundaryEvent":
        return f"Wacht tot {speaker.moment(timer(node))}."
    if node.event == "message" and node.tag != "boundaryEvent":
        return "Wacht op een bericht."
    return ""


def _block_sentence(node: Node, lexicon: Lexicon) -> str:
    which = block(node)
    if which == "brief":
        letter = header(node, "brief")
        return f"De brief {quoted(spaced(letter))} gaat vanzelf weg."
    if which == "bericht":
        receiver = header(node, "rol")
        return (
            f"Er gaat vanzelf een bericht naar {to_role(receiver)}." if receiver else "Er gaat een bericht."
        )
    if which == "start_zaak":
        return f"Er begint een nieuwe zaak: {quoted(lexicon.process_title(header(node, 'proces')))}."
    return f"Dit gaat vanzelf. {documentation(node)}".strip() if which else ""


def _decision_title(lexicon: Lexicon, name: str) -> str:
    found = lexicon.decisions.get(name)
    return (found[1].get("name") if found else "") or spaced(name).capitalize()
