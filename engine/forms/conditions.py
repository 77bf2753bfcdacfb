"""Expressions on a form. The only module here that knows the FEEL engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

try:
    from engine.feel import FeelError, parse_expression
except ImportError:  # the expression language is still being built
    from engine.forms._stub import FeelError, parse_expression
from engine.forms.browser import Tree, browser_tree, paths


class BadExpression(ValueError):
    """The text is no FEEL; the message is Dutch."""


@dataclass(frozen=True)
class Condition:
    """A compiled FEEL expression, with the tree for the browser when that can evaluate it too."""

    source: str
    names: frozenset[str]  # first steps of the paths it reads
    tree: Tree | None = field(compare=False, repr=False)
    _compiled: Any = field(compare=False, repr=False)

    @classmethod
    def parse(cls, source: str) -> "Condition":
        """Compile `source` (with or without form-js' leading `=`); raise :class:`BadExpression`."""
        text = source.strip().removeprefix("=").strip()
        try:
            compiled = parse_expression(text)
        except FeelError as error:
            raise BadExpression(str(error)) from None
        return cls(text, frozenset(compiled.names), browser_tree(text), compiled)

    @property
    def paths(self) -> frozenset[str]:
        """The dotted paths it reads; only their first steps when the browser tree is missing."""
        return frozenset(paths(self.tree)) if self.tree is not None else self.names

    def value(self, context: Mapping[str, Any]) -> Any:
        """Evaluate on answers and facts. What nobody has answered is null, as in form-js."""
        known = {name: None for name in self.names} | dict(context)
        try:
            return self._compiled.evaluate(known)
        except FeelError:
            return None

    def holds(self, context: Mapping[str, Any]) -> bool:
        """Only exactly true counts: null and texts do not hide a question."""
        return self.value(context) is True
