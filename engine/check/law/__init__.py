"""The law as a check: every path of the complaint procedure does what chapter 9 of the Awb asks.

`rules` says what is proved, `steps` what each step of a bundle does for it, `paths` walks; `standing` is
what holds for a step whatever path leads there.
"""

from collections.abc import Iterator

from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.law.fitness import markers
from engine.check.law.history import Trail
from engine.check.law.judge import Judge, Miss
from engine.check.law.marks import ANSWERS, MAIN, OUTCOMES
from engine.check.law.paths import Paths, TooLarge
from engine.check.law.standing import standing_rules_hold
from engine.check.law.steps import Steps
from engine.check.material import Material
from engine.check.model import Node, ProcessModel

SHOWN = 60  # steps of a path; a longer one loses its middle


def the_law_holds(material: Material) -> Iterator[Finding]:
    """Yield, for each rule that a path can break, where, the article and a short path."""
    if material.terms is None:
        return  # told as a fault of the file; every term would seem to be missing here
    steps = Steps(material)
    procedures = _procedures(material, steps)
    yield from standing_rules_hold(steps, procedures)
    for process in procedures:
        judge, is_walked = _walked(process, steps)
        if not is_walked:
            message = f"Er zijn te veel wegen door '{process.name or process.id}' om de wet te toetsen."
            yield found("L11", process.file, process, message)
        for miss in judge.misses.values():
            yield _finding(miss, steps)


def _walked(process: ProcessModel, steps: Steps) -> tuple[Judge, bool]:
    """Walk `process`; again without following facts that a path beside the handling turned out to change."""
    unsure: frozenset[str] = frozenset()
    while True:
        judge = Judge()
        paths = Paths(steps, judge)
        try:
            paths.walk(process)
        except TooLarge:
            return judge, False
        if paths.changed <= unsure:
            return judge, True
        unsure |= paths.changed
        steps = Steps(steps.material, unsure)


def _procedures(material: Material, steps: Steps) -> list[ProcessModel]:
    """Return the processes that handle a complaint: the one by that name, and any that can close one."""
    return [
        process
        for process in material.processes
        if process.id == MAIN or (process.id not in material.called_ids and _can_close(process, steps))
    ]


def _can_close(process: ProcessModel, steps: Steps) -> bool:
    pending, seen = list(process.nodes), set()
    while pending:
        node = pending.pop()
        if node in seen:
            continue
        seen.add(node)
        if any(marker in OUTCOMES for marker in markers(node)):
            return True
        scope = steps.inner(node)
        pending += scope.nodes if scope else []
    return False


def _finding(miss: Miss, steps: Steps) -> Finding:
    rule, file = miss.rule, steps.process_of[miss.node].file
    behind = [marker for marker, answer in ANSWERS.items() if answer.gives in rule.needs]
    reasons = [reason for mark in {*rule.needs, *behind} for reason in steps.refused[mark]]
    message = " ".join(
        [f"Awb artikel {rule.article}: {rule.sentence}", *reasons, f"Pad: {_told(miss.steps)}."]
    )
    return found(rule.code, file, miss.node, message, rule.remedy)


def _told(steps: tuple[Trail, ...]) -> str:
    words = [text for step in steps if (text := _label(step))]
    if len(words) > SHOWN:
        words = [*words[: SHOWN // 2], "…", *words[-SHOWN // 2 :]]
    return " → ".join(words)


def _label(step: Trail) -> str:
    """Return a step as people see it; a gateway only where it chooses something."""
    node: Node = step.node
    if node.tag in {"exclusiveGateway", "parallelGateway", "eventBasedGateway"} and len(node.outgoing) < 2:
        return ""
    name = " ".join((node.name or ("" if node.tag == "parallelGateway" else node.id)).split())
    return f"{name} {' '.join(step.note.split())}".strip()


BUNDLE_RULES = (the_law_holds,)
