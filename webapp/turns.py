"""Whose turn it is in a case. Pure: one rule for the case file, the task list, the forecast and its filters.

A step says whose answer it needs (`wacht_op`); otherwise its role tells. A message that may always come
(on the edge of a step) keeps nobody waiting.
"""

from collections.abc import Iterable

from webapp.involvement import ACCUSED_ROLE

RESIDENT = "inwoner"
US = "wij"
SOMEBODY = "ander"  # a message of which the drawing does not tell who sends it
CLOCK = "klok"  # nobody's turn: the case goes on when a day comes
_OF_ROLE = {ACCUSED_ROLE: "medewerker", "Adviescommissie": "commissie"}

WHO = {  # after "wacht op"
    US: "onszelf",
    RESIDENT: "de inwoner",
    "medewerker": "de medewerker over wie de klacht gaat",
    "commissie": "de adviescommissie",
    "aanbieder": "de aanbieder",
    "andere_organisatie": "een andere organisatie",
    "ombudsman": "de ombudsman",
    SOMEBODY: "iemand anders",
    CLOCK: "een afgesproken dag",
}
BRIEFLY = {  # the same in a narrow column
    US: "ons",
    RESIDENT: "inwoner",
    "medewerker": "medewerker",
    "commissie": "commissie",
    "aanbieder": "aanbieder",
    "andere_organisatie": "andere organisatie",
    "ombudsman": "ombudsman",
    SOMEBODY: "iemand anders",
    CLOCK: "afgesproken dag",
}
OUTSIDE = (RESIDENT, "aanbieder", "andere_organisatie", "ombudsman")  # nobody here can do anything meanwhile


def of_task(waits_for: str, role: str) -> str:
    """Return whose answer a task waits for; empty when the municipality itself has to do it."""
    return waits_for or _OF_ROLE.get(role, "")


def of_wait(waits_for: str, *, optional: bool) -> str:
    """Return whose message a case waits for; empty when it may do without."""
    return "" if optional else waits_for or SOMEBODY


def of_case(tasks: Iterable[str], waits: Iterable[str]) -> tuple[str, ...]:
    """Return everyone whose turn it is: what its open tasks and its messages wait for, each once."""
    found = dict.fromkeys([one or US for one in tasks] + [one for one in waits if one])
    return tuple(found) or (CLOCK,)


def told(codes: Iterable[str]) -> str:
    """Return "ons en inwoner", for a narrow column."""
    return " en ".join(BRIEFLY.get(code, code) for code in codes)
