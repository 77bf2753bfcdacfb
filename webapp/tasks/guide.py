"""What a task page tells beside the form: what to do, why, which letters follow, what the resident reads.

All of it stands in the diagram and the letters of the case's own version, so a process owner who changes
a step changes its page with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine import Definition, Element
from webapp.drawing import Course, Node
from webapp.processes import course, definition
from webapp.store.queries import CaseHead, OpenTask

LETTER = "brief"  # building block of a service task that writes a letter


@dataclass(frozen=True)
class ComingLetter:
    """A letter that a next step can send."""

    step: str  # label of the step that writes it
    recipient: str  # "inwoner", "beklaagde", ...


@dataclass(frozen=True)
class Guide:
    """The words around a task. Texts are empty when the diagram has none."""

    what: str
    basis: str
    letters: tuple[ComingLetter, ...]
    resident_title: str
    resident_text: str


def guide_of(task: OpenTask, case: CaseHead) -> Guide:
    """Return the guide to a task. Without words of its own the resident reads the status of the case."""
    version = definition(task.bundle)
    element = version.elements[task.bpmn_id]
    title = element.properties.get("inwoner_titel", "")
    return Guide(
        what=element.documentation,
        basis=element.basis,
        letters=tuple(coming_letters(version, course(task.bundle), task.bpmn_id)),
        resident_title=title or case.status_text,
        resident_text=element.properties.get("inwoner_uitleg", "") if title else "",
    )


def coming_letters(version: Definition, map_: Course, task_id: str) -> Sequence[ComingLetter]:
    """Return the letters on every path from a task until people or the resident are needed again."""
    elements = version.elements

    def is_stop(node: Node) -> bool:
        return node.id in elements and (_writes(elements[node.id]) or _waits(node))

    found: dict[str, ComingLetter] = {}
    seen, queue = {task_id}, [task_id]
    while queue:
        for node in map_.next([queue.pop(0)], is_stop):
            if node.id in seen or not _writes(elements[node.id]):
                continue
            seen.add(node.id)
            queue.append(node.id)
            found[node.id] = _coming(version, elements[node.id])
    return list(found.values())


def _writes(element: Element) -> bool:
    return element.block == LETTER


def _waits(node: Node) -> bool:
    return node.kind in ("userTask", "intermediateCatchEvent", "eventBasedGateway")


def _coming(version: Definition, element: Element) -> ComingLetter:
    letter = version.letter(element.headers[LETTER])
    return ComingLetter(element.label, element.headers.get("aan") or letter.recipient)
