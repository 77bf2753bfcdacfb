import hashlib
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import EngineError, TermRow, Timer
from webapp import commands
from webapp.clock import now
from webapp.commands import Reopening
from webapp.involvement import COORDINATOR_ROLE
from webapp.pages import viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead, TimelineEntry
from webapp.wording import long_day

bp = Blueprint("reopening", __name__)

LONGEST_REASON = 500
LOOK, SAVE = "bekijken", "heropenen"
STEPS = ("task_completed", "case_merged")


@dataclass(frozen=True)
class Outlook:
    """What going back would do, in words. `mark` is the same for the same choice on the same revision."""

    mark: str
    found: Reopening
    steps: tuple[TimelineEntry, ...]  # that must be done anew, oldest first
    others: tuple[TimelineEntry, ...]  # messages and timers that no longer count
    terms: tuple[tuple[str, str, str], ...]  # title, before, after
    rings: tuple[Timer, ...]  # timers that go off at once
    dropped: tuple[str, ...]  # titles of open tasks that would be there no longer
    opens_again: bool


@bp.get("/zaken/<number>/heropenen")
@role_required(COORDINATOR_ROLE)
def show(number: str) -> ResponseReturnValue:
    return _page(_case(number), request.args.get("stap", 0, type=int), "")


@bp.post("/zaken/<number>/heropenen")
@role_required(COORDINATOR_ROLE)
def submit(number: str) -> ResponseReturnValue:
    case, seq = _case(number), request.form.get("stap", 0, type=int)
    reason = request.form.get("reden", "").strip()[:LONGEST_REASON]
    faults = _faults(case, seq, reason)
    if faults:
        return _page(case, seq, reason, faults=faults), 422
    seen = _outlook(case, seq)
    is_same = request.form.get("_gezien") == seen.mark
    if request.form.get("_actie") != SAVE or not is_same or seen.found.preview.problems:
        return _page(case, seq, reason, seen=seen, stale=request.form.get("_actie") == SAVE and not is_same)
    try:
        commands.reopen_case(case.case_id, seq, reason, by=viewer(), at=now(), seen=case.rev)
    except EngineError as error:
        return _page(case, seq, reason, problem=str(error)), 422
    flash("De zaak is terug bij een eerdere stap. Wat eerder was ingevuld, staat er nog als concept.", "good")
    return redirect(url_for("cases.show", number=number))


def _case(number: str) -> CaseHead:
    case = queries.case_by_number(number)
    if case is None or case.erased_at:
        abort(404)
    commands.check_independent(viewer().username, case.case_id)
    return case


def _steps(case: CaseHead) -> list[TimelineEntry]:
    """Return the steps that a case can go back to, newest first."""
    found = queries.case_timeline(case.case_id)
    return [entry for entry in reversed(found) if entry.counts and entry.kind in STEPS]


def _faults(case: CaseHead, seq: int, reason: str) -> dict[str, str]:
    faults = {}
    if seq not in {entry.seq for entry in _steps(case)}:
        faults["stap"] = "Kies de stap die opnieuw moet."
    if not reason:
        faults["reden"] = "Schrijf op waarom u teruggaat. Dit komt in het verloop te staan."
    return faults


def _outlook(case: CaseHead, seq: int) -> Outlook:
    found = commands.preview_reopening(case, seq, by=viewer(), at=now())
    preview = found.preview
    gone = {(key.bpmn_id, key.occurrence) for key in preview.cancels}
    now_open = [task for task in queries.case_tasks(case.case_id) if task.state == "open"]
    return Outlook(
        mark=hashlib.sha256(f"{case.case_id}.{case.rev}.{seq}".encode()).hexdigest()[:24],
        found=found,
        steps=tuple(entry for entry in found.undone if entry.kind == "task_completed"),
        others=tuple(entry for entry in found.undone if entry.kind in ("message_received", "timer_fired")),
        terms=tuple(_moved(preview.terms_before, preview.terms_after)),
        rings=tuple(timer for timer in preview.timers_after if timer.due_at and timer.due_at <= now()),
        dropped=tuple(task.title for task in now_open if (task.bpmn_id, task.occurrence) in gone),
        opens_again=case.state == "closed" and not preview.closes_case,
    )


def _moved(before: tuple[TermRow, ...], after: tuple[TermRow, ...]) -> list[tuple[str, str, str]]:
    """Return the terms of which the day changes, or that count as met no longer."""
    known = {term.key: _told(term) for term in before}
    words = [(term.title, known.get(term.key, "geen datum"), _told(term)) for term in after]
    return [line for line in words if line[1] != line[2]]


def _told(term: TermRow) -> str:
    if term.met_on:
        return f"gehaald op {long_day(term.met_on)}"
    return long_day(term.last_day) if term.last_day else "geen datum"


def _page(
    case: CaseHead,
    seq: int,
    reason: str,
    *,
    seen: Outlook | None = None,
    stale: bool = False,
    problem: str = "",
    faults: dict[str, str] | None = None,
) -> str:
    return render_template(
        "reopening/form.html", case=case, steps=_steps(case), chosen=seq, reason=reason, seen=seen,
        stale=stale, problem=problem, faults=faults or {}, longest=LONGEST_REASON,
    )  # fmt: skip
