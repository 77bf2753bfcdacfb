"""Names: ids that say something and collide with nothing, labels that people can read."""

import re
from collections.abc import Iterator

from engine.check.codes import around, found
from engine.check.finding import Finding
from engine.check.model import TASKS, Diagram, Flow, Node, ProcessModel, line_of, local

SHAPE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
GENERATED = re.compile(r"[A-Z][A-Za-z]+_[0-9a-z]{7}")
ENGINE_NAMES = frozenset({"Start", "End", "Root", "root"})  # SpiffWorkflow gives these to steps of its own
ENGINE_SUFFIXES = (".EndJoin", ".BoundaryEventSplit", ".BoundaryEventJoin", "_NewTokenGateway")
PARTIES = ("inwoner", "vertegenwoordiger", "beklaagde", "andere_organisatie")
"""People and organisations of a case: who a letter can go to, and what facts can be about."""

CASE_NAMES = frozenset({"zaak", *PARTIES, "variabelen"})
FEEL_WORDS = frozenset({
    "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "not", "null",
    "true", "false", "between", "instance", "of", "function", "external", "date", "time", "duration",
    "today", "now", "termijn", "werkdagen", "partial", "item",
})  # fmt: skip
MAX_ID = 60
MAX_LABEL = 80  # characters; more does not fit in a shape


def nodes_have_speaking_ids(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        yield from _judged_id(process.file, node)
    if not SHAPE.fullmatch(process.id):
        yield found("E54", process.file, process, f"Het proces-id '{process.id}' heeft niet de juiste vorm.")


def _judged_id(file: str, node: Node) -> Iterator[Finding]:
    if not node.id:
        yield found("E50", file, node, "Dit onderdeel heeft geen id.")
    elif GENERATED.fullmatch(node.id):
        yield found("E52", file, node, f"Het id '{node.id}' is door de tekenaar bedacht.")
    elif is_reserved(node.id):
        yield found("E55", file, node, f"Het id '{node.id}' gebruikt de motor zelf.")
    elif not SHAPE.fullmatch(node.id) or len(node.id) > MAX_ID:
        yield found("E54", file, node, f"Het id '{node.id}' heeft niet de juiste vorm.")


def is_reserved(name: str) -> bool:
    """Return whether `name` means something else in the engine, in the case file or in FEEL."""
    taken = name in ENGINE_NAMES | CASE_NAMES | FEEL_WORDS
    return taken or name.endswith(ENGINE_SUFFIXES)


def arrows_have_speaking_ids(process: ProcessModel) -> Iterator[Finding]:
    """Only arrows out of a choice: others never appear in a history or a message."""
    for flow in process.flows:
        chosen = (
            flow.source is not None
            and flow.source.tag == "exclusiveGateway"
            and len(flow.source.outgoing) > 1
        )
        if chosen and GENERATED.fullmatch(flow.id):
            yield found("W53", process.file, flow, f"Het id '{flow.id}' is door de tekenaar bedacht.")


def ids_are_unique_in_a_file(diagram: Diagram) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for element in diagram.root.iter():
        name = element.get("id") if local(element) else None
        if not name:
            continue
        if name in first:
            message = f"Het id '{name}' staat ook op regel {first[name]}."
            yield found("E51", diagram.file, around(element), message)
        first.setdefault(name, line_of(element))


def steps_are_named(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        if node.name:
            continue
        if node.tag in TASKS | {"subProcess"}:
            yield found("E56", process.file, node, "Deze stap heeft geen naam.")
        elif _should_speak(node):
            yield found("W57", process.file, node, "Bij dit onderdeel staat geen tekst.")
    for flow in process.flows:
        if not flow.name and _is_answer(flow):
            yield found("W57", process.file, flow, "Bij deze pijl staat niet bij welk antwoord hij hoort.")


def _should_speak(node: Node) -> bool:
    if node.tag == "exclusiveGateway":
        return len(node.outgoing) > 1
    return node.tag.endswith("Event")


def _is_answer(flow: Flow) -> bool:
    source = flow.source
    return source is not None and source.tag == "exclusiveGateway" and len(source.outgoing) > 1


def labels_are_short(process: ProcessModel) -> Iterator[Finding]:
    things: tuple[Node | Flow, ...] = (*process.nodes, *process.flows)
    for thing in things:
        if len(thing.name) > MAX_LABEL:
            message = f"De tekst telt {len(thing.name)} tekens; het maximum is {MAX_LABEL}."
            yield found("W58", process.file, thing, message)


DIAGRAM_RULES = (ids_are_unique_in_a_file,)
PROCESS_RULES = (nodes_have_speaking_ids, arrows_have_speaking_ids, steps_are_named, labels_are_short)
