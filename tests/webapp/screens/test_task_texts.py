"""Each task page says what to do, why, which letters follow and what the resident reads."""

import pytest

from engine import Bundle
from tests.builders import MONDAY
from tests.webapp.screens.reading import page, words
from webapp.paths import bundle_root
from webapp.processes import course, definition
from webapp.store import queries
from webapp.tasks.guide import coming_letters

WITHOUT_RESIDENT = {"aanbeveling", "jaarpublicatie", "signaalanalyse", "vernietiging"}
HANNA = queries.Viewer("hanna", ("Klachtencoördinator",))


@pytest.fixture
def version(app) -> str:
    return Bundle.read(bundle_root()).hash


def guide_on(client, task: int) -> str:
    return words(page(client.get(f"/taken?taak={task}")).cssselect("[aria-labelledby=uitleg-taak]")[0])


def test_every_open_task_says_what_to_do_and_why(hanna, app):
    with app.app_context():
        cases = queries.case_list(limit=100).rows
        tasks = [
            (case.process, task)
            for case in cases
            for task in queries.case_tasks(case.case_id)
            if task.state == "open"
        ]
    kinds = {task.bpmn_id: (process, task) for process, task in tasks}
    assert len(kinds) >= 10
    for process, task in kinds.values():
        told = guide_on(hanna, task.id)
        assert task.explanation in told, task.bpmn_id
        assert "Waarom" in told
        assert "Dit leest de inwoner nu" in told
        assert process in WITHOUT_RESIDENT or "Nog niets over deze stap." not in told, task.bpmn_id


def test_the_words_for_the_resident_are_those_of_the_diagram(hanna, app):
    with app.app_context():
        rows = queries.task_list(HANNA, today=MONDAY.date()).rows
        steps = definition(queries.open_task(rows[0].id).bundle).elements
        told_to_residents = [row for row in rows if "inwoner_titel" in steps[row.bpmn_id].properties]
        task = told_to_residents[0]
        properties = steps[task.bpmn_id].properties
    told = guide_on(hanna, task.id)
    assert properties["inwoner_titel"] in told
    assert properties["inwoner_uitleg"] in told


@pytest.mark.parametrize(
    ("task", "letter", "recipient"),
    [
        ("tevredenheid_vragen", "afronding_informeel", "inwoner"),
        ("ontvankelijkheid_beoordelen", "afschrift_beklaagde", "beklaagde"),
        ("niet_behandelen_vaststellen", "niet_in_behandeling", "inwoner"),
        ("oordeel_vaststellen", "afdoeningsbrief", "inwoner"),
        ("oordeel_vaststellen", "afschrift_afdoening_beklaagde", "beklaagde"),
        ("verdaging_overwegen", "verdaging_klager", "inwoner"),
    ],
)
def test_the_letters_that_can_follow_a_task_are_found_in_the_diagrams(app, version, task, letter, recipient):
    with app.app_context():
        known = definition(version)
        coming = coming_letters(known, course(version), task)
        step = next(one for one in known.elements.values() if one.headers.get("brief") == letter)
    assert (step.label, recipient) in {(one.step, one.recipient) for one in coming}


def test_letters_of_a_later_step_of_people_are_not_announced_yet(app, version):
    with app.app_context():
        coming = coming_letters(definition(version), course(version), "oordeel_opstellen")
    assert coming == []
