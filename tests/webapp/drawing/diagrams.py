"""A small BPMN file with one of everything the painter knows, and where it stands."""

_NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
}
_HEAD = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())

_SHAPES = {
    "gemeente": (0, 0, 900, 300),
    "baan": (30, 0, 870, 300),
    "begin": (82, 92, 36, 36),
    "bellen": (170, 70, 100, 80),
    "laat": (202, 132, 36, 36),
    "melden": (300, 190, 100, 80),
    "opgelost": (335, 85, 50, 50),
    "onderzoek": (500, 190, 100, 80),
    "klaar": (702, 92, 36, 36),
}
_EDGES = {
    "f1": ((118, 110), (170, 110)),
    "f2": ((270, 110), (335, 110)),
    "ja": ((385, 110), (702, 110)),
    "nee": ((360, 135), (360, 230), (500, 230)),
    "f3": ((600, 230), (720, 230), (720, 128)),
    "f4": ((220, 168), (220, 230), (300, 230)),
}


def _file(model: str, drawing: str = "") -> bytes:
    return f'<bpmn:definitions{_HEAD} id="d">{model}{drawing}</bpmn:definitions>'.encode()


def _shape(element: str, x: int, y: int, width: int, height: int) -> str:
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" />'
    return f'<bpmndi:BPMNShape bpmnElement="{element}">{bounds}</bpmndi:BPMNShape>'


def _edge(element: str, points: tuple[tuple[int, int], ...]) -> str:
    waypoints = "".join(f'<di:waypoint x="{x}" y="{y}" />' for x, y in points)
    return f'<bpmndi:BPMNEdge bpmnElement="{element}">{waypoints}</bpmndi:BPMNEdge>'


_DRAWING = "".join(
    [
        '<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="samen">',
        *(_shape(element, *bounds) for element, bounds in _SHAPES.items()),
        *(_edge(element, points) for element, points in _EDGES.items()),
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>",
    ]
)

MAIN = _file(
    """
<bpmn:collaboration id="samen">
  <bpmn:participant id="gemeente" name="Gemeente" processRef="hoofd" />
</bpmn:collaboration>
<bpmn:process id="hoofd" name="Klachtbehandeling">
  <bpmn:laneSet id="banen">
    <bpmn:lane id="baan" name="Klachtbehandelaar">
      <bpmn:flowNodeRef>begin</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>bellen</bpmn:flowNodeRef>
    </bpmn:lane>
  </bpmn:laneSet>
  <bpmn:startEvent id="begin" name="Klacht ontvangen" />
  <bpmn:userTask id="bellen" name="Bellen met de inwoner">
    <bpmn:extensionElements>
      <zeebe:properties><zeebe:property name="inwoner_titel" value="Wij bellen u" /></zeebe:properties>
    </bpmn:extensionElements>
  </bpmn:userTask>
  <bpmn:boundaryEvent id="laat" name="Nog niet gebeld" attachedToRef="bellen" cancelActivity="false">
    <bpmn:timerEventDefinition id="t1" />
  </bpmn:boundaryEvent>
  <bpmn:serviceTask id="melden" name="Melden" />
  <bpmn:exclusiveGateway id="opgelost" name="Opgelost?" default="nee" />
  <bpmn:callActivity id="onderzoek" name="Onderzoek">
    <bpmn:extensionElements><zeebe:calledElement processId="binnen" /></bpmn:extensionElements>
  </bpmn:callActivity>
  <bpmn:endEvent id="klaar" name="Klaar &amp; gesloten" />
  <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="bellen" />
  <bpmn:sequenceFlow id="f2" sourceRef="bellen" targetRef="opgelost" />
  <bpmn:sequenceFlow id="ja" name="Ja" sourceRef="opgelost" targetRef="klaar" />
  <bpmn:sequenceFlow id="nee" name="Nee" sourceRef="opgelost" targetRef="onderzoek" />
  <bpmn:sequenceFlow id="f3" sourceRef="onderzoek" targetRef="klaar" />
  <bpmn:sequenceFlow id="f4" sourceRef="laat" targetRef="melden" />
</bpmn:process>""",
    _DRAWING,
)

INNER = _file("""
<bpmn:process id="binnen" name="Onderzoek">
  <bpmn:startEvent id="start" />
  <bpmn:userTask id="horen" name="Horen" />
  <bpmn:endEvent id="einde" name="Gehoord" />
  <bpmn:sequenceFlow id="g1" sourceRef="start" targetRef="horen" />
  <bpmn:sequenceFlow id="g2" sourceRef="horen" targetRef="einde" />
</bpmn:process>""")
