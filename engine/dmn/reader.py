"""From a DMN file to a compiled model."""

from collections.abc import Iterable
from typing import Any

from engine.dmn.boxed import compile_boxed, compile_function, typed
from engine.dmn.definitions import Definitions
from engine.dmn.errors import DmnError
from engine.dmn.model import Decision, Element, InputData, Knowledge, Problem, Requirements, Service
from engine.dmn.scope import Scope
from engine.dmn.xml import Node, attribute, child, children, line_of, local, target, type_ref
from engine.errors import EngineError
from engine.xml import parse


class Reader:
    """Reads the elements first, so that an expression may use what stands further on in the file."""

    def __init__(self, root: Node, functions: Iterable[str]) -> None:
        self.root = root
        self.functions = frozenset(functions)
        self.definitions = Definitions(root)
        self.elements: dict[str, Element] = {}
        self.nodes: dict[str, Node] = {}
        self.problems = [
            Problem(
                line_of(node), attribute(node, "name"), "Een ander beslismodel invoegen (import) kan niet."
            )
            for node in children(root, "import")
        ]

    def read(self) -> dict[str, Element]:
        """Return the elements by id. Raises DmnError when two share one."""
        makers = {
            "inputData": self._input, "decision": self._decision, "businessKnowledgeModel": self._knowledge,
            "decisionService": self._service,
        }  # fmt: skip
        for node in children(self.root, *makers):
            element = makers[local(node)](node)
            if not element.id or element.id in self.elements:
                raise DmnError(
                    f"Het id '{element.id}' ontbreekt of komt twee keer voor.", element.line, element.id
                )
            self.elements[element.id] = element
            self.nodes[element.id] = node
        for element in self.elements.values():
            if isinstance(element, Decision):
                self._compile(element, self.nodes[element.id])
            elif isinstance(element, Service):
                self._connect(element)
        return self.elements

    def _connect(self, service: Service) -> None:
        """Drop what a service refers to in vain, with a problem for each."""
        for field in ("outputs", "input_decisions", "input_data"):
            references: tuple[str, ...] = getattr(service, field)
            known = tuple(reference for reference in references if reference in self.elements)
            setattr(service, field, known)
            for reference in set(references) - set(known):
                message = f"Deze beslisdienst verwijst naar '{reference}', dat niet bestaat."
                self.problems.append(Problem(service.line, service.id, message))
        if not service.outputs:
            message = "Deze beslisdienst heeft geen uitkomst."
            self.problems.append(Problem(service.line, service.id, message))

    def _base(self, node: Node) -> dict[str, Any]:
        variable = child(node, "variable")
        name = attribute(variable, "name") or attribute(node, "name") or attribute(node, "id")
        return {
            "id": attribute(node, "id") or attribute(node, "name"),
            "name": " ".join(name.split()),
            "line": line_of(node),
            "type": self.definitions.type(type_ref(variable)),
        }

    def _input(self, node: Node) -> Element:
        return InputData(**self._base(node))

    def _decision(self, node: Node) -> Element:
        return Decision(**self._base(node), requires=_requirements(node))

    def _knowledge(self, node: Node) -> Element:
        return Knowledge(**self._base(node), requires=_requirements(node))

    def _service(self, node: Node) -> Element:
        def targets(tag: str) -> tuple[str, ...]:
            return tuple(target(part) for part in children(node, tag))

        return Service(
            **self._base(node),
            outputs=targets("outputDecision"),
            input_decisions=targets("inputDecision"),
            input_data=targets("inputData"),
        )

    def _compile(self, element: Decision, node: Node) -> None:
        scope = Scope(element, self.definitions, self._names(element), self.functions)
        for reference in (*element.requires.inputs, *element.requires.decisions, *element.requires.knowledge):
            if reference not in self.elements:
                scope.problem(node, f"Deze beslissing verwijst naar '{reference}', dat niet bestaat.")
        if isinstance(element, Knowledge):
            logic = child(node, "encapsulatedLogic")
            if logic is None:
                scope.problem(node, "Dit kennismodel heeft geen inhoud.")
                return
            element.closure = compile_function(scope.inner(element.name), logic, element.type)
        else:
            element.closure = typed(compile_boxed(scope, node), element.type)

    def _names(self, element: Decision) -> frozenset[str]:
        """Return the names of everything the element requires."""
        required = (*element.requires.inputs, *element.requires.decisions, *element.requires.knowledge)
        return frozenset(
            self.elements[reference].name for reference in required if reference in self.elements
        )


def _requirements(node: Node) -> Requirements:
    inputs, decisions, knowledge = [], [], []
    for requirement in children(node, "informationRequirement"):
        inputs += [target(part) for part in children(requirement, "requiredInput")]
        decisions += [target(part) for part in children(requirement, "requiredDecision")]
    for requirement in children(node, "knowledgeRequirement"):
        knowledge += [target(part) for part in children(requirement, "requiredKnowledge")]
    return Requirements(tuple(inputs), tuple(decisions), tuple(knowledge))


def read_root(data: bytes, filename: str) -> Node:
    """Return the `<definitions>` of a DMN file. Raises DmnError when it is something else."""
    try:
        root = parse(data, filename)
    except EngineError as error:
        raise DmnError(str(error), getattr(error, "line", 1)) from error
    if local(root) != "definitions" or "/DMN/" not in (root.nsmap.get(root.prefix) or ""):
        raise DmnError(f"{filename} is geen DMN-bestand.", 1)
    return root
