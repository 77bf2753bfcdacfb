"""Syntax trees become Python closures `(run, frame) -> value`.

`run` is the evaluation (context of the caller, functions, budget). `frame` holds the local names: a linked
list of dictionaries, None at the top. Names of the caller are read straight from `run.root`, so a context
with thousands of facts costs nothing until it is read.
"""

from engine.feel.compile import calls, collections, iteration, names, operators, tests
from engine.feel.compile.compiler import Compiler

__all__ = ["Compiler", "calls", "collections", "iteration", "names", "operators", "tests"]
