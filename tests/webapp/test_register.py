"""The figures of a year: no small cell, none that can be worked out, and no formula in a spreadsheet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.register import HIDDEN, SMALLEST, as_csv, figures, suppressed
from webapp.store.queries import OpenAtTheEdges, RegisterLine


def a_line(**other):
    values = {
        "number": "K-2026-0001", "received_on": date(2026, 3, 23), "channel": "web", "subject": "wmo",
        "theme": "", "regime": "9.1.2", "state": "closed", "result": "naar_tevredenheid", "judgement": "",
        "norms": (), "last_day": date(2026, 5, 6), "adjourned": False, "settled_on": date(2026, 4, 1),
        "closed_on": date(2026, 4, 20),
    }  # fmt: skip
    return RegisterLine(**values | other)


def figures_of(lines, kinds=None):
    return figures(2026, lines, kinds or {}, OpenAtTheEdges(0, 7), 3)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8))
def test_no_cell_below_five_is_shown_and_none_can_be_worked_out_from_the_total(counts):
    cells = suppressed(counts)
    hidden = [name for name, shown in cells.items() if shown == HIDDEN]
    assert all(shown == 0 or shown >= SMALLEST for shown in cells.values() if shown != HIDDEN)
    assert all(cells[name] in (HIDDEN, counts[name]) for name in counts)
    nonzero = [name for name in counts if counts[name]]
    if hidden and len(nonzero) > 1:
        assert len(hidden) > 1
    if hidden and sum(counts.values()) >= SMALLEST:
        assert sum(counts[name] for name in hidden) >= SMALLEST


def test_enough_of_everything_is_simply_counted():
    assert suppressed({"a": 5, "b": 0, "c": 12}) == {"a": 5, "b": 0, "c": 12}


def test_the_totals_name_their_definition_and_hide_what_is_few():
    solved = [a_line() for _ in range(20)]
    judged = [a_line(result="oordeel_gegeven", judgement="gegrond", norms=("maatwerk",)) for _ in range(3)]
    late = [a_line(settled_on=date(2026, 6, 1)) for _ in range(6)]
    found = figures_of(solved + judged + late)
    assert found["klaagschriften"] == 29
    assert (found["klaagschriften_vorig_jaar"], found["open_na_31_december"]) == ("minder dan 5", 7)
    assert found["afloop"] == {"samen opgelost": HIDDEN, "oordeel gegeven": HIDDEN}
    assert found["oordeel"] == {"gegrond": HIDDEN}
    assert found["normen"] == {"maatwerk": "minder dan 5"}
    assert found["tijdigheid"] == {"op tijd zonder verdaging": 23, "te laat": 6}
    assert "zonder verdaging" in found["tijdigheid_betekent"]


def test_a_message_that_became_a_complaint_is_counted_once():
    kinds = {
        ("klachtbehandeling", "klacht", True): 12,
        ("klachtbehandeling", "klacht", False): 8,
        ("voordeur", "klacht", True): 9,
        ("voordeur", "signaal", True): 6,
        ("voordeur", "bezwaar", True): 5,
        ("bezwaarroute", "bezwaarroute", True): 7,
        ("nazorg", "nazorg", True): 10,
    }
    expected = {"schriftelijke klacht": 12, "mondelinge klacht": 8, "signaal": 6, "bezwaar": 7}
    assert figures_of([], kinds)["soorten"] == expected


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_that_somebody_typed_becomes_a_formula(start):
    table = as_csv([a_line(theme=f'{start}HYPERLINK("https://kwaad.example")', norms=(f"{start}1",))])
    assert f"'{start}" in table
    assert f";{start}" not in table
    assert f';"{start}' not in table


def test_the_table_has_a_heading_and_a_line_for_each_complaint():
    heading, line = as_csv([a_line(adjourned=True)]).splitlines()
    assert heading.startswith("nummer;ontvangen_op;kanaal")
    assert line == (
        "K-2026-0001;2026-03-23;web;wmo;;9.1.2;naar_tevredenheid;;;2026-05-06;ja;2026-04-01;2026-04-20;9;ja"
    )
