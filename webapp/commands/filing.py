"""Cases begin: filed by a resident, started by a colleague, or following from another case."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from engine import Facts, local_date
from webapp.commands.shared import CLOCK, COLLEAGUE, MAIN_PROCESS, engine_on
from webapp.store import bundles, numbering, queries
from webapp.store.unit_of_work import reading, unit_of_work


@dataclass(frozen=True)
class Filed:
    """A complaint that was taken in. `token` opens the resident's status page."""

    case_id: str
    number: str
    token: str


def file_complaint(
    answers: Facts,
    *,
    by: str,
    at: datetime,
    facts: Facts | None = None,
    source: str = "web",
    key: str | None = None,
    process: str = MAIN_PROCESS,
) -> Filed:
    """Start a case. `answers` follow the start form; `facts` are what the system knows itself.

    The same `key` (idempotency key of a form, Message-ID of a mail) from the same `source` gives the
    same case, also when both come in at once. Raises InvalidAnswers, NothingPublished.
    """
    try:
        return _file(answers, by=by, at=at, facts=facts or {}, source=source, key=key, process=process)
    except IntegrityError:
        if key is None:
            raise
        with reading() as store:  # the other one won; hand out its case
            case_id = numbering.seen_before(store.connection, source, key)
        if case_id is None:
            raise
        return _filed(case_id)


def start_case(
    process: str, answers: Facts, *, by: str, at: datetime, facts: Facts | None = None, key: str
) -> Filed:
    """Start a case for a colleague, who answered the start form. `facts` win over what is known by itself.

    What is no complaint is called by its process and has no receipt date, so no term of the law runs in
    it. Raises InvalidAnswers, NothingPublished.
    """
    told = (facts or {}).get("zaak", {})
    by_itself = {} if process == MAIN_PROCESS else {"soort": process, "begonnen_op": local_date(at)}
    answered = answers.get("zaak", {})
    if isinstance(answered, Mapping) and answered.get("kanaal"):
        by_itself["kanaal"] = answered["kanaal"]
    known = {**(facts or {}), "zaak": by_itself | told}
    return file_complaint(answers, by=by, at=at, facts=known, source=COLLEAGUE, key=key, process=process)


def begin_follow_up(outbox_id: str, process: str, facts: Facts, *, at: datetime) -> Filed:
    """Start the case that a step of another case asked for (building block `start_zaak`), exactly once.

    `at` is the moment of that step, so that a worker that was late changes nothing. Asked again, it gives
    the case that is there. Raises UnknownProcess, InvalidAnswers, NothingPublished.
    """
    return file_complaint(
        facts, by=CLOCK, at=at, facts=facts, source=numbering.FOLLOW_UP, key=outbox_id, process=process
    )


def _file(
    answers: Facts, *, by: str, at: datetime, facts: Facts, source: str, key: str | None, process: str
) -> Filed:
    with unit_of_work() as store:
        connection = store.connection
        if key is not None and (earlier := numbering.seen_before(connection, source, key)):
            return _filed(earlier)
        number, token = numbering.next_number(connection, local_date(at).year), secrets.token_urlsafe(24)
        case_id = _case_id(number)
        known = {**facts, "zaak": {"kanaal": source, **facts.get("zaak", {}), "volgcode": token}}
        engine_on(store, at).start(
            process, answers, facts=known, case_id=case_id, number=number, by=by, at=at,
            bundle=bundles.current(connection),
        )  # fmt: skip
        if key is not None:
            numbering.remember(connection, source, key, case_id, at)
    return Filed(case_id, number, token)


def _case_id(number: str) -> str:
    """Return a new id. It begins with the number, so that rows of cases lie in order in the indexes, and
    ends in chance, so that two installations never give their letters the same Message-ID.
    """
    return "".join(filter(str.isdigit, number)) + secrets.token_hex(4)


def _filed(case_id: str) -> Filed:
    head = queries.case_by_id(case_id)
    assert head is not None, "a remembered case exists"
    return Filed(head.case_id, head.number, head.token)
