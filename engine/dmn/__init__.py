"""Decision models (OMG DMN) on FEEL: reading, checking and taking decisions."""

from engine.dmn.decisions import DecisionModel, parse_decisions
from engine.dmn.errors import DmnError
from engine.dmn.model import Problem, TableInfo, Text
from engine.dmn.tck import TckResult, run_tck

__all__ = [
    "DecisionModel",
    "DmnError",
    "Problem",
    "TableInfo",
    "TckResult",
    "Text",
    "parse_decisions",
    "run_tck",
]
