"""Keeps a rehearsal as a scenario: what was done, and after each step what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.bundle import Bundle
from engine.errors import EngineError
from engine.scenarios.player import play_one
from engine.scenarios.reading import FOLDER, Step, read_feature
from engine.scenarios.rehearsal import FAULTS
from engine.scenarios.stage import Stage
from engine.scenarios.steps import perform
from engine.scenarios.story import dutch

WHOM = {
    "inwoner": "inwoner",
    "beklaagde": "betrokken medewerker",
    "andere_organisatie": "andere organisatie",
}
LONGEST_NAME = 120


class CannotRecord(EngineError):
    """Van deze oefenzaak is geen scenario te maken."""

    code = "niet_op_te_nemen"


@dataclass(frozen=True)
class _Before:
    """How a stage stood, to see what a step brought."""

    letters: int
    messages: int
    begun: tuple[str, ...]
    happened: int
    tasks: frozenset[object]
    terms: dict[str, tuple[object, object]]
    closed: bool

    @classmethod
    def of(cls, stage: Stage) -> "_Before":
        return cls(
            len(stage.letters),
            len(stage.messages),
            tuple(out.key for out in stage.begun),
            len(stage.happened),
            frozenset(stage.tasks),
            {term.key: (term.last_day, term.met_on) for term in stage.terms},
            stage.status == "closed",
        )


def record(bundle: Bundle, process: str, steps: Sequence[Step], name: str) -> str:
    """Return a feature file that does these steps and expects what came of them.

    It has been played: it comes out green on this bundle. Raises CannotRecord.
    """
    title = " ".join(name.split())[:LONGEST_NAME]
    if not title:
        raise CannotRecord("Geef het scenario een naam: één zin over wat er gebeurt.")
    if not steps:
        raise CannotRecord("Er is nog niets gedaan. Begin eerst een zaak.")
    lines = [
        "# language: nl",
        f"Functionaliteit: {title}",
        "  Opgenomen bij het naspelen. Haal weg wat er niet toe doet, en maak het preciezer waar dat moet.",
        "",
        f"  Scenario: {title}",
        *_lines(bundle, process, steps),
    ]
    text = "\n".join(lines) + "\n"
    _must_come_out(text, bundle, process)
    return text


def _must_come_out(text: str, bundle: Bundle, process: str) -> None:
    for scenario in read_feature(text, f"{FOLDER}{process}/opgenomen.feature"):
        result = play_one(scenario, bundle, replay=False)
        if not result.ok:
            raise CannotRecord(f"Het scenario kwam niet uit. {result.message}")


def _lines(bundle: Bundle, process: str, steps: Sequence[Step]) -> Iterator[str]:
    stage, last = Stage(bundle, process), ""
    for step in steps:
        before = _Before.of(stage)
        try:
            perform(stage, step)
        except FAULTS as error:
            raise CannotRecord(str(error)) from error
        told = [("Als" if last else "Gegeven", step)]
        told += [("Dan", one) for one in _expected(stage, before) if _comes_true(stage, one)]
        for kind, each in told:
            yield f"    {'En' if kind == last else kind} {each.text}"
            yield from _table(each.table)
            last = kind


def _comes_true(stage: Stage, step: Step) -> bool:
    try:
        perform(stage, step)
    except (*FAULTS, EngineError):
        return False
    return True


def _expected(stage: Stage, before: _Before) -> Iterator[Step]:
    """Yield the sentences with Dan for what a step brought."""
    for text in _sentences(stage, before):
        yield Step(text, 0)


def _sentences(stage: Stage, before: _Before) -> Iterator[str]:
    for day, step in stage.happened[before.happened :]:
        if step.kind == "timer":
            yield f'is de klok "{step.title}" afgegaan op {dutch(day)}'
    yield from _letters(stage, before)
    for name in dict.fromkeys(message.name for message in stage.messages[before.messages :]):
        yield f'is het bericht "{name}" verzonden'
    for out in stage.begun:
        if out.key not in before.begun:
            yield f'is de zaak "{out.process}" begonnen'
    yield from _terms(stage, before)
    for key, task in stage.tasks.items():
        if key not in before.tasks:
            yield f'staat de taak "{task.title}" open voor de rol "{task.role}"'
            if task.due_on:
                yield f'moet de taak "{task.title}" klaar zijn op {dutch(task.due_on)}'
    if stage.status == "closed" and not before.closed:
        yield f'is de zaak afgesloten als "{stage.outcome}"'


def _letters(stage: Stage, before: _Before) -> Iterator[str]:
    last = {letter.letter: (day, letter.recipient) for day, letter in stage.letters[before.letters :]}
    for name, (day, whom) in last.items():
        if whom in WHOM:
            yield f'is de brief "{name}" verstuurd aan de {WHOM[whom]} op {dutch(day)}'
        else:
            times = sum(letter.letter == name for _, letter in stage.letters)
            yield f'is de brief "{name}" {times} keer verstuurd'


def _terms(stage: Stage, before: _Before) -> Iterator[str]:
    for term in stage.terms:
        earlier = before.terms.get(term.key, (None, None))
        if term.met_on and not earlier[1]:
            late = term.last_day is not None and term.met_on > term.last_day
            yield f'is {"te laat" if late else "op tijd"} voldaan aan "{term.key}"'
        elif term.last_day and term.last_day != earlier[0] and not term.met_on:
            yield f'is de uiterste datum voor "{term.key}" {dutch(term.last_day)}'


def _table(table: Sequence[Sequence[str]]) -> Iterator[str]:
    cells = [[_cell(text) for text in row] for row in table]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield f"      | {' | '.join(padded)} |"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")
