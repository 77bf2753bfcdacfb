"""The letters that are shipped can be sent: nothing in them is wrong, and what they name exists."""

import re
from datetime import date
from typing import Any

import pytest

from engine import MissingLetterValue, markdown_to_text, parse_letter
from engine.letters import letter_problems
from webapp.config import Settings
from webapp.paths import bundle_root

FILES = sorted((bundle_root() / "processes/letters").glob("*.md"))
DAY = date(2026, 5, 6)


def letter(file):
    return parse_letter(file.read_text("utf-8"), file.stem)


@pytest.fixture(scope="module")
def municipal(tmp_path_factory) -> dict[str, Any]:
    return Settings(tmp_path_factory.mktemp("data"), "sqlite://", "x" * 32).letter_facts(DAY)


def context_for(names, municipal) -> dict[str, Any]:
    """Return facts in which every name has a text, and those of the municipality their own value."""
    facts: dict[str, Any] = {}
    for name in names:
        place = facts
        *groups, last = name.split(".")
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = str(DAY)
    return facts | municipal


def _texts(found, task: str) -> dict[str, str]:
    keys = {name.partition(".")[2] for name in found.variables() if name.startswith(f"{task}.")}
    return dict.fromkeys(keys, str(DAY))


def test_there_are_letters():
    assert len(FILES) > 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_letter_has_nothing_wrong(file):
    assert letter_problems(file.read_text("utf-8"), file.name) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_settings_know_what_a_letter_says_of_the_municipality(file, municipal):
    for name in letter(file).variables():
        group, _, key = name.partition(".")
        if group in municipal:
            assert key in municipal[group], f"{file.stem}: {name}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_letter_tells_whom_to_call_about_which_case(file, municipal):
    """Without a number of the case handler's own, that of the municipality is given."""
    found = letter(file)
    lists: dict[str, dict[str, list[str]]] = {
        "gesprek_aan_tafel_voeren": {"afspraken": []},
        "bemiddelingsgesprek_voeren": {"afspraken": []},
        "oordeel_opstellen": {"onderdelen": []},
        "rapport_en_advies_uitbrengen": {"onderdelen": []},
        "ontvankelijkheid_beoordelen": {"onderdelen": []},
        "inlichtingen_en_stukken_geven": {"stukken": [], "weigeringen": []},
        "rapport_verwerken": {"normen": ["maatwerk"], "aanbevelingen": []},
    }
    names = {name for name in found.variables() if not name.startswith(("zaak.behandelaar_telefoon", *lists))}
    facts = context_for(names, municipal)
    facts |= {task: _texts(found, task) | answers for task, answers in lists.items()}
    try:
        rendered = found.render(facts, {"termijn": lambda key: DAY})
    except MissingLetterValue as error:
        pytest.fail(str(error))
    text = markdown_to_text(rendered.markdown)
    assert municipal["gemeente"]["telefoon"] in text
    assert "zaak.nummer" in found.variables()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_letter_offers_an_objection(file):
    """Awb 9:3: against the handling of a complaint there is no appeal, so no objection either."""
    assert not re.search(r"u kunt (hiertegen )?bezwaar maken", file.read_text("utf-8"), re.IGNORECASE)
