"""Parallel gateways, also on a way round: the engine does what a token game on the drawing does."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.bpmn.profile import BPMN
from tests.engine.bpmn.casework import Casework
from tests.engine.bpmn.drawing import bundle, end, flow, parallel, path, process, start, user, xor
from tests.engine.bpmn.test_random_processes import Piece, Sketch


class TokenGame:
    """BPMN by the letter, for tasks, scripts, exclusive and parallel gateways: tokens on arrows."""

    def __init__(self, drawing: bytes) -> None:
        root = etree.fromstring(drawing)
        self.kinds = {node.get("id"): etree.QName(node).localname for node in root.find(f"{{{BPMN}}}process")}
        self.arrows = [
            (arrow.get("sourceRef"), arrow.get("targetRef"), arrow.findtext(f"{{{BPMN}}}conditionExpression"))
            for arrow in root.iter(f"{{{BPMN}}}sequenceFlow")
        ]
        self.tokens: Counter[int] = Counter()  # by place of the arrow in the list
        self.open: Counter[str] = Counter()
        self.said_yes: dict[str, bool] = {}
        self._leave("begin")

    def complete(self, task: str, *, yes: bool) -> None:
        self.said_yes[task] = yes
        self.open[task] -= 1
        self._leave(task)

    def _leave(self, node: str) -> None:
        out = [i for i, arrow in enumerate(self.arrows) if arrow[0] == node]
        self.tokens.update([self._chosen(out)] if self.kinds[node] == "exclusiveGateway" else out)
        while any(self._enter(step) for step in self.kinds):
            pass

    def _chosen(self, out: list[int]) -> int:
        conditions = {i: self.arrows[i][2] for i in out}
        yes = [i for i, text in conditions.items() if text and self.said_yes.get(text[1:].split(".")[0])]
        return yes[0] if yes else next(i for i, text in conditions.items() if not text)

    def _enter(self, node: str) -> bool:
        """Let one round of tokens into a node; return whether there was one."""
        into = [i for i, arrow in enumerate(self.arrows) if arrow[1] == node]
        ready = [i for i in into if self.tokens[i]]
        if self.kinds[node] == "parallelGateway":
            taken = into if len(ready) == len(into) else []
        else:
            taken = ready[:1]
        if not taken:
            return False
        self.tokens.subtract(taken)
        if self.kinds[node] == "userTask":
            self.open[node] += 1
        else:
            self._leave(node)
        return True


@st.composite
def drawings_with_loops(draw: st.DrawFn) -> bytes:
    sketch = Sketch()

    def piece(depth: int) -> Piece:
        kinds = (
            ["task", "script"]
            if depth == 0
            else ["task", "sequence", "choice", "both", "both", "loop", "loop"]
        )
        match draw(st.sampled_from(kinds)):
            case "task" | "script" as kind:
                return getattr(sketch, kind)()
            case "loop":
                return sketch.loop(piece(depth - 1))
            case kind:
                return getattr(sketch, kind)(piece(depth - 1), piece(depth - 1))

    body = piece(3)
    return process(start(), body.xml, end(), flow("begin", body.first), flow(body.last, "klaar"))


def is_as_played(work: Casework, game: TokenGame) -> bool:
    return Counter(work.tasks()) == +game.open and work.closed() == (not +game.open)


@settings(max_examples=80, deadline=None, suppress_health_check=[*HealthCheck])
@given(drawing=drawings_with_loops(), data=st.data())
def test_the_engine_opens_the_tasks_that_a_token_game_opens(drawing, data):
    work, game = Casework(bundle(drawing)), TokenGame(drawing)
    assert is_as_played(work, game)
    for _ in range(20):
        if work.closed():
            break
        task = data.draw(st.sampled_from(work.tasks()), label="task")
        yes = data.draw(st.booleans(), label="yes")
        work.complete(task, ja=yes)
        game.complete(task, yes=yes)
        assert is_as_played(work, game)
    assert work.replay_differences() == ()


def test_in_every_round_both_sides_are_heard():
    drawing = process(
        start(),
        xor("terug"),
        parallel("splits"),
        user("klager"),
        user("beklaagde"),
        parallel("samen"),
        user("oordeel"),
        xor("nog_eens", default="nog_eens_naar_klaar"),
        end(),
        path("begin", "terug", "splits", "klager", "samen", "oordeel", "nog_eens", "klaar"),
        path("splits", "beklaagde", "samen"),
        flow("nog_eens", "terug", "=oordeel.nog"),
    )
    work, sides = Casework(bundle(drawing)), ["klager", "beklaagde"]
    for again in (True, True, True, False):
        first, second = sides
        work.complete(first)
        assert work.tasks() == [second]
        work.complete(second)
        assert work.tasks() == ["oordeel"]
        work.complete("oordeel", nog=again)
        sides.reverse()
    assert work.closed()
    assert work.replay_differences() == ()
