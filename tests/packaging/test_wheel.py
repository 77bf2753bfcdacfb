"""What people install is the wheel: it must work without this repository around it."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.programs import skip_or_fail

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = "webapp/bundle"  # where the processes and forms of the repository lie in the wheel
Run = Callable[..., subprocess.CompletedProcess[str]]
UNREACHABLE = ("No matching distribution", "Could not find a version", "connection", "Temporary failure")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--wheel-dir", str(folder)]
    if _has_hatchling():
        command.append("--no-build-isolation")
    built = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=folder)
    if built.returncode and any(sign in built.stderr for sign in UNREACHABLE):
        skip_or_fail(f"hatchling could not be fetched: {built.stderr[-300:]}")
    assert built.returncode == 0, built.stderr[-2000:]
    [made] = folder.glob("aantafel-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., subprocess.CompletedProcess]:
    """Return a function that runs `aantafel` from the unpacked wheel, far from the repository."""
    elsewhere = tmp_path_factory.mktemp("elders")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(elsewhere)
    started_from = tmp_path_factory.mktemp("thuis")
    # In front of everything else, so that an editable installation of the repository stays out of sight.
    start = (
        f"import sys; sys.path.insert(0, {str(elsewhere)!r}); import engine, webapp; "
        f"assert engine.__file__.startswith({str(elsewhere)!r}), engine.__file__; "
        f"assert webapp.__file__.startswith({str(elsewhere)!r}), webapp.__file__; "
        "from webapp.cli import main; main()"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "AANTAFEL_DATA": str(started_from / "data")}
        return subprocess.run(
            [sys.executable, "-P", "-c", start, *arguments],
            capture_output=True, text=True, timeout=120, check=False, cwd=started_from, env=environment,
        )  # fmt: skip

    return run


def _has_hatchling() -> bool:
    found = subprocess.run([sys.executable, "-c", "import hatchling"], capture_output=True, check=False)
    return found.returncode == 0


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        skip_or_fail("this is no git checkout, so nobody knows which files belong to it")
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_holds_every_file_of_the_product(wheel: Path):
    inside = set(zipfile.ZipFile(wheel).namelist())
    code = tracked("engine", "webapp")  # with templates, style sheets, fonts, migrations
    rules = {f"{BUNDLE}/{name}" for name in tracked("processes", "forms")}
    assert any(name.endswith(".html") for name in code)
    assert any(name.startswith("webapp/static/") for name in code)
    assert any(name.endswith(".bpmn") for name in rules)
    assert any(name.endswith(".form") for name in rules)
    assert sorted((code | rules) - inside) == []


def test_the_wheel_holds_nothing_else(wheel: Path):
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    strange = [name for name in names if not name.startswith(("engine/", "webapp/")) or name.endswith(".pyc")]
    assert strange == []


def test_an_installed_product_computes_a_term(installed):
    answer = installed("term", "awb.9:11", "--received", "2026-03-24", "--regime", "9.1.2", "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["last_day"] == "2026-05-06"  # Liberation Day moves it by a day


def test_an_installed_product_finds_its_own_processes_clean(installed):
    answer = installed("check", "--json")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert [one for one in json.loads(answer.stdout) if one["level"] == "fout"] == []


def test_an_installed_product_knows_its_tables_and_pages(installed):
    answer = installed("worker", "--once")  # migrates, publishes the processes and beats once
    assert answer.returncode == 0, answer.stderr
    assert "0 mislukt" in answer.stdout
