"""The types of a decision model, read from its item definitions."""

from engine.dmn.errors import DmnError
from engine.dmn.types import ANY, Allowed, DmnType
from engine.dmn.xml import Node, attribute, child, children, line_of, text_of, type_ref
from engine.feel import FeelError, parse_unary_tests
from engine.feel.types import FeelType, type_name
from engine.feel.values import Value

_MAX_DEPTH = 20


class Definitions:
    """Resolves type names; a definition is read when it is first used, so order does not matter."""

    def __init__(self, root: Node) -> None:
        self._nodes = {attribute(node, "name"): node for node in children(root, "itemDefinition")}
        self._types: dict[str, DmnType] = {}
        self.member_names = frozenset(
            attribute(node, "name")
            for node in root.iter()
            if isinstance(node.tag, str) and node.tag.endswith("itemComponent")
        )

    def type(self, reference: str, depth: int = 0) -> DmnType:
        """Return the type a `typeRef` names; an unknown name stands for any type."""
        if not reference:
            return ANY
        if builtin := type_name(reference):
            return DmnType(FeelType(builtin))
        name = reference if reference in self._nodes else reference.rpartition(":")[2]
        if name not in self._nodes:
            return ANY
        if name not in self._types:
            if depth > _MAX_DEPTH:
                raise DmnError(f"Het type '{name}' verwijst naar zichzelf.", line_of(self._nodes[name]), name)
            self._types[name] = self._read(self._nodes[name], depth + 1)
        return self._types[name]

    def _read(self, node: Node, depth: int) -> DmnType:
        allowed = _allowed(child(node, "allowedValues"))
        components = list(children(node, "itemComponent"))
        if components:
            members = tuple((attribute(part, "name"), self._read(part, depth + 1)) for part in components)
            kind = DmnType(FeelType("context"), members, allowed=allowed)
        elif child(node, "functionItem") is not None:
            kind = DmnType(FeelType("function"))
        else:
            base = self.type(type_ref(node), depth)
            kind = DmnType(base.feel, base.members, base.item, _both(base.allowed, allowed))
        return DmnType(FeelType("list"), item=kind) if attribute(node, "isCollection") == "true" else kind


def _allowed(node: Node | None) -> Allowed | None:
    text = text_of(node)
    if not text:
        return None
    try:
        tests = parse_unary_tests(text)
    except FeelError as error:
        line = line_of(node) if node is not None else 0
        raise DmnError(f"De toegestane waarden zijn niet te lezen: {error.message}", line) from error
    return lambda value: tests.matches(value, {})


def _both(first: Allowed | None, second: Allowed | None) -> Allowed | None:
    if first is None or second is None:
        return first or second

    def both(value: Value) -> bool:
        return first(value) and second(value)

    return both
