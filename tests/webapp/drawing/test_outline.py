from tests.webapp.drawing.diagrams import INNER, MAIN
from webapp.drawing import Course, outline

BOTH = Course({"hoofd": MAIN, "binnen": INNER})


def named(node) -> bool:
    return bool(node.name) and node.kind in {"userTask", "endEvent"}


def test_the_steps_stand_in_the_order_in_which_work_reaches_them():
    assert [step.id for step in outline(MAIN)] == [
        "begin", "bellen", "laat", "opgelost", "melden", "klaar", "onderzoek",
    ]  # fmt: skip


def test_a_step_says_what_it_is_who_does_it_and_what_can_follow():
    steps = {step.id: step for step in outline(MAIN, {"bellen": "current"})}
    assert (steps["bellen"].kind, steps["bellen"].lane) == ("taak", "Klachtbehandelaar")
    assert steps["bellen"].state_text == "hier staat de zaak nu"
    assert steps["opgelost"].next == (("Ja", "Klaar & gesloten"), ("Nee", "Onderzoek"))


def test_what_comes_next_goes_into_a_called_process():
    assert [node.id for node in BOTH.next(["bellen"], named)] == ["klaar", "horen"]


def test_what_comes_next_comes_out_of_a_called_process_again():
    assert [node.id for node in BOTH.next(["horen"], lambda node: node.id == "klaar")] == ["klaar"]


def test_a_timer_on_the_side_is_not_what_comes_next():
    assert "melden" not in [node.id for node in BOTH.next(["bellen"], lambda node: bool(node.name))]


def test_a_step_in_a_called_process_is_also_a_step_of_its_caller():
    assert BOTH.callers(["horen"]) == {"onderzoek"}
    assert BOTH.callers(["bellen"]) == set()


def test_properties_of_an_element_come_along():
    assert BOTH.nodes["bellen"].properties["inwoner_titel"] == "Wij bellen u"
