"""Drafts beside the version in use: nothing overwritten, lost or published. On both databases."""

from datetime import timedelta

import pytest

from tests.builders import MONDAY
from webapp import commands
from webapp.commands import DraftConflict, NoDraft, NotTheOwner
from webapp.store import bundles, queries, users
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("in_app")

EVA, HUGO = Viewer("eva", ("Proceseigenaar",)), Viewer("hugo", ("Proceseigenaar",))
LETTER = "processes/letters/te_laat.md"
BASE = {LETTER: b"---\nonderwerp: Te laat\n---\nSorry.\n", "processes/termijnen.toml": b""}


@pytest.fixture
def draft():
    with unit_of_work() as store:
        for username, name in (("eva", "Eva Kok"), ("hugo", "Hugo Prins")):
            users.add(store.connection, username, name, ("Proceseigenaar",), at=MONDAY)
        bundles.publish(store.connection, "a" * 64, BASE, by="eva", at=MONDAY)
    return commands.start_draft("  Netter   schrijven ", by=EVA, at=MONDAY)


def save(draft, text, seen, by=EVA, at=MONDAY):
    return commands.save_draft_file(draft, LETTER, text, seen=seen, by=by, at=at)


def test_a_draft_is_the_version_in_use_with_the_changes_over_it(draft):
    save(draft, b"---\nonderwerp: Te laat\n---\nExcuses.\n", 0)
    row = queries.draft(draft)
    assert (row.title, row.changes, row.changed_by) == ("Netter schrijven", 1, "Eva Kok")
    assert queries.draft_contents(draft, row.base_hash)[LETTER].endswith(b"Excuses.\n")
    with reading() as store:
        assert store.bundle_files("a" * 64) == BASE
        assert bundles.current(store.connection) == "a" * 64


def test_of_two_who_save_at_once_the_second_hears_of_the_first_and_both_texts_stay(draft):
    first = save(draft, b"van Eva", 0)
    with pytest.raises(DraftConflict) as told:
        save(draft, b"van Hugo", 0, by=HUGO)
    assert (told.value.by, told.value.rev) == ("Eva Kok", first.rev)
    kept = [queries.draft_change(draft, one.id)[1] for one in queries.draft_changes(draft)]
    assert kept == [b"van Hugo", b"van Eva"]
    assert queries.draft_content(draft, "a" * 64, LETTER).content == b"van Eva"


def test_a_long_sitting_still_leaves_lines_in_the_history(draft):
    rev = 0
    for minutes in (0, 4, 8, 12, 16):
        rev = save(draft, f"{minutes}".encode(), rev, at=MONDAY + timedelta(minutes=minutes)).rev
    assert len(queries.draft_changes(draft)) == 2


def test_a_file_that_goes_back_to_the_base_is_no_change_but_was_one(draft):
    seen = save(draft, b"anders", 0).rev
    commands.restore_draft_file(draft, LETTER, by=EVA, at=MONDAY)
    assert queries.draft(draft).changes == 0
    with pytest.raises(DraftConflict):
        save(draft, b"nog iets", seen)


def test_bringing_in_many_files_is_all_or_nothing(draft):
    good, bad = "processes/letters/nieuw.md", "processes/bpmn/stuk.bpmn"
    with pytest.raises(Exception, match="geldige XML"):
        commands.save_draft_files(draft, {good: b"x", bad: b"<x"}, by=EVA, at=MONDAY)
    assert queries.draft(draft).changes == 0
    assert commands.save_draft_files(draft, {good: b"x", LETTER: BASE[LETTER]}, by=EVA, at=MONDAY) == [good]


def test_a_draft_put_aside_takes_nothing_in_until_it_is_back(draft):
    commands.discard_draft(draft, by=EVA, at=MONDAY)
    with pytest.raises(NoDraft):
        save(draft, b"te laat", 0)
    commands.take_draft_back(draft, by=HUGO, at=MONDAY)
    assert save(draft, b"op tijd", 0).changed


def test_only_who_answers_for_the_procedure_changes_a_draft(draft):
    with pytest.raises(NotTheOwner):
        save(draft, b"x", 0, by=Viewer("samira", ("Klachtbehandelaar",)))
