"""A letter on a real case, for who may read that case as a case worker too.

Who only answers for the procedure sees no content of a case, so this asks for another role besides.
"""

from datetime import date, datetime
from typing import Any

from engine import EngineError, Letter
from webapp import commands
from webapp.clock import now, today
from webapp.pages import CASE_READERS, settings, viewer
from webapp.processes import case_context, definition
from webapp.store import queries
from webapp.store.queries import CaseHead

WORKERS = frozenset(CASE_READERS) - {"Proceseigenaar"}


class NoCaseToTry(EngineError):
    """Deze zaak is er niet, of u mag haar niet lezen. Kijk het zaaknummer na."""

    code = "zaak_niet_te_proberen"


def may_try_cases() -> bool:
    """Whether who looks handles cases too."""
    return not WORKERS.isdisjoint(viewer().roles)


def case_to_try(number: str) -> CaseHead:
    """Return a case that a letter may be tried on. Raises NoCaseToTry, and Involved (Awb 9:7)."""
    case = queries.case_by_number(number.strip().upper()) if may_try_cases() else None
    if case is None or case.erased_at is not None:
        raise NoCaseToTry
    commands.check_independent(viewer().username, case.case_id)
    return case


def letter_on(letter: Letter, case: CaseHead) -> tuple[str, str, dict[str, Any]]:
    """Return subject, text and addressee. Raises MissingLetterValue when the case lacks something."""
    context = case_context(case.case_id)
    terms = definition(case.bundle).terms.under(context.get("kalender"))
    zaak, moment = context.get("zaak", {}), now()

    def termijn(key: str) -> date | None:
        return terms.last_day(key, zaak)

    def of_now() -> datetime:
        return moment

    functions = {"termijn": termijn, "werkdagen": terms.working_days, "today": today, "now": of_now}
    written = letter.render({**context, **settings().letter_facts(today())}, functions)
    return written.subject, written.markdown, dict(context.get(letter.recipient or "inwoner") or {})
