"""How long steps take, as heat on the diagram: median and 80th percentile, in working days."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort
from markupsafe import Markup

from engine import local_date
from webapp.drawing import Heat, draw_diagram
from webapp.outlook import working_days
from webapp.pages import viewer
from webapp.processes import course, current_bundle, diagrams
from webapp.store import queries
from webapp.wording import process_name

PERIODS = {
    "kwartaal": ("Laatste 3 maanden", 91),
    "halfjaar": ("Laatste half jaar", 182),
    "jaar": ("Laatste jaar", 365),
}
FEW = 5  # finished tasks below which a figure says little
LEVELS = (  # up to and including so many working days, in words
    (1, "hoogstens 1 dag"),
    (3, "2 of 3 dagen"),
    (5, "4 of 5 dagen"),
    (10, "6 tot en met 10 dagen"),
    (10**6, "meer dan 10 dagen"),
)


@dataclass(frozen=True)
class StepTime:
    """The durations of one step."""

    id: str
    name: str
    number: int
    median: int
    most: int  # 80 percent is done within this

    @property
    def level(self) -> int:
        return next(level for level, (days, _) in enumerate(LEVELS) if self.median <= days)

    @property
    def level_words(self) -> str:
        return LEVELS[self.level][1]

    @property
    def is_little(self) -> bool:
        return self.number < FEW


@dataclass(frozen=True)
class Durations:
    """The page: one process, its heat, and the same as a table with the slowest step on top."""

    process: str
    title: str
    period: str
    svg: Markup
    steps: Sequence[StepTime]
    processes: Sequence[tuple[str, str]]
    called: Sequence[tuple[str, str]]  # processes that this one calls
    levels: Sequence[str] = tuple(words for _, words in LEVELS)


def durations(process: str, period: str, at: datetime) -> Durations:
    """Return the heat of one process; 404 for a process that does not exist."""
    bundle = current_bundle()
    files, drawn = diagrams(bundle), course(bundle)
    if process not in files:
        abort(404)
    period = period if period in PERIODS else "kwartaal"
    since = at - timedelta(days=PERIODS[period][1])
    steps = step_times(queries.task_durations(viewer(), process, since))
    heat = {step.id: Heat(step.level, _days(step.median), _told(step)) for step in steps}
    title = drawn.diagrams[process].title or process_name(process).capitalize()
    named = [
        (name, diagram.title or process_name(name).capitalize()) for name, diagram in drawn.diagrams.items()
    ]
    calls = {node.called for node in drawn.diagrams[process].nodes.values() if node.called}
    with_tasks = {drawn.process_of(node.id) for node in drawn.nodes.values() if node.kind == "userTask"}
    return Durations(
        process=process,
        title=title,
        period=period,
        svg=draw_diagram(files[process], heat=heat, title=f"Doorlooptijd per stap: {title}"),
        steps=steps,
        called=[pair for pair in named if pair[0] in calls & with_tasks],
        processes=sorted((pair for pair in named if pair[0] in with_tasks), key=lambda pair: pair[1]),
    )


def step_times(tasks: Sequence[queries.TaskDuration]) -> list[StepTime]:
    """Return median and 80th percentile per step, slowest first."""
    days = working_days()
    lasted: Mapping[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for task in tasks:
        lasted[task.step].append(days.between(local_date(task.opened_at), local_date(task.closed_at)))
        names.setdefault(task.step, task.title)
    found = [
        StepTime(step, names[step], len(each), at_share(each, 0.5), at_share(each, 0.8))
        for step, each in lasted.items()
    ]
    return sorted(found, key=lambda step: (-step.median, -step.most, step.name))


def at_share(values: Sequence[int], share: float) -> int:
    """Return the smallest value that this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(-(-int(share * 100) * len(ordered) // 100) - 1, 0)]


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagen"


def _told(step: StepTime) -> str:
    return (
        f"helft klaar binnen {_days(step.median)}, 80 procent binnen {_days(step.most)}, "
        f"{step.number} keer gemeten"
    )
