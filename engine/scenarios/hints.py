"""How would a scenario get there? Looks back from what is not reached to the first thing that holds it up."""

import re
from collections import deque
from collections.abc import Set

from engine.bpmn.profile import Element
from engine.check.model import Flow, Node
from engine.scenarios import reach
from engine.scenarios.ground import Arrival, Ground, condition_of

_ANSWER = re.compile(r'=?\s*(\w+)\.(\w+)\s*=\s*(?:"([^"]*)"|(true|false))')
_FACT = re.compile(r'=?\s*(\w+\.\w+)\s*=\s*("[^"]*"|true|false|\d+)')
_TICKED = {"true": "ja", "false": "nee"}


class Guide:
    """Gives directions in Dutch, from what the scenarios reached so far."""

    def __init__(self, ground: Ground, reached: Set[str]) -> None:
        self.ground, self.reached = ground, reached
        self._asked: set[str] = set()  # facts whose maker is being looked for: no going round

    def to(self, node: Node) -> str:
        """Return what a scenario could say to reach `node`."""
        queue, seen = deque([node]), {node}
        while queue:
            here = queue.popleft()
            arrivals = self._open_ways(here)
            for arrival in arrivals:
                if self._entered(arrival):
                    return self._sentence(here, arrival)
            if not arrivals and here.tag == "startEvent":
                folder = f"processes/scenarios/{self.ground.process_of[here.id].id}"
                return f"Geen enkel scenario begint met dit proces. Schrijf er een in {folder}."
            before = [place for arrival in arrivals for place in self._held_up_at(arrival.source)]
            queue.extend(place for place in dict.fromkeys(before) if place not in seen)
            seen.update(before)
        return "Geen pijl komt hier uit."

    def along(self, flow: Flow) -> str:
        """Return what a scenario could say to go along a branch."""
        gateway = flow.source
        assert gateway is not None
        if gateway.tag == "eventBasedGateway" and flow.target is not None:
            return self.to(flow.target)
        return self._choose(flow) if gateway.id in self.reached else self.to(gateway)

    def to_letter(self, name: str) -> str:
        """Return what a scenario could say to have a letter sent."""
        for element in self.ground.elements.values():
            if element.headers.get("brief") == name:
                return self.to(self.ground.nodes[element.id])
        return "Geen enkele stap noemt deze brief."

    def _open_ways(self, node: Node) -> list[Arrival]:
        """Return the ways to a node; where paths join, only those that no scenario came along."""
        ways = list(self.ground.arrivals(node))
        if node.tag == "parallelGateway" and len(ways) > 1:
            return [way for way in ways if not self._entered(way)] or ways
        return ways

    def _entered(self, arrival: Arrival) -> bool:
        node = arrival.source
        if arrival.flow is not None and node.tag != "userTask":  # an arrow leaves only what is done
            return node.id in self.reached
        return reach.opened(node.id) in self.reached or node.id in self.reached or self._is_inside(node)

    def _is_inside(self, node: Node) -> bool:
        return any(start.id in self.reached for start in self.ground.starts_inside(node))

    def _held_up_at(self, node: Node) -> list[Node]:
        """Return where to look for what keeps `node` from being done: inside it, if cases came there."""
        ends = list(self.ground.ends_inside(node)) if self._is_inside(node) else []
        return [end for end in ends if end.id not in self.reached] or [node]

    def _sentence(self, node: Node, arrival: Arrival) -> str:
        flow, source = arrival.flow, self.ground.elements[arrival.source.id]
        element = self.ground.elements[node.id]
        if flow is None and source.block == "start_zaak":
            return f'Als wij verdergaan in de zaak "{element.process}"'
        if flow is not None and source.kind == "userTask" and source.id not in self.reached:
            return _complete(source)
        if flow is not None and flow in self._untaken(arrival.source):
            return self._choose(flow)
        if element.timer:
            return self._let_time_pass(element, arrival)
        if element.message:
            return _deliver(element)
        return _complete(element) if node.tag == "userTask" else f'Ga verder na "{source.label}"'

    def _untaken(self, gateway: Node) -> list[Flow]:
        if gateway.tag != "exclusiveGateway" or len(gateway.outgoing) < 2:
            return []
        return [flow for flow in gateway.outgoing if self.ground.branch_key(flow) not in self.reached]

    def _let_time_pass(self, element: Element, arrival: Arrival) -> str:
        host = "" if arrival.flow else self.ground.label(arrival.source)
        wait = f' terwijl "{host}" nog loopt' if host else ""
        return f"Als het ... is (de dag van {element.timer.removeprefix('=')}){wait}"

    def _choose(self, flow: Flow) -> str:
        gateway = flow.source
        assert gateway is not None
        condition = condition_of(flow)
        if condition:
            return self._make_true(condition)
        others = [condition_of(other) for other in gateway.outgoing if other is not flow]
        told = " en ".join(f"niet {other.removeprefix('=')}" for other in others if other)
        task = next((found for other in others if (found := self._task(other))), None)
        return f"{_complete(task)}, maar {told}" if task else f"Zorg voor: {told}"

    def _make_true(self, condition: str) -> str:
        simple, task = _ANSWER.fullmatch(condition), self._task(condition)
        if task is None:
            return self._make_fact(condition)
        if simple is None:
            return f"{_complete(task)}, zo dat {condition.removeprefix('=')}"
        answer = _TICKED.get(simple[4], simple[3])
        return f"{_complete(task)} met: | {simple[2]} | {answer} |"

    def _make_fact(self, condition: str) -> str:
        """Lead to the step that records the fact a condition asks for, when no scenario came there."""
        maker = self._maker(condition)
        if maker is None or maker.id in self.reached or condition in self._asked:
            return f"Zorg dat geldt: {condition.removeprefix('=')}"
        self._asked.add(condition)
        try:
            return self.to(maker)
        finally:
            self._asked.discard(condition)

    def _maker(self, condition: str) -> Node | None:
        fact = _FACT.fullmatch(condition)
        if fact is None:
            return None
        name, value = fact.groups()
        for element in self.ground.elements.values():
            if element.headers.get(name, "").removeprefix("=").strip('"') == value.strip('"'):
                return self.ground.nodes[element.id]
        return None

    def _task(self, condition: str) -> Element | None:
        """Return the first task whose answers a condition looks at."""
        named = (self.ground.elements.get(name) for name in re.findall(r"(\w+)\.\w+", condition))
        return next((element for element in named if element and element.kind == "userTask"), None)


def _complete(task: Element) -> str:
    return f'Als de {task.role} "{task.label}" afrondt'


def _deliver(element: Element) -> str:
    if element.waits_for in ("", "inwoner"):
        return f'Als de inwoner laat weten: "{element.label}"'
    return f'Als het bericht "{element.label}" binnenkomt van "{element.waits_for}"'
