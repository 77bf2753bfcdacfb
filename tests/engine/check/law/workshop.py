"""Redraws the shipped procedure a little: one edit is one call, as a process owner would do it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree

from engine.bundle import Bundle
from engine.check.material import Material

ROOT = Path(__file__).parents[4]
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
Edit = Callable[["Drawing"], object]
T = TypeVar("T")


@cache
def shipped() -> Bundle:
    return Bundle.read(ROOT)


@cache
def unchanged(base: Bundle) -> Material:
    return Material(base)


def in_groups(every: Iterable[T], kind: Callable[[T], object], size: int = 3) -> list[tuple[T, ...]]:
    """Return groups in which no two are of one kind: what leaves each other alone is tried together."""
    groups: list[list[T]] = []
    for one in every:
        room = (g for g in groups if len(g) < size and kind(one) not in map(kind, g))
        group = next(room, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [tuple(group) for group in groups]


def tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"


class Drawing:
    """A bundle, open for editing. Ids are unique over all diagrams, so files need no naming."""

    def __init__(self, base: Bundle | None = None) -> None:
        """Open `base`, or the shipped bundle."""
        self.base = base or shipped()
        self.files = dict(self.base.files)
        self.roots = {path: etree.fromstring(data) for path, data in self.base.processes()}

    def bundle(self) -> Bundle:
        return Bundle({**self.files, **{path: etree.tostring(root) for path, root in self.roots.items()}})

    def material(self) -> Material:
        """Return the bundle taken apart; what is untouched is not read again."""
        material = Material(self.bundle())
        if self.files == self.base.files:
            material.__dict__ |= {part: getattr(unchanged(self.base), part) for part in ("forms", "letters")}
        return material

    # ---- looking

    def get(self, element_id: str) -> Any:
        hits = (hit for root in self.roots.values() for hit in root.xpath("//*[@id=$id]", id=element_id))
        found = [hit for hit in hits if hit.tag != tag("process")]  # a call may be named as what it calls
        assert len(found) == 1, f"{element_id}: {len(found)} keer gevonden"
        return found[0]

    def flows(self, side: str, element_id: str) -> list[Any]:
        return [
            flow
            for root in self.roots.values()
            for flow in root.iter(tag("sequenceFlow"))
            if flow.get(side) == element_id
        ]

    def only_way_out(self, element_id: str) -> Any:
        (flow,) = self.flows("sourceRef", element_id)
        return flow

    # ---- arrows

    def point(self, flow_id: str, target: str) -> None:
        """Let an arrow end somewhere else."""
        self.get(flow_id).set("targetRef", target)

    def swap(self, one: str, other: str) -> None:
        """Exchange where two arrows lead."""
        first, second = self.get(one), self.get(other)
        left, right = first.get("targetRef"), second.get("targetRef")
        first.set("targetRef", right)
        second.set("targetRef", left)

    def condition(self, flow_id: str, text: str) -> None:
        (element,) = self.get(flow_id).iter(tag("conditionExpression"))
        element.text = text

    def arrow(self, parent: Any, flow_id: str, source: str, target: str, condition: str = "") -> None:
        flow = etree.SubElement(parent, tag("sequenceFlow"), id=flow_id, sourceRef=source, targetRef=target)
        flow.set("name", flow_id.rpartition("_")[2])
        if condition:
            etree.SubElement(flow, tag("conditionExpression")).text = condition

    # ---- steps

    def drop(self, element_id: str) -> None:
        """Take a step away; what led to it leads to what came after. Events on its border go too."""
        for border in self.borders(element_id):
            self.drop_border(border)
        out = self.only_way_out(element_id)
        for flow in self.flows("targetRef", element_id):
            flow.set("targetRef", out.get("targetRef"))
        self._remove(out)
        self._remove(self.get(element_id))

    def borders(self, host: str) -> list[str]:
        return [
            event.get("id")
            for root in self.roots.values()
            for event in root.iter(tag("boundaryEvent"))
            if event.get("attachedToRef") == host
        ]

    def drop_border(self, element_id: str) -> None:
        for flow in self.flows("sourceRef", element_id):
            self._remove(flow)
        self._remove(self.get(element_id))

    def _remove(self, element: Any) -> None:
        for root in self.roots.values():
            for ref in list(root.iter(tag("flowNodeRef"))):
                if ref.text == element.get("id"):
                    ref.getparent().remove(ref)
        element.getparent().remove(element)

    def move(self, element_id: str, flow_id: str) -> None:
        """Take a step out of its place and put it on another arrow, of any diagram."""
        element = self.get(element_id)
        self.drop(element_id)
        self._place(element, flow_id)

    def _place(self, element: Any, flow_id: str) -> None:
        flow = self.get(flow_id)
        parent, target = flow.getparent(), flow.get("targetRef")
        parent.append(element)
        self._in_lane(flow.get("sourceRef"), element.get("id"))
        flow.set("targetRef", element.get("id"))
        self.arrow(parent, f"{element.get('id')}_verder", element.get("id"), target)

    def _in_lane(self, beside: str, element_id: str) -> None:
        for root in self.roots.values():
            for ref in list(root.iter(tag("flowNodeRef"))):
                if ref.text == beside:
                    etree.SubElement(ref.getparent(), tag("flowNodeRef")).text = element_id

    def task(self, flow_id: str, task_id: str, wet: str = "", role: str = "") -> None:
        """Put a new task, with a form of one obligatory question, on an arrow."""
        element = etree.Element(tag("userTask"), id=task_id, name=task_id.replace("_", " "))
        self._place(element, flow_id)
        self._form(element, {"type": "textarea", "id": "v", "key": "verslag", "label": "Verslag?",
                             "validate": {"required": True}})  # fmt: skip
        if wet:
            self.mark(task_id, wet)

    def question(self, flow_id: str, task_id: str, key: str, options: list[str], wet: str = "") -> None:
        """Put a new task that asks to choose one of `options` on an arrow."""
        self._place(etree.Element(tag("userTask"), id=task_id, name=task_id.replace("_", " ")), flow_id)
        values = [{"value": option, "label": option} for option in options]
        self._form(self.get(task_id), {"type": "radio", "id": "v", "key": key, "label": "Wat?",
                                       "values": values, "validate": {"required": True}})  # fmt: skip
        if wet:
            self.mark(task_id, wet)

    def _form(self, element: Any, component: dict[str, Any]) -> None:
        process = next(iter(element.iterancestors(tag("process")))).get("id")
        form = {"type": "default", "schemaVersion": 19, "components": [component]}
        self.files[f"forms/{process}/{element.get('id')}.form"] = json.dumps(form).encode()

    def block(self, flow_id: str, step_id: str, kind: str, headers: dict[str, str]) -> None:
        """Put an automatic step on an arrow."""
        element = etree.Element(tag("serviceTask"), id=step_id, name=step_id.replace("_", " "))
        extras = etree.SubElement(element, tag("extensionElements"))
        etree.SubElement(extras, f"{{{ZEEBE}}}taskDefinition", type=kind)
        listed = etree.SubElement(extras, f"{{{ZEEBE}}}taskHeaders")
        for key, value in headers.items():
            etree.SubElement(listed, f"{{{ZEEBE}}}header", key=key, value=value)
        self._place(element, flow_id)

    def status(self, flow_id: str, step_id: str) -> None:
        """Put an automatic step that changes nothing of importance on an arrow."""
        self.block(flow_id, step_id, "status", {"status": "Wij zijn bezig"})

    def choice(self, flow_id: str, name: str, condition: str, target: str) -> None:
        """Put a choice on an arrow: to `target` when the condition holds, else on as it was."""
        element = etree.Element(tag("exclusiveGateway"), id=name, name=f"{name}?", default=f"{name}_verder")
        self._place(element, flow_id)
        self.arrow(element.getparent(), f"{name}_ja", name, target, condition)

    def parallel(self, first: str, second: str) -> None:
        """Let two steps that follow one another be done at the same time."""
        parent = self.get(first).getparent()
        out, after = self.only_way_out(first), self.only_way_out(second)
        split, join = f"{first}_splitsing", f"{second}_samen"
        for name in (split, join):
            etree.SubElement(parent, tag("parallelGateway"), id=name)
        arrivals, entry = self.flows("targetRef", first), split
        if len(arrivals) > 1:
            entry = f"{first}_bijeen"
            etree.SubElement(parent, tag("exclusiveGateway"), id=entry)
            self.arrow(parent, f"{entry}_verder", entry, split)
        for flow in arrivals:
            flow.set("targetRef", entry)
        target = after.get("targetRef")
        out.set("targetRef", join)
        after.set("targetRef", join)
        self.arrow(parent, f"{split}_een", split, first)
        self.arrow(parent, f"{split}_twee", split, second)
        self.arrow(parent, f"{join}_verder", join, target)

    def wrapped(self, element_id: str, sub_id: str) -> None:
        """Put one step in a sub-process of its own; what hangs on its border moves to the sub-process."""
        element = self.get(element_id)
        parent, out = element.getparent(), self.only_way_out(element_id)
        sub = etree.SubElement(parent, tag("subProcess"), id=sub_id, name=sub_id)
        for flow in self.flows("targetRef", element_id):
            flow.set("targetRef", sub_id)
        out.set("sourceRef", sub_id)
        self._in_lane(element_id, sub_id)
        for border in self.borders(element_id):
            self.get(border).set("attachedToRef", sub_id)
        self._remove(element)
        etree.SubElement(sub, tag("startEvent"), id=f"{sub_id}_begin", name="Begin")
        etree.SubElement(sub, tag("endEvent"), id=f"{sub_id}_einde", name="Einde")
        sub.append(element)
        self.arrow(sub, f"{sub_id}_in", f"{sub_id}_begin", element_id)
        self.arrow(sub, f"{sub_id}_uit", element_id, f"{sub_id}_einde")

    def border(self, host: str, border_id: str, moment: str, target: str, interrupts: bool = False) -> None:
        """Hang a timer on a step."""
        parent = self.get(host).getparent()
        event = etree.SubElement(parent, tag("boundaryEvent"), id=border_id, name=border_id)
        event.set("attachedToRef", host)
        event.set("cancelActivity", "true" if interrupts else "false")
        timer = etree.SubElement(event, tag("timerEventDefinition"))
        etree.SubElement(timer, tag("timeDate")).text = moment
        self.arrow(parent, f"{border_id}_naar_{target}", border_id, target)

    def rename(self, element_id: str, new: str) -> None:
        """Give an element another id everywhere: arrows, lanes, expressions, letters, forms."""
        for root in self.roots.values():
            for element in root.iter():
                for name, value in list(element.attrib.items()):
                    element.set(name, _renamed(value, element_id, new))
                element.text = _renamed(element.text, element_id, new) if element.text else element.text
        for path in list(self.files):
            if path.endswith((".md", ".dmn", ".form", ".feature")) and not path.startswith("processes/bpmn"):
                text = _renamed(self.files.pop(path).decode(), element_id, new)
                self.files[path.replace(f"/{element_id}.form", f"/{new}.form")] = text.encode()

    # ---- what a step is

    def label(self, element_id: str, text: str) -> None:
        self.get(element_id).set("name", text)

    def mark(self, element_id: str, markers: str) -> None:
        """Set the legal markers of a step; '' takes them away."""
        self.property(element_id, "wet", markers)

    def property(self, element_id: str, name: str, value: str) -> None:
        element = self.get(element_id)
        for old in list(element.iter(f"{{{ZEEBE}}}property")):
            if old.get("name") == name:
                old.getparent().remove(old)
        if not value:
            return
        extras = element.find(tag("extensionElements"))
        if extras is None:
            extras = etree.Element(tag("extensionElements"))
            element.insert(0, extras)
        properties = extras.find(f"{{{ZEEBE}}}properties")
        if properties is None:
            properties = etree.SubElement(extras, f"{{{ZEEBE}}}properties")
        etree.SubElement(properties, f"{{{ZEEBE}}}property", name=name, value=value)

    def header(self, element_id: str, key: str, value: str) -> None:
        """Set a header of an automatic step; '' takes it away."""
        (headers,) = self.get(element_id).iter(f"{{{ZEEBE}}}taskHeaders")
        for old in list(headers):
            if old.get("key") == key:
                headers.remove(old)
        if value:
            etree.SubElement(headers, f"{{{ZEEBE}}}header", key=key, value=value)

    def timer(self, element_id: str, moment: str) -> None:
        (element,) = self.get(element_id).iter(tag("timeDate"))
        element.text = moment

    def interrupts(self, element_id: str, answer: bool) -> None:
        self.get(element_id).set("cancelActivity", "true" if answer else "false")

    # ---- forms and letters

    def letter(self, name: str, old: str, new: str) -> None:
        self.text(f"processes/letters/{name}.md", old, new)

    def text(self, path: str, old: str, new: str) -> None:
        text = self.files[path].decode()
        assert old in text, f"{old!r} staat niet in {path}"
        self.files[path] = text.replace(old, new).encode()

    def optional(self, form: str, key: str) -> None:
        """Let a question of `forms/<form>.form` no longer be obligatory."""
        path = f"forms/{form}.form"
        data = json.loads(self.files[path])
        (question,) = [part for part in _parts(data["components"]) if part.get("key") == key]
        question["validate"]["required"] = False
        self.files[path] = json.dumps(data).encode()


def _parts(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _parts(component.get("components", []))


def _renamed(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![a-z0-9_]){old}(?![a-z0-9_])", new, text)
