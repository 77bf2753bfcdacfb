"""What one line of the table says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """At each of `at`, one of `needs` has been done; `when`/`unless` (any of them) limit the rule."""

    code: str
    article: str
    at: tuple[str, ...]
    needs: tuple[str, ...]
    sentence: str
    remedy: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    oral_too: bool = False  # asked of an oral complaint as well
