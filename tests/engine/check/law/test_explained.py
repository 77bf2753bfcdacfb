"""Process owners can read what is proved, and every marker is explained and used."""

import pytest

from engine.check import CODES
from engine.check.law.carriers import CARRIERS
from engine.check.law.marks import ANSWERS, TAKES_BACK
from engine.check.law.rule import Rule
from engine.check.law.rules import RULES
from tests.engine.check.law.test_mutants import MUTANTS
from tests.engine.check.law.test_small_mutants import MUTANTS as SMALL_MUTANTS
from tests.engine.check.law.workshop import ROOT

PROOF = (ROOT / "docs" / "wet-als-toets.md").read_text(encoding="utf-8")
MARKERS = (ROOT / "processes" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=[rule.sentence for rule in RULES])
def test_every_rule_is_explained_and_has_a_mutant(rule: Rule) -> None:
    assert f"| {rule.code} | {rule.article} | {rule.sentence} |" in PROOF
    assert rule.code in CODES
    assert any(rule.article.startswith(article) for article, _, _ in (*MUTANTS, *SMALL_MUTANTS))


MARKED = sorted(mark for mark in {*CARRIERS, *ANSWERS, *TAKES_BACK} if mark.startswith("awb."))


@pytest.mark.parametrize("marker", MARKED)
def test_every_marker_is_explained(marker: str) -> None:
    assert f"`{marker}`" in MARKERS


def test_every_mark_that_a_rule_needs_can_be_left_by_some_step() -> None:
    left = {*CARRIERS, *(answer.gives for answer in ANSWERS.values())}
    needed = {mark for rule in RULES for mark in rule.needs if mark.startswith("awb.")}
    assert needed <= left
