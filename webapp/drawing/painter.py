"""Paint a BPMN diagram as SVG. A pure function of the file and the states: no browser, no scripts.

Colours and line widths come from classes in static/css/drawing.css, because the content security
policy forbids style attributes and a house style must be able to change them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markupsafe import Markup, escape

from webapp.drawing.diagram import Box, Diagram, Edge, Point, Shape, read_diagram
from webapp.drawing.lettering import Label, middle_label, text_width, top_label, wrap
from webapp.drawing.symbols import EVENT_ICONS, GATEWAY_ICONS, STATE_BADGES, TASK_ICONS, THROWN_MESSAGE


@dataclass(frozen=True)
class Heat:
    """How long a step takes: a colour `level` from 0, a few words on the step, and a sentence about it."""

    level: int
    words: str
    told: str


State = Literal["done", "current", "possible", "added", "removed", "changed"]

STATE_TEXT = {
    "done": "klaar",
    "current": "hier staat de zaak nu",
    "possible": "mogelijk hierna",
    "added": "nieuw",
    "removed": "vervalt",
    "changed": "gewijzigd",
}
_DIFFERENCES = ("added", "removed", "changed")  # between two versions: each has a sign, on every shape
_BAND = 30.0  # px, the strip of a pool or lane that carries its name
_CORNER = 6.0  # px, radius where a line turns
_LABEL_WIDTH = 96.0
_MARGIN = 12.0
_DASHES = {"messageFlow": "b-dashed", "association": "b-dotted"}


class _Canvas:
    """Collects markup per layer and the outline of all that was painted."""

    LAYERS = ("pool", "container", "line", "node", "boundary", "text")

    def __init__(self) -> None:
        self._parts: dict[str, list[str]] = {layer: [] for layer in self.LAYERS}
        self._xs: list[float] = []
        self._ys: list[float] = []

    def add(self, layer: str, markup: str) -> None:
        self._parts[layer].append(markup)

    def reach(self, x: float, y: float) -> None:
        self._xs.append(x)
        self._ys.append(y)

    def write(self, label: Label, layer: str = "text") -> None:
        if label.lines:
            self.reach(label.x - label.width / 2, label.y - label.size)
            self.reach(label.x + label.width / 2, label.y + label.height)
            self.add(layer, label.svg())

    def svg(self, title: str, description: str) -> Markup:
        xs, ys = self._xs or [0.0], self._ys or [0.0]
        left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
        width, height = max(xs) + _MARGIN - left, max(ys) + _MARGIN - top
        body = "".join(part for layer in self.LAYERS for part in self._parts[layer])
        return Markup(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="b-svg" role="img" width="{width:.0f}" '
            f'height="{height:.0f}" viewBox="{left:g} {top:g} {width:g} {height:g}">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{body}</svg>"
        )


def draw_diagram(
    xml: bytes,
    states: Mapping[str, State] | None = None,
    *,
    counts: Mapping[str, int] | None = None,
    heat: Mapping[str, Heat] | None = None,
    title: str = "",
) -> Markup:
    """Return the BPMN file `xml` as an SVG element.

    `states` says per element id whether it is done, where the case is now, or possible next;
    `counts` puts a number on an element, `heat` a colour with words. Raises UnreadableFile when
    `xml` is no safe XML.
    """
    return _drawn(
        xml,
        frozenset((states or {}).items()),
        frozenset((counts or {}).items()),
        frozenset((heat or {}).items()),
        title,
    )


@lru_cache(maxsize=128)  # drawings of some tens of kilobytes; most cases stand where others stand
def _drawn(
    xml: bytes,
    at: frozenset[tuple[str, State]],
    counted: frozenset[tuple[str, int]],
    heated: frozenset[tuple[str, "Heat"]],
    title: str,
) -> Markup:
    diagram, states, counts, heat = read_diagram(xml), dict(at), dict(counted), dict(heated)
    canvas = _Canvas()
    for shape in _outermost_first(diagram):
        _paint_shape(canvas, shape, states.get(shape.id), counts.get(shape.id, 0), heat.get(shape.id))
    for edge in diagram.edges:
        _paint_edge(canvas, edge)
    heading = title or f"Processchema {diagram.title}".strip()
    return canvas.svg(heading, _description(diagram, states))


def _outermost_first(diagram: Diagram) -> list[Shape]:
    """Containers before their content: a sub-process must not cover its own steps."""
    return sorted(diagram.shapes, key=lambda shape: -shape.box.width * shape.box.height)


def _description(diagram: Diagram, states: Mapping[str, State]) -> str:
    if told := [
        f"{shape.name} ({STATE_TEXT[state]})"
        for shape in diagram.shapes
        if (state := states.get(shape.id)) in _DIFFERENCES and state and shape.name
    ]:
        return f"Wat anders is: {', '.join(told)}."
    names = [shape.name for shape in diagram.shapes if states.get(shape.id) == "current" and shape.name]
    return f"De zaak staat bij: {', '.join(names)}." if names else "Alle stappen van het proces."


def _paint_shape(
    canvas: _Canvas, shape: Shape, state: State | None, count: int, heat: Heat | None = None
) -> None:
    box = shape.box
    canvas.reach(box.x, box.y)
    canvas.reach(box.x + box.width, box.y + box.height)
    layer, markup = _outline(canvas, shape)
    told = f" ({STATE_TEXT[state]})" if state else ""
    css = f"b-shape b-{state}" if state else "b-shape"
    badge = _badge(shape, state, count)
    if heat:
        told, css, badge = (
            f": {heat.told}",
            f"{css} b-heat b-heat-{heat.level}",
            badge + _heat_words(shape, heat),
        )
    canvas.add(
        layer, f'<g class="{css}"><title>{escape(shape.name)}{escape(told)}</title>{markup}{badge}</g>'
    )


def _outline(canvas: _Canvas, shape: Shape) -> tuple[str, str]:
    """Return the layer and the markup of the shape itself; labels go straight to the canvas."""
    if shape.is_container:
        return _container(shape)
    if shape.kind.endswith("Event"):
        return _event(canvas, shape)
    if shape.kind.endswith("Gateway"):
        return _gateway(canvas, shape)
    painters: dict[str, Callable[[_Canvas, Shape], tuple[str, str]]] = {
        "textAnnotation": _annotation,
        "dataObjectReference": _data,
        "dataStoreReference": _data,
        "group": _group,
    }
    return painters.get(shape.kind, _activity)(canvas, shape)


def _rect(box: Box, css: str = "b-body", radius: int = 0) -> str:
    rounding = f' rx="{radius}"' if radius else ""
    return (
        f'<rect class="{css}" x="{box.x:g}" y="{box.y:g}" '
        f'width="{box.width:g}" height="{box.height:g}"{rounding}/>'
    )


def _at(x: float, y: float, icon: str, scale: float = 1.0) -> str:
    size = f" scale({scale:g})" if scale != 1 else ""
    return f'<g class="b-icon" transform="translate({x:g} {y:g}){size}">{icon}</g>'


def _container(shape: Shape) -> tuple[str, str]:
    box = shape.box
    if shape.horizontal:
        lines = wrap(shape.name, box.height - 8, 12)
        x, y, turn = box.x + _BAND / 2, box.y + box.height / 2, -90
        band = f'<path class="b-thin" d="M{box.x + _BAND:g} {box.y:g}v{box.height:g}"/>'
    else:
        lines = wrap(shape.name, box.width - 8, 12)
        x, y, turn = box.x + box.width / 2, box.y + _BAND / 2, 0
        band = f'<path class="b-thin" d="M{box.x:g} {box.y + _BAND:g}h{box.width:g}"/>'
    label = Label(lines[:2], 0, -(min(len(lines), 2) - 1) * 7.0, 12).svg()
    name = f'<g transform="translate({x:g} {y:g}) rotate({turn})">{label}</g>'
    return "pool" if shape.kind == "participant" else "container", _rect(box, "b-pool") + band + name


def _outside_label(canvas: _Canvas, shape: Shape, *, above: bool = False) -> None:
    if not shape.name:
        return
    if shape.label is not None:
        width = max(shape.label.width + 8, 60.0)
        canvas.write(top_label(shape.name, shape.label.centre[0], shape.label.y, width))
        return
    x = shape.box.centre[0]
    label = top_label(shape.name, x, shape.box.y + shape.box.height + 4, _LABEL_WIDTH)
    if above:
        label = top_label(shape.name, x, shape.box.y - 4 - label.height, _LABEL_WIDTH)
    canvas.write(label)


def _event(canvas: _Canvas, shape: Shape) -> tuple[str, str]:
    (x, y), radius = shape.box.centre, shape.box.width / 2
    dashes = "" if shape.interrupting else " b-dashed"
    thick = " b-end" if shape.kind == "endEvent" else ""
    markup = f'<circle class="b-body{thick}{dashes}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
    if shape.kind not in {"startEvent", "endEvent"}:
        markup += f'<circle class="b-ring{dashes}" cx="{x:g}" cy="{y:g}" r="{radius - 3.5:g}"/>'
    icon = EVENT_ICONS.get(shape.event, "")
    if shape.event == "messageEventDefinition" and shape.kind in {"endEvent", "intermediateThrowEvent"}:
        icon = THROWN_MESSAGE
    if icon:
        markup += _at(x, y, icon, radius / 18)
    _outside_label(canvas, shape)
    return ("boundary" if shape.kind == "boundaryEvent" else "node"), markup


def _gateway(canvas: _Canvas, shape: Shape) -> tuple[str, str]:
    box, (x, y) = shape.box, shape.box.centre
    right, bottom = box.x + box.width, box.y + box.height
    markup = f'<path class="b-body" d="M{x:g} {box.y:g}L{right:g} {y:g}L{x:g} {bottom:g}L{box.x:g} {y:g}Z"/>'
    if icon := GATEWAY_ICONS.get(shape.kind):
        markup += _at(x, y, icon, box.width / 50)
    _outside_label(canvas, shape, above=True)
    return "node", markup


def _activity(canvas: _Canvas, shape: Shape) -> tuple[str, str]:
    box = shape.box
    if shape.kind == "subProcess" and shape.expanded:
        label = top_label(shape.name, box.centre[0], box.y + 6, box.width - 20, 12)
        return "container", _rect(box, "b-body b-frame", 10) + label.svg()
    css = "b-body b-call" if shape.kind == "callActivity" else "b-body"
    markup, lower = _rect(box, css, 10), 0.0
    if icon := TASK_ICONS.get(shape.kind):
        markup, lower = markup + _at(box.x + 5, box.y + 4, icon, 0.95), 6.0
    if shape.kind in {"subProcess", "callActivity"}:
        x, y = box.centre[0], box.y + box.height - 9
        markup += _at(x, y, '<rect x="-7" y="-7" width="14" height="14"/><path d="M0-4v8M-4 0h8"/>')
        lower = -6.0
    x, y = box.centre
    return "node", markup + middle_label(shape.name, x, y + lower, box.width - 12).svg()


def _annotation(_: _Canvas, shape: Shape) -> tuple[str, str]:
    box = shape.box
    label = middle_label(shape.name, box.centre[0] + 3, box.centre[1], box.width - 14, 11)
    bracket = f"M{box.x + 12:g} {box.y:g}H{box.x:g}v{box.height:g}h12"
    return "node", f'<path class="b-thin" d="{bracket}"/>{label.svg()}'


def _data(canvas: _Canvas, shape: Shape) -> tuple[str, str]:
    box, fold = shape.box, min(12.0, shape.box.width / 3)
    if shape.kind == "dataStoreReference":
        half, depth = box.width / 2, box.height - 12
        arc = f"a{half:g} 6 0 0 0 {box.width:g} 0"
        path = f"M{box.x:g} {box.y + 6:g}{arc}a{half:g} 6 0 0 0 {-box.width:g} 0v{depth:g}{arc}v{-depth:g}"
    else:
        flat = box.width - fold
        path = (
            f"M{box.x:g} {box.y:g}h{flat:g}l{fold:g} {fold:g}v{box.height - fold:g}h{-box.width:g}z"
            f"m{flat:g} 0v{fold:g}h{fold:g}"
        )
    _outside_label(canvas, shape)
    return "node", f'<path class="b-body" d="{path}"/>'


def _group(_: _Canvas, shape: Shape) -> tuple[str, str]:
    return "line", _rect(shape.box, "b-thin b-dashed", 10)


def _badge(shape: Shape, state: State | None, count: int) -> str:
    """The state as a sign, so that it never depends on colour alone."""
    corner = f'transform="translate({shape.box.x + shape.box.width - 2:g} {shape.box.y + 1:g})"'
    if count:
        digits = Label((str(count),), 0, 0, 12).svg()
        return f'<g class="b-count" {corner}><circle class="b-badge" r="12"/>{digits}</g>'
    is_activity = not shape.kind.endswith(("Event", "Gateway"))
    if state in STATE_BADGES and (is_activity or state == "current" or state in _DIFFERENCES):
        return f"<g {corner}>{STATE_BADGES[state]}</g>"
    return ""


def _heat_words(shape: Shape, heat: Heat) -> str:
    """The duration in words on the upper edge of the step: on the lower one sit its clocks."""
    width = text_width(heat.words, 12) + 16
    x, y = shape.box.x + shape.box.width - width / 2 + 6, shape.box.y
    pill = f'<rect class="b-tag" x="{x - width / 2:g}" y="{y - 9:g}" width="{width:g}" height="18" rx="9"/>'
    return f"{pill}{Label((heat.words,), x, y, 12).svg()}"


def _paint_edge(canvas: _Canvas, edge: Edge) -> None:
    for x, y in edge.points:
        canvas.reach(x, y)
    dashes = next((css for tag, css in _DASHES.items() if edge.kind.lower().endswith(tag.lower())), "")
    markup = f'<path class="b-line {dashes}" d="{_rounded(edge.points)}"/>'
    if dashes != "b-dotted" or edge.kind != "association":
        css = "b-head b-open" if edge.kind == "messageFlow" else "b-head"
        markup += f'<path class="{css}" d="{_arrow_head(edge.points[-2], edge.points[-1])}"/>'
    if edge.is_default:
        markup += f'<path class="b-line" d="{_default_mark(edge.points[0], edge.points[1])}"/>'
    canvas.add("line", f"<g>{markup}</g>")
    if edge.name:
        canvas.write(_edge_label(edge))


def _edge_label(edge: Edge) -> Label:
    if edge.label is not None:
        width = max(edge.label.width + 8, 40.0)
        return top_label(edge.name, edge.label.centre[0], edge.label.y, width)
    (x1, y1), (x2, y2) = edge.points[0], edge.points[1]
    if y1 == y2:
        return top_label(edge.name, (x1 + x2) / 2, y1 - 17, 90)
    return top_label(edge.name, x1 + 18, (y1 + y2) / 2, 90)


def _towards(start: Point, end: Point, distance: float) -> Point:
    """The point `distance` px from `start` in the direction of `end`, at most halfway."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    share = min(distance / length, 0.5)
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _rounded(points: tuple[Point, ...]) -> str:
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        (x1, y1), (x2, y2) = _towards(corner, before, _CORNER), _towards(corner, after, _CORNER)
        path += f"L{x1:g} {y1:g}Q{corner[0]:g} {corner[1]:g} {x2:g} {y2:g}"
    return f"{path}L{points[-1][0]:g} {points[-1][1]:g}"


def _arrow_head(before: Point, tip: Point, length: float = 9.0) -> str:
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    norm = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / norm * length, dy / norm * length
    x, y = tip[0] - ux, tip[1] - uy
    sides = f"L{x - uy / 2.4:.2f} {y + ux / 2.4:.2f}L{x + uy / 2.4:.2f} {y - ux / 2.4:.2f}Z"
    return f"M{tip[0]:g} {tip[1]:g}{sides}"


def _default_mark(start: Point, end: Point) -> str:
    x, y = _towards(start, end, 9.0)
    return f"M{x - 4:g} {y + 5:g}l8-10"
