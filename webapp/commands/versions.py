"""Versions of the procedure."""

from collections.abc import Mapping
from datetime import datetime

from webapp.store import bundles
from webapp.store.unit_of_work import unit_of_work


def publish_bundle(bundle: str, files: Mapping[str, bytes], *, label: str, by: str, at: datetime) -> bool:
    """Make a checked bundle the version that new cases start with; return whether it was new."""
    with unit_of_work() as store:
        return bundles.publish(store.connection, bundle, files, label=label, by=by, at=at)
