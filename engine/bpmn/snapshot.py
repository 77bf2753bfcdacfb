"""The position of a case as bytes: which steps are where, nothing about people.

Specs are not stored: they come from the bundle the case runs on. Facts and answers are not stored
either: they live in tables. Tasks are numbered in order of creation, so that the same history gives the
same bytes whether it was run in one go or with a save after every step.
"""

from datetime import datetime
from typing import Any

import orjson
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.timers import waiting_events

FORMAT = 1
KEPT = ("n", "armed")  # internal data that survives: occurrence number, moment the event was armed


def dump(workflow: Any, counters: dict[str, int]) -> bytes:
    """Return the snapshot of `workflow`; equal positions give equal bytes."""
    numbers: dict[Any, int] = {}
    parts = []
    for part in (workflow, *workflow.subprocesses.values()):
        parts.append(_dump_part(part, numbers))
    return orjson.dumps([FORMAT, counters, parts], option=orjson.OPT_SORT_KEYS)


def _dump_part(part: Any, numbers: dict[Any, int]) -> list[Any]:
    rows = []
    for task in part.tasks.values():
        numbers[task.id] = len(numbers)
        kept = {k: task.internal_data[k] for k in KEPT if k in task.internal_data}
        rows.append(
            [
                task.task_spec.name,
                task._state,
                numbers.get(task._parent, -1),
                int(task.triggered),
                kept or 0,
            ]
        )
    last = numbers.get(part.last_task.id, -1) if part.last_task is not None else -1
    owner = numbers[part.parent_task_id] if part.parent_task_id is not None else -1
    return [part.spec.name, owner, int(part.completed), int(part.success), last, rows]


def load(data: bytes, process: Any, engine: Any) -> tuple[Any, dict[str, int]]:
    """Return the workflow and the occurrence counters that :func:`dump` wrote.

    `process` has `spec` and `subprocesses`, the parsed specs of the version the case runs on.
    """
    version, counters, parts = orjson.loads(data)
    if version != FORMAT:
        raise ValueError(f"Onbekende opslagvorm {version} van een zaak.")
    top = BpmnWorkflow(process.spec, process.subprocesses, script_engine=engine, deserializing=True)
    tasks: list[Any] = []
    _fill(top, parts[0], tasks, top)
    for part in parts[1:]:
        owner = tasks[part[1]]
        child = BpmnSubWorkflow(process.subprocesses[part[0]], owner.id, top, deserializing=True)
        _fill(child, part, tasks, top)
        top.subprocesses[owner.id] = child
        if not child.completed:
            child.completed_event.connect(owner.task_spec._on_subworkflow_completed, owner)
    return top, counters


def places(data: bytes, process: Any) -> tuple[list[tuple[str, str, int, Any]], dict[str, int], bool]:
    """Return where a stored case waits (kind, element, occurrence, when armed), its counters and whether it
    is completed, without bringing the workflow back."""
    version, counters, parts = orjson.loads(data)
    if version != FORMAT:
        raise ValueError(f"Onbekende opslagvorm {version} van een zaak.")
    found: list[tuple[str, str, int, Any]] = []
    for number, (name, _, _, _, _, rows) in enumerate(parts):
        specs = (process.subprocesses[name] if number else process.spec).task_specs
        for step, state, _, _, kept in rows:
            if state not in (TaskState.READY, TaskState.WAITING) or not kept or "n" not in kept:
                continue
            spec, armed = specs[step], kept.get("armed")
            moment = datetime.fromisoformat(armed) if armed else None
            if state == TaskState.READY and spec.manual:
                found.append(("task", spec.bpmn_id, kept["n"], moment))
            elif state == TaskState.WAITING and isinstance(spec, CatchingEvent):
                found += [(kind, element, kept["n"], moment) for kind, element in waiting_events(spec)]
    return found, counters, bool(parts[0][2])


def _fill(workflow: Any, part: list[Any], tasks: list[Any], top: Any) -> None:
    _, _, completed, success, last, rows = part
    specs = workflow.spec.task_specs
    waiting = TaskState.WAITING
    first = len(tasks)
    for name, state, parent, triggered, kept in rows:
        task = Task.__new__(Task)
        task.id = len(tasks) + 1
        task.workflow = workflow
        task.task_spec = specs[name]
        task._state = state
        task._children = []
        task.triggered = bool(triggered)
        task.thread_id = 0
        task.data = {}
        task.internal_data = dict(kept) if kept else {}
        task.last_state_change = 0.0
        if parent < 0:
            task._parent = None
        else:
            task._parent = parent + 1
            tasks[parent]._children.append(task.id)
        tasks.append(task)
        workflow.tasks[task.id] = task
        if state == waiting and isinstance(task.task_spec, CatchingEvent):
            top.event_manager.add_task(task)
    workflow.task_tree = tasks[first]
    workflow.completed = bool(completed)
    workflow.success = bool(success)
    workflow.last_task = tasks[last] if last >= 0 else None
