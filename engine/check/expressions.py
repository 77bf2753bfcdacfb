"""Every expression in a diagram is compiled, and every name in it is looked up."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lark import Token, Tree

from engine.check.codes import At, found
from engine.check.finding import Finding
from engine.check.material import Material
from engine.check.model import Node, ProcessModel, line_of, local
from engine.check.vocabulary import FUNCTIONS, ROOTS, Meaning, Vocabulary, did_you_mean
from engine.feel import FeelError, expression_text, parse_expression
from engine.feel.expression import Compiled
from engine.feel.syntax import parse_tree, walk

ISO_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?")

NO_ANSWER = frozenset({"string", "number", "null", "binary", "negation", "list", "context", "range"})
NO_MOMENT = frozenset({"number", "true", "false", "null", "compare", "list", "context", "range"})


@dataclass(frozen=True)
class Written:
    """An expression as it stands in a file, and what it is there for."""

    file: str
    place: At
    text: str
    purpose: str


def expressions_are_right(material: Material) -> Iterator[Finding]:
    vocabulary = Vocabulary(material)
    for process in material.processes:
        for written in written_in(process):
            yield from judged(written, material, vocabulary)


def written_in(process: ProcessModel) -> Iterator[Written]:
    """Yield everything in a process that the engine evaluates."""
    for flow in process.flows:
        if flow.condition is not None:
            place = At(line_of(flow.condition), flow.id, flow.name)
            yield Written(process.file, place, flow.condition.text or "", "voorwaarde")
    for node in process.nodes:
        yield from _timers(process.file, node)
        yield from _extensions(process.file, node)
        for name, (value, line) in node.headers.items():
            if value.lstrip().startswith("="):
                yield Written(process.file, At(line, node.id, node.name), value, f"waarde van '{name}'")


def _timers(file: str, node: Node) -> Iterator[Written]:
    for definition in node.definitions:
        for child in definition:
            if local(child) in {"timeDate", "timeDuration"} and (child.text or "").strip():
                yield Written(file, At(line_of(child), node.id, node.name), child.text or "", "timer")


def _extensions(file: str, node: Node) -> Iterator[Written]:
    for tag, attribute, purpose in (
        ("taskSchedule", "dueDate", "uiterste datum"),
        ("script", "expression", "expressie"),
    ):
        element = node.zeebe(tag)
        if element is not None and element.get(attribute):
            yield Written(file, At(line_of(element), node.id, node.name), element.get(attribute, ""), purpose)
    mapping = node.zeebe("ioMapping")
    for child in mapping if mapping is not None else ():
        if local(child) == "input":
            yield Written(file, At(line_of(child), node.id, node.name), child.get("source", ""), "invoer")


def judged(written: Written, material: Material, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield what is wrong with one expression."""
    text = written.text.strip()
    if not text.startswith("="):
        yield from _without_equals(written, text)
        return
    source = expression_text(text)
    try:
        expression = parse_expression(source, names=vocabulary.names, functions=FUNCTIONS)
    except FeelError as error:
        where = f" (positie {error.column})" if error.column and error.line <= 1 else ""
        message = f"De {written.purpose} `{_short(source)}` klopt niet{where}: {error.message}"
        yield found("E80", written.file, written.place, message)
        return
    yield from doubtful(written, expression)
    yield from _odd_result(written, source, vocabulary)
    yield from unknown_names(written, expression.names, vocabulary)
    yield from odd_values(written, source, vocabulary)
    yield from unknown_terms(written, expression, material)


def doubtful(written: Written, expression: Compiled) -> Iterator[Finding]:
    """What compiles, but hardly means what its writer thinks."""
    for warning in expression.warnings:
        yield found("W91", written.file, written.place, f"De {written.purpose}: {warning.message}")


def _odd_result(written: Written, source: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Tell when the outcome can never be what its place asks for: only `true` is true."""
    tree = parse_tree(source, vocabulary.names)
    kind = str(tree.data)
    if written.purpose == "voorwaarde" and (kind in NO_ANSWER or _is_a_text(tree, vocabulary)):
        message = f"De voorwaarde `{_short(source)}` is geen vergelijking en klopt dus nooit."
        remedy = 'Vergelijk met een waarde, bijvoorbeeld =bellen.uitkomst = "ja".'
        yield found("W89", written.file, written.place, message, remedy)
    if written.purpose == "timer" and kind in NO_MOMENT:
        yield found("E22", written.file, written.place, f"De timer `{_short(source)}` is geen datum of duur.")


def _is_a_text(tree: object, vocabulary: Vocabulary) -> bool:
    root, *rest = plain_path(tree) or [""]
    meaning = vocabulary.names.get(root)
    return meaning is not None and ".".join(rest) in meaning.options


def _without_equals(written: Written, text: str) -> Iterator[Finding]:
    if written.purpose == "timer":
        if not ISO_DURATION.fullmatch(text) and not ISO_MOMENT.fullmatch(text):
            yield found(
                "E22", written.file, written.place, f"De timer `{_short(text)}` is geen duur of datum."
            )
    else:
        message = f"De {written.purpose} `{_short(text)}` begint niet met =."
        yield found("E84", written.file, written.place, message)


def unknown_names(
    written: Written, paths: Iterable[tuple[str, ...]], vocabulary: Vocabulary
) -> Iterator[Finding]:
    for root, *rest in sorted(paths):
        meaning = vocabulary.names.get(root)
        path = ".".join(rest)
        if meaning is None:
            message = f"De {written.purpose} gebruikt '{root}', maar die naam bestaat niet."
            remedy = did_you_mean(root, vocabulary.names)
            yield found("E81", written.file, written.place, message, remedy)
        elif path and not meaning.has(path):
            yield from _unknown_field(written, root, path, meaning)


def _unknown_field(written: Written, root: str, path: str, meaning: Meaning) -> Iterator[Finding]:
    remedy = did_you_mean(path, meaning.keys or ())
    if root in ROOTS:
        message = f"De {written.purpose} leest '{root}.{path}', maar niets in dit proces vult dat gegeven."
        yield found("W86", written.file, written.place, message, remedy)
    else:
        message = f"De {written.purpose} leest '{root}.{path}', maar dat veld bestaat niet."
        yield found("E82", written.file, written.place, message, remedy)


def odd_values(written: Written, source: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Compare the texts an expression tests for with what can be chosen or decided."""
    for path, text in compared(source, vocabulary.names):
        yield from odd_value(written, path, text, vocabulary)


def odd_value(written: Written, path: list[str], text: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    root, rest = path[0], ".".join(path[1:])
    meaning = vocabulary.names.get(root)
    name = ".".join(path)
    if meaning is None:
        return
    if rest in meaning.yes_no:
        message = f"'{name}' is aangevinkt of niet, en wordt vergeleken met de tekst '{text}'."
        yield found("W83", written.file, written.place, message, "Vergelijk met true of false.")
    elif text not in meaning.options.get(rest, (text,)):
        remedy = f"Kies uit {', '.join(meaning.options[rest])}."
        yield found(
            "W83", written.file, written.place, f"De waarde '{text}' van '{name}' bestaat niet.", remedy
        )


def compared(source: str, names: dict[str, Meaning]) -> Iterator[tuple[list[str], str]]:
    """Yield each path that is tested against a literal text, with that text."""
    for node in walk(parse_tree(source, names)):
        if node.data == "compare":
            left, operator, right = node.children
            if str(operator) in {"=", "!="}:
                yield from _pair(left, right)
                yield from _pair(right, left)
        elif node.data == "member":
            for test in node.children[1:]:
                items = test.children if isinstance(test, Tree) and test.data == "list" else [test]
                for item in items:
                    yield from _pair(node.children[0], item)


def _pair(path: object, literal: object) -> Iterator[tuple[list[str], str]]:
    steps = plain_path(path)
    if steps and isinstance(literal, Tree) and literal.data == "string":
        yield steps, str(literal.children[0])


def plain_path(part: object) -> list[str]:
    """Return `["a", "b"]` for the tree of `a.b`, and nothing for anything that is no plain path."""
    steps: list[str] = []
    while isinstance(part, Tree) and part.data == "path":
        steps.append(str(part.children[1]))
        part = part.children[0]
    if not isinstance(part, Tree) or part.data != "name" or not isinstance(part.children[0], Token):
        return []
    return [str(part.children[0]), *reversed(steps)]


def unknown_terms(written: Written, expression: Compiled, material: Material) -> Iterator[Finding]:
    if material.terms is None:
        return
    for key in expression.literal_arguments_of("termijn"):
        if key not in material.terms:
            message = f"De {written.purpose} gebruikt de termijn '{key}', maar die bestaat niet."
            remedy = f"Kies uit {', '.join(material.terms)}."
            yield found("E71", written.file, written.place, message, remedy)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "..."


BUNDLE_RULES = (expressions_are_right,)
