"""The front door of the engine: everything the web application may use.

It runs complaint processes. It knows BPMN and the Awb; it knows no web, no SQL and no wall clock.
"""

from engine.awb import Calendar, Term, TermError, compute_term, format_date_nl
from engine.bpmn.case import context_of
from engine.bpmn.floor import RawCase, record_road
from engine.bundle import Bundle
from engine.check import CODES, Finding, handbook
from engine.check import check as check_bundle
from engine.clock import AMSTERDAM, local_date, start_of_day
from engine.comparing import Comparison, Difference, compare_bundles
from engine.definition import Definition, Element, definition_of
from engine.differences import KINDS, Consequence
from engine.dmn import DecisionModel, DmnError, TckResult, parse_decisions, run_tck
from engine.errors import (
    CannotGoBack,
    CannotMigrate,
    CaseClosed,
    Conflict,
    EngineError,
    InvalidAnswers,
    LetterEmptied,
    LetterLacksDuty,
    LetterNotWritten,
    LetterTooLong,
    MigrationStands,
    MissingLetterValue,
    NobodyWaits,
    TaskNotOpen,
    UnknownCase,
    UnreadableFile,
)
from engine.facade import Engine, Replayed
from engine.feel import FeelError, expression_text, parse_expression, to_json
from engine.forms import FaultyForm, Form, FormProblem, FormResult, form_problems, parse_form
from engine.letters import Letter, markdown_to_html, markdown_to_text, parse_letter, tidied
from engine.memory import InMemoryStore
from engine.migration import Choice, Choices, Question, Trial
from engine.ports import (
    CaseOut,
    CaseRecord,
    Change,
    Event,
    Facts,
    LetterOut,
    MessageOut,
    Preview,
    Step,
    Store,
    TaskClosed,
    TaskKey,
    TaskOpened,
    TermRow,
    Timer,
    Wait,
)
from engine.scenarios import (
    Coverage,
    Item,
    Scenario,
    ScenarioResult,
    coverage,
    play_all,
    play_one,
    read_feature,
    scenarios_of,
)
from engine.standing import SideBySide, Standing, side_by_side
from engine.terms import TermBook
from engine.trials import Trials
from engine.values import dumps, loads
from engine.words import Lexicon, Portrait, Prose, ProseStep, Speaker, portrait_of, prose_of
from engine.xml import parse as parse_xml

__all__ = [
    "AMSTERDAM",
    "CODES",
    "KINDS",
    "Bundle",
    "Calendar",
    "CannotGoBack",
    "CannotMigrate",
    "CaseClosed",
    "CaseOut",
    "CaseRecord",
    "Change",
    "Choice",
    "Choices",
    "Comparison",
    "Conflict",
    "Consequence",
    "Coverage",
    "DecisionModel",
    "Definition",
    "Difference",
    "DmnError",
    "Element",
    "Engine",
    "EngineError",
    "Event",
    "Facts",
    "FaultyForm",
    "FeelError",
    "Finding",
    "Form",
    "FormProblem",
    "FormResult",
    "InMemoryStore",
    "InvalidAnswers",
    "Item",
    "Letter",
    "LetterEmptied",
    "LetterLacksDuty",
    "LetterNotWritten",
    "LetterOut",
    "LetterTooLong",
    "Lexicon",
    "MessageOut",
    "MigrationStands",
    "MissingLetterValue",
    "NobodyWaits",
    "Portrait",
    "Preview",
    "Prose",
    "ProseStep",
    "Question",
    "RawCase",
    "Replayed",
    "Scenario",
    "ScenarioResult",
    "SideBySide",
    "Speaker",
    "Standing",
    "Step",
    "Store",
    "TaskClosed",
    "TaskKey",
    "TaskNotOpen",
    "TaskOpened",
    "TckResult",
    "Term",
    "TermBook",
    "TermError",
    "TermRow",
    "Timer",
    "Trial",
    "Trials",
    "UnknownCase",
    "UnreadableFile",
    "Wait",
    "check_bundle",
    "compare_bundles",
    "compute_term",
    "context_of",
    "coverage",
    "definition_of",
    "dumps",
    "expression_text",
    "form_problems",
    "format_date_nl",
    "handbook",
    "loads",
    "local_date",
    "markdown_to_html",
    "markdown_to_text",
    "parse_decisions",
    "parse_expression",
    "parse_form",
    "parse_letter",
    "parse_xml",
    "play_all",
    "play_one",
    "portrait_of",
    "prose_of",
    "read_feature",
    "record_road",
    "run_tck",
    "scenarios_of",
    "side_by_side",
    "start_of_day",
    "tidied",
    "to_json",
]
