"""The standard functions of FEEL (OMG DMN 1.4, section 10.3.4), by topic."""

from engine.feel.builtins import contexts, conversion, dates, lists, numbers, ranges, strings
from engine.feel.builtins.registry import BUILTINS, bind, bind_named

__all__ = [
    "BUILTINS", "bind", "bind_named", "contexts", "conversion", "dates", "lists", "numbers", "ranges",
    "strings",
]  # fmt: skip
