"""Decision tables: right in themselves, and reading only what a case knows."""

from collections.abc import Iterator

from engine.check.codes import At, found
from engine.check.expressions import Written, doubtful, odd_value, plain_path, unknown_names, unknown_terms
from engine.check.finding import Finding
from engine.check.material import Material, literals
from engine.check.vocabulary import Meaning, Vocabulary
from engine.dmn import DecisionModel, TableInfo
from engine.feel import FeelError
from engine.feel.syntax import parse_tree


def decisions_are_right(material: Material) -> Iterator[Finding]:
    for path, model in material.decision_models:
        for problem in model.problems():
            yield found("E70", path, At(problem.line or 1, problem.element, ""), problem.message)


def decisions_read_what_exists(material: Material) -> Iterator[Finding]:
    vocabulary = Vocabulary(material)
    for path, model in material.decision_models:
        own = _own_names(model)
        for text in model.texts():
            if text.compiled is None:
                continue  # told by decisions_are_right
            written = Written(path, At(text.line or 1, text.element, ""), text.source, "beslistabel")
            names = {name for name in text.compiled.names if name[0] not in own and name[0] != "?"}
            yield from unknown_names(written, names, vocabulary)
            yield from doubtful(written, text.compiled)
            yield from unknown_terms(written, text.compiled, material)
        for table in model.tables():
            yield from _odd_cells(path, table, vocabulary)


def _own_names(model: DecisionModel) -> set[str]:
    """What one decision takes from another in the same file; input data must come from the case."""
    return {element.name for key, element in model.elements.items() if key not in model.inputs()}


def _odd_cells(path: str, table: TableInfo, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A cell that tests for a value nobody can give: the row never matches."""
    for column, question in enumerate(table.inputs):
        asked = _path_of(question.source, vocabulary.names)
        for _, cells, _ in table.rules if asked else ():
            cell = cells[column]
            written = Written(path, At(cell.line or 1, cell.element, ""), cell.source, "beslistabel")
            for value in literals(cell.source):
                yield from odd_value(written, asked, value, vocabulary)


def _path_of(source: str, names: dict[str, Meaning]) -> list[str]:
    try:
        return plain_path(parse_tree(source, names))
    except FeelError:
        return []


BUNDLE_RULES = (decisions_are_right, decisions_read_what_exists)
