"""What the files of a procedure mean, whatever modeller wrote them: as the engine reads them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from engine import Bundle, compare_bundles
from engine.bpmn.profile import read_diagram
from engine.forms import parse_form

SAME_STEPS = (
    "is iets technisch gewijzigd.",  # of a table, whose cells are compared above
    "iets technisch gewijzigd dat aan de stappen niets verandert.",
    "de stappen zijn dezelfde gebleven.",
    "zijn alleen opmaak of toelichting gewijzigd.",
)
_SHAPE = "//*[local-name()='BPMNShape']"


def meaning(bundle: Bundle) -> dict[str, Any]:
    """Return, by path, what the engine and people read in the diagrams, tables and forms of a bundle."""
    found: dict[str, Any] = {}
    for path, data in bundle.processes():
        found[path] = _diagram(data, path)
    for path, data in bundle.decisions():
        found[path] = _table(data)
    for path, data in bundle.forms():
        found[path] = parse_form(data, path).components
    return found


def different(old: Bundle, new: Bundle) -> list[str]:
    """Return the paths whose meaning differs, and what the comparison of versions says of it."""
    before, after = meaning(old), meaning(new)
    paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return paths + [one for one in compare_bundles(old, new).sentences if not one.endswith(SAME_STEPS)]


def _diagram(data: bytes, path: str) -> dict[str, Any]:
    root, elements = read_diagram(data, path)
    return {
        "steps": {key: replace(one, line=0) for key, one in elements.items()},
        "arrows": {one.get("id"): _arrow(one) for one in root.xpath("//*[local-name()='sequenceFlow']")},
        "default": {one.get("id"): one.get("default") for one in root.xpath("//*[@default]")},
        "order": {one.get("id"): _texts(one, "outgoing") for one in root.xpath("//*[@id]")},
        "drawn": {one.get("bpmnElement"): _bounds(one) for one in root.xpath(_SHAPE)},
        "names": {one.get("id"): one.get("name") for one in root.xpath("//*[@name][@id]")},
    }  # fmt: skip


def _arrow(element: etree._Element) -> tuple[Any, ...]:
    condition = element.xpath("string(*[local-name()='conditionExpression'])").strip()
    return element.get("sourceRef"), element.get("targetRef"), element.get("name"), condition


def _texts(element: etree._Element, tag: str) -> list[str]:
    return [one.text.strip() for one in element.xpath(f"*[local-name()='{tag}']")]


def _bounds(shape: etree._Element) -> tuple[float, ...]:
    found = shape.xpath("*[local-name()='Bounds']")[0]
    return tuple(float(found.get(name)) for name in ("x", "y", "width", "height"))


def _table(data: bytes) -> list[tuple[Any, ...]]:
    """Return everything in a table but how it is drawn, in the order in which it stands."""
    root = etree.fromstring(data)
    drawn = set(root.xpath("//*[contains(namespace-uri(), '/DI')]/descendant-or-self::*"))
    return [
        (etree.QName(one).localname, _plain(one.attrib), (one.text or "").strip())
        for one in root.iter(etree.Element)
        if one not in drawn
    ]


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    ours = ("exporter", "exporterVersion")
    return {key: value for key, value in attributes.items() if not key.startswith("{") and key not in ours}
