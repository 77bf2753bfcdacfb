import pytest

from tests.webapp.screens.reading import headings, links, page, said, words
from webapp.store import queries

SAMIRA = queries.Viewer("samira", ("Klachtbehandelaar",))


def numbers(app, state: str, order: str, limit: int) -> list[str]:
    found, cursor = [], None
    with app.app_context():
        while True:
            part = queries.case_list(SAMIRA, state=state, order=order, cursor=cursor, limit=limit)
            found += [line.number for line in part.rows]
            cursor = part.next_cursor
            if cursor is None:
                return found


@pytest.mark.parametrize("state", ["open", "closed"])
def test_leafing_through_the_list_shows_every_case_once_in_both_orders(app, state):
    newest = numbers(app, state, "nieuwste", 7)
    assert len(newest) == len(set(newest)) > 0
    assert numbers(app, state, "oudste", 3) == newest[::-1]


def test_searching_for_cases_treats_signs_as_text(samira):
    assert "Geen zaken gevonden" in said(samira.get("/zaken?zoek=%25_%27"))


@pytest.mark.parametrize("wrong", ["staat=weg", "volgorde=omgekeerd"])
def test_a_choice_that_does_not_exist_is_no_page(samira, wrong):
    assert samira.get(f"/zaken?{wrong}").status_code == 404


def test_every_sample_case_has_a_file_that_opens(samira, app):
    for number in numbers(app, "open", "nieuwste", 50) + numbers(app, "closed", "nieuwste", 50):
        answer = samira.get(f"/zaken/{number}")
        assert answer.status_code == 200, number
        assert len(headings(answer)) == 1


@pytest.fixture
def number(app) -> str:
    return numbers(app, "open", "oudste", 1)[0]


def test_a_file_tells_the_term_why_that_date_and_where_the_case_stands(samira, app, number):
    answer = samira.get(f"/zaken/{number}")
    with app.app_context():
        case = queries.case_by_number(number)
        term = next(term for term in queries.case_terms(case.case_id) if term.key == "afdoening")
    text = said(answer)
    assert all(step in text for step in term.steps)
    assert "De zaak staat bij:" in text
    assert page(answer).cssselect("svg.b-svg .b-current")


def test_a_file_shows_what_happened_in_order_with_who_did_it(samira, number):
    told = [words(heading) for heading in page(samira.get(f"/zaken/{number}")).cssselect(".timeline h3")]
    assert told[0] == "Klacht ontvangen"
    assert told[-1] == "Klacht afgehandeld"
    assert "Behandelaar toewijzen" in told


def test_letters_of_a_file_can_be_read_and_printed(samira, number):
    read = links(samira.get(f"/zaken/{number}"), "/brieven/")
    assert read
    answer = samira.get(read[0])
    assert number in said(answer)
    printed = samira.get(links(answer, r"\.pdf$")[0])
    assert (printed.mimetype, printed.data[:5]) == ("application/pdf", b"%PDF-")


def test_a_letter_of_another_case_does_not_open_under_this_number(samira, app, number):
    read = links(samira.get(f"/zaken/{number}"), "/brieven/")[0]
    other = numbers(app, "open", "nieuwste", 1)[0]
    assert samira.get(read.replace(number, other)).status_code in (200, 404)
    assert samira.get(f"/zaken/{number}/brieven/bestaat_niet:1").status_code == 404


def test_a_note_is_kept_with_its_author_and_stays_text(samira, number):
    samira.post(f"/zaken/{number}/notities", data={"tekst": "<script>alert(1)</script> bellen na 17 uur"})
    answer = samira.get(f"/zaken/{number}")
    assert "<script>alert(1)</script> bellen na 17 uur" in said(answer)
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert "Samira Bakker" in said(answer)


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_note_without_words_or_too_long_is_refused_and_stays_typed(samira, number, text):
    answer = samira.post(f"/zaken/{number}/notities", data={"tekst": text})
    assert answer.status_code == 422
    assert "Schrijf een notitie van 1 tot 4000 tekens." in said(answer)
    assert page(answer).get_element_by_id("notitie-nieuw-tekst").text_content().strip() == text.strip()


def test_a_closed_case_says_how_it_ended(samira, app):
    for number in numbers(app, "closed", "nieuwste", 50):
        with app.app_context():
            outcome = queries.case_by_number(number).outcome
        assert outcome in said(samira.get(f"/zaken/{number}"))


def test_an_unknown_number_is_no_page(samira):
    assert samira.get("/zaken/K-1999-0001").status_code == 404


def test_the_deadlines_page_can_be_narrowed_to_what_is_late(samira):
    answer = samira.get("/termijnen?alleen=te_laat")
    rows = page(answer).cssselect(".table--cards tbody tr")
    assert all("te laat" in words(row) for row in rows)


def test_the_bar_shows_how_far_the_term_may_still_be_adjourned(samira, app):
    newest = numbers(app, "open", "nieuwste", 1)[0]
    summary = page(samira.get(f"/zaken/{newest}")).cssselect("svg.chart--wide")[0].get("aria-label")
    assert "verdagen kan tot" in summary
