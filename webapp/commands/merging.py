"""Cases that belong together: one complaint that came in twice, or cases worth reading side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine import EngineError, Facts, Preview
from webapp.commands.rewind import CoordinatorOnly, ReasonMissing
from webapp.commands.shared import check_independent, engine_on
from webapp.involvement import COORDINATOR_ROLE, LISTED, Party, parties_of, plain
from webapp.store import links, queries
from webapp.store.queries import CaseHead, Viewer
from webapp.store.repository import CaseStore, Rehearsal
from webapp.store.unit_of_work import reading, unit_of_work

_SPOKEN = {role: rol for rol, role in LISTED.items()} | {"named": "betrokkene"}


class CannotMerge(EngineError):
    """Deze zaken kunnen niet worden samengevoegd."""

    code = "samenvoegen_kan_niet"


class AlreadyRelated(EngineError):
    """Deze zaken zijn al gekoppeld. Kies een andere zaak."""

    code = "al_gekoppeld"


class ItselfChosen(EngineError):
    """Dit is dezelfde zaak. Kies een andere zaak."""

    code = "dezelfde_zaak"


@dataclass(frozen=True)
class Merger:
    """What merging would do: which case goes on, which ends, and what the one takes over of the other."""

    stays: CaseHead
    ends: CaseHead
    ending: Preview
    parties: tuple[Mapping[str, str], ...]
    problem: str = ""


def merge_cases(
    one: CaseHead, other: CaseHead, reason: str, *, by: Viewer, at: datetime
) -> tuple[CaseHead, CaseHead]:
    """Let two cases about the same complaint go on as one; return which stays and which ended.

    The law's clock is that of the complaint that came first (Awb 9:11). `one` and `other` are as they were on
    the screen. Raises CoordinatorOnly, Involved, ReasonMissing, CannotMerge, HandlerInvolved, Conflict.
    """
    _refuse(one, other, by)
    if not reason.strip():
        raise ReasonMissing
    stays, ends = in_order(one, other)
    with unit_of_work() as store:
        for case in sorted((stays, ends), key=lambda case: case.case_id):  # one order: nobody waits in a ring
            store.refuse_moved(case.case_id, case.rev)
        engine = engine_on(store, at)
        facts, _ = _taken_over(store, stays, ends)
        engine.merge(ends.case_id, stays.number, reason.strip(), by=by.username, at=at)
        told = f"Samengevoegd met {ends.number}. {reason.strip()}"
        engine.amend(stays.case_id, facts, told, by=by.username, at=at)
        links.merge(store.connection, ends.case_id, stays.case_id, reason.strip(), by=by.username, at=at)
    return stays, ends


def preview_merger(one: CaseHead, other: CaseHead, *, by: Viewer, at: datetime) -> Merger:
    """Return what :func:`merge_cases` would do, and why it cannot be done; nothing is saved.

    Raises CoordinatorOnly, Involved.
    """
    problem = ""
    try:
        _refuse(one, other, by)
    except (CannotMerge, ItselfChosen) as error:
        problem = str(error)
    stays, ends = in_order(one, other)
    with reading() as store:
        engine = engine_on(Rehearsal(store), at)
        preview = engine.preview_merger(ends.case_id, stays.number, by=by.username, at=at)
        facts, added = _taken_over(store, stays, ends)
        store.load(stays.case_id)
        if not problem:
            change = engine.amend(stays.case_id, facts, "", by=by.username, at=at)
            problem = store.objection(change)
    return Merger(stays, ends, preview, added, problem or " ".join(preview.problems))


def in_order(one: CaseHead, other: CaseHead) -> tuple[CaseHead, CaseHead]:
    """Return the case that goes on and the one that ends: what has a term of law, then what came first."""

    def rank(case: CaseHead) -> tuple[bool, date, datetime, str]:
        return case.last_day is None, case.received_on or date.max, case.opened_at, case.case_id

    stays, ends = sorted((one, other), key=rank)
    return stays, ends


def relate_cases(case_id: str, other_id: str, reason: str, *, by: Viewer, at: datetime) -> None:
    """Tie two cases, with the reason. Raises Involved, ReasonMissing, ItselfChosen, AlreadyRelated."""
    _keep_away(by, case_id, other_id)
    if not reason.strip():
        raise ReasonMissing
    if case_id == other_id:
        raise ItselfChosen
    with unit_of_work() as store:
        if not links.relate(store.connection, case_id, other_id, reason.strip(), by=by.username, at=at):
            raise AlreadyRelated


def unrelate_cases(case_id: str, other_id: str, *, by: Viewer) -> None:
    """Untie two cases. Raises Involved."""
    _keep_away(by, case_id, other_id)
    with unit_of_work() as store:
        links.unrelate(store.connection, case_id, other_id)


def _keep_away(by: Viewer, *case_ids: str) -> None:
    for case_id in case_ids:
        check_independent(by.username, case_id)


def _refuse(one: CaseHead, other: CaseHead, by: Viewer) -> None:
    if COORDINATOR_ROLE not in by.roles:
        raise CoordinatorOnly
    _keep_away(by, one.case_id, other.case_id)
    if one.case_id == other.case_id:
        raise ItselfChosen
    if "closed" in (one.state, other.state):
        raise CannotMerge("Een van de twee is al gesloten. U kunt de zaken wel koppelen.")
    if one.process != other.process:
        raise CannotMerge("Het zijn verschillende soorten zaken. U kunt de zaken wel koppelen.")
    if not _is_one_person(one, other):
        raise CannotMerge(
            "De inwoners zijn niet dezelfde. Wie zelf klaagt, heeft recht op een eigen behandeling en"
            " een eigen antwoord (Awb artikel 9:1 en 9:12). U kunt de zaken wel koppelen en samen behandelen."
        )


def _is_one_person(one: CaseHead, other: CaseHead) -> bool:
    """Whether one and the same resident complains: a key in common, and no other surname.

    Partners share a telephone and an e-mail address, and each has a complaint of his own.
    """
    if not queries.is_same_resident(one.case_id, other.case_id):
        return False
    names = [plain(case.resident).casefold().split()[-1:] for case in (one, other)]
    return [] in names or names[0] == names[1]


def _taken_over(
    store: CaseStore, stays: CaseHead, ends: CaseHead
) -> tuple[Facts, tuple[Mapping[str, str], ...]]:
    """Return the facts that the case takes over, and who is added to its parties.

    Whoever was part of what happened must keep away from the case that goes on as well (Awb 9:7).
    """
    mine, theirs = store.load(stays.case_id).facts, store.load(ends.case_id).facts
    known = {_who(party) for party in parties_of(mine)}
    added = tuple(
        _listed(party) for party in parties_of(theirs) if party.role in _SPOKEN and _who(party) not in known
    )
    merged = [*(mine.get("zaak", {}).get("samengevoegd_uit") or ()), ends.number]
    facts: dict[str, Any] = {"zaak": {"samengevoegd_uit": merged}}
    if added:
        facts["partijen"] = [*(mine.get("partijen") or ()), *added]
    return facts, added


def _who(party: Party) -> tuple[str, str]:
    return _SPOKEN.get(party.role, party.role), " ".join(plain(party.name).casefold().split())


def _listed(party: Party) -> Mapping[str, str]:
    values = {
        "rol": _SPOKEN[party.role], "naam": party.name, "email": party.email, "telefoon": party.phone,
        "functie": party.function, "gebruikersnaam": party.username,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value}
