"""What a scenario reached, as keys: ids of steps, and names for what has no step of its own.

Ids of steps are unique in a bundle (check E51); those of arrows are not, so a branch goes by its gateway.
"""

from collections.abc import Iterator

from engine.bpmn.trace import Trace


def opened(task: str) -> str:
    """Return the key of a task that was open, whether or not anybody completed it."""
    return f"open:{task}"


def branch(gateway: str, condition: str) -> str:
    return f"tak:{gateway}?{condition}"


def letter(name: str) -> str:
    return f"brief:{name}"


def rule(file: str, table: str, number: int) -> str:
    return f"regel:{file}/{table}/{number}"


def keys_of(trace: Trace) -> Iterator[str]:
    """Yield the keys of everything on the way of a case."""
    yield from trace.passed
    yield from (branch(*choice) for choice in trace.choices)
    yield from (rule(*applied) for applied in trace.rules)
