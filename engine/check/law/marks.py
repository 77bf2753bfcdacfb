"""The words in the history of a path, and what an answer or a later step does to them.

A *mark* is such a word. `awb.…` comes from the `wet` property of a step that really does what the
marker says (see `carriers`). The other marks are taken from what a step is:

`termijn:verdaag`, `termijn:instemming`, `termijn:afgedaan`   the building block was passed
`binnen:awb.9:8.3`    the last wait was cut off by a timer when this term would end
`bewaakt:awb.9:11`    a timer that interrupts nothing tells when this term has ended
`na:awb.9:11`         the path began at that timer
`terzijde`            the path runs beside the handling
`gewijzigd:zaak.…`    and has registered this fact
`nieuwe ontvangst`    a step registered another day of receipt
`mogelijk:9.1.3`      a step registered a regime that can be this one
`zaak.uitkomst=…`     this value is known here
`zaak.regime!=…`      this value is known not to be here
"""

from collections.abc import Mapping
from dataclasses import dataclass

MAIN = "klachtbehandeling"
TERM, REFUSAL_TERM, OMBUDSMAN_TERM = "awb.9:11", "awb.9:8.3", "awb.9:24"
END, SIDE_END, WAIT = "einde", "einde zijpad", "wachten"
ANYWHERE = frozenset({END, SIDE_END, WAIT})  # places that are no marks of a step
ASIDE, LATE = "terzijde", f"na:{TERM}"

SATISFIED, UNSATISFIED = "zaak.uitkomst=naar_tevredenheid", "awb.9:5.heropenen"
REFUSED = "zaak.uitkomst=niet_in_behandeling"
WITHDRAWN, FORWARDED = "zaak.uitkomst=ingetrokken", "zaak.uitkomst=doorgezonden"
RETURNED, CONVERTED = "zaak.uitkomst=teruggestuurd", "zaak.uitkomst=omgezet"
ADVICE, NO_ADVICE, MAYBE_ADVICE = "zaak.regime=9.1.3", "zaak.regime!=9.1.3", "mogelijk:9.1.3"
WITHOUT_ADVICE, CLOSED = "awb.9:12 zonder advies", "termijn:afgedaan"
RESTARTED, SPOKEN = "nieuwe ontvangst", "mondeling gemaakt"
STOPPED = ("awb.6:21.brief", "awb.2:3.doorzenden", "awb.2:3.afzender", "awb.2:3.terugzenden")
OUTCOMES = ("awb.9:5.brief", "awb.9:8.3", "awb.9:12", *STOPPED)
# How a complaint stops unhandled, and how it ends at all. A letter of forwarding may be about a part.
UNHANDLED = ("awb.6:21.brief", FORWARDED, RETURNED, CONVERTED)
ENDED = ("awb.9:5.brief", "awb.9:8.3", "awb.9:12", *UNHANDLED)
BOTH_TOLD = ("awb.9:11.klager", "awb.9:11.beklaagde")


YES: frozenset[str | bool | None] = frozenset({"ja", "akkoord", True})
GROUNDS: frozenset[str | bool | None] = frozenset({"kennelijk_ongegrond", "wil_niet", "geen_reactie"})


@dataclass(frozen=True)
class Answer:
    """A task whose answer counts, not the visit: on a path where it is one of `values`, `gives` is done.

    Only answers whose key contains `key` count. A new visit takes the mark back.
    """

    values: frozenset[str | bool | None]
    gives: str
    key: str = ""


ANSWERS: Mapping[str, Answer] = {
    "awb.6:21": Answer(YES, "awb.6:21", "vrij"),
    "awb.9:1": Answer(YES, "awb.9:1", "geen_klacht"),
    "awb.9:5.tevreden": Answer(YES, "awb.9:5.tevreden", "tevreden"),
    "awb.9:8.vier_ogen": Answer(YES, "awb.9:8.vier_ogen"),
    "awb.9:10.klager": Answer(GROUNDS, "awb.9:10.grond"),  # the grounds of 9:10 lid 2, c, b and a
    "awb.9:10.afzien": Answer(YES, "awb.9:10.grond"),  # whoever asks for consent must get it
    "awb.9:11.3": Answer(YES, "awb.9:11.instemming"),
    "awb.9:12.vaststellen": Answer(YES, "awb.9:12.vaststellen"),
}

TAKES_BACK: Mapping[str, frozenset[str]] = {
    UNSATISFIED: frozenset({"awb.9:5", "awb.9:5.brief", "awb.9:5.tevreden", CLOSED}),
    "awb.9:7": frozenset({"awb.2:3", "awb.9:2", "awb.9:4"}),  # what was found before is no ground for later
    RESTARTED: frozenset({"awb.9:6"}),  # a complaint put in writing is acknowledged as such
    "awb.9:12.oordeel": frozenset({"awb.9:12.vaststellen"}),  # a new draft needs a new decision
    "awb.9:15.4": frozenset({"awb.9:16"}),  # and so does new advice
    "termijn:verdaag": frozenset(BOTH_TOLD),  # a notice tells of one adjournment
}
"""Marks that a step undoes."""
