"""Running cases go to the new version, and come back."""

import re

from tests.webapp.screens.reading import headings, links, said
from tests.webapp.screens.release.steps import (
    agree,
    ask,
    case_that_passed,
    client_of,
    counts,
    work,
)
from webapp.store.unit_of_work import reading

NOT_NEEDED = {"keuze.gesprek_plannen": "nvt", "waarom.gesprek_plannen": "Er is al gebeld."}


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
