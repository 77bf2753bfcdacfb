"""Cases that belong together: one complaint twice, ties, and earlier cases of the same resident."""

from datetime import timedelta

import pytest

from engine import Bundle, Conflict
from tests.builders import MONDAY
from tests.cast import daan, lotte, samira
from webapp import commands
from webapp.commands import AlreadyRelated, CannotMerge, CoordinatorOnly, ItselfChosen, ReasonMissing
from webapp.doctor import examine
from webapp.involvement import Involved
from webapp.paths import bundle_root
from webapp.store import queries

pytestmark = pytest.mark.usefixtures("colleagues", "published")

STORY = {
    "zaak.omschrijving": "De huishoudelijke hulp is drie keer niet gekomen.",
    "zaak.onderwerp": "wmo",
    "inwoner.straat": "Lindelaan 12",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
    "inwoner.digitaal": True,
}


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(bundle_root())


@pytest.fixture
def published(in_app, shipped) -> None:
    commands.publish_bundle(shipped.hash, shipped.files, label="proef", by="test", at=MONDAY)


def file(name="A. Jansen", email="a.jansen@post.example", *, days=0, **other):
    at = MONDAY + timedelta(days=days)
    filed = commands.file_complaint(
        STORY | {"inwoner.naam": name, "inwoner.email": email} | other, by="inwoner", at=at
    )
    return head(filed.case_id)


def head(case_id):
    return queries.case_by_id(case_id)


def accuse(case):
    party = {"rol": "beklaagde", "naam": daan.name}
    commands.add_party(case.case_id, party, "genoemd", by="lotte", at=MONDAY)


def merge(one, other, by=lotte, reason="Twee keer verstuurd"):
    return commands.merge_cases(one, other, reason, by=by.viewer, at=MONDAY + timedelta(days=5))


def test_the_complaint_that_came_first_goes_on_with_its_clock_and_the_other_ends(in_app):
    first, second = file(), file(days=3)
    stays, ends = merge(second, first)
    assert (stays.case_id, ends.case_id) == (first.case_id, second.case_id)
    kept, ended = head(first.case_id), head(second.case_id)
    assert (kept.state, kept.last_day) == ("open", first.last_day)
    assert (ended.state, ended.outcome) == ("closed", f"Samengevoegd met {first.number}")
    assert [task for task in queries.case_tasks(second.case_id) if task.state == "open"] == []
    assert not any(term.running for term in queries.case_terms(second.case_id))
    assert [one.letter for one in queries.case_letters(second.case_id)] == ["ontvangstbevestiging"]
    assert all(found == [] for _, found in examine(in_app.config["AANTAFEL"], at=MONDAY))


def test_what_is_one_complaint_counts_once_in_the_register():
    first, second = file(), file(days=1)
    assert [line.number for line in queries.register_of(2026)] == [first.number, second.number]
    merge(first, second)
    assert [line.number for line in queries.register_of(2026)] == [first.number]
    assert queries.open_at_the_edges(2026).last_day == 1


def test_who_was_part_of_what_happened_keeps_away_from_the_case_that_goes_on_as_well():
    first, second = file(), file(days=1)
    commands.add_party(
        second.case_id, {"rol": "beklaagde", "naam": daan.name}, "genoemd", by="lotte", at=MONDAY
    )
    seen = commands.preview_merger(first, head(second.case_id), by=lotte.viewer, at=MONDAY)
    assert [party["naam"] for party in seen.parties] == [daan.name]
    merge(first, head(second.case_id))
    with pytest.raises(Involved):
        commands.check_independent("daan", first.case_id)


def test_papers_and_people_of_the_case_that_ended_are_seen_beside_the_one_that_goes_on():
    first, second = file(), file(days=1)
    commands.add_note(second.case_id, "Belde twee keer.", by="samira", at=MONDAY)
    merge(first, second)
    beside = queries.related(first.case_id, None, "lotte")
    assert [(tie.case.number, tie.kind, tie.is_origin) for tie in beside.tied] == [
        (second.number, "merged", True)
    ]
    papers = {(paper.kind, paper.text) for paper in queries.papers_of(beside.merged_ids)}
    assert {("note", "Belde twee keer."), ("party", "A. Jansen")} <= papers


def test_a_merger_is_undone_by_opening_the_case_that_ended():
    first, second = file(), file(days=1)
    before = [(task.bpmn_id, task.state, task.due_on) for task in queries.case_tasks(second.case_id)]
    merge(first, second)
    seq = queries.case_timeline(second.case_id)[-1].seq
    now = head(second.case_id)
    commands.reopen_case(second.case_id, seq, "Toch iets anders", by=lotte.viewer, at=MONDAY, seen=now.rev)
    assert [(t.bpmn_id, t.state, t.due_on) for t in queries.case_tasks(second.case_id)] == before
    assert head(second.case_id).state == "open"
    assert queries.merged_into(second.case_id) is None


def test_two_people_have_two_complaints_and_the_refusal_offers_to_tie_them():
    first, other = file(), file("B. de Boer", "b.deboer@post.example", **{"inwoner.postcode": "5678 CD"})
    with pytest.raises(CannotMerge, match="koppelen"):
        merge(first, other)
    assert "eigen antwoord" in commands.preview_merger(first, other, by=lotte.viewer, at=MONDAY).problem


def test_partners_who_share_an_address_and_a_mailbox_are_two_people():
    with pytest.raises(CannotMerge):
        merge(file("A. Jansen"), file("P. de Vries"))


def test_merging_asks_for_a_coordinator_a_reason_two_open_cases_and_an_up_to_date_screen():
    first, second = file(), file(days=1)
    with pytest.raises(CoordinatorOnly):
        merge(first, second, by=samira)
    with pytest.raises(ReasonMissing):
        merge(first, second, reason=" ")
    with pytest.raises(ItselfChosen):
        merge(first, first)
    commands.amend(second.case_id, {"zaak": {"onderwerp": "jeugd"}}, "toch jeugd", by="lotte", at=MONDAY)
    with pytest.raises(Conflict):
        merge(first, second)
    merge(first, head(second.case_id))
    with pytest.raises(CannotMerge, match="gesloten"):
        merge(head(first.case_id), head(second.case_id))


# -- earlier cases and ties -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "email", "postcode", "known"),
    [
        ("A. Jansen", "A.Jansen@Post.example ", "9999 ZZ", True),  # same address, typed otherwise
        ("a jansen", "nieuw@post.example", "1234ab", True),  # same name and postcode
        ("A. Jansen", "nieuw@post.example", "9999 ZZ", False),  # a common name elsewhere
        ("B. de Boer", "b@post.example", "1234 AB", False),  # a neighbour
    ],
)
def test_a_resident_who_came_before_is_recognised(name, email, postcode, known):
    first = file()
    again = file(name, email.strip(), days=30, **{"inwoner.postcode": postcode})
    found = queries.earlier_of(again.case_id, "lotte")
    assert [one.number for one in found] == ([first.number] if known else [])


def test_a_case_that_a_colleague_must_keep_away_from_is_not_told_of():
    first, again = file(), file(days=1)
    commands.add_party(
        first.case_id, {"rol": "beklaagde", "naam": daan.name}, "genoemd", by="lotte", at=MONDAY
    )
    assert queries.earlier_of(again.case_id, "daan") == []
    assert len(queries.earlier_of(again.case_id, "samira")) == 1
    with pytest.raises(Involved):
        commands.relate_cases(again.case_id, first.case_id, "lijkt erop", by=daan.viewer, at=MONDAY)


def test_cases_are_tied_with_a_reason_once_and_untied():
    first, other = file(), file("B. de Boer", "b.deboer@post.example", **{"inwoner.postcode": "5678 CD"})
    commands.relate_cases(first.case_id, other.case_id, "Zelfde zorgaanbieder", by=samira.viewer, at=MONDAY)
    for one, two in ((first, other), (other, first)):
        (tie,) = queries.related(one.case_id, None, "samira").tied
        assert (tie.case.number, tie.reason, tie.by) == (two.number, "Zelfde zorgaanbieder", samira.name)
    with pytest.raises(AlreadyRelated):
        commands.relate_cases(other.case_id, first.case_id, "nog eens", by=samira.viewer, at=MONDAY)
    commands.unrelate_cases(other.case_id, first.case_id, by=samira.viewer)
    assert queries.related(first.case_id, None, "samira").tied == ()
