"""How many open cases run on each version."""

from sqlalchemy import func, select

from webapp.store.db import db
from webapp.store.models import Case, Stake
from webapp.store.queries.tasks import Viewer


def open_cases_by_version(viewer: Viewer) -> dict[str, int]:
    """Return the number of open cases by version, without those the viewer must keep away from (Awb 9:7).

    Two statements: all of them by index, and the handful in which the viewer has a stake.
    """
    counted = select(Case.bundle_hash, func.count()).where(Case.state == "open").group_by(Case.bundle_hash)
    found = {version: number for version, number in db.session.execute(counted)}
    barred = select(Stake.case_id).where(Stake.username == viewer.username, Stake.bars)
    for version, number in db.session.execute(counted.where(Case.case_id.in_(barred))):
        found[version] -= number
    return found
