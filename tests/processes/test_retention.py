"""How long a case is kept: the selection list of 2020, and never gone before the ombudsman's year is over."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Engine
from engine.bundle import Bundle
from engine.dmn import parse_decisions
from engine.memory import InMemoryStore
from tests.processes.test_follow_up import LESSON, Complaint

OUTCOMES = {
    "naar_tevredenheid": ("13.1", 5),
    "oordeel_gegeven": ("13.1", 5),
    "niet_in_behandeling": ("13.1.4", 1),
    "ingetrokken": ("13.2", 1),
    "doorgezonden": ("13.2", 1),
    "teruggestuurd": ("13.2", 1),
    "omgezet": ("13.2", 1),
}
GROUND = "Awb artikel 9:8 lid 1 onder b"


def later(day: date, *, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first.replace(day=min(day.day, end.day)), end)


def result_of(shipped: Bundle, lesson: dict[str, Any] | None = None, **zaak: Any) -> tuple[str, Any]:
    model = parse_decisions(shipped.files["processes/dmn/bewaarresultaat.dmn"], "bewaarresultaat.dmn")
    found = model.evaluate("bewaarresultaat", {"zaak": zaak, "les_vastleggen": lesson or {}})
    return found["nummer"], found["jaren"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_its_result_in_the_list(shipped: Bundle, outcome: str) -> None:
    ground = GROUND if outcome == "niet_in_behandeling" else None
    assert result_of(shipped, uitkomst=outcome, grond=ground) == OUTCOMES[outcome]


def test_a_refusal_without_a_ground_and_an_unknown_outcome_are_kept_as_long_as_any_complaint(
    shipped: Bundle,
) -> None:
    assert result_of(shipped, uitkomst="niet_in_behandeling") == ("13.1", 5)
    assert result_of(shipped, uitkomst="iets nieuws") == ("13.1", 5)
    assert result_of(shipped) == ("13.1", 5)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_asks_for_longer_goes_before_the_outcome(shipped: Bundle, outcome: str) -> None:
    paid, ombudsman, forever = {"vergoeding": True}, {"via_ombudsman": True}, {"blijvend": True}
    assert result_of(shipped, paid, uitkomst=outcome, grond=GROUND) == ("13.1.1", 7)
    assert result_of(shipped, paid | ombudsman, uitkomst=outcome, grond=GROUND) == ("13.1.2", 10)
    assert result_of(shipped, paid | ombudsman | forever, uitkomst=outcome) == ("13.1.3", None)


def test_a_case_of_the_ombudsman_itself_is_kept_ten_years(shipped: Bundle) -> None:
    assert result_of(shipped, soort="ombudsman") == ("13.1.2", 10)


def kept(shipped: Bundle, at: datetime, **zaak: Any) -> dict[str, Any]:
    """Run the sheet that registers how long a case is kept; return the facts of the case."""
    engine = Engine(InMemoryStore({shipped.hash: shipped.files}), {})
    change = engine.start(
        "bewaren", {}, facts={"zaak": zaak}, case_id="c1", number="K-1", by="klok", at=at, bundle=shipped.hash
    )
    return dict(change.facts["zaak"])


@settings(max_examples=60, deadline=None)
@given(
    outcome=st.sampled_from([*OUTCOMES, None]),
    closed=st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    settled_before=st.one_of(st.none(), st.integers(0, 900)),
    oral=st.booleans(),
)
def test_a_case_is_never_destroyed_before_the_ombudsmans_last_day_and_three_months(
    shipped: Bundle, outcome: str | None, closed: date, settled_before: int | None, oral: bool
) -> None:
    at = datetime(closed.year, closed.month, closed.day, 9, tzinfo=UTC)
    settled = None if settled_before is None else closed - timedelta(days=settled_before)
    zaak = kept(
        shipped, at, uitkomst=outcome, grond=GROUND, afgedaan_op=settled, schriftelijk=not oral,
        ontvangstdatum=closed - timedelta(days=1000),
    )  # fmt: skip
    until = zaak["vernietigen_na"]
    assert until >= later(settled or closed, months=12 + 3)
    assert until >= later(closed, months=12 * int(zaak["bewaren_jaren"]))


def test_what_is_kept_for_good_has_no_date_and_says_why(shipped: Bundle) -> None:
    zaak = Complaint(shipped).complete("les_vastleggen", **LESSON, blijvend=True).facts["zaak"]
    assert (zaak["bewaarresultaat"], zaak["bewaren_jaren"], zaak["vernietigen_na"]) == ("13.1.3", None, None)
    assert "blijvend" in zaak["bewaarreden"]
