"""Letters: the text that somebody gave one before it leaves, and offering one once more."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from engine import EngineError, LetterOut, tidied
from webapp.commands.shared import check_independent
from webapp.store import post, staff_post
from webapp.store.unit_of_work import unit_of_work


class LetterMoved(EngineError):
    """De zaak is intussen veranderd, en daarmee de brief die u wijzigde. Bekijk de brief opnieuw."""

    code = "brief_intussen_anders"


@dataclass(frozen=True)
class ChangedLetter:
    """A text that somebody gave a letter; `basis` is the fingerprint of the text that was changed."""

    text: str
    basis: str


def fingerprint(text: str) -> str:
    """Return the sixteen characters that tell one text of a letter from every other."""
    return hashlib.sha256(tidied(text).encode()).hexdigest()[:16]


def has_moved(letter: LetterOut, changed: ChangedLetter) -> bool:
    """Whether the template makes another text than the one that somebody read and changed."""
    return bool(letter.template) and fingerprint(letter.template) != changed.basis


class LetterNotDead(EngineError):
    """Deze brief is al verstuurd of wordt al verstuurd."""

    code = "brief_wordt_al_verstuurd"


def resend_letter(case_id: str, letter_id: str, *, by: str, at: datetime) -> None:
    """Send a letter that was given up once more, with the same Message-ID. Raises Involved, LetterNotDead."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        if not post.revive(store.connection, at, only=letter_id):
            raise LetterNotDead


def resend_staff_mail(mail_id: str, *, at: datetime) -> None:
    """Send a mail to a colleague that was given up once more. Raises LetterNotDead."""
    with unit_of_work() as store:
        if not staff_post.revive(store.connection, at, only=mail_id):
            raise LetterNotDead
