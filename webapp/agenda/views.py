from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import icalendar
from webapp.clock import now
from webapp.involvement import ACCUSED_ROLE
from webapp.pages import settings, viewer
from webapp.security import public, signed_in
from webapp.store import calendar_links, queries, users
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

bp = Blueprint("agenda", __name__)

FRESH = "agenda_adres"  # in the session: an address that was just made, shown once


@bp.get("/agenda")
@signed_in
def index() -> ResponseReturnValue:
    links = calendar_links.of(viewer().username)
    fresh = session.pop(FRESH, None)
    choices = [("", "Mijn eigen taken"), *((role, role) for role in _teams(viewer()))]
    return render_template("agenda/index.html", choices=choices, links=links, fresh=fresh)


@bp.post("/agenda")
@signed_in
def make() -> ResponseReturnValue:
    role = _asked_role()
    with unit_of_work() as store:
        token = calendar_links.make(store.connection, viewer().username, role, now())
    session[FRESH] = {"role": role, "url": url_for("agenda.feed", token=token, _external=True)}
    return redirect(url_for("agenda.index"))


@bp.post("/agenda/intrekken")
@signed_in
def revoke() -> ResponseReturnValue:
    with unit_of_work() as store:
        calendar_links.revoke(store.connection, viewer().username, request.form.get("team", ""))
    return redirect(url_for("agenda.index"))


@bp.get("/agenda/<token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """The feed itself: whoever has the address reads it, for as long as its owner may."""
    link = calendar_links.find(token)
    owner = users.find(link.username) if link else None
    if link is None or owner is None or not owner.active or (link.role and link.role not in owner.roles):
        abort(404)
    reader = Viewer(owner.username, owner.roles)
    host = request.host.partition(":")[0]
    events = [
        icalendar.DayEvent(
            uid=f"{row.case_id}-{row.key}@{host}",
            day=row.last_day,
            title=f"{row.number} {row.title}",
            url=url_for("cases.show", number=row.number, _external=True),
        )
        for row in queries.calendar_terms(reader, link.role)
    ]
    name = f"Termijnen {link.role or owner.name}, {settings().municipality_on(now().date()).naam}"
    answer = Response(icalendar.calendar(name, events, now()), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _teams(reader: Viewer) -> list[str]:
    return sorted(role for role in reader.roles if role != ACCUSED_ROLE)


def _asked_role() -> str:
    role = request.form.get("team", "")
    if role and role not in _teams(viewer()):
        abort(403)
    return role
