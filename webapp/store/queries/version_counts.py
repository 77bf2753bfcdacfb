"""How many open cases run on each version."""

from sqlalchemy import func, select

from webapp.store.db import db
from webapp.store.models import Case, Stake
from webapp.store.queries.tasks import Viewer


def open_cases_by_version() -> dict[str, int]:
    """Return the number of open cases by version. By an index alone, but that reads all of them."""
    counted = select(Case.bundle_hash, func.count()).where(Case.state == "open").group_by(Case.bundle_hash)
    return {version: number for version, number in db.session.execute(counted)}


def barred_cases_by_version(viewer: Viewer) -> dict[str, int]:
    """Return, by version, the number of open cases that the viewer must keep away from (Awb 9:7)."""
    is_open = func.coalesce(Case.state, "") == "open"  # found by the few cases, not by what is open
    counted = select(Case.bundle_hash, func.count()).where(is_open).group_by(Case.bundle_hash)
    barred = select(Stake.case_id).where(Stake.username == viewer.username, Stake.bars)
    return {
        version: number for version, number in db.session.execute(counted.where(Case.case_id.in_(barred)))
    }
