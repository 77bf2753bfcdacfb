"""Expressions on a form. The only module here that knows the FEEL engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel import Expression, FeelError, expression_text, parse_expression
from engine.forms.browser import Tree, browser_tree


class BadExpression(ValueError):
    """The text is no FEEL; the message is Dutch."""


@dataclass(frozen=True)
class Condition:
    """A compiled FEEL expression. `tree` is what the browser may evaluate; None when only we can."""

    source: str
    paths: frozenset[str]  # what it reads, dotted
    tree: Tree | None = field(compare=False, repr=False)
    _compiled: Expression = field(compare=False, repr=False)

    @classmethod
    def parse(cls, source: str) -> "Condition":
        """Compile `source` (with or without form-js' leading `=`); raise :class:`BadExpression`."""
        text = expression_text(source)
        try:
            compiled = parse_expression(text)
        except FeelError as error:
            raise BadExpression(str(error)) from None
        paths = frozenset(".".join(steps) for steps in compiled.names)
        return cls(text, paths, browser_tree(text), compiled)

    def value(self, context: Mapping[str, Any]) -> Any:
        """Evaluate on answers and facts. What nobody answered, or costs too much, is null."""
        try:
            return self._compiled.evaluate(context)
        except FeelError:
            return None

    def holds(self, context: Mapping[str, Any]) -> bool:
        """Only exactly true counts: null and texts do not hide a question."""
        return self.value(context) is True
