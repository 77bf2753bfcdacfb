"""Templates are compiled once: the next start finds them, and a broken folder is no reason to stop."""

import jinja2
import pytest

from webapp import templating
from webapp.templating import FOLDER, KeptTemplates


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(templating, "_kept", {})


def rendered(data, source: str) -> str:
    loader = jinja2.DictLoader({"een.html": source})
    return (
        jinja2.Environment(loader=loader, bytecode_cache=KeptTemplates(data))
        .get_template("een.html")
        .render()
    )


def test_what_was_compiled_is_there_at_the_next_start(tmp_path, monkeypatch):
    assert rendered(tmp_path, "Dag {{ 1 + 1 }}") == "Dag 2"
    templating._kept.clear()
    monkeypatch.setattr(jinja2.Environment, "_generate", None)  # compiling would fail now
    assert rendered(tmp_path, "Dag {{ 1 + 1 }}") == "Dag 2"


def test_a_changed_template_is_compiled_anew(tmp_path):
    assert [rendered(tmp_path, text) for text in ("een", "twee", "een")] == ["een", "twee", "een"]


def test_a_damaged_file_is_compiled_anew(tmp_path):
    rendered(tmp_path, "Dag")
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(b"kapot")
    templating._kept.clear()
    assert rendered(tmp_path, "Dag") == "Dag"


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / FOLDER).write_text("een bestand")
    assert rendered(tmp_path, "Dag") == "Dag"
