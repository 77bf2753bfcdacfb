"""The graph: every step is reached, every way leads to an end, and no arrow is drawn in vain."""

from collections.abc import Iterator

from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.model import GATEWAYS, Diagram, Flow, Node, ProcessModel, Scope

HOSTS = frozenset({
    "userTask", "serviceTask", "scriptTask", "businessRuleTask", "callActivity", "subProcess"
})  # fmt: skip


def one_plain_start(process: ProcessModel) -> Iterator[Finding]:
    for scope in process.scopes:
        if len(scope.starts) == 1 or (scope.owner and scope.owner.is_event_subprocess):
            continue
        place = scope.owner or process
        what = "Dit subproces" if scope.owner else "Dit proces"
        if not scope.starts:
            yield found("E10", process.file, place, f"{what} heeft geen begin.")
        for start in scope.starts[1:]:
            yield found("E10", process.file, start, f"{what} heeft meer dan één begin.")


def flows_connect(process: ProcessModel) -> Iterator[Finding]:
    for scope in process.scopes:
        for flow in scope.flows:
            if flow.source is None or flow.target is None:
                yield found("E14", process.file, flow, _dangling(flow))
            elif flow.source.scope is not scope or flow.target.scope is not scope:
                message = (
                    f"De pijl van '{_label(flow.source)}' naar '{_label(flow.target)}' loopt over een rand."
                )
                yield found("E15", process.file, flow, message)


def _dangling(flow: Flow) -> str:
    missing = flow.source_ref if flow.source is None else flow.target_ref
    side = "begin" if flow.source is None else "eind"
    return f"Het {side} van deze pijl verwijst naar '{missing}', en dat bestaat niet in dit proces."


def _label(node: Node) -> str:
    return node.name or node.id


def flows_run_the_right_way(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        if node.tag in {"startEvent", "boundaryEvent"} and node.incoming:
            yield found(
                "E20", process.file, node, "Hier komt een pijl aan; dat kan bij deze gebeurtenis niet."
            )
        if node.tag == "endEvent" and node.outgoing:
            yield found("E20", process.file, node, "Uit dit einde vertrekt een pijl.")


def nothing_ends_dead(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        if node.tag == "endEvent" or node.is_event_subprocess:
            continue
        if not node.outgoing:
            yield found("E12", process.file, node, "Hier vertrekt geen pijl: de zaak blijft hangen.")
        elif len(node.outgoing) > 1 and node.tag not in GATEWAYS:
            yield found("E19", process.file, node, f"Hier vertrekken {len(node.outgoing)} pijlen tegelijk.")


def everything_is_reached(process: ProcessModel) -> Iterator[Finding]:
    for scope in process.scopes:
        if not scope.starts:
            continue  # told by one_plain_start; everything would be unreachable
        reached = scope.reached_from(scope.starts)
        for node in scope.nodes:
            loose = node.tag == "boundaryEvent" and node.attached_to not in process.by_id  # E23 tells
            if node not in reached and not node.is_event_subprocess and not loose:
                yield found("E13", process.file, node, "Geen enkele weg vanaf het begin leidt hierheen.")


def every_way_leads_to_an_end(process: ProcessModel) -> Iterator[Finding]:
    for scope in process.scopes:
        stopping = _can_stop(scope)
        trapped = [node for node in scope.nodes if node not in stopping and not node.is_event_subprocess]
        if trapped:
            others = ", ".join(f"'{_label(node)}'" for node in trapped[1:6])
            also = f" Dat geldt ook voor {others}." if others else ""
            yield found(
                "E28", process.file, trapped[0], f"Wie hier komt, vindt geen weg naar een einde.{also}"
            )


def _can_stop(scope: Scope) -> set[Node]:
    """Return the nodes from which a token can come to rest; a dead end has a finding of its own."""
    before: dict[Node, list[Node]] = {node: [] for node in scope.nodes}
    for node in scope.nodes:
        for following in node.successors():
            before.get(following, []).append(node)
    pending = [node for node in scope.nodes if node.tag == "endEvent" or not node.outgoing]
    stopping: set[Node] = set()
    while pending:
        node = pending.pop()
        if node not in stopping:
            stopping.add(node)
            pending.extend(before[node])
    return stopping


def conditions_stand_where_they_count(process: ProcessModel) -> Iterator[Finding]:
    for flow in process.flows:
        source = flow.source
        if source is None or flow.condition is None:
            continue
        if source.tag != "exclusiveGateway":
            message = (
                "Deze pijl heeft een voorwaarde, maar vertrekt niet uit een keuze: de voorwaarde telt niet."
            )
            yield found("E16", process.file, flow, message)
        elif source.element.get("default") == flow.id:
            yield found("E16", process.file, flow, "Het standaardpad heeft een voorwaarde; die telt niet.")
        elif len(source.outgoing) == 1:
            message = "Dit is de enige pijl uit deze ruit: klopt de voorwaarde niet, dan loopt de zaak vast."
            yield found("E16", process.file, flow, message)


def choices_are_complete(process: ProcessModel) -> Iterator[Finding]:
    for node in process.nodes:
        default = node.element.get("default")
        if default and default not in {flow.id for flow in node.outgoing}:
            yield found(
                "E17", process.file, node, f"Het standaardpad '{default}' vertrekt niet uit deze stap."
            )
        if node.tag != "exclusiveGateway" or len(node.outgoing) < 2:
            continue
        if not default:
            yield found("E17", process.file, node, "Deze keuze heeft geen standaardpad.")
        for flow in node.outgoing:
            if flow.condition is None and flow.id != default:
                yield found(
                    "E18", process.file, flow, "Deze pijl heeft geen voorwaarde en is niet het standaardpad."
                )


def gateways_have_a_use(process: ProcessModel) -> Iterator[Finding]:
    for node in process.tagged(*GATEWAYS):
        if len(node.incoming) == 1 and len(node.outgoing) == 1 and node.outgoing[0].condition is None:
            yield found("W32", process.file, node, "Deze ruit heeft één pijl erin en één pijl eruit.")


def races_wait_for_events(process: ProcessModel) -> Iterator[Finding]:
    for node in process.tagged("eventBasedGateway"):
        targets = [flow.target for flow in node.outgoing if flow.target]
        timers = [target for target in targets if target.event == "timer"]
        if len(timers) > 1:
            yield found(
                "E21", process.file, node, "Na deze ruit staan twee of meer timers; de eerste telt alleen."
            )
        for target in targets:
            if target.tag != "intermediateCatchEvent" or len(target.incoming) > 1:
                message = f"'{_label(target)}' is geen wachtende gebeurtenis die alleen op deze ruit volgt."
                yield found("E21", process.file, node, message)


def boundaries_hang_on_steps(process: ProcessModel) -> Iterator[Finding]:
    for node in process.tagged("boundaryEvent"):
        host = process.by_id.get(node.attached_to)
        if host is None:
            yield found("E23", process.file, node, "Deze gebeurtenis hangt aan niets dat bestaat.")
        elif host.tag not in HOSTS or host.scope is not node.scope:
            yield found("E23", process.file, node, f"Aan '{_label(host)}' kan geen gebeurtenis hangen.")


def messages_between_pools_are_drawings(diagram: Diagram) -> Iterator[Finding]:
    """Participants must point to a process of this file; one without reference is a black box."""
    ids = {process.id for process in diagram.processes}
    for element in diagram.root.iterfind("{*}collaboration/{*}participant"):
        target = element.get("processRef")
        if target is not None and target not in ids:
            line = int(element.sourceline or 1)
            yield found(
                "E14", diagram.file, line, f"De balk '{element.get('name', '')}' mist zijn proces '{target}'."
            )


DIAGRAM_RULES = (messages_between_pools_are_drawings,)
PROCESS_RULES = (
    one_plain_start,
    flows_connect,
    flows_run_the_right_way,
    nothing_ends_dead,
    everything_is_reached,
    every_way_leads_to_an_end,
    conditions_stand_where_they_count,
    choices_are_complete,
    gateways_have_a_use,
    races_wait_for_events,
    boundaries_hang_on_steps,
)
