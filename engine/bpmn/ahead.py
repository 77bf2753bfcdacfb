"""What may still come from where a case waits, read off the drawing: every way out, whatever the answers."""

from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from engine.definition import Definition, Process

Road = Mapping[str, frozenset[str]]  # element id -> the elements that may come after it


def ahead(definition: Definition, process: str, waits_at: frozenset[str]) -> frozenset[str]:
    """Return the ids of the elements that may come after those the case waits at."""
    return _ahead(definition, process, waits_at)


@lru_cache(maxsize=2048)
def _ahead(definition: Definition, process: str, waits_at: frozenset[str]) -> frozenset[str]:
    road = _road(definition, process)
    found: set[str] = set()
    for each in waits_at:
        found |= road.get(each, frozenset())
    return frozenset(found)


@lru_cache(maxsize=64)
def _road(definition: Definition, process: str) -> Road:
    """Return for every element all that may come after it, however far."""
    steps = _arrows(definition.process(process))
    names = {spec: spec.split("/")[-1] for spec in steps}
    return {names[begin]: frozenset(names[s] for s in _reached(steps, begin)) for begin in steps}


def _arrows(process: Process) -> dict[str, set[str]]:
    """Return the arrows between SpiffWorkflow's steps, into what is called and out of it again."""
    parts = {process.spec.name: process.spec} | dict(process.subprocesses)
    steps: dict[str, set[str]] = {}
    for part, spec in parts.items():
        for name, task in spec.task_specs.items():
            steps.setdefault(f"{part}/{name}", set()).update(f"{part}/{after.name}" for after in task.outputs)
    for part, spec in parts.items():
        for name, task in spec.task_specs.items():
            called: Any = parts.get(getattr(task, "spec", ""))
            if called is None:
                continue
            here = steps[f"{part}/{name}"]
            for inner in called.task_specs.values():
                if not inner.outputs:
                    steps[f"{called.name}/{inner.name}"] |= here
            here.add(f"{called.name}/{called.start.name}")
    return steps


def _reached(steps: Mapping[str, set[str]], begin: str) -> set[str]:
    found: set[str] = set()
    queue = deque(steps[begin])
    while queue:
        step = queue.popleft()
        if step not in found:
            found.add(step)
            queue.extend(steps.get(step, ()))
    return found
