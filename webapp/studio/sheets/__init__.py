"""Lists of a procedure as tables to fill in: what each holds, how it is judged, and how it is written."""

from webapp.studio.sheets.book import NEW, Book, Entry, Field
from webapp.studio.sheets.decrees import DECREES
from webapp.studio.sheets.merging import Line, Merged, merged, opened
from webapp.studio.sheets.signs import SIGNS
from webapp.studio.sheets.terms import ROLES, TERMS

BOOKS: dict[str, Book] = {"termijnen": TERMS, "rollen": ROLES, "kalender": DECREES, "wegwijzer": SIGNS}

__all__ = ["BOOKS", "NEW", "Book", "Entry", "Field", "Line", "Merged", "merged", "opened"]
