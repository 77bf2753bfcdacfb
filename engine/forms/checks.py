"""Faults between components: keys that clash, conditions about nothing, values that never fit."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from engine.forms.conditions import Condition
from engine.forms.convert import convert
from engine.forms.model import Component, Computed, Question, Rows, walk
from engine.forms.problems import FormProblem, line_of


def check_form(
    components: tuple[Component, ...], data: bytes, *, known_names: frozenset[str] | None
) -> list[FormProblem]:
    """Return the problems of a whole form. Without `known_names`, names in conditions go unjudged."""
    text = data.decode("utf-8", "replace")
    found = _check(components, known_names, outer=frozenset())
    return [FormProblem(line_of(text, part.id), part.id, _key(part), *words) for part, *words in found]


Found = tuple[Component, str, str, str]


def _check(
    components: tuple[Component, ...], known: frozenset[str] | None, outer: frozenset[str]
) -> Iterator[Found]:
    parts = [part for part, _ in walk(components)]
    questions = [part for part in parts if isinstance(part, Question)]
    paths = frozenset(question.path for question in questions)
    yield from _clashes(questions)
    yield from _circles(components)
    for question in questions:
        yield from _default(question)
        if outer and isinstance(question, Computed) and question.label:
            message = "Een expressie met een label kan niet in een herhaling staan."
            yield (
                question,
                message,
                "Haal het label weg of zet haar buiten de herhaling.",
                "formulier_onderdeel",
            )
        if isinstance(question, Rows):
            yield from _check(question.children, known, outer | paths)
    if known is not None:
        for part in parts:
            yield from _unknown(part, paths | outer, known)


def _clashes(questions: list[Question]) -> Iterator[Found]:
    counted = Counter(question.path for question in questions)
    for question in questions:
        if counted[question.path] > 1:
            message = f"De sleutel “{question.path}” komt twee keer voor."
            yield question, message, "Geef elke vraag een eigen sleutel.", "formulier_sleutel_dubbel"
        elif any(path.startswith(f"{question.path}.") for path in counted):
            message = f"De sleutel “{question.path}” is ook het begin van een andere sleutel."
            remedy = "Kies een andere sleutel, zodat het antwoord zijn eigen plaats heeft."
            yield question, message, remedy, "formulier_sleutel_dubbel"


def _circles(components: tuple[Component, ...]) -> Iterator[Found]:
    """Find conditions that in the end depend on the question they hide: those never come to rest."""
    by_id = {part.id: part for part, _ in walk(components)}
    chains = {part.path: chain for part, chain in walk(components) if isinstance(part, Question)}
    needs: dict[str, set[str]] = {}  # path of a question -> paths its answer depends on
    for path, chain in chains.items():
        read = {name for id_ in chain for used in _expressions(by_id[id_]) for name in used.paths}
        needs[path] = {other for other in chains if any(_touches(name, other) for name in read)}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = list(dict.fromkeys(error.args[1]))
        first = next(by_id[id_] for id_ in chains[circle[0]] if any(_expressions(by_id[id_])))
        message = f"De voorwaarden draaien in een kring: {', '.join(sorted(circle))}."
        remedy = "Laat een vraag alleen afhangen van vragen die zelf niet van haar afhangen."
        yield first, message, remedy, "formulier_kring"


def _default(question: Question) -> Iterator[Found]:
    if question.default is None or isinstance(question, Rows | Computed):
        return
    try:
        convert(question, question.default)
    except (ValueError, TypeError) as error:
        message = f"De standaardwaarde past niet bij de vraag: {error}"
        yield question, message, "Verander de standaardwaarde of haal haar weg.", "formulier_standaardwaarde"


def _expressions(part: Component) -> Iterator[Condition]:
    if part.hide is not None:
        yield part.hide
    if isinstance(part, Computed):
        yield part.expression


def _unknown(part: Component, paths: frozenset[str], known: frozenset[str]) -> Iterator[Found]:
    for expression in _expressions(part):
        for path in sorted(expression.paths):
            if not _is_known(path, paths, known):
                message = f"De voorwaarde “{expression.source}” leest “{path}”, maar dat veld bestaat niet."
                remedy = f"Gebruik een sleutel van dit formulier: {', '.join(sorted(paths)[:8])}."
                yield part, message, remedy, "formulier_onbekend_veld"


def _is_known(path: str, paths: frozenset[str], known: frozenset[str]) -> bool:
    """A path is known as a question, as a part of one, as the start of one, or as a fact of the case."""
    return path.split(".")[0] in known or any(_touches(path, asked) for asked in paths)


def _touches(name: str, path: str) -> bool:
    """Reading `name` reads the answer at `path`, a part of it, or something it is part of."""
    return f"{name}.".startswith(f"{path}.") or path.startswith(f"{name}.")


def _key(part: Component) -> str:
    return part.path if isinstance(part, Question) else ""
