"""The first page of the studio: each process that begins by itself as a card, with what it calls."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from engine import UnreadableFile, parse_xml
from webapp.clock import today
from webapp.kept import for_a_minute
from webapp.processes import course, definition
from webapp.store import queries
from webapp.store.queries import DraftFileRow, Outcome, Punctual, Touched, Viewer
from webapp.studio.groups import grouped
from webapp.wording import process_name

MAIN = "klachtbehandeling"  # the one process with a statutory term of its own


@dataclass(frozen=True)
class Card:
    """One process, and how it is doing. `outcome` is None while no scenario of it was played."""

    process: str
    title: str
    parts: Sequence[str]
    open_cases: int
    punctual: Punctual | None
    outcome: Outcome | None
    files: int  # of scenarios
    examples: int  # scenarios in them
    drafts: Mapping[int, str]
    last: Touched | None


def cards(version: str, viewer: Viewer) -> list[Card]:
    """Return the cards of a version, complaints first and then by title. A handful of statements."""
    counts, barred = for_a_minute(queries.open_cases_by_process), queries.open_cases_to_stay_away_from(viewer)
    touched, played = queries.touched_files(), queries.scenario_outcomes(version)
    punctual = queries.punctuality(MAIN, viewer, today=today())
    where, examples = _homes(version), _examples(version)
    found = []
    for process, parts in families(version).items():
        inside = {process, *parts}
        mine = [one for one in touched if inside & _touches(one.path, where)]
        outcomes = [played[one] for one in inside if one in played]
        found.append(
            Card(
                process,
                course(version).diagrams[process].title or process_name(process).capitalize(),
                [part for part in parts if part != process],
                counts.get(process, 0) - barred.get(process, 0),
                punctual if process == MAIN else None,
                _together(outcomes) if outcomes else None,
                *(sum(examples[one][at] for one in inside if one in examples) for at in (0, 1)),
                {one.draft_id: one.title for one in mine},
                mine[0] if mine else None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda card: (card.process != MAIN, card.title))


@lru_cache(maxsize=8)
def families(version: str) -> dict[str, tuple[str, ...]]:
    """Return the processes that no other calls, each with all that it calls, itself or through others."""
    calls = {
        PurePosixPath(path).stem: _called(data, path) for path, data in definition(version).bundle.processes()
    }
    inner = {called for found in calls.values() for called in found}
    return {process: _reached(process, calls) for process in calls if process not in inner}


def _called(data: bytes, path: str) -> frozenset[str]:
    try:
        root = parse_xml(data, path)
    except UnreadableFile:
        return frozenset()
    return frozenset(map(str, root.xpath("//*[local-name()='calledElement']/@processId")))


def _reached(process: str, calls: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    pending, seen = [process], dict[str, None]()
    while pending:
        for called in sorted(calls.get(pending.pop(), ())):
            if called not in seen and called in calls:
                seen[called] = None
                pending.append(called)
    return tuple(sorted(seen))


@lru_cache(maxsize=8)
def _homes(version: str) -> dict[str, frozenset[str]]:
    """Return the processes to which each file belongs."""
    bundle = definition(version).bundle
    found: dict[str, set[str]] = {}
    for group in grouped(bundle, [DraftFileRow(path, "", 0, "", None) for path in bundle.files]):
        for item in group.items:
            found.setdefault(item.row.path, set()).add(group.key)
    return {path: frozenset(keys) for path, keys in found.items()}


def _touches(path: str, where: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the processes that a file belongs to; a new one is told by its name or its folder."""
    parts = PurePosixPath(path)
    return where.get(path) or frozenset({parts.stem if parts.suffix == ".bpmn" else parts.parent.name})


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome(*(sum(found) for found in zip(*map(astuple, outcomes), strict=True)))


@lru_cache(maxsize=8)
def _examples(version: str) -> dict[str, tuple[int, int]]:
    """Return by process how many files of scenarios it has, and how many scenarios are in them."""
    found: dict[str, tuple[int, int]] = {}
    for path, data in definition(version).bundle.scenarios():
        files, examples = found.get(process := PurePosixPath(path).parent.name, (0, 0))
        found[process] = files + 1, examples + data.count(b"Scenario:")
    return found
