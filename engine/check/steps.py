"""Automatic steps: building blocks and their headers, scripts, decisions, legal markers."""

import re
from collections.abc import Callable, Iterator, Mapping

from engine.bpmn.blocks import BLOCKS
from engine.check.codes import At, found
from engine.check.finding import Finding
from engine.check.material import Material
from engine.check.model import Node, ProcessModel, line_of
from engine.check.names import PARTIES, SHAPE, is_reserved

MARKER = re.compile(r"(awb|woo|avg|wmo|jeugdwet)\.\d+[a-z]?(:\d+[a-z]*)?(\.[a-z0-9_]+)*")
RECIPIENTS = frozenset(PARTIES)
CHANNELS = frozenset({"email", "post"})
TERM_ACTIONS = {"verdaag": "weken", "instemming": "tot", "afgedaan": ""}
FACT = re.compile(rf"({'|'.join(('zaak', *PARTIES))})\.[a-z][a-z0-9_]*|[a-z][a-z0-9_]*")
RESIDENT = "inwoner"  # who may start, beside roles
AWAITED = ("inwoner", "aanbieder", "andere_organisatie", "ombudsman")


def blocks_are_complete(process: ProcessModel) -> Iterator[Finding]:
    for node in process.tagged("serviceTask"):
        element = node.zeebe("taskDefinition")
        kind = "" if element is None else element.get("type", "")
        block = BLOCKS.get(kind)
        if block is None:
            what = f"De bouwsteen '{kind}' bestaat niet." if kind else "Deze stap heeft geen bouwsteen."
            yield found(
                "E73", process.file, node, what, f"Kies bij Task definition uit: {', '.join(BLOCKS)}."
            )
            continue
        for name in block.required:
            if not node.headers.get(name, ("", 0))[0].strip():
                yield found("E74", process.file, node, f"De bouwsteen '{kind}' mist '{name}'.")
        for name, (_, line) in node.headers.items():
            if not block.open_ended and name not in block.required + block.optional:
                place = At(line, node.id, node.name)
                yield found("W75", process.file, place, f"De bouwsteen '{kind}' kent '{name}' niet.")


def letters_are_addressed(material: Material) -> Iterator[Finding]:
    allowed = {"brief": frozenset(material.letters), "aan": RECIPIENTS, "kanaal": CHANNELS}
    for process, node in _blocks(material, "brief"):
        for name, choices in allowed.items():
            value, line = node.headers.get(name, ("", 0))
            if not value or value in choices or (value.startswith("=") and name != "brief"):
                continue
            place = At(line, node.id, node.name)
            if name == "brief":
                remedy = f"Maak processes/letters/{value}.md of kies een bestaande brief."
                if value.startswith("="):  # a letter that is only known at run time cannot be checked
                    remedy = "Noem de brief met een vaste naam; kies met een ruit tussen brieven."
                yield found("E65", process.file, place, f"De brief '{value}' bestaat niet.", remedy)
            else:
                message = f"'{name}' is '{value}'. Mogelijk zijn: {', '.join(sorted(choices))}."
                yield found("E74", process.file, place, message)


def term_steps_are_right(material: Material) -> Iterator[Finding]:
    for process, node in _blocks(material, "termijn"):
        action, line = node.headers.get("handeling", ("", 0))
        place = At(line or node.line, node.id, node.name)
        if action and action not in TERM_ACTIONS:
            message = f"De handeling '{action}' bestaat niet. Mogelijk zijn: {', '.join(TERM_ACTIONS)}."
            yield found("E74", process.file, place, message)
        needed = TERM_ACTIONS.get(action, "")
        if needed and not node.headers.get(needed, ("", 0))[0]:
            yield found("E74", process.file, place, f"De handeling '{action}' mist '{needed}'.")


def registrations_name_a_fact(material: Material) -> Iterator[Finding]:
    for process, node in (*_blocks(material, "registreer"), *_blocks(material, "start_zaak")):
        if not node.headers:
            yield found("E74", process.file, node, "Deze stap legt niets vast.")
        for name, (_, line) in node.headers.items():
            if name in ("proces", "ontvangstdatum") and node.headers.get("proces"):
                continue  # of the building block itself
            if not FACT.fullmatch(name) or ("." not in name and is_reserved(name)):
                message = f"'{name}' is geen gegeven dat kan worden vastgelegd."
                remedy = "Schrijf bijvoorbeeld zaak.uitkomst."
                yield found("E74", process.file, At(line, node.id, node.name), message, remedy)


def _blocks(material: Material, kind: str) -> Iterator[tuple[ProcessModel, Node]]:
    for process in material.processes:
        for node in process.tagged("serviceTask"):
            element = node.zeebe("taskDefinition")
            if element is not None and element.get("type") == kind:
                yield process, node


def results_have_a_name(material: Material) -> Iterator[Finding]:
    """A result may overwrite an earlier one on purpose, but never the answers of a task or a party."""
    for process in material.processes:
        for node in process.tagged("scriptTask", "businessRuleTask"):
            tag = "script" if node.tag == "scriptTask" else "calledDecision"
            element = node.zeebe(tag)
            if element is None:
                if tag == "script":
                    yield found("E78", process.file, node, "Deze stap heeft geen expressie.")
                continue
            name = element.get("resultVariable", "")
            place = At(line_of(element), node.id, node.name)
            if not name:
                yield found(
                    "E78", process.file, place, "Niet ingevuld is hoe de uitkomst heet (Result variable)."
                )
            elif not SHAPE.fullmatch(name):
                yield found(
                    "E54", process.file, place, f"De naam '{name}' van de uitkomst heeft niet de juiste vorm."
                )
            elif is_reserved(name) or (name in material.nodes and name != node.id):
                yield found("E55", process.file, place, f"De naam '{name}' van de uitkomst is al bezet.")


def properties_have_sense(material: Material) -> Iterator[Finding]:
    for process in material.processes:
        for node in process.nodes:
            for name, (value, line) in node.properties.items():
                message = _property_fault(material, node, name, value.strip())
                if message:
                    yield found("E77", process.file, At(line, node.id, node.name), message)


def _property_fault(material: Material, node: Node, name: str, value: str) -> str:
    judge = _PROPERTY_RULES.get(name)
    return judge(material, node, value) if judge else ""


def _marker_fault(material: Material, node: Node, value: str) -> str:
    wrong = [part for part in _listed(value) if not MARKER.fullmatch(part)]
    return f"De wettelijke markering '{value}' heeft niet de juiste vorm." if wrong or not value else ""


def _term_fault(material: Material, node: Node, value: str) -> str:
    terms = material.terms
    wrong = [key for key in _listed(value) if terms is not None and key not in terms]
    return f"De termijn '{wrong[0]}' bestaat niet. Bekend zijn: {', '.join(terms or ())}." if wrong else ""


def _four_eyes_fault(material: Material, node: Node, value: str) -> str:
    """Somebody else than who did an earlier task: that has to be a task that people do."""
    if node.tag != "userTask":
        return "Alleen een taak kan om een ander vragen dan wie een eerdere taak deed."
    tasks = {key for key, (_, each) in material.nodes.items() if each.tag == "userTask" and each is not node}
    wrong = [key for key in _listed(value) if key not in tasks]
    return f"De taak '{wrong[0]}' bestaat niet of is deze taak zelf." if wrong else ""


def _reminder_fault(material: Material, node: Node, value: str) -> str:
    if value not in {"ja", "nee"}:
        return "'herinnering' is 'ja' of 'nee'."
    beside = node.tag == "boundaryEvent" and node.event == "timer" and not node.interrupting
    if value == "ja" and not beside:
        return "Alleen een timer op een rand die niets onderbreekt, kan een herinnering zijn."
    return ""


def _waiting_fault(material: Material, node: Node, value: str) -> str:
    return "" if value in AWAITED else f"'wacht_op' is een van: {', '.join(AWAITED)}."


def _starter_fault(material: Material, node: Node, value: str) -> str:
    if node.tag != "startEvent" or node.scope.owner is not None:
        return "'wie_start' hoort bij het begin van een proces."
    known = {RESIDENT, *(material.roles or {})}
    wrong = [name for name in named(value) if name not in known]
    return f"'{wrong[0]}' is geen rol. Kies uit: {', '.join(sorted(known))}." if wrong else ""


def named(value: str) -> list[str]:
    """Names with spaces in one property, such as roles, stand apart by commas."""
    return [name.strip() for name in value.split(",") if name.strip()]


def _listed(value: str) -> list[str]:
    """Several names in one property stand apart by commas or spaces."""
    return re.split(r"[\s,;]+", value) if value else []


_PROPERTY_RULES: Mapping[str, Callable[[Material, Node, str], str]] = {
    "wet": _marker_fault,
    "voldoet_aan": _term_fault,
    "heropent": _term_fault,
    "ander_dan": _four_eyes_fault,
    "wacht_op": _waiting_fault,
    "wie_start": _starter_fault,
    "herinnering": _reminder_fault,
}

PROCESS_RULES = (blocks_are_complete,)
BUNDLE_RULES = (
    letters_are_addressed,
    term_steps_are_right,
    registrations_name_a_fact,
    results_have_a_name,
    properties_have_sense,
)
