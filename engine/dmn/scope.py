"""Where an expression stands in a decision model: which names it knows, and where its problems are noted."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.dmn.definitions import Definitions
from engine.dmn.model import Decision, Problem, Text
from engine.dmn.xml import Node, attribute, line_of, text_of
from engine.feel import FeelError
from engine.feel.compile.tests import Test
from engine.feel.expression import compile_part, compile_tests_part
from engine.feel.values import Closure, Frame, Run, Value


def nothing(run: Run, frame: Frame) -> Value:
    """What a faulty or absent expression gives."""
    return None


@dataclass(frozen=True, slots=True)
class Scope:
    owner: Decision
    definitions: Definitions
    names: frozenset[str]  # in the root of the run
    functions: frozenset[str]
    local_names: frozenset[str] = frozenset()  # in the frame

    def inner(self, *names: str) -> "Scope":
        return replace(self, local_names=self.local_names | set(names))

    def problem(self, node: Node, message: str) -> None:
        self.owner.problems.append(Problem(line_of(node), nearest_id(node), message))

    def expression(self, node: Node | None) -> tuple[Text, Closure]:
        """Compile the `<text>` in a node; an empty one is null, a faulty one is noted and null."""
        source = text_of(node)
        if node is None or not source:
            return Text(line_of(node) if node is not None else 0, "", source, None), nothing
        try:
            compiled, closure = compile_part(source, self._known(), self.local_names, self.functions)
        except (FeelError, RecursionError) as error:
            return self._faulty(node, source, error), nothing
        return self._noted(Text(line_of(node), nearest_id(node), source, compiled)), closure

    def tests(self, node: Node) -> tuple[Text, Test | None]:
        """Compile an input cell; a faulty one is noted and never passes."""
        source = text_of(node)
        try:
            compiled, test = compile_tests_part(source, self._known(), self.local_names, self.functions)
        except (FeelError, RecursionError) as error:
            return self._faulty(node, source, error), never
        return self._noted(Text(line_of(node), nearest_id(node), source, compiled)), test

    def _known(self) -> frozenset[str]:
        return self.names | self.definitions.member_names

    def _noted(self, text: Text) -> Text:
        self.owner.texts.append(text)
        return text

    def _faulty(self, node: Node, source: str, error: Exception) -> Text:
        message = str(error) if isinstance(error, FeelError) else "De uitdrukking is te diep genest."
        self.problem(node, f"'{source[:80]}': {message}")
        return Text(line_of(node), nearest_id(node), source, None)


def never(value: Value, run: Run, frame: Frame) -> bool | None:
    return None


def nearest_id(node: Node) -> str:
    """Return the id of the node or of the closest element around it."""
    current: Node | None = node
    while current is not None:
        if found := attribute(current, "id"):
            return found
        current = current.getparent()
    return ""


Compile = Callable[[Scope, Node], Closure]
