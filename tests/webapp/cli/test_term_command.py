import json

import pytest
from click.testing import CliRunner

from webapp.cli.law import term
from webapp.paths import bundle_root


def run(*arguments):
    return CliRunner().invoke(term, arguments)


def as_json(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_json_carries_the_term_with_its_explanation():
    found = as_json("awb.9:11", "--received", "2026-03-24", "--regime", "9.1.2")
    assert (found["start"], found["nominal_end"], found["last_day"]) == (
        "2026-03-24",
        "2026-05-05",
        "2026-05-06",
    )
    assert found["basis"] == "Awb artikel 9:11 lid 1"
    assert found["warnings"] == []
    assert "Bevrijdingsdag" in found["steps"][2]


def test_json_of_an_oral_complaint_has_no_last_day():
    found = as_json("awb.9:11", "--received", "2026-03-24", "--regime", "9.2")
    assert found["last_day"] is None
    assert found["nominal_end"] is None


def test_options_reach_the_computation():
    assert as_json("awb.9:11", "--received", "2026-03-24", "--adjourn-weeks", "4")["last_day"] == "2026-06-02"
    other = ("--adjournment-base", "extended")
    assert (
        as_json("awb.9:11", "--received", "2026-03-24", "--adjourn-weeks", "4", *other)["last_day"]
        == "2026-06-03"
    )
    consent = ("--consent-until", "2026-07-01")
    assert as_json("awb.9:11", "--received", "2026-03-24", *consent)["last_day"] == "2026-07-01"
    assert as_json("awb.9:24", "--received", "2026-05-06", "--unanswered")["last_day"] == "2027-05-06"


def test_without_json_it_prints_a_sentence_and_explains_on_request():
    plain = run("awb.9:11", "--received", "2026-03-24")
    assert plain.output == "Klacht afhandelen: uiterlijk woensdag 6 mei 2026 (Awb artikel 9:11 lid 1)\n"
    explained = run("awb.9:11", "--received", "2026-03-24", "--explain")
    assert "  2. Zes weken later is dinsdag 5 mei 2026.\n" in explained.output
    assert "geen wettelijke termijn" in run("awb.9:11", "--received", "2026-03-24", "--regime", "9.2").output


def test_a_warning_is_always_printed():
    assert "Let op: Deze termijn eindigt na" in run("awb.9:11", "--received", "2029-01-02").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("awb.9:11",),
        ("awb.9:99", "--received", "2026-03-24"),
        ("awb.9:11", "--received", "2026-02-30"),
        ("awb.9:11", "--received", "gisteren"),
        ("awb.9:11", "--received", "2026-03-24", "--adjourn-weeks", "5"),
        ("awb.9:11", "--received", "2026-03-24", "--regime", "9.3"),
        ("awb.9:11", "--received", "2026-03-24", "--consent-until", "2026-04-01"),
        ("awb.9:11", "--received", "2026-03-24", "--calendar", "nergens.toml"),
        ("awb.9:11", "--received", "1066-10-14"),
    ],
)
def test_wrong_usage_exits_with_2_and_no_traceback(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error:" in result.output
    assert isinstance(result.exception, SystemExit)


def test_another_calendar_can_be_tried(tmp_path):
    own = tmp_path / "kalender.toml"
    own.write_text('[[besluit]]\nnaam = "Proef"\njaren = [2026, 2026]\ndagen = [2026-05-06]\n', "utf-8")
    assert as_json("awb.9:11", "--received", "2026-03-24", "--calendar", str(own))["last_day"] == "2026-05-07"
    own.write_text("[[besluit]]\n", "utf-8")
    broken = run("awb.9:11", "--received", "2026-03-24", "--calendar", str(own))
    assert broken.exit_code == 2
    assert "vul 'naam' in" in broken.output


def test_the_bundle_root_holds_the_calendar():
    assert (bundle_root() / "processes/kalender.toml").is_file()
