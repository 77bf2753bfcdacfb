"""The page for who draws a process tells everything that can be filled in, and nothing else."""

import re
from pathlib import Path

import pytest

from engine.bpmn.blocks import BLOCKS
from engine.check.law.carriers import CARRIERS
from engine.check.profile import PROPERTIES
from engine.check.steps import CHANNELS, RECIPIENTS, TERM_ACTIONS
from engine.check.vocabulary import FUNCTIONS, SUPPLIED
from engine.definition import VOCABULARY
from engine.feel import parse_expression
from engine.feel.builtins import BUILTINS

PAGE = (Path(__file__).parents[3] / "docs" / "bouwstenen.md").read_text("utf-8")
CODE = r"`([^`]+)`"


def section(heading: str) -> str:
    """Return the text under a heading, up to the next one of any level."""
    return PAGE.split(f" {heading}\n", 1)[1].split("\n#", 1)[0]


def column(text: str, number: int) -> list[str]:
    """Return the names in one column of the tables in `text`."""
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("|")]
    return [name for row in rows for name in re.findall(CODE, row[number])]


def test_every_building_block_has_its_own_heading():
    assert re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE) == list(BLOCKS)


@pytest.mark.parametrize("kind", BLOCKS)
def test_the_headers_of_a_building_block_are_all_there(kind):
    block = BLOCKS[kind]
    assert column(section(f"`{kind}`"), 0)[: len(block.required)] == list(block.required)
    named = set(column(section(f"`{kind}`"), 0))
    assert named - {"zaak.…"} == {*block.required, *block.optional}
    assert ("\n| elk" in section(f"`{kind}`")) == block.open_ended


def test_the_values_that_headers_can_have_are_all_there():
    assert {*RECIPIENTS, *CHANNELS} <= set(column(section("`brief`"), 2))
    assert set(TERM_ACTIONS) <= set(column(section("`termijn`"), 2))


def test_every_property_is_explained_and_no_other():
    assert set(column(section("Eigenschappen"), 0)) == PROPERTIES


@pytest.mark.parametrize("marker", CARRIERS)
def test_a_legal_marker_is_explained_with_what_its_step_must_be(marker):
    text, carrier = section("Wettelijke markeringen"), CARRIERS[marker]
    [row] = re.findall(rf"^\| `{re.escape(marker)}` \| (.*) \| .* \|$", text, re.MULTILINE)
    named = re.findall(CODE, row)
    asked = {carrier.recipient, carrier.needs, carrier.block, carrier.sets, carrier.passes}
    asked |= {*carrier.asks, carrier.beside, carrier.apart}
    assert asked - {"", "registreer"} == {*named} - {"registreer"}
    assert ("brief" in row) == bool(carrier.recipient)
    assert ("taak" in row) == ("userTask" in carrier.tags)


def test_no_legal_marker_is_explained_that_means_nothing():
    assert set(column(section("Wettelijke markeringen"), 0)) == set(CARRIERS)


@pytest.mark.parametrize("root", SUPPLIED)
def test_the_facts_that_are_there_without_asking_are_listed(root):
    row = re.search(rf"^\| `{root}` \| (.*) \|$", PAGE, re.MULTILINE)
    assert set(re.findall(CODE, row[1])) == SUPPLIED[root]


def test_every_function_of_our_own_is_explained():
    shown = {name.split("(")[0] for name in column(section("Onze eigen functies"), 0)}
    assert shown == set(FUNCTIONS) == set(VOCABULARY)


def test_every_function_of_the_language_is_listed_once():
    listed = column(section("De functies van FEEL"), 1)
    assert sorted(listed) == sorted(BUILTINS)


@pytest.mark.parametrize(
    "line",
    [line for block in re.findall(r"```feel\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()],
)
def test_every_example_is_a_good_expression(line):
    parse_expression(line, functions=VOCABULARY)
