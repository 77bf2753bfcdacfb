"""The small pictures inside BPMN shapes: paths on an 18 px square for tasks, around (0, 0) for the rest."""

_ENVELOPE = "m2 4 7 6 7-6"

TASK_ICONS = {
    "userTask": '<circle cx="9" cy="6.5" r="3.2"/><path d="M2.5 16c.4-3.6 3-5.2 6.5-5.2s6.1 1.6 6.5 5.2z"/>',
    "manualTask": (
        '<path d="M3 9V5.5a1 1 0 0 1 2 0V9m0-5a1 1 0 0 1 2 0v5m0-5.5a1 1 0 0 1 2 0V9'
        'm0-4a1 1 0 0 1 2 0v6c0 3-2 5-4.5 5S3 14 3 11z"/>'
    ),
    "serviceTask": (
        '<circle cx="9" cy="9" r="2.6"/>'
        '<path d="M9 2v3M9 13v3M2 9h3M13 9h3M4 4l2.2 2.2M11.8 11.8 14 14M14 4l-2.2 2.2M6.2 11.8 4 14"/>'
    ),
    "businessRuleTask": '<rect x="2" y="3" width="14" height="12"/><path d="M2 7h14M7 7v8M2 11h14"/>',
    "scriptTask": (
        '<path d="M5 2.5h10c-3 3 2 5-1 8.5s0 3.5-1 4.5H3c3-3-2-5 1-8.5s0-3.5 1-4.5zM6 6h5M6.5 9h5M6 12h5"/>'
    ),
    "sendTask": (
        '<rect class="b-filled" x="2" y="4" width="14" height="10"/>'
        f'<path class="b-inverse" d="{_ENVELOPE}"/>'
    ),
    "receiveTask": f'<rect x="2" y="4" width="14" height="10"/><path d="{_ENVELOPE}"/>',
}

EVENT_ICONS = {
    "timerEventDefinition": '<circle r="9"/><path d="M0-6V0l4 3"/>',
    "messageEventDefinition": '<rect x="-8" y="-5.5" width="16" height="11"/><path d="m-8-5.5 8 6 8-6"/>',
    "errorEventDefinition": '<path d="m-7 7 4-12 5 7 5-9-4 13-5-7z"/>',
    "signalEventDefinition": '<path d="M0-8 8 6H-8z"/>',
    "escalationEventDefinition": '<path d="M0-8 6 7 0 1-6 7z"/>',
    "conditionalEventDefinition": (
        '<rect x="-7" y="-8" width="14" height="16"/><path d="M-4-4h8M-4 0h8M-4 4h8"/>'
    ),
    "linkEventDefinition": '<path d="M-8-3h8v-4l8 7-8 7v-4h-8z"/>',
    "compensateEventDefinition": '<path d="m0-6-8 6 8 6zM8-6 0 0l8 6z"/>',
    "terminateEventDefinition": '<circle class="b-filled" r="9"/>',
}

_FILLED = '<rect class="b-filled" x="-8" y="-5.5" width="16" height="11"/>'
THROWN_MESSAGE = _FILLED + '<path class="b-inverse" d="m-8-5.5 8 6 8-6"/>'

GATEWAY_ICONS = {
    "exclusiveGateway": '<path class="b-heavy" d="m-7-8 14 16m0-16-14 16"/>',
    "parallelGateway": '<path class="b-heavy" d="M0-11v22M-11 0h22"/>',
    "inclusiveGateway": '<circle class="b-heavy" r="10"/>',
    "eventBasedGateway": '<circle r="13"/><circle r="10"/><path d="M0-7 7-2 4.5 6h-9L-7-2z"/>',
}

STATE_BADGES = {
    "done": '<circle class="b-badge" r="9"/><path class="b-badge-sign" d="m-4 0 3 3 5-6"/>',
    "current": '<circle class="b-badge" r="9"/><circle class="b-badge-dot" r="3.5"/>',
    "added": '<circle class="b-badge" r="11"/><path class="b-badge-sign" d="M-6 0h12M0-6v12"/>',
    "removed": '<circle class="b-badge" r="11"/><path class="b-badge-sign" d="M-6 0h12"/>',
    "changed": '<circle class="b-badge" r="11"/><path class="b-badge-sign" d="M-6-3h12M-6 3h12M4-8l-8 16"/>',
}
