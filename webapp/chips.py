"""The smallest pieces of a page, icons and chips, in Python: a list draws hundreds of them, and a macro costs
more than all there is in it."""

from datetime import date
from functools import lru_cache

from flask import Flask, g, url_for
from markupsafe import Markup

from webapp.wording import SUBJECTS, article, due, word_of

_ICON = Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>')
_CHIP = Markup('<span class="chip{}">{}{}</span>')


def icon(name: str) -> Markup:
    """Return an icon that says nothing by itself: words beside it do."""
    return _icon(_sheet(), name)


def _sheet() -> str:
    """Where the icons are; asked for once a page."""
    try:
        found: str = g.icon_sheet
    except AttributeError:
        found = g.icon_sheet = url_for("static", filename="icons.svg")
    return found


@lru_cache(maxsize=512)
def _icon(sheet: str, name: str) -> Markup:
    return _ICON.format(sheet, name)


def due_chip(last_day: date | None, today: date) -> Markup:
    """Return how long a day is away."""
    return _due_chip(_sheet(), last_day, today)


@lru_cache(maxsize=2048)
def _due_chip(sheet: str, last_day: date | None, today: date) -> Markup:
    told = due(last_day, today)
    return _CHIP.format(f" chip--{told.tone}" if told.tone else "", _icon(sheet, told.icon), told.text)


@lru_cache(maxsize=64)
def topic_chip(subject: str) -> Markup:
    return _CHIP.format(" chip--topic", "", word_of(SUBJECTS, subject)) if subject else Markup()


@lru_cache(maxsize=256)
def law_chip(basis: str) -> Markup:
    return _CHIP.format(" chip--law", "", article(basis)) if basis else Markup()


def register(app: Flask) -> None:
    """Give `macros.html` these pieces, from which pages take them."""
    for made in (icon, due_chip, topic_chip, law_chip):
        app.add_template_global(made, f"{made.__name__}_of")
