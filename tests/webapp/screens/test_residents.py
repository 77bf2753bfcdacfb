import pytest

from tests.webapp.screens.reading import headings, links, page, said, words
from webapp.store import queries

COMPLAINT = {
    "_actie": "versturen",
    "_sleutel": "een-sleutel",
    "zaak.omschrijving": "De huishoudelijke hulp is drie keer niet gekomen.",
    "zaak.onderwerp": "wmo",
    "inwoner.naam": "Ayşe Yılmaz",
    "inwoner.straat": "Lindelaan 12",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
    "inwoner.telefoon": "06 1234 5678",
}


@pytest.fixture
def received(client):
    """The page after sending a complaint."""
    answer = client.post("/klacht", data=COMPLAINT)
    assert answer.status_code == 302, said(answer)
    return client.get(answer.location)


def test_the_first_page_leads_to_the_complaint_form_and_names_the_phone(client):
    answer = client.get("/")
    assert "/klacht" in links(answer, "^/klacht$")
    assert "Liever bellen" in said(answer)


def test_an_empty_complaint_is_not_sent_and_says_what_is_missing(client):
    answer = client.post("/klacht", data={"_actie": "versturen"})
    assert answer.status_code == 422
    assert "Er klopt nog iets niet" in said(answer)


def test_a_sent_complaint_has_a_number_and_an_exact_last_day_with_the_reason(received):
    text = said(received)
    assert "K-2026-" in text
    assert "maandag 4 mei 2026" in text
    steps = [words(step) for step in page(received).cssselect(".steps li")]
    assert "23 maart 2026" in steps[0]
    assert any("4 mei 2026" in step for step in steps)


def test_a_sent_complaint_says_what_happens_next(received):
    assert [words(heading) for heading in page(received).cssselect(".timeline .is-now h3")] == [
        "Wij kiezen een behandelaar"
    ]


def test_the_personal_page_of_a_late_case_says_so_and_names_the_ombudsman(client, app, clock):
    with app.app_context():
        late = [head for head in queries.case_list(limit=100).rows if head.last_day]
        head = min(late, key=lambda head: head.last_day)
    clock.turn(days=(head.last_day - clock().date()).days + 1)
    text = said(client.get(f"/status/{head.token}"))
    assert "Het is later dan afgesproken" in text
    assert "U kunt nu al naar de Nationale ombudsman gaan." in text
    assert "Uiterlijk op" not in text


def test_sending_the_same_form_twice_is_one_complaint(client):
    first = client.post("/klacht", data=COMPLAINT).location
    assert client.post("/klacht", data=COMPLAINT).location == first


def test_questions_can_be_brought_up_to_date_without_sending(client):
    answer = client.post("/klacht", data=COMPLAINT | {"_actie": "bijwerken"})
    assert answer.status_code == 200
    assert page(answer).cssselect("input[name='inwoner.naam']")[0].get("value") == "Ayşe Yılmaz"


def test_the_personal_page_says_where_the_complaint_is_and_what_to_do(client, received):
    answer = client.get(links(received, "^/status/")[0])
    text = said(answer)
    assert headings(answer) == ["Uw klacht"]
    assert "U hoeft nu niets te doen." in text
    assert "Nationale ombudsman" in text


def test_the_personal_page_gives_the_letters_to_the_resident_alone(client, received, app):
    status = links(received, "^/status/")[0]
    letter = links(client.get(status), "/brieven/")[0]
    assert "Ayşe Yılmaz" in said(client.get(letter))
    with app.app_context():
        found = queries.status_by_token(status.rsplit("/", 1)[1])
        for one in queries.case_letters(found.case_id):
            assert one.recipient == "inwoner"


def test_letters_to_the_person_complained_about_stay_closed_to_the_resident(client, app):
    closed = 0
    with app.app_context():
        heads = queries.case_list(limit=100).rows
        letters = [(head, one) for head in heads for one in queries.case_letters(head.case_id)]
    for head, one in letters:
        if one.recipient != "inwoner":
            key = one.id.removeprefix(f"{head.case_id}:")
            assert client.get(f"/status/{head.token}/brieven/{key}").status_code == 404
            closed += 1
    assert closed


def test_the_personal_page_of_every_sample_case_opens_and_names_no_one_complained_about(client, app):
    with app.app_context():
        heads = [*queries.case_list(limit=100).rows, *queries.case_list(state="closed", limit=100).rows]
    for head in heads:
        answer = client.get(f"/status/{head.token}")
        assert answer.status_code == 200
        assert "Linda van Dam" not in said(answer)


@pytest.mark.parametrize("path", ["/status/raden", "/status/raden/brieven/x:1", "/klacht/ontvangen/raden"])
def test_a_guessed_link_is_no_page(client, path):
    assert client.get(path).status_code == 404


def test_post_of_the_demo_can_be_read(client, received, app):
    from webapp.jobs.clock import beat

    beat(app)
    messages = links(client.get("/post"), "^/post/")
    assert messages
    assert client.get(messages[0]).status_code == 200


@pytest.fixture
def solved(client, app):
    """The personal page of a case that was solved and still waits whether it stays that way."""
    with app.app_context():
        for head in queries.case_list(limit=100).rows:
            if queries.case_waits(head.case_id):
                return f"/status/{head.token}"
    raise AssertionError("no sample case waits for its resident")


def test_a_resident_who_is_not_satisfied_after_all_can_say_so(client, solved):
    form = page(client.get(solved)).cssselect("form[action$='/reactie']")[0]
    sent = {field.get("name"): field.get("value") for field in form.cssselect("input")}
    client.post(form.get("action"), data=sent | {"toelichting": "De hulp bleef weer weg."})
    answer = client.get(solved)
    assert "Wij hebben uw reactie ontvangen." in said(answer)
    assert not page(answer).cssselect("form[action$='/reactie']")


def test_a_message_that_the_case_does_not_wait_for_is_refused(client, solved):
    assert client.post(f"{solved}/reactie", data={"bericht": "sluit_de_zaak"}).status_code == 422


def test_a_colleague_can_put_down_what_a_resident_said(samira, app, solved):
    with app.app_context():
        case_id = queries.status_by_token(solved.rsplit("/", 1)[1]).case_id
        wait, head = queries.case_waits(case_id)[0], queries.case_by_id(case_id)
    answer = samira.post(
        f"/zaken/{head.number}/bericht", data={"bericht": wait.message, "toelichting": "Belde"}
    )
    assert "Het bericht is vastgelegd" in said(samira.get(answer.location))
    with app.app_context():
        assert queries.case_waits(case_id) == []
