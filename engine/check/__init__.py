"""Checks a bundle before anyone runs it: what is wrong, where, and how to mend it.

A rule is a generator over a diagram, a process or the whole bundle. Adding one is writing it and
naming it in the tuple at the end of its module.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeVar

from engine.bundle import Bundle
from engine.check import (
    contents,
    decisions,
    elements,
    expressions,
    law,
    limits,
    loops,
    names,
    order,
    references,
    roles,
    soundness,
    steps,
    structure,
)
from engine.check.codes import CODES, found, handbook
from engine.check.finding import Finding
from engine.check.material import Material
from engine.check.model import Diagram, ProcessModel

Subject = TypeVar("Subject")
__all__ = ["CODES", "Finding", "check", "handbook"]

DIAGRAM_RULES: tuple[Callable[[Diagram], Iterator[Finding]], ...] = (
    *elements.DIAGRAM_RULES,
    *structure.DIAGRAM_RULES,
    *names.DIAGRAM_RULES,
)
PROCESS_RULES: tuple[Callable[[ProcessModel], Iterator[Finding]], ...] = (
    *elements.PROCESS_RULES,
    *structure.PROCESS_RULES,
    *soundness.PROCESS_RULES,
    *limits.PROCESS_RULES,
    *loops.PROCESS_RULES,
    *names.PROCESS_RULES,
    *roles.PROCESS_RULES,
    *steps.PROCESS_RULES,
)
BUNDLE_RULES: tuple[Callable[[Material], Iterator[Finding]], ...] = (
    *references.BUNDLE_RULES,
    *roles.BUNDLE_RULES,
    *steps.BUNDLE_RULES,
    *expressions.BUNDLE_RULES,
    *contents.BUNDLE_RULES,
    *decisions.BUNDLE_RULES,
    *order.BUNDLE_RULES,
    *loops.BUNDLE_RULES,
    *law.BUNDLE_RULES,
)


def check(bundle: Bundle) -> list[Finding]:
    """Return everything wrong with `bundle`, by file and line; empty when it can be published.

    No bundle makes this raise: what cannot be read is a finding too.
    """
    material = Material(bundle)
    findings: set[Finding] = set()
    for diagram in material.diagrams:
        findings.update(_of_diagram(diagram, DIAGRAM_RULES))
    for process in material.processes:
        findings.update(_of_process(process, PROCESS_RULES))
    for bundle_rule in BUNDLE_RULES:
        findings.update(_applied(bundle_rule, material, "processes"))
    return sorted(findings | set(material.faults))


@lru_cache(maxsize=256)  # a diagram that did not change is the same object: see Material.diagrams
def _of_diagram(
    diagram: Diagram, rules: tuple[Callable[[Diagram], Iterator[Finding]], ...]
) -> tuple[Finding, ...]:
    return tuple(one for rule in rules for one in _applied(rule, diagram, diagram.file))


@lru_cache(maxsize=256)
def _of_process(
    process: ProcessModel, rules: tuple[Callable[[ProcessModel], Iterator[Finding]], ...]
) -> tuple[Finding, ...]:
    return tuple(one for rule in rules for one in _applied(rule, process, process.file))


def _applied(rule: Callable[[Subject], Iterator[Finding]], subject: Subject, file: str) -> list[Finding]:
    """Return what a rule finds. A rule that fails is a defect of ours and must not hide the others."""
    try:
        return list(rule(subject))
    except Exception as error:
        message = f"De regel '{rule.__name__}' liep vast: {type(error).__name__}."
        return [found("E08", file, 1, message)]
