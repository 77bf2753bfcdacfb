"""Diagrams and charts as SVG, drawn on the server: no scripts, printable, in the house style."""

from webapp.drawing.charts import DeadlineBar, Milestone, WeekCount, deadline_bar, progress, week_bars
from webapp.drawing.course import Course
from webapp.drawing.diagram import Node
from webapp.drawing.outline import OutlineStep, outline
from webapp.drawing.painter import Heat, State, draw_diagram

__all__ = [
    "Course",
    "DeadlineBar",
    "Heat",
    "Milestone",
    "Node",
    "OutlineStep",
    "State",
    "WeekCount",
    "deadline_bar",
    "draw_diagram",
    "outline",
    "progress",
    "week_bars",
]
