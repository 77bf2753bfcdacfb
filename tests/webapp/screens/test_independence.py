"""Awb 9:7 on the screens: whoever is involved in a complaint does not handle it and does not read it."""

import pytest

from tests.builders import MONDAY
from tests.webapp.screens.reading import headings, links, page, said, words
from webapp import commands
from webapp.store import queries
from webapp.store.queries import case_list, own_cases

SAMIRA = queries.Viewer("samira", ("Klachtbehandelaar",))
LINDA = queries.Viewer("linda", ("Betrokken medewerker",))
DAY = MONDAY.date()
WHY = {"reden": "Zij was er die dag bij."}


@pytest.fixture
def task(app) -> queries.OpenTask:
    """A task that Samira has."""
    with app.app_context():
        page = queries.task_list(SAMIRA, today=DAY)
        found = next(row for row in page.rows if row.assignee == "samira")
        return queries.open_task(found.id)


@pytest.fixture
def involved(app, clock, task) -> queries.OpenTask:
    """The same task, after it came out that Samira was there."""
    with app.app_context():
        party = {"rol": "betrokkene", "naam": "Samira Bakker"}
        commands.add_party(task.case_id, party, "Zij was er die dag bij.", by="hanna", at=clock())
    return task


def test_an_involved_colleague_can_neither_see_nor_do_anything_of_the_case(samira, involved):
    number, at = involved.number, f"/taken/{involved.id}"
    asked = [
        samira.get(f"/taken?taak={involved.id}"),
        samira.get(f"/zaken/{number}"),
        samira.get(f"/zaken/{number}/brieven/ontvangstbevestiging_versturen:1"),
        samira.get(f"/zaken/{number}/brieven/ontvangstbevestiging_versturen:1.pdf"),
        samira.post(at, data={"_actie": "afronden"}),
        samira.post(at, data={"_actie": "bewaren", "kern": "x"}),
        samira.post(f"{at}/vooruitblik", data={}),
        samira.post(f"{at}/oppakken"),
        samira.post(f"{at}/toewijzen", data={"collega": "joost", "gezien": ""}),
        samira.post(f"/zaken/{number}/notities", data={"tekst": "x"}),
        samira.post(f"/zaken/{number}/bericht", data={"bericht": "intrekking"}),
    ]
    assert [answer.status_code for answer in asked] == [403] * len(asked)
    assert {headings(answer)[0] for answer in asked} == {"U bent bij deze klacht betrokken"}
    assert "artikel 9:7" in said(asked[0])


@pytest.mark.parametrize(
    "path", ["/taken", "/taken?weergave=team", "/zaken", "/termijnen", "/taken?zoek={}", "/zaken?zoek={}"]
)
def test_no_list_and_no_search_shows_the_case_to_who_is_involved(samira, involved, path):
    answer = samira.get(path.format(involved.number))
    assert answer.status_code == 200
    assert f"/zaken/{involved.number}" not in answer.get_data(as_text=True)
    assert f"taak={involved.id}" not in answer.get_data(as_text=True)


def test_a_colleague_takes_over_and_cannot_give_the_task_back_to_who_is_involved(sign_in, app, involved):
    joost = sign_in("joost")
    joost.post(f"/taken/{involved.id}/oppakken")
    offered = page(joost.get(f"/taken?taak={involved.id}")).cssselect("#collega option")
    assert "samira" not in [option.get("value") for option in offered]
    answer = joost.post(f"/taken/{involved.id}/toewijzen", data={"collega": "samira", "gezien": "joost"})
    assert answer.status_code == 422
    assert "Deze collega is bij de klacht betrokken" in said(answer)
    with app.app_context():
        assert queries.open_task(involved.id).assignee == "joost"


# -- assigning a handler --------------------------------------------------------------------------

CHOICE = {
    "_actie": "afronden",
    "behandelaar": "Joost de Graaf",
    "beklaagde_naam": "Team Wmo",
    "beklaagde_functie": "wijkteam",
    "beklaagde_email": "team.wmo@vrijstad.example",
    "gaat_over_bestuur": "nee",
    "niet_betrokken": "true",
}


@pytest.fixture
def assignment(app) -> queries.OpenTask:
    """A case that still has no handler."""
    hanna = queries.Viewer("hanna", ("Klachtencoördinator",))
    with app.app_context():
        rows = queries.task_list(hanna, today=DAY, limit=100).rows
        return queries.open_task(next(row.id for row in rows if row.title == "Behandelaar toewijzen"))


@pytest.mark.parametrize(
    "involved",
    [{"beklaagde_naam": "joost de graaf"}, {"beklaagde_email": "joost.de.graaf@vrijstad.example"},
     {"andere_betrokkenen": "Iemand anders\nJoost de Graaf"}],
)  # fmt: skip
def test_a_handler_who_is_involved_is_refused_and_the_form_keeps_what_was_typed(
    hanna, app, assignment, involved
):
    answer = hanna.post(f"/taken/{assignment.id}", data=CHOICE | involved)
    assert answer.status_code == 422
    assert "mag de klacht niet behandelen (Awb artikel 9:7)" in said(answer)
    assert page(answer).cssselect("input[name=behandelaar]")[0].get("value") == "Joost de Graaf"
    with app.app_context():
        assert queries.open_task(assignment.id).state == "open"


def test_the_preview_warns_before_a_handler_who_is_involved_is_chosen(hanna, assignment):
    answer = hanna.post(
        f"/taken/{assignment.id}/vooruitblik", data=CHOICE | {"andere_betrokkenen": "Joost de Graaf"}
    )
    assert "Afronden kan nog niet" in words(page(answer))
    assert "Awb artikel 9:7" in words(page(answer))


def test_who_was_named_besides_no_longer_sees_the_case(sign_in, hanna, assignment):
    assert (
        hanna.post(
            f"/taken/{assignment.id}", data=CHOICE | {"andere_betrokkenen": "Samira Bakker"}
        ).status_code
        == 302
    )
    assert sign_in("samira").get(f"/zaken/{assignment.number}").status_code == 403
    assert sign_in("joost").get(f"/zaken/{assignment.number}").status_code == 200


def test_a_complaint_about_the_governing_body_may_be_handled_by_who_is_involved(sign_in, hanna, assignment):
    exempt = {"gaat_over_bestuur": "ja", "reden_uitzondering": "De klacht gaat over het college zelf."}
    answer = hanna.post(
        f"/taken/{assignment.id}", data=CHOICE | exempt | {"andere_betrokkenen": "Joost de Graaf"}
    )
    assert answer.status_code == 302
    assert sign_in("joost").get(f"/zaken/{assignment.number}").status_code == 200


def test_a_coordinator_cannot_finish_a_task_that_names_herself(hanna, app, assignment):
    answer = hanna.post(f"/taken/{assignment.id}", data=CHOICE | {"beklaagde_naam": "Hanna Vermeer"})
    assert answer.status_code == 422
    assert "Laat een collega deze taak doen" in said(answer)


# -- the side of the accused ----------------------------------------------------------------------


@pytest.fixture
def own_case(app) -> str:
    """The number of a case about Linda in which she is asked to react."""
    with app.app_context():
        rows = queries.task_list(LINDA, today=DAY, limit=100).rows
        return next(row.number for row in rows if row.title == "Reactie geven")


def test_the_accused_has_only_tasks_in_cases_about_herself(app, own_case):
    with app.app_context():
        mine = {case.case_id for case in own_cases(LINDA)}
        assert {row.case_id for row in queries.task_list(LINDA, today=DAY, limit=100).rows} <= mine


def test_the_accused_reads_the_complaint_and_gives_her_side(sign_in, app, own_case):
    linda = sign_in("linda")
    side = linda.get(f"/klachten-over-mij/{own_case}")
    assert headings(side) == [f"Klacht {own_case}"]
    opened = links(side, "taak=")[0]
    task = int(opened.rsplit("=", 1)[1])
    answer = linda.post(
        f"/taken/{task}", data={"_actie": "afronden", "reactie": "Ik was ziek.", "wil_worden_gehoord": "nee"}
    )
    assert answer.status_code == 302
    assert "Ik was ziek." in said(linda.get(f"/klachten-over-mij/{own_case}"))


def test_the_accused_reads_no_notes_no_address_and_no_file(sign_in, app, clock, own_case):
    with app.app_context():
        case = queries.case_by_number(own_case)
        commands.add_note(case.case_id, "Vertrouwelijk: inwoner is bang.", by="samira", at=clock())
        resident = next(one for one in queries.case_parties(case.case_id) if one.role == "resident")
    linda = sign_in("linda")
    shown = said(linda.get(f"/klachten-over-mij/{own_case}"))
    assert "Vertrouwelijk" not in shown
    assert resident.street not in shown
    assert linda.get(f"/zaken/{own_case}").status_code == 403
    assert (
        linda.get(f"/klachten-over-mij/{own_case}/brieven/ontvangstbevestiging_versturen:1").status_code
        == 404
    )


def test_the_side_of_the_accused_is_hers_alone(sign_in, app, own_case):
    with app.app_context():
        case = queries.case_by_number(own_case)
        task = next(one for one in queries.case_tasks(case.case_id) if one.title == "Reactie geven")
    karim = sign_in("karim")
    assert karim.get(f"/klachten-over-mij/{own_case}").status_code == 404
    assert karim.get(f"/taken?taak={task.id}").status_code == 404
    assert sign_in("samira").post(f"/taken/{task.id}/oppakken").status_code == 403


def test_every_complaint_about_her_opens_with_its_letters(sign_in, app):
    linda = sign_in("linda")
    numbers = links(linda.get("/klachten-over-mij"), "/klachten-over-mij/K-")
    assert len(numbers) > 5
    for path in numbers:
        answer = linda.get(path)
        assert answer.status_code == 200
        assert all(linda.get(letter).status_code == 200 for letter in links(answer, "/brieven/"))


# -- adding and removing people -------------------------------------------------------------------


@pytest.fixture
def number(app) -> str:
    with app.app_context():
        return case_list(SAMIRA).rows[0].number


def present(client, number: str) -> list[str]:
    """The names of who is involved, as the file shows them."""
    people = page(client.get(f"/zaken/{number}")).cssselect("[aria-labelledby=betrokkenen] > ul > li > span")
    return [person.text.strip() for person in people]


def test_a_coordinator_adds_a_supporter_with_a_reason_that_stays_in_the_history(hanna, number):
    party = {
        "rol": "vertrouwenspersoon",
        "naam": "Mirjam de Wit",
        "telefoon": "0100 555 123",
        "reden": "Gevraagd door de inwoner.",
    }
    assert hanna.post(f"/zaken/{number}/partijen", data=party).status_code == 302
    assert "Mirjam de Wit" in present(hanna, number)
    shown = said(hanna.get(f"/zaken/{number}"))
    assert "Toegevoegd als vertrouwenspersoon: Mirjam de Wit. Gevraagd door de inwoner." in shown
    gone = {"plaats": "0", "naam": "Mirjam de Wit", "reden": "Helpt niet meer."}
    assert hanna.post(f"/zaken/{number}/partijen/weg", data=gone).status_code == 302
    assert "Mirjam de Wit" not in present(hanna, number)


def test_a_party_without_role_name_or_reason_is_refused_and_what_was_typed_stays(hanna, number):
    answer = hanna.post(f"/zaken/{number}/partijen", data={"email": "geen adres", "telefoon": "0100 1"})
    assert answer.status_code == 422
    faults = [words(fault) for fault in page(answer).cssselect("details[open] .field-error")]
    assert len(faults) == 4
    assert page(answer).cssselect("input[name=telefoon]")[0].get("value") == "0100 1"


def test_two_coordinators_never_remove_the_wrong_person(hanna, number):
    hanna.post(f"/zaken/{number}/partijen", data={"rol": "betrokkene", "naam": "A. Eerste", **WHY})
    answer = hanna.post(f"/zaken/{number}/partijen/weg", data={"plaats": "0", "naam": "B. Ander", **WHY})
    assert answer.status_code == 409
    assert "A. Eerste" in present(hanna, number)


def test_only_a_coordinator_changes_who_is_involved(samira, number):
    data = {"rol": "betrokkene", "naam": "Joost de Graaf", **WHY}
    assert samira.post(f"/zaken/{number}/partijen", data=data).status_code == 403
    assert not page(samira.get(f"/zaken/{number}")).cssselect("form[action$='/partijen']")
