"""What running cases must show at each change request: in the dry run, and once they have moved.

A case that is not named must show no difference at all, and stand afterwards just as it stood.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from engine import Choice
from tests.browser.running_cases import CALL, TALK, Standing


def _as_it_was(was: Standing) -> Standing:
    return was


@dataclass(frozen=True)
class Fate:
    """What becomes of one case. `told`: words of the dry run; `then`: how it stands, from how it stood."""

    told: tuple[str, ...]
    then: Callable[[Standing], Standing] = _as_it_was
    stand: str = "comes_along"
    refused: str = ""  # why it stays, when it does


@dataclass(frozen=True)
class Fates:
    """What becomes of all of them, given what the owner chose."""

    cases: Mapping[str, Fate] = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # of the steps that are chosen about
    by_clicking: str = ""  # the case that two owners open, when they go the whole road by clicking
    on_the_task: tuple[str, ...] = ()  # new questions that the handler of "bellen" sees


def _with(**changed: Mapping[str, Any]) -> Callable[[Standing], Standing]:
    """Return a case with other days and tasks; what is not named stays, of tasks what is None goes."""

    def then(was: Standing) -> Standing:
        return replace(was, **{name: getattr(was, name) | values for name, values in changed.items()})

    return then


def _instead(gone: str, came: str, due: date | None) -> Callable[[Standing], Standing]:
    """Return a case in which nobody's new task stands where another one stood."""

    def then(was: Standing) -> Standing:
        assert gone in was.tasks
        return replace(was, tasks={came: due}, people={came: None}, drafts={})

    return then


def _closed(*told: str) -> Fate:
    return Fate(told, stand="closed")


def _midnight(year: int, month: int, day: int) -> datetime:
    """Return the start of a winter's day in Amsterdam."""
    return datetime(year, month, day - 1, 23, tzinfo=UTC)


# -- terms ----------------------------------------------------------------------------------------

_CALLED = "Inwoner bellen: dinsdag 17 november 2026 wordt vrijdag 20 november 2026."
_FRIDAY = date(2026, 11, 20)
_CALL_BY_FRIDAY = Fate(
    (_CALLED, "De stap 'Bellen met de inwoner' moet klaar: ", "De wekker 'Eerste contact blijft uit': "),
    _with(
        terms={"eerste_contact": _FRIDAY},
        tasks={CALL: _FRIDAY},
        timers={"eerste_contact_blijft_uit": _midnight(2026, 11, 21)},
    ),
)
FIVE_DAYS = Fates(
    {  # the six weeks of the law stay what they are in every one of these
        "nieuw": Fate(
            ("Inwoner bellen: woensdag 18 november 2026 wordt maandag 23 november 2026.",
             "De stap 'Behandelaar toewijzen' moet klaar: "),
            _with(terms={"eerste_contact": date(2026, 11, 23)},
                  tasks={"behandelaar_toewijzen": date(2026, 11, 23)}),
        ),
        "bellen": _CALL_BY_FRIDAY,
        "jeugd": _CALL_BY_FRIDAY,
        "formeel": Fate(("Inwoner bellen: ",), _with(terms={"eerste_contact": date(2026, 11, 10)})),
        "gehoord": Fate(("Inwoner bellen: ",), _with(terms={"eerste_contact": date(2026, 10, 19)})),
        "gesloten": _closed("Inwoner bellen: "),
    },
    by_clicking="bellen",
)  # fmt: skip


def _rings(*day: int) -> Fate:
    told = "De wekker 'Nog tien dagen' komt erbij: "
    return Fate((told,), _with(timers={"nog_tien_dagen": _midnight(*day)}))


REMINDER = Fates(
    {
        "nieuw": _rings(2026, 12, 18),
        "bellen": _rings(2026, 12, 18),
        "jeugd": _rings(2026, 12, 18),
        "formeel": _rings(2026, 12, 5),
        "gehoord": Fate(
            ("De herinnering 'Nog tien dagen' komt erbij, maar niet voor deze zaak: vrijdag 13 november",)
        ),
    }
)

# -- questions and steps --------------------------------------------------------------------------

_OTHER = Fate(("De stap 'Bellen met de inwoner' krijgt andere vragen.",))
NEW_QUESTION = Fates(
    dict.fromkeys(("nieuw", "bellen", "jeugd", "formeel", "gehoord"), _OTHER),
    on_the_task=("Wat kunnen collega’s hiervan leren?",),
)
_DONE = Choice(False, "De klacht is al nagebeld.", passed_only=True)
_INFORM, _BESIDE = "Wijkteam inlichten", "Leidinggevende bellen"


def _is_past(step: str) -> Fate:
    told = f"De nieuwe versie vraagt eerst de stap '{step}'. Deze zaak is daar al voorbij."
    return Fate((told, f"De stap '{step}' komt erbij."), stand="must_choose")


def _was_over(step: str) -> Fate:
    return _closed(
        f"De zaak was klaar. Op de nieuwe versie staat nog open: '{step}'.",
        f"De stap '{step}' komt erbij.",
        "De termijn 'Laatste dag bij de ombudsman, geteld vanaf het sluiten' vervalt.",
    )


NEW_STEP = Fates(
    {
        "wacht op nazorg": Fate((f"De stap '{_INFORM}' komt erbij.",)),
        TALK: Fate((f"De stap '{_INFORM}' komt erbij.",)),
        "opvolgen": Fate(
            (f"Nu open: 'Nazorg opvolgen'. Op de nieuwe versie: '{_INFORM}'.",
             f"De stap '{_INFORM}' komt erbij."),
            _instead("nazorg_opvolgen", "wijkteam_inlichten", _FRIDAY),
        ),
        "medewerker": _is_past(_INFORM),
        "nazorg klaar": _was_over(_INFORM),
    },
    {"wijkteam_inlichten": _DONE},
    {"wijkteam_inlichten": _INFORM},
    by_clicking="medewerker",
)  # fmt: skip
STEP_REMOVED = Fates(
    {
        "wacht op nazorg": Fate(("De stap 'Nazorg opvolgen' vervalt.",)),
        TALK: Fate(("De stap 'Nazorg opvolgen' vervalt.",)),
        "opvolgen": Fate(
            ("Nu open: 'Nazorg opvolgen'. In de nieuwe versie is de zaak meteen klaar, ",),
            stand="blocked",
            refused="Ze blijft daarom op haar eigen versie.",
        ),
        "medewerker": Fate(("De stap 'Nazorg opvolgen' bestaat niet meer. Wat is ingevuld, blijft.",)),
    },
    by_clicking="opvolgen",
)  # fmt: skip
IN_PARALLEL = Fates(
    {
        "wacht op nazorg": Fate((f"De stap '{_BESIDE}' komt erbij.",)),
        TALK: Fate(
            (f"Nu open: 'Nazorggesprek'. Op de nieuwe versie: 'Nazorggesprek', '{_BESIDE}'.",
             f"De stap '{_BESIDE}' komt erbij."),
            _with(tasks={"leidinggevende_bellen": None}, people={"leidinggevende_bellen": None}),
        ),
        "opvolgen": Fate(
            (f"Nu open: 'Nazorg opvolgen'. Op de nieuwe versie: '{_BESIDE}'.",
             f"De stap '{_BESIDE}' komt erbij."),
            _instead("nazorg_opvolgen", "leidinggevende_bellen", None),
        ),
        "medewerker": _is_past(_BESIDE),
        "nazorg klaar": _was_over(_BESIDE),
    },
    {"leidinggevende_bellen": _DONE},
)  # fmt: skip
_ASKS = Fate(("De stap 'Nazorggesprek' krijgt andere vragen.",))
NEW_END = Fates({"wacht op nazorg": _ASKS, TALK: _ASKS})

# -- letters --------------------------------------------------------------------------------------

_LETTER = "De brief 'Bedankbrief versturen' komt erbij."
_MISSED = "De nieuwe versie verstuurt eerst de brief 'Bedankbrief versturen'. Deze zaak is daar al voorbij."
NEW_LETTER = Fates(
    {  # nobody gets it for what is over
        "wacht op nazorg": Fate((_LETTER,)),
        TALK: Fate((_LETTER,)),
        "opvolgen": Fate((_MISSED,)),
        "medewerker": Fate((_MISSED,)),
        "nazorg klaar": _closed(_MISSED),
    }
)
_SENT = (
    "De brief 'Ontvangstbevestiging versturen' is verstuurd. In de nieuwe versie heeft die een andere tekst."
)
_REWORDED = Fate((_SENT, "De brief 'Ontvangst opnieuw bevestigen' krijgt een andere tekst."))
OTHER_WORDS = Fates(
    dict.fromkeys(("nieuw", "bellen", "jeugd", "formeel", "gehoord"), _REWORDED)
    | {"gesloten": _closed(_SENT)}
)

# -- tables ---------------------------------------------------------------------------------------

OTHER_TEAM = Fates({"overgedragen": Fate(("'Wegwijzer raadplegen' is al gedaan, en komt nu anders uit.",))})
COMMITTEE = Fates()  # running cases keep the regime under which they came in

# -- what the law forbids -------------------------------------------------------------------------

_UNHEARD = Fate(
    tuple(
        f"De stap '{step}' komt voor deze zaak niet meer."
        for step in ("Afzien van horen beoordelen", "Hoorwens vastleggen", "Inwoner horen",
                     "Medewerker horen", "Opmerkingen verwerken", "Reactie geven")
    )
)  # fmt: skip
WITHOUT_HEARING = Fates(
    dict.fromkeys(("nieuw", "bellen", "jeugd", "formeel"), _UNHEARD)
    | {
        "gehoord": Fate(
            ("De stap 'Hoorwens vastleggen' is al gedaan, maar in de nieuwe versie wacht de zaak ",),
            stand="blocked",
            refused="wacht de zaak op dat moment bij 'Oordeel opstellen'.",
        )
    }
)
