"""A message that may have come in twice: another open case of the same resident about which nobody decided.

A hint and no more: a resident may have two complaints at once. The case file tells the same to who can merge.
"""

from collections.abc import Mapping

from webapp.commands import FRONT_DOOR, MAIN_PROCESS
from webapp.persons import person_keys
from webapp.store import queries
from webapp.store.queries import CaseHead, RelatedCase

LOOKED_AT = (MAIN_PROCESS, FRONT_DOOR)  # processes in which the same matter may come in twice


def of_case(case: CaseHead, username: str) -> list[RelatedCase]:
    """Return what a new case may be a double of, as far as `username` may read it. At most one statement."""
    processes = looked_for_in(case)
    return queries.possible_doubles(case.case_id, processes, username) if processes else []


def looked_for_in(case: CaseHead) -> tuple[str, ...]:
    """Return the processes in which a double of this case may lie; none when nobody has to look."""
    return LOOKED_AT if case.state == "open" and case.process in LOOKED_AT else ()


def of_person(process: str, told: Mapping[str, str], username: str) -> list[RelatedCase]:
    """Return the open cases of the resident that somebody is filling in. At most one statement."""
    person = (told.get(f"inwoner.{name}", "") for name in ("naam", "email", "telefoon", "postcode"))
    keys = person_keys(*person)
    if not keys or process not in LOOKED_AT:
        return []
    return queries.open_cases_of(keys, LOOKED_AT, username)
