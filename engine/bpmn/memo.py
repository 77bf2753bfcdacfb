"""Replaying many histories without walking SpiffWorkflow's tree for each of them.

How a workflow moves depends on what is done to it and on how its conditions come out, and on nothing else:
it holds no data of the case. So what one case made SpiffWorkflow do is remembered as a tree: after this
beginning, this was done, so these conditions were asked and these steps performed, in this order, and the
case waited there. A next case goes down that tree, answers the conditions and performs the steps with its own
facts, and only where no case ever went before is the workflow itself brought back and moved on.
"""

import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine.bpmn import snapshot
from engine.bpmn.positions import Position, Positions
from engine.bpmn.run import Run
from engine.definition import Definition
from engine.ports import Event

ASKED, PERFORMED, NOTED = "asked", "performed", "noted"
MOST_NODES = 20_000  # then the tree is begun anew: memory stays bounded
Place = tuple[str, str, int, int]  # kind of position, element, occurrence, number of the move that armed it
Move = tuple[Any, ...]
Op = tuple[str, str, str]  # what SpiffWorkflow asked of us: kind, element, condition


_ENDS = Event(0, "case_merged", "", 1, datetime.min.replace(tzinfo=UTC), "", "")


class NotRemembered(Exception):
    """SpiffWorkflow asked something while a step was being finished: such a case is replayed in full."""


@dataclass
class Branch:
    """What SpiffWorkflow asks next during one move; an answer leads on. `end` when it asks no more."""

    op: Op | None = None
    answers: dict[Any, "Branch"] = field(default_factory=dict)
    end: "Node | None" = None


@dataclass
class Node:
    """Where a case stands after a number of moves."""

    number: int
    positions: tuple[Place, ...] = ()
    counters: dict[str, int] = field(default_factory=dict)
    completed: bool = False
    saved: bytes = b""
    moves: dict[tuple[Any, ...], Branch] = field(default_factory=dict)


class Memory:
    """The tree of one process of one version. Not to be shared by threads."""

    def __init__(self, definition: Definition, process: str) -> None:
        self.definition, self.process = definition, process
        self.root, self.size, self.missed = Node(0), 0, 0

    def grown(self) -> None:
        self.size += 1
        if self.size > MOST_NODES:
            self.root, self.size = Node(0), 0


@dataclass(eq=False)
class _Waiting:
    """Stands in for SpiffWorkflow's task."""

    place: Place


class RememberedRun(Run):
    """A run that takes roads others took before. Gives positions and facts; it has no snapshot."""

    def __init__(self, memory: Memory, settings: Any) -> None:
        super().__init__(memory.definition, memory.process, settings, writes_letters=False)
        self._memory = memory
        self._node = memory.root
        self._armed: list[datetime | None] = [None]  # by number of the move
        self._anew: dict[tuple[str, int], datetime] = {}  # what counts from another moment
        self._branch: Branch | None = None  # while SpiffWorkflow itself runs
        self._known: list[Any] = []  # answers that were given already in this move
        self._pending: Move = ("idle",)
        self._positions: Positions | None = None

    # -- moves: what is done to a step, and all that follows by itself --------------------------

    def _begin(self) -> None:
        self._pending = ("begin",)

    def _finish(self, position: Position) -> None:
        self._pending = ("finish", *position.task.place[:3])

    def _trigger(self, position: Position) -> None:
        self._pending = ("trigger", *position.task.place[:3])

    def _cancel(self, position: Position) -> None:
        self._pending = ("cancel", *position.task.place[:3])

    def _end_early(self, event: Event, outcome: str) -> None:
        self._pending = ("end",)

    def _still_waits(self, position: Position) -> bool:
        return position.task.place in self._node.positions

    def _run_on(self) -> None:
        move, self._pending = self._pending, ("idle",)
        self._armed.append(self.at)
        branch = self._node.moves.setdefault(move, Branch())
        answers: list[Any] = []
        while branch.end is None:
            if branch.op is None:
                self._move_for_real(move, answers)
                return
            answer = self._answer(branch.op)
            answers.append(answer)
            branch = branch.answers.setdefault(answer, Branch())
        self._arrive(branch.end)

    def _answer(self, op: Op) -> Any:
        kind, element_id, condition = op
        element = self.definition.elements[element_id]
        if kind == ASKED:
            return self.value(condition, element) is True
        if kind == PERFORMED:
            self._perform(element_id)
        else:
            self._note(element_id)
        return None

    def _arrive(self, node: Node) -> None:
        self._node, self._positions = node, None
        self.counters = dict(node.counters)

    # -- where nobody went before -------------------------------------------------------------

    def _move_for_real(self, move: Move, known: list[Any]) -> None:
        """Bring the workflow back as it was before this move, and do it: what was done is not done again."""
        here = self._node
        self._memory.missed += 1
        self.counters = dict(here.counters)
        if move[0] != "begin":
            self.workflow, self.counters = snapshot.load(zlib.decompress(here.saved), self.process, self)
        self._do(move)
        self._branch, self._known = here.moves[move], list(reversed(known))
        Run._run_on(self)
        branch, self._branch = self._branch, None
        branch.end = self._remembered(here)
        self.workflow = None
        self._arrive(branch.end)
        self._memory.grown()

    def _do(self, move: Move) -> None:
        match move:
            case ("begin",):
                Run._begin(self)
            case ("finish", *place):
                Run._finish(self, self._real_positions()[tuple(place)])
            case ("cancel", *place):
                Run._cancel(self, self._real_positions()[tuple(place)])
            case ("trigger", *place):
                Run._trigger(self, self._real_positions()[tuple(place)])
            case ("end",):
                Run._end_early(self, _ENDS, "")

    def _real_positions(self) -> dict[tuple[Any, ...], Position]:
        found = Run.positions(self)
        parts = (("task", found.tasks), ("timer", found.timers), ("wait", found.waits))
        return {(kind, *key): position for kind, part in parts for key, position in part.items()}

    def _remembered(self, before: Node) -> Node:
        number = before.number + 1
        armed = {place[:3]: place[3] for place in before.positions}
        places = tuple((*key, armed.get(key, number)) for key in self._real_positions())
        saved = zlib.compress(snapshot.dump(self.workflow, self.counters), 1)
        return Node(number, places, dict(self.counters), bool(self.workflow.completed), saved)

    # -- what SpiffWorkflow asks of its script engine -----------------------------------------

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        return self._asked((ASKED, task.task_spec.bpmn_id, expression))

    def perform(self, task: Any) -> None:
        self._asked((PERFORMED, task.task_spec.bpmn_id, ""))

    def _note_step(self, task: Any) -> None:
        if task.task_spec.bpmn_id in self.definition.elements:
            self._asked((NOTED, task.task_spec.bpmn_id, ""))

    def _asked(self, op: Op) -> Any:
        branch = self._branch
        if branch is None:
            raise NotRemembered(op)
        branch.op = op
        if self._known:
            answer = self._known.pop()
            self._count_again(op)
        else:
            answer = self._answer(op)
        self._branch = branch.answers.setdefault(answer, Branch())
        return answer

    def _count_again(self, op: Op) -> None:
        """What was done before the workflow was brought back has been counted on the other side."""
        kind, element_id, _ = op
        element = self.definition.elements[element_id]
        if kind == PERFORMED or (kind == NOTED and element.kind in ("endEvent", "callActivity")):
            self.count(element_id)

    # -- where the case stands ----------------------------------------------------------------

    @property
    def completed(self) -> bool:
        return self._node.completed

    def positions(self) -> Positions:
        if self.workflow is not None:
            return Run.positions(self)
        if self._positions is None:
            self._positions = self._placed()
        return self._positions

    def begin_anew(self, keys: Collection[tuple[str, int]], at: datetime) -> None:
        self._anew |= dict.fromkeys(keys, at)
        self._positions = None

    def _placed(self) -> Positions:
        found = Positions()
        parts = {"task": found.tasks, "timer": found.timers, "wait": found.waits}
        for place in self._node.positions:
            kind, element, n, armed = place
            waiting: Any = _Waiting(place)
            moment = self._anew.get((element, n), self._armed[armed])
            parts[kind][element, n] = Position(self.definition.elements[element], n, waiting, moment)
        return found


class StandingRun(Run):
    """A case as it is stored, to be read only: positions without SpiffWorkflow's objects."""

    def __init__(self, definition: Definition, process: str, settings: Any, data: Any, saved: bytes) -> None:
        super().__init__(definition, process, settings)
        self.data = data
        places, self.counters, self._is_completed = snapshot.places(saved, self.process)
        self._standing = Positions()
        parts = {"task": self._standing.tasks, "timer": self._standing.timers, "wait": self._standing.waits}
        for kind, element, n, armed in places:
            parts[kind][element, n] = Position(definition.elements[element], n, None, armed)

    @property
    def completed(self) -> bool:
        return self._is_completed

    def positions(self) -> Positions:
        return self._standing
