"""A draft as the engine sees it: a bundle, and what the check says of it."""

from threading import Lock

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
    """Return what is wrong; the same files are checked once, also when two people ask at once."""
    with _CHECKING:
        if bundle.hash not in _FOUND:
            while len(_FOUND) >= MOST_REMEMBERED:
                _FOUND.pop(next(iter(_FOUND)))
            _FOUND[bundle.hash] = tuple(check_bundle(bundle))
        return _FOUND[bundle.hash]


MOST_REMEMBERED = 64
_CHECKING = Lock()
_FOUND: dict[str, tuple[Finding, ...]] = {}  # by the hash of the files: the files themselves are large
