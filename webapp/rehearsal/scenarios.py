"""All scenarios of a draft, or of the version in use: played a bit at a time, green or red, with the step
that did not come true.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Bundle
from webapp import commands
from webapp.clock import now
from webapp.drafts import bundle_of, open_draft
from webapp.failing import Failure, failure_of
from webapp.pages import viewer
from webapp.processes import current_bundle, definition
from webapp.rehearsal.blueprint import bp, owners_only
from webapp.rehearsal.opening import titles
from webapp.scenariofiles import FOLDER, outcome_keys
from webapp.store import queries
from webapp.store.queries import DraftRow, ScenarioFile

AT_ONCE = 1.0  # seconds of playing in one request


@dataclass(frozen=True)
class Line:
    """One scenario. `failure` is None when it came out."""

    name: str
    line: int
    failure: Failure | None


@dataclass(frozen=True)
class FileLine:
    """One file in the list; `row` is None while it was not played on this version of the draft."""

    path: str
    title: str
    row: ScenarioFile | None
    lines: Sequence[Line]

    @property
    def is_red(self) -> bool:
        return bool(self.row and self.row.red)


@dataclass(frozen=True)
class Overview:
    """All scenarios of a draft, by process."""

    groups: Mapping[str, Sequence[FileLine]]
    files: int
    waiting: int
    has_begun: bool
    total: int
    red: int

    @property
    def is_done(self) -> bool:
        return not self.waiting and self.files > 0


@bp.get("/ontwerp/<int:draft_id>/scenarios")
@owners_only
def all_scenarios(draft_id: int) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    return _page(draft, bundle_of(draft))


@bp.post("/ontwerp/<int:draft_id>/scenarios")
@owners_only
def play(draft_id: int) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    return _some_more(draft, bundle_of(draft))


@bp.get("/scenarios")
@owners_only
def scenarios_in_use() -> ResponseReturnValue:
    return _page(None, definition(current_bundle()).bundle)


@bp.post("/scenarios")
@owners_only
def play_in_use() -> ResponseReturnValue:
    return _some_more(None, definition(current_bundle()).bundle)


def _some_more(draft: DraftRow | None, bundle: Bundle) -> ResponseReturnValue:
    """Play some more; with `bestand` that file alone. The page asks for the rest by itself."""
    only, began = request.form.get("bestand", ""), perf_counter()
    commands.play_scenarios(
        draft,
        bundle,
        by=viewer(),
        at=now(),
        enough=lambda: perf_counter() - began > AT_ONCE,
        only=only,
        anew=request.form.get("_actie") == "opnieuw",
    )
    if request.headers.get("HX-Request"):
        return _page(draft, bundle, "rehearsal/_scenarios.html", going=True)
    return redirect(_address(draft, bezig=None if only else 1))


def _page(
    draft: DraftRow | None,
    bundle: Bundle,
    template: str = "rehearsal/scenarios.html",
    *,
    going: bool = False,
) -> str:
    return render_template(
        template,
        draft=draft,
        found=overview(bundle),
        going=going or "bezig" in request.args,
        here=_address(draft),
        FOLDER=FOLDER,
    )


def _address(draft: DraftRow | None, **query: object) -> str:
    if draft is None:
        return url_for("rehearsal.scenarios_in_use", **query)
    return url_for("rehearsal.all_scenarios", draft_id=draft.id, **query)


def overview(bundle: Bundle) -> Overview:
    known = queries.scenario_details(bundle.hash)
    names = titles(bundle)
    paths = list(outcome_keys(bundle))
    files = [
        FileLine(path, _title(bundle, path), known.get(path), tuple(_lines(known.get(path))))
        for path in paths
    ]
    groups: dict[str, list[FileLine]] = {}
    for one in files:
        process = one.path.removeprefix(FOLDER).partition("/")[0]
        groups.setdefault(names.get(process, process), []).append(one)
    rows = [row for path in paths if (row := known.get(path))]
    return Overview(
        groups,
        len(files),
        sum(row is None or not row.is_done for row in map(known.get, paths)),
        bool(rows),
        sum(row.total for row in rows),
        sum(row.red for row in rows),
    )


def _lines(row: ScenarioFile | None) -> Iterator[Line]:
    for one in row.results if row else ():
        yield Line(one["name"], one["line"], failure_of(one))


def _title(bundle: Bundle, path: str) -> str:
    """Return what a file calls itself."""
    for line in bundle.files[path].decode("utf-8-sig", "replace").splitlines():
        keyword, _, title = line.strip().partition(":")
        if keyword in ("Functionaliteit", "Eigenschap") and title.strip():
            return title.strip()
    return path.rsplit("/", 1)[-1].removesuffix(".feature").replace("_", " ").capitalize()
