"""Process owners can look up every code, and every example in the tests is a real one."""

from pathlib import Path

from engine.check import CODES, handbook
from engine.check.vocabulary import SETTINGS

PAGE = Path(__file__).parents[3] / "docs" / "bevindingen.md"


def test_the_page_with_all_codes_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == handbook(), "schrijf handbook() naar docs/bevindingen.md"


def test_every_code_has_a_meaning_and_a_remedy_in_whole_sentences():
    for code, (meaning, remedy) in CODES.items():
        assert code[0] in "EWL", code
        assert meaning.endswith("."), code
        assert remedy.endswith("."), code


def test_letters_may_read_exactly_what_an_installation_supplies():
    from datetime import date

    from webapp.config import Settings

    supplied = Settings.from_environment({}).letter_facts(date(2026, 3, 24))
    assert {name: set(keys) for name, keys in SETTINGS.items()} == {
        name: set(value) if isinstance(value, dict) else set() for name, value in supplied.items()
    }
