"""Withdrawing from the status page, and cases that come from other cases."""

import pytest
from sqlalchemy import select

from tests.builders import MONDAY
from tests.webapp.screens.reading import said
from webapp import commands
from webapp.store import queries
from webapp.store.db import db
from webapp.store.models import Outbox, Task


@pytest.fixture
def complaint(app):
    """A complaint that is being handled."""
    with app.app_context():
        task = db.session.scalars(
            select(Task)
            .where(Task.state == "open", Task.bpmn_id == "bellen_met_de_inwoner")
            .order_by(Task.id)
        ).first()
        return queries.case_by_id(task.case_id)


def open_task(app, case, bpmn_id: str) -> int:
    with app.app_context():
        tasks = queries.case_tasks(case.case_id)
    return next(task.id for task in tasks if (task.bpmn_id, task.state) == (bpmn_id, "open"))


def withdraw(client, case):
    return client.post(f"/status/{case.token}/reactie", data={"bericht": "intrekking", "toelichting": "Stop"})


def test_a_resident_can_withdraw_on_the_status_page_but_is_not_pressed_to(client, app, complaint):
    page = said(client.get(f"/status/{complaint.token}"))
    assert "Wilt u uw klacht intrekken?" in page
    assert "U hoeft nu niets te doen." in page
    assert withdraw(client, complaint).status_code == 302
    assert "Wilt u uw klacht intrekken?" not in said(client.get(f"/status/{complaint.token}"))
    assert open_task(app, complaint, "intrekking_vastleggen")


def test_a_case_that_may_be_withdrawn_does_not_wait_for_the_resident(app, complaint):
    with app.app_context():
        assert [wait.message for wait in queries.case_waits(complaint.case_id)] == ["intrekking"]
        waiting = select(Task.waiting).where(Task.bpmn_id == "behandelaar_toewijzen", Task.state == "open")
        assert set(db.session.scalars(waiting)) == {False}


def test_a_preview_tells_that_another_case_begins(client, app, complaint, sign_in):
    withdraw(client, complaint)
    task = open_task(app, complaint, "intrekking_vastleggen")
    day = MONDAY.date()
    typed = {
        "ingetrokken_door": "inwoner",
        "hoe": "schriftelijk",
        "ingetrokken_op.dag": str(day.day),
        "ingetrokken_op.maand": str(day.month),
        "ingetrokken_op.jaar": str(day.year),
        "vrije_keuze": "ja",
        "als_signaal": "ja",
    }
    answer = sign_in("hanna").post(f"/taken/{task}/vooruitblik", data=typed)
    assert "Er start een nieuwe zaak: verbeteren" in said(answer)


def test_both_files_show_the_relation(samira, app):
    with app.app_context():
        asked = db.session.scalars(select(Outbox).where(Outbox.channel == "case").order_by(Outbox.id)).first()
        origin = queries.case_by_id(asked.case_id).number
        begun = commands.begin_follow_up(asked.id, asked.name, asked.payload, at=asked.created_at)
    assert begun.number in said(samira.get(f"/zaken/{origin}"))
    page = said(samira.get(f"/zaken/{begun.number}"))
    assert f"Komt voort uit {origin}" in page
    assert "In deze zaak loopt geen termijn voor het afhandelen van een klacht" in page
    assert f"Zaak begonnen uit {origin}" in page
