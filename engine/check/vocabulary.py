"""Which names an expression or a letter may read, and which values they can have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from engine.check.material import FormFacts, Material
from engine.check.model import Node, ProcessModel, form_of
from engine.check.names import PARTIES

ROOTS = ("zaak", *PARTIES)
FUNCTIONS = ("termijn", "werkdagen", "today", "now")
SUPPLIED: Mapping[str, frozenset[str]] = {
    "zaak": frozenset({
        "nummer", "soort", "onderwerp", "samenvatting", "omschrijving", "kanaal", "ontvangstdatum",
        "schriftelijk", "regime", "verdaging_weken", "instemming_tot", "afgedaan_op", "status", "uitkomst",
        "behandelaar", "begonnen_op", "voortgekomen_uit",
    }),
    "inwoner": frozenset({
        "naam", "aanhef", "email", "telefoon", "straat", "postcode", "plaats", "digitaal",
    }),
    "vertegenwoordiger": frozenset({
        "naam", "email", "telefoon", "straat", "postcode", "plaats", "digitaal", "functie",
    }),
    "beklaagde": frozenset({"naam", "functie", "email"}),
    "andere_organisatie": frozenset({"naam", "email", "telefoon", "straat", "postcode", "plaats"}),
}  # fmt: skip
"""Facts that the intake and the engine supply, besides what forms and steps add."""

SETTINGS: Mapping[str, frozenset[str]] = {
    "gemeente": frozenset({
        "naam", "bestuursorgaan", "afdeling", "bezoekadres", "postadres", "plaats", "telefoon", "email",
        "website", "openingstijden", "ondertekenaar", "kleur", "huisstijl", "geldig_vanaf",
    }),
    "ombudsman": frozenset({"naam", "postadres", "telefoon", "website", "geldig_vanaf"}),
    "statuspagina": frozenset(),
}  # fmt: skip
"""What an installation tells letters about itself; diagrams cannot read it."""


_OF_THE_BLOCK = frozenset({"proces", "ontvangstdatum"})  # headers of start_zaak that are no facts


@dataclass(frozen=True)
class Meaning:
    """What a root name stands for. `keys` is None when its fields cannot be known beforehand."""

    keys: frozenset[str] | None = None
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    yes_no: frozenset[str] = frozenset()

    def has(self, field_path: str) -> bool:
        """Tell whether `field_path` is a key, the beginning of keys, or a part of one's value."""
        if self.keys is None:
            return True
        return any(
            field_path == key or key.startswith(f"{field_path}.") or field_path.startswith(f"{key}.")
            for key in self.keys
        )


class Vocabulary:
    """All names of a bundle. Names are those of the whole bundle: a called process sees them all."""

    def __init__(self, material: Material) -> None:
        self._material = material

    @cached_property
    def names(self) -> dict[str, Meaning]:
        asked = {root for form in self._start_forms for root in form.roots}
        names = {root: self._fact(root) for root in asked.union(ROOTS)}
        names |= {variable: self._result(where) for variable, where in self._material.results().items()}
        for node_id, (process, node) in self._material.nodes.items():
            if node.tag == "userTask":
                names[node_id] = _answers(self._material.forms.get((process.id, form_of(node))))
            elif node.event == "message":
                names[node_id] = Meaning()
        return names | {name: Meaning() for name in self._registered("")}

    def _result(self, where: list[tuple[ProcessModel, Node]]) -> Meaning:
        """A variable that one decision sets has the outcomes of its table; any other can be anything."""
        decision = where[0][1].zeebe("calledDecision") if len(where) == 1 else None
        outcome = None if decision is None else self._material.outcomes.get(decision.get("decisionId", ""))
        return Meaning() if outcome is None else Meaning(outcome.columns, outcome.values)

    @cached_property
    def letter_names(self) -> dict[str, Meaning]:
        return self.names | {root: Meaning(keys) for root, keys in SETTINGS.items()}

    def _fact(self, root: str) -> Meaning:
        """A part of the case: what the intake supplies, the start forms ask and steps register."""
        keys = set(SUPPLIED.get(root, ()))
        options: dict[str, tuple[str, ...]] = {}
        registered = self._registered(f"{root}.")
        for form in self._start_forms:
            own = {
                key.removeprefix(root).removeprefix("."): key
                for key in form.keys
                if f"{key}.".startswith(f"{root}.")
            }
            keys |= own.keys()
            # A fact that a step can set too may have values that no form offers.
            options |= {
                k: form.options[key] for k, key in own.items() if key in form.options and k not in registered
            }
        return Meaning(frozenset(keys | registered) - {""}, options)

    @cached_property
    def _start_forms(self) -> list[FormFacts]:
        return [
            form
            for process in self._material.processes
            for node in process.tagged("startEvent")
            if self._material.asks(process, node)
            and (form := self._material.forms.get((process.id, form_of(node)))) is not None
        ]

    @cached_property
    def _headers(self) -> frozenset[str]:
        return frozenset(
            name
            for process in self._material.processes
            for node in process.tagged("serviceTask")
            if (element := node.zeebe("taskDefinition")) is not None
            and element.get("type") in ("registreer", "start_zaak")
            for name in node.headers
        )

    def _registered(self, prefix: str) -> frozenset[str]:
        """Facts that `registreer` steps set; with an empty prefix those that are variables."""
        if not prefix:
            return frozenset(name for name in self._headers if "." not in name and name not in _OF_THE_BLOCK)
        return frozenset(name.removeprefix(prefix) for name in self._headers if name.startswith(prefix))


def _answers(form: FormFacts | None) -> Meaning:
    if form is None or not form.keys:
        return Meaning()  # the missing or faulty form is a finding of its own
    return Meaning(form.keys, form.options, form.yes_no)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a remedy that names what was probably meant; '' when that is a guess in the dark."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f"Bedoelt u '{near[0]}'?"
    return f"Kies uit: {', '.join(names)}." if 0 < len(names) <= 12 else ""
