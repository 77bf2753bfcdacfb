"""What a diagram may contain: the allow-list of design §4. Everything else is a finding.

SpiffWorkflow passes over much of BPMN in silence: a link event, a compensation or an event without
a kind simply goes through. What is not on this list is therefore refused, never skipped.
"""

from collections.abc import Mapping

from engine.bpmn.profile import FLOW_NODES

DRAWING = frozenset({
    "documentation", "extensionElements", "incoming", "outgoing", "laneSet", "lane", "flowNodeRef",
    "childLaneSet", "sequenceFlow", "conditionExpression", "textAnnotation", "text", "association",
    "group", "categoryValueRef",
})  # fmt: skip
EVENT_PARTS = frozenset({
    "timerEventDefinition", "timeDate", "timeDuration", "timeCycle", "messageEventDefinition",
    "terminateEventDefinition",
})  # fmt: skip
AROUND = frozenset({
    "process", "collaboration", "participant", "messageFlow", "message", "category", "categoryValue",
})  # fmt: skip
HANDLED_ELSEWHERE = frozenset({
    "script", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "loopCardinality",
    "completionCondition", "inputDataItem", "outputDataItem", "loopDataInputRef", "loopDataOutputRef",
})  # fmt: skip
ALLOWED = FLOW_NODES | DRAWING | EVENT_PARTS | AROUND | HANDLED_ELSEWHERE

EVENT_KINDS: Mapping[str, frozenset[str]] = {
    "startEvent": frozenset({""}),
    "endEvent": frozenset({"", "terminate"}),
    "intermediateThrowEvent": frozenset({""}),
    "intermediateCatchEvent": frozenset({"timer", "message"}),
    "boundaryEvent": frozenset({"timer", "message"}),
}

INSTEAD: Mapping[str, str] = {
    "task": "Kies een soort: gebruikerstaak als iemand iets doet, servicetaak als het vanzelf gaat.",
    "manualTask": "Gebruik een gebruikerstaak met een formulier.",
    "sendTask": "Gebruik een servicetaak met de bouwsteen 'bericht' of 'brief'.",
    "receiveTask": "Gebruik een wachtende gebeurtenis met een bericht.",
    "inclusiveGateway": "Gebruik een parallelle ruit met op elke weg een gewone keuze.",
    "complexGateway": "Gebruik een parallelle ruit en gewone keuzes.",
    "transaction": "Gebruik een gewoon subproces.",
    "adHocSubProcess": "Gebruik een gewoon subproces, met een parallelle ruit voor wat tegelijk kan.",
    "signalEventDefinition": "Gebruik een bericht (Message).",
    "linkEventDefinition": "Teken een pijl naar de plek waar het verdergaat.",
    "compensateEventDefinition": "Teken de stappen die iets terugdraaien als gewone taken.",
    "conditionalEventDefinition": "Gebruik een bericht (Message), of een timer met een keuze erachter.",
    "errorEventDefinition": "Zet de uitzondering als keuze achter de stap.",
    "escalationEventDefinition": "Gebruik een timer op de rand die een taak voor een ander opent.",
    "cancelEventDefinition": "Gebruik een gewoon einde.",
    "dataObject": "Gebruik een tekstnotitie.",
    "dataObjectReference": "Gebruik een tekstnotitie.",
    "dataStoreReference": "Gebruik een tekstnotitie.",
}

ZEEBE_ELEMENTS = frozenset({
    "formDefinition", "taskSchedule", "assignmentDefinition", "taskDefinition", "taskHeaders", "header",
    "calledDecision", "calledElement", "script", "properties", "property", "ioMapping", "input",
})  # fmt: skip

PROPERTIES = frozenset({
    "grondslag", "wet", "inwoner_titel", "inwoner_uitleg",
    "voldoet_aan", "heropent", "herinnering", "ander_dan", "wacht_op", "wie_start",
})  # fmt: skip

IGNORED_ZEEBE = frozenset({"subscription", "versionTag", "userTask"})
"""Written by Camunda Modeler or asked for by its own checks; our engine correlates on the case."""

ZEEBE_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "formDefinition": frozenset({"formId"}),
    "taskSchedule": frozenset({"dueDate"}),
    "assignmentDefinition": frozenset({"candidateGroups"}),
    "taskDefinition": frozenset({"type", "retries"}),
    "header": frozenset({"key", "value"}),
    "calledDecision": frozenset({"decisionId", "resultVariable"}),
    "calledElement": frozenset({
        "processId", "propagateAllChildVariables", "propagateAllParentVariables"
    }),
    "script": frozenset({"expression", "resultVariable"}),
    "property": frozenset({"name", "value"}),
    "input": frozenset({"source", "target"}),
}  # fmt: skip
"""What the engine reads. `retries` and `propagate...` are filled in by modellers without being asked."""
