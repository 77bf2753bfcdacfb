"""Decision tables compared: columns, rules, cells and what happens when several rules fit."""

from collections.abc import Iterator

from lxml import etree

from engine.comparing.difference import DECISIONS, Difference, Kind
from engine.comparing.sides import Sides, pairs
from engine.words.expressions import listed, quoted
from engine.words.tables import Rule, Table, table_of

_POLICIES = {
    "FIRST": "de bovenste regel die past telt",
    "UNIQUE": "precies één regel mag passen",
    "ANY": "alle regels die passen geven hetzelfde antwoord",
    "COLLECT": "alle regels die passen tellen",
    "RULE ORDER": "alle regels die passen tellen, in volgorde",
    "PRIORITY": "de regel met de hoogste voorrang telt",
    "OUTPUT ORDER": "alle regels die passen tellen, op voorrang",
}


def differences(sides: Sides) -> Iterator[Difference]:
    """Yield what changes in the decision tables."""
    for decision, old, new in pairs(sides.old.decisions, sides.new.decisions):
        _ = decision
        if old is None:
            table = table_of(new[1])
            count = "1 regel" if len(table.rules) == 1 else f"{len(table.rules)} regels"
            yield _say("added", f"De tabel {quoted(table.name)} komt erbij, met {count}.", new[0])
        elif new is None:
            yield _say("removed", f"De tabel {quoted(table_of(old[1]).name)} vervalt.", old[0])
        elif {old[0], new[0]} & sides.changed_files:
            before, after = table_of(old[1]), table_of(new[1])
            found = [_say(*told, new[0]) for told in _changes(before, after)]
            yield from found
            if not found and etree.tostring(old[1], method="c14n") != etree.tostring(new[1], method="c14n"):
                yield _say(
                    "changed", f"In de tabel {quoted(after.name)} is iets technisch gewijzigd.", new[0]
                )


def _say(kind: Kind, sentence: str, file: str) -> Difference:
    return Difference(DECISIONS, kind, "table", sentence, file)


Told = tuple[Kind, str]


def _changes(old: Table, new: Table) -> Iterator[Told]:
    at = f"In de tabel {quoted(new.name)}"
    if old.name != new.name:
        yield "changed", f"De tabel {quoted(old.name)} heet nu {quoted(new.name)}."
    if old.about != new.about:
        yield "changed", f"De uitleg bij de tabel {quoted(new.name)} is gewijzigd."
    if old.policy != new.policy:
        policy = _POLICIES.get(new.policy, quoted(new.policy))
        yield "changed", f"{at} geldt voortaan: {policy}."
    yield from _columns(at, old.inputs, new.inputs, "de vraag")
    yield from _columns(at, old.outputs, new.outputs, "het antwoord")
    for key, before, after in pairs(old.asked, new.asked):
        if before is not None and after is not None and before != after:
            yield (
                "changed",
                f"{at} kijkt {quoted(_label(new, key))} nu naar “{after}” en niet naar “{before}”.",
            )
    yield from _rules(at, old, new)


def _columns(at: str, old: dict[str, str], new: dict[str, str], what: str) -> Iterator[Told]:
    for key, before, after in pairs(old, new):
        _ = key
        if before is None:
            yield "added", f"{at} komt {what} {quoted(after)} erbij."
        elif after is None:
            yield "removed", f"{at} vervalt {what} {quoted(before)}."
        elif before != after:
            yield "changed", f"{at} heet {what} {quoted(before)} nu {quoted(after)}."


def _rules(at: str, old: Table, new: Table) -> Iterator[Told]:
    was, now = list(old.rules), list(new.rules)
    for key, rule in new.rules.items():
        number = now.index(key) + 1
        if key not in old.rules:
            yield "added", f"{at} komt een regel bij, op plaats {number}: {_rule(new, rule)}."
            continue
        before = old.rules[key]
        for column, one, two in pairs(before.cells, rule.cells):
            if one is not None and two is not None and one != two:
                label = quoted(_label(new, column))
                yield (
                    "changed",
                    f"{at}, regel {number}: {label} is nu {_cell(two)} in plaats van {_cell(one)}.",
                )
        if before.remark != rule.remark:
            yield "changed", f"{at} is de toelichting bij regel {number} gewijzigd."
    for key, rule in old.rules.items():
        if key not in new.rules:
            yield "removed", f"{at} vervalt regel {was.index(key) + 1}: {_rule(old, rule)}."
    if [key for key in was if key in now] != [key for key in now if key in was]:
        yield "changed", f"{at} staan de regels in een andere volgorde."


def _rule(table: Table, rule: Rule) -> str:
    tests = [
        f"{quoted(label)} {_cell(rule.cells[key])} is"
        for key, label in table.inputs.items()
        if rule.cells.get(key, "") not in ("", "-")
    ]
    answers = [f"{quoted(label)} {_cell(rule.cells.get(key, ''))}" for key, label in table.outputs.items()]
    return f"{'als ' + listed(tests) if tests else 'in alle gevallen'}, dan {listed(answers)}"


def _cell(text: str) -> str:
    return f"“{text}”".replace('"', "") if text not in ("", "-") else "leeg (alles past)"


def _label(table: Table, column: str) -> str:
    return table.inputs.get(column) or table.outputs.get(column) or column
