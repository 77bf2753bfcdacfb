"""What each step of a bundle does for the law: the marks it leaves and the values it sets.

A marker counts only on a step that really does what it says. A marker on anything else leaves no
mark; why not is kept in `refused`, to tell beside the path that misses it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from engine.check.law.knowledge import ANYTHING, Range, exactly, literal, names_in, tree_of
from engine.check.law.rules import ANSWERS, CARRIERS, OMBUDSMAN_TERM, UNSATISFIED, Answer, Carrier
from engine.check.material import FormFacts, Material
from engine.check.model import Node, ProcessModel, Scope, called, form_of
from engine.letters import Letter

ORAL = {"zaak.schriftelijk": exactly(False), "zaak.regime": exactly("9.2")}
_TEXTS = {
    "ombudsman": "noemt niet de ombudsman en zijn termijn",
    "oordeel": "vertelt niet wat is gevonden en geoordeeld",
    "klacht": "bevat de klacht niet",
    "ontvangst": "noemt niet de dag waarop wij de klacht kregen",
}


class Steps:
    """The steps of a bundle, asked about one at a time."""

    def __init__(self, material: Material, unsure: frozenset[str] = frozenset()) -> None:
        """Facts in `unsure` are not followed: a path beside the handling may change them."""
        self.material, self._unsure = material, unsure
        self.process_of = {node: process for process in material.processes for node in process.nodes}
        self.refused: dict[str, list[str]] = defaultdict(list)  # by marker: why a step does not carry it
        # The same questions come back for every path.
        self.marks = lru_cache(maxsize=None)(self._marks)
        self.answers = lru_cache(maxsize=None)(self._answers)
        self.meant = lru_cache(maxsize=None)(self._meant)
        self.set_by = lru_cache(maxsize=None)(self._set_by)

    def _marks(self, node: Node) -> frozenset[str]:
        """Return the marks that passing `node` leaves; those in `answers` depend on the answer."""
        return frozenset(self._carried(node)) | self._act(node)

    def markers(self, node: Node) -> list[str]:
        return node.properties.get("wet", ("", 0))[0].replace(",", " ").replace(";", " ").split()

    def _carried(self, node: Node) -> Iterator[str]:
        for marker in self.markers(node):
            carrier = CARRIERS.get(marker)
            reason = self._unfit(node, carrier) if carrier else ""
            if reason:
                self.refused[marker].append(f"'{node.name or node.id}' draagt {marker}, maar {reason}.")
            else:
                yield marker

    @staticmethod
    def _act(node: Node) -> frozenset[str]:
        """Return the marks of what a step does, whatever its markers say."""
        action = node.headers.get("handeling", ("", 0))[0]
        acts = {f"termijn:{action}"} if _block(node) == "termijn" and action else set()
        return frozenset(acts | ({UNSATISFIED} if "heropent" in node.properties else set()))

    def _unfit(self, node: Node, carrier: Carrier) -> str:
        """Return why `node` is not what its marker says; '' when it is."""
        if node.tag not in carrier.tags:
            return "is geen taak die iemand uitvoert" if carrier.tags == ("userTask",) else "doet dat niet"
        if carrier.needs and not node.properties.get(carrier.needs, ("", 0))[0].strip():
            return f"heeft geen eigenschap '{carrier.needs}'"
        if carrier.recipient:
            return self._unfit_letter(node, carrier)
        missing = [word for word in carrier.asks if not self._asks(node, word)]
        return f"vraagt niet verplicht naar '{missing[0]}'" if missing else ""

    def _unfit_letter(self, node: Node, carrier: Carrier) -> str:
        letter = self.material.letters.get(node.headers.get("brief", ("", 0))[0])
        if _block(node) != "brief" or letter is None:
            return "verstuurt geen brief die bestaat"
        if (node.headers.get("aan", ("", 0))[0] or letter.recipient) != carrier.recipient:
            return f"schrijft niet aan de {carrier.recipient.replace('_', ' ')}"
        lacking = [what for what in carrier.letter if not self._tells(letter, what)]
        return f"de brief '{letter.name}' {_TEXTS[lacking[0]]}" if lacking else ""

    def _tells(self, letter: Letter, what: str) -> bool:
        names = letter.variables()
        if what == "ombudsman":
            keys = {arguments[0] for name, arguments in letter.calls() if name == "termijn" and arguments}
            dated = any(self.rule_of(str(key)) == OMBUDSMAN_TERM for key in keys)
            return dated and "ombudsman.naam" in names
        if what == "oordeel":
            return any(name.split(".")[0] in self._judgements for name in names)
        return ("zaak.ontvangstdatum" if what == "ontvangst" else "zaak.omschrijving") in names

    @cached_property
    def _judgements(self) -> set[str]:
        return {node.id for node in self.process_of if "awb.9:12.oordeel" in self.markers(node)}

    def rule_of(self, term: str) -> str:
        """Return the rule of the law behind a key of termijnen.toml: "awb.9:11" for "afdoening"."""
        rule = (self.material.terms or {}).get(term)
        return rule.rule if rule else ""

    def form(self, node: Node) -> FormFacts | None:
        process = self.process_of.get(node)
        return self.material.forms.get((process.id, form_of(node))) if process else None

    def _asks(self, node: Node, word: str) -> bool:
        """Tell whether a task must ask for `word`, or a registration keeps an answer that was asked."""
        if node.tag == "userTask":
            form = self.form(node)
            return form is not None and any(word in key for key in form.required)
        kept = [name for key, (value, _) in node.headers.items() if word in key for name in names_in(value)]
        answers = [name.partition(".") for name in kept if word in name.rpartition(".")[2]]
        return _block(node) == "registreer" and bool(answers) and all(map(self._is_required, answers))

    def _is_required(self, answer: tuple[str, str, str]) -> bool:
        task, _, key = answer
        _, node = self.material.nodes.get(task, (None, None))
        form = self.form(node) if node is not None else None
        return form is not None and key in form.required

    def _answers(self, node: Node) -> list[Answer]:
        """Return what the answers to a task can mean for the law."""
        if node.tag != "userTask":
            return []
        fit = self.marks(node)
        return [ANSWERS[marker] for marker in self.markers(node) if marker in ANSWERS and marker in fit]

    def _meant(self, name: str) -> list[Answer]:
        """Return what the value of `name` (task.key) can mean for the law."""
        task, _, key = name.partition(".")
        _, node = self.material.nodes.get(task, (None, None))
        return [] if node is None else [answer for answer in self.answers(node) if answer.key in key]

    def inner(self, node: Node) -> Scope | None:
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
            if count > 1 or self.meant(name) or name in ORAL or name in self.registered
        ) - mutable - self._changed_aside  # fmt: skip

    @cached_property
    def kept(self) -> frozenset[str]:
        """Names that a later choice may read again."""
        readers = Counter(name for flow in self._choices for name in flow)
        return frozenset(name for name in self.followed if readers[name] > 1 or name in ORAL)

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
        asked = form.keys if form else frozenset()
        return {name: exactly(None) for name in (self.registered - asked) & self.followed - ORAL.keys()}

    def _set_by(self, node: Node) -> dict[str, Range]:
        """Return the names that `node` gives a new value, with what they can be afterwards."""
        if _block(node) == "registreer":
            return {key: _value(text) for key, (text, _) in node.headers.items()}
        form = self.form(node) if node.tag == "userTask" else None
        return {name: _answer(form, name) for name in self.followed if name.partition(".")[0] in _roots(node)}

    def set_in(self, nodes: Iterable[Node]) -> frozenset[str]:
        """Return the names that any of `nodes`, or what is inside them, gives a value."""
        return frozenset(name for node in self._with_inner(nodes) for name in self.set_by(node))

    @cached_property
    def _changed_aside(self) -> frozenset[str]:
        """Facts that a path beside the handling may change at any moment.

        A path that can stop the handling is walked first; what it changed and yet went on is `unsure`.
        """
        borders = [n for n in self.process_of if n.tag == "boundaryEvent" and not n.interrupting]
        beside = [border.scope.reached_from([border]) for border in borders]
        nodes = [node for reach in beside if not any(map(stops, reach)) for node in reach]
        return self._unsure.union(*(self.facts_of(node) for node in self._with_inner(nodes)))

    @staticmethod
    def facts_of(node: Node) -> frozenset[str]:
        """Return the facts that a step registers."""
        return frozenset(node.headers if _block(node) == "registreer" else ())

    def elsewhere(self, border: Node) -> dict[str, Range]:
        """Return what facts can be when a path at `border` begins: what others register, or nothing yet."""
        beside = border.scope.reached_from([border])
        shared = [n for n in beside if any(flow.source not in beside for flow in n.incoming)]
        own = self._with_inner(beside - border.scope.reached_from(shared))
        others = self._with_inner(node for node in self.process_of if node not in own)
        asked = {key for n in others if n.tag == "startEvent" and (f := self.form(n)) for key in f.keys}
        found = {name: exactly(None) for name in (self.registered & self.followed) - asked - ORAL.keys()}
        for name, value in (pair for node in others for pair in self.set_by(node).items()):
            if name in found:
                found[name] = found[name].or_else(value)
        return found

    def _with_inner(self, nodes: Iterable[Node]) -> set[Node]:
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


def _block(node: Node) -> str:
    element = node.zeebe("taskDefinition") if node.tag == "serviceTask" else None
    return "" if element is None else element.get("type", "")


def _value(text: str) -> Range:
    """Return what a header can give: a text as it stands, or what an expression says."""
    if not text.strip().startswith("="):
        return exactly(text)
    value = literal(tree_of(text))
    return ANYTHING if value is None else exactly(*value)


def _answer(form: FormFacts | None, name: str) -> Range:
    key = name.partition(".")[2]
    if form is None or key not in form.options:
        return ANYTHING
    return Range(frozenset(form.options[key]) | (frozenset() if key in form.certain else {None}))
