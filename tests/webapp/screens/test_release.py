"""From draft to version in use on screen: dry run, four eyes, publishing, moving cases, and the way back."""

import re
from datetime import timedelta

import pytest

from engine import Bundle
from engine.check.codes import found
from tests.builders import MONDAY
from tests.webapp.screens.reading import headings, links, said
from webapp import commands, publishing
from webapp.jobs import longwork
from webapp.paths import bundle_root
from webapp.store import dryruns, journal, queries, requests, stakes, users
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

DIAGRAM = "processes/bpmn/informele_behandeling.bpmn"
TERMS = "processes/termijnen.toml"
EVA, BAS = Viewer("eva", ("Proceseigenaar",)), Viewer("bas", ("Proceseigenaar",))
FLOW = "behandelaar_aan_zet_naar_bellen_met_de_inwoner"


def with_new_step(drawing: str) -> str:
    """Return the informal handling with the step 'Gesprek plannen' before the first call."""
    step = (
        '<bpmn:userTask id="gesprek_plannen" name="Gesprek plannen"><bpmn:extensionElements>'
        f"<zeebe:userTask /></bpmn:extensionElements><bpmn:incoming>{FLOW}</bpmn:incoming>"
        "<bpmn:outgoing>gesprek_plannen_naar_bellen</bpmn:outgoing></bpmn:userTask>"
        '<bpmn:sequenceFlow id="gesprek_plannen_naar_bellen" sourceRef="gesprek_plannen" '
        'targetRef="bellen_met_de_inwoner" />'
    )
    call = '<bpmn:userTask id="bellen_met_de_inwoner"'
    lane = "<bpmn:flowNodeRef>bellen_met_de_inwoner</bpmn:flowNodeRef>"
    drawing = drawing.replace(f"<bpmn:incoming>{FLOW}<", "<bpmn:incoming>gesprek_plannen_naar_bellen<")
    drawing = drawing.replace(call, step + call, 1)
    drawing = drawing.replace(lane, f"{lane}<bpmn:flowNodeRef>gesprek_plannen</bpmn:flowNodeRef>", 1)
    arrow = f'id="{FLOW}" sourceRef="behandelaar_aan_zet" targetRef='
    return drawing.replace(f'{arrow}"bellen_met_de_inwoner"', f'{arrow}"gesprek_plannen"')


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(bundle_root())


@pytest.fixture(autouse=True)
def unchecked(monkeypatch):
    """The check is tested elsewhere, and takes seconds."""
    monkeypatch.setattr(publishing, "check_bundle", nothing_wrong)


def nothing_wrong(_bundle):
    return ()


@pytest.fixture
def eva(sign_in):
    return sign_in("eva")


@pytest.fixture
def bas(app):
    """The other process owner, in a browser of his own."""
    client = app.test_client()
    client.post("/inloggen/demo", data={"gebruiker": "bas"})
    return client


@pytest.fixture
def draft(app, shipped) -> int:
    """A draft of Eva in which a step comes before the first call."""
    with app.app_context():
        number = commands.start_draft("Eerst een gesprek", by=EVA, at=MONDAY)
        text = with_new_step(shipped.text(DIAGRAM)).encode()
        commands.save_draft_file(number, DIAGRAM, text, seen=0, by=EVA, at=MONDAY)
        db.session.remove()
    return number


def work(app) -> int:
    with app.app_context():
        done = longwork.carry_on()
        db.session.remove()
    return done


@pytest.fixture
def tried(app, eva, draft) -> str:
    """The address of a dry run of the draft that is over."""
    answer = eva.post(f"/werkwijze/ontwerp/{draft}/proefdraai", data={"gesloten": "nee"})
    assert answer.status_code == 302
    assert work(app) == 1
    return answer.location


def run_of(app, address: str) -> dryruns.Found:
    with app.app_context(), reading() as store:
        return dryruns.dry_run(store.connection, int(address.rsplit("/", 1)[1]))


def ask(client, draft: int, **other):
    data = {"naam": "Eerst een gesprek", "reden": "De raad wil het.", "wanneer": "nu", "zaken": "keep"}
    return client.post(f"/werkwijze/ontwerp/{draft}/publiceren", data=data | other)


def agree(client, address: str, **other):
    return client.post(f"{address}/besluit", data={"_actie": "goed"} | other)


def refused(client, address: str):
    return client.post(f"{address}/besluit", data={"_actie": "weiger", "reden": "Nog niet."})


NOT_NEEDED = {"keuze.gesprek_plannen": "nvt", "waarom.gesprek_plannen": "Er is al gebeld."}


# -- dry run --------------------------------------------------------------------------------------


def test_a_draft_leads_to_its_dry_run_and_to_publishing(eva, draft):
    answer = eva.get(f"/werkwijze/ontwerp/{draft}")
    assert links(answer, "proefdraai$")
    assert links(answer, "publiceren$")


def test_a_dry_run_that_goes_on_shows_how_far_it_is_and_works_without_a_script(app, eva, draft):
    answer = eva.post(f"/werkwijze/ontwerp/{draft}/proefdraai", data={"gesloten": "nee"})
    page = eva.get(answer.location)
    assert "Zaken nagespeeld: 0 van" in said(page)
    assert "Ververs" in said(page)
    progress = eva.get(f"{answer.location}/stand", headers={"X-Peiling": "1"})
    assert "HX-Refresh" not in progress.headers
    work(app)
    assert eva.get(f"{answer.location}/stand").headers["HX-Refresh"] == "true"


def test_the_numbers_come_first_and_lead_to_the_cases(app, eva, tried):
    page = eva.get(tried)
    text = said(page)
    assert "Stap komt erbij" in text
    assert "Is een nieuwe stap of brief al voorbij" in text
    assert text.index("Wat wordt er anders?") < text.index("Zaken")
    filtered = said(eva.get(f"{tried}?soort=would_have_been_unlawful"))
    assert "De nieuwe versie vraagt eerst de stap 'Gesprek plannen'." in filtered
    assert "Geen verschil" not in filtered.split("Toon alle zaken")[1]
    only = said(eva.get(f"{tried}?stand=must_choose&soort=would_have_been_unlawful"))
    assert "Kan mee als u kiest" in only.split("Toon alle zaken")[1]


def test_a_dry_run_that_was_cut_off_goes_on_where_it_stopped(app, eva, draft, clock, monkeypatch):
    address = eva.post(f"/werkwijze/ontwerp/{draft}/proefdraai", data={}).location
    number = int(address.rsplit("/", 1)[1])
    with app.app_context(), unit_of_work() as store:
        assert dryruns.claim(store.connection, number, clock())  # by a process that dies now
    assert work(app) == 0, "somebody is at it"
    clock.turn(minutes=2)
    assert work(app) == 1
    run = run_of(app, address)
    assert (run.state, run.done) == ("done", run.total)


def test_closed_cases_of_a_period_come_along_when_asked(app, eva, draft):
    wrong = eva.post(f"/werkwijze/ontwerp/{draft}/proefdraai", data={"gesloten": "ja", "sinds": ""})
    assert wrong.status_code == 422
    assert "Vul in sinds welke dag" in said(wrong)
    address = eva.post(
        f"/werkwijze/ontwerp/{draft}/proefdraai", data={"gesloten": "ja", "sinds": "2020-01-01"}
    ).location
    work(app)
    assert "Gesloten" in said(eva.get(address))


def test_a_draft_that_cannot_be_run_is_refused_with_the_way_to_the_check(app, eva, draft):
    with app.app_context():
        commands.save_draft_file(draft, TERMS, b"stuk = [", seen=0, by=EVA, at=MONDAY)
    answer = eva.post(f"/werkwijze/ontwerp/{draft}/proefdraai", data={})
    assert answer.status_code == 422
    assert links(answer, "controle$")


def test_a_case_is_shown_on_both_versions_side_by_side(eva, tried):
    case = links(eva.get(f"{tried}?soort=task_added"), "/zaak/")[0]
    page = eva.get(case)
    text = said(page)
    assert "Nu" in text
    assert "Op het ontwerp" in text
    assert "Gesprek plannen" in text
    assert "Afdoening" in text
    assert links(page, "^/zaken/") == [], "an owner reads no files"


def test_what_a_choice_does_is_seen_on_a_case_before_it_is_made(eva, tried):
    case = links(eva.get(f"{tried}?stand=must_choose"), "/zaak/")[0]
    assert "Kies: nu alsnog doen" in said(eva.get(case))
    now, never = (said(eva.get(f"{case}?keuze.gesprek_plannen={what}")) for what in ("nu", "nvt"))
    assert "Kies: nu alsnog doen" not in now + never
    assert "Wordt opnieuw gedaan" in now
    assert "De stap 'Bellen met de inwoner' komt erbij" not in now
    assert "Wordt opnieuw gedaan" not in never


def test_an_owner_who_handles_cases_too_gets_to_the_file(app, eva, tried):
    with app.app_context(), unit_of_work() as store:
        users.set_roles(store.connection, "eva", ("Proceseigenaar", "Klachtbehandelaar"))
    case = links(eva.get(tried), "/zaak/")[0]
    assert links(eva.get(case), "^/zaken/")


def test_nobody_sees_or_counts_a_case_in_which_he_has_a_stake(app, eva, tried):
    case = links(eva.get(tried), "/zaak/")[0]
    before = said(eva.get(tried))
    with app.app_context(), unit_of_work() as store:
        store.connection.execute(stakes.models.Stake.__table__.insert().values(
            case_id=case.rsplit("/", 1)[1], username="eva", bars=True, answers=False
        ))  # fmt: skip
    page = eva.get(tried)
    assert case not in links(page, "/zaak/")
    assert "Awb artikel 9:7" in said(page)
    assert "Awb artikel 9:7" not in before
    assert eva.get(case).status_code == 403


def test_a_dry_run_is_for_owners_alone(sign_in, tried):
    assert sign_in("hanna").get(tried).status_code == 403


# -- four eyes ------------------------------------------------------------------------------------


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


# -- behind ---------------------------------------------------------------------------------------


@pytest.fixture
def overtaken(app, draft, shipped) -> int:
    """A draft on a version that is no longer in use: another letter and another drawing came in between."""
    newer = {
        **shipped.files,
        TERMS: shipped.files[TERMS] + b"# nieuwer\n",
        DIAGRAM: shipped.files[DIAGRAM].replace(b'name="Bellen met de inwoner"', b'name="De inwoner bellen"'),
    }
    with app.app_context():
        publishing.publish(Bundle(newer), label="tussendoor", by="bas", at=MONDAY)
    return draft


def test_a_draft_that_is_behind_cannot_be_published_and_says_what_to_do(eva, overtaken):
    assert links(eva.get(f"/werkwijze/ontwerp/{overtaken}"), "bijwerken$")
    answer = ask(eva, overtaken)
    assert answer.status_code == 422
    assert links(answer, "bijwerken$")


def test_a_draft_is_renewed_with_a_choice_for_what_changed_on_both_sides(app, eva, overtaken, shipped):
    address = f"/werkwijze/ontwerp/{overtaken}/bijwerken"
    text = said(eva.get(address))
    assert TERMS in text
    assert eva.post(address, data={}).status_code == 422
    assert eva.post(address, data={f"tekst.{DIAGRAM}": "ontwerp"}).status_code == 302
    with app.app_context():
        row = queries.draft(overtaken)
        files = queries.draft_contents(overtaken, row.base_hash)
    assert b"# nieuwer" in files[TERMS]
    assert b"gesprek_plannen" in files[DIAGRAM]
    assert ask(eva, overtaken).status_code == 302


def test_a_request_that_was_overtaken_is_not_carried_out(app, eva, bas, draft, shipped, clock):
    day = (MONDAY + timedelta(days=2)).date()
    address = ask(eva, draft, wanneer="dag", dag=day.isoformat()).location
    agree(bas, address)
    with app.app_context():
        other = Bundle({**shipped.files, TERMS: shipped.files[TERMS] + b"# nieuwer\n"})
        publishing.publish(other, label="tussendoor", by="bas", at=MONDAY)
    clock.turn(days=2)
    work(app)
    text = said(eva.get(address))
    assert "Niet gelukt" in text
    assert "Werk het ontwerp eerst bij" in text


# -- running cases --------------------------------------------------------------------------------


def test_cases_move_only_after_a_dry_run_of_just_this_draft(app, eva, draft):
    answer = ask(eva, draft, zaken="all")
    assert answer.status_code == 422
    assert "Draai eerst proef" in said(answer)


def test_a_step_that_cases_have_passed_asks_for_a_choice(eva, draft, tried):
    page = said(eva.get(f"/werkwijze/ontwerp/{draft}/publiceren"))
    assert "Stap “Gesprek plannen”" in page
    assert ask(eva, draft, zaken="all").status_code == 422
    half = ask(eva, draft, zaken="all", **{"keuze.gesprek_plannen": "nvt"})
    assert half.status_code == 422


def test_all_that_can_move_and_come_back_with_a_journal_and_a_line_in_each_case(
    app, eva, bas, draft, tried, clock
):
    address = ask(eva, draft, zaken="all", **NOT_NEEDED).location
    assert "Niet van toepassing: Er is al gebeld." in said(bas.get(address))
    agree(bas, address)
    journal_page = links(eva.get(address), "/omzetting/")[0]
    assert "Zaken omgezet: 0 van" in said(eva.get(journal_page))
    assert work(app) == 1
    text = said(eva.get(journal_page))
    assert "Omgezet" in text
    assert "“Gesprek plannen”Niet van toepassing: Er is al gebeld." in text
    number = int(journal_page.rsplit("/", 1)[1])
    moved = counts(app, number)["moved"]
    assert moved

    passed = case_that_passed(app, number)
    timeline = said(client_of(app, "hanna").get(f"/zaken/{passed}"))
    assert "Verder op een andere versie van het proces" in timeline
    assert "Gesprek plannen" in timeline
    assert "Er is al gebeld." in timeline

    assert eva.post(f"{journal_page}/terugdraaien", data={"reden": ""}).status_code == 422
    clock.turn(minutes=5)
    assert eva.post(f"{journal_page}/terugdraaien", data={"reden": "Toch niet."}).status_code == 302
    assert "Zaken teruggezet" in said(eva.get(journal_page))
    assert work(app) == 1
    assert counts(app, number)["undone"] == moved
    history = said(eva.get("/werkwijze/verloop"))
    assert "Zaken teruggedraaid" in history
    assert "Toch niet." in history
    assert f"Zaken omgezet: {moved} zaken" in history


def test_only_the_ticked_cases_move(app, eva, bas, draft, tried):
    assert ask(eva, draft, zaken="selected", **NOT_NEEDED).status_code == 422
    page = eva.get(f"{tried}?stand=comes_along").get_data(as_text=True)
    shown = re.findall(r'name="zaak" value="([^"]+)"', page)
    eva.post(f"{tried}/kiezen", data={"getoond": shown, "zaak": shown[:2], "_actie": "bewaar"})
    assert "2 zaken aangevinkt" in said(eva.get(tried))
    address = ask(eva, draft, zaken="selected", **NOT_NEEDED).location
    late = eva.post(f"{tried}/kiezen", data={"_actie": "alle"})
    assert late.status_code == 422, "what was asked for lies fixed"
    agree(bas, address)
    work(app)
    number = int(links(eva.get(address), "/omzetting/")[0].rsplit("/", 1)[1])
    assert counts(app, number) == {"moved": 2}
    hanna, page = client_of(app, "hanna"), f"/werkwijze/omzetting/{number}"
    assert "Draai deze omzetting terug" in said(eva.get(page))
    assert "Draai deze omzetting terug" not in said(hanna.get(page)), "a coordinator may look"
    assert hanna.post(f"{page}/terugdraaien", data={"reden": "x"}).status_code == 403


def test_an_old_version_comes_back_by_the_same_road(app, eva, bas, draft, shipped):
    agree(bas, ask(eva, draft).location)
    answer = eva.post(f"/werkwijze/versies/{shipped.hash}/terug")
    restored = int(answer.location.rsplit("/", 1)[1])
    assert "Terug naar eerste versie" in headings(eva.get(answer.location))[0]
    agree(bas, ask(eva, restored, naam="Toch weer zo").location)
    with app.app_context(), reading() as store:
        from webapp.store import bundles

        assert bundles.current(store.connection) == shipped.hash


def client_of(app, username: str):
    client = app.test_client()
    client.post("/inloggen/demo", data={"gebruiker": username})
    return client


def counts(app, number: int) -> dict[str, int]:
    with app.app_context(), reading() as store:
        return dict(journal.migration(store.connection, number).counts)


def case_that_passed(app, number: int) -> str:
    """Return the number of a case that moved and had passed the new step."""
    with app.app_context(), reading() as store:
        for case_id in journal.cases_with(store.connection, number, "moved"):
            event = next(one for one in queries.case_timeline(case_id) if one.kind == "migrated")
            if event.payload["overgeslagen"]:
                return queries.case_by_id(case_id).number
    raise AssertionError("no case had passed the new step")
