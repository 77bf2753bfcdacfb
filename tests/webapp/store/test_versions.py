"""Which versions there are, and who let one through that the check refuses. On both databases."""

from dataclasses import replace

import pytest

from engine import Bundle
from engine.check.codes import found
from tests.builders import MONDAY
from webapp import publishing
from webapp.publishing import Decision, NotPublished, OverrideRefused, publish
from webapp.store import bundles, users
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("in_app", "accounts")

ROLES = {
    "eva": ("Eva Kok", ("Proceseigenaar",)),
    "ruben": ("Ruben de Groot", ("Beslisser",)),
    "samira": ("Samira Bakker", ("Klachtbehandelaar",)),
    "oud": ("Olga Oud", ("Beslisser",)),
}
BUNDLE = Bundle({"processes/proef.toml": b"proef = true"})
UNLAWFUL = found("L01", "processes/bpmn/proef.bpmn", 4, "De inwoner krijgt geen bevestiging.")
FAULT = found("E01", "processes/bpmn/proef.bpmn", 1, "Het bestand is stuk.")
WHY = "De bevestiging gaat hier per telefoon; de jurist is akkoord."


@pytest.fixture
def accounts():
    with unit_of_work() as store:
        for username, (name, roles) in ROLES.items():
            users.add(store.connection, username, name, roles, at=MONDAY)
        users.set_active(store.connection, "oud", False)


@pytest.fixture
def findings(monkeypatch):
    """What the check says of every bundle; a test fills it."""
    told = []
    monkeypatch.setattr(publishing, "check_bundle", lambda bundle: told)
    return told


def versions():
    with reading() as store:
        return bundles.versions(store.connection)


def try_to(by="beheer", override_by="eva", reason=WHY):
    return publish(BUNDLE, label="proef", by=by, at=MONDAY, decision=Decision(override_by, reason))


def test_a_version_against_the_law_is_refused_and_the_way_out_is_told(findings):
    findings.append(UNLAWFUL)
    with pytest.raises(NotPublished, match="--override-by"):
        publish(BUNDLE, label="proef", by="beheer", at=MONDAY)
    assert versions() == []


@pytest.mark.parametrize("second", ["eva", "ruben"])
def test_a_second_person_can_let_it_through_and_that_is_kept(findings, second):
    findings.append(UNLAWFUL)
    assert try_to(override_by=second) == (True, (UNLAWFUL,))
    version = versions()[0]
    assert (version.override_by, version.override_reason) == (ROLES[second][0], WHY)
    assert version.override_findings == str(UNLAWFUL)
    assert version.current


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"override_by": "niemand"}, "bestaat niet"),
        ({"override_by": "oud"}, "is gesloten"),
        ({"by": "eva"}, "kan dit besluit niet zelf nemen"),
        ({"override_by": "samira"}, "is geen proceseigenaar of beslisser"),
        ({"reason": "  "}, "--reason"),
    ],
)
def test_not_everyone_can_let_it_through(findings, other, sentence):
    findings.append(UNLAWFUL)
    with pytest.raises(OverrideRefused, match=sentence):
        try_to(**other)
    assert versions() == []


def test_a_fault_in_the_drawing_is_let_through_by_nobody(findings):
    findings += [UNLAWFUL, FAULT]
    with pytest.raises(NotPublished) as refused:
        try_to()
    assert "--override-by" not in str(refused.value)


def test_a_warning_stands_in_nobodys_way(findings):
    findings.append(replace(FAULT, code="W07", level="waarschuwing"))
    assert publish(BUNDLE, label="proef", by="beheer", at=MONDAY) == (True, ())


def test_without_findings_there_is_nothing_to_let_through(findings):
    try_to()
    assert versions()[0].override_by == ""


def test_a_version_that_returns_keeps_the_latest_decision(findings):
    other = Bundle({"processes/ander.toml": b"ander = true"})
    publish(BUNDLE, label="eerste", by="beheer", at=MONDAY)
    publish(other, label="tweede", by="beheer", at=MONDAY)
    findings.append(UNLAWFUL)
    publishing._FOUND.clear()  # in this test alone the same files are judged anew
    assert try_to()[0] is False
    assert {version.label: version.override_by for version in versions()} == {
        "eerste": "Eva Kok",
        "tweede": "",
    }
    assert [version.label for version in versions() if version.current] == ["eerste"]
