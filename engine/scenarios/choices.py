"""Which way a case went at a gateway, and why, in Dutch."""

from dataclasses import dataclass
from functools import lru_cache

from engine.bpmn.trace import DEFAULT
from engine.bundle import Bundle
from engine.check.model import Flow, Node
from engine.scenarios.ground import condition_of
from engine.words import Lexicon, Speaker


@dataclass(frozen=True)
class Turn:
    """One choice that the process made by itself: at a gateway, or in a decision table."""

    id: str
    question: str
    went: str
    why: str


@lru_cache(maxsize=4)
def lexicon_of(bundle: Bundle) -> Lexicon:
    """Return the names in a bundle, read once for all who ask."""
    return Lexicon(bundle)


def turn_at(bundle: Bundle, gateway: str, condition: str) -> Turn | None:
    """Return the choice at a gateway; None when it only joins."""
    lexicon = lexicon_of(bundle)
    node = lexicon.nodes.get(gateway)
    if node is None or len(node.outgoing) < 2:
        return None
    flow = next((one for one in node.outgoing if condition_of(one) == condition), None)
    question = " ".join(node.name.split()) or "Keuze"
    return Turn(gateway, question, _named(flow), _why(Speaker(lexicon), node, flow, condition))


def turn_in(bundle: Bundle, file: str, number: int) -> Turn:
    """Return which rule of a decision table applied."""
    found = lexicon_of(bundle).decisions.items()
    name, element = next(((key, one) for key, (path, one) in found if path == file), ("", None))
    title = "Beslistabel" if element is None else element.get("name") or name
    return Turn(name, title, f"Regel {number}", "Dit is de regel die past bij wat er bekend is.")


def _named(flow: Flow | None) -> str:
    if flow is None:
        return "verder"
    target = flow.target.name if flow.target else flow.target_ref
    return " ".join((flow.name or target or "verder").split())


def _why(speaker: Speaker, node: Node, flow: Flow | None, condition: str) -> str:
    """A condition is worded as it follows "als"; after "omdat" the verb stands there too."""
    if condition != DEFAULT:
        return f"Omdat {speaker.condition(condition)}."
    others = [condition_of(one) for one in node.outgoing if one is not flow]
    told = [speaker.opposite(one) for one in others if one != DEFAULT]
    return f"Omdat {', en '.join(told)}." if told else "Dit is de gewone weg."
