"""A process owner carries out the changes that municipalities ask for, alone, by clicking and typing.

Every change ends with a draft whose story comes out, and with running cases that go along, each as
`change_fates` says, and come back to the byte. For three of them two owners go the whole road by clicking.

| what is asked | where it is shown |
|---|---|
| contact within 5 instead of 2 working days | here, FIVE_DAYS; the whole road by clicking |
| a new question, shown only when another answer is yes | here, NEW_QUESTION; seen on the open task |
| a new step with a new form and role | here, NEW_STEP; by clicking, with a choice for who is past it |
| a step removed | here, STEP_REMOVED; by clicking, and the case that stands there stays |
| two steps in parallel | here, IN_PARALLEL |
| a reminder ten days before the end | here, REMINDER |
| a new letter; another wording | here, NEW_LETTER, OTHER_WORDS |
| a subject routed to another team by table | here, OTHER_TEAM |
| a committee from 1 January with its ten weeks | here, COMMITTEE |
| a new end "doorverwezen naar wijkteam" | here, NEW_END |
| a new scenario recorded and run | test_rehearsal.py, test_a_case_walked_by_hand_becomes_... |
| an unlawful removal of the hearing refused with its path | here, test_leaving_out_the_hearing_... |
| an old version restored | here, test_an_old_version_comes_back_... |
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from engine import Bundle
from tests.browser import change_fates, running_cases
from tests.browser.change_fates import Fate, Fates
from tests.browser.change_requests import REQUESTS, Request, without_hearing
from tests.browser.conftest import TUESDAY
from tests.browser.running_cases import Clicked, Commanded, Road, Standing
from tests.browser.studio_hands import begin
from tests.played import shipped
from tests.rows import case_rows
from webapp.commands import ReasonMissing, publish_bundle
from webapp.drafts import bundle_of, findings_of, open_draft
from webapp.jobs import longwork
from webapp.publishing import errors_of, is_about_law
from webapp.store import bundles, queries
from webapp.store.unit_of_work import reading

pytestmark = pytest.mark.browser


@pytest.fixture
def problems(eva: Page) -> Iterator[list[str]]:
    """What the page complains of while a test runs."""
    found: list[str] = []

    def console(message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            found.append(getattr(message, "text", ""))

    def crash(error: object) -> None:
        found.append(f"script: {error}")

    eva.on("console", console)
    eva.on("pageerror", crash)
    yield found
    eva.remove_listener("console", console)
    eva.remove_listener("pageerror", crash)


@pytest.fixture(scope="session")
def ids(studio: Flask) -> Mapping[str, str]:
    """Cases that run, at different stages: their ids by the name under which the tests speak of them."""
    with studio.app_context():
        return running_cases.begin_cases(TUESDAY)


@pytest.fixture
def office(studio: Flask) -> Iterator[Flask]:
    """The office, in which afterwards the shipped version is in use again."""
    yield studio
    with studio.app_context():
        files = shipped()
        publish_bundle(files.hash, dict(files.files), label="", by="test", at=TUESDAY)


def files_of(studio: Flask, draft: int) -> Bundle:
    with studio.app_context():
        return bundle_of(open_draft(draft))


def standings(ids: Mapping[str, str]) -> dict[str, Standing]:
    return {name: running_cases.standing(case_id) for name, case_id in ids.items()}


def fate_of(fates: Fates, name: str, before: Standing) -> Fate:
    """Return what must become of a case: nothing, when it is not named."""
    return fates.cases.get(name, Fate((), stand="closed" if before.status == "closed" else "comes_along"))


@contextmanager
def moved(
    draft: int, bundle: Bundle, ids: Mapping[str, str], fates: Fates, road: Road, decision: str = ""
) -> Iterator[None]:
    """Let running cases go to a draft and back: tried, agreed on, moved, and each as it should be."""
    rows, before = case_rows(), standings(ids)
    run = road.try_on_cases(draft, bundle)
    told = running_cases.found_by(run, ids)
    for name in ids:
        fate, found = fate_of(fates, name, before[name]), told[name]
        assert (found.stand, len(found.texts)) == (fate.stand, len(fate.told)), (name, found)
        assert all(any(words in text for text in found.texts) for words in fate.told), (name, found)
    assert case_rows() == rows, "trying changes nothing"
    move = road.publish(draft, run, fates.choices, decision)
    after, results = standings(ids), running_cases.results(move, ids)
    for name, was in before.items():
        fate = fate_of(fates, name, was)
        assert after[name] == fate.then(was), name
        if was.status == "open":
            result, why = results[name]
            assert (result, fate.refused in why) == ("refused" if fate.refused else "moved", True), (
                name,
                why,
            )
    yield
    road.take_back(move)
    assert {result for result, _ in running_cases.results(move, ids).values()} <= {"undone", "refused"}
    assert case_rows() == rows


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.title)
def test_the_owner_makes_this_change_alone_and_running_cases_are_kept_right(
    office: Flask,
    ids: Mapping[str, str],
    eva: Page,
    colleague: Callable[[str], Page],
    problems: list[str],
    request_: Request,
) -> None:
    assert request_.holds(shipped()), "the story must not come out before the change"
    draft = begin(eva, request_.title)
    request_.change(eva, draft)
    changed = files_of(office, draft)
    assert [finding.message for finding in findings_of(changed)] == []
    assert request_.holds(changed) == ""
    assert problems == []
    by_clicking = request_.running.by_clicking
    with office.app_context():
        road = clicked(eva, colleague("Bas"), ids, request_.running) if by_clicking else Commanded()
    with office.app_context(), moved(draft, changed, ids, request_.running, road):
        if by_clicking and any(fate.refused for fate in request_.running.cases.values()):
            colleague("Bas").get_by_role("button", name="Probeer 1 zaak opnieuw").click()
            longwork.carry_on()  # and there it stays once more
        if request_.running.on_the_task:
            (task,) = running_cases.open_tasks(ids["bellen"])
            samira = colleague("Samira")
            samira.goto(f"/taken/{task.id}")
            for words in request_.running.on_the_task:
                expect(samira.get_by_label(words)).to_be_attached()
            expect(samira.get_by_text(running_cases.TYPED["kern"])).to_be_attached()


def clicked(eva: Page, bas: Page, ids: Mapping[str, str], fates: Fates) -> Clicked:
    case = queries.case_by_id(ids[fates.by_clicking])
    assert case is not None
    return Clicked(eva, bas, case.number, fates.cases[fates.by_clicking].told, fates.names)


def test_leaving_out_the_hearing_is_refused_with_the_article_and_the_path(
    office: Flask, ids: Mapping[str, str], eva: Page
) -> None:
    draft = begin(eva, "Niet meer horen")
    without_hearing(eva, draft)
    eva.goto(f"/werkwijze/ontwerp/{draft}/controle")
    told = eva.get_by_role("listitem").filter(has_text="Awb artikel 9:10").first
    expect(told).to_contain_text("Pad: ")
    expect(told).to_contain_text("→")
    expect(told).to_contain_text("Fout")
    changed = files_of(office, draft)
    with office.app_context():
        assert all(map(is_about_law, errors_of(changed)))
        with (
            pytest.raises(ReasonMissing),
            moved(draft, changed, ids, change_fates.WITHOUT_HEARING, Commanded()),
        ):
            pass
        with moved(draft, changed, ids, change_fates.WITHOUT_HEARING, Commanded(), "De rechter wil het."):
            pass


def test_an_old_version_comes_back_by_the_road_of_any_other(
    office: Flask, eva: Page, colleague: Callable[[str], Page]
) -> None:
    letter = "processes/letters/ontvangstbevestiging.md"
    newer = Bundle({**shipped().files, letter: shipped().files[letter] + b"\nTot ziens.\n"})
    with office.app_context():
        publish_bundle(newer.hash, dict(newer.files), label="Met een groet", by="test", at=TUESDAY)
    eva.goto(f"/werkwijze/versies/{shipped().hash}")
    eva.get_by_role("button", name="Zet deze versie terug").click()
    expect(eva.get_by_role("heading", name="Terug naar eerste versie")).to_be_visible()
    eva.get_by_role("link", name="Publiceer").click()
    eva.get_by_label("Waarom?", exact=True).fill("De groet hoort er niet.")
    eva.get_by_role("button", name="Vraag publicatie aan").click()
    bas = colleague("Bas")
    bas.goto(eva.url)
    bas.get_by_role("button", name="Keur goed en publiceer").click()
    expect(bas.get_by_text("Gepubliceerd. Nieuwe zaken beginnen nu met deze versie.")).to_be_visible()
    with office.app_context(), reading() as store:
        assert bundles.current(store.connection) == shipped().hash
