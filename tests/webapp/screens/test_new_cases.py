"""A colleague starts a case: what he may, in the words of the diagram, with what the terms hang on."""

from datetime import date

import pytest

from tests.webapp.screens.reading import headings, links, page, said
from webapp import commands
from webapp.store import queries

PATH = "/zaken/nieuw/klachtbehandeling"
TOLD = {
    "zaak.omschrijving": "Mevrouw belde: de hulp is drie keer niet gekomen.",
    "zaak.onderwerp": "wmo",
    "inwoner.naam": "T. Voorbeeld",
    "inwoner.straat": "Proefweg 1",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
    "_actie": "versturen",
    "_sleutel": "sleutel-van-de-bladzijde",
}


def receipt(channel="telefoon", oral="ja", day="13", month="2"):
    return {
        "ontvangst.kanaal": channel,
        "ontvangst.mondeling": oral,
        "ontvangst.datum.dag": day,
        "ontvangst.datum.maand": month,
        "ontvangst.datum.jaar": "2026",
    }


def case_of(answer):
    number = answer.location.rsplit("/", 1)[1]
    return queries.case_by_number(number)


def test_the_menu_leads_to_what_a_role_may_start(hanna):
    assert "/zaken/nieuw" in links(hanna.get("/zaken"), "nieuw")
    answer = hanna.get("/zaken/nieuw")
    assert headings(answer) == ["Nieuwe zaak"]
    assert PATH in links(answer, "nieuw/")


def test_who_may_start_nothing_sees_no_such_menu_and_no_such_page(samira):
    assert links(samira.get("/zaken"), "/nieuw") == []
    assert samira.get("/zaken/nieuw").status_code == 403
    assert samira.get(PATH).status_code == 404


@pytest.mark.parametrize("process", ["nazorg", "bestaat_niet"])
def test_what_people_do_not_start_is_no_page(hanna, process):
    assert hanna.get(f"/zaken/nieuw/{process}").status_code == 404


def test_a_written_complaint_has_its_real_day_of_receipt_and_opens(hanna, app):
    answer = hanna.post(PATH, data=TOLD | receipt("brief", oral=""))
    assert answer.status_code == 302
    with app.app_context():
        case = case_of(answer)
        assert (case.channel, case.received_on) == ("brief", date(2026, 2, 13))
        assert case.regime == "9.1.2"
        assert case.last_day == date(2026, 3, 27)
    opened = said(hanna.get(answer.location))
    assert "is begonnen" in opened
    assert "ontvangen 13 februari 2026 per brief" in opened


def test_an_oral_complaint_has_no_term_of_the_law(hanna, app):
    answer = hanna.post(PATH, data=TOLD | receipt("telefoon", oral="ja"))
    with app.app_context():
        case = case_of(answer)
        assert (case.regime, case.last_day) == ("9.2", None)


def test_a_day_that_has_yet_to_come_is_refused_and_what_was_typed_stays(hanna):
    answer = hanna.post(PATH, data=TOLD | receipt(day="31", month="12"))
    assert answer.status_code == 422
    assert "Deze dag moet nog komen" in said(answer)
    assert "drie keer niet gekomen" in said(answer)
    assert page(answer).get_element_by_id("fouten") is not None


def test_the_questions_of_both_forms_are_checked_at_once(hanna):
    answer = hanna.post(PATH, data={"_actie": "versturen"})
    faults = said(answer)
    assert answer.status_code == 422
    assert len(page(answer).get_element_by_id("fouten").cssselect("li")) >= 4
    assert "Hoe kwam de klacht binnen?" in faults


def test_a_double_click_is_one_case(hanna):
    first, second = (hanna.post(PATH, data=TOLD | receipt()) for _ in range(2))
    assert first.location == second.location


def test_who_records_a_complaint_about_himself_does_not_get_the_file(hanna):
    answer = hanna.post(PATH, data=TOLD | receipt() | {"zaak.wie": "Hanna Vermeer"})
    assert answer.location == "/zaken/nieuw"
    assert "is vastgelegd" in said(hanna.get(answer.location))


# -- possibly double ------------------------------------------------------------------------------

KNOWN = {"inwoner.naam": "Gerrit Dubbel", "inwoner.postcode": "9876 ZX"}


def test_who_comes_twice_is_noticed_while_filling_in_and_never_stopped(hanna, app):
    assert hanna.post(f"{PATH}/dubbel", data=KNOWN).text.strip() == ""
    first = hanna.post(PATH, data=TOLD | KNOWN | receipt()).location.rsplit("/", 1)[1]
    noticed = hanna.post(f"{PATH}/dubbel", data=KNOWN)
    assert f"Mogelijk dubbel: van deze inwoner loopt ook {first}" in said(noticed)
    again = TOLD | KNOWN | receipt() | {"_sleutel": "een-andere-bladzijde"}
    wrong = hanna.post(PATH, data=again | {"zaak.omschrijving": ""})
    assert first in said(wrong)
    second = hanna.post(PATH, data=again, follow_redirects=True)
    assert f"is begonnen. Mogelijk dubbel: van deze inwoner loopt ook {first}" in said(second)


def test_the_first_judgement_shows_a_possible_double_until_somebody_decided(hanna, app):
    first = hanna.post(PATH, data=TOLD | KNOWN | receipt()).location.rsplit("/", 1)[1]
    again = TOLD | KNOWN | receipt() | {"_sleutel": "een-andere-bladzijde"}
    second = hanna.post(PATH, data=again).location.rsplit("/", 1)[1]
    with app.app_context():
        case = queries.case_by_number(second)
        task = next(one.id for one in queries.case_tasks(case.case_id) if one.state == "open")
    read = said(hanna.get(f"/taken/{task}"))
    assert f"van deze inwoner loopt ook {first}" in read
    assert "Is het dezelfde klacht? De coördinator voegt ze samen." in read
    hanna.post(f"/zaken/{second}/koppelingen", data={"met": first, "reden": "Iets anders."})
    assert "Mogelijk dubbel" not in said(hanna.get(f"/taken/{task}"))


def test_who_must_keep_away_from_the_other_case_is_told_nothing(hanna, app, sign_in, clock):
    first = hanna.post(PATH, data=TOLD | KNOWN | receipt()).location.rsplit("/", 1)[1]
    with app.app_context():
        case_id = queries.case_by_number(first).case_id
        about = {"beklaagde": {"naam": "Hanna Vermeer"}}
        commands.amend(case_id, about, "Het gaat over haar.", by="samira", at=clock())
    assert hanna.post(f"{PATH}/dubbel", data=KNOWN).text.strip() == ""
    assert first in said(sign_in("tom").post(f"{PATH}/dubbel", data=KNOWN))
