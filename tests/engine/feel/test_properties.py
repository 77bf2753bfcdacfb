"""What holds for every input: three-valued logic, arithmetic, and text that is no FEEL at all."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import FeelError, parse_expression, parse_unary_tests, to_json
from engine.feel.text import to_text
from engine.feel.values import Months

TRUTH = st.sampled_from([True, False, None])
NUMBER = st.integers(-(10**12), 10**12) | st.decimals(-(10**9), 10**9, allow_nan=False, places=6)
SYMBOLS = r'. .. , ( ) [ ] { } : + - * / ** = != < <= > >= ? @ "a" "P1D" 1 2.5 ]1..2[ // /* */ \ é'
KEYWORDS = """true false null if then else for in return some every satisfies function and or not between
instance of zaak ernst list number date count substring item partial"""
WORDS = st.sampled_from([*SYMBOLS.split(), *KEYWORDS.split(), "\n", "'"])
AND, OR = parse_expression("a and b"), parse_expression("a or b")
NOT = parse_expression("not(a)")


def kleene(value):
    """Return the truth value as a number, null half way."""
    return {False: 0.0, None: 0.5, True: 1.0}[value]


@given(TRUTH, TRUTH)
def test_and_is_the_least_and_or_the_greatest_of_three_truth_values(a, b):
    context = {"a": a, "b": b}
    assert kleene(AND.evaluate(context)) == min(kleene(a), kleene(b))
    assert kleene(OR.evaluate(context)) == max(kleene(a), kleene(b))
    assert kleene(NOT.evaluate(context)) == 1 - kleene(a)


@given(NUMBER, NUMBER)
def test_exactly_one_of_less_equal_and_greater_holds(a, b):
    context = {"a": a, "b": b}
    outcomes = [parse_expression(source).evaluate(context) for source in ("a < b", "a = b", "a > b")]
    assert outcomes.count(True) == 1
    assert outcomes.count(False) == 2


@given(NUMBER, NUMBER, st.booleans(), st.booleans(), NUMBER)
def test_membership_of_a_range_equals_two_comparisons(low, high, closed_low, closed_high, value):
    interval = f"{'[' if closed_low else ']'}low..high{']' if closed_high else '['}"
    comparisons = f"value {'>=' if closed_low else '>'} low and value {'<=' if closed_high else '<'} high"
    context = {"low": low, "high": high, "value": value}
    assert parse_expression(f"value in {interval}").evaluate(context) == parse_expression(
        comparisons
    ).evaluate(context)
    assert parse_unary_tests(interval).matches(value, context) == parse_expression(comparisons).evaluate(
        context
    )


@given(st.integers(), st.integers(), st.integers().filter(bool))
def test_whole_numbers_stay_exact_up_to_thirty_four_digits(a, b, c):
    context = {"a": a, "b": b, "c": c}
    for source, exact in (("a + b", a + b), ("a - b", a - b), ("a * b", a * b), ("modulo(a, c)", a % c)):
        found = parse_expression(source).evaluate(context)
        if abs(exact) < 10**34:
            assert found == exact
        else:
            assert abs(found - exact) <= abs(exact) * Decimal("1e-33")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-4000, 4000))
def test_adding_days_and_taking_the_difference_are_each_others_reverse(day, days):
    context = {"dag": day, "duur": timedelta(days=days)}
    assert parse_expression("(dag + duur) - dag = duur").evaluate(context) is True
    assert parse_expression("dag + duur").evaluate(context) == day + timedelta(days=days)


@given(st.timedeltas(timedelta(days=-9999), timedelta(days=9999)) | st.integers(-9999, 9999).map(Months))
def test_a_duration_survives_being_written_and_read(duration):
    assert parse_expression("duration(string(d))").evaluate({"d": duration}) == duration


@given(st.text(max_size=40))
def test_a_text_survives_being_quoted(text):
    quoted = to_text([text])
    assert parse_expression(quoted).evaluate({}) == [text] if "\x7f" not in text else True


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(WORDS, max_size=25).map(" ".join)
    | st.lists(WORDS, max_size=25).map("".join)
)
def test_whatever_is_typed_gives_a_value_or_a_feel_error(source):
    context = {"zaak": {"ernst": 3}, "item": [1, 2]}
    for parse in (parse_expression, parse_unary_tests):
        try:
            compiled = parse(source, names=["zaak", "zaak-ernst"])
            if parse is parse_expression:
                to_json(compiled.evaluate(context))
            else:
                assert compiled.matches(3, context) in (True, False)
        except FeelError:
            continue


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | NUMBER | st.text(max_size=5) | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_every_value_equals_itself_and_becomes_json(value):
    found = parse_expression("x = x").evaluate({"x": value})
    assert found is True
    to_json(value)
    assert parse_expression("string(x)").evaluate({"x": value}) is None or value is not None
