"""The calendar feed keeps to RFC 5545: line ends, folding, escaping, whole days, identities that stay."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from webapp.icalendar import LONGEST_LINE, DayEvent, calendar, escape, fold

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def feed(*events: DayEvent) -> list[str]:
    raw = calendar("Termijnen Samira, Vrijstad", events, AT).decode()
    assert raw.endswith("\r\n")
    assert "\n" not in raw.replace("\r\n", "")
    return raw.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_last_day_is_an_event_of_that_whole_day():
    lines = feed(
        DayEvent("1-afdoening@host", date(2026, 12, 31), "K-2026-1 Klacht afhandelen", "https://x/zaken/1")
    )
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "UID:1-afdoening@host", "DTSTAMP:20260302T093000Z"} <= set(lines)
    assert {"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)
    assert "SUMMARY:K-2026-1 Klacht afhandelen" in lines
    assert any(line.startswith("PRODID:") for line in lines)


def test_signs_with_a_meaning_are_escaped():
    assert escape("a,b;c\\d\r\ne\nf\x07") == "a\\,b\\;c\\\\d\\ne\\nf"
    assert "X-WR-CALNAME:Termijnen Samira\\, Vrijstad" in feed()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_no_line_is_longer_than_75_octets_and_unfolding_gives_it_back(text):
    pieces = list(fold(f"SUMMARY:{text}"))
    assert all(len(piece.encode()) <= LONGEST_LINE for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == f"SUMMARY:{text}"
