"""The front door of the engine: everything the web application may use."""

from engine.awb import Calendar, Term, TermError, compute_term, format_date_nl
from engine.forms import FaultyForm, Form, FormProblem, FormResult, form_problems, parse_form
from engine.terms import TermBook

__all__ = [
    "Calendar",
    "FaultyForm",
    "Form",
    "FormProblem",
    "FormResult",
    "Term",
    "TermBook",
    "TermError",
    "compute_term",
    "form_problems",
    "format_date_nl",
    "parse_form",
]
