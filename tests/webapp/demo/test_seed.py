"""The sample data: every stage of the procedure, played through the engine, never half of it."""

import io
import shutil
import sys
import tomllib
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from engine import Bundle
from tests.builders import MONDAY
from webapp import create_app, doubles, filetypes, uploads
from webapp.commands import publish_bundle
from webapp.demo import CASES, is_seeded, papers, seed
from webapp.demo.people import PEOPLE
from webapp.demo.stories import WROTE_TWICE, complaints, samples, stories
from webapp.paths import bundle_root
from webapp.store import queries
from webapp.store.db import db
from webapp.store.models import Case, Task

seeding = sys.modules["webapp.demo.seed"]  # the name in the package is that of the function


@pytest.fixture
def empty_app(app: Flask) -> Flask:
    with app.app_context():
        bundle = Bundle.read(bundle_root())
        publish_bundle(bundle.hash, bundle.files, label="proef", by="test", at=MONDAY)
    return app


def roles_with_tasks() -> set[str]:
    roles = tomllib.loads((bundle_root() / "processes/rollen.toml").read_text(encoding="utf-8"))["rol"]
    return {role["naam"] for role in roles.values() if role.get("taken", True)}


class CutOff(Exception):
    """Somebody pulled the plug."""


def open_tasks() -> Counter[str]:
    return Counter(db.session.scalars(select(Task.bpmn_id).where(Task.state == "open")))


def test_there_is_a_complaint_for_every_story_and_at_least_forty():
    assert len(stories()) == len(complaints()) >= 40
    assert len(stories()) + len(samples()) == CASES


def test_the_demo_shows_every_stage_of_the_procedure(settings, sample_database):
    shutil.copy(sample_database, settings.data / "aantafel.db")
    app = create_app(settings)
    with app.app_context():
        waiting = {story.waits_at for story in (*stories(), *samples()) if story.waits_at}
        assert waiting <= set(open_tasks())
        outcomes = set(db.session.scalars(select(Case.outcome).where(Case.state == "closed")))
        assert len(outcomes) == 6
        busy = set(db.session.scalars(select(Task.role).where(Task.state == "open")))
        assert busy >= roles_with_tasks(), "every role has something to do"
        assert busy <= {role for person in PEOPLE for role in person.roles}, "somebody can do it"
        assert is_seeded()
        assert len(db.session.scalars(select(Case.number)).all()) == CASES


def test_somebody_is_away_with_a_substitute_and_somebody_will_be(settings, sample_database):
    shutil.copy(sample_database, settings.data / "aantafel.db")
    with create_app(settings).app_context():
        today = MONDAY.date()
        away, later = queries.absences_between(today, today + timedelta(days=14))
        assert away.covers(today)
        assert away.substitute
        assert later.from_on.weekday() == 0
        assert later.from_on == today + timedelta(days=7)
        mine = db.session.scalars(select(Task.bpmn_id).where(Task.queue == f"@{away.username}")).all()
        assert len(mine) == 2


def test_the_handler_of_a_complaint_that_came_in_twice_is_told_at_its_first_judgement(
    settings, sample_database
):
    shutil.copy(sample_database, settings.data / "aantafel.db")
    with create_app(settings).app_context():
        first, second = (complaints()[at]["samenvatting"] for at in (WROTE_TWICE, -1))
        numbers = dict(db.session.execute(select(Case.summary, Case.number)).all())
        case = queries.case_by_number(numbers[second])
        assert [one.assignee for one in queries.case_tasks(case.case_id) if one.state == "open"] == ["samira"]
        assert [one.number for one in doubles.of_case(case, "samira")] == [numbers[first]]


def test_the_documents_of_the_demo_are_what_their_names_say():
    about = {told["samenvatting"] for told in complaints()}
    for paper in papers.PAPERS:
        assert paper.about in about
        assert uploads.refusal(paper.filename, io.BytesIO(paper.content)) == ""
        assert filetypes.named(paper.filename).media_type == paper.media_type


def test_a_demo_that_was_cut_off_goes_on_where_it_stopped(empty_app, monkeypatch):
    for name in ("stories", "complaints", "samples"):  # a few of each play as all of them do
        few = getattr(seeding, name)()[:5]
        monkeypatch.setattr(seeding, name, lambda few=few: few)

    def pull_the_plug(done: int, total: int) -> None:
        if done == 6:
            raise CutOff

    with pytest.raises(CutOff):
        seed(empty_app, pull_the_plug)
    with empty_app.app_context():
        assert not is_seeded()
    seed(empty_app)
    with empty_app.app_context():
        assert is_seeded()
        assert len(db.session.scalars(select(Case.number)).all()) == 10
