"""Whether a decision table can refuse a complaint about a late decision because of objection or appeal.

Against a decision that is late no objection can be made, and article 9:8 lid 1 d excepts it from appeal.
So for such a complaint the questions about objection and appeal must make no difference. The table is
tried: with each other answer in turn, the outcome must be the same whatever those two questions say.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from engine.check.law.knowledge import names_in
from engine.check.material import FormFacts, Material
from engine.check.model import Node, form_of
from engine.dmn import DecisionModel, DmnError

LATE, BARRED = "te_laat", ("bezwaar", "beroep")
YES_NO = ("ja", "nee")
Answers = dict[str, Any]


def is_late_decision_refused(material: Material, node: Node) -> bool:
    """Tell whether the table behind `node` lets objection or appeal decide on a late decision."""
    element = node.zeebe("calledDecision")
    decision = "" if element is None else element.get("decisionId", "")
    model = next((m for _, m in material.decision_models if decision in m.decisions), None)
    if model is None:
        return False
    names = _names(model)
    barred = [name for name in names if any(word in name for word in BARRED)]
    late = [name for name in names if LATE in name]
    if not barred:
        return False
    return not late or any(
        len({_outcome(model, decision, answers) for answers in cases}) > 1
        for cases in _cases(material, names, late, barred)
    )


def _names(model: DecisionModel) -> list[str]:
    """Return the dotted names that the questions of the tables read."""
    texts = [question.source for table in model.tables() for question in table.inputs]
    return sorted({name for text in texts for name in names_in(text) if "." in name})


def _cases(
    material: Material, names: list[str], late: list[str], barred: list[str]
) -> Iterator[list[Answers]]:
    """Yield groups of answers that differ only in what was said about objection and appeal."""
    others = [name for name in names if name not in late and name not in barred]
    single = [{name: value} for name in others for value in _options(material, name)]
    for given in ({}, *single):
        ways = product(*(_options(material, name) for name in barred))
        too_late = {name: _options(material, name)[0] for name in late}
        yield [{**given, **too_late, **dict(zip(barred, way, strict=True))} for way in ways]


def _options(material: Material, name: str) -> tuple[Any, ...]:
    task, _, key = name.partition(".")
    process, node = material.nodes.get(task, (None, None))
    form: FormFacts | None = None
    if process is not None and node is not None:
        form = material.forms.get((process.id, form_of(node)))
    if form is not None and key in form.yes_no:
        return (True, False)
    options = (form.options.get(key, ()) if form else ()) or YES_NO
    return tuple(sorted(options, key="ja".__ne__))  # yes comes first


def _outcome(model: DecisionModel, decision: str, answers: Mapping[str, Any]) -> str:
    context: dict[str, Any] = {}
    for name, value in answers.items():
        *path, last = name.split(".")
        place = context
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value
    try:
        return repr(model.evaluate(decision, context))
    except DmnError:
        return "geen antwoord"
