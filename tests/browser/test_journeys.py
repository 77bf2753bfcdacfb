"""A complaint from web form to ending, by clicking and typing only. In between the clock is turned."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import demo
from tests.browser.conftest import TUESDAY, serving
from tests.browser.journeys_office import Answers, Office, Person
from tests.conftest import SECRET, TurnableClock
from tests.programs import program
from webapp import create_app
from webapp.clock import set_clock

pytestmark = pytest.mark.browser

SOLVED = "Uw klacht is opgelost"  # subject of the letter
RECEIVED = TUESDAY.date()
LAST_DAY = "dinsdag 29 december 2026"  # six weeks after Tuesday 17 November; Christmas lies before it
STORY = "De huishoudelijke hulp is drie keer niet gekomen en niemand belt terug."
COMPLAINT: Answers = {
    "Wat is er gebeurd?": STORY,
    "Waar gaat uw klacht over?": "Wmo: hulp thuis, hulpmiddelen, vervoer",
    "Wat is uw naam?": "A. Jansen",
    "Wat is uw straat en huisnummer?": "Lindelaan 12",
    "Wat is uw postcode?": "1234 AB",
    "In welke plaats woont u?": "Vrijstad",
    "Ik wil berichten over mijn klacht per e-mail krijgen": True,
    "Wat is uw e-mailadres?": "a.jansen@post.example",
}
ASSIGNED: Answers = {
    "Wie behandelt de klacht?": "Samira Bakker",
    "Over wie of welk team gaat de klacht?": "Team Thuiszorg",
    "Op welk e-mailadres is de medewerker of het team bereikbaar?": "linda.van.dam@vrijstad.example",
    "Gaat de klacht over het bestuursorgaan zelf": "Nee",
    "De behandelaar was niet betrokken bij de gebeurtenis": True,
}
CALL: Answers = {
    "Op welke dag sprak u de inwoner?": RECEIVED,
    "Wat is voor de inwoner de kern van de klacht?": "De hulp kwam niet en niemand belde.",
}
SATISFIED: Answers = CALL | {
    "Is de inwoner nu tevreden": "Ja",
    "Waaruit blijkt dat?": "Fijn dat u belt, zo is het opgelost.",
    "Hoe is dat vastgelegd?": "Een notitie van het telefoongesprek",
    "Wat was de oplossing?": "Er komt elke maandag een vaste hulp.",
}
FORMAL: Answers = CALL | {
    "Is de inwoner nu tevreden": "Nee",
    "Hoe wil de inwoner verder?": "Met een formele behandeling",
}
ADMISSIBLE: Answers = {
    "Waarover klaagt de inwoner?": "Niet teruggebeld",
    "Klaagt de inwoner dat een besluit te lang": "Nee",
    "Heeft de gemeente deze klacht al eerder": "Nee",
    "Had de inwoner bezwaar kunnen maken?": "Nee",
    "Kan of kon de inwoner in beroep gaan?": "Nee",
    "Is of was dit bij een andere rechter": "Nee",
    "Loopt er een strafrechtelijk onderzoek": "Nee",
    "Is het belang van de inwoner": "Nee",
    "Behandelt u de klacht, ook als het niet hoeft?": "Ja",
    "Waarom?": "Er is geen grond om de klacht niet te behandelen.",
}
STATEMENT: Answers = {
    "Wat is uw kant van het verhaal?": "Het rooster klopte niet.",
    "Wilt u ook in een gesprek worden gehoord?": "Ja",
}
EMPLOYEE_HEARD: Answers = {
    "Op welke dag heeft u de medewerker uitgenodigd?": RECEIVED,
    "Is de medewerker gehoord?": "Ja",
    "Op welke dag was het gesprek?": RECEIVED,
    "Wat is er gezegd?": "Het rooster klopte niet.",
}
WISH: Answers = {
    "Wil de inwoner worden gehoord?": "Ja",
    "Hoe wil de inwoner worden gehoord?": "Op het gemeentehuis",
}
RESIDENT_HEARD: Answers = {
    "Op welke dag is de inwoner gehoord?": RECEIVED,
    "Wie waren erbij?": "Mevrouw Jansen en haar dochter.",
    "Was de medewerker erbij?": "Ja",
    "Wat is er gezegd?": "Mevrouw Jansen vertelde wat er gebeurde.",
}
JUDGEMENT: Answers = {
    "Wat heeft u onderzocht?": "Het rooster en de telefoonnotities.",
    "Waarover klaagt de inwoner?": "Niet teruggebeld",
    "Wat heeft u gevonden?": "Er is drie keer gebeld zonder antwoord.",
    "Wat is uw oordeel?": "Gegrond",
    "Welke behoorlijkheidsnorm is niet gehaald?": ("Voortvarendheid (betrokken en oplossingsgericht)",),
    "Waarom is dat uw oordeel?": "De gemeente had moeten terugbellen.",
    "Wat gaat de gemeente doen?": "Er komt een vaste contactpersoon.",
}
APPROVED: Answers = {
    "Wat is uw besluit?": "Akkoord: het antwoord kan naar de inwoner",
    "Namens welk bestuursorgaan tekent u?": "het college van burgemeester en wethouders",
}
LESSON: Answers = {
    "Wat leren wij van deze klacht?": "Spreek af wie terugbelt.",
    "Wat was de belangrijkste oorzaak?": "De communicatie",
    "Komt dit vaker voor?": "Nee",
}
TIMELINE = [
    "Klacht ontvangen",
    "Bericht wegen",
    "Behandelaar toewijzen",
    "Behandelroute bepalen",
    "Bellen met de inwoner",
    "Ontvankelijkheid beoordelen",
    "Ontvankelijkheid toetsen",
    "Reactie geven",
    "Medewerker horen",
    "Hoorwens vastleggen",
    "Inwoner horen",
    "Opmerkingen verwerken",
    "Oordeel opstellen",
    "Oordeel vaststellen",
    "Les vastleggen",
    "Bewaarresultaat bepalen",
    "Nazorg plannen",
    "Oordeel gegeven",
]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leeg")
    demo.fill(demo.sqlite_settings(folder, SECRET), lambda: TUESDAY, cases=False)
    return folder / "aantafel.db"


@pytest.fixture
def scripted() -> bool:
    return True


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Kinds of page that were found free of barriers; looking costs half a second, so once is enough."""
    return set()


@pytest.fixture
def office(
    tmp_path: Path, blank: Path, browser: Browser, scripted: bool, looked_at: set[str]
) -> Iterator[Office]:
    shutil.copy(blank, tmp_path)
    clock = TurnableClock()
    clock.moment = TUESDAY
    app = create_app(demo.sqlite_settings(tmp_path, SECRET))
    set_clock(app, clock)
    with serving(app) as address:
        opened = Office(app, clock, address, browser, scripted, looked_at)
        yield opened
        opened.close()
    assert not opened.problems()


def complain(office: Office) -> Person:
    """File a complaint; return the resident at the confirmation."""
    resident = office.resident()
    resident.opens("/")
    resident.clicks("Ik heb een klacht")
    resident.answers(COMPLAINT)
    resident.presses("Klacht versturen")
    resident.reads("Wij hebben uw klacht ontvangen")
    return resident


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_complaint_ends_well_after_a_call(office: Office):
    resident = complain(office)
    resident.reads("K-2026-0001", LAST_DAY, "Hoe komen wij aan deze datum?", "Zes weken later is")
    resident.clicks("Bekijk uw klacht")
    resident.reads("Zaaknummer K-2026-0001", LAST_DAY, "U hoeft nu niets te doen.")

    hanna, samira = office.colleague("Hanna Vermeer"), office.colleague("Samira Bakker")
    hanna.finishes("Behandelaar toewijzen", ASSIGNED)
    resident.page.reload()
    resident.reads("Uw behandelaar neemt contact met u op")

    samira.takes_up("Bellen met de inwoner")
    samira.reads(STORY)
    samira.answers(SATISFIED)
    if not office.scripted:
        samira.presses("Wat gebeurt er dan?")
    samira.reads("Dit gebeurt er als u afrondt", "gaat naar de inwoner per e-mail")
    samira.presses("Taak afronden")
    samira.reads("“Bellen met de inwoner” is afgerond")

    office.later()
    samira.clicks("Verstuurde post")
    samira.reads("a.jansen@post.example")
    samira.clicks(SOLVED)
    samira.reads("Er komt elke maandag een vaste hulp.")
    resident.page.reload()
    resident.reads("Uw klacht is opgelost", "U bent tevreden")

    hanna.sees_no_task("Les vastleggen")  # the resident may still come back on it
    office.later(days=15)
    hanna.finishes("Les vastleggen", LESSON)
    hanna.reads("is gesloten: Naar tevredenheid opgelost")
    resident.page.reload()
    resident.reads("Naar tevredenheid opgelost")


def test_a_complaint_ends_with_a_judgement_and_a_letter_on_paper(office: Office):
    complain(office)
    hanna, samira = office.colleague("Hanna Vermeer"), office.colleague("Samira Bakker")
    linda, peter = office.colleague("Linda van Dam"), office.colleague("Peter Dekker")
    hanna.finishes("Behandelaar toewijzen", ASSIGNED)
    samira.finishes("Bellen met de inwoner", FORMAL)
    samira.finishes("Ontvankelijkheid beoordelen", ADMISSIBLE)
    linda.finishes("Reactie geven", STATEMENT)
    samira.finishes("Medewerker horen", EMPLOYEE_HEARD)
    samira.finishes("Hoorwens vastleggen", WISH)
    samira.finishes("Inwoner horen", RESIDENT_HEARD)
    samira.finishes("Opmerkingen verwerken", {})
    samira.finishes("Oordeel opstellen", JUDGEMENT)
    peter.takes_up("Oordeel vaststellen")
    peter.answers(APPROVED)
    peter.reads("Dit gebeurt er als u afrondt", "Nieuwe taak: Les vastleggen")
    peter.presses("Taak afronden")
    peter.reads("“Oordeel vaststellen” is afgerond")
    hanna.finishes("Les vastleggen", LESSON)
    hanna.reads("is gesloten: Oordeel gegeven")
    office.later()

    hanna.clicks("Zaken")
    hanna.page.get_by_label("Toon").select_option(label="Afgesloten zaken")
    hanna.presses("Toon")
    hanna.clicks("K-2026-0001")
    assert hanna.page.locator(".timeline h3").all_inner_texts() == TIMELINE
    printed = letter_on_paper(hanna, "ons antwoord")
    assert "Nationale ombudsman" in printed
    assert "Uw klacht is gegrond." in printed
    assert "17 november 2027" in printed  # one year after the answer, Awb 9:24


def letter_on_paper(person: Person, subject: str) -> str:
    """Click the letter and its PDF; return what is printed on it."""
    pdftotext = program("pdftotext", package="poppler-utils")
    person.page.get_by_role("region", name="Brieven").get_by_role("link", name=subject).first.click()
    person.looks()
    with person.page.expect_response("**.pdf") as answer:
        person.page.get_by_role("link", name="Bekijk als pdf").click()
    pdf = person.page.context.request.get(answer.value.url).body()  # what the browser shows in its viewer
    assert pdf.startswith(b"%PDF")
    text = subprocess.run([pdftotext, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(text.stdout.decode().split())


def test_a_missing_answer_is_told_at_the_top_and_what_was_typed_stays(office: Office):
    resident = office.resident()
    resident.opens("/klacht")
    resident.answers({question: answer for question, answer in COMPLAINT.items() if "naam" not in question})
    resident.presses("Klacht versturen")
    resident.problems.clear()  # the browser itself notes the 422
    summary = resident.page.locator("#fouten")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(resident.page.get_by_label("Wat is uw naam?")).to_be_focused()
    expect(resident.page.get_by_role("textbox", name="Wat is er gebeurd?")).to_have_value(STORY)
    expect(resident.page.get_by_label("Wat is uw e-mailadres?")).to_have_value("a.jansen@post.example")
    resident.answers({"Wat is uw naam?": "A. Jansen"})
    resident.presses("Klacht versturen")
    resident.reads("K-2026-0001")


def test_the_second_of_two_people_on_one_task_is_told(office: Office):
    complain(office)
    free = ASSIGNED | {"Wie behandelt de klacht?": "het team"}  # nobody's name: the task is for the role
    office.colleague("Hanna Vermeer").finishes("Behandelaar toewijzen", free)
    samira, joost = office.colleague("Samira Bakker"), office.colleague("Joost de Graaf")
    joost.takes_up("Bellen met de inwoner")
    joost.answers(SATISFIED)
    joost.reads("Bewaard om")  # Samira goes on from what Joost typed
    samira.finishes("Bellen met de inwoner", FORMAL)
    joost.page.get_by_role("button", name="Taak afronden").click()
    joost.reads("Een collega was u voor")
    joost.problems.clear()  # the browser itself notes the 409
    joost.reads("Samira Bakker rondde deze taak af", "Van u", str(SATISFIED["Waaruit blijkt dat?"]))
    joost.sees_no_task("Bellen met de inwoner")


def test_a_draft_is_there_again_after_a_reload(office: Office):
    complain(office)
    office.colleague("Hanna Vermeer").finishes("Behandelaar toewijzen", ASSIGNED)
    samira = office.colleague("Samira Bakker")
    samira.takes_up("Bellen met de inwoner")
    samira.answers(CALL | {"Is de inwoner nu tevreden": "Ja"})
    samira.presses("Bewaren voor later")
    samira.reads("Bewaard.")
    samira.page.reload()
    samira.looks()
    question = "Wat is voor de inwoner de kern van de klacht?"
    expect(samira.page.get_by_label(question)).to_have_value(str(CALL[question]))
    expect(
        samira.page.get_by_role("radiogroup", name="Is de inwoner nu tevreden").get_by_label("Ja")
    ).to_be_checked()
    expect(samira.page.get_by_label("Wat was de oplossing?")).to_be_visible()  # follows from that Ja
    samira.opens("/taken")
    expect(samira.page.locator(".task", has_text="Bellen met de inwoner")).to_contain_text("Concept")
