"""Trying a draft: walk an invented case through it, keep that as a scenario, play all scenarios.

Nothing here knows the cases of the municipality: what is played lives in memory.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from engine import Bundle, EngineError, ScenarioStep
from webapp.commands.drafts import OWNER, NotTheOwner, save_draft_file
from webapp.scenariofiles import outcome_keys, play_file
from webapp.store import queries, rehearsals
from webapp.store.queries import DraftRow, Viewer
from webapp.store.unit_of_work import unit_of_work

MOST_STEPS = 200
MOST_KEPT = 10  # rehearsals of one person in one draft
NOBODY = "het systeem"  # plays the version in use
Player = Callable[[str, Sequence[Any]], tuple[int, list[Any]]]  # path, what was played -> total, results
KEPT = timedelta(days=30)  # results of a version that was never published


class NoRehearsal(EngineError):
    """Deze oefenzaak is er niet meer. Begin een nieuwe."""

    code = "oefenzaak_onbekend"


class RehearsalMoved(EngineError):
    """Deze oefenzaak ging intussen verder, in een ander venster. Kijk hoe zij er nu voor staat."""

    code = "oefenzaak_verder"


class RehearsalTooLong(EngineError):
    """Deze oefenzaak heeft 200 stappen, en dat is het meeste dat kan. Neem haar op, of begin een nieuwe."""

    code = "oefenzaak_te_lang"


def start_rehearsal(
    draft_id: int, process: str, steps: Sequence[ScenarioStep], *, by: Viewer, at: datetime
) -> int:
    """Keep a new rehearsal. Only somebody's last few of a draft are kept. Raises NotTheOwner."""
    _refuse_others(by)
    with unit_of_work() as store:
        number = rehearsals.add(store.connection, draft_id, process, as_json(steps), by=by.username, at=at)
        rehearsals.remove_all_but(store.connection, draft_id, by.username, MOST_KEPT)
        return number


def set_rehearsal(
    rehearsal_id: int, steps: Sequence[ScenarioStep], *, seen: int, by: Viewer, at: datetime
) -> None:
    """Keep the steps of a rehearsal. `seen` is how many it had on the screen.

    Raises NoRehearsal, RehearsalMoved, RehearsalTooLong, NotTheOwner.
    """
    _refuse_others(by)
    if len(steps) > MOST_STEPS:
        raise RehearsalTooLong
    with unit_of_work() as store:
        held = rehearsals.lock(store.connection, rehearsal_id)
        if held is None:
            raise NoRehearsal
        if len(held) != seen:
            raise RehearsalMoved
        rehearsals.put(store.connection, rehearsal_id, as_json(steps), at=at)


def drop_rehearsal(rehearsal_id: int, *, by: Viewer) -> None:
    _refuse_others(by)
    with unit_of_work() as store:
        rehearsals.remove(store.connection, rehearsal_id)


def add_scenario(draft: DraftRow, path: str, text: str, *, by: Viewer, at: datetime) -> str:
    """Save a new file of scenarios in a draft; return its path, with a number when the name was taken."""
    stem, number = path.removesuffix(".feature"), 1
    while (held := queries.draft_content(draft.id, draft.base_hash, path)).content is not None:
        number += 1
        path = f"{stem}_{number}.feature"
    save_draft_file(draft.id, path, text.encode(), seen=held.rev, by=by, at=at)
    return path


def play_scenarios(
    draft: DraftRow | None,
    bundle: Bundle,
    *,
    by: Viewer,
    at: datetime,
    enough: Callable[[], bool],
    only: str = "",
    anew: bool = False,
) -> int:
    """Play scenarios of a draft, or of a version, until it is `enough`; return how many files are to do.

    What came out of the same file on the same processes is taken over. `only` one file; `anew`
    forgets what is known of it.
    """
    _refuse_others(by)

    def play(path: str, before: Sequence[Any]) -> tuple[int, list[Any]]:
        return play_file(bundle, path, before, enough)

    rows, waiting = _played(bundle, play, by.username, at, enough, only=only, anew=anew)
    with unit_of_work() as store:
        rehearsals.put_results(store.connection, rows)
        if draft is not None:
            rehearsals.put_run(
                store.connection, draft_id=draft.id, draft_rev=draft.rev, bundle_hash=bundle.hash,
                files=len(outcome_keys(bundle)), at=at, by=by.username,
            )  # fmt: skip
        rehearsals.forget_results(store.connection, at - KEPT)
    return waiting


def play_next_scenarios(bundle: Bundle, play: Player, *, at: datetime) -> int:
    """Have one more file of a version played, by nobody in particular; return how many are to do."""
    rows, waiting = _played(bundle, play, NOBODY, at, lambda: True)
    with unit_of_work() as store:
        rehearsals.put_results(store.connection, rows)
    return waiting


def _played(
    bundle: Bundle, play: Player, by: str, at: datetime, enough: Callable[[], bool],
    *, only: str = "", anew: bool = False,
) -> tuple[list[dict[str, Any]], int]:  # fmt: skip
    """Return what is new, and how many files are still to do."""
    known = queries.scenario_details(bundle.hash)
    wanted = {path: key for path, key in outcome_keys(bundle).items() if not only or path == only}
    if anew:
        known = {path: row for path, row in known.items() if path not in wanted}
    missing = {key for path, key in wanted.items() if path not in known}
    found = {} if anew else queries.scenario_results_by_key(missing)
    rows = [
        _row(bundle, path, key, found[key].total, found[key].results, by, found[key].played_at)
        for path, key in wanted.items()
        if path not in known and key in found
    ]
    done = {row["path"] for row in rows} | {path for path, row in known.items() if row.is_done}
    for path in [path for path in wanted if path not in done]:
        total, results = play(path, known[path].results if path in known else ())
        rows.append(_row(bundle, path, wanted[path], total, results, by, at))
        done |= {path} if len(results) >= total else set()
        if enough():
            break
    return rows, len(wanted.keys() - done)


def _row(
    bundle: Bundle, path: str, key: str, total: int, results: Sequence[Any], by: str, at: datetime
) -> dict[str, Any]:
    return {
        "bundle_hash": bundle.hash, "path": path, "key": key, "total": total, "played": len(results),
        "red": sum(not one["ok"] for one in results), "results": [dict(one) for one in results],
        "played_by": by, "played_at": at,
    }  # fmt: skip


def as_json(steps: Sequence[ScenarioStep]) -> list[Any]:
    return [[step.text, [list(row) for row in step.table]] for step in steps]


def steps_from_json(steps: Sequence[Any]) -> tuple[ScenarioStep, ...]:
    return tuple(ScenarioStep(text, 0, tuple(tuple(row) for row in table)) for text, table in steps)


def _refuse_others(by: Viewer) -> None:
    if OWNER not in by.roles:
        raise NotTheOwner
