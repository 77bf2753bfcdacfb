"""A small correct bundle, and the means to spoil one thing in it."""

from engine.bundle import Bundle

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="tekening">\n'
)

# One of everything the profile allows, drawn as one case would see it.
KLACHT = (
    HEAD
    + """<bpmn:message id="bericht_reactie" name="reactie" />
<bpmn:process id="klacht" name="Klacht" isExecutable="true">
<bpmn:laneSet id="banen"><bpmn:lane id="baan" name="Klachtbehandelaar">
<bpmn:flowNodeRef>bellen</bpmn:flowNodeRef>
<bpmn:flowNodeRef>oplossen</bpmn:flowNodeRef>
</bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="binnen" name="Klacht binnen" />
<bpmn:serviceTask id="bevestigen" name="Ontvangst bevestigen"><bpmn:extensionElements>
<zeebe:taskDefinition type="brief" />
<zeebe:taskHeaders><zeebe:header key="brief" value="ontvangst" /></zeebe:taskHeaders>
<zeebe:properties><zeebe:property name="wet" value="awb.9:6" /></zeebe:properties>
</bpmn:extensionElements></bpmn:serviceTask>
<bpmn:userTask id="bellen" name="Bellen met de inwoner"><bpmn:extensionElements>
<zeebe:taskSchedule dueDate="=termijn(&quot;eerste_contact&quot;)" />
</bpmn:extensionElements></bpmn:userTask>
<bpmn:boundaryEvent id="te_laat" name="Nog niet gebeld" attachedToRef="bellen" cancelActivity="false">
<bpmn:extensionElements><zeebe:properties>
<zeebe:property name="herinnering" value="ja" />
</zeebe:properties></bpmn:extensionElements>
<bpmn:timerEventDefinition><bpmn:timeDate>=termijn("eerste_contact") + duration("P1D")</bpmn:timeDate>
</bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:endEvent id="herinnerd" name="Herinnerd" />
<bpmn:exclusiveGateway id="tevreden" name="Tevreden?" default="tevreden_nee" />
<bpmn:businessRuleTask id="route_kiezen" name="Route kiezen"><bpmn:extensionElements>
<zeebe:calledDecision decisionId="route" resultVariable="gekozen_route" />
</bpmn:extensionElements></bpmn:businessRuleTask>
<bpmn:subProcess id="zoeken" name="Samen zoeken">
<bpmn:startEvent id="zoeken_begin" name="Begin" />
<bpmn:userTask id="oplossen" name="Oplossen" />
<bpmn:endEvent id="zoeken_klaar" name="Gevonden" />
<bpmn:sequenceFlow id="z1" sourceRef="zoeken_begin" targetRef="oplossen" />
<bpmn:sequenceFlow id="z2" sourceRef="oplossen" targetRef="zoeken_klaar" />
</bpmn:subProcess>
<bpmn:eventBasedGateway id="wachten" name="Reactie?" />
<bpmn:intermediateCatchEvent id="reactie_binnen" name="Reactie binnen">
<bpmn:messageEventDefinition messageRef="bericht_reactie" /></bpmn:intermediateCatchEvent>
<bpmn:intermediateCatchEvent id="geen_reactie" name="Geen reactie">
<bpmn:timerEventDefinition><bpmn:timeDuration>P14D</bpmn:timeDuration></bpmn:timerEventDefinition>
</bpmn:intermediateCatchEvent>
<bpmn:scriptTask id="rekenen" name="Dagen tellen"><bpmn:extensionElements>
<zeebe:script expression="=if bellen.uitkomst = &quot;ja&quot; then 1 else 2" resultVariable="dagen" />
</bpmn:extensionElements></bpmn:scriptTask>
<bpmn:parallelGateway id="splitsen" name="" />
<bpmn:serviceTask id="vastleggen" name="Uitkomst vastleggen"><bpmn:extensionElements>
<zeebe:taskDefinition type="registreer" />
<zeebe:taskHeaders><zeebe:header key="zaak.uitkomst" value="=gekozen_route" /></zeebe:taskHeaders>
</bpmn:extensionElements></bpmn:serviceTask>
<bpmn:callActivity id="nazorgen" name="Nazorg"><bpmn:extensionElements>
<zeebe:calledElement processId="nazorg" />
</bpmn:extensionElements></bpmn:callActivity>
<bpmn:parallelGateway id="samen" />
<bpmn:endEvent id="klaar" name="Klaar" />
<bpmn:endEvent id="opgelost" name="Opgelost"><bpmn:terminateEventDefinition /></bpmn:endEvent>
<bpmn:sequenceFlow id="f1" sourceRef="binnen" targetRef="bevestigen" />
<bpmn:sequenceFlow id="f2" sourceRef="bevestigen" targetRef="bellen" />
<bpmn:sequenceFlow id="f3" sourceRef="te_laat" targetRef="herinnerd" />
<bpmn:sequenceFlow id="f4" sourceRef="bellen" targetRef="tevreden" />
<bpmn:sequenceFlow id="tevreden_ja" name="ja" sourceRef="tevreden" targetRef="opgelost">
<bpmn:conditionExpression>=bellen.uitkomst = "ja"</bpmn:conditionExpression></bpmn:sequenceFlow>
<bpmn:sequenceFlow id="tevreden_nee" name="nee" sourceRef="tevreden" targetRef="route_kiezen" />
<bpmn:sequenceFlow id="f5" sourceRef="route_kiezen" targetRef="zoeken" />
<bpmn:sequenceFlow id="f6" sourceRef="zoeken" targetRef="wachten" />
<bpmn:sequenceFlow id="f7" sourceRef="wachten" targetRef="reactie_binnen" />
<bpmn:sequenceFlow id="f8" sourceRef="wachten" targetRef="geen_reactie" />
<bpmn:sequenceFlow id="f9" sourceRef="reactie_binnen" targetRef="rekenen" />
<bpmn:sequenceFlow id="f10" sourceRef="geen_reactie" targetRef="rekenen" />
<bpmn:sequenceFlow id="f11" sourceRef="rekenen" targetRef="splitsen" />
<bpmn:sequenceFlow id="f12" sourceRef="splitsen" targetRef="vastleggen" />
<bpmn:sequenceFlow id="f13" sourceRef="splitsen" targetRef="nazorgen" />
<bpmn:sequenceFlow id="f14" sourceRef="vastleggen" targetRef="samen" />
<bpmn:sequenceFlow id="f15" sourceRef="nazorgen" targetRef="samen" />
<bpmn:sequenceFlow id="f16" sourceRef="samen" targetRef="klaar" />
</bpmn:process>
</bpmn:definitions>
"""
)

NAZORG = (
    HEAD
    + """<bpmn:process id="nazorg" name="Nazorg" isExecutable="true">
<bpmn:laneSet id="nazorg_banen"><bpmn:lane id="nazorg_baan" name="Klachtbehandelaar">
<bpmn:flowNodeRef>nabellen</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="nazorg_begin" name="Begin" />
<bpmn:userTask id="nabellen" name="Nabellen" />
<bpmn:endEvent id="nagebeld" name="Nagebeld" />
<bpmn:sequenceFlow id="n1" sourceRef="nazorg_begin" targetRef="nabellen" />
<bpmn:sequenceFlow id="n2" sourceRef="nabellen" targetRef="nagebeld" />
</bpmn:process>
</bpmn:definitions>
"""
)

ROUTE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="tabel" name="Route"
 namespace="http://camunda.org/schema/1.0/dmn">
<decision id="route" name="Route">
<decisionTable id="route_tabel" hitPolicy="FIRST">
<input id="i1" label="Onderwerp"><inputExpression id="ie1" typeRef="string"><text>zaak.onderwerp</text>
</inputExpression></input>
<output id="o1" label="Route" name="route" typeRef="string" />
<rule id="r1"><inputEntry id="c1"><text>"wmo"</text></inputEntry>
<outputEntry id="u1"><text>"zorg"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="c2"><text>-</text></inputEntry>
<outputEntry id="u2"><text>"algemeen"</text></outputEntry></rule>
</decisionTable></decision>
</definitions>
"""


def form(*questions: str) -> str:
    return '{"type": "default", "schemaVersion": 19, "components": [\n' + ",\n".join(questions) + "\n]}"


UITKOMST = (
    '{"id": "v1", "type": "radio", "key": "uitkomst", "label": "Tevreden?",'
    ' "values": [{"value": "ja", "label": "Ja"}, {"value": "nee", "label": "Nee"}]}'
)
GEBELD = '{"id": "v2", "type": "checkbox", "key": "gebeld", "label": "Gebeld"}'
ONDERWERP = (
    '{"id": "v1", "type": "select", "key": "zaak.onderwerp", "label": "Waar gaat het over?",'
    ' "values": [{"value": "wmo", "label": "Zorg"}, {"value": "jeugd", "label": "Jeugd"}]}'
)
TEKST = '{"id": "v1", "type": "textfield", "key": "tekst", "label": "Wat is er gedaan?"}'

FILES: dict[str, str] = {
    "processes/bpmn/klacht.bpmn": KLACHT,
    "processes/bpmn/nazorg.bpmn": NAZORG,
    "processes/dmn/route.dmn": ROUTE,
    "processes/letters/ontvangst.md": "---\nonderwerp: Ontvangen\n---\nBeste {{ inwoner.naam }},\n",
    "processes/rollen.toml": '[rol.klachtbehandelaar]\nnaam = "Klachtbehandelaar"\n',
    "processes/termijnen.toml": (
        '[termijn.eerste_contact]\ntitel = "Bellen"\nregel = "werkdagen:2"\nvanaf = "ontvangstdatum"\n'
        'soort = "service"\ngrondslag = "Norm"\n'
    ),
    "processes/kalender.toml": '[[besluit]]\nnaam = "Proef"\njaren = [2026, 2028]\ndagen = []\n',
    "forms/klacht/binnen.form": form(ONDERWERP),
    "forms/klacht/bellen.form": form(UITKOMST, GEBELD),
    "forms/klacht/oplossen.form": form(TEKST),
    "forms/nazorg/nabellen.form": form(TEKST),
}


def bundle(**files: str | bytes | None) -> Bundle:
    """Return the correct bundle with some files replaced, added, or (None) left out.

    Keys are paths with `/` and `.` as they are: pass them as `bundle(**{"processes/x": "..."})`.
    """
    content = {**FILES, **files}
    return Bundle({
        path: data.encode() if isinstance(data, str) else data
        for path, data in content.items()
        if data is not None
    })  # fmt: skip


def spoiled(old: str, new: str, path: str = "processes/bpmn/klacht.bpmn") -> Bundle:
    """Return the correct bundle with `old` replaced by `new` in one file."""
    assert old in FILES[path], f"{old!r} staat niet in {path}"
    return bundle(**{path: FILES[path].replace(old, new)})
