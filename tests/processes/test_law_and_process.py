"""docs/wet-en-proces.md says where each demand is met: whatever it names exists, and no row is empty."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bundle import Bundle
from tests.processes.test_structure import all_elements

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/wet-en-proces.md"
HEAD = ["bron", "eis", "stap", "vraag of gegeven", "brief", "proef"]
NOTHING = "–"


def rows() -> Iterator[list[str]]:
    """Yield the cells of each row that answers a demand."""
    wanted = False
    for line in PAGE.read_text("utf-8").splitlines():
        if not line.startswith("|"):
            wanted = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells == HEAD:
            wanted = True
        elif wanted and not set(line) <= set("|- "):
            yield cells


ROWS = list(rows())
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1][:40]}")


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture(scope="module")
def steps() -> set[str]:
    """Every process, step and decision."""
    return {name for element in all_elements() for name in (element.id, element.process, element.decision)}


@pytest.fixture(scope="module")
def questions(shipped: Bundle) -> set[str]:
    """Every question as `task.key`, and every fact that a start form asks or a step registers."""
    found = {"zaak.afgedaan_op"}  # by the building block `termijn`
    found |= {header for element in all_elements() for header in element.headers if "." in header}
    for path, data in shipped.forms():
        for key in re.findall(r'"(?:key|path)": "([^"]+)"', data.decode()):
            found |= {f"{Path(path).stem}.{key}", key}
    return found


@each_row
def test_a_row_names_what_exists(
    row: list[str], shipped: Bundle, steps: set[str], questions: set[str]
) -> None:
    letters = {Path(path).stem for path, _ in shipped.letters()}
    assert [name for name in named(row[2]) if name not in steps] == []
    assert [name for name in named(row[3]) if name not in questions] == []
    assert [name for name in named(row[4]) if name not in letters] == []
    assert [name for name in named(row[5]) if not (ROOT / name).exists()] == []


@each_row
def test_a_demand_is_met_and_shown_or_says_why_not(row: list[str]) -> None:
    assert len(row) == len(HEAD)
    assert len(row[1]) > 5
    reason = row[2].startswith("Niet:") and len(row[2]) > 30
    assert reason or (named(row[2]) and named(row[5]))
    assert all(named(cell) or len(cell) > 10 or cell == NOTHING for cell in row[2:])


@pytest.mark.parametrize("article", range(1, 37))
def test_every_article_of_chapter_nine_has_a_row(article: int) -> None:
    sources = " ".join(row[0] for row in ROWS)
    assert re.search(rf"9:{article}\b", sources)


@pytest.mark.parametrize("source", ["2:1", "2:3", "9:12a", "9:36a", "Terug aan tafel", "Vier speerpunten"])
def test_so_has_every_other_source(source: str) -> None:
    assert any(source in row[0] for row in ROWS)
