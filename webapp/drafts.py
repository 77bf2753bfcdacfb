"""A draft as the engine sees it: a bundle, and what the check says of it."""

from functools import lru_cache

from engine import Bundle, Finding, check_bundle
from webapp.commands import NoDraft
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


def findings_of(bundle: Bundle) -> tuple[Finding, ...]:
    """Return what is wrong; the same files are checked once."""
    return _findings(bundle)


@lru_cache(maxsize=8)
def _findings(bundle: Bundle) -> tuple[Finding, ...]:
    return tuple(check_bundle(bundle))
