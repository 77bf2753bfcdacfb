"""Asking to publish and agreeing: never one and the same owner."""

from datetime import timedelta

from engine.check.codes import found
from tests.builders import MONDAY
from tests.webapp.screens.reading import links, said
from tests.webapp.screens.release.steps import BAS, DIAGRAM, EVA, TERMS, agree, ask, refused, work
from webapp import commands, publishing
from webapp.store import requests
from webapp.store.unit_of_work import reading


def test_the_maker_cannot_agree_and_another_owner_can(app, eva, bas, draft):
    address = ask(eva, draft).location
    own = agree(eva, address)
    assert own.status_code == 422
    assert "zelf aan dit ontwerp gewerkt" in said(own)
    assert "Keur goed" not in said(eva.get(address))
    assert agree(bas, address).status_code == 302
    assert "Gepubliceerd" in said(eva.get(address))
    history = said(eva.get("/werkwijze/versies"))
    assert "In gebruik genomen: Eerst een gesprek" in history
    assert "met instemming van Bas Willemsen" in history
    assert eva.get(f"/werkwijze/ontwerp/{draft}").status_code == 404, "the draft is done"


def test_who_changed_a_file_in_the_draft_cannot_agree_either(app, eva, bas, draft):
    with app.app_context():
        commands.save_draft_file(draft, TERMS, b"# van Bas\n", seen=0, by=BAS, at=MONDAY)
        commands.restore_draft_file(draft, TERMS, by=BAS, at=MONDAY)
    address = ask(eva, draft).location
    assert agree(bas, address).status_code == 422


def test_refusing_asks_for_a_reason_and_keeps_it(eva, bas, draft):
    address = ask(eva, draft).location
    assert bas.post(f"{address}/besluit", data={"_actie": "weiger"}).status_code == 422
    assert refused(bas, address).status_code == 302
    assert "Nog niet." in said(eva.get(address))
    assert agree(bas, address).status_code == 422, "it is over"


def test_faults_are_refused_and_led_to(eva, draft, monkeypatch):
    fault = found("E01", TERMS, 3, "Het bestand is stuk.")
    monkeypatch.setattr(publishing, "check_bundle", lambda _: (fault,))
    answer = ask(eva, draft)
    assert answer.status_code == 422
    assert "Het bestand is stuk." in said(answer)
    assert links(answer, "controle$")


def test_where_the_law_objects_agreeing_takes_a_reason(app, eva, bas, draft, monkeypatch):
    unlawful = found("L01", DIAGRAM, 3, "Er is een weg zonder ontvangstbevestiging.")
    monkeypatch.setattr(publishing, "check_bundle", lambda _: (unlawful,))
    address = ask(eva, draft).location
    assert "zonder ontvangstbevestiging" in said(bas.get(address))
    assert agree(bas, address).status_code == 422
    assert agree(bas, address, reden="De tekening vertelt niet alles.").status_code == 302
    with app.app_context(), reading() as store:
        kept = requests.find(store.connection, int(address.rsplit("/", 1)[1]))
    assert kept.state == "published"
    version = said(eva.get(f"/werkwijze/versies/{kept.target}"))
    assert "De tekening vertelt niet alles." in version


def test_what_is_asked_stays_as_it_was_when_the_draft_goes_on(app, eva, bas, draft, shipped):
    address = ask(eva, draft).location
    assert "Er is publicatie aangevraagd" in said(eva.get(f"/werkwijze/ontwerp/{draft}"))
    with app.app_context():
        commands.save_draft_file(draft, TERMS, b"# later\n", seen=0, by=EVA, at=MONDAY)
    agree(bas, address)
    with app.app_context(), reading() as store:
        target = requests.find(store.connection, int(address.rsplit("/", 1)[1])).target
        assert store.bundle_files(target)[TERMS] == shipped.files[TERMS]
    assert eva.get(f"/werkwijze/ontwerp/{draft}").status_code == 200, "it is not what was published"


def test_a_version_from_a_day_waits_for_that_day(app, eva, bas, draft, clock):
    day = (MONDAY + timedelta(days=9)).date()
    assert ask(eva, draft, wanneer="dag", dag="2020-01-01").status_code == 422
    address = ask(eva, draft, wanneer="dag", dag=day.isoformat()).location
    agree(bas, address)
    assert "Goedgekeurd, wacht op de dag" in said(eva.get(address))
    assert work(app) == 0
    clock.turn(days=9)
    assert work(app) == 1
    assert "Gepubliceerd" in said(eva.get(address))


def test_what_was_typed_stays_when_something_is_missing(eva, draft):
    answer = ask(eva, draft, reden="", naam="Mijn naam voor de versie")
    assert answer.status_code == 422
    assert "Mijn naam voor de versie" in answer.get_data(as_text=True)


def test_a_request_can_be_taken_back(eva, bas, draft):
    address = ask(eva, draft).location
    eva.post(f"{address}/intrekken")
    assert "Ingetrokken" in said(eva.get(address))
    assert agree(bas, address).status_code == 422
