"""A dry run on screen: how far it is, numbers first, each case on both versions side by side."""

from tests.builders import MONDAY
from tests.webapp.screens.reading import links, said
from tests.webapp.screens.release.steps import EVA, TERMS, run_of, work
from webapp import commands
from webapp.store import dryruns, stakes, users
from webapp.store.unit_of_work import unit_of_work


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
