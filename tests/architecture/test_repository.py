"""What a visitor of the repository reads is there, whole and true."""

import re
import tomllib

import pytest

from .sources import ROOT, tracked_files

PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "processes").glob("*.md")})
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_that_is_there(file):
    targets = re.findall(
        r"\]\(([^)\s#]+)", re.sub(r"```.*?```", "", file.read_text("utf-8"), flags=re.DOTALL)
    )
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (file.parent / target).exists()] == []


def test_the_readme_begins_with_the_two_commands_and_a_picture():
    beginning = (ROOT / "README.md").read_text("utf-8")[:900]
    assert "make demo" in beginning
    assert "make test" in beginning
    assert "docs/img/taken.png" in beginning


def test_the_licence_is_the_whole_eupl():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)] == list(range(1, 16))
    assert PROJECT["license"] == "EUPL-1.2"


def test_publiccode_tells_the_same_as_the_project():
    text = (ROOT / "publiccode.yml").read_text("utf-8")
    assert f'softwareVersion: "{PROJECT["version"]}"' in text
    assert f"license: {PROJECT['license']}" in text
    short = re.search(r"shortDescription: >-\n((?: {6}.*\n)+)", text)[1]
    assert len(" ".join(short.split())) <= 150


def test_the_changelog_knows_this_version():
    assert f"[{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_decisions_are_numbered_and_short():
    records = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for path in records:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert len(text.splitlines()) <= 20, f"{path.name} is longer than a decision needs"


def test_every_make_target_explains_itself():
    text = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())
    explained = set(re.findall(r"^([a-z]+):.*?## \S", text, re.MULTILINE))
    assert {"demo", "test", "check", "bench", "help"} <= named == explained


def test_no_file_is_too_large_to_be_source():
    large = [
        path for path in tracked_files("*") if path.stat().st_size > 2_000_000 and "vendor" not in path.parts
    ]
    assert large == []
