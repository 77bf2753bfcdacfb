"""Every file that ships comes out of the editors of the studio with the meaning it had."""

import io
import zipfile

import pytest

from engine import Bundle, check_bundle
from tests.browser.studio_hands import begin
from tests.meaning import different
from tests.played import shipped

pytestmark = pytest.mark.browser

# Open each file in the editor that is on the page, with a change made and undone nowhere, and save it.
_OPEN_AND_SAVE = """async ([base, paths]) => {
  const offer = await (await fetch(`${base}/sjablonen`)).json();
  const saved = {};
  for (const path of paths) {
    const { content } = await (await fetch(`${base}/inhoud/${path}`)).json();
    const [canvas, panel] = [document.createElement('div'), document.createElement('div')];
    canvas.style.height = '400px';
    document.body.append(canvas, panel);
    const editor = await window.aantafelEditor({ canvas, panel, content, offer, changed() {}, select: null });
    if (editor.problems.length) throw new Error(`${path}: ${editor.problems}`);
    saved[path] = await editor.read();
    canvas.remove();
    panel.remove();
  }
  return saved;
}"""
PAGES = {"schema/nazorg": Bundle.processes, "tabel/triage": Bundle.decisions, "formulier/nazorg/nazorggesprek": Bundle.forms}  # fmt: skip  # noqa: E501


def test_what_the_editors_save_means_what_it_meant(eva):
    before = shipped()
    draft = begin(eva, "Open en bewaar alles")
    base = f"/werkwijze/ontwerp/{draft}"
    saved: dict[str, str] = {}
    for page, files in PAGES.items():
        eva.goto(f"{base}/{page}")
        eva.wait_for_selector("html[data-klaar]")
        saved |= eva.evaluate(_OPEN_AND_SAVE, [base, [path for path, _ in files(before)]])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for path, text in saved.items():
            target.writestr(path, text)
    eva.goto(base)
    upload = {"name": "bewaard.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    eva.get_by_label("Bestand of zip").set_input_files(upload)
    eva.get_by_role("button", name="Breng in").click()
    eva.get_by_text("Controleer nu of alles klopt").wait_for()
    after = Bundle.from_zip(eva.request.get(f"{base}/werkwijze.zip").body())
    kept = Bundle({path: data for path, data in after.files.items() if path in before.files})
    forms = [path for path, _ in before.forms()]
    assert {path: kept.files[path] for path in forms} == {path: before.files[path] for path in forms}
    told = different(before, kept)
    assert told == [], "\n".join(told)
    assert list(check_bundle(kept)) == []
