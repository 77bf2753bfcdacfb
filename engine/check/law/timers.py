"""Which timers watch over a statutory term, and from which day."""

import re
from collections.abc import Callable

from lark import Token, Tree

from engine.check.law.knowledge import dotted, literal, tree_of
from engine.check.law.marks import TERM
from engine.check.law.rules import ASKED
from engine.check.model import Node, local

LATEST_NOTICE = 7  # days after the end in which a timer still counts as noticing it
_DAYS = re.compile(r"P(\d{1,4})(D|W)")
Moment = tuple[str, int]  # the rule of the law, and days after (before: negative) its last day


def moment_of(node: Node, rule_of: Callable[[str], str]) -> Moment | None:
    """Return on which day, counted from the end of which term, a timer fires; None for any other timer."""
    texts = [child.text or "" for d in node.definitions for child in d if local(child) == "timeDate"]
    return _moment(tree_of(texts[0]), rule_of) if node.event == "timer" and texts else None


def _moment(tree: object, rule_of: Callable[[str], str]) -> Moment | None:
    if not isinstance(tree, Tree):
        return None
    if tree.data == "binary" and str(tree.children[1]) in {"+", "-"}:
        left, sign, right = tree.children
        moment, days = _moment(left, rule_of), _days(right)
        if moment is None or days is None:
            return None
        return moment[0], moment[1] + (days if str(sign) == "+" else -days)
    if tree.data != "call" or not isinstance(tree.children[-1], Tree):
        return None
    function, arguments = dotted(tree.children[0]), tree.children[-1].children
    if function == "termijn" and len(arguments) == 1 and (key := literal(arguments[0])):
        rule = rule_of(str(key[0]))
        return (rule, 0) if rule else None
    return None


def _days(tree: object) -> int | None:
    """Return the days in `duration("P7D")`."""
    if not isinstance(tree, Tree) or tree.data != "call" or dotted(tree.children[0]) != "duration":
        return None
    arguments = tree.children[-1]
    text = literal(arguments.children[0]) if isinstance(arguments, Tree) and arguments.children else None
    match = _DAYS.fullmatch(str(text[0])) if text else None
    return int(match[1]) * (7 if match[2] == "W" else 1) if match else None


def watches(boundary: Node, rule_of: Callable[[str], str]) -> bool:
    """Tell whether a timer on a border notices, without interrupting, that the term of 9:11 has ended."""
    may_be_skipped = boundary.properties.get("herinnering", ("", 0))[0].strip() == "ja"
    moment = moment_of(boundary, rule_of)
    if moment is None or boundary.interrupting or may_be_skipped:
        return False
    return moment[0] == TERM and 0 < moment[1] <= LATEST_NOTICE


def cuts_off(boundary: Node, rule_of: Callable[[str], str]) -> str:
    """Return the rule of the term at whose end, or before, a timer on a border breaks its step off.

    '' for any other timer, and for a term that no rule asks about.
    """
    moment = moment_of(boundary, rule_of)
    if moment is None or moment[1] > 1 or not boundary.interrupting:
        return ""
    return moment[0] if f"binnen:{moment[0]}" in ASKED else ""


_LENGTH = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?.*)?", re.DOTALL
)
_DAYS_IN = (365, 30, 7, 1, 1 / 24)
A_WEEK, WORKING_WEEK = 7, 5


def counts_for_itself(node: Node) -> bool:
    """Tell whether a timer counts more than a week by itself instead of using a term of termijnen.toml."""
    if node.event != "timer":
        return False
    texts = {local(child): child.text or "" for d in node.definitions for child in d}
    if "timeDate" in texts:
        return any(map(_counts, _parts(tree_of(texts["timeDate"]))))
    return any(_is_long(text) or any(map(_lasts, _parts(tree_of(text)))) for text in texts.values())


def _parts(tree: object) -> list[Tree[Token]]:
    return list(tree.iter_subtrees()) if isinstance(tree, Tree) else []


def _counts(tree: Tree[Token]) -> bool:
    """Tell whether a part of an expression adds days to something that is no term."""
    if tree.data == "call" and dotted(tree.children[0]) == "werkdagen":
        numbers = [str(part.children[0]) for part in _parts(tree) if part.data == "number"]
        return any(float(number) > WORKING_WEEK for number in numbers)
    if tree.data != "binary" or str(tree.children[1]) not in {"+", "-"}:
        return False
    left, _, right = tree.children
    is_term = any(part.data == "call" and dotted(part.children[0]) == "termijn" for part in _parts(tree))
    from_receipt = "zaak.ontvangstdatum" in {dotted(side) for side in (left, right)}
    return not is_term and (from_receipt or any(_lasts(side) for side in (left, right)))


def _lasts(tree: object) -> bool:
    """Tell whether this is a duration of more than a week."""
    if not isinstance(tree, Tree) or tree.data != "call" or not dotted(tree.children[0]).endswith("duration"):
        return False
    arguments = tree.children[-1]
    text = literal(arguments.children[0]) if isinstance(arguments, Tree) and arguments.children else None
    return text is not None and _is_long(str(text[0]))


def _is_long(text: str) -> bool:
    match = _LENGTH.fullmatch(text.strip())
    amounts = match.groups() if match else ()
    return sum(int(n or 0) * days for n, days in zip(amounts, _DAYS_IN, strict=False)) > A_WEEK
