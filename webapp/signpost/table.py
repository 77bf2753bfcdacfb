"""The signpost: what the decision table `wegwijzer` of the version in use answers, to every question.

The page holds no list of its own. It asks the table what the process asks it, for every choice that the
start form of the front door offers, and puts together what gets the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from engine import Definition, parse_xml
from webapp.commands import FRONT_DOOR
from webapp.processes import current_bundle, definition

DECISION = "wegwijzer"
Option = tuple[str, str]  # value, label
Answers = tuple[tuple[str, str], ...]  # words of a column, what the table says


@dataclass(frozen=True)
class Sign:
    """One answer, and for whom it holds. Without `by` or `about` it holds for everyone or everything."""

    by: tuple[str, ...]
    about: tuple[str, ...]
    answers: Answers


@dataclass(frozen=True)
class Direction:
    """Everything about one kind of message. `also` are kinds that get the same answers."""

    title: str
    also: tuple[str, ...]
    signs: tuple[Sign, ...]


def directions() -> tuple[Direction, ...]:
    """Return the whole signpost of the version in use; empty when it has none. Raises NothingPublished."""
    return _directions(current_bundle())


@lru_cache(maxsize=8)
def _directions(bundle: str) -> tuple[Direction, ...]:
    version = definition(bundle)
    file = version.decision_file(DECISION)
    if not file or FRONT_DOOR not in version.process_ids():
        return ()
    table = parse_xml(version.bundle.files[file], file)
    paths = [words.strip() for words in table.xpath("//*[local-name()='inputExpression']/*/text()")]
    columns = {
        output.get("name"): output.get("label") for output in table.xpath("//*[local-name()='output']")
    }
    return tuple(_told(version, paths, columns))


def _told(version: Definition, paths: Sequence[str], columns: Mapping[str, str]) -> list[Direction]:
    """Ask for every kind of message; `paths` are the questions: what, about which subject, by whom."""
    what, subject, executor = (_options(version, path) for path in paths)
    found: list[Direction] = []
    for value, title in what:
        asked = {
            by: tuple((about, _ask(version, paths, (value, about, by))) for about, _ in subject)
            for by, _ in executor
        }
        signs = _signs(asked, dict(subject), dict(executor), columns)
        same = next((place for place, one in enumerate(found) if one.signs == signs), None)
        if same is None:
            found.append(Direction(title, (), signs))
        else:
            one = found[same]
            found[same] = Direction(one.title, (*one.also, title), signs)
    return found


def _options(version: Definition, path: str) -> list[Option]:
    """Return the choices that the start form of the front door offers at `path`."""
    form = version.form(version.process(FRONT_DOOR).start)
    questions = {} if form is None else {question.path: question for question in form.fields()}
    return [(option.value, option.label) for option in getattr(questions.get(path), "options", ())]


def _ask(version: Definition, paths: Sequence[str], values: Sequence[str]) -> Mapping[str, Any]:
    context: dict[str, dict[str, str]] = {}
    for path, value in zip(paths, values, strict=True):
        group, _, name = path.partition(".")
        context.setdefault(group, {})[name] = value
    return version.decide(DECISION, context, {}) or {}


def _signs(
    asked: Mapping[str, tuple[tuple[str, Mapping[str, Any]], ...]],
    subject: Mapping[str, str],
    executor: Mapping[str, str],
    columns: Mapping[str, str],
) -> tuple[Sign, ...]:
    """Put executors together that get the same answers, and under them the subjects that do."""
    signs: list[Sign] = []
    done: list[str] = []
    for by, answers in asked.items():
        if by in done:
            continue
        alike = [other for other, theirs in asked.items() if theirs == answers]
        done += alike
        whom = () if len(alike) == len(asked) else tuple(executor[one] for one in alike)
        for about, answer in _merged(answers):
            what = () if len(about) == len(subject) else tuple(subject[one] for one in about)
            words = tuple((label, answer[name]) for name, label in columns.items() if answer.get(name))
            if words:
                signs.append(Sign(whom, what, words))
    return tuple(signs)


def _merged(
    answers: Sequence[tuple[str, Mapping[str, Any]]],
) -> list[tuple[list[str], Mapping[str, Any]]]:
    """Return subjects by answer, in the order of the form."""
    order = {repr(answer): place for place, (_, answer) in reversed(list(enumerate(answers)))}
    ranked = sorted(answers, key=lambda pair: order[repr(pair[1])])
    groups = [list(group) for _, group in groupby(ranked, key=lambda pair: repr(pair[1]))]
    return [([about for about, _ in group], group[0][1]) for group in groups]
