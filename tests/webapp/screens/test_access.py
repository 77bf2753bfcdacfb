import pytest
from sqlalchemy.exc import OperationalError

from tests.webapp.screens.reading import headings, said

STAFF_PAGES = ["/taken", "/zaken", "/termijnen"]


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.location == f"/inloggen?naar={path}"


def test_one_click_signs_a_demo_user_in_and_goes_where_that_user_wanted_to_be(client):
    answer = client.post("/inloggen/demo", data={"gebruiker": "samira", "naar": "/zaken?staat=closed"})
    assert answer.location == "/zaken?staat=closed"
    assert client.get("/zaken").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://kwaad.example", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "\n/x", "kwaad"],
)
def test_signing_in_never_leads_to_another_site(client, elsewhere):
    answer = client.post("/inloggen/demo", data={"gebruiker": "samira", "naar": elsewhere})
    assert answer.location == "/vandaag"


def test_a_wrong_password_is_refused_and_the_name_stays(client):
    answer = client.post("/inloggen", data={"gebruiker": "samira", "wachtwoord": "raden"})
    assert answer.status_code == 422
    assert "De gebruikersnaam of het wachtwoord klopt niet." in said(answer)
    assert 'value="samira"' in answer.get_data(as_text=True)


def test_someone_who_is_not_in_the_demo_cannot_be_chosen(client):
    assert client.post("/inloggen/demo", data={"gebruiker": "niemand"}).status_code == 404


def test_signing_out_closes_the_door(samira):
    samira.post("/uitloggen")
    assert samira.get("/taken").status_code == 302


@pytest.mark.parametrize("path", ["/zaken", "/termijnen", "/zaken/K-2026-0001"])
def test_who_is_complained_about_does_not_read_the_file(sign_in, path):
    answer = sign_in("linda").get(path)
    assert answer.status_code == 403
    assert headings(answer) == ["Geen toegang"]


def test_who_is_complained_about_sees_no_menu_to_pages_that_stay_closed(sign_in):
    text = sign_in("linda").get("/taken").get_data(as_text=True)
    assert 'href="/zaken"' not in text


@pytest.mark.parametrize("username", ["samira", "hanna", "peter", "fatima", "linda", "tom", "eva"])
def test_every_demo_user_has_a_page_to_start_from(sign_in, username):
    answer = sign_in(username).get("/taken")
    assert answer.status_code == 200
    assert headings(answer) == ["Mijn taken"]


def test_an_unknown_page_is_a_page_with_a_way_out(client):
    answer = client.get("/bestaat-niet")
    assert answer.status_code == 404
    assert headings(answer) == ["Deze pagina bestaat niet"]


def test_the_post_can_be_read_only_in_the_demo(settings, client):
    assert client.get("/post").status_code == 200
    client.application.config["AANTAFEL"] = type(settings)(
        data=settings.data, database_url=settings.database_url, secret_key=settings.secret_key, demo=False
    )
    assert client.get("/post").status_code == 404


def test_a_busy_database_is_a_page_with_words(samira, monkeypatch):
    def busy(*_args, **_options):
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr("webapp.store.queries.task_list", busy)
    answer = samira.get("/taken")
    assert answer.status_code == 503
    assert headings(answer) == ["Het is nu erg druk"]


def test_a_process_owner_reads_no_files_but_sees_how_long_steps_take(sign_in):
    eva = sign_in("eva")
    for path in ("/zaken", "/termijnen", "/termijnen/lijst.csv", "/termijnen/werkverdeling"):
        assert eva.get(path).status_code == 403, path
    assert 'href="/zaken"' not in eva.get("/vandaag").get_data(as_text=True)
    assert eva.get("/termijnen/doorlooptijd").status_code == 200
    assert eva.get("/werkwijze/proces/nazorg").status_code == 200
