"""The sentences that scenarios may use; importing this module makes all of them known."""

from engine.scenarios import actions, expectations
from engine.scenarios.language import perform, sentences

__all__ = ["actions", "expectations", "perform", "sentences"]
