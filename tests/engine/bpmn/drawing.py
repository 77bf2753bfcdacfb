"""Draws small diagrams for tests: text in, a bundle that runs out."""

from itertools import pairwise

from engine.bundle import Bundle

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="tekening" targetNamespace="http://voorbeeld.nl">'
)
TERMS = """
[instellingen]
verdaging_vanaf = "onverlengd"

[termijn.afdoening]
titel = "Afdoening"
regel = "awb.9:11"
vanaf = "ontvangstdatum"
soort = "wettelijk"
"""


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def extensions(**parts: str | dict[str, str]) -> str:
    """Return extensionElements: `properties={...}`, `headers={...}`, `type="brief"`, `due="=..."`, ..."""
    xml = ""
    for name, value in parts.items():
        match name, value:
            case "properties", dict():
                xml += (
                    "<zeebe:properties>"
                    + "".join(f'<zeebe:property name="{k}" value="{escape(v)}"/>' for k, v in value.items())
                    + "</zeebe:properties>"
                )
            case "headers", dict():
                xml += (
                    "<zeebe:taskHeaders>"
                    + "".join(f'<zeebe:header key="{k}" value="{escape(v)}"/>' for k, v in value.items())
                    + "</zeebe:taskHeaders>"
                )
            case "type", str():
                xml += f'<zeebe:taskDefinition type="{value}"/>'
            case "due", str():
                xml += f'<zeebe:taskSchedule dueDate="{escape(value)}"/>'
            case "script", str():
                variable, _, expression = value.partition(" ")
                xml += f'<zeebe:script expression="{escape(expression)}" resultVariable="{variable}"/>'
            case "decision", str():
                xml += f'<zeebe:calledDecision decisionId="{value}" resultVariable="{value}"/>'
            case "calls", str():
                xml += f'<zeebe:calledElement processId="{value}"/>'
    return f"<extensionElements>{xml}</extensionElements>" if xml else ""


def node(tag: str, node_id: str, inner: str = "", label: str = "", **attributes: str) -> str:
    extra = "".join(f' {k}="{v}"' for k, v in attributes.items())
    return f'<{tag} id="{node_id}" name="{label or node_id}"{extra}>{inner}</{tag}>'


def start(node_id: str = "begin") -> str:
    return node("startEvent", node_id)


def end(node_id: str = "klaar", *, terminate: bool = False) -> str:
    return node("endEvent", node_id, "<terminateEventDefinition/>" if terminate else "")


def user(node_id: str, **parts: str | dict[str, str]) -> str:
    return node("userTask", node_id, extensions(**parts))


def service(node_id: str, kind: str, **headers: str) -> str:
    return node("serviceTask", node_id, extensions(type=kind, headers=headers))


def script(node_id: str, variable: str, expression: str) -> str:
    return node("scriptTask", node_id, extensions(script=f"{variable} {expression}"))


def call(node_id: str, process: str) -> str:
    return node("callActivity", node_id, extensions(calls=process))


def xor(node_id: str, default: str = "") -> str:
    return node("exclusiveGateway", node_id, **({"default": default} if default else {}))


def parallel(node_id: str) -> str:
    return node("parallelGateway", node_id)


def sub(node_id: str, *inner: str) -> str:
    return node("subProcess", node_id, "".join(inner))


def timer(node_id: str, host: str, when: str, *, interrupting: bool = False, reminder: bool = False) -> str:
    tag = "timeDuration" if when.startswith("P") else "timeDate"
    inner = extensions(properties={"herinnering": "ja"}) if reminder else ""
    inner += f"<timerEventDefinition><{tag}>{escape(when)}</{tag}></timerEventDefinition>"
    return node(
        "boundaryEvent",
        node_id,
        inner,
        attachedToRef=host,
        cancelActivity="true" if interrupting else "false",
    )


def catch_message(node_id: str, message: str) -> str:
    return node("intermediateCatchEvent", node_id, f'<messageEventDefinition messageRef="m_{message}"/>')


def catch_timer(node_id: str, when: str) -> str:
    tag = "timeDuration" if when.startswith("P") else "timeDate"
    inner = f"<timerEventDefinition><{tag}>{escape(when)}</{tag}></timerEventDefinition>"
    return node("intermediateCatchEvent", node_id, inner)


def boundary_message(node_id: str, host: str, message: str, *, interrupting: bool = True) -> str:
    return node(
        "boundaryEvent",
        node_id,
        f'<messageEventDefinition messageRef="m_{message}"/>',
        attachedToRef=host,
        cancelActivity="true" if interrupting else "false",
    )


def path(*nodes: str) -> str:
    """Return flows along `nodes`, in order."""
    return "".join(flow(a, b) for a, b in pairwise(nodes))


def flow(source: str, target: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}_naar_{target}" {ends}>{inner}</sequenceFlow>'


def lanes(**members: str) -> str:
    """Return a lane set: `Klachtbehandelaar="bellen horen"`."""
    return (
        "<laneSet id='banen'>"
        + "".join(
            f'<lane id="baan_{name.lower()}" name="{name}">'
            + "".join(f"<flowNodeRef>{m}</flowNodeRef>" for m in ids.split())
            + "</lane>"
            for name, ids in members.items()
        )
        + "</laneSet>"
    )


def process(*parts: str, process_id: str = "proef", messages: str = "") -> bytes:
    declared = "".join(f'<message id="m_{m}" name="{m}"/>' for m in messages.split())
    inner = f'<process id="{process_id}" isExecutable="true">{"".join(parts)}</process>'
    return f"{HEAD}{declared}{inner}</definitions>".encode()


def bundle(*diagrams: bytes, **files: str) -> Bundle:
    """Return a bundle of diagrams; `files` adds letters: `brief_x="..."` becomes letters/x.md."""
    content = {f"processes/bpmn/d{i}.bpmn": data for i, data in enumerate(diagrams)}
    content["processes/termijnen.toml"] = TERMS.encode()
    content["processes/kalender.toml"] = (
        b'[[besluit]]\nnaam = "KB"\njaren = [2023, 2028]\ndagen = [2026-05-15]\n'
    )
    for name, text in files.items():
        content[f"processes/letters/{name.removeprefix('brief_')}.md"] = text.encode()
    return Bundle(content)


def two_steps(when: str = "=zaak.datum", due: str = "") -> bytes:
    extra = {"due": due} if due else {}
    return process(
        start(),
        user("a"),
        user("b", **extra),
        timer("bel", "b", when),
        end("gebeld"),
        end(),
        path("begin", "a", "b", "klaar"),
        flow("bel", "gebeld"),
    )


def with_script(expression: str, then: str = "=uitkomst") -> bytes:
    return process(
        start(),
        user("a"),
        script("reken", "uitkomst", expression),
        user("b"),
        script("daarna", "tweede", then),
        end(),
        path("begin", "a", "reken", "b", "daarna", "klaar"),
    )
