"""Is everything that is stored still what it says it is?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine import Engine, EngineError, local_date
from webapp.config import Settings
from webapp.store import chain, migrate, queries
from webapp.store.db import damage, db
from webapp.store.unit_of_work import reading

PAGE = 200  # cases looked up at a time


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong, about a case (`number`) or about the installation (empty)."""

    number: str
    text: str


def examine(settings: Settings, *, at: datetime) -> Iterator[tuple[str, list[Complaint]]]:
    """Yield (case number, what is wrong) for the installation first ("") and then for every case.

    Each case: its chain of hashes is whole, and replaying its history gives the stored state.
    """
    yield "", list(_installation())
    for state in ("open", "closed"):
        cursor = None
        while True:
            page = queries.case_list(state=state, cursor=cursor, limit=PAGE)
            for head in page.rows:
                yield head.number, [Complaint(head.number, text) for text in _case(head, settings, at)]
            cursor = page.next_cursor
            if cursor is None:
                break


def _installation() -> Iterator[Complaint]:
    if not migrate.is_current(db.engine):
        yield Complaint("", "De database is niet bijgewerkt. Start de server; die werkt hem bij.")
    with reading() as store:
        for text in damage(store.connection):
            yield Complaint("", f"Het databasebestand is beschadigd: {text}.")
    for message in queries.dead_letters():
        yield Complaint(
            message.number, f"Niet verzonden na {message.attempts} pogingen: {message.last_error}"
        )
    for mail in queries.dead_staff_mail():
        yield Complaint("", f"De mail aan {mail.recipient_name} is niet verzonden: {mail.last_error}")
    for timer in queries.failed_timers():
        yield Complaint(timer.number, f"De wekker '{timer.title}' faalt: {timer.last_error}")


def _case(head: queries.CaseHead, settings: Settings, at: datetime) -> Iterator[str]:
    with reading() as store:
        yield from chain.verify(store.connection, head.case_id)
        if head.erased_at is not None:
            return  # without its contents a history cannot be replayed; the chain still stands
        try:
            engine = Engine(store, settings.letter_facts(local_date(at)))
            yield from engine.replay(head.case_id).differences
        except (EngineError, KeyError) as error:
            yield f"De geschiedenis kan niet opnieuw worden afgespeeld: {error}"
