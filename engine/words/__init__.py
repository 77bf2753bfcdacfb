"""A bundle in plain Dutch: what an expression says, what things are called, a diagram as numbered prose."""

from engine.words.expressions import Speaker
from engine.words.lexicon import Lexicon
from engine.words.portrait import Portrait, portrait_of
from engine.words.prose import Prose, ProseStep, prose_of

__all__ = ["Lexicon", "Portrait", "Prose", "ProseStep", "Speaker", "portrait_of", "prose_of"]
