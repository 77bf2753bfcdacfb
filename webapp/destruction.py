"""Destroying what need not be kept any longer (Archiefwet): a list, an approval in a case, a declaration.

Nothing is destroyed on the word of one person. The list has a fingerprint; the case of the process
`vernietiging` tells which fingerprint was approved, and by whom. Only then, and only by somebody else, the
cases on it are erased. Each case is a transaction of its own: a run that was cut off is simply run again.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app

from engine import EngineError
from webapp.store import erasure, queries
from webapp.store.queries import CaseHead, Destroyable, OpenTask
from webapp.store.unit_of_work import reading, unit_of_work

PROCESS = "vernietiging"
LISTED, APPROVED, EXECUTED = (
    "vernietigingslijst_opstellen",
    "vernietiging_accorderen",
    "dossiers_vernietigen",
)


class NotApproved(EngineError):
    """Deze lijst mag niet worden vernietigd."""

    code = "vernietiging_niet_akkoord"


class FaultyList(EngineError):
    """De vernietigingslijst klopt niet."""

    code = "vernietigingslijst_klopt_niet"


@dataclass(frozen=True)
class Destruction:
    """What was destroyed, why it was allowed, and by whom: the contents of the declaration."""

    case_number: str
    fingerprint: str
    approved_by: str
    destroyed_by: str
    at: datetime
    cases: tuple[Destroyable, ...]
    already_gone: int  # of these: erased by an earlier run that was cut off


def listing(due: date) -> dict[str, Any]:
    """Return the cases that need not be kept on `due`, with the fingerprint of the list."""
    cases = [_entry(one) for one in queries.destroyable(due)]
    return {"peildatum": due.isoformat(), "kenmerk": fingerprint(due.isoformat(), cases), "zaken": cases}


def fingerprint(due: str, cases: Sequence[Mapping[str, Any]]) -> str:
    """Return the sixteen characters that tell one list from every other."""
    written = json.dumps([due, cases], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def destroy(listed: Any, *, case_number: str, by: str, at: datetime) -> Destruction:
    """Erase the cases of an approved list.

    Raises FaultyList or NotApproved before anything is erased: when the list was changed, was not approved
    in the case `case_number`, or holds a case that must stay.
    """
    due, cases = _checked_list(listed)
    mark = fingerprint(due, cases)
    approved_by = _approval(case_number, mark, by)
    allowed = _checked_cases(date.fromisoformat(due), cases)
    gone = 0
    for one, head in allowed:
        if head.erased_at is not None:
            gone += 1
            continue
        with unit_of_work() as store:
            erasure.erase(store.connection, current_app.config["AANTAFEL"].documents, one.case_id, at=at)
    return Destruction(case_number, mark, approved_by, by, at, tuple(one for one, _ in allowed), gone)


def declaration(done: Destruction, municipality: str) -> str:
    """Return the declaration of destruction: what, on what ground and how (Archiefbesluit 1995 article 8)."""
    lines = [
        "# Verklaring van vernietiging",
        "",
        f"- Zorgdrager: {municipality}",
        f"- Vernietigd op: {done.at.isoformat(timespec='minutes')}",
        f"- Uitgevoerd door: {done.destroyed_by}",
        f"- Akkoord van: {done.approved_by} (zaak {done.case_number})",
        f"- Kenmerk van de lijst: {done.fingerprint}",
        "- Grond: Selectielijst gemeenten 2020, procestype 13 (geschillen behandelen)",
        "- Wijze: gegevens, antwoorden, brieven, namen en documenten zijn gewist. Nummer, data, uitkomst en "
        "de keten van de geschiedenis blijven.",
        f"- Aantal dossiers: {len(done.cases)}",
        "",
        "| zaak | proces | resultaat | bewaard tot en met |",
        "|---|---|---|---|",
        *(
            f"| {one.number} | {one.process} | {one.kept_as} | {one.keep_until.isoformat()} |"
            for one in done.cases
        ),
    ]
    return "\n".join(lines) + "\n"


def _entry(one: Destroyable) -> dict[str, str]:
    return {
        "zaak": one.number,
        "proces": one.process,
        "resultaat": one.kept_as,
        "vernietigen_na": one.keep_until.isoformat(),
    }


def _checked_list(listed: Any) -> tuple[str, list[dict[str, str]]]:
    try:
        due, mark, cases = listed["peildatum"], listed["kenmerk"], listed["zaken"]
        date.fromisoformat(due)
        numbers = [one["zaak"] for one in cases]
    except (KeyError, TypeError, ValueError) as error:
        raise FaultyList("Gebruik het bestand van `aantafel retention --due DAG --json`.") from error
    if mark != fingerprint(due, cases):
        raise FaultyList(
            "Zij is veranderd nadat zij is gemaakt. Maak een nieuwe lijst en laat die goedkeuren."
        )
    if not numbers or len(set(numbers)) != len(numbers):
        raise FaultyList("Zij is leeg, of een zaak staat er twee keer op.")
    return due, cases


def _approval(case_number: str, mark: str, by: str) -> str:
    """Return who approved this very list in the case. Raises NotApproved."""
    head = queries.case_by_number(case_number)
    if head is None or head.process != PROCESS:
        raise NotApproved(f"{case_number} is geen zaak van het proces '{PROCESS}'.")
    tasks = queries.case_tasks(head.case_id)
    if not any(task.bpmn_id == EXECUTED and task.state == "open" for task in tasks):
        raise NotApproved(f"In zaak {case_number} is vernietigen niet aan de beurt: het akkoord ontbreekt.")
    with reading() as store:
        answers = store.load(head.case_id).answers
    if answers.get(LISTED, {}).get("kenmerk") != mark:
        raise NotApproved(
            f"In zaak {case_number} is een andere lijst goedgekeurd dan die met kenmerk {mark}."
        )
    approver = _last_done(tasks, APPROVED)
    if by == approver:
        raise NotApproved("Wie akkoord gaf, vernietigt niet zelf (vier ogen).")
    return approver


def _last_done(tasks: Sequence[OpenTask], bpmn_id: str) -> str:
    done = [task.done_by for task in tasks if task.bpmn_id == bpmn_id and task.state == "done"]
    if not done or not done[-1]:
        raise NotApproved("Niemand gaf akkoord.")
    return done[-1]


def _checked_cases(due: date, cases: Sequence[Mapping[str, str]]) -> list[tuple[Destroyable, CaseHead]]:
    """Return the cases with what is known of them now. Raises FaultyList when one of them must stay."""
    free = {one.number: one for one in queries.destroyable(due)}
    found = []
    for entry in cases:
        head = queries.case_by_number(entry["zaak"])
        if head is None:
            raise FaultyList(f"Zaak {entry['zaak']} bestaat niet.")
        one = free.get(head.number)
        if head.erased_at is not None:
            until = date.fromisoformat(entry["vernietigen_na"])
            one = Destroyable(head.case_id, head.number, head.process, entry["resultaat"], until)
        elif one is None or _entry(one) != dict(entry):
            raise FaultyList(f"Zaak {head.number} mag nu niet weg. Maak een nieuwe lijst.")
        found.append((one, head))
    return found
