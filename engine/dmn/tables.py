"""Decision tables: matching rules and the hit policies (OMG DMN 1.4, section 8.2.8)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.dmn.errors import DmnError
from engine.dmn.model import TableInfo, Text
from engine.dmn.scope import Scope, nearest_id
from engine.dmn.watch import tell
from engine.dmn.xml import Node, attribute, child, children, line_of, text_of
from engine.feel import FeelError, parse_expression
from engine.feel.builtins.lists import maximum, minimum, sum_of
from engine.feel.comparison import equal, matches
from engine.feel.compile.iteration import as_list
from engine.feel.compile.tests import Test
from engine.feel.values import Closure, Frame, Run, Value

_POLICIES = {
    "U": "UNIQUE", "A": "ANY", "P": "PRIORITY", "F": "FIRST", "R": "RULE ORDER", "O": "OUTPUT ORDER",
    "C": "COLLECT",
}  # fmt: skip
_AGGREGATIONS: dict[str, Callable[[list[Value]], Value] | None] = {
    "": None,
    "SUM": sum_of,
    "MIN": minimum,
    "MAX": maximum,
    "COUNT": len,
}
_MAX_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Rule:
    number: int
    tests: tuple[Test | None, ...]
    outputs: tuple[Closure, ...]


@dataclass(frozen=True, slots=True)
class Output:
    name: str
    priorities: tuple[Value, ...]  # from high to low
    default: Closure | None


@dataclass(frozen=True, slots=True)
class Table:
    element: str
    line: int
    policy: str
    aggregation: Callable[[list[Value]], Value] | None
    inputs: tuple[Closure, ...]
    allowed: tuple[Test | None, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    def evaluate(self, run: Run, frame: Frame) -> Value:
        """Return the outcome; null, or the default outputs, when no rule applies.

        Raises DmnError when several rules apply where the policy allows one, or a value is not allowed.
        """
        values = [closure(run, frame) for closure in self.inputs]
        self._check_allowed(values, run, frame)
        hits = self._hits(values, run, frame)
        tell(self.element, (rule.number for rule in hits))
        if not hits:
            return self._default(run, frame)
        return _POLICY[self.policy](self, hits, run, frame)

    def _check_allowed(self, values: list[Value], run: Run, frame: Frame) -> None:
        for value, allowed in zip(values, self.allowed, strict=True):
            if (
                value is not None
                and allowed is not None
                and allowed(value, run, ({"?": value}, frame)) is False
            ):
                raise self.error("Een invoerwaarde staat niet bij de toegestane waarden van de kolom.")

    def _hits(self, values: list[Value], run: Run, frame: Frame) -> list[Rule]:
        inner = [({"?": value}, frame) for value in values]
        first_only = self.policy == "FIRST"
        hits = []
        for rule in self.rules:
            run.charge(1)
            if all(
                test is None or test(value, run, around) is True
                for test, value, around in zip(rule.tests, values, inner, strict=True)
            ):
                hits.append(rule)
                if first_only:
                    break
        return hits

    def error(self, message: str) -> DmnError:
        return DmnError(message, self.line, self.element)

    def _default(self, run: Run, frame: Frame) -> Value:
        if any(output.default for output in self.outputs):
            return self._shaped(
                [output.default(run, frame) if output.default else None for output in self.outputs]
            )
        return 0 if self.aggregation is len else None

    def result(self, rule: Rule, run: Run, frame: Frame) -> Value:
        return self._shaped([closure(run, frame) for closure in rule.outputs])

    def _shaped(self, values: list[Value]) -> Value:
        """Return a single output as it is, several as a context."""
        if len(self.outputs) == 1:
            return values[0]
        return {output.name: value for output, value in zip(self.outputs, values, strict=True)}

    def by_priority(self, results: list[Value]) -> list[Value]:
        """Return the results in the order of the output values, the first column deciding first."""
        return sorted(results, key=self._rank)

    def _rank(self, result: Value) -> list[int]:
        parts = [result] if len(self.outputs) == 1 else list(result.values())
        return [_position(part, output.priorities) for part, output in zip(parts, self.outputs, strict=True)]


def _position(value: Value, priorities: tuple[Value, ...]) -> int:
    return next(
        (index for index, item in enumerate(priorities) if matches(value, item) is True), len(priorities)
    )


def _unique(table: Table, hits: list[Rule], run: Run, frame: Frame) -> Value:
    if len(hits) > 1:
        numbers = ", ".join(str(rule.number) for rule in hits)
        raise table.error(f"Er mag maar één regel gelden, maar deze gelden alle: {numbers}.")
    return table.result(hits[0], run, frame)


def _any(table: Table, hits: list[Rule], run: Run, frame: Frame) -> Value:
    results = _all(table, hits, run, frame)
    if any(equal(result, results[0]) is not True for result in results):
        numbers = ", ".join(str(rule.number) for rule in hits)
        raise table.error(f"De regels {numbers} gelden alle, maar met verschillende uitkomsten.")
    return results[0]


def _first(table: Table, hits: list[Rule], run: Run, frame: Frame) -> Value:
    return table.result(hits[0], run, frame)


def _all(table: Table, hits: list[Rule], run: Run, frame: Frame) -> Any:
    return [table.result(rule, run, frame) for rule in hits]


def _collect(table: Table, hits: list[Rule], run: Run, frame: Frame) -> Value:
    results = _all(table, hits, run, frame)
    if table.aggregation is None:
        return results
    if table.aggregation is len:
        return len(results)
    if len(table.outputs) == 1:
        return table.aggregation(results)
    return {
        output.name: table.aggregation([result[output.name] for result in results])
        for output in table.outputs
    }


_POLICY: dict[str, Callable[[Table, list[Rule], Run, Frame], Value]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "RULE ORDER": _all,
    "COLLECT": _collect,
    "PRIORITY": lambda table, hits, run, frame: table.by_priority(_all(table, hits, run, frame))[0],
    "OUTPUT ORDER": lambda table, hits, run, frame: table.by_priority(_all(table, hits, run, frame)),
}


def compile_table(scope: Scope, node: Node) -> Closure:
    """Compile a `<decisionTable>`; whatever is wrong with it is noted in the scope."""
    policy = attribute(node, "hitPolicy") or "UNIQUE"
    policy = _POLICIES.get(policy, policy)
    aggregation = attribute(node, "aggregation")
    if policy not in _POLICY or aggregation not in _AGGREGATIONS:
        scope.problem(node, f"Het trefferbeleid '{policy} {aggregation}' bestaat niet.")
        policy, aggregation = "UNIQUE", ""
    input_nodes, output_nodes = list(children(node, "input")), list(children(node, "output"))
    inputs = [scope.expression(child(item, "inputExpression")) for item in input_nodes]
    for item, (text, _) in zip(input_nodes, inputs, strict=True):
        if not text.source:
            scope.problem(item, "Deze invoerkolom heeft geen uitdrukking.")
    outputs = tuple(_output(scope, item) for item in output_nodes)
    if not outputs:
        scope.problem(node, "Deze beslistabel heeft geen uitvoerkolom.")
    rules, rows = _rules(scope, node, len(inputs), len(outputs))
    table = Table(
        nearest_id(node), line_of(node), policy, _AGGREGATIONS[aggregation],
        tuple(closure for _, closure in inputs), tuple(_input_values(scope, item) for item in input_nodes),
        outputs, rules,
    )  # fmt: skip
    names = tuple(output.name for output in outputs)
    texts = tuple(text for text, _ in inputs)
    scope.owner.tables.append(
        TableInfo(table.element, table.line, f"{policy} {aggregation}".strip(), texts, names, rows)
    )
    return table.evaluate


def _input_values(scope: Scope, node: Node) -> Test | None:
    values = child(node, "inputValues")
    return scope.tests(values)[1] if values is not None and text_of(values) else None


def _output(scope: Scope, node: Node) -> Output:
    default = child(node, "defaultOutputEntry")
    values = text_of(child(node, "outputValues"))
    priorities: tuple[Value, ...] = ()
    if values:
        try:
            priorities = tuple(as_list(parse_expression(f"[{values}]").evaluate({})))
        except FeelError as error:
            scope.problem(node, f"De uitvoerwaarden zijn niet te lezen: {error}")
    return Output(
        attribute(node, "name"), priorities, scope.expression(default)[1] if text_of(default) else None
    )


def _rules(scope: Scope, node: Node, width: int, outputs: int) -> tuple[tuple[Rule, ...], tuple[Any, ...]]:
    rules: list[Rule] = []
    rows: list[tuple[str, tuple[Text, ...], tuple[Text, ...]]] = []
    for number, rule in enumerate(children(node, "rule"), 1):
        if number > _MAX_RULES:
            scope.problem(rule, f"Een beslistabel heeft hoogstens {_MAX_RULES} regels.")
            break
        tests = [scope.tests(entry) for entry in children(rule, "inputEntry")]
        results = [scope.expression(entry) for entry in children(rule, "outputEntry")]
        if len(tests) != width or len(results) != outputs:
            scope.problem(rule, f"Regel {number} heeft niet evenveel cellen als de tabel kolommen heeft.")
            continue
        rules.append(Rule(number, tuple(test for _, test in tests), tuple(closure for _, closure in results)))
        rows.append((nearest_id(rule), tuple(text for text, _ in tests), tuple(text for text, _ in results)))
    return tuple(rules), tuple(rows)
