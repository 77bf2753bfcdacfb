"""Back to an earlier step, merging, tying and withdrawing: first seen, then done, by who may."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.builders import MONDAY
from tests.webapp.screens.reading import page, said
from webapp import commands
from webapp.store import queries
from webapp.store.db import db
from webapp.store.models import Case, Event, Outbox, Wait
from webapp.store.unit_of_work import unit_of_work

STORY = {
    "zaak.omschrijving": "De traplift is stuk.",
    "zaak.onderwerp": "wmo",
    "inwoner.naam": "T. Proefmens",
    "inwoner.straat": "Lindelaan 1",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
    "inwoner.digitaal": True,
    "inwoner.email": "t.proefmens@post.example",
}


def filed(app, **other):
    with app.app_context():
        done = commands.file_complaint(STORY | other, by="inwoner", at=MONDAY)
        return queries.case_by_id(done.case_id)


def case(app, number):
    with app.app_context():
        return queries.case_by_number(number)


@pytest.fixture
def closed(app) -> str:
    """A complaint that was settled."""
    with app.app_context():
        done = select(Event.case_id).where(Event.kind == "task_completed")
        found = select(Case.number).where(
            Case.state == "closed", Case.process == "klachtbehandeling", Case.case_id.in_(done)
        )
        return db.session.scalars(found.order_by(Case.number)).first()


def sent_by(answer, ending):
    """Return what the browser would send when nothing is touched."""
    form = page(answer).cssselect(f"form[action$={ending}]")[0]
    return {name: value for name, value in form.form_values() if name != "_actie"}


def look(client, number, ending, **typed):
    """Return the preview, and what confirming it would send."""
    answer = client.post(f"/zaken/{number}/{ending}", data=typed | {"_actie": "bekijken"})
    return answer, sent_by(answer, ending)


# -- back -----------------------------------------------------------------------------------------


def last_step(client, number):
    steps = page(client.get(f"/zaken/{number}/heropenen")).cssselect("input[name=stap]")
    return steps[0].get("value")


def test_a_closed_case_is_opened_after_seeing_what_that_does(hanna, app, closed):
    before = case(app, closed)
    assert "Heropenen" in said(hanna.get(f"/zaken/{closed}"))
    answer, confirm = look(hanna, closed, "heropenen", stap=last_step(hanna, closed), reden="Nieuwe feiten.")
    told = said(answer)
    assert "De zaak is weer open" in told
    assert "Weer te doen" in told
    assert case(app, closed) == before
    done = hanna.post(
        f"/zaken/{closed}/heropenen", data=confirm | {"_actie": "heropenen"}, follow_redirects=True
    )
    assert case(app, closed).state == "open"
    assert "Terug naar een eerdere stap" in said(done)
    assert "Teruggedraaid: telt niet meer" in said(done)
    assert "Nieuwe feiten." in said(done)
    resident = said(hanna.get(f"/status/{before.token}"))
    assert "Wij kijken er opnieuw naar" in resident
    assert "Nieuwe feiten." not in resident


def test_the_resident_hears_nothing_of_an_end_that_was_undone_at_once(hanna, app, closed):
    before = case(app, closed)
    with app.app_context():
        with unit_of_work() as store:  # nothing has left the building yet
            mine = update(Outbox).where(Outbox.case_id == before.case_id)
            store.connection.execute(mine.values(state="pending", sent_at=None))
        last = queries.case_timeline(before.case_id)[-1]
        commands.undo_last(before.case_id, last.seq, by=last.actor, at=last.at + timedelta(seconds=5))
    assert case(app, closed).state == "open"
    assert "Wij kijken er opnieuw naar" not in said(hanna.get(f"/status/{before.token}"))


def test_without_a_step_or_a_reason_nothing_happens_and_what_was_typed_stays(hanna, app, closed):
    before = case(app, closed)
    answer = hanna.post(f"/zaken/{closed}/heropenen", data={"reden": "Daarom", "_actie": "heropenen"})
    assert answer.status_code == 422
    assert "Kies de stap die opnieuw moet" in said(answer)
    assert "Daarom" in said(answer)
    stap = last_step(hanna, closed)
    answer = hanna.post(f"/zaken/{closed}/heropenen", data={"stap": stap, "_actie": "heropenen"})
    assert "Schrijf op waarom u teruggaat" in said(answer)
    assert case(app, closed) == before


def test_what_is_confirmed_is_what_was_seen(hanna, app, closed):
    _, confirm = look(hanna, closed, "heropenen", stap=last_step(hanna, closed), reden="Nieuwe feiten.")
    head = case(app, closed)
    with app.app_context():
        commands.amend(head.case_id, {"zaak": {"onderwerp": "jeugd"}}, "toch jeugd", by="hanna", at=MONDAY)
    answer = hanna.post(f"/zaken/{closed}/heropenen", data=confirm | {"_actie": "heropenen"})
    assert "intussen anders" in said(answer)
    assert case(app, closed).state == "closed"


def test_a_handler_neither_sees_nor_reaches_what_a_coordinator_decides(samira, closed):
    assert "Heropenen" not in said(samira.get(f"/zaken/{closed}"))
    for page_name in ("heropenen", "samenvoegen"):
        assert samira.get(f"/zaken/{closed}/{page_name}").status_code == 403


# -- together -------------------------------------------------------------------------------------


def test_a_possible_double_is_pointed_out_and_merged_and_the_old_link_leads_on(hanna, app):
    first, second = filed(app), filed(app)
    told = said(hanna.get(f"/zaken/{second.number}"))
    assert f"Mogelijk dubbel. Van deze inwoner loopt ook {first.number}" in told
    path = f"/zaken/{second.number}/samenvoegen"
    assert f"{first.number} gaat verder" in said(hanna.get(f"{path}?met={first.number}"))
    answer, confirm = look(hanna, second.number, "samenvoegen", met=first.number.lower())
    assert f"{first.number} gaat verder" in said(answer)
    why = {"_actie": "samenvoegen", "reden": ""}
    silent = hanna.post(path, data=confirm | why)
    assert silent.status_code == 422
    assert "Schrijf op waarom" in said(silent)
    assert f"{first.number} gaat verder" in said(silent)
    assert case(app, second.number).state == "open"
    done = hanna.post(path, data=confirm | why | {"reden": "Twee keer."}, follow_redirects=True)
    assert f"Hierin opgegaan: {second.number}" in said(done)
    assert f"samengevoegd met {first.number}" in said(done)
    assert f"Samengevoegd met {first.number}" in said(hanna.get(f"/zaken/{second.number}"))
    moved = hanna.get(f"/status/{second.token}")
    assert moved.headers["Location"].endswith(f"/status/{first.token}")
    status = hanna.get(moved.headers["Location"])
    assert f"Wij behandelen {second.number} samen met {first.number}" in said(status)
    letters = [a.get("href") for a in page(status).iter("a") if "/brieven/" in (a.get("href") or "")]
    assert len(letters) == 2
    assert {hanna.get(href).status_code for href in letters} == {200}


def test_two_residents_are_not_merged_but_can_be_tied(hanna, app):
    other = {"inwoner.naam": "B. Ander", "inwoner.email": "b.ander@post.example"}
    first, second = filed(app), filed(app, **other)
    answer, _ = look(hanna, second.number, "samenvoegen", met=first.number, reden="Zelfde bus.")
    assert answer.status_code == 422
    assert "recht op een eigen behandeling" in said(answer)
    path = f"/zaken/{second.number}/koppelingen"
    assert "Schrijf op waarom" in said(hanna.post(path, data={"met": first.number}))
    tied = hanna.post(path, data={"met": first.number, "reden": "Zelfde bus."}, follow_redirects=True)
    assert f"Gekoppeld aan {first.number}" in said(tied)
    gone = hanna.post(f"{path}/weg", data={"met": first.number}, follow_redirects=True)
    assert "Gekoppeld aan" not in said(gone)


def test_a_number_that_is_not_there_is_said_so(hanna, app):
    number = filed(app).number
    for typed, sentence in (("", "Vul het nummer"), ("K-1", "geen zaak K-1"), (number, "dezelfde zaak")):
        answer = hanna.post(f"/zaken/{number}/koppelingen", data={"met": typed, "reden": "x"})
        assert sentence in said(answer)


# -- stop -----------------------------------------------------------------------------------------


@pytest.fixture
def stoppable(app) -> str:
    with app.app_context():
        waiting = select(Case.number).join(Wait, Wait.case_id == Case.case_id)
        found = waiting.where(Wait.message == "intrekking", Case.state == "open")
        return db.session.scalars(found.order_by(Case.number)).first()


def test_that_the_resident_stops_is_recorded_after_seeing_what_follows(samira, app, stoppable):
    assert "Inwoner wil stoppen" in said(samira.get(f"/zaken/{stoppable}"))
    typed = {"hoe": "telefoon", "toelichting": "Het is opgelost."}
    answer, confirm = look(samira, stoppable, "intrekken", **typed)
    assert "Nieuwe taak: Intrekking vastleggen" in said(answer)
    path = f"/zaken/{stoppable}/intrekken"
    done = samira.post(path, data=confirm | {"_actie": "intrekken"}, follow_redirects=True)
    assert "Bericht ontvangen: intrekking" in said(done)
    with app.app_context():
        last = queries.case_timeline(case(app, stoppable).case_id)[-1]
        assert last.payload == {"toelichting": "Per telefoon: Het is opgelost."}


def test_stopping_asks_how_and_what_was_said(samira, stoppable):
    answer = samira.post(f"/zaken/{stoppable}/intrekken", data={"_actie": "intrekken"})
    assert answer.status_code == 422
    assert "vrije keuze van de inwoner" in said(answer)


def test_where_nobody_waits_for_it_the_resident_cannot_stop(samira, closed):
    assert samira.get(f"/zaken/{closed}/intrekken").status_code == 404
