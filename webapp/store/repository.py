"""Cases in SQL: the implementation of `engine.ports.Store`.

A command costs two statements to load and a handful to save, whatever the size of the case. Rows
that a change does not mention are not touched.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from engine import CaseRecord, Change, Conflict, EngineError, TaskClosed, UnknownCase
from engine import Event as CaseEvent
from webapp.involvement import (
    ACCUSED_ROLE,
    Party,
    Stake,
    TouchesYourself,
    parties_of,
    refuse_dependent_handler,
    stakes_of,
)
from webapp.store import chain, moving, rewinding, rows, stakes, statements
from webapp.store.db import upsert
from webapp.store.models import (
    BundleFile,
    Case,
    CaseWord,
    Event,
    EventPayload,
    Letter,
    Outbox,
    Registration,
    Task,
    Term,
    Timer,
    Wait,
)
from webapp.store.words import words_of


@dataclass(frozen=True)
class _Handler:
    """Who handles a case. `username` is empty when no account has that name."""

    username: str = ""
    name: str = ""
    roles: str | None = None  # one a line

    def tasks_of(self, role: str) -> str | None:
        if not self.username or role == ACCUSED_ROLE:
            return None
        return self.username if role in (self.roles or "").split("\n") else None


@dataclass(frozen=True)
class _Before:
    """What `save` must know of the case as it was loaded, to leave alone what did not change."""

    last_seq: int = 0
    last_hash: bytes = chain.START
    parties: tuple[Party, ...] = ()
    labels: Mapping[str, Any] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    is_open: bool = True
    handler: _Handler = _Handler()
    registration: Mapping[str, Any] = field(default_factory=dict)
    has_terms: bool = False
    has_timers: bool = False
    has_waits: bool = False
    has_stakes: bool = False
    has_assigned: bool = False
    rewinds: int = 0
    migrations: int = 0


@dataclass(frozen=True)
class _People:
    """Who is part of the case. Stakes are worked out only when the parties `changed`."""

    changed: bool
    parties: tuple[Party, ...]
    stakes: tuple[Stake, ...]

    @property
    def barred(self) -> frozenset[str]:
        return _barred(self.stakes)


class CaseStore:
    """Implements :class:`engine.ports.Store` on one open transaction."""

    def __init__(self, connection: Connection, *, lock: bool = True) -> None:
        self.connection = connection
        self.on_behalf = ""  # username of the absent colleague for whom the task at hand is done
        self._lock = lock
        self.hold = timedelta(0)  # how long what this transaction sends is kept in the building
        self._before: dict[str, _Before] = {}
        self._known_accounts: list[stakes.Account] | None = None

    def load(self, case_id: str) -> CaseRecord:
        """Return the case, locked until the transaction ends. Raises UnknownCase."""
        statement = statements.LOAD_AND_LOCK if self._lock else statements.LOAD
        row = self.connection.execute(statement, {"of_case": case_id}).one_or_none()
        if row is None:
            raise UnknownCase(case_id)
        answers = {
            task: given for task, given in self.connection.execute(statements.ANSWERS, {"of_case": case_id})
        }
        parties = parties_of(row.facts)
        self._before[case_id] = _Before(
            row.last_seq,
            bytes(row.last_hash),
            parties,
            rows.task_labels(row.number, row.facts, parties, row.waiting, row.legal_on),
            words_of(row.number, row.facts, is_open=row.state == "open") if self._lock else frozenset(),
            row.state == "open",
            _Handler(row.handler, row.handler_name, row.handler_roles),
            rows.registration_row(row.process, row.facts, row.state),
            row.has_terms,
            row.has_timers,
            row.has_waits,
            row.has_stakes,
            row.has_assigned,
            row.rewinds,
            row.migrations,
        )
        return CaseRecord(
            case_id=case_id,
            number=row.number,
            process=row.process,
            bundle=row.bundle_hash,
            rev=row.rev,
            status=row.state,
            snapshot=row.snapshot,
            facts=row.facts,
            answers=answers,
            last_seq=row.last_seq,
            rewinds=row.rewinds,
        )

    def refuse_moved(self, case_id: str, seen: int) -> None:
        """Lock the case; raise Conflict when it is no longer at the revision that was on the screen."""
        if self.load(case_id).rev != seen:
            raise Conflict

    def history(self, case_id: str) -> Sequence[CaseEvent]:
        """Return all events of a case in order; an erased payload is None."""
        found = self.connection.execute(statements.HISTORY, {"of_case": case_id})
        return tuple(CaseEvent(*row[:8], row.reason or "", row.letters or {}) for row in found)

    def bundle_files(self, bundle: str) -> Mapping[str, bytes]:
        """Return the files of a published bundle by path; KeyError when it was never published."""
        statement = select(BundleFile.path, BundleFile.content).where(BundleFile.bundle_hash == bundle)
        files = {path: content for path, content in self.connection.execute(statement)}
        if not files:
            raise KeyError(bundle)
        return files

    def save(self, change: Change) -> None:
        """Write everything one command did. Raises Conflict when the case has moved on meanwhile."""
        if not self._lock:
            raise RuntimeError("this store was opened for reading")
        if change.rev and change.case_id not in self._before:
            self.load(change.case_id)
        before = self._before.pop(change.case_id, _Before())
        self._known_accounts = None
        at = change.events[-1].at
        if change.is_migration:
            moving.keep(self.connection, change)
        links, payloads, last_hash = chain.link(
            change.case_id, change.events, change.steps, before.last_hash, on_behalf=self.on_behalf
        )
        handler = self._handler(change, before)
        people = self._people(change, before, handler)
        if handler.username in people.barred:
            handler = _Handler(name=handler.name)  # refused above unless that came to light just now
        rewinds = before.rewinds + change.is_rewind
        self._save_case(change, at, before.last_seq + len(links), last_hash, handler.username, rewinds)
        self._save_registration(change, before)
        self._insert(Event, links)
        self._insert(EventPayload, payloads)
        if change.undone:
            rewinding.mark_undone(self.connection, change)
        if people.changed:
            stakes.save(
                self.connection, change.case_id, people.parties, people.stakes,
                before=before.parties, had_stakes=before.has_stakes,
            )  # fmt: skip
        if not change.is_migration_undone:
            self._save_tasks(change, before, at, handler, people)
        self._save_words(change, before)
        if before.has_assigned:
            stakes.release_tasks(self.connection, change.case_id, sorted(people.barred))
        self._save_clocks(change, before)
        self._save_post(change, at)
        if change.is_migration_undone:
            moving.put_back(self.connection, change)

    def objection(self, change: Change) -> str:
        """Return why :meth:`save` would refuse who handles the case; empty when it would not."""
        before = self._before[change.case_id]
        try:
            self._people(change, before, self._handler(change, before))
        except EngineError as error:
            return str(error)
        return ""

    def handler_after(self, change: Change) -> Callable[[str], str]:
        """Return who, by name, gets a new task of a role after this change; "" when it is for the role."""
        handler = self._handler(change, self._before[change.case_id])
        return lambda role: handler.name if handler.tasks_of(role) else ""

    # -- one topic each -----------------------------------------------------------------------

    def _handler(self, change: Change, before: _Before) -> _Handler:
        """Return who handles the case after this change, with the account of that name if there is one."""
        name = rows.handler_of(change.facts)
        if name == before.handler.name:
            return before.handler
        found = next((one for one in self._accounts() if one.active and one.is_called(name)), None)
        return _Handler(found.colleague.username, name, found.roles) if found else _Handler(name=name)

    def _accounts(self) -> list[stakes.Account]:
        """Return all accounts; read once for one change, and only when its people change."""
        if self._known_accounts is None:
            self._known_accounts = stakes.accounts(self.connection)
        return self._known_accounts

    def _save_case(
        self, change: Change, at: datetime, last_seq: int, last_hash: bytes, handler: str, rewinds: int
    ) -> None:
        columns = rows.case_columns(change, at)
        columns |= {"last_seq": last_seq, "last_hash": last_hash, "handler": handler}
        if not change.rev:
            token = change.facts.get("zaak", {}).get("volgcode") or secrets.token_urlsafe(24)
            new = {"case_id": change.case_id, "token": token, "opened_at": at}
            self._insert(Case, [new | columns])
            return
        columns |= {"of_case": change.case_id, "of_rev": change.rev, "rewinds": rewinds}
        if self.connection.execute(statements.UPDATE_CASE, columns).rowcount != 1:
            raise Conflict(change.number)

    def _save_registration(self, change: Change, before: _Before) -> None:
        registration = rows.registration_row(change.process, change.facts, change.status)
        if registration != before.registration:
            upsert(self.connection, Registration, ("case_id",), [{"case_id": change.case_id, **registration}])

    def _people(self, change: Change, before: _Before, handler: _Handler) -> "_People":
        """Return the parties after this change, and who is tied to the case because of them.

        Raises HandlerInvolved when a step chooses a handler who is involved, TouchesYourself when
        somebody finishes a step that makes himself involved (Awb 9:7).
        """
        parties = parties_of(change.facts)
        if parties == before.parties:
            return _People(False, parties, ())
        accounts = [one.colleague for one in self._accounts()]
        found = _People(True, parties, tuple(stakes_of(parties, accounts)))
        last = change.events[-1]
        by_hand, last_is_rewind = last.kind == "task_completed", change.is_rewind
        if by_hand or (handler != before.handler and not last_is_rewind):
            refuse_dependent_handler(handler.name, handler.username, parties, found.stakes)
        if by_hand and last.actor in found.barred - _barred(stakes_of(before.parties, accounts)):
            raise TouchesYourself
        return found

    def _save_tasks(
        self, change: Change, before: _Before, at: datetime, handler: _Handler, people: "_People"
    ) -> None:
        actor = change.events[-1].actor
        turned = change.is_rewind or change.is_migration
        keepers = self._close_tasks(change.closed, actor, at, rewind=turned)
        keepers = {role: keeper for role, keeper in keepers.items() if keeper not in people.barred}
        labels = rows.labels_after(change, people.parties, before.labels)
        if before.last_seq and change.status == "open" and labels != before.labels:
            anew = {name: value for name, value in labels.items() if name != "waiting"}
            told = {"of_case": change.case_id, "case_waits": labels["waiting"]}
            self.connection.execute(statements.RELABEL_TASKS, told | anew)
        if change.opened:
            opened = [
                rows.task_row(
                    task, at=at, labels=labels,
                    assignee=keepers.get(task.role) or handler.tasks_of(task.role),
                )
                for task in change.opened
            ]  # fmt: skip
            if change.is_migration:
                moving.open_tasks(self.connection, change, opened)
            elif change.is_rewind or before.rewinds or before.migrations:
                rewinding.open_tasks(self.connection, change, opened, keep_drafts=before.migrations > 0)
            else:
                self._insert(Task, opened)
        if change.redated:
            dates = [
                _key(key) | {"due": due, "sort": due or rows.NO_DATE} for key, due in change.redated.items()
            ]
            self.connection.execute(statements.REDATE_TASK, dates)

    def _save_words(self, change: Change, before: _Before) -> None:
        """Keep what a case is found by, apart for open and closed cases."""
        is_open = change.status == "open"
        words = words_of(change.number, change.facts, is_open=is_open)
        if gone := before.words - words:
            self.connection.execute(
                statements.DELETE_WORDS, {"of_case": change.case_id, "of_words": sorted(gone)}
            )
        if before.words and before.is_open != is_open:
            turned = {"of_case": change.case_id, "is_open": is_open}
            self.connection.execute(statements.TURN_WORDS, turned)
        if new := words - before.words:
            rows_of_words = [
                {"case_id": change.case_id, "word": word, "open": is_open} for word in sorted(new)
            ]
            self._insert(CaseWord, rows_of_words)

    def _close_tasks(
        self, closed: Sequence[TaskClosed], actor: str, at: datetime, *, rewind: bool
    ) -> dict[str, str]:
        """Close tasks; return who had one, by role: they keep the next one, one face for the resident."""
        keepers = {}
        for task in closed:
            if task.state == "done":
                parameters = _key(task.key) | {"on": at, "by": actor}
                row = self.connection.execute(statements.FINISH_TASK, parameters).one_or_none()
                if row is None:
                    raise Conflict(task.key.bpmn_id)
                if row.assignee:
                    keepers[row.role] = row.assignee
        if rewind:
            rewinding.cancel_tasks(self.connection, closed, at)
        elif cancelled := [_key(task.key) | {"on": at} for task in closed if task.state == "cancelled"]:
            self.connection.execute(statements.CANCEL_TASK, cancelled)
        return keepers

    def _save_clocks(self, change: Change, before: _Before) -> None:
        """Replace terms, timers and waits, each only when the change says so."""
        case_id, case_open = change.case_id, change.status == "open"
        if change.terms is not None:
            adjourned = bool(change.facts.get("zaak", {}).get("verdaging_weken"))
            terms = [
                rows.term_row(case_id, t, case_open=case_open, adjourned=adjourned) for t in change.terms
            ]
            self._replace(Term, case_id, terms, existed=before.has_terms)
        elif not case_open and before.has_terms:
            self.connection.execute(statements.STOP_TERMS, {"of_case": case_id})
        if change.timers is not None:
            timers = [rows.timer_row(case_id, timer) for timer in change.timers]
            self._replace(Timer, case_id, timers, existed=before.has_timers)
        if change.waits is not None:
            waits = [rows.wait_row(case_id, wait) for wait in change.waits]
            self._replace(Wait, case_id, waits, existed=before.has_waits)

    def _replace(self, model: Any, case_id: str, new: list[dict[str, Any]], *, existed: bool) -> None:
        if existed:
            self.connection.execute(statements.DELETE_OF_CASE[model], {"of_case": case_id})
        if new:
            self._insert(model, new)

    def _insert(self, model: Any, new: list[dict[str, Any]]) -> None:
        self.connection.execute(statements.INSERT[model], new)

    def _save_post(self, change: Change, at: datetime) -> None:
        if change.letters:
            letters = [rows.letter_row(change, letter, at) for letter in change.letters]
            self._insert(Letter, letters)
        post = rows.post_rows(change, at)
        if post:
            self._insert(Outbox, [row | {"next_at": at + self.hold} for row in post])


class Rehearsal:
    """A store that reads like another one and writes nothing: to see what a command would do."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store

    def load(self, case_id: str) -> CaseRecord:
        return self._store.load(case_id)

    def history(self, case_id: str) -> Sequence[CaseEvent]:
        return self._store.history(case_id)

    def bundle_files(self, bundle: str) -> Mapping[str, bytes]:
        return self._store.bundle_files(bundle)

    def save(self, change: Change) -> None:
        """Leave everything as it is."""


def _barred(found: Iterable[Stake]) -> frozenset[str]:
    return frozenset(stake.username for stake in found if stake.bars)


def _key(key: Any) -> dict[str, Any]:
    return {"of_case": key.case_id, "of_task": key.bpmn_id, "of_occurrence": key.occurrence}
