"""The pages in docs tell of the program as it is: commands, settings and modules, all and no other."""

import re
from pathlib import Path

import click
import pytest

from webapp.cli import COMMANDS, main
from webapp.config import Settings

from .sources import ROOT

DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "processes").rglob("*.md"))]
OPERATIONS = (DOCS / "beheer.md").read_text("utf-8")


def invocations() -> list[tuple[str, str]]:
    """Return page and words of every `aantafel ...` in running text or an example."""
    found = []
    for page in PAGES:
        if page.name == "CHANGELOG.md":
            continue  # tells of the past
        text = page.read_text("utf-8")
        code = re.findall(r"`(aantafel [a-z][^`]*)`", text)
        code += re.findall(r"^(?:\S*/bin/)?(aantafel .*)$", text, re.MULTILINE)
        found += [(page.relative_to(ROOT).as_posix(), line.split(" #")[0]) for line in code]
    return found


@pytest.mark.parametrize(("page", "line"), invocations())
def test_every_command_on_a_page_exists_with_its_options(page, line):
    context = click.Context(main)
    command = main.get_command(context, line.split()[1])
    assert command is not None, f"{page}: {line}"
    while isinstance(command, click.Group):
        inner = [word for word in line.split()[2:] if command.get_command(context, word)]
        if not inner:
            break  # the group as a whole is meant
        command = command.get_command(context, inner[0])
    known = {name for parameter in command.params for name in parameter.opts} | {"--help", "--data"}
    assert set(re.findall(r"(?<=\s)--[a-z-]+", line)) <= known, f"{page}: {line}"


def test_the_readme_or_the_operations_page_shows_every_command():
    shown = {line.split()[1] for _, line in invocations()} | {"demo"}  # `make demo`
    assert set(COMMANDS) - {"dmn"} <= shown


def test_the_operations_page_knows_every_setting_and_no_other():
    source = (ROOT / "webapp/config.py").read_text("utf-8")
    read = set(re.findall(r'self\.\w+\("([A-Z_]+)"', source) + re.findall(r'read\.\w+\("([A-Z_]+)"', source))
    assert {name.removeprefix("AANTAFEL_") for name in re.findall(r"AANTAFEL_[A-Z_]+", OPERATIONS)} == read


def test_the_file_of_the_municipality_on_the_operations_page_is_complete(tmp_path: Path):
    example = re.search(r"```toml\n(.*?)```", OPERATIONS, re.DOTALL)[1]
    (tmp_path / "gemeente.toml").write_text(example, "utf-8")
    settings = Settings.from_environment(
        {"AANTAFEL_CONFIG": str(tmp_path / "gemeente.toml")}, data=tmp_path, secret_key="x" * 32
    )
    assert settings == Settings.from_environment({}, data=tmp_path, secret_key="x" * 32)
    given = set(re.findall(r"^(\w+) =", example, re.MULTILINE))
    assert given == {*vars(settings.municipalities[0]), *vars(settings.ombudsmen[0])}


@pytest.mark.parametrize("package", ["engine", "webapp", "tests"])
def test_the_map_of_the_code_names_every_part(package):
    page = (DOCS / "architecture.md").read_text("utf-8")
    section = page.split(f"| in `{package}/` |")[1].split("\n\n")[0]
    named = {name.rstrip("/") for name in re.findall(r"`([\w/.]+)`", section)}
    parts = {path.parent.name for path in (ROOT / package).glob("*/*.py")}
    parts |= {path.name for path in (ROOT / package).glob("*.py")} if package != "tests" else set()
    assert parts - {"__init__.py", "static", "templates"} <= named
    assert [name for name in named if not (ROOT / package / name).exists()] == []


def test_the_index_leads_to_every_page():
    index = (DOCS / "README.md").read_text("utf-8")
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    decisions = {name for name in pages if re.match(r"adr/\d", name)}
    assert {name for name in pages - decisions if f"({name})" not in index} == {"README.md"}
    listed = (DOCS / "adr/README.md").read_text("utf-8")
    assert {name for name in decisions if f"({name.removeprefix('adr/')})" not in listed} == set()
