"""Changes a process owner makes to a drawing, made at random on the XML."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def edited(drawing: bytes, draw: Callable[..., Any]) -> bytes:
    """Return the drawing with one to three changes."""
    root = etree.fromstring(drawing)
    for number in range(draw(st.integers(1, 3), label="changes")):
        change = draw(st.sampled_from([insert, remove, rename, negate, both_at_once]), label="change")
        change(root, number, draw)
    return etree.tostring(root)


def insert(root: Any, number: int, draw: Callable[..., Any]) -> None:
    """Put a new task in the middle of an arrow."""
    races = {one.get("id") for one in root.iter(f"{BPMN}eventBasedGateway")}
    free = [one for one in _arrows(root) if one.get("sourceRef") not in races]
    arrow = draw(st.sampled_from(free), label="arrow")
    _put_task(arrow, f"nieuw_{number}")


def remove(root: Any, number: int, draw: Callable[..., Any]) -> None:
    """Take a task out; what came before it now leads to what came after."""
    hosts = {one.get("attachedToRef") for one in root.iter(f"{BPMN}boundaryEvent")}
    free = [one for one in root.iter(f"{BPMN}userTask") if one.get("id") not in hosts]
    if not free:
        return
    task = draw(st.sampled_from(free), label="task")
    leaving = next(a for a in _arrows(root) if a.get("sourceRef") == task.get("id"))
    for arrow in _arrows(root):
        if arrow.get("targetRef") == task.get("id"):
            arrow.set("targetRef", leaving.get("targetRef"))
    leaving.getparent().remove(leaving)
    task.getparent().remove(task)


def rename(root: Any, number: int, draw: Callable[..., Any]) -> None:
    task = draw(st.sampled_from(list(root.iter(f"{BPMN}userTask")) or [None]), label="task")
    if task is not None:
        task.set("name", f"Anders {number}")


def negate(root: Any, number: int, draw: Callable[..., Any]) -> None:
    """Let a choice go the other way."""
    conditions = list(root.iter(f"{BPMN}conditionExpression"))
    if conditions:
        condition = draw(st.sampled_from(conditions), label="condition")
        condition.text = condition.text + " = false"


def both_at_once(root: Any, number: int, draw: Callable[..., Any]) -> None:
    """Do a task and a new one beside it at the same time."""
    hosts = {one.get("attachedToRef") for one in root.iter(f"{BPMN}boundaryEvent")}
    free = [one for one in root.iter(f"{BPMN}userTask") if one.get("id") not in hosts]
    if not free:
        return
    task = draw(st.sampled_from(free), label="task")
    name, split, join = task.get("id"), f"splits_n{number}", f"voeg_n{number}"
    scope = task.getparent()
    for arrow in _arrows(root):
        if arrow.get("targetRef") == name:
            arrow.set("targetRef", split)
        elif arrow.get("sourceRef") == name:
            arrow.set("sourceRef", join)
    beside = f"ernaast_{number}"
    for tag, node in (("parallelGateway", split), ("parallelGateway", join), ("userTask", beside)):
        etree.SubElement(scope, f"{BPMN}{tag}", id=node, name=node)
    for source, target in ((split, name), (split, beside), (name, join), (beside, join)):
        _arrow(scope, source, target)


def _arrows(root: Any) -> list[Any]:
    return list(root.iter(f"{BPMN}sequenceFlow"))


def _put_task(arrow: Any, name: str) -> None:
    scope, target = arrow.getparent(), arrow.get("targetRef")
    etree.SubElement(scope, f"{BPMN}userTask", id=name, name=name)
    arrow.set("targetRef", name)
    _arrow(scope, name, target)


def _arrow(scope: Any, source: str, target: str) -> None:
    name = f"{source}_nieuw_naar_{target}"
    etree.SubElement(scope, f"{BPMN}sequenceFlow", id=name, sourceRef=source, targetRef=target)
