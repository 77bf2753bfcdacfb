"""Random processes of the profile, walked at random: the stored position is always that of the history."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.bpmn.casework import Casework
from tests.engine.bpmn.drawing import (
    bundle,
    catch_message,
    catch_timer,
    end,
    flow,
    node,
    parallel,
    process,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)


@dataclass
class Piece:
    """A part of a drawing with one way in and one way out."""

    first: str
    last: str
    xml: str


@dataclass
class Sketch:
    """Draws pieces with fresh ids."""

    ids: count = field(default_factory=lambda: count(1))

    def name(self, kind: str) -> str:
        return f"{kind}_{next(self.ids)}"

    def task(self) -> Piece:
        task = self.name("taak")
        return Piece(task, task, user(task))

    def script(self) -> Piece:
        step = self.name("reken")
        return Piece(step, step, script(step, "teller", "=1 + 1"))

    def sequence(self, a: Piece, b: Piece) -> Piece:
        return Piece(a.first, b.last, a.xml + b.xml + flow(a.last, b.first))

    def choice(self, a: Piece, b: Piece) -> Piece:
        split, merge, asks = self.name("keuze"), self.name("samen"), self.task()
        xml = asks.xml + xor(split, default=f"{split}_naar_{b.first}") + xor(merge) + a.xml + b.xml
        xml += flow(asks.last, split) + flow(split, a.first, f"={asks.last}.ja") + flow(split, b.first)
        return Piece(asks.first, merge, xml + flow(a.last, merge) + flow(b.last, merge))

    def both(self, a: Piece, b: Piece) -> Piece:
        split, merge = self.name("splits"), self.name("voeg")
        xml = parallel(split) + parallel(merge) + a.xml + b.xml + flow(split, a.first) + flow(split, b.first)
        return Piece(split, merge, xml + flow(a.last, merge) + flow(b.last, merge))

    def loop(self, body: Piece) -> Piece:
        into, asks, again = self.name("in"), self.task(), self.name("nogmaals")
        out = self.name("uit")
        xml = xor(into) + body.xml + asks.xml + xor(again, default=f"{again}_naar_{out}") + xor(out)
        xml += flow(into, body.first) + flow(body.last, asks.first) + flow(asks.last, again)
        return Piece(into, out, xml + flow(again, into, f"={asks.last}.ja") + flow(again, out))

    def guarded(self, body: Piece, interrupting: bool) -> Piece:
        box, bell, alarm = self.name("kader"), self.name("bel"), self.task()
        first, last, merge = self.name("b"), self.name("e"), self.name("na")
        inner = start(first) + body.xml + end(last) + flow(first, body.first) + flow(body.last, last)
        xml = (
            sub(box, inner)
            + timer(bell, box, "P2D", interrupting=interrupting)
            + alarm.xml
            + flow(bell, alarm.first)
        )
        if interrupting:
            xml += xor(merge) + flow(box, merge) + flow(alarm.last, merge)
            return Piece(box, merge, xml)
        stop = self.name("stop")
        return Piece(box, box, xml + end(stop) + flow(alarm.last, stop))

    def race(self) -> Piece:
        gate, heard, silent, merge = (self.name(n) for n in ("wacht", "hoort", "stil", "samen"))
        xml = node("eventBasedGateway", gate) + catch_message(heard, "bericht") + catch_timer(silent, "P3D")
        xml += xor(merge) + flow(gate, heard) + flow(gate, silent) + flow(heard, merge) + flow(silent, merge)
        return Piece(gate, merge, xml)


@st.composite
def drawings(draw: st.DrawFn) -> bytes:
    sketch = Sketch()

    def piece(depth: int) -> Piece:
        simple = ["task", "script", "race"]
        kind = draw(
            st.sampled_from(
                simple
                if depth == 0
                else [*simple, "sequence", "sequence", "choice", "both", "loop", "guarded", "cut_off"]
            )
        )
        match kind:
            case "task" | "script" | "race":
                return getattr(sketch, kind)()
            case "loop":
                return sketch.loop(piece(depth - 1))
            case "guarded" | "cut_off":
                return sketch.guarded(piece(depth - 1), kind == "cut_off")
        return getattr(sketch, kind)(piece(depth - 1), piece(depth - 1))

    body = piece(3)
    return process(
        start(), body.xml, end(), flow("begin", body.first), flow(body.last, "klaar"), messages="bericht"
    )


def stored_tasks(work: Casework) -> set[tuple[str, int]]:
    return {(key.bpmn_id, key.occurrence) for key in work.store.cases["zaak-1"].open_tasks}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(drawing=drawings(), data=st.data())
def test_after_every_step_of_any_process_the_snapshot_equals_the_replay_of_its_history(drawing, data):
    work = Casework(bundle(drawing))
    for _ in range(data.draw(st.integers(0, 12), label="steps")):
        if work.closed():
            break
        move(work, data)
        replayed = work.engine.replay("zaak-1")
        assert replayed.differences == ()
        assert {(t.key.bpmn_id, t.key.occurrence) for t in replayed.change.opened} == stored_tasks(work)
    if work.closed():
        assert stored_tasks(work) == set()


def move(work: Casework, data: st.DataObject) -> None:
    tasks = work.tasks()
    waits = work.engine.replay("zaak-1").change.waits
    moves = [*tasks, "wachten", *(["bericht"] if waits else [])]
    match data.draw(st.sampled_from(moves), label="move"):
        case "wachten":
            work.wait(days=data.draw(st.integers(1, 5), label="days"))
        case "bericht":
            work.message("bericht", tekst="hallo")
        case task:
            complete_as_previewed(work, task, ja=data.draw(st.booleans(), label="answer"))


def complete_as_previewed(work: Casework, task: str, **answers: bool) -> None:
    """A preview changes nothing, and completing then does what it said."""
    before = work.store.load("zaak-1"), work.store.history("zaak-1")
    preview = work.engine.preview(work.key(task), answers, by="behandelaar", at=work.now)
    assert (work.store.load("zaak-1"), work.store.history("zaak-1")) == before
    change = work.complete(task, **answers)
    assert preview.problems == ()
    assert preview.opens == change.opened
    assert preview.cancels == tuple(c.key for c in change.closed if c.state == "cancelled")
    assert (preview.closes_case, preview.outcome) == (change.status == "closed", change.outcome)
