"""The language, case by case: an expression, the context it sees, and the value it has."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from engine.feel import parse_expression, to_json
from engine.feel.values import Months

ZAAK = {
    "zaak": {"ernst": 4, "onderwerp": "wmo", "ontvangstdatum": date(2026, 3, 24), "weken": Decimal("2.5")},
    "delen": [{"nr": 1, "oordeel": "gegrond"}, {"nr": 2, "oordeel": "ongegrond"}],
    "leeg": None,
    "getallen": [1, 2, 3, 4],
    "Maandelijks inkomen": 1500,
}

VALUES = {
    # literals and names
    '"a\\nb\\u0041\\"c"': 'a\nbA"c',
    ".5 + 1.50": Decimal("2.00"),
    "1e3": Decimal("1E+3"),
    "null": None,
    "onbekend": None,
    "onbekend.veld": None,
    "Maandelijks inkomen * 12": 18000,
    "zaak . ernst": 4,
    "1 + /* tussen */ 1 // na": 2,
    # arithmetic
    "1 + 2 * 3 - 4 / 2": 5,
    "(1 + 2) * 3": 9,
    "-zaak.ernst": -4,
    "-3 ** 2": 9,
    "2 ** 3 ** 2": 64,
    "1 / 3": Decimal("0.3333333333333333333333333333333333"),
    "0.1 + 0.2 = 0.3": True,
    "1 / 0": None,
    '"a" + "b"': "ab",
    '1 + "a"': None,
    "1 + null": None,
    "9999999999999999999999999999999999 + 1": Decimal("1E+34"),
    # comparison
    "zaak.ernst >= 3": True,
    '"3" = 3': None,
    "null = null": True,
    "leeg = 3": False,
    "leeg < 3": None,
    "3 < null": None,
    '"a" < "b"': True,
    "true > false": None,
    "1.0 = 1": True,
    "[1, 2] = [1, 2.0]": True,
    "{a: 1, b: 2} = {b: 2, a: 1}": True,
    "3 between 1 and 3": True,
    "null between 1 and 3": None,
    "2 in [1..3]": True,
    "3 in [1..3)": False,
    "3 in ]1..3]": True,
    "3 in (3..5]": False,
    "3 in ]1..3[ or false": False,
    '"wmo" in ("jeugd", "wmo")': True,
    "5 in (> 6, < 2)": False,
    "5 in > 3": True,
    "5 in [1, 5]": True,
    "5 in [[1..3], [5..6]]": True,
    "null in [1..3]": None,
    # logic
    "true and null": None,
    "false and null": False,
    "true or null": True,
    "false or null": None,
    "not(null)": None,
    "not(zaak.ernst > 3)": False,
    "true and 3": None,
    # choice, iteration, quantification
    'if zaak.ernst > 3 then "hoog" else "laag"': "hoog",
    "if null then 1 else 2": 2,
    "if true then if false then 1 else 2 else 3": 2,
    "for i in 1..3 return i * i": [1, 4, 9],
    "for i in 3..1 return i": [3, 2, 1],
    "for a in [1, 2], b in [10, 20] return a + b": [11, 21, 12, 22],
    "for a in [[1, 2], [3]], b in a return b": [1, 2, 3],
    "for i in 1..4 return if i = 1 then 1 else i * partial[-1]": [1, 2, 6, 24],
    "for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day": [27, 28, 1],
    "some x in getallen satisfies x > 3": True,
    "every x in getallen satisfies x > 3": False,
    "every x in [] satisfies false": True,
    "some x in [null, 1] satisfies x > 3": None,
    # lists, contexts, filters
    "getallen[1]": 1,
    "getallen[-1]": 4,
    "getallen[9]": None,
    "getallen[item > 2]": [3, 4],
    "getallen[zaak.ernst]": 4,
    'delen[oordeel = "gegrond"].nr': [1],
    "delen[nr = 2][1].oordeel": "ongegrond",
    "delen.nr": [1, 2],
    "{a: 1, b: a + 1}.b": 2,
    '{"met spatie": 1, ook met: 2}.ook met': 2,
    "{a: 1, a: 2}": None,
    "count(delen[nr > 5])": 0,
    # functions
    "(function(a, b) a - b)(5, 3)": 2,
    "{min een: function(n: number) n - 1, x: min een(n: 3)}.x": 2,
    "(function(n: number) n)(\"a\")": None,
    'substring("klacht", 3, 2)': "ac",
    'substring("klacht", -2)': "ht",
    'substring(string: "klacht", start position: 4)': "cht",
    'upper case("ij") + lower case("AB")': "IJab",
    'contains("klacht", "ach") and starts with("klacht", "kl") and ends with("klacht", "cht")': True,
    'string length("🐎é")': 2,
    'substring before("a@b.nl", "@") + substring after("a@b.nl", "@")': "ab.nl",
    'replace("2026-03", "(\\\\d+)-(\\\\d+)", "$2/$1")': "03/2026",
    'matches("1234 AB", "^[1-9][0-9]{3}\\\\s?[A-Z]{2}$")': True,
    'matches("een klacht over geweld thuis", ".*geweld.*")': True,
    'split("a;b;;c", ";")': ["a", "b", "", "c"],
    'string join(["a", null, "b"], ", ")': "a, b",
    "string(1.50)": "1.5",
    'string([1, "a", {b: null}])': '[1, "a", {b: null}]',
    'number("1.234,50", ".", ",")': Decimal("1234.50"),
    "decimal(2.5, 0)": 2,
    "round half up(2.5, 0)": 3,
    "floor(-1.5) + ceiling(-1.5)": -3,
    "modulo(-12, 5)": 3,
    "abs(-3) + sqrt(16)": 7,
    "abs(-1.234567890123456789012345678901234)": Decimal("1.234567890123456789012345678901234"),
    'number("-1.234567890123456789012345678901234")': Decimal("-1.234567890123456789012345678901234"),
    "floor(1234567890123456789012345678901234, -1)": 1234567890123456789012345678901230,
    "odd(3) and even(4)": True,
    "sum(getallen) + min(3, 1, 2) + max([3, 1])": 14,
    "mean(1, 2, 3)": 2,
    "median([8, 2, 5, 3, 4])": 4,
    "mode([1, 2, 2, 1, 5])": [1, 2],
    "count(null)": None,
    "sum([])": None,
    "all([true, null])": None,
    "any([true, null])": True,
    "append([1], 2, 3)": [1, 2, 3],
    "concatenate([1], [2, 3])": [1, 2, 3],
    "insert before([1, 3], 2, 2)": [1, 2, 3],
    "remove([1, 2, 3], 2)": [1, 3],
    "sublist([1, 2, 3], 2)": [2, 3],
    "union([1, 2], [2, 3])": [1, 2, 3],
    "distinct values([1, 2, 1.0, \"1\"])": [1, 2, "1"],
    "flatten([1, [2, [3]]])": [1, 2, 3],
    "index of([1, 2, 1], 1)": [1, 3],
    "reverse([1, 2])": [2, 1],
    "sort([3, 1, 2])": [1, 2, 3],
    "sort(delen, function(a, b) a.nr > b.nr).nr": [2, 1],
    'get value({a: 1}, "a")': 1,
    "get entries({a: 1})": [{"key": "a", "value": 1}],
    'context put({a: 1}, "b", 2)': {"a": 1, "b": 2},
    "context merge([{a: 1}, {a: 2}])": {"a": 2},
    # dates, times, durations
    '@"2026-03-24"': date(2026, 3, 24),
    'date("2026-02-30")': None,
    "date(2026, 3, 24) = zaak.ontvangstdatum": True,
    'zaak.ontvangstdatum + duration("P42D")': date(2026, 5, 5),
    'date("2026-01-31") + duration("P1M")': date(2026, 2, 28),
    'date("2026-03-24") - date("2026-03-20")': timedelta(days=4),
    'duration("P1Y2M")': Months(14),
    'duration("P1DT2H") * 2': timedelta(days=2, hours=4),
    'duration("P2M") / duration("P1M")': 2,
    "years and months duration(@\"2024-02-29\", @\"2026-02-28\")": Months(23),
    "zaak.ontvangstdatum.weekday": 2,
    "day of week(zaak.ontvangstdatum)": "Tuesday",
    "week of year(zaak.ontvangstdatum)": 13,
    'time("09:30:00") + duration("PT45M")': time(10, 15),
    '@"2026-03-24T09:00:00Z"': datetime(2026, 3, 24, 9, tzinfo=UTC),
    '@"2026-03-24T10:00:00@Europe/Amsterdam" = @"2026-03-24T09:00:00Z"': True,
    'string(@"2026-03-28T12:00:00@Europe/Paris" + duration("PT24H"))': "2026-03-29T13:00:00@Europe/Paris",
    '@"2026-03-24T09:00:00" < @"2026-03-24T09:00:00Z"': None,
    '@"2026-03-24" < @"2026-03-24T09:00:00"': None,
    'string(duration("PT90M"))': "PT1H30M",
    'duration("P1DT2H").hours': 2,
    # types and ranges
    "1 instance of number": True,
    'zaak.ontvangstdatum instance of date and duration("P1M") instance of years and months duration': True,
    "[1, 2] instance of list<number>": True,
    '[1, "a"] instance of list<number>': False,
    "{a: 1} instance of context<a: number>": True,
    "null instance of any": False,
    "[1..5].end + (>= 3).start": 8,
    "before(1, [2..3]) and during(2, [1..3]) and meets([1..2], [2..3])": True,
    "overlaps([1..3], [3..5]) and not(overlaps([1..3), [3..5]))": True,
    "starts(1, [1..3]) and finishes(3, [1..3]) and includes([1..3], 2)": True,
    'range("[1..3)") = [1..3)': True,
    "is(1, 1.0) and not(is(@\"10:00:00Z\", @\"10:00:00@Etc/UTC\"))": True,
}  # fmt: skip


@pytest.mark.parametrize(("source", "value"), VALUES.items(), ids=VALUES)
def test_an_expression_has_its_value(source, value):
    found = parse_expression(source).evaluate(ZAAK)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)
    assert to_json(found) == to_json(value)


def test_names_with_operators_win_when_they_are_known():
    context = {
        "Pre-bureau risk category": "LOW",
        "a": 5,
        "b": 2,
        "voor-en nadelen": 1,
        "Terms and conditions": 3,
    }
    names = list(context)
    assert parse_expression("Pre-bureau risk category", names=names).evaluate(context) == "LOW"
    assert parse_expression("a-b", names=names).evaluate(context) == 3
    assert parse_expression("Terms and conditions + voor-en  nadelen", names=names).evaluate(context) == 4


def test_a_float_from_outside_keeps_the_decimals_it_shows():
    context = {"bedrag": 0.1, "bedragen": [0.1, 0.2], "rij": (1, 2.5), "diep": {"x": [{"y": 0.5}]}}
    assert parse_expression("bedrag + 0.2 = 0.3").evaluate(context) is True
    assert parse_expression("sum(bedragen)").evaluate(context) == Decimal("0.3")
    assert parse_expression("sum(rij) + diep.x[1].y").evaluate(context) == 4
    assert parse_expression("diep = {x: [{y: 0.5}]}").evaluate(context) is True
    assert parse_expression("string(diep)").evaluate(context) == "{x: [{y: 0.5}]}"
    assert to_json(parse_expression("diep").evaluate(context)) == context["diep"]
    assert parse_expression("bedrag").evaluate({"bedrag": float("nan")}) is None
