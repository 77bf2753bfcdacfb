"""Trying a draft: walk an invented case through it, keep that as a scenario, play all scenarios.

Nothing here knows the cases of the municipality: what is played lives in memory.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from engine import Bundle, EngineError, ScenarioStep, UnreadableFile, play_one, read_feature
from webapp.commands.drafts import OWNER, NotTheOwner, save_draft_file
from webapp.scenariofiles import outcome_keys
from webapp.store import queries, rehearsals
from webapp.store.queries import DraftRow, ScenarioFile, Viewer
from webapp.store.unit_of_work import unit_of_work

MOST_STEPS = 200
MOST_KEPT = 10  # rehearsals of one person in one draft
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
    draft: DraftRow,
    bundle: Bundle,
    *,
    by: Viewer,
    at: datetime,
    enough: Callable[[], bool],
    only: str = "",
    anew: bool = False,
) -> int:
    """Play scenarios of a draft until it is `enough`; return how many files are still to do.

    What came out of the same file on the same processes is taken over. `only` one file; `anew`
    forgets what is known of it.
    """
    _refuse_others(by)
    known = queries.scenario_details(bundle.hash)
    keys = outcome_keys(bundle)
    wanted = {path: key for path, key in keys.items() if not only or path == only}
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
    waiting = [path for path in wanted if path not in done]
    for path in waiting:
        row = _played(bundle, path, keys[path], known.get(path), enough, by, at)
        rows.append(row)
        done |= {path} if row["played"] >= row["total"] else set()
        if enough():
            break
    _keep(draft, bundle, rows, len(keys), by, at)
    return len(wanted.keys() - done)


def _played(
    bundle: Bundle, path: str, key: str, before: ScenarioFile | None, enough: Callable[[], bool],
    by: Viewer, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return the row of a file, with as many more scenarios played as there was time for; at least one."""
    results = [dict(one) for one in before.results] if before else []
    try:
        scenarios = read_feature(bundle.text(path), path)
    except UnreadableFile as error:
        fault = {"name": "Dit bestand is niet te lezen", "line": error.line, "ok": False}
        return _row(bundle, path, key, 1, [fault | {"message": str(error)}], by, at)
    for scenario in scenarios[len(results) :]:
        result = play_one(scenario, bundle, replay=False)
        results.append({"name": result.name, "line": result.line, "ok": result.ok, "message": result.message})
        if enough():
            break
    return _row(bundle, path, key, len(scenarios), results, by, at)


def _row(
    bundle: Bundle, path: str, key: str, total: int, results: Sequence[Any], by: Viewer, at: datetime
) -> dict[str, Any]:
    return {
        "bundle_hash": bundle.hash, "path": path, "key": key, "total": total, "played": len(results),
        "red": sum(not one["ok"] for one in results), "results": [dict(one) for one in results],
        "played_by": by.username, "played_at": at,
    }  # fmt: skip


def _keep(
    draft: DraftRow, bundle: Bundle, rows: Sequence[dict[str, Any]], files: int, by: Viewer, at: datetime
) -> None:
    with unit_of_work() as store:
        rehearsals.put_results(store.connection, rows)
        rehearsals.put_run(
            store.connection, draft_id=draft.id, draft_rev=draft.rev, bundle_hash=bundle.hash,
            files=files, at=at, by=by.username,
        )  # fmt: skip
        rehearsals.forget_results(store.connection, at - KEPT)


def as_json(steps: Sequence[ScenarioStep]) -> list[Any]:
    return [[step.text, [list(row) for row in step.table]] for step in steps]


def steps_from_json(steps: Sequence[Any]) -> tuple[ScenarioStep, ...]:
    return tuple(ScenarioStep(text, 0, tuple(tuple(row) for row in table)) for text, table in steps)


def _refuse_others(by: Viewer) -> None:
    if OWNER not in by.roles:
        raise NotTheOwner
