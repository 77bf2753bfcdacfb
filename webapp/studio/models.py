"""What a new file starts with: small, and sound enough to open in its editor."""

import json

from webapp.bundlefiles import KINDS, FileRefused, kind_of

_DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definities_{name}" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">
  <bpmn:collaboration id="samenwerking_{name}">
    <bpmn:participant id="deelnemer_{name}" name="{title}" processRef="{name}" />
  </bpmn:collaboration>
  <bpmn:process id="{name}" name="{title}" isExecutable="true">
    <bpmn:laneSet id="rollen_{name}">
      <bpmn:lane id="rol_klachtbehandelaar_{name}" name="Klachtbehandelaar">
        <bpmn:flowNodeRef>begin_{name}</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>einde_{name}</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="begin_{name}" name="Begin">
      <bpmn:outgoing>begin_naar_einde_{name}</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:endEvent id="einde_{name}" name="Klaar">
      <bpmn:incoming>begin_naar_einde_{name}</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="begin_naar_einde_{name}" sourceRef="begin_{name}" targetRef="einde_{name}" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="tekening_{name}">
    <bpmndi:BPMNPlane id="vlak_{name}" bpmnElement="samenwerking_{name}">
      <bpmndi:BPMNShape id="deelnemer_{name}_di" bpmnElement="deelnemer_{name}" isHorizontal="true"><dc:Bounds x="160" y="80" width="700" height="200" /></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="rol_klachtbehandelaar_{name}_di" bpmnElement="rol_klachtbehandelaar_{name}" isHorizontal="true"><dc:Bounds x="190" y="80" width="670" height="200" /></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="begin_{name}_di" bpmnElement="begin_{name}"><dc:Bounds x="252" y="162" width="36" height="36" /></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="einde_{name}_di" bpmnElement="einde_{name}"><dc:Bounds x="752" y="162" width="36" height="36" /></bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="begin_naar_einde_{name}_di" bpmnElement="begin_naar_einde_{name}"><di:waypoint x="288" y="180" /><di:waypoint x="752" y="180" /></bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""  # noqa: E501
_LETTER = """---
onderwerp: {title}
aan: inwoner
---
{{{{ inwoner.aanhef }}}},

Schrijf hier de brief.

Met vriendelijke groet,

{{{{ gemeente.naam }}}}
"""
_SCENARIO = """# language: nl
Functionaliteit: {title}

  Scenario: Schrijf hier in één zin wat er gebeurt
    Gegeven het is 6 oktober 2026
"""
WITH_FOLDER = ("formulier", "scenario")


def starting_content(kind_key: str, typed: str) -> tuple[str, bytes]:
    """Return path and content of a new file. Raises FileRefused or NotOurFile for a name that cannot be."""
    kind = next((one for one in KINDS if one.key == kind_key), None)
    if kind is None or kind.key in ("lijst", "tabel"):
        raise FileRefused("Kies welk soort bestand u wilt maken.")
    name = typed.strip().lower().replace(" ", "_")
    if kind.key in WITH_FOLDER and "/" not in name:
        raise FileRefused(f"Zet het proces ervoor, met een schuine streep: nazorg/{name or 'naam'}.")
    path = kind.model.format(name=name)
    kind_of(path)
    last = name.rsplit("/", 1)[-1]
    title = last.replace("_", " ").capitalize()
    if kind.key == "formulier":
        question = {"type": "textarea", "id": "toelichting", "key": "toelichting", "label": "Toelichting"}
        form = {"type": "default", "id": last, "schemaVersion": 18, "components": [question]}
        return path, (json.dumps(form, ensure_ascii=False, indent=2) + "\n").encode()
    text = {"schema": _DIAGRAM, "brief": _LETTER, "scenario": _SCENARIO}[kind.key]
    return path, text.format(name=last, title=title).encode()
