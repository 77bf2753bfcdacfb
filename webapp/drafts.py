"""A draft as the engine sees it: a bundle, and what the check says of it."""

from engine import Bundle
from webapp.commands import NoDraft
from webapp.publishing import findings_of
from webapp.store import queries
from webapp.store.queries import DraftRow


def open_draft(draft_id: int) -> DraftRow:
    """Return a draft that people work on. Raises NoDraft."""
    found = queries.draft(draft_id)
    if found is None or found.state != "open":
        raise NoDraft
    return found


def bundle_of(draft: DraftRow) -> Bundle:
    """Return the version beneath the draft with the changes over it."""
    return Bundle(queries.draft_contents(draft.id, draft.base_hash))


__all__ = ["bundle_of", "findings_of", "open_draft"]
