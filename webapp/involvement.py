"""Who is part of a case, and who must therefore keep away from handling it (Awb 9:7).

Pure rules: facts of a case and accounts go in, parties and stakes come out. The engine knows people by
what is written about them; only here a name or an e-mail address becomes an account.

Keeping someone out is broad: an equal name is enough. Letting someone in is narrow: the accused opens his
own side of a case only by e-mail address or by an account that was linked on purpose.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine import EngineError, Facts

if TYPE_CHECKING:
    from webapp.store.queries import OpenTask, Viewer

ACCUSED_ROLE = "Betrokken medewerker"  # lane of what the accused does himself: give his side
COORDINATOR_ROLE = "Klachtencoördinator"  # keeps the list of parties

# Sections of the facts that are one person each, and the `rol` of entries in the fact `partijen`.
_SECTIONS = {
    "inwoner": "resident",
    "vertegenwoordiger": "representative",
    "beklaagde": "accused",
    "aanbieder": "provider",
    "andere_organisatie": "other_body",
}
LISTED = {
    "vertegenwoordiger": "representative",
    "vertrouwenspersoon": "counsellor",
    "clientondersteuner": "client_supporter",
    "ombudsfunctionaris": "ombuds_officer",
    "beklaagde": "accused",
    "betrokkene": "involved",
    "aanbieder": "provider",
    "beslisser": "decider",
}
ORDER = (
    *("resident", "representative", "counsellor", "client_supporter", "ombuds_officer"),
    *("accused", "named", "involved", "provider", "other_body", "handler", "decider"),
)
_IN_THE_CONDUCT = frozenset({"accused", "named", "involved"})  # whom Awb 9:7 lid 1 means
_ON_A_SIDE = frozenset(  # who speaks for somebody does not judge as well
    {"resident", "representative", "counsellor", "client_supporter", "ombuds_officer", "provider"}
)
_KNOWN_BY_NAME = _IN_THE_CONDUCT | {"representative", "counsellor", "client_supporter", "ombuds_officer"}
_COLUMNS = {
    "name": "naam",
    "email": "email",
    "phone": "telefoon",
    "street": "straat",
    "postcode": "postcode",
    "city": "plaats",
    "function": "functie",
    "username": "gebruikersnaam",
}
_ADDRESS = re.compile(r"[^\s<>(),;]+@[^\s<>(),;]+")


class Involved(EngineError):
    """U bent bij deze klacht betrokken. Wie betrokken is, behandelt de klacht niet en leest het dossier \
niet (Awb artikel 9:7)."""

    code = "betrokken"


class HandlerInvolved(EngineError):
    """Wie bij de gebeurtenis betrokken was, mag de klacht niet behandelen (Awb artikel 9:7). Kies iemand \
anders."""

    code = "behandelaar_betrokken"


class TouchesYourself(EngineError):
    """U noemt uzelf als betrokkene. Laat een collega deze taak doen (Awb artikel 9:7)."""

    code = "zelf_betrokken"


@dataclass(frozen=True)
class Party:
    """A person or organisation as the facts of a case tell it. `bars`: may not handle the case."""

    role: str  # see ORDER
    name: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    function: str = ""
    username: str = ""  # account linked on purpose
    bars: bool = False


@dataclass(frozen=True)
class Colleague:
    """What an account says about the person behind it."""

    username: str
    name: str
    email: str


@dataclass(frozen=True)
class Stake:
    """What ties an account to a case. `bars`: no part in handling it; `answers`: gives his own side."""

    username: str
    bars: bool = False
    answers: bool = False


def parties_of(facts: Facts) -> tuple[Party, ...]:
    """Return everyone the facts of a case mention, in a fixed order."""
    exempt = is_exempt(facts)
    kept_out = _ON_A_SIDE if exempt else _ON_A_SIDE | _IN_THE_CONDUCT
    found = (*_sections(facts), *_listed(facts), *_in_case(facts.get("zaak", {}), facts))
    marked = [replace(party, bars=party.role in kept_out) for party in found]
    return tuple(sorted(marked, key=lambda party: ORDER.index(party.role)))


def is_exempt(facts: Facts) -> bool:
    """Whether the complaint is about the governing body, its chair or a member (Awb 9:7 lid 2).

    Only with a recorded reason, so that the exception can be accounted for.
    """
    zaak = facts.get("zaak", {})
    return zaak.get("gaat_over_bestuur") in (True, "ja") and bool(_text(zaak.get("reden_uitzondering")))


def stakes_of(parties: Iterable[Party], colleagues: Iterable[Colleague]) -> list[Stake]:
    """Return the accounts that have a stake, each once."""
    marks = _Marks.of(parties)
    stakes = (marks.stake(colleague) for colleague in colleagues)
    return [stake for stake in stakes if stake.bars or stake.answers]


def refuse_dependent_handler(
    handler_name: str, username: str, parties: Iterable[Party], stakes: Sequence[Stake]
) -> None:
    """Raise HandlerInvolved when who is to handle the case is one of those who may not."""
    barred = {stake.username for stake in stakes if stake.bars}
    names = {_key(party.name) for party in parties if party.bars and party.role in _KNOWN_BY_NAME}
    if handler_name and (username in barred or _key(handler_name) in names):
        raise HandlerInvolved(f"{handler_name} staat bij de betrokkenen.")


def may_do(task: "OpenTask", viewer: "Viewer", stake: Stake) -> bool:
    """Whether `viewer` may do a task: the accused his own, everybody else only without a stake."""
    if task.role == ACCUSED_ROLE:
        return stake.answers and task.assignee in (None, viewer.username)
    return not stake.bars and task.may_be_done_by(viewer)


def plain(text: str) -> str:
    """Return `text` without accents, so that "Yilmaz" finds "Yılmaz" and "Noe" finds "Noé"."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


# -- from facts to parties ------------------------------------------------------------------------


def _sections(facts: Facts) -> Iterator[Party]:
    for section, role in _SECTIONS.items():
        told = facts.get(section)
        if isinstance(told, Mapping) and told:
            yield _party(role, told)


def _listed(facts: Facts) -> Iterator[Party]:
    for told in facts.get("partijen") or ():
        if told.get("rol") in LISTED:
            yield _party(LISTED[told["rol"]], told)


def _in_case(zaak: Mapping[str, Any], facts: Facts) -> Iterator[Party]:
    for line in re.split(r"[\n;]", _text(zaak.get("andere_betrokkenen"))):
        if line.strip():
            yield _from_line("involved", line)
    # Whom the resident names counts until somebody has established whom the complaint is about.
    if zaak.get("wie") and not facts.get("beklaagde"):
        yield _from_line("named", _text(zaak["wie"]))
    if handler := _text(zaak.get("behandelaar")):
        yield Party("handler", handler, phone=_text(zaak.get("behandelaar_telefoon")))
    if decider := _text(zaak.get("beslisser")):
        yield Party("decider", decider)


def _party(role: str, told: Mapping[str, Any]) -> Party:
    return Party(role, **{column: _text(told.get(key)) for column, key in _COLUMNS.items()})


def _from_line(role: str, line: str) -> Party:
    """Return the party in a line such as "Linda van Dam <linda@vrijstad.example>"."""
    address = _ADDRESS.search(line)
    name = _ADDRESS.sub("", line).strip(" \t\r<>(),")
    return Party(role, name[:200], address[0][:254] if address else "")


# -- from parties to accounts ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Marks:
    """By what the parties of one case are recognised."""

    barring: frozenset[str]  # e-mail addresses, usernames and names
    answering: frozenset[str]  # e-mail addresses and usernames of the accused

    @classmethod
    def of(cls, parties: Iterable[Party]) -> "_Marks":
        barring: set[str] = set()
        answering: set[str] = set()
        for party in parties:
            sure = {f"@{party.email.casefold()}", f"={party.username}"}
            if party.bars:
                barring |= sure
                if party.role in _KNOWN_BY_NAME:
                    barring |= {_key(party.name), f"={party.name}"}
            if party.role == "accused":
                answering |= sure
        nobody = {"@", "=", ""}
        return cls(frozenset(barring - nobody), frozenset(answering - nobody))

    def stake(self, colleague: Colleague) -> Stake:
        sure = {f"@{colleague.email.casefold()}", f"={colleague.username}"}
        bars = not self.barring.isdisjoint(sure | {_key(colleague.name)})
        return Stake(colleague.username, bars, answers=not self.answering.isdisjoint(sure))


@lru_cache(maxsize=16_384)  # the same accounts come by at every change
def _key(name: str) -> str:
    return " ".join(plain(name).casefold().split())


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
