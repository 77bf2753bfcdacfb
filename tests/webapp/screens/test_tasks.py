import pytest

from tests.webapp.screens.reading import links, page, said, task_id, words
from webapp.store import queries


def first_task(client, title: str) -> int:
    """The number of the first task in the list with this title."""
    for link in page(client.get("/taken")).iter("a"):
        if title in words(link) and "taak=" in link.get("href"):
            return int(link.get("href").rsplit("taak=", 1)[1])
    raise AssertionError(f"no task {title!r}")


SATISFIED = {
    "_actie": "afronden",
    "gesproken_op.dag": "20",
    "gesproken_op.maand": "3",
    "gesproken_op.jaar": "2026",
    "kern": "De hulp kwam drie keer niet.",
    "tevreden": "ja",
    "eigen_woorden": "Zo is het goed.",
    "bewijs": "telefoonnotitie",
    "oplossing": "Er komt een vaste hulp.",
}


@pytest.fixture
def call(samira) -> int:
    """A task to call a resident."""
    return first_task(samira, "Bellen met de inwoner")


def state_of(app, task: int) -> queries.OpenTask:
    with app.app_context():
        found = queries.open_task(task)
    assert found is not None
    return found


def test_the_list_is_in_order_of_urgency(samira, app):
    tasks = [int(href.rsplit("taak=", 1)[1]) for href in links(samira.get("/taken"), "taak=")]
    days = [state_of(app, task).due_on for task in dict.fromkeys(tasks)]
    assert days == sorted(days)


@pytest.mark.parametrize(
    "view", ["te_doen", "te_laat", "deze_week", "wacht_op_inwoner", "niet_toegewezen", "team"]
)
def test_every_list_opens(samira, view):
    assert samira.get(f"/taken?weergave={view}").status_code == 200


def test_an_unknown_list_in_an_address_is_the_first_list(samira):
    assert "Te doen" in said(samira.get("/taken?weergave=bestaat_niet&onderwerp=onzin"))


def test_a_broken_place_in_an_address_is_an_error_with_words(samira):
    answer = samira.get("/taken?plaats=onzin")
    assert answer.status_code == 400
    assert "Begin opnieuw bij de eerste" in said(answer)


def test_searching_finds_a_case_by_number_and_stays_in_the_field(samira, app, call):
    number = state_of(app, call).number
    answer = samira.get(f"/taken?zoek={number}")
    assert {href.split("&")[0] for href in links(answer, "taak=")} == {f"/taken?zoek={number}"}
    assert page(answer).cssselect("input[type=search]")[0].get("value") == number


def test_the_pane_alone_answers_a_request_for_the_pane(samira, call):
    text = samira.get(f"/taken?taak={call}", headers={"HX-Request": "true", "HX-Target": "detail"}).get_data(
        as_text=True
    )
    assert text.lstrip().startswith("<section")
    assert "<html" not in text


def test_a_task_can_be_given_back_and_taken_again(samira, app, call):
    samira.post(f"/taken/{call}/teruggeven")
    assert state_of(app, call).assignee is None
    samira.post(f"/taken/{call}/oppakken")
    assert state_of(app, call).assignee == "samira"


def test_a_task_can_be_given_to_a_colleague_with_the_role(samira, app, call):
    samira.post(f"/taken/{call}/toewijzen", data={"collega": "joost", "gezien": "samira"})
    assert state_of(app, call).assignee == "joost"


def test_who_divides_the_work_gives_the_task_of_one_colleague_to_another(sign_in, app, call):
    hanna = sign_in("hanna")
    assert "Geef aan een collega" in hanna.get(f"/taken/{call}").get_data(as_text=True)
    hanna.post(f"/taken/{call}/toewijzen", data={"collega": "joost", "gezien": "samira"})
    assert state_of(app, call).assignee == "joost"
    answer = sign_in("samira").post(f"/taken/{call}/toewijzen", data={"collega": "samira", "gezien": "joost"})
    assert answer.status_code == 403, "a colleague does not take it that way"


def test_a_task_cannot_be_given_to_someone_without_the_role(samira, app, call):
    answer = samira.post(f"/taken/{call}/toewijzen", data={"collega": "linda", "gezien": "samira"})
    assert answer.status_code == 403
    assert state_of(app, call).assignee == "samira"


def test_a_task_that_moved_meanwhile_is_not_given_away_twice(samira, app, call):
    answer = samira.post(f"/taken/{call}/toewijzen", data={"collega": "joost", "gezien": "hanna"})
    assert answer.status_code == 409
    assert state_of(app, call).assignee == "samira"


def test_what_was_typed_is_kept_for_later(samira, app, call):
    answer = samira.post(
        f"/taken/{call}?weergave=team", data={"_actie": "bewaren", "kern": "Half af", "tevreden": "nee"}
    )
    assert answer.location == f"/taken?weergave=team&taak={call}"
    again = page(samira.get(answer.location))
    assert words(again.cssselect("textarea[name=kern]")[0]) == "Half af"
    assert [box.get("value") for box in again.cssselect("input[name=tevreden][checked]")] == ["nee"]
    assert state_of(app, call).state == "open"


def test_an_incomplete_form_comes_back_with_every_fault_and_what_was_typed(samira, app, call):
    answer = samira.post(f"/taken/{call}", data={"_actie": "afronden", "kern": "Alleen de kern"})
    assert answer.status_code == 422
    root = page(answer)
    faults = [link.get("href") for link in root.cssselect(".error-list a")]
    assert "#v-gesproken_op-dag" in faults
    assert all(root.get_element_by_id(fault[1:]) is not None for fault in faults)
    assert words(root.cssselect("textarea[name=kern]")[0]) == "Alleen de kern"
    assert state_of(app, call).state == "open"


def test_a_preview_names_letters_and_tasks_and_changes_nothing(samira, app, call):
    answer = samira.post(f"/taken/{call}/vooruitblik", data=SATISFIED)
    assert "Dit gebeurt er als u afrondt" in words(page(answer))
    assert page(answer).cssselect(".letter")
    assert state_of(app, call).state == "open"


def test_a_preview_of_an_incomplete_form_says_what_to_do(samira, call):
    answer = samira.post(f"/taken/{call}/vooruitblik", data={"kern": "x"})
    assert "Vul de vragen in" in words(page(answer))


def test_without_scripts_the_preview_comes_with_the_page(samira, call):
    answer = samira.post(f"/taken/{call}", data=SATISFIED | {"_actie": "vooruitblik"})
    assert "Dit gebeurt er als u afrondt" in said(answer)


def test_finishing_a_task_leads_to_the_next_one_and_says_so(samira, app, call):
    answer = samira.post(f"/taken/{call}", data=SATISFIED)
    assert answer.status_code == 302
    assert state_of(app, call).state == "done"
    following = samira.get(answer.location)
    assert "is afgerond. Dit is uw volgende taak." in said(following)
    assert task_id(following) != call


def test_a_finished_task_cannot_be_finished_again(samira, call):
    samira.post(f"/taken/{call}", data=SATISFIED)
    answer = samira.post(f"/taken/{call}", data=SATISFIED)
    assert answer.status_code == 409
    assert "U hebt deze taak zelf al afgerond" in said(answer)


def test_a_finished_task_can_still_be_read(samira, call):
    samira.post(f"/taken/{call}", data=SATISFIED)
    assert "Deze taak is afgerond op" in said(samira.get(f"/taken?taak={call}"))


def test_someone_with_another_role_reads_the_task_but_cannot_finish_it(sign_in, samira, app, call):
    peter = sign_in("peter")
    assert "U kunt hem wel lezen" in said(peter.get(f"/taken?taak={call}"))
    assert peter.post(f"/taken/{call}", data=SATISFIED).status_code == 403
    assert state_of(app, call).state == "open"


def test_who_is_complained_about_cannot_open_someone_elses_task(sign_in, samira, call):
    assert sign_in("linda").get(f"/taken?taak={call}").status_code == 404
