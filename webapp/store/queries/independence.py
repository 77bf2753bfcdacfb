"""Which cases an account must keep away from, and which it may answer for (Awb 9:7).

As subqueries by username: a person is involved in few cases, so each list reads that handful once and
leaves its own index walk as it was.
"""

from typing import Any

from sqlalchemy import select

from webapp.involvement import Stake
from webapp.store import models
from webapp.store.questions import question


def independent(case_id: Any, username: str) -> Any:
    """Return the condition that `username` may take part in handling the case in this column."""
    barred = select(models.Stake.case_id).where(models.Stake.username == username, models.Stake.bars)
    return case_id.not_in(barred)


def answering(case_id: Any, username: str) -> Any:
    """Return the condition that the case in this column is about `username`."""
    own = select(models.Stake.case_id).where(models.Stake.username == username, models.Stake.answers)
    return case_id.in_(own)


def stake(username: str, case_id: str) -> Stake:
    """Return what ties an account to a case; a stake in nothing when there is no tie. One statement."""
    row = _stake(username, case_id).one_or_none()
    return Stake(*row) if row else Stake(username)


@question
def _stake(username: Any, case_id: Any) -> Any:
    columns = (models.Stake.username, models.Stake.bars, models.Stake.answers)
    return select(*columns).where(models.Stake.username == username, models.Stake.case_id == case_id)
