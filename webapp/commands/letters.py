"""Letters that could not leave: offering one once more."""

from datetime import datetime

from engine import EngineError
from webapp.commands.shared import check_independent
from webapp.store import post
from webapp.store.unit_of_work import unit_of_work


class LetterNotDead(EngineError):
    """Deze brief is al verstuurd of wordt al verstuurd."""

    code = "brief_wordt_al_verstuurd"


def resend_letter(case_id: str, letter_id: str, *, by: str, at: datetime) -> None:
    """Send a letter that was given up once more, with the same Message-ID. Raises Involved, LetterNotDead."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        if not post.revive_one(store.connection, letter_id, at):
            raise LetterNotDead
