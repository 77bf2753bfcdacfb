"""What a command would do: its change, read as a promise instead of written down."""

from collections.abc import Callable

from engine.errors import EngineError, MissingLetterValue
from engine.ports import Change, Preview
from engine.state import State


def previewed(before: State, act: Callable[[], Change]) -> Preview:
    """Return what `act` would change of a case that is as in `before`, or what stands in the way."""
    try:
        change = act()
    except EngineError as error:
        missing = error.names if isinstance(error, MissingLetterValue) else ()
        return Preview(
            (), (), (), before.terms, before.terms, False, "", problems=(str(error),), missing=missing
        )
    return Preview(
        opens=change.opened,
        cancels=tuple(c.key for c in change.closed if c.state == "cancelled"),
        letters=change.letters,
        terms_before=before.terms,
        terms_after=before.terms if change.terms is None else change.terms,
        closes_case=change.status == "closed",
        outcome=change.outcome,
        cases=change.cases,
        timers_before=before.timers,
        timers_after=before.timers if change.timers is None else change.timers,
        undone=change.undone,
    )
