"""The task list as a place to work from: filters, order, kept views, many tasks at once, staying fresh."""

import pytest

from tests.webapp.screens.reading import links, page, said, words
from webapp.store import queries


def rows(answer):
    return page(answer).cssselect(".task")


def ids(answer):
    return [int(row.get("data-task")) for row in rows(answer)]


def picks(answer):
    return [box.get("value") for box in page(answer).cssselect(".task__pick input")]


def holder(app, task):
    with app.app_context():
        return queries.open_task(task).assignee


def test_the_first_screen_says_of_each_task_why_it_is_there(samira):
    answer = samira.get("/vandaag")
    lines = page(answer).cssselect(".today__list li")
    assert 0 < len(lines) <= 7
    assert all(words(line.cssselect(".today__why")[0]).endswith(".") for line in lines)
    assert all("taak=" in line.cssselect("a")[0].get("href") for line in lines)


@pytest.mark.parametrize("username", ["hanna", "peter", "fatima", "linda", "tom", "eva"])
def test_everybody_has_a_first_screen(sign_in, username):
    client = sign_in(username)
    answer = client.get("/vandaag")
    assert answer.status_code == 200
    assert all(client.get(href).status_code == 200 for href in links(answer, "taak="))


def test_filters_stay_in_the_address_and_can_be_taken_away(samira):
    answer = samira.get("/taken?weergave=team&termijn=later&status=collega&onderwerp=wmo&sorteer=nummer")
    assert {"termijn: na deze week", "bij een collega", "Wmo"} == {
        words(one).split(" ×")[0] for one in page(answer).cssselect(".tasks__active a")
    }
    fewer = page(answer).cssselect(".tasks__active a")[0].get("href")
    assert "termijn" not in fewer
    assert "status=collega" in fewer
    assert all("status=collega" in href for href in links(answer, "taak="))


def test_searching_finds_words_of_what_the_resident_wrote(samira, app):
    number = words(rows(samira.get("/taken"))[0].cssselect(".task__who")[0]).split()[0]
    with app.app_context():
        story = queries.case_by_number(number).summary
    word = max(story.replace(".", "").replace(",", "").split(), key=len)
    assert number in said(samira.get(f"/taken?weergave=team&zoek={word[:6]}"))


def test_a_view_is_kept_shared_renamed_and_deleted(samira, sign_in):
    answer = samira.post(
        "/taken/weergaven",
        data={
            "naam": "Te laat bij ons",
            "rol": "Klachtbehandelaar",
            "terug": "/taken?weergave=team&termijn=te_laat",
        },
    )
    shown = samira.get(answer.location)
    assert "De weergave is bewaard" in said(shown)
    line = next(one for one in page(shown).cssselect(".filters li") if "Te laat bij ons" in words(one))
    assert int(words(line.cssselect("[data-count]")[0])) == len(rows(shown))
    joost = sign_in("joost")
    assert "Te laat bij ons" in said(joost.get("/taken"))
    href = page(joost.get("/taken/weergaven"))
    assert not href.cssselect("form[action*=weergaven]")
    assert joost.post("/taken/weergaven/1", data={"naam": "Van mij", "rol": ""}).status_code == 403
    samira = sign_in("samira")
    samira.post("/taken/weergaven/1", data={"naam": "Eerst dit", "rol": ""})
    assert "Eerst dit" in said(samira.get("/taken"))
    assert "Eerst dit" not in said(sign_in("joost").get("/taken"))
    samira = sign_in("samira")
    samira.post("/taken/weergaven/1/verwijderen")
    assert "nog geen weergaven" in said(samira.get("/taken/weergaven"))


def test_many_tasks_go_to_a_colleague_after_a_look_and_come_back(hanna, app):
    chosen = picks(hanna.get("/taken?weergave=alle&rol=Klachtbehandelaar"))[:4]
    ask = {"taak": chosen, "_actie": "toewijzen", "collega": "joost", "terug": "/taken?weergave=alle"}
    assert "Aan wie geeft u deze 4 taken?" in said(hanna.post("/taken/selectie", data={**ask, "collega": ""}))
    asked = said(hanna.post("/taken/selectie", data=ask))
    assert "naar Joost de Graaf" in asked
    assert "Er is nog niets gewijzigd" in asked
    done = hanna.get(hanna.post("/taken/selectie/uitvoeren", data=ask).location)
    assert "nu bij Joost de Graaf" in said(done)
    numbers = [int(value.split("|")[0]) for value in chosen]
    assert {holder(app, task) for task in numbers} == {"joost"}
    undo = next(form for form in page(done).iter("form") if "ongedaan" in form.get("action"))
    back = hanna.get(hanna.post(undo.get("action"), data={"terug": "/taken?weergave=alle"}).location)
    assert "Ongedaan gemaakt" in said(back)
    assert [holder(app, task) or "" for task in numbers] == [value.split("|")[1] for value in chosen]


def test_choosing_nothing_is_told_and_an_address_elsewhere_is_not_followed(samira):
    answer = samira.post(
        "/taken/selectie", data={"_actie": "oppakken", "terug": "https://kwaad.example/taken"}
    )
    assert answer.location == "/taken"
    assert "Kies eerst" in said(samira.get("/taken"))


def test_the_list_is_renewed_only_when_something_changed_and_tells_who_took_what(samira, app, sign_in):
    task = ids(samira.get("/taken"))[0]
    address = f"/taken/lijst?gezien={task}"
    tag = samira.get(address).headers["ETag"]
    assert samira.get(address, headers={"If-None-Match": tag}).status_code == 304
    samira.post(f"/taken/{task}/toewijzen", data={"collega": "joost", "gezien": "samira"})
    answer = samira.get(address, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "ligt inmiddels bij Joost de Graaf" in words(page(answer).get_element_by_id("vers-weg"))


def test_the_next_task_is_another_than_the_one_at_hand(samira):
    task = ids(samira.get("/taken"))[0]
    assert f"taak={task}" not in samira.get(f"/taken/volgende?na={task}").location


def test_only_who_divides_work_sees_the_work_of_all_teams(samira, sign_in):
    assert "Van alle teams" not in said(samira.get("/taken?weergave=alle"))
    hanna = page(sign_in("hanna").get("/taken?weergave=alle"))
    number = words(hanna.cssselect("[data-count=weergave-alle]")[0])
    assert words(hanna.get_element_by_id("aantal")) == f"{number} taken"
    teams = hanna.cssselect("select[name=rol] option")
    assert "Klachtbehandelaar" in [words(one) for one in teams]
    assert "Betrokken medewerker" not in [words(one) for one in teams]  # that list would always be empty
