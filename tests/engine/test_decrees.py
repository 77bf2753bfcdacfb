"""Whatever a new decree says: a case that follows it has the terms of a calendar that has it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.awb import Besluit, Calendar
from engine.terms import TermBook
from engine.values import settled

ROOT = Path(__file__).resolve().parents[2]
BOOK = TermBook.from_toml(
    (ROOT / "processes/termijnen.toml").read_text("utf-8"),
    (ROOT / "processes/kalender.toml").read_text("utf-8"),
)
FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
days = st.dates(FIRST, LAST)


@st.composite
def decrees(draw):
    """Another list of decrees: some of ours gone or changed, and new ones."""
    kept = [one for one in BOOK.calendar.decrees if draw(st.booleans())]
    changed = [replace(one, doubt="nagekeken") if draw(st.booleans()) else one for one in kept]
    new = [
        Besluit(f"Nieuw besluit {number}", 2026, 2030, frozenset(draw(st.sets(days, max_size=8))))
        for number in range(draw(st.integers(0, 2)))
    ]
    return [*changed, *new]


facts = st.fixed_dictionaries(
    {"ontvangstdatum": days, "regime": st.sampled_from(["9.1.2", "9.1.3", "9.2"])},
    optional={
        "verdaging_weken": st.integers(0, 4),
        "afgedaan_op": days,
        "besluit_bekend_op": days,
        "onbevoegd_op": days,
    },
)


@given(decrees(), facts)
def test_following_a_decree_gives_the_terms_of_a_calendar_that_has_it(others, zaak):
    newer = TermBook(BOOK.rules, Calendar(others, BOOK.calendar.staff_works_on), BOOK.adjournment_base)
    told = settled(BOOK.revision(newer))  # as an event keeps it
    assert BOOK.under(told).compute(zaak) == newer.compute(zaak)


@given(st.sets(days, min_size=1, max_size=5), facts)
def test_the_end_moves_only_from_such_a_day_and_never_back(equated, zaak):
    newer = TermBook(BOOK.rules, BOOK.calendar.revised([Besluit("Nieuw", 2026, 2030, frozenset(equated))]))
    before, after = BOOK.compute(zaak), newer.compute(zaak)
    for key, term in after.items():
        was = before[key].last_day
        assert before[key].start == term.start
        if term.last_day is None:
            assert was is None
            continue
        passed = [was + timedelta(days=n) for n in range((term.last_day - was).days)]
        assert term.last_day >= was
        assert not passed or equated & set(passed)


def test_without_news_nothing_is_told_and_the_book_stays_the_same():
    assert BOOK.revision(BOOK) == {"besluiten": [], "vervallen": []}
    assert BOOK.under(None) is BOOK
