"""Putting facts right: first seen, then saved, with the reason and if wanted a letter."""

import re

import pytest
from sqlalchemy import select, text, update

from tests.builders import MONDAY
from tests.webapp.screens.reading import links, page, said
from webapp import commands
from webapp.doctor import examine
from webapp.jobs.outbox import deliver_due
from webapp.store import queries
from webapp.store.db import db
from webapp.store.models import Case
from webapp.store.unit_of_work import unit_of_work


@pytest.fixture
def number(app) -> str:
    """A complaint that was just received."""
    with app.app_context():
        open_ones = select(Case.number).where(Case.state == "open", Case.last_day.is_not(None))
        return db.session.scalars(open_ones.order_by(Case.received_on.desc(), Case.number)).first()


def case(app, number):
    with app.app_context():
        return queries.case_by_number(number)


def letters(app, number):
    with app.app_context():
        return [one for one in queries.case_letters(case(app, number).case_id) if ":amend:" in one.id]


def filled(answer):
    """Return what the browser would send when nothing is touched."""
    form = page(answer).cssselect("form[action$=wijzigen]")[0]
    return {name: value for name, value in form.form_values() if name != "_actie"}


def earlier(answer, **other):
    told = filled(answer) | {"zaak.ontvangstdatum.dag": "2", "zaak.ontvangstdatum.maand": "2"}
    return told | {"wijziging.reden": "De brief lag bij een andere afdeling."} | other


def look(client, number, **other):
    """Return the preview, and what saving it would send."""
    path = f"/zaken/{number}/wijzigen"
    answer = client.post(path, data=earlier(client.get(path), **other) | {"_actie": "bekijken"})
    return answer, filled(answer) | {"_actie": "opslaan"}


def test_the_preview_tells_which_dates_move_and_why_and_saves_nothing(hanna, app, number):
    before = case(app, number)
    answer, _ = look(hanna, number)
    told = said(answer)
    assert "Termijn “Klacht afhandelen”" in told
    assert "Zes weken later is maandag 16 maart 2026" in told
    assert "Meld de inwoner de nieuwe datum" in told
    assert "Wekker “" in told
    assert "en gaat dus meteen af" in told
    assert case(app, number) == before


def test_saving_moves_the_last_day_and_sends_the_letter_that_was_seen(hanna, app, number):
    _, sending = look(hanna, number)
    answer = hanna.post(f"/zaken/{number}/wijzigen", data=sending)
    assert answer.status_code == 302
    assert case(app, number).last_day.isoformat() == "2026-03-16"
    assert [one.letter for one in letters(app, number)] == ["gewijzigde_datum"]
    told = said(hanna.get(f"/zaken/{number}"))
    assert re.search(r"Uiterste datum \d+ \w+ 2026 → 16 maart 2026", told)
    assert "Omdat: De brief lag bij een andere afdeling." in told


def test_no_letter_leaves_when_none_is_wanted(hanna, app, number):
    _, sending = look(hanna, number)
    hanna.post(f"/zaken/{number}/wijzigen", data=sending | {"_brief": ""})
    assert letters(app, number) == []
    assert case(app, number).last_day.isoformat() == "2026-03-16"


def test_what_differs_from_what_was_seen_is_shown_again_first(hanna, app, number):
    _, sending = look(hanna, number)
    answer = hanna.post(f"/zaken/{number}/wijzigen", data=sending | {"zaak.ontvangstdatum.dag": "3"})
    assert "Er is nog iets anders geworden" in said(answer)
    assert case(app, number).last_day.isoformat() != "2026-03-17"


def test_a_case_that_moved_on_meanwhile_is_shown_again_first(hanna, app, number):
    _, sending = look(hanna, number)
    with app.app_context(), unit_of_work() as store:
        store.connection.execute(update(Case).where(Case.number == number).values(rev=Case.rev + 1))
    answer = hanna.post(f"/zaken/{number}/wijzigen", data=sending)
    assert "Er is nog iets anders geworden" in said(answer)


def test_a_letter_that_was_not_offered_does_not_leave(hanna, app, number):
    _, sending = look(hanna, number)
    hanna.post(f"/zaken/{number}/wijzigen", data=sending | {"_brief": "afdoeningsbrief"})
    assert letters(app, number) == []


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"wijziging.reden": ""}, "Waarom wijzigt u dit?"),
        ({"zaak.ontvangstdatum.jaar": "2030"}, "Deze dag moet nog komen"),
        ({"inwoner.naam": ""}, "Naam"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(hanna, number, other, sentence):
    answer, _ = look(hanna, number, **other)
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert page(answer).get_element_by_id("fouten") is not None


def test_changing_nothing_is_told(hanna, number):
    path = f"/zaken/{number}/wijzigen"
    told = filled(hanna.get(path)) | {"wijziging.reden": "Zomaar.", "_actie": "bekijken"}
    assert "U heeft nog niets gewijzigd" in said(hanna.post(path, data=told))


def test_an_address_moves_no_date_and_needs_no_letter(hanna, app, number):
    path = f"/zaken/{number}/wijzigen"
    told = filled(hanna.get(path)) | {"inwoner.straat": "Nieuwe Weg 3", "wijziging.reden": "Verhuisd."}
    answer = hanna.post(path, data=told | {"_actie": "bekijken"})
    assert "Er verandert geen datum" in said(answer)
    assert "Nieuwe brieven gaan naar het nieuwe adres" in said(answer)
    hanna.post(path, data=filled(answer) | {"_actie": "opslaan"})
    assert letters(app, number) == []
    assert "Nieuwe Weg 3" in said(hanna.get(f"/zaken/{number}"))


def test_an_oral_complaint_loses_its_term_and_a_written_one_gets_a_confirmation(hanna, app, number):
    path = f"/zaken/{number}/wijzigen"
    oral = filled(hanna.get(path)) | {"wijziging.schriftelijk": "nee", "wijziging.reden": "Zij belde alleen."}
    seen = hanna.post(path, data=oral | {"_actie": "bekijken"})
    assert "Er loopt geen wettelijke termijn meer" in said(seen)
    hanna.post(path, data=filled(seen) | {"_actie": "opslaan"})
    assert case(app, number).last_day is None
    written = filled(hanna.get(path)) | {
        "wijziging.schriftelijk": "ja", "zaak.regime": "9.1.2", "wijziging.reden": "Nu ook een brief.",
    }  # fmt: skip
    seen = hanna.post(path, data=written | {"_actie": "bekijken"})
    assert "Awb artikel 9:6" in said(seen)
    hanna.post(path, data=filled(seen) | {"_actie": "opslaan"})
    assert [one.letter for one in letters(app, number)] == ["ontvangstbevestiging"]


def test_an_advised_complaint_asks_who_advises_and_gets_ten_weeks(hanna, app, number):
    path = f"/zaken/{number}/wijzigen"
    told = filled(hanna.get(path)) | {"zaak.regime": "9.1.3", "wijziging.reden": "Naar de commissie."}
    assert hanna.post(path, data=told | {"_actie": "bekijken"}).status_code == 422
    told |= {"zaak.adviseur": "De klachtencommissie", "zaak.adviesbesluit": "Klachtenregeling 2026"}
    seen = hanna.post(path, data=told | {"_actie": "bekijken"})
    assert "tien weken" in said(seen)
    hanna.post(path, data=filled(seen) | {"_actie": "opslaan"})
    assert case(app, number).regime == "9.1.3"


def test_what_only_the_procedure_may_set_is_not_offered_and_not_taken(hanna, app, number):
    path = f"/zaken/{number}/wijzigen"
    names = set(filled(hanna.get(path)))
    assert not {name for name in names if re.search(r"uitkomst|afgedaan|verdaging|behandelaar|status", name)}
    _, sending = look(hanna, number)
    hanna.post(path, data=sending | {"zaak.uitkomst": "oordeel_gegeven"})
    with app.app_context(), unit_of_work() as store:
        assert store.load(case(app, number).case_id).facts["zaak"].get("uitkomst") is None


def test_only_the_coordinator_and_the_handler_of_the_case_may(samira, app):
    with app.app_context():
        cases = queries.case_list().rows
        hers = next(one.number for one in cases if one.handler == "samira")
        other = next(one.number for one in cases if one.handler != "samira")
    assert samira.get(f"/zaken/{hers}/wijzigen").status_code == 200
    assert "Gegevens wijzigen" in said(samira.get(f"/zaken/{hers}"))
    assert samira.get(f"/zaken/{other}/wijzigen").status_code == 403
    assert "Gegevens wijzigen" not in said(samira.get(f"/zaken/{other}"))


def test_the_resident_reads_that_the_date_changed(hanna, app, client, number):
    _, sending = look(hanna, number)
    hanna.post(f"/zaken/{number}/wijzigen", data=sending)
    told = said(client.get(f"/status/{case(app, number).token}"))
    assert "De datum van ons antwoord is veranderd" in told


# -- the text of the letter -----------------------------------------------------------------------

TEXT = "brief:gewijzigde_datum"


def test_the_text_of_the_letter_is_changed_before_it_leaves(hanna, app, number):
    _, sending = look(hanna, number)
    changed = sending | {TEXT: sending[TEXT] + "\nWij vinden het jammer dat dit misging.\n"}
    path = f"/zaken/{number}/wijzigen"
    reading = hanna.post(f"{path}/brief/gewijzigde_datum", data=changed)
    assert "Gewijzigd ten opzichte van het sjabloon" in said(reading)
    paper = hanna.post(f"{path}/brief/gewijzigde_datum.pdf", data=changed)
    assert paper.data.startswith(b"%PDF")
    again = hanna.post(path, data=changed | {"_actie": "bekijken"})
    assert "Wij vinden het jammer" in said(again)
    hanna.post(path, data=filled(again) | {"_actie": "opslaan"})
    assert [one.letter for one in letters(app, number)] == ["gewijzigde_datum"]
    letter = links(hanna.get(f"/zaken/{number}"), r"/brieven/amend:")[0]
    told = said(hanna.get(letter))
    assert "jammer dat dit misging" in told
    assert "Gewijzigd" in told


def test_the_template_comes_back_at_the_press_of_a_button(hanna, number):
    _, sending = look(hanna, number)
    path = f"/zaken/{number}/wijzigen"
    back = hanna.post(path, data=sending | {TEXT: "Iets heel anders.", "_actie": "sjabloon:gewijzigde_datum"})
    assert filled(back)[TEXT].strip() == sending[TEXT].strip()


def test_an_empty_letter_does_not_leave_and_nothing_is_lost(hanna, app, number):
    before = case(app, number)
    _, sending = look(hanna, number)
    answer = hanna.post(f"/zaken/{number}/wijzigen", data=sending | {TEXT: "   "})
    assert answer.status_code == 422
    assert filled(answer)["wijziging.reden"] == sending["wijziging.reden"]
    assert case(app, number) == before
    assert letters(app, number) == []


def test_what_was_typed_in_a_letter_outlives_a_mistake_in_the_form(hanna, number):
    _, sending = look(hanna, number)
    path = f"/zaken/{number}/wijzigen"
    wrong = hanna.post(path, data=sending | {TEXT: sending[TEXT] + "\nNog iets.", "wijziging.reden": ""})
    assert wrong.status_code == 422
    right = hanna.post(path, data=filled(wrong) | {"wijziging.reden": "Toch.", "_actie": "bekijken"})
    assert filled(right)[TEXT].strip().endswith("Nog iets.")


def test_a_letter_that_is_not_offered_is_not_shown_either(hanna, number):
    _, sending = look(hanna, number)
    answer = hanna.post(f"/zaken/{number}/wijzigen/brief/afdoeningsbrief.pdf", data=sending)
    assert answer.status_code == 404


# -- undo -----------------------------------------------------------------------------------------

OFFER = "Ongedaan maken (nog 10 s)"


@pytest.fixture
def changed(hanna, app, number):
    """A case whose last day just moved, with a letter on its way that somebody added a line to."""
    with app.app_context(), unit_of_work() as store:  # all that was waiting has left
        store.connection.execute(text("UPDATE outbox SET state = 'sent'"))
    before = case(app, number)
    _, sending = look(hanna, number)
    answer = hanna.post(f"/zaken/{number}/wijzigen", data=sending | {TEXT: sending[TEXT] + "\nNog iets."})
    assert answer.location == f"/zaken/{number}"
    return before


def delivered(app, clock):
    with app.app_context():
        return deliver_due(clock, lambda message: None, domain="test").sent


def undo(client, number):
    return client.post(f"/zaken/{number}/wijzigen/ongedaan")


def test_the_letter_stays_in_the_building_as_long_as_a_change_can_be_undone(app, changed, clock):
    assert delivered(app, clock) == 0
    clock.turn(seconds=10)
    assert delivered(app, clock) == 1


def test_a_change_is_undone_by_one_click_and_what_was_typed_comes_back(hanna, app, number, changed, clock):
    read = said(hanna.get(f"/zaken/{number}"))
    assert "De gegevens zijn gewijzigd. De brief gaat zo weg." in read
    assert OFFER in read
    back = hanna.get(undo(hanna, number).location)
    assert "De wijziging is ongedaan gemaakt. De brief gaat niet weg." in said(back)
    assert (case(app, number).last_day, case(app, number).received_on) == (
        changed.last_day, changed.received_on,
    )  # fmt: skip
    assert letters(app, number) == []
    clock.turn(seconds=60)
    assert delivered(app, clock) == 0
    assert filled(back)["zaak.ontvangstdatum.dag"] == "2"
    assert filled(back)["wijziging.reden"] == "De brief lag bij een andere afdeling."
    again = hanna.post(f"/zaken/{number}/wijzigen", data=filled(back) | {"_actie": "bekijken"})
    assert filled(again)[TEXT].strip().endswith("Nog iets.")
    told = said(hanna.get(f"/zaken/{number}"))
    assert "Teruggedraaid: telt niet meer" in told
    assert OFFER not in told
    with app.app_context():
        assert all(found == [] for _, found in examine(app.config["AANTAFEL"], at=clock.moment))


def test_the_resident_never_reads_of_a_change_that_was_undone(hanna, app, client, number, changed):
    address = f"/status/{changed.token}"
    assert "De datum van ons antwoord is veranderd" in said(client.get(address))
    undo(hanna, number)
    assert "De datum van ons antwoord is veranderd" not in said(client.get(address))


def test_after_ten_seconds_the_case_says_that_it_is_too_late_to_undo(hanna, app, number, changed, clock):
    clock.turn(seconds=11)
    read = said(hanna.get(f"/zaken/{number}"))
    assert "De brief is weg, dus ongedaan maken kan niet meer. Wijzig de gegevens opnieuw" in read
    assert OFFER not in read
    assert delivered(app, clock) == 1
    refused = said(hanna.get(undo(hanna, number).location))
    assert "Deze wijziging kunt u niet meer ongedaan maken: de brief is al weg" in refused
    assert case(app, number).last_day.isoformat() == "2026-03-16"


def test_who_needs_more_time_to_undo_a_change_gets_it_and_the_letter_waits(
    hanna, app, number, changed, clock
):
    hanna.post(f"/zaken/{number}/wijzigen/meer-tijd")
    clock.turn(seconds=30)
    assert "Ongedaan maken (nog 40 s)" in said(hanna.get(f"/zaken/{number}"))
    assert delivered(app, clock) == 0


def test_nobody_undoes_the_change_of_somebody_else(hanna, sign_in, app, number, changed):
    with app.app_context(), unit_of_work() as store:
        store.connection.execute(update(Case).where(Case.number == number).values(handler="samira"))
    other = sign_in("samira")
    assert OFFER not in said(other.get(f"/zaken/{number}"))
    assert "Deze wijziging kunt u niet meer ongedaan maken" in said(other.get(undo(other, number).location))
    assert case(app, number).last_day.isoformat() == "2026-03-16"
    told = said(other.get(f"/zaken/{number}/wijzigen?opnieuw=2&brief=gewijzigde_datum"))
    assert "ongedaan gemaakt" not in told


def test_a_change_without_a_letter_can_be_undone_as_long_as_nothing_else_happens(hanna, app, number, clock):
    before = case(app, number)
    _, sending = look(hanna, number)
    hanna.post(f"/zaken/{number}/wijzigen", data=sending | {"_brief": ""})
    clock.turn(seconds=120)
    assert "Ongedaan maken" in said(hanna.get(f"/zaken/{number}"))
    assert "De wijziging is ongedaan gemaakt. Wat u" in said(hanna.get(undo(hanna, number).location))
    assert case(app, number).last_day == before.last_day


def test_nothing_is_offered_any_more_once_something_else_happened_to_the_case(hanna, app, number):
    _, sending = look(hanna, number)
    hanna.post(f"/zaken/{number}/wijzigen", data=sending | {"_brief": ""})
    with app.app_context():
        commands.amend(case(app, number).case_id, {"zaak": {"wie": "De balie"}}, "x", by="hanna", at=MONDAY)
    assert "Ongedaan maken" not in said(hanna.get(f"/zaken/{number}"))
    assert "er is iets anders met de zaak gebeurd" in said(hanna.get(undo(hanna, number).location))
