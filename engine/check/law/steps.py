"""What each step of a bundle does for the law: the marks it leaves and the values it sets.

A marker counts only on a step that really does what it says. A marker on anything else leaves no
mark; why not is kept in `refused`, to tell beside the path that misses it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from engine.check.law.carriers import CARRIERS
from engine.check.law.fitness import Fitness, block_of, markers
from engine.check.law.knowledge import ANYTHING, Range, exactly, names_in, range_of, sources, tree_of
from engine.check.law.marks import ANSWERS, MAYBE_ADVICE, RESTARTED, UNSATISFIED, WITHOUT_ADVICE, Answer
from engine.check.material import FormFacts, Material
from engine.check.model import Node, ProcessModel, Scope, called
from engine.feel.syntax import Node as Syntax

ORAL = {"zaak.schriftelijk": exactly(False), "zaak.regime": exactly("9.2")}
REGIME, OUTCOME, RECEIVED = "zaak.regime", "zaak.uitkomst", "zaak.ontvangstdatum"


class Steps:
    """The steps of a bundle, asked about one at a time."""

    def __init__(self, material: Material, unsure: frozenset[str] = frozenset()) -> None:
        """Facts in `unsure` are not followed: a path beside the handling may change them."""
        self.material, self._unsure = material, unsure
        self._fitness = Fitness(material)
        self.process_of = self._fitness.process_of
        self.form, self.rule_of = self._fitness.form, self._fitness.rule_of
        self.refused: dict[str, list[str]] = defaultdict(list)  # by marker: why a step does not carry it
        # The same questions come back for every path.
        self.marks = lru_cache(maxsize=None)(self._marks)
        self.answers = lru_cache(maxsize=None)(self._answers)
        self.inner = lru_cache(maxsize=None)(self._inner)
        self.meant = lru_cache(maxsize=None)(self._meant)
        self.moving = lru_cache(maxsize=None)(self._moving)
        self.set_by = lru_cache(maxsize=None)(self._set_by)

    def _marks(self, node: Node) -> frozenset[str]:
        """Return the marks that passing `node` leaves; those in `answers` depend on the answer."""
        return frozenset(self._carried(node)) | self._act(node)

    def _carried(self, node: Node) -> Iterator[str]:
        for marker in markers(node):
            carrier = CARRIERS.get(marker)
            reason = self._fitness.unfit(node, carrier) if carrier else ""
            if reason:
                self.refused[marker].append(f"'{node.name or node.id}' draagt {marker}, maar {reason}.")
            else:
                yield marker

    def _act(self, node: Node) -> frozenset[str]:
        """Return the marks of what a step does, whatever its markers say."""
        acts = {UNSATISFIED} if "heropent" in node.properties else set()
        if block_of(node) == "termijn" and (action := node.headers.get("handeling", ("", 0))[0]):
            acts.add(f"termijn:{action}")
        facts = self.facts_of(node)
        if RECEIVED in facts and self.moving(node).get(RECEIVED) != tree_of(f"={RECEIVED}"):
            acts.add(RESTARTED)
        if REGIME in facts and not self.set_by(node)[REGIME].excludes("9.1.3"):
            acts.add(MAYBE_ADVICE)
        if "awb.9:12" in markers(node) and not self._fitness.tells_advice(node):
            acts.add(WITHOUT_ADVICE)
        return frozenset(acts)

    def _answers(self, node: Node) -> list[Answer]:
        """Return what the answers to a task can mean for the law."""
        if node.tag != "userTask":
            return []
        fit = self.marks(node)
        return [ANSWERS[marker] for marker in markers(node) if marker in ANSWERS and marker in fit]

    def _meant(self, name: str) -> list[Answer]:
        """Return what the value of `name` (task.key) can mean for the law."""
        task, _, key = name.partition(".")
        _, node = self.material.nodes.get(task, (None, None))
        return [] if node is None else [answer for answer in self.answers(node) if answer.key in key]

    def _inner(self, node: Node) -> Scope | None:
        """Return what is passed inside `node`: a sub-process or the called process."""
        process = self.material.by_process.get(called(node)) if node.tag == "callActivity" else None
        return process.scopes[0] if process else node.inner

    @cached_property
    def followed(self) -> frozenset[str]:
        """Names worth knowing: those that several choices read, and those the law asks about."""
        readers = Counter(name for flow in self._choices for name in flow)
        mutable = {"zaak.status", "zaak.afgedaan_op", "zaak.verdaging_weken", "zaak.instemming_tot"}
        return frozenset(
            name for name, count in readers.items()
            if count > 1 or self.meant(name) or name in self.registered
        ).union(ORAL, [OUTCOME], self._copied) - mutable - self._changed_aside  # fmt: skip

    @cached_property
    def _copied(self) -> frozenset[str]:
        """Names that become the regime of a case, or whether it is written, as they are."""
        pairs = (pair for node in self.process_of for pair in self.moving(node).items())
        return frozenset().union(*(sources(tree) for fact, tree in pairs if fact in ORAL))

    @cached_property
    def _choices(self) -> list[set[str]]:
        """Names that each choice reads."""
        return [
            {name for flow in node.outgoing for name in names_in(condition_of(flow.condition))}
            for node in self.process_of
            if node.tag == "exclusiveGateway"
        ]

    @cached_property
    def registered(self) -> frozenset[str]:
        """Facts that some step registers."""
        return frozenset().union(*map(self.facts_of, self.process_of))

    def at_start(self, process: ProcessModel) -> dict[str, Range]:
        """Return what is known when a case begins: facts that only steps register are still empty."""
        start = process.scopes[0].starts
        form = self.form(start[0]) if start else None
        given = self._given_to(process.id) | (form.keys if form else frozenset())
        empty = {name: exactly(None) for name in (self.registered - given) & self.followed - ORAL.keys()}
        return empty if REGIME in given else {**empty, REGIME: Range(frozenset({"9.1.3"}), others=True)}

    def _given_to(self, process_id: str) -> frozenset[str]:
        """Return the facts with which other cases begin a case of a process."""
        begin = [node for node in self.process_of if block_of(node) == "start_zaak"]
        return frozenset(
            key
            for node in begin
            if node.headers.get("proces", ("", 0))[0] == process_id
            for key in node.headers
        )

    def _set_by(self, node: Node) -> dict[str, Range]:
        """Return the names that `node` gives a new value, with what they can be afterwards."""
        if block_of(node) == "registreer":
            return {key: _value(text) for key, (text, _) in node.headers.items()}
        roots = _roots(node)
        mine = {name for name in self.followed if name.partition(".")[0] in roots} if roots else set()
        if node.tag == "businessRuleTask":
            return {name: self._decided(node, name) for name in mine}
        form = self.form(node) if node.tag == "userTask" else None
        return {name: _answer(form, name) for name in mine}

    def _decided(self, node: Node, name: str) -> Range:
        """Return what a column of a decision table can be; nothing when no row fits."""
        element = node.zeebe("calledDecision")
        outcome = self.material.outcomes.get(element.get("decisionId", "")) if element is not None else None
        values = outcome.values.get(name.partition(".")[2]) if outcome else None
        return ANYTHING if values is None else exactly(*values, None)

    def _moving(self, node: Node) -> dict[str, Syntax]:
        """Return the facts that a step registers with a value that depends on what is known then."""
        if block_of(node) != "registreer":
            return {}
        trees = {key: tree_of(text) for key, (text, _) in node.headers.items() if text.strip()[:1] == "="}
        return {key: tree for key, tree in trees.items() if tree is not None and sources(tree)}

    def set_in(self, nodes: Iterable[Node]) -> frozenset[str]:
        """Return the names that any of `nodes`, or what is inside them, gives a value."""
        return frozenset(name for node in self.with_inner(nodes) for name in self.set_by(node))

    @cached_property
    def _changed_aside(self) -> frozenset[str]:
        """Facts that a path beside the handling may change at any moment.

        A path that can stop the handling is walked first; what it changed and yet went on is `unsure`.
        """
        borders = [n for n in self.process_of if n.tag == "boundaryEvent" and not n.interrupting]
        beside = [border.scope.reached_from([border]) for border in borders]
        nodes = [node for reach in beside if not any(map(stops, reach)) for node in reach]
        return self._unsure.union(*(self.facts_of(node) for node in self.with_inner(nodes)))

    @staticmethod
    def facts_of(node: Node) -> frozenset[str]:
        """Return the facts that a step registers."""
        return frozenset(node.headers if block_of(node) == "registreer" else ())

    def elsewhere(self, border: Node) -> dict[str, Range]:
        """Return what facts can be when a path at `border` begins: what others register, or nothing yet."""
        beside = border.scope.reached_from([border])
        shared = [n for n in beside if any(flow.source not in beside for flow in n.incoming)]
        own = self.with_inner(beside - border.scope.reached_from(shared))
        others = self.with_inner(node for node in self.process_of if node not in own)
        asked = {key for n in others if n.tag == "startEvent" and (f := self.form(n)) for key in f.keys}
        found = {name: exactly(None) for name in (self.registered & self.followed) - asked - ORAL.keys()}
        for name, value in (pair for node in others for pair in self.set_by(node).items()):
            if name in found:
                found[name] = found[name].or_else(value)
        return found

    def with_inner(self, nodes: Iterable[Node]) -> set[Node]:
        """Return `nodes` and all that is inside them."""
        every: set[Node] = set()
        pending = list(nodes)
        while pending:
            node = pending.pop()
            if node not in every:
                every.add(node)
                scope = self.inner(node)
                pending += scope.nodes if scope is not None else []
        return every


def stops(node: Node) -> bool:
    """Tell whether reaching this end stops all that runs beside it."""
    return node.tag == "endEvent" and node.event == "terminate"


def condition_of(element: object) -> str:
    return "" if element is None else getattr(element, "text", "") or ""


def _roots(node: Node) -> set[str]:
    """Return the names under which the values that `node` brings are known."""
    element = node.zeebe("script" if node.tag == "scriptTask" else "calledDecision")
    own = {node.id} if node.tag == "userTask" or node.event == "message" else set()
    return own if element is None else own | {element.get("resultVariable", "")}


def _value(text: str) -> Range:
    """Return what a header can give: a text as it stands, or what an expression says."""
    return range_of(tree_of(text), {}) if text.strip().startswith("=") else exactly(text)


def _answer(form: FormFacts | None, name: str) -> Range:
    key = name.partition(".")[2]
    if form is None or key not in form.options:
        return ANYTHING
    return Range(frozenset(form.options[key]) | (frozenset() if key in form.certain else {None}))
