"""A case that asks for another one: what goes along, what does not, and that a replay asks nothing anew."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from engine import Engine, TaskKey
from engine.bundle import Bundle
from engine.memory import InMemoryStore
from engine.ports import CaseOut, Change
from tests.builders import MONDAY
from webapp.config import Settings
from webapp.demo.stories import Story, answers

RESIDENT = {
    "naam": "A. Jansen",
    "straat": "Lindelaan 12",
    "postcode": "1234 AB",
    "plaats": "Vrijstad",
    "digitaal": False,
}
MUNICIPALITY = Settings.from_environment({}).letter_facts(MONDAY.date())
SOLVED = Story(0, 0, "bellen")
LESSON = {"les": "Spreek af wie terugbelt.", "oorzaak": "communicatie", "vaker": "ja"}


class Complaint:
    """A complaint that was solved by a call and stands at its last task."""

    def __init__(self, bundle: Bundle) -> None:
        self.store = InMemoryStore({bundle.hash: bundle.files})
        self.engine = Engine(self.store, MUNICIPALITY)
        self.engine.start(
            "klachtbehandeling",
            {"zaak": {"omschrijving": "Niemand belde terug.", "onderwerp": "wmo"}, "inwoner": RESIDENT},
            case_id="c1", number="K-2026-0001", by="inwoner", at=MONDAY, bundle=bundle.hash,
        )  # fmt: skip
        for task in ("behandelaar_toewijzen", "bellen_met_de_inwoner"):
            self.complete(task, **answers(task, SOLVED, MONDAY.date()))
        self.engine.fire_due("c1", at=MONDAY + timedelta(days=30))

    def complete(self, task: str, **answers: Any) -> Change:
        return self.engine.complete(TaskKey("c1", task, 1), answers, by="samira", at=MONDAY)


def improvement(cases: Sequence[CaseOut]) -> CaseOut:
    """Return the one case that is to begin for an improvement."""
    (found,) = (one for one in cases if one.process == "verbeteren")
    return found


@pytest.fixture
def complaint(shipped: Bundle) -> Complaint:
    return Complaint(shipped)


def test_only_what_the_step_names_goes_along(complaint: Complaint) -> None:
    asked = improvement(complaint.complete("les_vastleggen", **LESSON, terugkoppeling=True).cases)
    assert (asked.key, asked.process) == ("verbetering_starten:1", "verbeteren")
    assert asked.facts["zaak"]["les"] == "Spreek af wie terugbelt."
    assert asked.facts["zaak"]["voortgekomen_uit"] == "K-2026-0001"
    assert "omschrijving" not in asked.facts["zaak"]
    assert asked.facts["inwoner"]["naam"] == "A. Jansen"


def test_who_does_not_want_to_hear_is_not_named_in_the_improvement(complaint: Complaint) -> None:
    asked = improvement(complaint.complete("les_vastleggen", **LESSON).cases)
    assert "inwoner" not in asked.facts


def test_a_preview_tells_that_another_case_would_begin(complaint: Complaint) -> None:
    preview = complaint.engine.preview(TaskKey("c1", "les_vastleggen", 1), LESSON, by="samira", at=MONDAY)
    assert improvement(preview.cases).process == "verbeteren"
    assert complaint.store.load("c1").status == "open"


def test_a_replay_saves_nothing_and_gives_the_same_case(complaint: Complaint) -> None:
    complaint.complete("les_vastleggen", **LESSON)
    saved = len(complaint.store.cases["c1"].changes)
    assert complaint.engine.replay("c1").differences == ()
    assert len(complaint.store.cases["c1"].changes) == saved
    assert list(complaint.store.cases) == ["c1"]


def begun(complaint: Complaint, asked: CaseOut) -> Change:
    return complaint.engine.start(
        asked.process, asked.facts, facts=asked.facts, case_id="c2", number="K-2026-0002", by="klok",
        at=MONDAY, bundle=complaint.store.load("c1").bundle,
    )  # fmt: skip


def test_no_term_of_the_law_runs_in_a_case_that_is_no_complaint(complaint: Complaint) -> None:
    asked = improvement(complaint.complete("les_vastleggen", **LESSON).cases)
    change = begun(complaint, asked)
    assert [task.title for task in change.opened] == ["Verbeteractie afspreken"]
    assert not change.terms
    assert change.facts["zaak"]["soort"] == "verbeteren"


def test_a_receipt_date_that_goes_along_counts_for_the_new_case(complaint: Complaint) -> None:
    asked = CaseOut("splitsen:1", "klachtbehandeling", {
        "zaak": {"omschrijving": "Geen antwoord.", "onderwerp": "jeugd", "ontvangstdatum": date(2026, 3, 2)},
        "inwoner": RESIDENT,
    })  # fmt: skip
    terms = {term.key: term for term in begun(complaint, asked).terms or ()}
    assert terms["afdoening"].start == date(2026, 3, 2)
