"""Decision tables: each hit policy, defaults, allowed values, and what a faulty table says."""

import pytest

from engine.dmn import DmnError
from tests.engine.dmn.models import decision, model, table

RULES = [
    ["< 10", '"laag"'],
    ["[5..15]", '"midden"'],
    ["[5..15]", '"midden"'],
    ["> 12", '"hoog"'],
]


def answer(policy, amount, *, rules=RULES, **options):
    made = model(decision("Oordeel", table(["bedrag"], ["klasse"], rules, policy=policy, **options)))
    assert made.problems() == []
    return made.evaluate("Oordeel", {"bedrag": amount})


def test_unique_gives_the_one_rule_that_applies():
    assert answer("UNIQUE", 1) == "laag"
    assert answer("UNIQUE", 20) == "hoog"


def test_unique_refuses_two_rules_and_names_them():
    with pytest.raises(DmnError, match="1, 2, 3") as caught:
        answer("UNIQUE", 7)
    assert caught.value.line == 2


def test_the_policy_is_unique_when_none_is_given():
    with pytest.raises(DmnError):
        answer("UNIQUE", 13)


def test_any_allows_more_rules_with_the_same_outcome_only():
    assert answer("ANY", 11) == "midden"
    with pytest.raises(DmnError, match="verschillende uitkomsten"):
        answer("ANY", 7)


def test_first_gives_the_first_rule_in_the_table():
    assert answer("FIRST", 7) == "laag"
    assert answer("FIRST", 13) == "midden"


def test_priority_gives_the_outcome_that_is_first_in_the_output_values():
    assert answer("PRIORITY", 7, values='"hoog", "midden", "laag"') == "midden"
    assert answer("PRIORITY", 7, values='"laag", "midden", "hoog"') == "laag"


def test_rule_order_gives_all_outcomes_in_table_order():
    assert answer("RULE ORDER", 13) == ["midden", "midden", "hoog"]


def test_output_order_gives_all_outcomes_in_the_order_of_the_output_values():
    assert answer("OUTPUT ORDER", 13, values='"hoog", "midden", "laag"') == ["hoog", "midden", "midden"]


def test_collect_gives_all_outcomes():
    assert answer("COLLECT", 13) == ["midden", "midden", "hoog"]


@pytest.mark.parametrize(("aggregation", "value"), [("SUM", 7), ("MIN", 1), ("MAX", 4), ("COUNT", 3)])
def test_collect_can_add_up_compare_or_count(aggregation, value):
    rules = [["> 1", "1"], ["> 2", "2"], ["> 3", "4"], ["> 99", "100"]]
    assert answer("COLLECT", 5, rules=rules, aggregation=aggregation) == value


def test_when_no_rule_applies_the_answer_is_null_or_the_default():
    rules = [["> 100", '"hoog"']]
    assert answer("UNIQUE", 5, rules=rules) is None
    assert answer("UNIQUE", 5, rules=rules, defaults=['"gewoon"']) == "gewoon"
    assert answer("COLLECT", 5, rules=rules, aggregation="COUNT") == 0


def test_several_outputs_make_a_context():
    logic = table(
        ["soort"], ["route", "dagen"], [['"wmo"', '"team zorg"', "5"], ["-", '"balie"', "2 + 1"]], policy="F"
    )
    made = model(decision("Route", logic))
    assert made.evaluate("route", {"soort": "wmo"}) == {"route": "team zorg", "dagen": 5}
    assert made.evaluate("route", {"soort": "iets"}) == {"route": "balie", "dagen": 3}


def test_a_rule_needs_all_its_conditions():
    logic = table(
        ["zaak.soort", "zaak.ernst"],
        ["x"],
        [['"wmo", "jeugd"', ">= 3", "true"], ['not("wmo")', "-", "false"]],
    )
    made = model(decision("Spoed", logic))
    assert made.evaluate("Spoed", {"zaak": {"soort": "wmo", "ernst": 3}}) is True
    assert made.evaluate("Spoed", {"zaak": {"soort": "wmo", "ernst": 2}}) is None
    assert made.evaluate("Spoed", {"zaak": {"soort": "schulden", "ernst": 2}}) is False


def test_an_empty_cell_lets_everything_pass():
    made = model(decision("Alles", table(["a", "b"], ["x"], [["", "-", "1"]])))
    assert made.evaluate("Alles", {"a": None, "b": 3}) == 1


def test_a_null_input_passes_only_a_test_for_null():
    made = model(
        decision("Leeg", table(["a"], ["x"], [["> 3", "1"], ["null", "2"], ["not(null)", "3"]], policy="F"))
    )
    assert [made.evaluate("Leeg", {"a": value}) for value in (4, None, 1)] == [1, 2, 3]


def test_a_table_can_be_walked_through_with_texts_and_lines():
    made = model(
        decision("Oordeel", table(["bedrag"], ["klasse"], RULES, policy="COLLECT", aggregation="COUNT"))
    )
    (info,) = made.tables()
    assert (info.hit_policy, info.outputs, info.inputs[0].source) == ("COLLECT COUNT", ("klasse",), "bedrag")
    rule, conditions, results = info.rules[1]
    assert (rule, conditions[0].source, results[0].source) == ("regel2", "[5..15]", '"midden"')
    assert (conditions[0].line, conditions[0].element) == (4, "c2_0")
    assert made.texts()[0].compiled.names == {("bedrag",)}


@pytest.mark.parametrize(
    ("logic", "element", "words"),
    [
        (table(["bedrag"], ["x"], [["> > 3", "1"]]), "c1_0", "hoort hier niet"),
        (table(["bedrag"], ["x"], [["3", "foo(1)"]]), "c1_1", "'foo' bestaat niet"),
        (table(["bedrag +"], ["x"], [["3", "1"]]), "in0", "niet af"),
        (table([""], ["x"], [["3", "1"]]), "in0", "geen uitdrukking"),
        (table(["bedrag"], ["x"], [["3"]]), "regel1", "evenveel cellen"),
        (table(["bedrag"], [], [["3"]]), "tabel", "geen uitvoerkolom"),
        (table(["bedrag"], ["x"], [["3", "1"]], policy="BESTE"), "tabel", "BESTE"),
        (table(["bedrag"], ["x"], [["3", "1"]], values='"a'), "out0", "uitvoerwaarden"),
    ],
)
def test_a_faulty_table_says_where_and_what_and_is_not_used(logic, element, words):
    made = model(decision("Fout", logic))
    (problem,) = made.problems()
    assert problem.element == element
    assert words in problem.message
    assert problem.line >= 2
    with pytest.raises(DmnError):
        made.evaluate("Fout", {"bedrag": 3})
