"""Boxed expressions: the ways in which a decision model draws its logic (OMG DMN 1.4, chapter 7 and 10.2)."""

from collections.abc import Callable

from engine.dmn.scope import Scope, nothing
from engine.dmn.tables import compile_table
from engine.dmn.types import DmnType, accept
from engine.dmn.xml import Node, attribute, child, children, local, type_ref
from engine.feel.compile.collections import item_frame
from engine.feel.compile.iteration import as_list
from engine.feel.values import Closure, Frame, Function, Run, Value

KINDS = (
    "decisionTable", "literalExpression", "context", "invocation", "relation", "list", "functionDefinition",
    "conditional", "filter", "for", "some", "every",
)  # fmt: skip


def compile_boxed(scope: Scope, parent: Node | None) -> Closure:
    """Compile the boxed expression inside `parent`; when there is none, that is noted as a problem."""
    if parent is None:
        return nothing
    node = child(parent, *KINDS)
    if node is None:
        scope.problem(parent, "Hier ontbreekt een beslistabel of uitdrukking.")
        return nothing
    closure = _COMPILERS[local(node)](scope, node)
    return typed(closure, scope.definitions.type(type_ref(node)))


def typed(closure: Closure, kind: DmnType) -> Closure:
    """Return the closure with its outcome as the type; an outcome of another type is null."""
    if kind.is_any:
        return closure
    return lambda run, frame: accept(closure(run, frame), kind)[1]


def _literal(scope: Scope, node: Node) -> Closure:
    language = attribute(node, "expressionLanguage")
    if language and "feel" not in language.lower():
        scope.problem(node, f"De taal '{language}' wordt niet ondersteund; gebruik FEEL.")
    return scope.expression(node)[1]


def _context(scope: Scope, node: Node) -> Closure:
    entries: list[tuple[str, Closure]] = []
    for entry in children(node, "contextEntry"):
        variable = child(entry, "variable")
        closure = typed(compile_boxed(scope, entry), scope.definitions.type(type_ref(variable)))
        name = " ".join(attribute(variable, "name").split())
        entries.append((name, closure))
        scope = scope.inner(name) if name else scope

    def context(run: Run, frame: Frame) -> Value:
        values: dict[str, Value] = {}
        inner = (values, frame)
        for name, closure in entries:
            if not name:  # the entry without a name is the result
                return closure(run, inner)
            values[name] = closure(run, inner)
        return values

    return context


def _list(scope: Scope, node: Node) -> Closure:
    items = [_COMPILERS[local(item)](scope, item) for item in children(node, *KINDS)]
    return lambda run, frame: [item(run, frame) for item in items]


def _relation(scope: Scope, node: Node) -> Closure:
    columns = [attribute(column, "name") for column in children(node, "column")]
    rows = [
        [_COMPILERS[local(cell)](scope, cell) for cell in children(row, *KINDS)]
        for row in children(node, "row")
    ]
    return lambda run, frame: [
        dict(zip(columns, (cell(run, frame) for cell in row), strict=False)) for row in rows
    ]


def parameters_of(scope: Scope, node: Node) -> tuple[tuple[str, ...], tuple[DmnType, ...]]:
    formal = list(children(node, "formalParameter"))
    return (
        tuple(" ".join(attribute(parameter, "name").split()) for parameter in formal),
        tuple(scope.definitions.type(type_ref(parameter)) for parameter in formal),
    )


def compile_function(scope: Scope, node: Node, result: DmnType) -> Closure:
    """Compile `<functionDefinition>` or `<encapsulatedLogic>` to a closure that gives a Function."""
    if attribute(node, "kind") not in {"", "FEEL"}:
        scope.problem(node, "Functies in een andere taal dan FEEL worden niet ondersteund.")
        return nothing
    names, kinds = parameters_of(scope, node)
    body = typed(compile_boxed(scope.inner(*names), node), result)

    def function(run: Run, frame: Frame) -> Value:
        home = run.root

        def call(later: Run, arguments: tuple[Value, ...]) -> Value:
            accepted = [accept(value, kind) for value, kind in zip(arguments, kinds, strict=True)]
            if not all(good for good, _ in accepted):
                return None
            values = {name: value for name, (_, value) in zip(names, accepted, strict=True)}
            away, later.root = later.root, home
            try:
                return body(later, (values, frame))
            finally:
                later.root = away

        return Function(names, call)

    return function


def _function(scope: Scope, node: Node) -> Closure:
    return compile_function(scope, node, DmnType())


def _invocation(scope: Scope, node: Node) -> Closure:
    callee = compile_boxed(scope, node)
    bindings: list[tuple[str, Closure]] = []
    for binding in children(node, "binding"):
        name = " ".join(attribute(child(binding, "parameter"), "name").split())
        empty = child(binding, *KINDS) is None
        bindings.append((name, nothing if empty else compile_boxed(scope, binding)))

    def invocation(run: Run, frame: Frame) -> Value:
        function = callee(run, frame)
        if not isinstance(function, Function):
            return None
        return function.call_named(run, {name: value(run, frame) for name, value in bindings})

    return invocation


def _conditional(scope: Scope, node: Node) -> Closure:
    condition, then, otherwise = (compile_boxed(scope, child(node, part)) for part in ("if", "then", "else"))
    return lambda run, frame: (then if condition(run, frame) is True else otherwise)(run, frame)


def _filter(scope: Scope, node: Node) -> Closure:
    items = compile_boxed(scope, child(node, "in"))
    match = compile_boxed(scope.inner("item", *scope.definitions.member_names), child(node, "match"))

    def filtered(run: Run, frame: Frame) -> Value:
        outcome = []
        for item in as_list(items(run, frame)):
            run.charge(1)
            decision = match(run, item_frame(item, frame))
            if not isinstance(decision, bool):
                return None
            if decision:
                outcome.append(item)
        return outcome

    return filtered


def _for(scope: Scope, node: Node) -> Closure:
    name = attribute(node, "iteratorVariable")
    items = compile_boxed(scope, child(node, "in"))
    body = compile_boxed(scope.inner(name, "partial"), child(node, "return"))

    def loop(run: Run, frame: Frame) -> Value:
        values = items(run, frame)
        if values is None:
            return None
        outcome: list[Value] = []
        for item in as_list(values):
            run.charge(1)
            outcome.append(body(run, ({name: item, "partial": outcome}, frame)))
        return outcome

    return loop


def _quantified(scope: Scope, node: Node) -> Closure:
    name, decisive = attribute(node, "iteratorVariable"), local(node) == "some"
    items = compile_boxed(scope, child(node, "in"))
    body = compile_boxed(scope.inner(name), child(node, "satisfies"))

    def quantified(run: Run, frame: Frame) -> Value:
        values = items(run, frame)
        if values is None:
            return None
        decisions: set[bool | None] = set()
        for item in as_list(values):
            run.charge(1)
            decision = body(run, ({name: item}, frame))
            if decision is not None and not isinstance(decision, bool):
                return None
            decisions.add(decision)
        if decisive in decisions:
            return decisive
        return None if None in decisions else not decisive

    return quantified


_COMPILERS: dict[str, Callable[[Scope, Node], Closure]] = {
    "decisionTable": compile_table, "literalExpression": _literal, "context": _context, "list": _list,
    "relation": _relation, "functionDefinition": _function, "invocation": _invocation,
    "conditional": _conditional, "filter": _filter, "for": _for, "some": _quantified, "every": _quantified,
}  # fmt: skip
