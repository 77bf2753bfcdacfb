"""A decision model that can be asked: what is decided, given these inputs?"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.dmn.errors import DmnError
from engine.dmn.model import Decision, Element, InputData, Knowledge, Problem, Service, TableInfo, Text
from engine.dmn.reader import Reader, read_root
from engine.dmn.types import accept, read_json
from engine.feel import FeelError
from engine.feel.limits import SCALARS, weigh
from engine.feel.values import Function, Run, Value, adopt

Functions = Mapping[str, Callable[..., Value]]
_MAX_DEPTH = 50


def parse_decisions(data: bytes, filename: str, functions: Iterable[str] = ()) -> "DecisionModel":
    """Read a DMN 1.1-1.5 file.

    `functions`: names of functions that `evaluate` will be given, besides FEEL's own. Faulty expressions do
    not raise; they are listed by `problems()`. Raises DmnError when the file cannot be read at all.
    """
    try:
        reader = Reader(read_root(data, filename), functions)
        return DecisionModel(filename, reader.read(), reader.problems)
    except RecursionError:
        raise DmnError(f"{filename} is te diep genest.") from None


class DecisionModel:
    """The decisions of one file. Immutable, so threads may share it."""

    def __init__(self, filename: str, elements: dict[str, Element], problems: Iterable[Problem] = ()) -> None:
        self.filename = filename
        self.elements = elements
        self._problems = tuple(problems)  # of the file as a whole

    @property
    def decisions(self) -> dict[str, str]:
        """The names of the decisions by id, in file order."""
        return {
            element.id: element.name
            for element in self.elements.values()
            if isinstance(element, Decision) and not isinstance(element, Knowledge)
        }

    def problems(self) -> list[Problem]:
        """Return everything that is wrong, in file order."""
        found = [*self._problems, *(problem for element in self._computed() for problem in element.problems)]
        found += [
            Problem(element.line, element.id, "Deze beslissing heeft, langs een omweg, zichzelf nodig.")
            for element in self._computed()
            if self._needs_itself(element)
        ]
        return sorted(found)

    def texts(self) -> list[Text]:
        """Return every FEEL text with its place and what it uses, for a checker."""
        return [text for element in self._computed() for text in element.texts]

    def tables(self) -> list[TableInfo]:
        return [table for element in self._computed() for table in element.tables]

    def inputs(self) -> dict[str, str]:
        """Return the names of the input data by id."""
        return {
            element.id: element.name for element in self.elements.values() if isinstance(element, InputData)
        }

    def _computed(self) -> list[Decision]:
        return [element for element in self.elements.values() if isinstance(element, Decision)]

    def _needs_itself(self, start: Decision) -> bool:
        todo, seen = list(start.requires.decisions), set[str]()
        while todo:
            reference = todo.pop()
            if reference == start.id:
                return True
            element = self.elements.get(reference)
            if reference not in seen and isinstance(element, Decision):
                seen.add(reference)
                todo.extend(element.requires.decisions)
        return False

    def find(self, name_or_id: str) -> Element:
        """Return a decision or decision service. Raises DmnError when there is none of that name or id."""
        found = self.elements.get(name_or_id)
        if found is None:
            wanted = " ".join(name_or_id.split())
            found = next(
                (e for e in self.elements.values() if e.name == wanted and not isinstance(e, InputData)), None
            )
        if found is None or isinstance(found, InputData):
            known = ", ".join(self.decisions.values()) or "geen"
            raise DmnError(f"De beslissing '{name_or_id}' staat niet in {self.filename}. Wel: {known}.")
        return found

    def evaluate(
        self,
        name_or_id: str,
        inputs: Mapping[str, Any],
        functions: Functions | None = None,
        *,
        lenient: bool = False,
    ) -> Value:
        """Take a decision.

        `inputs` holds the input data by name; ISO texts are read where the model asks for a date or duration.
        Raises DmnError when the model is faulty, a value is not allowed, or rules contradict each other. With
        `lenient` whatever fails is null, as the standard prescribes for interchange tests.
        """
        session = Session(self, inputs, functions, lenient=lenient)
        try:
            value = session.outcome(self.find(name_or_id))
        except FeelError as error:
            raise DmnError(error.message) from error
        except RecursionError:
            raise DmnError("De beslissing gaat te veel lagen diep.") from None
        if type(value) not in SCALARS:
            weigh(value)
        return value


class Session:
    """One evaluation: every decision is taken at most once."""

    def __init__(
        self, model: DecisionModel, inputs: Mapping[str, Any], functions: Functions | None, *, lenient: bool
    ) -> None:
        self.model, self.lenient = model, lenient
        self.inputs = inputs
        self.run = Run({}, functions)
        self.values: dict[str, Value] = {}
        self.depth = 0

    def outcome(self, element: Element) -> Value:
        if isinstance(element, Service):
            return self._serve(element)
        return self.value_of(element.id)

    def value_of(self, reference: str) -> Value:
        """Return the value of an input, a decision, or the function of a knowledge model or service."""
        if reference not in self.values:
            element = self.model.elements.get(reference)
            if self.depth > _MAX_DEPTH:
                raise DmnError("Deze beslissing heeft, langs een omweg, zichzelf nodig.")
            self.depth += 1
            try:
                self.values[reference] = self._compute(element)
            finally:
                self.depth -= 1
        return self.values[reference]

    def _compute(self, element: Element | None) -> Value:
        match element:
            case InputData():
                return self._input(element)
            case Service():
                return self._service_function(element)
            case Decision():
                return self._decide(element)
        return None

    def _input(self, element: InputData) -> Value:
        given = adopt(self.inputs.get(element.name))
        good, value = accept(read_json(given, element.type), element.type)
        if not good and not self.lenient:
            raise DmnError(
                f"De waarde van '{element.name}' past niet bij wat het beslismodel verwacht.",
                element.line,
                element.id,
            )
        return value

    def _decide(self, element: Decision) -> Value:
        if element.problems and not self.lenient:
            problem = element.problems[0]
            raise DmnError(problem.message, problem.line, problem.element)
        if element.closure is None:
            return None
        root = self._root(element)
        if isinstance(element, Knowledge):
            # The function must find itself, for recursion within the limits.
            frame: dict[str, Value] = {}
            frame[element.name] = value = self._run(element, root, (frame, None))
            return value
        return self._run(element, root, None)

    def _root(self, element: Decision) -> dict[str, Value]:
        """Return the names an element sees: what it requires, over the inputs as they were given."""
        required = (*element.requires.inputs, *element.requires.decisions, *element.requires.knowledge)
        known = {
            self.model.elements[reference].name: self.value_of(reference)
            for reference in required
            if reference in self.model.elements
        }
        return {**self.inputs, **known}

    def _run(self, element: Decision, root: dict[str, Value], frame: Any) -> Value:
        assert element.closure is not None
        before, self.run.root = self.run.root, root
        try:
            return element.closure(self.run, frame)
        except (DmnError, FeelError):
            if not self.lenient:
                raise
            return None
        finally:
            self.run.root = before

    def _serve(self, service: Service) -> Value:
        """Take the decisions of a service; its input decisions are given, not taken."""
        if not service.outputs:
            raise DmnError("Deze beslisdienst heeft geen uitkomst.", service.line, service.id)
        for reference in service.input_decisions:
            element = self.model.elements[reference]
            if element.name not in self.inputs and not self.lenient:
                raise DmnError(f"De invoer '{element.name}' ontbreekt.", service.line, service.id)
            self.values[reference] = accept(adopt(self.inputs.get(element.name)), element.type)[1]
        outputs = {
            self.model.elements[reference].name: self.value_of(reference) for reference in service.outputs
        }
        value = outputs if len(outputs) != 1 else next(iter(outputs.values()))
        return accept(value, service.type)[1]

    def _service_function(self, service: Service) -> Function:
        references = (*service.input_data, *service.input_decisions)  # the order of the standard
        kinds = [self.model.elements[reference].type for reference in references]
        parameters = tuple(self.model.elements[reference].name for reference in references)

        def call(run: Run, arguments: tuple[Value, ...]) -> Value:
            accepted = [accept(value, kind) for value, kind in zip(arguments, kinds, strict=True)]
            if not all(good for good, _ in accepted):
                return None
            inputs = {name: value for name, (_, value) in zip(parameters, accepted, strict=True)}
            inner = Session(self.model, inputs, run.functions, lenient=self.lenient)
            inner.run, inner.depth = run, self.depth + 1
            return inner._serve(service)

        return Function(parameters, call)
