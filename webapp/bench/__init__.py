"""How fast is it, and does that depend on how much there is? `aantafel bench`."""

from webapp.bench.handling import SIZES, run

__all__ = ["SIZES", "run"]
