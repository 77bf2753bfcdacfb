"""Random processes: nested blocks that are sound by construction, then some arrows bent elsewhere."""

import random
from dataclasses import dataclass, field

from engine.bundle import Bundle
from tests.engine.check.drawing import FILES, HEAD, UITKOMST, form

TIMER = "<bpmn:timerEventDefinition><bpmn:timeDuration>P7D</bpmn:timeDuration></bpmn:timerEventDefinition>"


@dataclass
class Drawing:
    """Collects nodes and arrows; each block returns its first and last node."""

    chance: random.Random
    nodes: list[str] = field(default_factory=list)
    arrows: list[list[str]] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)
    tasks: list[str] = field(default_factory=list)
    gateways: list[tuple[str, str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    parallel: int = 0  # how many parallel blocks are open
    rounds: int = 0  # how many loops are open

    def name(self, kind: str) -> str:
        return f"{kind}_{len(self.nodes) + len(self.gateways)}"

    def arrow(self, source: str, target: str) -> str:
        self.arrows.append([f"pijl_{len(self.arrows)}", source, target])
        return self.arrows[-1][0]

    def task(self) -> tuple[str, str]:
        task = self.name("taak")
        self.nodes.append(f'<bpmn:userTask id="{task}" name="{task}" />')
        self.tasks.append(task)
        self.targets.append(task)
        if self.chance.random() < 0.25:
            self.border(task)
        return task, task

    def border(self, host: str) -> None:
        timer, end = f"{host}_timer", f"{host}_einde"
        # Breaking off one parallel way would leave the join waiting: then the block is not sound.
        cancel = "false" if self.parallel else self.chance.choice(["true", "false"])
        self.nodes.append(
            f'<bpmn:boundaryEvent id="{timer}" name="t" attachedToRef="{host}" cancelActivity="{cancel}">'
            f"{TIMER}</bpmn:boundaryEvent>"
        )
        self.nodes.append(f'<bpmn:endEvent id="{end}" name="{end}" />')
        self.arrow(timer, end)

    def gateway(self, kind: str) -> str:
        name = self.name("ruit")
        self.gateways.append((kind, name))
        self.targets.append(name)
        return name

    def block(self, depth: int) -> tuple[str, str]:
        make = self.chance.choice([self.task, self.row, self.choice, self.both, self.again])
        return self.task() if depth == 0 or make == self.task else make(depth - 1)

    def row(self, depth: int) -> tuple[str, str]:
        first, middle = self.block(depth)
        then, last = self.block(depth)
        self.arrow(middle, then)
        return first, last

    def choice(self, depth: int) -> tuple[str, str]:
        return self._fork("exclusiveGateway", depth)

    def both(self, depth: int) -> tuple[str, str]:
        if self.rounds:
            return self.choice(depth)  # a parallel block in a loop is refused: SpiffWorkflow joins too early
        self.parallel += 1
        ends = self._fork("parallelGateway", depth)
        self.parallel -= 1
        return ends

    def _fork(self, kind: str, depth: int) -> tuple[str, str]:
        split, join = self.gateway(kind), self.gateway(kind)
        for _ in range(2):
            first, last = self.block(depth)
            self.arrow(split, first)
            self.arrow(last, join)
        return split, join

    def again(self, depth: int) -> tuple[str, str]:
        entry, exit_ = self.gateway("exclusiveGateway"), self.gateway("exclusiveGateway")
        self.rounds += 1
        first, last = self.block(depth)
        self.rounds -= 1
        self.arrow(entry, first)
        self.arrow(last, exit_)
        self.arrow(exit_, entry)
        return entry, exit_

    def bend(self) -> None:
        """Let one arrow end somewhere else, or turn a gateway into the other kind."""
        if self.gateways and self.chance.random() < 0.4:
            at = self.chance.randrange(len(self.gateways))
            kind, name = self.gateways[at]
            other = {"exclusiveGateway": "parallelGateway"}.get(kind, "exclusiveGateway")
            self.gateways[at] = (other, name)
        else:
            self.chance.choice(self.arrows)[2] = self.chance.choice([*self.targets, "einde"])

    def text(self) -> str:
        leaving: dict[str, list[str]] = {}
        for name, source, _ in self.arrows:
            leaving.setdefault(source, []).append(name)
        choices = {name for kind, name in self.gateways if kind == "exclusiveGateway"}
        lines = [
            '<bpmn:startEvent id="begin" name="b" />',
            '<bpmn:endEvent id="einde" name="e" />',
            *self.nodes,
        ]
        for kind, name in self.gateways:
            chooses = name in choices and len(leaving.get(name, ())) > 1
            default = f' default="{leaving[name][-1]}"' if chooses else ""
            lines.append(f'<bpmn:{kind} id="{name}" name="?"{default} />')
        for name, source, target in self.arrows:
            asks = source in choices and name != leaving[source][-1]
            test = f'={self.chance.choice(self.tasks)}.uitkomst = "ja"'
            condition = f"<bpmn:conditionExpression>{test}</bpmn:conditionExpression>" if asks else ""
            refs = f'sourceRef="{source}" targetRef="{target}"'
            lines.append(f'<bpmn:sequenceFlow id="{name}" name="p" {refs}>{condition}</bpmn:sequenceFlow>')
        return "\n".join(lines)


def drawn(shapes: str, *tasks: str) -> Bundle:
    """Return a bundle with these shapes as process `klacht`; every task asks `uitkomst`: ja or nee."""
    refs = "".join(f"<bpmn:flowNodeRef>{task}</bpmn:flowNodeRef>" for task in tasks)
    text = (
        f'{HEAD}<bpmn:process id="klacht" name="Klacht" isExecutable="true"><bpmn:laneSet id="banen">\n'
        f'<bpmn:lane id="baan" name="Klachtbehandelaar">{refs}</bpmn:lane></bpmn:laneSet>\n'
        f"{shapes}\n</bpmn:process></bpmn:definitions>"
    )
    settings = {path: content for path, content in FILES.items() if path.endswith(".toml")}
    forms = {f"forms/klacht/{task}.form": form(UITKOMST) for task in tasks}
    files = {"processes/bpmn/klacht.bpmn": text, **settings, **forms}
    return Bundle({path: content.encode() for path, content in files.items()})


def random_bundle(chance: random.Random, bends: int) -> Bundle:
    """Return a bundle with one random process, with some arrows bent away from where they belong."""
    drawing = Drawing(chance)
    first, last = drawing.block(3)
    drawing.arrow("begin", first)
    drawing.arrow(last, "einde")
    for _ in range(bends):
        drawing.bend()
    return drawn(drawing.text(), *drawing.tasks)
