"""What forms.js decides in the browser is what the server decides."""

import json
import subprocess
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from engine.forms import dutch
from engine.forms.browser import browser_tree
from engine.forms.conditions import Condition
from tests.programs import program

SCRIPT = Path(__file__).parents[3] / "webapp/static/js/forms.js"

ANSWERS: dict[str, Any] = {
    "tekst": "wmo",
    "ander": "jeugd",
    "cijfers": "10",
    "getal": 5,
    "kommagetal": 7.5,
    "waar": True,
    "onwaar": False,
    "lijst": ["wmo", "jeugd"],
    "leeg": [],
    "niets": None,
    "dag": date(2026, 3, 24),
    "inwoner": {"naam": "A. Jansen", "dag": date(2026, 3, 25)},
}
FLAT: dict[str, Any] = {**{k: v for k, v in ANSWERS.items() if k != "inwoner"}}
FLAT |= {f"inwoner.{name}": value for name, value in ANSWERS["inwoner"].items()}
LITERALS = ['"wmo"', "5", "-7.50", "true", "null", 'date("2026-03-24")', "onbekend"]
OPERANDS = [*FLAT, *LITERALS]
COMPARISONS = [
    f"{left} {sign} {right}" for left, right in product(OPERANDS, OPERANDS) for sign in ("=", "!=", "<", ">=")
]
MEMBERS = [
    text
    for value in OPERANDS
    for text in (
        f'{value} in ["wmo", "jeugd"]',
        f'{value} in (5, true, null, date("2026-03-24"))',
        f"list contains(lijst, {value})",
        f'list contains({value}, "wmo")',
        f"list contains({value}, null)",
        f"not({value})",
    )
]
TRUTHS = ["waar", "onwaar", "niets", "tekst", "getal = 5"]
COMBINED = [
    f"{a} {both} {b} {either} {c}"
    for a, b, c in product(TRUTHS, repeat=3)
    for both, either in [("and", "or"), ("or", "and")]
]
GROUPED = ["not(waar and (niets or onwaar))", "(waar)", "  waar  ", 'not(not(tekst in ["wmo"]))']
CONDITIONS = [*COMPARISONS, *MEMBERS, *COMBINED, *GROUPED]


def in_node(code: str, data: Any) -> Any:
    """Run `code` with `forms` (what forms.js exports) and `data`; return what it gives."""
    script = f"const forms = require({json.dumps(str(SCRIPT))});"
    script += "const data = JSON.parse(require('fs').readFileSync(0));"
    script += f"process.stdout.write(JSON.stringify(({code})));"
    command = [program("node", "nodejs", package="nodejs"), "-e", script]
    run = subprocess.run(
        command, input=json.dumps(data), capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def as_browser(value: Any) -> Any:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def dotted(tree: list[Any]) -> list[Any]:
    """Name questions as the page does: by their whole path."""
    if tree[0] == "name":
        return ["name", ".".join(tree[1:])]
    return [dotted(part) if isinstance(part, list) else part for part in tree]


def test_the_browser_and_the_server_agree_on_every_condition() -> None:
    trees = [browser_tree(condition) for condition in CONDITIONS]
    assert None not in trees
    data = {
        "trees": [dotted(tree) for tree in trees if tree],
        "answers": {k: as_browser(v) for k, v in FLAT.items()},
    }
    browser = in_node("data.trees.map((tree) => forms.evaluate(tree, data.answers))", data)
    server = [as_browser(Condition.parse(condition).value(ANSWERS)) for condition in CONDITIONS]
    differences = [
        (condition, ours, theirs)
        for condition, ours, theirs in zip(CONDITIONS, server, browser, strict=True)
        if ours != theirs or type(ours) is not type(theirs)
    ]
    assert differences == []


@pytest.mark.parametrize(
    "condition",
    [
        "count(lijst) > 1",
        'starts with(tekst, "w")',
        "getal + 1 = 6",
        "getal in [1..9]",
        "getal between 1 and 9",
        "if waar then 1 else 2",
        "some x in lijst satisfies x = 1",
        "lijst[1]",
        'tekst in ["a", ander]',
        '"a\\"b" = tekst',
        "today() > dag",
        'date("24 maart")',
        "1 = 2 = 3",
        "(" * 60 + "waar" + ")" * 60,
        "",
        "=",
        "waar and",
        "'x'",
    ],
)
def test_what_the_browser_does_not_know_is_left_to_the_server(condition: str) -> None:
    assert browser_tree(condition) is None


def reads(parse: Callable[..., Any], *typed: str) -> Any:
    try:
        return parse(*typed)
    except ValueError:
        return None


NUMBERS = [
    "12",
    "12,5",
    "1.234,56",
    "1.234",
    "0.125",
    "12.5",
    "-3",
    "−3",
    "€ 5",
    ",5",
    "1,2,3",
    "1.23,4",
    "abc",
    "",
    "1e5",
]
DAYS = [
    ("24", "3", "2026"),
    ("31", "2", "2026"),
    ("29", "2", "2024"),
    ("24", "maart", "2026"),
    ("24", "Mrt.", "2026"),
    ("1", "ju", "2026"),
    ("1", "jun", "2026"),
    ("24", "13", "2026"),
    ("24", "0", "2026"),
    ("24", "3", "26"),
    ("24", "3", "1800"),
    ("", "3", "2026"),
    (" 4 ", " 3 ", " 2026 "),
    ("x", "3", "2026"),
]


def test_the_browser_reads_numbers_as_the_server_does() -> None:
    browser = in_node("data.map((text) => forms.readNumber(text))", NUMBERS)
    server = [reads(dutch.parse_number, text) for text in NUMBERS]
    assert browser == [None if number is None else float(number) for number in server]


def test_the_browser_reads_dates_as_the_server_does() -> None:
    browser = in_node("data.map((boxes) => forms.readDate(...boxes))", DAYS)
    boxes = [dict(zip(("dag", "maand", "jaar"), day, strict=True)) for day in DAYS]
    server = [reads(dutch.parse_date_parts, day) for day in boxes]  # type: ignore[arg-type]
    assert browser == [None if day is None else {"date": day.isoformat()} for day in server]
