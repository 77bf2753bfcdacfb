"""Requests to publish, as other screens need to know of them."""

from webapp.store import requests
from webapp.store.requests import Request
from webapp.store.unit_of_work import reading


def open_request(draft_id: int) -> Request | None:
    """Return the request for a draft of which something may still come."""
    with reading() as store:
        found = requests.of_draft(store.connection, draft_id, limit=1)
    return next((one for one in found if one.state in requests.OPEN), None)
