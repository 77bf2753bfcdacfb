"""Less stutter: what stands in memory after the start stays there, so nobody looks through it for rubbish."""

import gc

OFTEN = (10_000, 10, 10)  # new objects before a look; the default of 700 strikes several times a page


def keep_what_stands() -> None:
    """Leave everything of now out of the search for rubbish, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
