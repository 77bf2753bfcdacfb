"""A complaint from the web form to its ending, by clicking only. The clock is turned in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests import demo
from tests.browser.conftest import TUESDAY, serving
from tests.conftest import SECRET, TurnableClock
from webapp import create_app
from webapp.clock import set_clock
from webapp.demo.people import PEOPLE
from webapp.jobs.clock import beat
from webapp.store import queries

pytestmark = pytest.mark.browser

COMPLAINT = {
    "zaak.omschrijving": "De huishoudelijke hulp is drie keer niet gekomen en niemand belt terug.",
    "inwoner.naam": "A. Jansen",
    "inwoner.straat": "Lindelaan 12",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
    "inwoner.telefoon": "06 1234 5678",
}
NAME_OF_ROLE = {role: person.name for person in reversed(PEOPLE) for role in person.roles}
ASSIGNED = {
    "ander_bestuursorgaan": False,
    "behandelaar": "Samira Bakker",
    "beklaagde_email": "linda.van.dam@vrijstad.example",
}
FILL_IN = """(form, wanted) => {
    // Answer what is asked and still open, as the test wants it or else with the first possibility.
    const shown = (field) => field.offsetParent !== null;
    const touch = (field) => field.dispatchEvent(new Event('change', { bubbles: true }));
    let filled = 0;
    for (const field of form.querySelectorAll('input[type=text], input[type=email], textarea')) {
        const isDate = /\\.(dag|maand|jaar)$/.test(field.name);
        const asked = field.getAttribute('aria-required') || field.name in wanted;
        if (!shown(field) || field.value || !asked) continue;
        const last = field.name.split('.').pop();
        field.value = isDate ? wanted[last] : wanted[field.name] ?? 'Zo is het gegaan.';
        touch(field); filled += 1;
    }
    for (const group of form.querySelectorAll('fieldset[role=radiogroup], fieldset[data-kind=checklist]')) {
        if (!shown(group) || group.querySelector(':checked')) continue;
        const name = group.querySelector('input').name.split('.').pop();
        const choice = [...group.querySelectorAll('input')].find((one) => one.value === wanted[name]);
        (choice ?? group.querySelector('input')).click(); filled += 1;
    }
    for (const field of form.querySelectorAll('select')) {
        if (!shown(field) || field.value) continue;
        field.value = wanted[field.name] ?? field.options[1].value; touch(field); filled += 1;
    }
    for (const field of form.querySelectorAll('input[type=checkbox][value=ja]')) {
        if (!shown(field) || field.checked || wanted[field.name] === false) continue;
        field.click(); filled += 1;
    }
    return filled;
}"""


@dataclass
class Office:
    """A municipality at work: a browser, a clock to turn, and one complaint."""

    app: Flask
    clock: TurnableClock
    page: Page
    address: str
    token: str = ""

    @property
    def case(self) -> queries.CaseHead:
        with self.app.app_context():
            found = queries.status_by_token(self.token)
            assert found is not None
            head = queries.case_by_id(found.case_id)
        assert head is not None
        return head

    def complain(self) -> None:
        self.page.goto(f"{self.address}/klacht")
        self._fill_in(COMPLAINT | {"inwoner.digitaal": False})
        self.page.get_by_role("button", name="Klacht versturen").click()
        self.page.wait_for_url("**/ontvangen/*")
        self.token = self.page.url.rsplit("/", 1)[1]

    def work(self, answers: Mapping[str, Mapping[str, object]]) -> None:
        """Do all open tasks, and let days pass, until the case is closed."""
        for _ in range(60):
            if self.case.state == "closed":
                return
            with self.app.app_context():
                tasks = [task for task in queries.case_tasks(self.case.case_id) if task.state == "open"]
            if tasks:
                self.do(tasks[0], answers.get(tasks[0].bpmn_id, {}))
            else:
                self.clock.turn(days=1)
                beat(self.app)
        raise AssertionError(f"the case does not end: {self.case}")

    def do(self, task: queries.OpenTask, wanted: Mapping[str, object]) -> None:
        self._sign_in(task.assignee_name or NAME_OF_ROLE[task.role])
        self.page.goto(f"{self.address}/taken?taak={task.id}")
        day = self.clock.moment
        self._fill_in({"dag": str(day.day), "maand": str(day.month), "jaar": str(day.year), **wanted})
        self.page.get_by_role("button", name="Taak afronden").click()
        self.page.wait_for_selector("text=is afgerond")

    def _fill_in(self, wanted: Mapping[str, object]) -> None:
        self.page.wait_for_selector("html[data-ready=true]")
        form = self.page.locator("main form.form").last
        while form.evaluate(FILL_IN, dict(wanted)):
            pass

    def _sign_in(self, name: str) -> None:
        self.page.goto("about:blank")  # an answer still under way would bring the old session back
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/inloggen")
        self.page.get_by_role("button", name=name).click()
        self.page.wait_for_url("**/taken*")


@pytest.fixture
def office(tmp_path, page: Page):
    clock = TurnableClock()
    clock.moment = TUESDAY
    settings = demo.sqlite_settings(tmp_path, SECRET)
    demo.fill(settings, clock, cases=False)
    app = create_app(settings)
    set_clock(app, clock)
    with serving(app) as address:
        yield Office(app, clock, page, address)


def letters_of(office: Office) -> list[str]:
    with office.app.app_context():
        return [letter.letter for letter in queries.case_letters(office.case.case_id)]


def test_a_complaint_ends_well_after_a_call(office: Office):
    office.complain()
    office.work({"behandelaar_toewijzen": ASSIGNED, "bellen_met_de_inwoner": {"tevreden": "ja"}})
    assert office.case.outcome == "Naar tevredenheid opgelost"
    assert "afdoeningsbrief" not in letters_of(office)
    office.page.goto(f"{office.address}/status/{office.token}")
    assert "Naar tevredenheid opgelost" in office.page.inner_text(".panel")
    assert not office.page.problems


def test_a_complaint_ends_with_a_judgement_and_a_letter_on_paper(office: Office):
    office.complain()
    office.work(
        {
            "behandelaar_toewijzen": ASSIGNED,
            "bellen_met_de_inwoner": {"tevreden": "nee", "vervolg": "formeel"},
            "ontvankelijkheid_beoordelen": dict.fromkeys(
                (
                    "te_laat_besluit", "eerder_behandeld", "bezwaar_mogelijk", "beroep_mogelijk",
                    "bij_rechter", "strafzaak", "kennelijk_onvoldoende",
                ),
                "nee",
            )
            | {"toch_behandelen": "ja"},
            "verdaging_overwegen": {"verdagen": "nee"},
        }
    )  # fmt: skip
    assert office.case.outcome == "Oordeel gegeven"
    assert "afdoeningsbrief" in letters_of(office)
    assert office.clock.moment < TUESDAY + timedelta(weeks=6)

    office.page.goto(f"{office.address}/zaken/{office.case.number}")
    office.page.locator("#brieven ~ ul a", has_text="klacht").last.click()
    with office.page.expect_response("**.pdf") as response:
        office.page.get_by_role("link", name="Bekijk als pdf").click()
    assert response.value.headers["content-type"] == "application/pdf"
