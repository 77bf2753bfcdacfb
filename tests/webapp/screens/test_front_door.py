"""The front door for residents: any message, with or without a name, and a signpost for who is lost."""

import pytest
from lxml import etree

from tests.webapp.screens.reading import headings, links, page, said, words
from webapp import signpost
from webapp.signpost import table
from webapp.store import queries

STORY = "De straatlantaarn voor mijn deur is al weken kapot."
MESSAGE = {"_actie": "versturen", "_sleutel": "bericht-1", "zaak.omschrijving": STORY}


@pytest.fixture
def send(client):
    """Return a function that sends a message and gives the page that follows."""

    def sending(**answers):
        answer = client.post("/bericht", data=MESSAGE | answers)
        assert answer.status_code == 302, said(answer)
        return client.get(answer.location)

    return sending


def facts(app, answer):
    with app.app_context():
        token = links(answer, "^/status/")[0].rsplit("/", 1)[1]
        return queries.case_by_id(queries.status_by_token(token).case_id)


def test_the_home_page_offers_a_complaint_a_message_and_the_signpost(client):
    answer = client.get("/")
    assert links(answer, "^/(klacht|bericht|wegwijzer)$") == ["/klacht", "/bericht", "/wegwijzer"]
    assert "Ik heb een klacht" in said(answer)
    assert "Ik wil iets melden, vragen of laten weten" in said(answer)


@pytest.mark.parametrize("path", ["/klacht", "/bericht"])
def test_both_forms_lead_to_the_signpost(client, path):
    assert "/wegwijzer" in links(client.get(path), "^/wegwijzer$")


def test_only_the_story_is_needed(client, send):
    assert client.post("/bericht", data={"_actie": "versturen"}).status_code == 422
    answer = send()
    assert headings(answer) == ["Wij hebben uw bericht ontvangen"]
    assert "Wij lezen uw bericht" in said(answer)


def test_a_message_is_no_complaint_yet_and_has_an_owner_at_once(app, send):
    case = facts(app, send(**{"_sleutel": "bericht-2"}))
    assert case.process == "voordeur"
    assert case.last_day is None
    assert case.handler_name == "het klantcontactcentrum"


def test_the_personal_page_speaks_of_a_message_and_says_where_it_is(client, send):
    answer = client.get(links(send(**{"_sleutel": "bericht-3"}), "^/status/")[0])
    assert headings(answer) == ["Uw bericht"]
    assert "Uw bericht ligt bij het klantcontactcentrum" in said(answer)


def test_who_stays_anonymous_leaves_no_name_behind(app, send):
    sent = {"_sleutel": "bericht-4", "zaak.anoniem": "ja", "inwoner.naam": "Noor Voorbeeld"}
    assert facts(app, send(**sent)).resident == ""


def test_who_leaves_an_address_gets_the_message_back(client, send):
    address = {"inwoner.email": "noor@voorbeeld.example", "inwoner.naam": "Noor Voorbeeld"}
    status = client.get(links(send(**address, _sleutel="bericht-5"), "^/status/")[0])
    letter = client.get(links(status, "/brieven/")[0])
    assert STORY in said(letter)


def test_danger_is_heard_at_once(send):
    text = said(send(**{"_sleutel": "bericht-6", "zaak.gevaar": "huisuitzetting"}))
    assert "Wij zoeken vandaag de juiste hulp" in text
    assert "112" in text


def test_a_message_is_not_shown_as_a_received_complaint(client, send):
    token = links(send(**{"_sleutel": "bericht-7"}), "^/status/")[0].rsplit("/", 1)[1]
    assert client.get(f"/klacht/ontvangen/{token}").status_code == 404


# -- the signpost ----------------------------------------------------------------------------------


def test_the_signpost_tells_everything_that_the_table_knows(client, app):
    """Whatever a rule answers is on the page: there is no second list."""
    text = said(client.get("/wegwijzer"))
    with app.app_context():
        version = table.definition(table.current_bundle())
    model = version.bundle.text(version.decision_file("wegwijzer"))
    cells = etree.fromstring(model.encode()).xpath("//*[local-name()='outputEntry']/*/text()")
    assert len(cells) > 100
    for cell in cells:
        assert cell.strip('"') in text


def test_the_signpost_names_help_and_the_ombudsman(client):
    text = said(client.get("/wegwijzer"))
    for words_ in (
        "cliëntondersteuner",
        "vertrouwenspersoon",
        "Kinderombudsman",
        "Nationale ombudsman",
        "0800",
    ):
        assert words_ in text


def test_the_signpost_says_for_whom_an_answer_holds(client):
    titles = [words(one) for one in page(client.get("/wegwijzer")).cssselect("summary")]
    assert "Een organisatie die hulp geeft namens de gemeente Over: Jeugdhulp" in titles
    assert "Veilig Thuis" in titles


def test_the_signpost_needs_no_script_and_no_colleague(client):
    answer = client.get("/wegwijzer")
    assert answer.status_code == 200
    assert not page(answer).cssselect("main script, main [hx-get]")


def test_without_a_table_there_is_no_signpost(client, monkeypatch):
    monkeypatch.setattr(signpost.views, "directions", lambda: ())
    assert client.get("/wegwijzer").status_code == 404
