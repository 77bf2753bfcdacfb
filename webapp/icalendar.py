"""Last days as an iCalendar feed (RFC 5545): whole-day events with a number and the name of a term."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Aan Tafel//Termijnen//NL"
LONGEST_LINE = 75  # octets, without the line end
HOURS = 4  # how often a calendar program is asked to look again


@dataclass(frozen=True)
class DayEvent:
    """Something of a whole day. `uid` stays the same for as long as it is the same thing."""

    uid: str
    day: date
    title: str
    url: str = ""


def calendar(name: str, events: Iterable[DayEvent], at: datetime) -> bytes:
    """Return the feed as it goes over the line."""
    lines = (folded for line in _lines(name, events, at) for folded in fold(line))
    return "".join(f"{line}\r\n" for line in lines).encode()


def _lines(name: str, events: Iterable[DayEvent], at: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield from (f"NAME:{escape(name)}", f"X-WR-CALNAME:{escape(name)}")
    yield from (f"REFRESH-INTERVAL;VALUE=DURATION:PT{HOURS}H", f"X-PUBLISHED-TTL:PT{HOURS}H")
    for event in events:
        yield "BEGIN:VEVENT"
        yield f"UID:{escape(event.uid)}"
        yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{escape(event.title)}"
        if event.url:
            yield f"URL:{event.url}"
        yield "TRANSP:TRANSPARENT"  # a last day does not make anybody busy
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def escape(text: str) -> str:
    """Return a text value: backslash, semicolon, comma and line ends escaped; control signs left out."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    escaped = escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return "".join(sign for sign in escaped if sign >= " " and sign != "\x7f")


def fold(line: str) -> Iterator[str]:
    """Yield a long line in pieces of at most 75 octets; the later ones begin with a space.

    A letter of more than one octet is never cut in two.
    """
    piece, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > LONGEST_LINE:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + sign, octets + size
    yield piece
