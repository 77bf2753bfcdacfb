from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine import Form
from webapp import commands, doubles
from webapp.clock import now, today
from webapp.commands import MAIN_PROCESS
from webapp.newcase.receipt import facts_of, not_in_future, receipt_form
from webapp.pages import CASE_READERS, viewer
from webapp.processes import Startable, start_form, startable
from webapp.security import signed_in
from webapp.startsheet import Sheet
from webapp.store import queries
from webapp.store.queries import RelatedCase

bp = Blueprint("newcase", __name__)


@bp.get("/zaken/nieuw")
@signed_in
def index() -> ResponseReturnValue:
    choices = startable(viewer().roles)
    if not choices:
        abort(403)
    return render_template("newcase/index.html", choices=choices)


@bp.get("/zaken/nieuw/<process>")
@signed_in
def form(process: str) -> ResponseReturnValue:
    chosen = _chosen(process)
    forms = _forms(process)
    prefill = {"ontvangst": {"datum": today()}}
    return _page(chosen, Sheet.blank(*forms, prefill=prefill))


@bp.post("/zaken/nieuw/<process>/dubbel")
@signed_in
def doubles_alone(process: str) -> str:
    """Tell, while somebody fills in the form, which open cases this resident has already."""
    return render_template("cases/_double.html", doubles=_doubles(_chosen(process).process))


@bp.post("/zaken/nieuw/<process>")
@signed_in
def submit(process: str) -> ResponseReturnValue:
    chosen, forms = _chosen(process), _forms(process)
    sheet = Sheet.read(request.form, *forms)
    if len(forms) > 1:
        sheet = not_in_future(sheet, today())
    beside = _doubles(process)
    if not sheet.ok:
        return _page(chosen, sheet, beside), sheet.status
    facts = facts_of(sheet.results[0]) if len(forms) > 1 else None
    answers = sheet.results[-1].values
    filed = commands.start_case(process, answers, by=viewer().username, at=now(), facts=facts, key=sheet.key)
    return _opened(filed, [one for one in beside if one.case_id != filed.case_id])


def _doubles(process: str) -> list[RelatedCase]:
    """Return the open cases of the resident in the form, for who may read cases."""
    return doubles.of_person(process, request.form, viewer().username) if _reads() else []


def _reads() -> bool:
    return not set(CASE_READERS).isdisjoint(viewer().roles)


def _opened(filed: commands.Filed, beside: Sequence[RelatedCase]) -> Response:
    """Open the case file, unless who recorded the case may not read it."""
    if _reads() and not queries.stake(viewer().username, filed.case_id).bars:
        also = Markup().join(_also(one) for one in beside[:1])
        flash(Markup("Zaak {} is begonnen.{}").format(filed.number, also), "good")
        return redirect(url_for("cases.show", number=filed.number))
    flash(
        f"Zaak {filed.number} is vastgelegd. Een collega gaat ermee verder; u leest het dossier niet.", "good"
    )
    return redirect(url_for("newcase.index"))


def _also(one: RelatedCase) -> Markup:
    address = url_for("cases.show", number=one.number)
    link = Markup('<a href="{}">{}</a>').format(address, one.number)
    return Markup(" Mogelijk dubbel: van deze inwoner loopt ook {}.").format(link)


def _chosen(process: str) -> Startable:
    found = next((one for one in startable(viewer().roles) if one.process == process), None)
    if found is None:
        abort(404)
    return found


def _forms(process: str) -> tuple[Form, ...]:
    """Return the start form, with the questions on receipt before it when the process is a complaint."""
    start = start_form(process)
    receipt = receipt_form(start) if process == MAIN_PROCESS else None
    return (receipt, start) if receipt else (start,)


def _page(chosen: Startable, sheet: Sheet, beside: Sequence[RelatedCase] = ()) -> str:
    return render_template(
        "newcase/form.html", chosen=chosen, form=sheet.view(), key=sheet.key, doubles=beside
    )
