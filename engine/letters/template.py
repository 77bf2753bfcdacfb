"""The safe part of Jinja: a template is parsed by Jinja, reduced to what letters need, then compiled.

The sandbox alone is no protection against `'a' * 10**9` or a clever attribute. So every node of the
syntax tree must be one we know, and each is rewritten before it is compiled: names become look-ups in
plain mappings (no Python attribute is ever read), calls become calls of named functions, loops are
counted, and every printed value is escaped.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from engine.letters.reducer import Reducer, Refused
from engine.letters.runtime import ENVIRONMENT, RUN, Run
from engine.letters.writing import Unwritable

MAX_TEMPLATE = 40_000  # characters
MAX_OUTPUT = 200_000  # characters
FUNCTIONS = frozenset({"termijn", "werkdagen", "today", "now"})


@dataclass(frozen=True)
class Compiled:
    """A template ready to run, with the dotted names and the calls (function, literal arguments) in it."""

    render: Callable[[Mapping[str, Any]], str]
    names: frozenset[str]
    calls: frozenset[tuple[str, tuple[object, ...]]]


def _parse(text: str, first_line: int) -> nodes.Template:
    if len(text) > MAX_TEMPLATE:
        raise Refused(first_line, f"De brief is langer dan {MAX_TEMPLATE} tekens.", "Maak de brief korter.")
    try:
        return ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        raise Refused(
            error.lineno + first_line - 1,
            f"De brief bevat een schrijffout: {error.message}",
            "Controleer of elke {{ en {% gesloten is en bij elke if en for een endif en endfor staat.",
        ) from None
    except (RecursionError, ValueError):
        raise Refused(
            first_line, "De brief is te ingewikkeld om te lezen.", "Splits de uitdrukking."
        ) from None


def _reduce(
    text: str, printer: str, functions: frozenset[str], first_line: int
) -> tuple[nodes.Template, Reducer]:
    tree = _parse(text, first_line)
    reducer = Reducer(printer, functions)
    try:
        reducer.block(tree.body, frozenset())
    except Refused as refused:
        reducer.problems.append(refused)
    for problem in reducer.problems:
        problem.line += first_line - 1
    return tree, reducer


def template_problems(
    text: str, *, plain: bool = False, first_line: int = 1, functions: frozenset[str] = FUNCTIONS
) -> list[Refused]:
    """Return everything in `text` that a letter may not contain; empty when it can be compiled."""
    try:
        return _reduce(text, "_as_line" if plain else "_as_markdown", functions, first_line)[1].problems
    except Refused as refused:
        return [refused]


@lru_cache(maxsize=512)
def compile_template(
    text: str, *, plain: bool = False, first_line: int = 1, functions: frozenset[str] = FUNCTIONS
) -> Compiled:
    """Return `text` compiled; `plain` writes one line instead of Markdown. Raise Refused."""
    tree, reducer = _reduce(text, "_as_line" if plain else "_as_markdown", functions, first_line)
    if reducer.problems:
        raise reducer.problems[0]
    template = ENVIRONMENT.template_class.from_code(ENVIRONMENT, ENVIRONMENT.compile(tree), {})

    def render(values: Mapping[str, Any]) -> str:
        pieces: list[str] = []
        size = 0
        for piece in template.generate(values):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_OUTPUT:
                raise Unwritable(f"de brief wordt langer dan {MAX_OUTPUT} tekens")
        return "".join(pieces)

    return Compiled(render, frozenset(reducer.names), frozenset(reducer.calls))


def render_all(templates: Iterable[Compiled], values: Mapping[str, Any]) -> tuple[list[str], tuple[str, ...]]:
    """Return the texts and the dotted names that were missing in any of them. Raise Unwritable."""
    run = Run()
    try:
        texts = [template.render({**values, RUN: run}) for template in templates]
    except (TypeError, TemplateError) as error:
        raise Unwritable(f"twee gegevens van verschillende soort worden vergeleken ({error})") from error
    return texts, tuple(run.missing)
