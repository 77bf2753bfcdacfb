"""Cases in SQL: the implementation of `engine.ports.Store`.

A command costs two statements to load and a handful to save, whatever the size of the case. Rows
that a change does not mention are not touched.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from engine import CaseRecord, Change, Conflict, Facts, TaskClosed, UnknownCase
from engine import Event as CaseEvent
from webapp.store import chain, rows, statements
from webapp.store.db import upsert
from webapp.store.models import (
    BundleFile,
    Case,
    Event,
    EventPayload,
    Involvement,
    Letter,
    Outbox,
    Party,
    Task,
    Term,
    Timer,
    Wait,
)


@dataclass(frozen=True)
class _Handler:
    """Who handles a case. `username` is empty when no account has that name."""

    username: str = ""
    name: str = ""
    roles: str | None = None  # one a line

    def tasks_of(self, role: str) -> str | None:
        return self.username if self.username and role in (self.roles or "").split("\n") else None


@dataclass(frozen=True)
class _Before:
    """What `save` must know of the case as it was loaded, to leave alone what did not change."""

    last_seq: int = 0
    last_hash: bytes = chain.START
    parties: Any = ()
    subject: str = ""
    handler: _Handler = _Handler()
    has_terms: bool = False
    has_timers: bool = False
    has_waits: bool = False
    waiting: bool = False


class CaseStore:
    """Implements :class:`engine.ports.Store` on one open transaction."""

    def __init__(self, connection: Connection, *, lock: bool = True) -> None:
        self.connection = connection
        self._lock = lock
        self._before: dict[str, _Before] = {}

    def load(self, case_id: str) -> CaseRecord:
        """Return the case, locked until the transaction ends. Raises UnknownCase."""
        statement = statements.LOAD_AND_LOCK if self._lock else statements.LOAD
        row = self.connection.execute(statement, {"of_case": case_id}).one_or_none()
        if row is None:
            raise UnknownCase(case_id)
        answers = {
            task: given for task, given in self.connection.execute(statements.ANSWERS, {"of_case": case_id})
        }
        self._before[case_id] = _Before(
            row.last_seq,
            bytes(row.last_hash),
            rows.party_rows(case_id, row.facts),
            row.subject,
            _Handler(row.handler, row.handler_name, row.handler_roles),
            row.has_terms,
            row.has_timers,
            row.has_waits,
            row.waiting,
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
        )

    def history(self, case_id: str) -> Sequence[CaseEvent]:
        """Return all events of a case in order; an erased payload is None."""
        found = self.connection.execute(statements.HISTORY, {"of_case": case_id})
        return tuple(CaseEvent(*row[:8], row.reason or "") for row in found)

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
        at = change.events[-1].at
        links, payloads, last_hash = chain.link(change.case_id, change.events, change.steps, before.last_hash)
        handler = self._handler(change, before)
        self._save_case(change, at, before.last_seq + len(links), last_hash, handler.username)
        self._insert(Event, links)
        self._insert(EventPayload, payloads)
        self._save_parties(change, before)
        self._save_tasks(change, before, at, handler)
        self._save_clocks(change, before)
        self._save_post(change, at)

    # -- one topic each -----------------------------------------------------------------------

    def _handler(self, change: Change, before: _Before) -> _Handler:
        """Return who handles the case after this change, with the account of that name if there is one."""
        name = rows.handler_of(change.facts)
        if name == before.handler.name:
            return before.handler
        found = self.connection.execute(statements.ACCOUNT_BY_NAME, {"name": name}).one_or_none()
        return _Handler(found.username, name, found.roles) if found else _Handler(name=name)

    def _save_case(self, change: Change, at: datetime, last_seq: int, last_hash: bytes, handler: str) -> None:
        columns = rows.case_columns(change, at)
        columns |= {"last_seq": last_seq, "last_hash": last_hash, "handler": handler}
        if not change.rev:
            token = change.facts.get("zaak", {}).get("volgcode") or secrets.token_urlsafe(24)
            new = {"case_id": change.case_id, "token": token, "opened_at": at}
            self._insert(Case, [new | columns])
            return
        columns |= {"of_case": change.case_id, "of_rev": change.rev}
        if self.connection.execute(statements.UPDATE_CASE, columns).rowcount != 1:
            raise Conflict(change.number)

    def _save_parties(self, change: Change, before: _Before) -> None:
        parties, involvements = rows.party_rows(change.case_id, change.facts)
        if (parties, involvements) == before.parties or not parties:
            return
        upsert(self.connection, Party, ("id",), parties)
        upsert(self.connection, Involvement, ("case_id", "role"), involvements)

    def _save_tasks(self, change: Change, before: _Before, at: datetime, handler: _Handler) -> None:
        keepers = self._close_tasks(change.closed, change.events[-1].actor, at)
        subject = _subject(change.facts)
        waiting = before.waiting
        if change.waits is not None:
            waiting = any(rows.is_from_resident(w) and not w.optional for w in change.waits)
        if before.last_seq and (subject, waiting) != (before.subject, before.waiting):
            labels = {"of_case": change.case_id, "subject": subject, "waiting": waiting}
            self.connection.execute(statements.RELABEL_TASKS, labels)
        if change.opened:
            opened = [
                rows.task_row(
                    task, at=at, subject=subject, waiting=waiting,
                    assignee=keepers.get(task.role) or handler.tasks_of(task.role),
                )
                for task in change.opened
            ]  # fmt: skip
            self._insert(Task, opened)
        if change.redated:
            dates = [
                _key(key) | {"due": due, "sort": due or rows.NO_DATE} for key, due in change.redated.items()
            ]
            self.connection.execute(statements.REDATE_TASK, dates)

    def _close_tasks(self, closed: Sequence[TaskClosed], actor: str, at: datetime) -> dict[str, str]:
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
        if cancelled := [_key(task.key) | {"on": at} for task in closed if task.state == "cancelled"]:
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
            letters = [rows.letter_row(change.case_id, letter, at) for letter in change.letters]
            self._insert(Letter, letters)
        post = [rows.letter_post_row(change.case_id, letter, at) for letter in change.letters]
        post += [rows.message_post_row(change.case_id, message, at) for message in change.messages]
        if post:
            self._insert(Outbox, post)


def _key(key: Any) -> dict[str, Any]:
    return {"of_case": key.case_id, "of_task": key.bpmn_id, "of_occurrence": key.occurrence}


def _subject(facts: Facts) -> str:
    return str(facts.get("zaak", {}).get("onderwerp") or "")
