"""What changes when one version takes the place of another, in plain Dutch sentences."""

from engine.comparing.compare import compare_bundles
from engine.comparing.difference import Comparison, Difference, Group

__all__ = ["Comparison", "Difference", "Group", "compare_bundles"]
