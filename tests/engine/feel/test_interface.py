"""What callers lean on: compiling, what an expression uses, supplied functions, errors with a place."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.feel import (
    FeelError,
    FeelLimitError,
    FeelSyntaxError,
    UnknownFunctionError,
    UnknownNameError,
    expression_text,
    parse_expression,
    parse_unary_tests,
    to_json,
)
from engine.feel.values import Months


def test_an_expression_tells_which_names_and_functions_it_uses():
    expression = parse_expression(
        'zaak.ernst >= 3 and termijn("afdoening") > today() and count(inwoner.brieven) > drempel',
        functions=["termijn"],
    )
    assert expression.names == {("zaak", "ernst"), ("inwoner", "brieven"), ("drempel",)}
    assert expression.functions == {"termijn", "today"}
    assert expression.literal_arguments_of("termijn") == ("afdoening",)


def test_local_names_are_no_names_of_the_caller():
    source = "for x in lijst return (function(a) a + x)(1) + {b: x, c: b}.c"
    assert parse_expression(source).names == {("lijst",)}


def test_supplied_functions_are_called_with_positional_values():
    expression = parse_expression('termijn("afdoening") - duration("P7D")', functions=["termijn"])
    supplied = {"termijn": lambda key: {"afdoening": date(2026, 5, 6)}[key]}
    assert expression.evaluate({}, supplied) == date(2026, 4, 29)


def test_a_missing_supplied_function_is_an_error_and_not_null():
    expression = parse_expression("now()")
    with pytest.raises(FeelError, match="niet beschikbaar"):
        expression.evaluate({})


def test_the_clock_is_never_read():
    moment = datetime(2026, 3, 24, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
    clock = {"now": lambda: moment, "today": moment.date}
    assert parse_expression("string(today()) + string(now().hour)").evaluate({}, clock) == "2026-03-249"


def test_a_supplied_function_with_wrong_arguments_says_so():
    expression = parse_expression("werkdagen(1)", functions=["werkdagen"])
    with pytest.raises(FeelError, match="werkdagen"):
        expression.evaluate({}, {"werkdagen": lambda day, count: day})


@pytest.mark.parametrize(
    ("source", "kind", "line", "column"),
    [
        ("1 +", FeelSyntaxError, 1, 4),
        ("", FeelSyntaxError, 1, 1),
        ("zaak.ernst >\n  = 3", FeelSyntaxError, 2, 3),
        ("“wmo”", FeelSyntaxError, 1, 1),
        ("'wmo'", FeelSyntaxError, 1, 1),
        ('"wmo', FeelSyntaxError, 1, 1),
        ("a ==\n b", FeelSyntaxError, 1, 4),
        ("1 + onbekend(2)", UnknownFunctionError, 1, 5),
        ("substring(1, 2, 3, 4)", UnknownFunctionError, 1, 1),
        ("count(lijst: 1)", UnknownFunctionError, 1, 1),
        ("1 instance of getal", FeelSyntaxError, 1, 15),
        ("? > 3", FeelSyntaxError, 1, 1),
    ],
)
def test_a_fault_has_a_dutch_message_and_a_place(source, kind, line, column):
    with pytest.raises(kind) as caught:
        parse_expression(source)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.message.endswith((".", "'", 'tekst".'))


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("a == b", "één '='"),
        ("a && b", "'and'"),
        ("a || b", "'or'"),
        ("!a", "'not(...)'"),
        ("‘wmo’", "rechte dubbele aanhalingstekens"),
    ],
)
def test_a_habit_from_another_language_gets_advice(source, advice):
    with pytest.raises(FeelSyntaxError) as caught:
        parse_expression(source)
    assert advice in caught.value.message


def test_a_checker_refuses_names_that_nobody_supplies():
    assert parse_expression("zaak.ernst", names=["zaak"], strict=True).evaluate({"zaak": {}}) is None
    with pytest.raises(UnknownNameError, match="zaka") as caught:
        parse_expression("1 + zaka.ernst", names=["zaak"], strict=True)
    assert caught.value.column == 5


def test_a_duration_that_nobody_can_read_is_a_warning_and_for_the_checker_an_error():
    assert "P6W" in parse_expression('duration("P6W")').warnings[0].message
    assert not parse_expression('duration("P42D")').warnings
    for source in ('duration("P6W")', '@"24-03-2026"', 'date("24-03-2026")'):
        with pytest.raises(FeelSyntaxError):
            parse_expression(source, strict=True)


def test_a_date_written_as_text_in_a_comparison_is_a_warning():
    assert '@"2026-01-01"' in parse_expression('ontvangen > "2026-01-01"').warnings[0].message
    assert not parse_expression('ontvangen > @"2026-01-01" and naam >= "Jansen"').warnings


def test_compiling_the_same_text_twice_gives_the_same_object():
    assert parse_expression("1 + 1") is parse_expression("1 + 1")


def test_the_equals_sign_of_the_modeller_is_no_part_of_the_expression():
    assert expression_text("= zaak.ernst >= 3 ") == "zaak.ernst >= 3"
    assert expression_text("zaak") == "zaak"


def test_one_expression_serves_many_threads():
    expression = parse_expression("sum(for i in 1..50 return i * factor)")
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda n: expression.evaluate({"factor": n}), range(200)))
    assert outcomes == [1275 * n for n in range(200)]


def test_values_become_json_as_feel_writes_them():
    value = [
        date(2026, 3, 24), time(9, 30), timedelta(days=1), Months(14), Decimal("1.50"), Decimal("3.0"), None,
        True,
        {"a": parse_expression("[1..2)").evaluate({})},
    ]  # fmt: skip
    written = ["2026-03-24", "09:30:00", "P1D", "P1Y2M", 1.5, 3, None, True, {"a": "[1..2)"}]
    assert to_json(value) == written
    json.dumps(to_json(value))


@pytest.mark.parametrize(
    ("cell", "passing", "failing"),
    [
        ("-", [1, None, "x"], []),
        ("", [1, None], []),
        ("3", [3, Decimal("3.0")], [4, "3", None]),
        ('"wmo"', ["wmo"], ["jeugd", None]),
        ('"wmo", "jeugd"', ["wmo", "jeugd"], ["participatie", None]),
        ('not("wmo", "jeugd")', ["participatie"], ["wmo"]),
        ("not(> 3)", [3], [4]),
        ("< 3", [2], [3, None, "a"]),
        (">= 3, < 0", [3, -1], [0, 2]),
        ("[1..3]", [1, 3], [0, 4]),
        ("]1..3[", [2], [1, 3]),
        ("[1..grens)", [9], [10]),
        ("!= 3", [4], [3]),
        ("null", [None], [0]),
        ("null, 1", [None, 1], [2]),
        ("true", [True], [False, None]),
        ("not(false)", [True], [False]),
        ('> date("2026-01-01")', [date(2026, 1, 2)], [date(2026, 1, 1)]),
        ("lijst", [1, 2], [3]),
        ("? > 3 and ? < grens", [4], [3, 10]),
        ('contains(?, "ach")', ["klacht"], ["brief", None]),
        ("? in (1, [5..6])", [1, 5], [2]),
        ("count(?) > 1", [[1, 2]], [[1]]),
        ("-1", [-1], [1]),
        ("grens - 1", [9], [10]),
    ],
)
def test_a_cell_lets_the_right_values_pass(cell, passing, failing):
    tests = parse_unary_tests(cell, names=["grens", "lijst"])
    context = {"grens": 10, "lijst": [1, 2]}
    assert all(tests.matches(value, context) for value in passing)
    assert not any(tests.matches(value, context) for value in failing)


def test_a_cell_tells_which_names_it_uses_and_the_input_is_none_of_them():
    assert parse_unary_tests("> zaak.ernst, ? < 3").names == {("zaak", "ernst")}


def test_a_cell_with_unknown_names_is_refused_by_a_checker():
    with pytest.raises(UnknownNameError):
        parse_unary_tests("> grens", strict=True)


def test_a_condition_on_a_large_context_does_not_touch_what_it_does_not_read():
    class Watched(dict):
        def __iter__(self):
            raise AssertionError("the context was walked through")

    assert parse_expression("zaak.ernst >= 3").evaluate(Watched(zaak={"ernst": 3})) is True


def test_a_value_too_large_to_write_down_is_refused():
    with pytest.raises(FeelLimitError):
        to_json([[0] * 200] * 200)
