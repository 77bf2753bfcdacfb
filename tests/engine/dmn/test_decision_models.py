"""Models of several decisions: what requires what, types, knowledge models, services, boxed expressions."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn import DmnError, parse_decisions
from engine.feel.values import Months
from tests.counting import counted
from tests.engine.dmn.models import decision, document, literal, model, needs, table

TYPES = """
<itemDefinition name="tSoort"><typeRef>string</typeRef>
  <allowedValues><text>"wmo", "jeugd"</text></allowedValues></itemDefinition>
<itemDefinition name="tZaak">
  <itemComponent name="soort"><typeRef>tSoort</typeRef></itemComponent>
  <itemComponent name="ontvangen"><typeRef>date</typeRef></itemComponent>
  <itemComponent name="bedragen" isCollection="true"><typeRef>number</typeRef></itemComponent>
</itemDefinition>
<inputData id="zaak" name="Zaak"><variable name="Zaak" typeRef="tZaak"/></inputData>
"""
ZAAK = {"soort": "wmo", "ontvangen": "2026-03-24", "bedragen": [1, 2]}


def test_a_decision_uses_the_decisions_it_requires():
    made = model(
        decision("Einde", literal("Begin + 1"), requires=needs("Decision", "begin")),
        decision("Begin", literal("getal * 2")),
    )
    assert made.evaluate("Einde", {"getal": 5}) == 11
    assert list(made.decisions.items()) == [("einde", "Einde"), ("begin", "Begin")]


def test_an_unknown_decision_is_refused_with_the_known_names():
    with pytest.raises(DmnError, match="Oordeel"):
        model(decision("Oordeel", literal("1"))).evaluate("Ordeel", {})


def test_texts_become_dates_where_the_model_asks_for_dates():
    made = model(
        TYPES,
        decision("Einde", literal('Zaak.ontvangen + duration("P42D")'), requires=needs("Input", "zaak")),
    )
    assert made.evaluate("Einde", {"Zaak": ZAAK}) == date(2026, 5, 5)
    assert made.inputs() == {"zaak": "Zaak"}


@pytest.mark.parametrize(
    "wrong",
    [{"soort": "brug"}, {"ontvangen": "gisteren"}, {"bedragen": ["a"]}, {"bedragen": "a"}, {"soort": 3}],
)
def test_an_input_that_is_not_of_its_type_is_refused(wrong):
    made = model(TYPES, decision("Soort", literal("Zaak.soort"), requires=needs("Input", "zaak")))
    assert made.evaluate("Soort", {"Zaak": ZAAK}) == "wmo"
    with pytest.raises(DmnError, match="'Zaak'"):
        made.evaluate("Soort", {"Zaak": {**ZAAK, **wrong}})
    assert made.evaluate("Soort", {"Zaak": {**ZAAK, **wrong}}, lenient=True) is None


def test_an_outcome_of_another_type_is_null():
    assert model(decision("Getal", literal('"a"'), type_ref="number")).evaluate("Getal", {}) is None


def test_a_type_that_refers_to_itself_is_refused():
    looping = '<itemDefinition name="tA"><typeRef>tA</typeRef></itemDefinition>'
    with pytest.raises(DmnError, match="tA"):
        model(looping, decision("X", literal("1"), type_ref="tA"))


def test_a_knowledge_model_is_a_function_of_its_parameters():
    knowledge = f"""<businessKnowledgeModel id="kosten" name="kosten per dag"><encapsulatedLogic>
      <formalParameter name="dagen" typeRef="number"/>{literal("dagen * 10")}</encapsulatedLogic>
    </businessKnowledgeModel>"""
    made = model(
        knowledge, decision("Totaal", literal("kosten per dag(n) + 1"), requires=needs("Knowledge", "kosten"))
    )
    assert made.evaluate("Totaal", {"n": 3}) == 31
    assert made.evaluate("Totaal", {"n": "drie"}) is None


def test_an_invocation_binds_parameters_by_name():
    knowledge = f"""<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="a"/>
      <formalParameter name="b"/>{literal("a - b")}</encapsulatedLogic></businessKnowledgeModel>"""
    bindings = "".join(
        f'<binding><parameter name="{name}"/>{literal(text)}</binding>'
        for name, text in (("b", "1"), ("a", "n"))
    )
    logic = f"<invocation>{literal('f')}{bindings}</invocation>"
    assert (
        model(knowledge, decision("X", logic, requires=needs("Knowledge", "f"))).evaluate("X", {"n": 5}) == 4
    )


def test_a_decision_service_takes_its_input_decisions_as_given():
    service = """<decisionService id="dienst" name="Dienst">
      <outputDecision href="#uit"/><inputDecision href="#in"/>
      </decisionService>"""
    made = model(
        service,
        decision("Uit", literal("In + 1"), requires=needs("Decision", "in")),
        decision("In", literal("100")),
        decision("Twee keer", literal("Dienst(3) * 2"), requires=needs("Knowledge", "dienst")),
    )
    assert made.evaluate("Uit", {}) == 101
    assert made.evaluate("Dienst", {"In": 1}) == 2
    assert made.evaluate("Twee keer", {}) == 8
    with pytest.raises(DmnError, match="'In'"):
        made.evaluate("Dienst", {})


def test_a_context_is_read_from_top_to_bottom_and_its_nameless_entry_is_the_result():
    entries = "".join(
        f'<contextEntry><variable name="{name}"/>{literal(text)}</contextEntry>'
        for name, text in (("a", "n + 1"), ("b", "a * 2"))
    )
    assert model(decision("X", f"<context>{entries}</context>")).evaluate("X", {"n": 1}) == {"a": 2, "b": 4}
    result = f"<contextEntry>{literal('a + b')}</contextEntry>"
    assert model(decision("X", f"<context>{entries}{result}</context>")).evaluate("X", {"n": 1}) == 6


def test_boxed_lists_relations_functions_and_iterations_have_their_value():
    relation = f"""<relation><column name="naam"/><column name="dagen"/>
      <row>{literal('"a"')}{literal("1")}</row><row>{literal('"b"')}{literal("2")}</row></relation>"""
    function = f'<functionDefinition><formalParameter name="x"/>{literal("x + 1")}</functionDefinition>'
    choice = f"<if>{literal('n > 1')}</if><then>{literal('1')}</then><else>{literal('2')}</else>"
    inner = f"<in>{literal('[1, 2, 3]')}</in>"
    boxes = {
        f"<list>{literal('1')}{literal('n')}</list>": [1, 5],
        relation: [{"naam": "a", "dagen": 1}, {"naam": "b", "dagen": 2}],
        f"<invocation>{function}<binding><parameter name='x'/>{literal('n')}</binding></invocation>": 6,
        f"<conditional>{choice}</conditional>": 1,
        f"<filter>{inner}<match>{literal('item > 1')}</match></filter>": [2, 3],
        f"<for iteratorVariable='i'>{inner}<return>{literal('i * n')}</return></for>": [5, 10, 15],
        f"<some iteratorVariable='i'>{inner}<satisfies>{literal('i > 2')}</satisfies></some>": True,
        f"<every iteratorVariable='i'>{inner}<satisfies>{literal('i > 2')}</satisfies></every>": False,
    }
    for logic, value in boxes.items():
        made = model(decision("X", logic))
        assert made.problems() == []
        assert made.evaluate("X", {"n": 5}) == value


def test_supplied_functions_work_in_cells():
    logic = table(
        ['termijn("afdoening") - today()'],
        ["x"],
        [['< duration("P7D")', '"herinneren"'], ["-", '"wachten"']],
        policy="F",
    )
    made = parse_decisions(document(decision("X", logic)), "x.dmn", functions=["termijn"])
    clock = {"today": lambda: date(2026, 5, 1), "termijn": lambda key: date(2026, 5, 6)}
    assert made.problems() == []
    assert made.evaluate("X", {}, clock) == "herinneren"


def test_every_version_of_the_standard_is_read():
    for version in (
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ):
        assert model(decision("X", literal("1")), namespace=version).evaluate("X", {}) == 1


def test_decisions_that_need_each_other_are_a_problem_and_not_an_endless_loop():
    made = model(
        decision("A", literal("B"), requires=needs("Decision", "b")),
        decision("B", literal("A"), requires=needs("Decision", "a")),
    )
    assert {problem.element for problem in made.problems()} == {"a", "b"}
    with pytest.raises(DmnError, match="zichzelf"):
        made.evaluate("A", {})


def test_a_knowledge_model_that_calls_itself_for_ever_is_stopped():
    knowledge = f"""<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>
      {literal("f(n + 1) + f(n + 2)")}</encapsulatedLogic></businessKnowledgeModel>"""
    made = model(knowledge, decision("X", literal("f(1)"), requires=needs("Knowledge", "f")))
    with counted(200_000), pytest.raises(DmnError, match=r"lagen|stappen"):
        made.evaluate("X", {})


def test_loops_in_many_cells_share_one_budget():
    cell = "count(for i in 1..900 return i) > 0"
    rules = [[f"{cell} and ? = {n}", "1"] for n in range(200)]
    made = model(decision("X", table(["n"], ["x"], rules)))
    with counted(200_000), pytest.raises(DmnError, match="stappen"):
        made.evaluate("X", {"n": 3})


@pytest.mark.parametrize(
    "data",
    [
        b"", b"geen xml", b"<html/>", b"<definitions/>", b"<a", document().replace(b"DMN", b"BPMN"),
        b'<!DOCTYPE x [<!ENTITY a "b">]><definitions/>', b"\x00" * 100, b"<definitions>" * 5000,
        b"x" * 3_000_000,
    ],
)  # fmt: skip
def test_what_is_no_decision_model_is_refused(data):
    with pytest.raises(DmnError):
        parse_decisions(data, "proef.dmn")


def test_two_elements_with_one_id_are_refused():
    with pytest.raises(DmnError, match="twee keer"):
        model(decision("X", literal("1")), decision("X", literal("2")))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (decision("X", ""), "ontbreekt een beslistabel"),
        (decision("X", literal("1 +")), "niet af"),
        (decision("X", literal("1"), requires=needs("Decision", "y")), "'y', dat niet bestaat"),
        (
            decision(
                "X", '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>'
            ),
            "FEEL",
        ),
        ('<businessKnowledgeModel id="f" name="f"/>', "geen inhoud"),
        (
            decision("X", literal("1")).replace("\n", "")
            + '<decisionService id="d" name="d"><outputDecision href="#x"/>'
            '<inputData href="#weg"/></decisionService>',
            "'weg', dat niet bestaat",
        ),
        ('<decisionService id="d" name="d"/>', "geen uitkomst"),
        ('<import name="ander" namespace="y" importType="DMN"/>', "import"),
        (
            decision("X", f'<functionDefinition kind="Java">{literal("1")}</functionDefinition>'),
            "andere taal",
        ),
    ],
)
def test_a_faulty_element_is_listed_with_its_line(part, words):
    (problem,) = model(part).problems()
    assert words in problem.message
    assert problem.line == 2


def test_yearly_durations_are_read_from_text():
    made = model(
        '<inputData id="d" name="d"><variable name="d" typeRef="yearMonthDuration"/></inputData>',
        decision("X", literal("d"), requires=needs("Input", "d")),
    )
    assert made.evaluate("X", {"d": "P1Y"}) == Months(12)


WORDS = st.sampled_from(
    ["1", '"a"', "-", "?", "n", "[1..2]", "]", "{", "(", "for", "in", "+", ">", "null", "not(", '"']
)
CELL = st.text(max_size=20) | st.lists(WORDS, max_size=6).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(CELL, CELL, CELL, CELL, st.sampled_from(["UNIQUE", "ANY", "PRIORITY", "COLLECT", "OUTPUT ORDER"]))
def test_whatever_stands_in_the_cells_gives_an_answer_or_a_dmn_error(question, cell, result, values, policy):
    logic = table([question], ["x"], [[cell, result], ["-", "1"]], policy=policy, values=values)
    try:
        made = model(decision("X", logic))
        made.evaluate("X", {"n": 1}, lenient=True)
        made.evaluate("X", {"n": 1})
    except DmnError:
        return
    assert made.problems() == []
