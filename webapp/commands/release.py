"""From draft to version in use: one person asks, another agrees, the clock carries it out.

What was asked for is kept as it was then. When another version came in use meanwhile, nothing is published:
what changed there would be lost without anybody having seen it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from engine import Bundle, Choice, EngineError, local_date
from webapp import publishing
from webapp.commands.drafts import LONGEST_TITLE, OWNER, NoDraft, NotTheOwner
from webapp.commands.migration import kept_choices
from webapp.commands.rewind import ReasonMissing
from webapp.publishing import Decision, NotPublished
from webapp.store import bundles, drafts, dryruns, frozen, journal, notices, queries, requests, ticks
from webapp.store.queries import Viewer
from webapp.store.repository import CaseStore
from webapp.store.requests import Request
from webapp.store.unit_of_work import reading, unit_of_work

KEEP, ALL, SELECTED = "keep", "all", "selected"


class NoRequest(EngineError):
    """Deze aanvraag bestaat niet."""

    code = "aanvraag_onbekend"


class RequestOver(EngineError):
    """Over deze aanvraag is al beslist, of ze is ingetrokken."""

    code = "aanvraag_afgehandeld"


class OwnWork(EngineError):
    """U hebt zelf aan dit ontwerp gewerkt. Laat een andere proceseigenaar beslissen."""

    code = "eigen_werk"


class DraftBehind(EngineError):
    """Na het begin van dit ontwerp is een andere versie in gebruik genomen. Werk het ontwerp eerst bij."""

    code = "ontwerp_loopt_achter"


class DraftMoved(EngineError):
    """Een collega bewaarde net iets in dit ontwerp. Kijk het na en vraag opnieuw."""

    code = "ontwerp_net_gewijzigd"


class DryRunNeeded(EngineError):
    """Draai eerst proef met dit ontwerp zoals het nu is. Dan weet u wat lopende zaken ervan merken."""

    code = "proefdraai_nodig"


class ChoiceMissing(EngineError):
    """Kies voor elke stap waar zaken al voorbij zijn: nu doen, of niet van toepassing met een reden."""

    code = "keuze_ontbreekt"


class NothingSelected(EngineError):
    """U hebt nog geen zaken aangevinkt. Vink ze aan in de lijst van de proefdraai, of kies iets anders."""

    code = "geen_zaken_gekozen"


class DayPassed(EngineError):
    """Kies een dag die nog komt, of laat de dag leeg om meteen te publiceren."""

    code = "dag_voorbij"


class NothingChanged(EngineError):
    """Dit ontwerp is gelijk aan de versie die nu geldt, en er gaan geen zaken over. Er valt niets te doen."""

    code = "niets_gewijzigd"


class RunInUse(EngineError):
    """Op deze keuze is al publicatie aangevraagd. Trek de aanvraag in om nog iets te veranderen."""

    code = "keuze_ligt_vast"


@dataclass(frozen=True)
class Wish:
    """What is asked: under which name, from which day, and what becomes of running cases."""

    label: str
    reason: str
    from_day: date | None = None
    cases: str = KEEP
    run_id: int | None = None
    choices: Mapping[str, Choice] | None = None


def ask_to_publish(draft_id: int, wish: Wish, *, by: Viewer, at: datetime) -> int:
    """Ask for a draft, as it is now, to become the version in use; return the number of the request.

    Raises DraftBehind, NotPublished (faults; what breaks the law is for the second person), and the errors
    above for what is missing in the wish.
    """
    _refuse_others(by)
    before, bundle = _draft(draft_id)
    errors = publishing.errors_of(bundle)
    if faults := [one for one in errors if not publishing.is_about_law(one)]:
        raise NotPublished(faults)
    label, reason = " ".join(wish.label.split()), wish.reason.strip()
    if not reason or not label:
        raise ReasonMissing
    if wish.from_day is not None and wish.from_day <= local_date(at):
        raise DayPassed
    with unit_of_work() as store:
        if drafts.lock(store.connection, draft_id) != before:
            raise DraftMoved
        current = _refuse_behind(store.connection, before[1])
        if bundle.hash == current and wish.cases == KEEP:
            raise NothingChanged
        _refuse_unprepared(store.connection, bundle.hash, wish)
        for earlier in requests.of_draft(store.connection, draft_id):
            if earlier.state in requests.OPEN:
                requests.change(
                    store.connection, earlier.id, state="withdrawn", problem="Opnieuw aangevraagd."
                )
        frozen.keep(store.connection, bundle, at)
        number = requests.add(
            store.connection, draft_id=draft_id, target=bundle.hash, base_hash=before[1],
            label=label[:LONGEST_TITLE], state="asked", from_day=wish.from_day, cases=wish.cases,
            run_id=wish.run_id, choices=kept_choices(wish.choices or {}), reason=reason,
            findings="\n".join(map(str, errors)), asked_by=by.username, asked_at=at,
        )  # fmt: skip
        others = set(queries.people_by_role().get(OWNER, ())) - {by.username}
        others -= requests.makers(store.connection, draft_id)
        _tell(store.connection, others, f"Wilt u beslissen over de publicatie van “{label}”?", at)
        return number


def approve(request_id: int, decision: str, *, by: Viewer, at: datetime) -> Request:
    """Agree as the second person. Without a day to wait for it is published at once.

    Raises OwnWork, RequestOver, DraftBehind, NotPublished; ReasonMissing where the law check objects.
    """
    with unit_of_work() as store:
        request = _to_decide(store, request_id, by)
        _refuse_behind(store.connection, request.base_hash)
        if request.findings and not decision.strip():
            raise ReasonMissing
        requests.change(
            store.connection, request_id, state="approved", decided_by=by.username, decided_at=at,
            decision=decision.strip(),
        )  # fmt: skip
    if request.from_day is None or request.from_day <= local_date(at):
        release_request(request_id, at=at)
    return _found(request_id)


def refuse(request_id: int, decision: str, *, by: Viewer, at: datetime) -> None:
    """Refuse as the second person, with a reason. Raises OwnWork, RequestOver, ReasonMissing."""
    if not decision.strip():
        raise ReasonMissing
    with unit_of_work() as store:
        request = _to_decide(store, request_id, by)
        requests.change(
            store.connection, request_id, state="refused", decided_by=by.username, decided_at=at,
            decision=decision.strip(),
        )  # fmt: skip
        _tell(store.connection, {request.asked_by}, f"De publicatie van “{request.label}” is geweigerd.", at)


def withdraw(request_id: int, *, by: Viewer, at: datetime) -> None:
    """Take a request back, also one that was agreed on and waits for its day. Every owner may."""
    _refuse_others(by)
    with unit_of_work() as store:
        request = _locked(store, request_id)
        if request.state not in requests.OPEN:
            raise RequestOver
        problem = f"Ingetrokken door {by.username}." if by.username != request.asked_by else ""
        requests.change(store.connection, request_id, state="withdrawn", problem=problem)


def release_request(request_id: int, *, at: datetime) -> None:
    """Publish what was agreed on, and plan the moving of cases. Once: a second call does nothing.

    What stands in the way by now is kept with the request, for people to read.
    """
    request = _found(request_id)
    if request.state != "approved":
        return
    with reading() as store:
        bundle = frozen.bundle_of(store.connection, request.target)
    try:
        decision = Decision(request.decided_by, request.decision)
        override, _ = publishing.let_through(bundle, by=request.asked_by, decision=decision)
        with unit_of_work() as store:
            if _locked(store, request_id).state != "approved":
                return
            _refuse_behind(store.connection, request.base_hash)
            bundles.publish(
                store.connection, bundle.hash, bundle.files, label=request.label, by=request.asked_by, at=at,
                override=override, agreed_by=request.decided_by, reason=request.reason,
            )  # fmt: skip
            number = _planned(store, request, at)
            _close_draft(store.connection, request, at)
            requests.change(
                store.connection, request_id, state="published", published_at=at, migration_id=number
            )
            _tell(store.connection, {request.asked_by}, f"“{request.label}” is nu in gebruik.", at)
    except EngineError as error:
        with unit_of_work() as store:
            requests.change(store.connection, request_id, state="failed", problem=str(error))
            both = {request.asked_by, request.decided_by}
            _tell(store.connection, both, f"De publicatie van “{request.label}” is niet gelukt.", at)


def choose_cases(
    run_id: int,
    shown: Sequence[str],
    wanted: Sequence[str],
    *,
    by: Viewer,
    every: bool = False,
    none: bool = False,
) -> int:
    """Tick cases in the list of a dry run; return how many are ticked now. Raises RunInUse."""
    _refuse_others(by)
    with unit_of_work() as store:
        if requests.is_run_in_use(store.connection, run_id):
            raise RunInUse
        if every:
            ticks.choose_all(store.connection, run_id, by.username)
        elif none:
            ticks.clear(store.connection, run_id)
        else:
            ticks.choose(store.connection, run_id, shown, wanted, by.username)
        return ticks.count(store.connection, run_id)


def reopen_dry_run(run_id: int, *, by: Viewer) -> None:
    """Let a dry run that was cut off go on where it stopped."""
    _refuse_others(by)
    with unit_of_work() as store:
        dryruns.reopen(store.connection, run_id)


def _draft(draft_id: int) -> tuple[tuple[str, str, int], Bundle]:
    with reading() as store:
        found = drafts.state_of(store.connection, draft_id)
        if found is None or found[0] != "open":
            raise NoDraft
        return found, drafts.bundle_of(store.connection, draft_id, found[1])


def _refuse_unprepared(connection: Connection, target: str, wish: Wish) -> None:
    """Moving cases asks for a dry run of just this, and a choice for every step that they have passed."""
    if wish.cases == KEEP:
        return
    try:
        run = dryruns.dry_run(connection, wish.run_id or 0)
    except KeyError as error:
        raise DryRunNeeded from error
    if run.state != "done" or run.target != target:
        raise DryRunNeeded
    choices = wish.choices or {}
    if any(one["voorbij"] and step not in choices for step, one in run.questions.items()):
        raise ChoiceMissing
    if any(not one.do_now and not one.reason.strip() for one in choices.values()):
        raise ChoiceMissing
    if wish.cases == SELECTED and not ticks.count(connection, run.id):
        raise NothingSelected


def _planned(store: CaseStore, request: Request, at: datetime) -> int | None:
    if request.cases == KEEP:
        return None
    chosen = None if request.cases == ALL else ticks.every(store.connection, request.run_id or 0)
    return journal.plan(
        store.connection, request.target, request.choices, request.reason, chosen,
        by=request.asked_by, at=at, agreed_by=request.decided_by, at_once=False,
    )  # fmt: skip


def _close_draft(connection: Connection, request: Request, at: datetime) -> None:
    """A draft that is just what was published is done; one that went on stays open."""
    found = drafts.lock(connection, request.draft_id)
    if not found or found[0] != "open":
        return
    if drafts.bundle_of(connection, request.draft_id, found[1]).hash == request.target:
        drafts.change(connection, request.draft_id, by=request.asked_by, at=at, state="published")


def _tell(connection: Connection, whom: Collection[str], text: str, at: datetime) -> None:
    notices.add(connection, whom, notices.RELEASE, None, text, at)


def _to_decide(store: CaseStore, request_id: int, by: Viewer) -> Request:
    _refuse_others(by)
    request = _locked(store, request_id)
    if request.state != "asked":
        raise RequestOver
    if by.username in {request.asked_by, *requests.makers(store.connection, request.draft_id)}:
        raise OwnWork
    return request


def _locked(store: CaseStore, request_id: int) -> Request:
    found = requests.find(store.connection, request_id, lock=True)
    if found is None:
        raise NoRequest
    return found


def _found(request_id: int) -> Request:
    with reading() as store:
        found = requests.find(store.connection, request_id)
    if found is None:
        raise NoRequest
    return found


def _refuse_behind(connection: Connection, base: str) -> str:
    current = bundles.current(connection)
    if current != base:
        raise DraftBehind
    return current


def _refuse_others(by: Viewer) -> None:
    if OWNER not in by.roles:
        raise NotTheOwner
