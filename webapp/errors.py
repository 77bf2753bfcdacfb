"""From exceptions to Dutch pages. The one place where an error becomes something to read."""

from dataclasses import dataclass

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from engine import Conflict, EngineError, TaskNotOpen, UnknownCase
from webapp.commands import (
    AmendmentStands,
    CoordinatorOnly,
    DraftConflict,
    NoDraft,
    NoRehearsal,
    NoSuchFile,
    NothingToTakeBack,
    NotTheOwner,
    NotYours,
    NotYourView,
    RehearsalMoved,
    UndoTooLate,
)
from webapp.involvement import Involved
from webapp.store.queries.paging import BadCursor
from webapp.store.work import TakenByColleague


@dataclass(frozen=True)
class Page:
    title: str
    text: str


PAGES = {
    400: Page("Dit verzoek klopt niet", "Ga terug, controleer wat u hebt ingevuld en probeer het opnieuw."),
    401: Page("U bent niet ingelogd", "Uw sessie is verlopen. Log opnieuw in en probeer het nog eens."),
    403: Page("Geen toegang", "Uw rol geeft geen toegang tot deze pagina. Vraag het uw leidinggevende."),
    404: Page("Deze pagina bestaat niet", "Controleer het adres, of ga naar het begin en zoek van daaruit."),
    405: Page("Dit kan hier niet", "Ga terug en gebruik de knoppen op de pagina."),
    409: Page("Een collega was u voor", "Bekijk de zaak opnieuw. Er is niets van u bewaard."),
    413: Page("Dit is te veel tegelijk", "De bestanden zijn samen te groot. Ga terug en stuur er minder."),
    422: Page("Dit kan niet worden uitgevoerd", "Er is niets gewijzigd."),
    429: Page("Even wachten", "Er kwamen te veel verzoeken. Probeer het over een minuut opnieuw."),
    500: Page("Er ging iets mis", "De fout ligt bij ons en is vastgelegd. Probeer het later opnieuw."),
    503: Page("Het is nu erg druk", "Er is niets verloren. Probeer het over een minuut opnieuw."),
}
_INVOLVED = Page(
    "U bent bij deze klacht betrokken",
    "Daarom kunt u het dossier niet lezen en er niets aan doen. Gaat de klacht over u? Dan vindt u bij "
    "“Klachten over mij” wat u mag lezen.",
)
_STATUS: dict[type[Exception], int] = {
    BadCursor: 400,
    NotYours: 403,
    CoordinatorOnly: 403,
    NotYourView: 403,
    NotTheOwner: 403,
    NoDraft: 404,
    NoSuchFile: 404,
    NoRehearsal: 404,
    DraftConflict: 409,
    RehearsalMoved: 409,
    NothingToTakeBack: 409,
    UnknownCase: 404,
    Conflict: 409,
    TaskNotOpen: 409,
    TakenByColleague: 409,
    UndoTooLate: 409,
    AmendmentStands: 409,
}


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(EngineError, _engine_error)
    app.register_error_handler(BadCursor, _engine_error)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(Exception, _unexpected)


def _expired_form(_error: CSRFError) -> tuple[str, int]:
    return _page(400, detail="De pagina stond te lang open of kwam van elders. Laad hem opnieuw.")


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    return _page(error.code)


def _engine_error(error: Exception) -> tuple[str, int]:
    if isinstance(error, Involved):
        return _render(_INVOLVED, 403, "Dat eist artikel 9:7 van de Algemene wet bestuursrecht.")
    kinds = (status for kind, status in _STATUS.items() if isinstance(error, kind))
    return _page(next(kinds, 422), detail=str(error))


def _database_busy(error: OperationalError) -> tuple[str, int]:
    current_app.logger.exception("database", exc_info=error)
    return _page(503)


def _unexpected(error: Exception) -> tuple[str, int]:
    current_app.logger.exception("%s %s", request.method, request.path, exc_info=error)
    return _page(500)


def _page(status: int, *, detail: str = "") -> tuple[str, int]:
    return _render(PAGES.get(status, PAGES[400 if status < 500 else 500]), status, detail)


def _render(page: Page, status: int, detail: str) -> tuple[str, int]:
    try:
        typed = _typed() if status == 409 else []
        return render_template(
            "errors/error.html", title=page.title, text=page.text, detail=detail, typed=typed
        ), status
    except Exception:  # an error page must never fail itself, and its heading asks the database who you are
        return f"{page.title}. {page.text} {escape(detail)}".rstrip(), status


def _typed() -> list[tuple[str, str]]:
    """Return the sentences that were sent in vain, so that nobody has to think of them twice.

    Choices, dates and the like are one word; only what holds a space is worth showing.
    """
    return [
        (name.rpartition(".")[2].replace("_", " ").capitalize(), text)
        for name, text in request.form.items(multi=True)
        if " " in text.strip()
    ]
