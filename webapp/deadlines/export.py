"""The list of terms as a file: the same filters, the same cases the viewer may see, page after page."""

from collections.abc import Iterator
from datetime import date

from engine import local_date
from webapp import spreadsheet, turns
from webapp.deadlines.selection import Selection
from webapp.spreadsheet import Row
from webapp.store import queries
from webapp.store.queries import DeadlineRow, TimerRow, Viewer
from webapp.wording import SUBJECTS, article, due, word_of

AT_ONCE = 500  # rows a question to the database
HEADER = (
    "Zaak", "Termijn", "Grondslag", "Begin", "Laatste dag", "Verdaagd", "Stand", "Onderwerp", "Stap",
    "Team", "Ligt bij", "Behandelaar", "Aan zet", "Kans op te laat (%)", "Verwacht klaar",
)  # fmt: skip
TIMER_HEADER = ("Zaak", "Wekker", "Grondslag", "Gaat af op")


def csv_lines(viewer: Viewer, selection: Selection, today: date) -> Iterator[str]:
    header, rows = _table(viewer, selection, today)
    return spreadsheet.csv_lines(header, rows)


def ods_chunks(viewer: Viewer, selection: Selection, today: date) -> Iterator[bytes]:
    header, rows = _table(viewer, selection, today)
    return spreadsheet.ods_chunks("Termijnen", header, rows)


def _table(viewer: Viewer, selection: Selection, today: date) -> tuple[Row, Iterator[Row]]:
    if selection.kind == "wekkers":
        return TIMER_HEADER, _timers(viewer, selection)
    return HEADER, _terms(viewer, selection, today)


def _terms(viewer: Viewer, selection: Selection, today: date) -> Iterator[Row]:
    cursor: str | None = None
    while True:
        page = queries.deadline_list(
            viewer, today=today, wanted=selection.wanted, cursor=cursor, limit=AT_ONCE
        )
        yield from (_term(row, today) for row in page.rows)
        cursor = page.next_cursor
        if cursor is None:
            return


def _term(row: DeadlineRow, today: date) -> Row:
    return (
        row.number, row.title, article(row.basis), row.start, row.last_day,
        "ja" if row.adjourned else "nee", due(row.last_day, today).text,
        word_of(SUBJECTS, row.subject), row.step,
        row.role, row.holder, row.handler_name, turns.told(row.awaited.split()), row.chance, row.expected_on,
    )  # fmt: skip


def _timers(viewer: Viewer, selection: Selection) -> Iterator[Row]:
    first, before = selection.moments
    cursor: str | None = None
    while True:
        page = queries.timer_list(viewer, first=first, before=before, cursor=cursor, limit=AT_ONCE)
        yield from (_timer(row) for row in page.rows)
        cursor = page.next_cursor
        if cursor is None:
            return


def _timer(row: TimerRow) -> Row:
    return row.number, row.title, article(row.basis), local_date(row.due_at)
