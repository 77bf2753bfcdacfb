"""The front door of the engine: everything the web application may use."""

from engine.awb import Calendar, Term, TermError, compute_term, format_date_nl
from engine.terms import TermBook

__all__ = ["Calendar", "Term", "TermBook", "TermError", "compute_term", "format_date_nl"]
