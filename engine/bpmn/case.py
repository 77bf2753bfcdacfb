"""The facts of a case while the engine works on it, and the context expressions see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import FactsRefused
from engine.ports import Step
from engine.values import settled

# Sections of the facts that are not themselves names in an expression: their entries are.
VARIABLES = "variabelen"  # results of scripts and decisions
MESSAGES = "berichten"  # content of received messages, by id of the catching event
MET = "voldaan"  # term key -> day on which the duty was fulfilled
DOERS = "uitvoerders"  # task id -> who completed it last
CALENDAR = "kalender"  # decrees on equated days that are newer than the version of the case
SENT = "verstuurd"  # keys of what left before the case moved to another version: never sent again
FACT = "feit"  # in the id of the step that says that somebody changed a fact
_UNFOLDED = (VARIABLES, MESSAGES)
_OWN = (VARIABLES, MESSAGES, MET, DOERS, CALENDAR, SENT)  # only the engine writes these
_PARTIES = ("zaak", "inwoner", "beklaagde")


@dataclass
class CaseData:
    """Facts by party and answers by task. Expressions read both through :meth:`context`."""

    facts: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def zaak(self) -> dict[str, Any]:
        section: dict[str, Any] = self.facts.setdefault("zaak", {})
        return section

    def context(self) -> dict[str, Any]:
        """Return the names that FEEL, decision tables and letters see."""
        names = {key: value for key, value in self.facts.items() if key not in _UNFOLDED}
        for section in _UNFOLDED:
            names.update(self.facts.get(section, {}))
        names.update(self.answers)
        return names

    def put(self, path: str, value: Any) -> None:
        """Set a fact by dotted path: ``zaak.uitkomst``. A bare name becomes a variable.

        Raises TypeError when `value` cannot be stored, such as a function.
        """
        section, _, name = path.partition(".")
        if not name:
            section, name = VARIABLES, path
        self.facts.setdefault(section, {})[name] = settled(value)

    def learn(self, kind: str, told: Mapping[str, Any]) -> None:
        """Take in newer decrees, or what left before the case moved to another version.

        The steps themselves are laid on that version before, see `engine.transplant`.
        """
        section, value = (CALENDAR, told) if kind == "calendar_changed" else (SENT, told["verstuurd"])
        self.facts.pop(section, None)
        if value:
            self.facts[section] = value

    def merge(self, facts: Mapping[str, Any]) -> None:
        """Lay `facts` over the present ones, section by section; a dotted name goes into its section.

        Raises FactsRefused.
        """
        for section, values in facts.items():
            if section in _OWN:
                raise FactsRefused(f"'{section}' houdt de procesmotor zelf bij. Laat dit onderdeel weg.")
            grouped = section in _PARTIES or isinstance(self.facts.get(section), Mapping)
            if grouped and not isinstance(values, Mapping):
                raise FactsRefused(f"'{section}' is een groep gegevens. Noem het gegeven erbij.")
            if isinstance(values, Mapping):
                self.facts.setdefault(section, {}).update(values)
            elif "." in section:
                self.put(section, values)
            else:
                self.facts[section] = values


def context_of(facts: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names that expressions, forms and letters of a stored case can read."""
    return CaseData(dict(facts), dict(answers)).context()


def changed_facts(
    facts: Mapping[str, Any], told: Mapping[str, Any], process: str, seq: int
) -> Iterable[Step]:
    """Return a step for every plain fact that event `seq` gives another value: history shows old and new."""
    for section, values in told.items():
        known = facts.get(section) or {}
        if not isinstance(values, Mapping) or not isinstance(known, Mapping):
            continue
        for name, after in values.items():
            change = {"van": known.get(name), "naar": after}
            plain = not any(isinstance(value, Mapping | list) for value in change.values())
            if plain and change["van"] != after:
                yield Step(f"{FACT}.{section}.{name}", seq, "fact", name, process, detail=change)
