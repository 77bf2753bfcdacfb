"""A draft as the engine sees it: a bundle, and what the check says of it."""

from flask import current_app

from engine import Bundle
from webapp import publishing
from webapp.commands import NoDraft
from webapp.publishing import findings_of
from webapp.store import queries
from webapp.store.queries import DraftRow

MOST_KEPT = 8  # bundles of a megabyte or two


def open_draft(draft_id: int) -> DraftRow:
    """Return a draft that people work on. Raises NoDraft."""
    found = queries.draft(draft_id)
    if found is None or found.state != "open":
        raise NoDraft
    return found


def bundle_of(draft: DraftRow) -> Bundle:
    """Return the version beneath the draft with the changes over it; the last few read are kept."""
    kept: dict[tuple[int, str, int], Bundle] = current_app.extensions.setdefault("aantafel_drafts", {})
    key = (draft.id, draft.base_hash, draft.rev)  # every change has a revision of its own
    if (found := kept.get(key)) is None:
        found = Bundle(queries.draft_contents(draft.id, draft.base_hash))
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept), key), None)
        kept[key] = found
    return found


def check_ahead(draft: DraftRow, patience: float = 0) -> bool:
    """Have the check of a draft begin; return whether its findings are there at once. Tests just wait."""
    return current_app.testing or publishing.check_ahead(bundle_of(draft), patience)


__all__ = ["bundle_of", "check_ahead", "findings_of", "open_draft"]
