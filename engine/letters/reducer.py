"""Reduces a syntax tree of Jinja to what letters need; everything else is refused with a remedy."""

from collections.abc import Callable
from typing import Any

from jinja2 import nodes

from engine.letters.runtime import ENVIRONMENT
from engine.letters.writing import FILTERS

MAX_DEPTH = 25  # nesting of blocks and expressions
TESTS = frozenset({"defined", "undefined", "none"})
LOOP_WORDS = frozenset({"index", "first", "last", "length"})

# Nodes that are allowed as they are, when their parts are.
_TRANSPARENT = (
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
    nodes.List,
    nodes.Tuple,
)
_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Concat,
               nodes.Neg, nodes.Pos)  # fmt: skip


class Refused(Exception):
    """A construct that letters may not use; `line` counts from 1 in the template text."""

    def __init__(self, line: int, message: str, remedy: str) -> None:
        self.line, self.message, self.remedy = line, message, remedy
        super().__init__(message)


class Reducer:
    """Checks one syntax tree and rewrites it in place into the safe core."""

    def __init__(self, printer: str, functions: frozenset[str]) -> None:
        self.printer, self.functions = printer, functions
        self.names: set[str] = set()
        self.calls: set[tuple[str, tuple[object, ...]]] = set()
        self.problems: list[Refused] = []

    def block(self, body: list[Any], bound: frozenset[str], depth: int = 0) -> None:
        for node in body:
            self._statement(node, bound, self._deeper(node, depth))

    def _deeper(self, node: nodes.Node, depth: int) -> int:
        if depth >= MAX_DEPTH:
            raise Refused(node.lineno, "De brief is te diep genest.", "Splits de zin of de voorwaarde.")
        return depth + 1

    def _refuse(self, node: nodes.Node, message: str, remedy: str) -> nodes.Expr:
        """Note a problem and go on, so that the process owner sees them all at once."""
        self.problems.append(Refused(node.lineno, message, remedy))
        return nodes.Const(None, lineno=node.lineno, environment=ENVIRONMENT)

    def _statement(self, node: nodes.Node, bound: frozenset[str], depth: int) -> None:
        match node:
            case nodes.Output():
                node.nodes = [
                    part
                    if isinstance(part, nodes.TemplateData)
                    else self._filter(part, self._expression(part, bound, depth), self.printer)
                    for part in node.nodes
                ]
            case nodes.If():
                node.test = self._expression(node.test, bound, depth)
                for branch in (node.body, node.elif_, node.else_):
                    self.block(branch, bound, depth)
            case nodes.For():
                self._repeat(node, bound, depth)
            case _:
                self._refuse(
                    node,
                    f"Een brief kan geen '{type(node).__name__.lower()}' gebruiken.",
                    "Gebruik alleen {{ gegeven }}, {% if %} en {% for %}.",
                )

    def _repeat(self, node: nodes.For, bound: frozenset[str], depth: int) -> None:
        if not isinstance(node.target, nodes.Name) or node.recursive:
            self._refuse(node, "Deze herhaling kan niet in een brief.", "Schrijf {% for deel in lijst %}.")
            return
        rows = self._expression(node.iter, bound, depth)
        node.iter = self._filter(node, rows, "_rows", bool(node.else_))
        inner = bound | {node.target.name, "loop"}
        if node.test is not None:
            node.test = self._expression(node.test, inner - {"loop"}, depth)
        self.block(node.body, inner, depth)
        self.block(node.else_, bound, depth)

    def _filter(self, at: nodes.Node, value: nodes.Expr, name: str, *args: object) -> nodes.Filter:
        arguments = [
            arg
            if isinstance(arg, nodes.Expr)
            else nodes.Const(arg, lineno=at.lineno, environment=ENVIRONMENT)
            for arg in args
        ]
        made = nodes.Filter(value, name, arguments, [], None, None, lineno=at.lineno)
        made.set_environment(ENVIRONMENT)
        return made

    def _expression(self, node: Any, bound: frozenset[str], depth: int) -> nodes.Expr:
        depth = self._deeper(node, depth)

        def inner(part: Any) -> nodes.Expr:
            return self._expression(part, bound, depth)

        match node:
            case nodes.Const():
                return node
            case nodes.Name() | nodes.Getattr():
                return self._name(node, bound)
            case nodes.Call():
                return self._function(node, inner)
            case nodes.Filter() | nodes.Test():
                return self._filter_or_test(node, inner)
        if not isinstance(node, _TRANSPARENT):
            return self._unsupported(node)
        for name, part in list(node.iter_fields()):
            if isinstance(part, nodes.Node):
                setattr(node, name, inner(part))
            elif isinstance(part, list):
                setattr(node, name, [inner(each) for each in part])
        return node  # type: ignore[return-value]

    def _unsupported(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, _ARITHMETIC):
            return self._refuse(
                node,
                "Rekenen kan niet in een brief.",
                "Bereken dit in het proces en gebruik hier de uitkomst.",
            )
        if isinstance(node, nodes.Getitem):
            return self._refuse(
                node, "Rechte haken kunnen niet in een brief.", "Schrijf een punt: groep.gegeven."
            )
        return self._refuse(
            node,
            "Deze uitdrukking kan niet in een brief.",
            "Gebruik een gegeven, een filter of een vergelijking.",
        )

    def _name(self, node: nodes.Name | nodes.Getattr, bound: frozenset[str]) -> nodes.Expr:
        parts: list[str] = []
        root: nodes.Node = node
        while isinstance(root, nodes.Getattr):
            parts.insert(0, root.attr)
            root = root.node
        if not isinstance(root, nodes.Name):
            return self._refuse(
                node, "Na een uitkomst kan geen punt.", "Noem het gegeven met zijn volle naam."
            )
        path = ".".join([root.name, *parts])
        if any(part.startswith("_") for part in (root.name, *parts)):
            return self._refuse(
                node, f"De naam '{path}' kan niet in een brief.", "Gebruik een gegeven van de zaak."
            )
        if root.name == "loop" and "loop" in bound:
            if len(parts) != 1 or parts[0] not in LOOP_WORDS:
                return self._refuse(
                    node, f"'{path}' bestaat niet.", "Gebruik loop.index, loop.first of loop.last."
                )
            return self._filter(node, root, "_loop", parts[0])
        if root.name not in bound:
            self.names.add(path)
        return self._filter(node, root, "_fact", path)

    def _function(self, node: nodes.Call, inner: Callable[[Any], nodes.Expr]) -> nodes.Expr:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in self.functions:
            known = ", ".join(sorted(self.functions))
            return self._refuse(
                node, f"De functie '{name or '?'}' bestaat niet in een brief.", f"Gebruik: {known}."
            )
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return self._refuse(node, f"'{name}' krijgt gegevens zonder naam.", f"Schrijf {name}(gegeven).")
        literals = tuple(arg.value for arg in node.args if isinstance(arg, nodes.Const))
        self.calls.add((name, literals))
        label = f"{name}({', '.join(str(value) for value in literals)})"
        function = nodes.Const(name, lineno=node.lineno, environment=ENVIRONMENT)
        return self._filter(node, function, "_call", label, *(inner(arg) for arg in node.args))

    def _filter_or_test(
        self, node: nodes.Filter | nodes.Test, inner: Callable[[Any], nodes.Expr]
    ) -> nodes.Expr:
        allowed = TESTS if isinstance(node, nodes.Test) else FILTERS.keys() | {"default"}
        if node.name not in allowed:
            kind = "toets" if isinstance(node, nodes.Test) else "filter"
            return self._refuse(
                node, f"Het {kind} '{node.name}' bestaat niet.", f"Gebruik: {', '.join(sorted(allowed))}."
            )
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return self._refuse(node, f"'{node.name}' krijgt gegevens zonder naam.", "Laat 'naam=' weg.")
        node.node = inner(node.node)
        node.args = [inner(arg) for arg in node.args]
        return node
