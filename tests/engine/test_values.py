"""Case values survive the store: what comes back is what went in, whatever somebody sent."""

from datetime import UTC, date, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.values import Months, Range
from engine.values import dumps, loads, settled

OFFSETS = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=2))])
TAGS = st.sampled_from(
    ["$date", "$moment", "$time", "$number", "$whole", "$duration", "$months", "$object", "$", "$anders"]
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dates(),
    st.datetimes(timezones=OFFSETS),
    st.times(),
    st.timedeltas(),
    st.builds(Months, st.integers(-(10**6), 10**6)),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(TAGS | st.text("abc$", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_every_value_comes_back_as_it_was(value):
    assert loads(dumps(value)) == value
    assert loads(dumps(value).decode()) == value


@given(VALUES)
def test_a_value_that_was_stored_has_the_same_bytes_again(value):
    assert dumps(settled(value)) == dumps(value)


@pytest.mark.parametrize(
    "value",
    [
        {"$date": "gisteren"},
        {"$date": 5},
        {"$moment": None},
        {"$number": "veel"},
        {"$object": ["$date", "x"]},
        {"$object": {"$object": 1}},
        {"a": [{"$date": date(2026, 3, 24)}]},
        {"x": date(2026, 3, 24), "y": {"$date": "x"}},
        {"$whole": 10**40},
    ],
)
def test_content_that_looks_like_one_of_our_own_marks_is_only_content(value):
    assert loads(dumps(value)) == value


@pytest.mark.parametrize("value", [10**30, -(2**63), 2**64, {"bedrag": 10**34, "op": date(2026, 3, 24)}])
def test_large_whole_numbers_stay_whole(value):
    assert loads(dumps(value)) == value


def test_types_stay_apart():
    values = [
        date(2026, 3, 24),
        "2026-03-24",
        time(9),
        Months(12),
        timedelta(days=365),
        Decimal("1.50"),
        True,
        1,
    ]
    assert [type(v) for v in settled(values)] == [type(v) for v in values]


def test_a_long_duration_loses_no_microsecond():
    assert settled(timedelta(days=400_000, microseconds=1)) == timedelta(days=400_000, microseconds=1)


def test_equal_numbers_have_equal_bytes():
    assert dumps(Decimal("3.00")) == dumps(3) == b"3"


@pytest.mark.parametrize(
    "value", [{1, 2}, b"x", object(), len, Range(1, 5), [Range(1, 5)], {"a": {"b": len}}]
)
def test_what_is_no_case_value_is_refused(value):
    with pytest.raises(TypeError, match="no case value"):
        dumps(value)
