"""Whether a step is what its marker says; if not, why, in words for beside the path that misses it."""

from collections import defaultdict
from functools import cached_property

from engine.check.law.carriers import Carrier
from engine.check.law.knowledge import literal, names_in, tree_of
from engine.check.law.marks import OMBUDSMAN_TERM
from engine.check.material import FormFacts, Material
from engine.check.model import Node, form_of
from engine.check.roles import candidate_groups
from engine.letters import Letter

_TEXTS = {
    "ombudsman": "noemt niet de ombudsman en zijn termijn",
    "oordeel": "vertelt niet wat is gevonden en geoordeeld",
    "klacht": "bevat de klacht niet",
    "ontvangst": "noemt niet de dag waarop wij de klacht kregen",
    "adviseur": "noemt niet wie er adviseert",
}
_FACTS = {"klacht": "zaak.omschrijving", "ontvangst": "zaak.ontvangstdatum", "adviseur": "zaak.adviseur"}


class Fitness:
    """The steps of a bundle, asked whether they can carry a marker."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.process_of = {node: process for process in material.processes for node in process.nodes}

    def unfit(self, node: Node, carrier: Carrier) -> str:
        """Return why `node` is not what its marker says; '' when it is."""
        if node.tag not in carrier.tags:
            return "is geen taak die iemand uitvoert" if carrier.tags == ("userTask",) else "doet dat niet"
        if carrier.needs and not node.properties.get(carrier.needs, ("", 0))[0].strip():
            return f"heeft geen eigenschap '{carrier.needs}'"
        if carrier.recipient:
            return self._unfit_letter(node, carrier)
        missing = [word for word in carrier.asks if not self._asks(node, word)]
        if missing:
            return f"vraagt niet verplicht naar '{missing[0]}'"
        return _unfit_block(node, carrier) or self._unfit_role(node, carrier)

    def _unfit_letter(self, node: Node, carrier: Carrier) -> str:
        letter = self.letter_of(node)
        if letter is None:
            return "verstuurt geen brief die bestaat"
        if (node.headers.get("aan", ("", 0))[0] or letter.recipient) != carrier.recipient:
            return f"schrijft niet aan de {carrier.recipient.replace('_', ' ')}"
        lacking = [what for what in carrier.letter if not self._tells(letter, what)]
        return f"de brief '{letter.name}' {_TEXTS[lacking[0]]}" if lacking else ""

    def letter_of(self, node: Node) -> Letter | None:
        name = node.headers.get("brief", ("", 0))[0]
        return self.material.letters.get(name) if block_of(node) == "brief" else None

    def _tells(self, letter: Letter, what: str) -> bool:
        if what == "ombudsman":
            keys = {arguments[0] for name, arguments in letter.calls() if name == "termijn" and arguments}
            dated = any(self.rule_of(str(key)) == OMBUDSMAN_TERM for key in keys)
            return dated and "ombudsman.naam" in letter.variables()
        if what == "oordeel":
            return self._reads_answers(letter, self._marked("awb.9:12.oordeel"))
        return _FACTS[what] in letter.variables()

    def tells_advice(self, node: Node) -> bool:
        """Tell whether a letter holds what an adviser wrote, or a fact that was registered from it."""
        letter = self.letter_of(node)
        return letter is not None and (
            self._reads_answers(letter, self._marked("awb.9:15.4"))
            or not self._advice_facts.isdisjoint(letter.variables())
        )

    @staticmethod
    def _reads_answers(letter: Letter, tasks: list[Node]) -> bool:
        ids = {task.id for task in tasks}
        return any(name.split(".")[0] in ids for name in letter.variables())

    @cached_property
    def _advice_facts(self) -> set[str]:
        tasks = {node.id for node in self._marked("awb.9:15.4")}
        return {
            key
            for node in self.process_of
            if block_of(node) == "registreer"
            for key, (text, _) in node.headers.items()
            if any(name.split(".")[0] in tasks for name in names_in(text))
        }

    def _marked(self, marker: str) -> list[Node]:
        return self._by_marker.get(marker, [])

    @cached_property
    def _by_marker(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.process_of:
            for marker in dict.fromkeys(markers(node)):
                found[marker].append(node)
        return found

    def _unfit_role(self, node: Node, carrier: Carrier) -> str:
        others = self._marked(carrier.beside or carrier.apart)
        if carrier.beside and not any(self._roles(node) & self._roles(other) for other in others):
            return f"staat niet bij de rol die '{carrier.beside}' doet"
        if carrier.apart and any(self._roles(node) & self._roles(other) for other in others):
            return f"staat bij dezelfde rol als '{carrier.apart}'"
        return ""

    def _roles(self, node: Node) -> set[str]:
        lane = self.process_of[node].lane_of.get(node.id, "")
        return set(candidate_groups(node)) or ({lane} if lane else set())

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
        return block_of(node) == "registreer" and bool(answers) and all(map(self._is_required, answers))

    def _is_required(self, answer: tuple[str, str, str]) -> bool:
        task, _, key = answer
        _, node = self.material.nodes.get(task, (None, None))
        form = self.form(node) if node is not None else None
        return form is not None and key in form.required


def markers(node: Node) -> list[str]:
    return node.properties.get("wet", ("", 0))[0].replace(",", " ").replace(";", " ").split()


def block_of(node: Node) -> str:
    """Return the building block of a step; '' for anything else."""
    element = node.zeebe("taskDefinition") if node.tag == "serviceTask" else None
    return "" if element is None else element.get("type", "")


def _unfit_block(node: Node, carrier: Carrier) -> str:
    if carrier.block and block_of(node) != carrier.block:
        return f"is geen stap '{carrier.block}'"
    text = node.headers.get(carrier.sets, ("", 0))[0] if carrier.sets else "?"
    if not text.strip() or literal(tree_of(text)) == (None,):
        return f"legt {carrier.sets} niet vast"
    passed = {name for value, _ in node.headers.values() for name in names_in(value)}
    return f"geeft {carrier.passes} niet door" if carrier.passes and carrier.passes not in passed else ""
