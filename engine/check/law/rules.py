"""What the law asks of every path, as a table in parts: read these to know what is proved."""

from engine.check.law.rule import Rule
from engine.check.law.rules_advice import ADVICE_RULES
from engine.check.law.rules_handling import HANDLING_RULES
from engine.check.law.rules_outcomes import OUTCOME_RULES
from engine.check.law.rules_term import TERM_RULES

RULES: tuple[Rule, ...] = (*HANDLING_RULES, *OUTCOME_RULES, *ADVICE_RULES, *TERM_RULES)

ASKED = frozenset(mark for rule in RULES for mark in (*rule.needs, *rule.when, *rule.unless))
"""Marks that matter to some rule. Paths carry no others, so that they differ only where it counts."""
