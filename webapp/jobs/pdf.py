"""A letter on paper: PDF/UA with the municipality's letterhead, and the same letter on a screen."""

import atexit
import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from engine import markdown_to_html
from webapp.config import Municipality
from webapp.jobs import letterhead
from webapp.wording import long_day

WEBAPP = Path(__file__).parent.parent
STYLES = WEBAPP / "static" / "letter"
_PRINTER = Lock()  # Pango's fonts are shared by all threads of this process


class PrinterMissing(RuntimeError):
    """Zonder de bibliotheek Pango kan er geen PDF worden gemaakt. Installeer libpango-1.0-0."""


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Return the templates of letters and mails; values in them are escaped."""
    environment = Environment(
        loader=FileSystemLoader(WEBAPP / "templates" / "letters"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = long_day
    environment.globals |= {"logo": letterhead.logo, "footer": letterhead.footer, "colour": letterhead.colour}
    return environment


def letter_html(
    markdown: str,
    subject: str,
    *,
    municipality: Municipality,
    recipient: Sequence[str],
    reference: str,
    date: date,
) -> str:
    """Return the letter as an HTML fragment without inline styles, for a page with `letter/letter.css`.

    `recipient` holds the lines of the address, name first; `reference` is the case number.
    """
    return (
        templates()
        .get_template("letter.html")
        .render(
            municipality=municipality,
            recipient=[line for line in recipient if line.strip()],
            reference=reference,
            date=date,
            subject=subject,
            # markdown_to_html sanitises what it returns
            body=Markup(markdown_to_html(markdown)),
        )
    )


def letter_pdf(
    markdown: str,
    subject: str,
    *,
    municipality: Municipality,
    recipient: Sequence[str],
    reference: str,
    date: date,
) -> bytes:
    """Return the letter as PDF/UA-1, the same bytes for the same letter. Arguments as in letter_html.

    Nothing is fetched from a network or read from outside the letter's own folder.
    Raises PrinterMissing when the system lacks Pango.
    """
    fragment = letter_html(
        markdown, subject, municipality=municipality, recipient=recipient, reference=reference, date=date
    )
    page = (
        templates()
        .get_template("page.html")
        .render(
            letter=Markup(fragment),
            municipality=municipality,
            subject=subject,
            reference=reference,
            date=date,
        )
    )
    return page_pdf(page)


def page_pdf(page: str, sheets: Sequence[str] = ("letter.css", "page.css")) -> bytes:
    """Return a whole page of HTML as PDF/UA-1, with style sheets from the folder of letters.

    Nothing is fetched from a network. Raises PrinterMissing when the system lacks Pango.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # WeasyPrint loads Pango when it is imported
        raise PrinterMissing(PrinterMissing.__doc__) from error
    with _PRINTER:
        fonts, styles = _styles(tuple(sheets))
        document = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=("data",)))
        pdf: bytes = document.write_pdf(
            stylesheets=styles,
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
        )
    return pdf


def for_paper(drawing: Markup) -> Markup:
    """Return an SVG with its style sheet inside: a printer applies that of the page to no drawing."""
    head, bracket, rest = drawing.partition(">")
    return Markup(f"{head}{bracket}<style>{_drawing_style()}</style>{rest}")


@lru_cache(maxsize=1)
def _drawing_style() -> str:
    return (STYLES / "drawing.css").read_text()


@lru_cache(maxsize=4)
def _styles(names: tuple[str, ...]) -> tuple[Any, list[Any]]:
    """Return fonts and style sheets, read once: each reading would add the fonts again."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = FontConfiguration()
    atexit.register(_styles.cache_clear)  # it removes its files, which needs an interpreter that still lives
    fetcher = URLFetcher(allowed_protocols=("data", "file"), allow_redirects=False)
    return fonts, [CSS(filename=STYLES / name, font_config=fonts, url_fetcher=fetcher) for name in names]
