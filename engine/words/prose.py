"""A diagram as numbered prose: for people who do not see it, and for papers that a council reads.

Steps are numbered in the order in which work reaches them, the friendliest branch first; a side road that
hangs on a step follows that step. Whatever goes elsewhere says where: "terug naar stap 4".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.profile import BPMN
from engine.check.model import Flow, Node, ProcessModel, Scope
from engine.words import elements
from engine.words.expressions import Speaker, listed, quoted
from engine.words.lexicon import Lexicon


@dataclass(frozen=True)
class ProseStep:
    """One numbered step. `choices` are the branches of a choice, one sentence each."""

    number: int
    id: str
    kind: str
    title: str
    role: str
    sentences: tuple[str, ...]
    choices: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class Prose:
    """A process in words."""

    process: str
    title: str
    about: str
    opening: str
    steps: tuple[ProseStep, ...]


def prose_of(lexicon: Lexicon, process: str) -> Prose:
    """Return the process as numbered prose. Raises KeyError when there is no such process."""
    return _Teller(lexicon, lexicon.processes[process]).tell()


class _Teller:
    def __init__(self, lexicon: Lexicon, process: ProcessModel) -> None:
        self.lexicon, self.process, self.speaker = lexicon, process, Speaker(lexicon)
        self.ordered = list(self._walk(process.scopes[0])) if process.scopes else []
        self.main = _main_road(process)
        counted = [node for node in self.ordered if _counts(node)]
        self.numbers = {node.id: number for number, node in enumerate(counted, start=1)}

    def tell(self) -> Prose:
        starts = self.process.scopes[0].starts if self.process.scopes else []
        return Prose(
            self.process.id,
            self.lexicon.process_title(self.process.id),
            elements.text_of(self.process.element.find(f"{{{BPMN}}}documentation")),
            " ".join(self._opening(start) for start in starts),
            tuple(self._step(node) for node in self.ordered if node.id in self.numbers),
        )

    def _opening(self, start: Node) -> str:
        begins = f"Het proces begint met {quoted(start.name)}." if start.name else "Hier begint het proces."
        onward = self._onward(start, 0)
        return f"{begins} {onward}".strip()

    # -- order ------------------------------------------------------------------------------------

    def _walk(self, scope: Scope) -> Iterator[Node]:
        """Every node after all that leads to it, loops apart; side roads right after their step."""
        done: list[Node] = []
        seen: set[str] = set()
        begin = [node for node in scope.nodes if not node.incoming and node.tag != "boundaryEvent"]
        for first in reversed(scope.starts + [node for node in begin if node.tag != "startEvent"]):
            self._visit(first, seen, done)
        for node in reversed(scope.nodes):  # what hangs in a loop of its own
            self._visit(node, seen, done)
        for node in reversed(done):
            yield node
            if node.inner is not None:
                yield from self._walk(node.inner)

    def _visit(self, first: Node, seen: set[str], done: list[Node]) -> None:
        """Depth first without recursion: a diagram may be as long as somebody draws it."""
        if first.id in seen:
            return
        seen.add(first.id)
        stack = [(first, iter(self._followers(first)))]
        while stack:
            node, rest = stack[-1]
            following = next((one for one in rest if one.id not in seen and one.scope is first.scope), None)
            if following is None:
                done.append(node)
                stack.pop()
                continue
            seen.add(following.id)
            stack.append((following, iter(self._followers(following))))

    def _followers(self, node: Node) -> list[Node]:
        """The last visited comes first in the text: side roads, then branches in the order of the file."""
        onward = [flow.target for flow in node.outgoing if flow.target is not None]
        return [*reversed(onward), *reversed(node.boundaries)]

    # -- one step ---------------------------------------------------------------------------------

    def _step(self, node: Node) -> ProseStep:
        number = self.numbers[node.id]
        role = self.process.lane_of.get(node.id, "") if node.tag == "userTask" else ""
        if node.tag == "userTask":
            role = elements.role(self.process, node)
        is_choice = node.tag in {"exclusiveGateway", "eventBasedGateway"} and len(node.outgoing) > 1
        return ProseStep(
            number=number,
            id=node.id,
            kind=elements.kind(node) if node.tag != "parallelGateway" else "samen verder",
            title=node.name or _unnamed(node),
            role=role,
            sentences=tuple(filter(None, self._sentences(node, number, is_choice))),
            choices=tuple(self._choice(node, flow, number) for flow in node.outgoing) if is_choice else (),
            depth=node.scope.depth + (node.id not in self.main),
        )

    def _sentences(self, node: Node, number: int, is_choice: bool) -> Iterator[str]:
        yield elements.does(node, self.lexicon, self.speaker)
        if node.tag == "boundaryEvent":
            yield self._side_road(node)
        if expression := elements.due(node):
            yield f"Klaar: uiterlijk op {self.speaker.moment(expression)}."
        for boundary in node.boundaries:
            yield self._announced(boundary)
        if not is_choice:
            yield self._onward(node, number)

    def _announced(self, boundary: Node) -> str:
        verb = "gaat het verder met" if boundary.interrupting else "geldt ook"
        place = f"{verb} stap {self.numbers[boundary.id]} ({quoted(boundary.name or _unnamed(boundary))})"
        when = {"timer": "Duurt dit te lang", "message": "Komt er een bericht"}
        return f"{when.get(boundary.event, 'Gaat dit anders')}, dan {place}."

    def _side_road(self, node: Node) -> str:
        host = self.process.by_id.get(node.attached_to)
        number = self.numbers.get(node.attached_to)
        where = f"stap {number}" if number else "de stap"
        cause = {
            "timer": f"Is {where} niet klaar op {self.speaker.moment(elements.timer(node))}",
            "message": f"Komt er een bericht tijdens {where}",
        }.get(node.event, f"Gaat {where} anders")
        if host is None:
            return f"{cause}, dan geldt dit."
        stays = "dan stopt die stap" if node.interrupting else "dan gebeurt dit ook; de stap zelf gaat door"
        return f"{cause}, {stays}."

    def _choice(self, gateway: Node, flow: Flow, number: int) -> str:
        target = self._place(flow, number)
        if gateway.tag == "eventBasedGateway":
            return f"Wat het eerst komt. {_capital(target)}."
        name = _capital(flow.name)
        if flow.condition is not None:
            said = self.speaker.condition(elements.text_of(flow.condition))
            return f"{name}: als {said}, dan {target}." if name else f"Als {said}, dan {target}."
        return (
            f"{name} (in alle andere gevallen): {target}." if name else f"In alle andere gevallen: {target}."
        )

    def _onward(self, node: Node, number: int) -> str:
        if len(node.outgoing) > 1:
            return f"Daarna tegelijk: {listed([self._place(flow, -1) for flow in node.outgoing])}."
        for flow in node.outgoing:
            split = _past_joins(flow)
            if split is not None and split.id not in self.numbers and len(split.outgoing) > 1:
                return self._onward(split, number)
            place = self._place(flow, number)
            return "" if place == f"stap {number + 1}" else f"Daarna {place}."
        return "Hier eindigt deze tak." if node.tag != "endEvent" else ""

    def _place(self, flow: Flow, number: int) -> str:
        """Return where a flow leads: "stap 5", "terug naar stap 2", "het einde ‘...’"."""
        target = _past_joins(flow)
        if target is None:
            return "nergens heen"
        if target.tag == "endEvent":
            return self._ending(target)
        place = self.numbers.get(target.id)
        if place is None:
            return f"tegelijk {listed([self._place(one, number) for one in target.outgoing])}"
        if place == number + 1:
            return f"stap {place}"
        back = "terug naar " if number > 0 and place <= number else ""
        return f"{back}stap {place} ({quoted(target.name or _unnamed(target))})"

    def _ending(self, end: Node) -> str:
        stops = "; al het andere stopt dan ook" if end.event == "terminate" else ""
        if not end.name:
            return f"het einde{stops}"
        return f"het einde {quoted(end.name)}{stops}"


def _counts(node: Node) -> bool:
    """Whether a node is a step of its own; ends and nameless crossings are told where they are reached."""
    if node.tag in {"startEvent", "endEvent"}:
        return False
    if node.tag == "exclusiveGateway":
        return len(node.outgoing) > 1
    if node.tag == "parallelGateway":
        return len(node.incoming) > 1
    return True


def _past_joins(flow: Flow) -> Node | None:
    """Follow a flow through crossings where branches only come together."""
    target, seen = flow.target, set[str]()
    while target is not None and target.tag == "exclusiveGateway" and len(target.outgoing) == 1:
        if target.id in seen:
            return None
        seen.add(target.id)
        target = target.outgoing[0].target
    return target


def _unnamed(node: Node) -> str:
    if node.tag == "parallelGateway":
        return "Wacht tot alles wat tegelijk liep, klaar is"
    if node.tag == "eventBasedGateway":
        return "Wacht op wat het eerst komt"
    return f"{elements.kind(node).capitalize()} zonder naam"


def _main_road(process: ProcessModel) -> set[str]:
    """Return what work reaches without anything going differently: no side road leads there alone."""
    found: set[str] = set()
    queue = [node for scope in process.scopes for node in scope.starts]
    while queue:
        node = queue.pop()
        if node.id not in found:
            found.add(node.id)
            queue.extend(flow.target for flow in node.outgoing if flow.target is not None)
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
