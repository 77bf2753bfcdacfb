"""A case that ends without coming to an end of its diagram, because it goes on elsewhere."""

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.ports import Event, Step

if TYPE_CHECKING:
    from engine.bpmn.run import Run

END = "einde"  # instead of an element, in the step that tells of it


def end_early(run: "Run", event: Event, outcome: str) -> None:
    """Call off everything that was still to be done. Nothing is sent, and no term counts as met.

    A flat scan, like that of the positions: no task is told of it, so none starts a way out.
    """
    for part in (run.workflow, *run.workflow.subprocesses.values()):
        for task in part.tasks.values():
            if not task.has_state(TaskState.FINISHED_MASK):
                task._set_state(TaskState.CANCELLED)
        part.completed = True
    run.workflow.success = False
    run.effects.outcome = outcome
    run.effects.steps.append(
        Step(END, event.seq, "end", outcome, run.process.id, detail={"actor": event.actor})
    )
