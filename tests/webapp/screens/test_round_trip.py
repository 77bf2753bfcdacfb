"""Files that somebody edited by hand or in the desktop modeller come in and go out with the same meaning."""

import io
import re
import zipfile

from lxml import etree

from engine import Bundle, check_bundle
from tests.meaning import different
from tests.played import shipped

MODELER = "http://camunda.org/schema/modeler/1.0"


def as_by_hand(data: bytes) -> bytes:
    """Write a diagram as another tool would: other prefixes, other order, more attributes, CRLF."""
    root = etree.fromstring(data)
    for element in root.iter(etree.Element):
        attributes = list(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(reversed(attributes))
    root.set(f"{{{MODELER}}}executionPlatformVersion", "8.7.0")
    root.set("exporterVersion", "5.99.0")
    for task in root.iter("{*}userTask"):
        task.set(f"{{{MODELER}}}touched", "true")
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode()
    for ours, theirs in (("bpmn:", "semantic:"), ("zeebe:", "z:"), ("bpmndi:", "picture:")):
        text = re.sub(rf"(</?|\s|xmlns:|\"){ours}(?=[a-zA-Z])", rf"\g<1>{theirs}", text)
        text = text.replace(f"xmlns:{ours[:-1]}=", f"xmlns:{theirs[:-1]}=")
    return text.replace("\n", "\r\n").encode()


def test_diagrams_edited_elsewhere_keep_their_meaning(sign_in):
    eva = sign_in("eva")
    draft = eva.post("/werkwijze/ontwerpen", data={"naam": "Uit een andere tekenaar"}).location
    before = shipped()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for path, data in before.processes():
            mangled = as_by_hand(data)
            assert b"<bpmn:" not in mangled
            assert mangled != data
            target.writestr(path, mangled)
    packed.seek(0)
    brought = eva.post(f"{draft}/inbrengen", data={"bestand": (packed, "werkwijze.zip")})
    assert brought.status_code == 302
    after = Bundle.from_zip(eva.get(f"{draft}/werkwijze.zip").data)
    kept = Bundle({path: data for path, data in after.files.items() if path in before.files})
    assert kept.hash != before.hash
    assert different(before, kept) == []
    assert list(check_bundle(kept)) == []
