from typing import Any, get_args

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine import local_date
from webapp import commands
from webapp.cases.own_side import RECIPIENT
from webapp.cases.own_side import own_side as side_of
from webapp.cases.parties import ROLE_WORDS, PartyForm, listed
from webapp.cases.position import draw_case, states_of, where
from webapp.cases.term_bar import bar_title, term_bar
from webapp.cases.timeline import timeline
from webapp.clock import now, today
from webapp.involvement import COORDINATOR_ROLE
from webapp.jobs.pdf import letter_html, letter_pdf
from webapp.letterdiff import differences
from webapp.pages import CASE_READERS, settings, viewer
from webapp.processes import case_context, course, diagrams, last_day_when_adjourned, waits_for
from webapp.security import role_required, signed_in
from webapp.store import queries
from webapp.store.queries import CaseHead, LetterRow, Order, desk, relations

bp = Blueprint("cases", __name__)

STATES = ("open", "closed")
ORDERS = (("nieuwste", "Nieuwste eerst"), ("oudste", "Oudste eerst"))
LONGEST_NOTE = 4000  # characters
LONGEST_REASON = 500


@bp.get("/zaken")
@role_required(*CASE_READERS)
def index() -> ResponseReturnValue:
    state, order = request.args.get("staat", "open"), request.args.get("volgorde", "nieuwste")
    search, cursor = request.args.get("zoek", "").strip()[:100], request.args.get("plaats") or None
    if state not in STATES or order not in get_args(Order):
        abort(404)
    page = queries.case_list(viewer(), state=state, search=search, order=order, cursor=cursor)
    filters = {"staat": state, "volgorde": order} | ({"zoek": search} if search else {})
    return render_template(
        "cases/index.html",
        page=page,
        state=state,
        order=order,
        orders=ORDERS,
        search=search,
        cursor=cursor,
        first_url=url_for("cases.index", **filters),
        next_url=page.next_cursor and url_for("cases.index", plaats=page.next_cursor, **filters),
    )


@bp.get("/zaken/<number>")
@role_required(*CASE_READERS)
def show(number: str) -> ResponseReturnValue:
    return _file(_case(number), PartyForm())


def _file(case: CaseHead, party_form: PartyForm) -> str:
    day = today()
    entries, tasks = queries.case_timeline(case.case_id), queries.case_tasks(case.case_id)
    letters, waits = queries.case_letters(case.case_id), queries.case_waits(case.case_id)
    terms, map_ = queries.case_terms(case.case_id), course(case.bundle)
    awaited = [wait for wait in waits if not map_.is_on_an_edge(wait.bpmn_id)]
    states = states_of(entries, tasks, awaited, map_)
    reserve = last_day_when_adjourned(case.bundle, case.case_id) if case.state == "open" else None
    bar = term_bar(case, terms, entries, day, reserve)
    return render_template(
        "cases/show.html",
        case=case,
        bar=bar,
        bar_title=bar_title(case, bar, day),
        terms=terms,
        timeline=timeline(case, entries, tasks, letters, day),
        diagrams=draw_case(case.process, states, map_, dict(diagrams(case.bundle))),
        position=where(states, map_),
        open_tasks=[task for task in tasks if task.state == "open"],
        waits=waits,
        awaited=awaited,
        awaited_by={task.id: waits_for(task.bundle, task.bpmn_id) for task in tasks},
        may_amend=COORDINATOR_ROLE in viewer().roles or case.handler == viewer().username,
        parties=queries.case_parties(case.case_id),
        origin=relations.origin_of(case_context(case.case_id).get("zaak", {}).get("voortgekomen_uit")),
        begun=relations.begun_by(case.case_id),
        party_form=_party_form(case, party_form),
        letters=[(_key(letter), letter) for letter in letters],
        documents=queries.case_documents(case.case_id),
        notes=queries.case_notes(case.case_id),
    )


@bp.get("/zaken/<number>/brieven/<key>")
@role_required(*CASE_READERS)
def letter(number: str, key: str) -> ResponseReturnValue:
    case = _case(number)
    found = _letter(case, key)
    html = Markup(letter_html(found.markdown, found.subject, **_letter_facts(case, found)))  # escaped there
    change = desk.letter_change(found.id)
    pieces = differences(change.template, found.markdown) if change else []
    return render_template(
        "cases/letter.html", case=case, letter=found, key=key, html=html, change=change, pieces=pieces
    )


@bp.get("/zaken/<number>/brieven/<key>.pdf")
@role_required(*CASE_READERS)
def letter_as_pdf(number: str, key: str) -> ResponseReturnValue:
    case = _case(number)
    found = _letter(case, key)
    response = Response(
        letter_pdf(found.markdown, found.subject, **_letter_facts(case, found)), mimetype="application/pdf"
    )
    response.headers["Content-Disposition"] = f'inline; filename="{case.number}-{found.letter}.pdf"'
    return response


@bp.post("/zaken/<number>/bericht")
@role_required(*CASE_READERS)
def register_message(number: str) -> ResponseReturnValue:
    """Pass on what a resident told us by telephone or letter, when the process waits for just that."""
    case, message = _case(number), request.form.get("bericht", "")
    words = request.form.get("toelichting", "").strip()[:LONGEST_NOTE]
    commands.send_message(case.case_id, message, {"toelichting": words}, by=viewer().username, at=now())
    flash("Het bericht is vastgelegd. De zaak gaat verder.", "good")
    return redirect(url_for("cases.show", number=number))


@bp.post("/zaken/<number>/notities")
@role_required(*CASE_READERS)
def add_note(number: str) -> ResponseReturnValue:
    case, text = _case(number), request.form.get("tekst", "").strip()
    if not text or len(text) > LONGEST_NOTE:
        flash(f"Schrijf een notitie van 1 tot {LONGEST_NOTE} tekens.", "bad")
    else:
        commands.add_note(case.case_id, text, by=viewer().username, at=now())
        flash("De notitie is bewaard.", "good")
    return redirect(url_for("cases.show", number=number, _anchor="notities"))


@bp.post("/zaken/<number>/partijen")
@role_required(COORDINATOR_ROLE)
def add_party(number: str) -> ResponseReturnValue:
    case, form = _case(number), PartyForm.read(request.form)
    if form.faults:
        return _file(case, form), 422
    reason = f"Toegevoegd als {form.values['rol']}: {form.values['naam']}. {form.values['reden']}"
    commands.add_party(case.case_id, form.party, reason, by=viewer().username, at=now())
    flash(f"{form.values['naam']} staat nu bij de betrokkenen.", "good")
    return redirect(url_for("cases.show", number=number, _anchor="betrokkenen"))


@bp.post("/zaken/<number>/partijen/weg")
@role_required(COORDINATOR_ROLE)
def remove_party(number: str) -> ResponseReturnValue:
    case, place = _case(number), request.form.get("plaats", -1, type=int)
    name, why = request.form.get("naam", ""), request.form.get("reden", "").strip()[:LONGEST_REASON]
    if not why:
        flash("Schrijf op waarom u deze persoon weghaalt. Er is niets gewijzigd.", "bad")
    else:
        reason = f"Weggehaald bij de betrokkenen: {name}. {why}"
        commands.remove_party(case.case_id, place, name, reason, by=viewer().username, at=now())
        flash(f"{name} staat niet meer bij de betrokkenen.", "good")
    return redirect(url_for("cases.show", number=number, _anchor="betrokkenen"))


@bp.get("/klachten-over-mij")
@signed_in
def own_cases() -> ResponseReturnValue:
    return render_template("cases/own_cases.html", cases=queries.own_cases(viewer()))


@bp.get("/klachten-over-mij/<number>")
@signed_in
def own_side(number: str) -> ResponseReturnValue:
    side = side_of(_own_case(number), viewer().username)
    return render_template(
        "cases/own_side.html", side=side, letters=[(_key(one), one) for one in side.letters]
    )


@bp.get("/klachten-over-mij/<number>/brieven/<key>")
@signed_in
def own_letter(number: str, key: str) -> ResponseReturnValue:
    case = _own_case(number)
    found = _letter(case, key)
    if found.recipient != RECIPIENT:
        abort(404)
    html = Markup(letter_html(found.markdown, found.subject, **_letter_facts(case, found)))  # escaped there
    return render_template("cases/own_letter.html", case=case, letter=found, html=html)


def _case(number: str) -> CaseHead:
    """Return a case for its file. Raises Involved for who must keep away from it (Awb 9:7)."""
    case = queries.case_by_number(number)
    if case is None:
        abort(404)
    commands.check_independent(viewer().username, case.case_id)
    return case


def _own_case(number: str) -> CaseHead:
    """Return a case that is about the viewer; every other case does not exist here."""
    case = queries.case_by_number(number)
    if case is None or case.erased_at or not queries.stake(viewer().username, case.case_id).answers:
        abort(404)
    return case


def _party_form(case: CaseHead, form: PartyForm) -> dict[str, Any] | None:
    """Return what the form for parties shows; None for who may not change them."""
    if COORDINATOR_ROLE not in viewer().roles or case.state != "open":
        return None
    return {
        "typed": form.values,
        "faults": form.faults,
        "roles": ROLE_WORDS,
        "accounts": queries.accounts(),
        "listed": listed(case_context(case.case_id)),
    }


def _letter(case: CaseHead, key: str) -> LetterRow:
    found = queries.letter(f"{case.case_id}:{key}")
    if found is None:
        abort(404)
    return found


def _letter_facts(case: CaseHead, letter: LetterRow) -> dict[str, Any]:
    address = letter.address or {}
    lines = [address.get("naam", ""), address.get("straat", "")]
    lines.append(f"{address.get('postcode', '')} {address.get('plaats', '')}".strip())
    return {
        "municipality": settings().municipality_on(local_date(letter.written_at)),
        "recipient": [str(line) for line in lines if line],
        "reference": case.number,
        "date": local_date(letter.written_at),
    }


def _key(letter: LetterRow) -> str:
    """The part of a letter's id that stands in its address."""
    return letter.id.removeprefix(f"{letter.case_id}:")
