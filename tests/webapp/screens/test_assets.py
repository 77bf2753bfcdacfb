"""What pages refer to exists, and is what the lock file says. Needs no Node."""

import hashlib
import json
import re
from pathlib import Path

import pytest

WEBAPP = Path(__file__).parents[3] / "webapp"
STATIC, VENDOR = WEBAPP / "static", WEBAPP / "static" / "vendor"
TEMPLATES = sorted((WEBAPP / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if path.parent.name != "letters"]  # letters are printed and mailed
LOCK = json.loads((VENDOR / "vendor.lock.json").read_text())
FREE = {"EUPL-1.2", "OFL-1.1", "0BSD", "MIT"}
# The licence of bpmn.io is that of MIT, and asks that its watermark stays visible.
FREE_EDITORS = {"MIT", "ISC", "Apache-2.0", "(MPL-2.0 OR Apache-2.0)", "bpmn.io"}


@pytest.mark.parametrize("file", [file for package in LOCK["packages"] for file in package["files"]], ids=str)
def test_every_third_party_file_is_the_one_in_the_lock(file):
    content = (VENDOR / file["path"]).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])


def test_no_third_party_file_is_missing_from_the_lock():
    locked = {file["path"] for package in LOCK["packages"] for file in package["files"]}
    assert {path.name for path in VENDOR.iterdir()} - {
        "vendor.lock.json",
        "THIRD_PARTY.md",
        "editors",
    } == locked


def test_the_editors_are_those_in_their_lock_with_every_licence_free_and_told():
    folder = VENDOR / "editors"
    lock = json.loads((folder / "editors.lock.json").read_text())
    for file in lock["files"]:
        content = (folder / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    locked = {file["path"] for file in lock["files"]}
    assert {path.name for path in folder.iterdir()} - {"editors.lock.json", "THIRD_PARTY.md"} == locked
    notices = (folder / "THIRD_PARTY.md").read_text()
    for package in lock["packages"]:
        assert package["licence"] in FREE_EDITORS
        assert f"## {package['name']} {package['version']} ({package['licence']})" in notices


def test_the_watermark_of_the_editors_is_left_alone():
    """Their licence asks for it."""
    sheets = [STATIC / "css/editor.css", STATIC / "css/studio.css"]
    assert not any(
        "bjs-powered-by" in sheet.read_text() or "powered-by" in sheet.read_text() for sheet in sheets
    )
    assert "bjs-powered-by" in (VENDOR / "editors/diagram.js").read_text()


def test_every_third_party_licence_is_free_and_its_text_comes_along():
    notices = (VENDOR / "THIRD_PARTY.md").read_text()
    for package in LOCK["packages"]:
        assert package["licence"] in FREE
        assert f"## {package['name']} {package['version']} ({package['licence']})" in notices


def test_the_npm_lock_names_no_registry():
    assert "resolved" not in (WEBAPP.parent / "tools/assets/package-lock.json").read_text()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEBAPP)))
def test_no_template_uses_a_component_class_that_is_missing_from_the_style_sheet(template):
    sheet = (VENDOR / "nlds.css").read_text()
    used = set(re.findall(r"(?<![\w-])utrecht-[a-z0-9-]+(?:__[\w-]+)?(?![\w-]*\{\{)", template.read_text()))
    missing = sorted(name for name in used if not re.search(rf"\.{re.escape(name)}(?![\w-])", sheet))
    assert not missing, "Rebuild the style sheet: see tools/assets/README.md."


@pytest.mark.parametrize("template", PAGES, ids=lambda path: str(path.relative_to(WEBAPP)))
def test_no_template_breaks_the_content_security_policy(template):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text)


def test_every_icon_that_a_page_uses_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))
    texts = [path.read_text() for path in [*TEMPLATES, *WEBAPP.rglob("*.py")]]
    used = {name for text in texts for name in re.findall(r"icon\('(\w+)'", text)}
    used |= {name for text in texts for name in re.findall(r"icons\.svg'\) }}#(\w+)", text)}
    assert used <= sprite


def test_every_style_sheet_of_ours_reads_only_tokens_that_exist():
    defined = "".join(path.read_text() for path in [*STATIC.glob("css/*.css"), *VENDOR.glob("*.css")])
    names = set(re.findall(r"(--[\w-]+)\s*:", defined))
    for sheet in STATIC.glob("css/*.css"):
        unknown = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", sheet.read_text())) - names
        assert not unknown, sheet.name


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_the_width_of_a_screen_changes_no_colours(sheet):
    """So contrast need not be measured at every width. The colour of soft text is the same everywhere."""
    text = sheet.read_text(encoding="utf-8")
    for begin in re.finditer(r"@media\s*\([^)]*width[^{]*\{", text):
        depth, end = 1, begin.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        set_here = re.findall(
            r"\b(?:color|background|opacity)[a-z-]*\s*:\s*([^;}]*)", text[begin.end() : end]
        )
        assert set(set_here) <= {"var(--soft)"}
