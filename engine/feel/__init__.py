"""FEEL, the expression language of OMG DMN: conditions, timers, decision cells, form visibility.

Expressions come from diagrams that people outside this code base draw, so nothing here can import, read
files, reach Python objects, read the clock or run for long. See limits.py for what one expression may cost.
"""

from engine.feel.errors import (
    FeelError,
    FeelLimitError,
    FeelSyntaxError,
    UnknownFunctionError,
    UnknownNameError,
)
from engine.feel.expression import (
    Expression,
    UnaryTests,
    expression_text,
    parse_expression,
    parse_unary_tests,
)
from engine.feel.text import to_json

__all__ = [
    "Expression",
    "FeelError",
    "FeelLimitError",
    "FeelSyntaxError",
    "UnaryTests",
    "UnknownFunctionError",
    "UnknownNameError",
    "expression_text",
    "parse_expression",
    "parse_unary_tests",
    "to_json",
]
