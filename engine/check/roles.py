"""Who may do what: lanes are roles."""

from collections import Counter
from collections.abc import Iterator

from engine.bpmn.profile import BPMN
from engine.check.codes import around, found
from engine.check.finding import Finding
from engine.check.material import ROLES, Material
from engine.check.model import Node, ProcessModel


def lanes_are_roles(material: Material) -> Iterator[Finding]:
    roles = material.roles
    if roles is None:
        return
    for process in material.processes:
        for lane in process.lanes:
            if not lane.name:
                yield found("E41", process.file, around(lane.element), "Deze baan heeft geen naam.")
            elif lane.name not in roles:
                message = f"De rol '{lane.name}' bestaat niet. Bekend zijn: {', '.join(sorted(roles))}."
                yield found("E41", process.file, around(lane.element), message)
        for node in process.tagged("userTask"):
            for name in candidate_groups(node):
                if name not in roles:
                    yield found(
                        "E41", process.file, node, f"De rol '{name}' bij 'Candidate groups' bestaat niet."
                    )


def candidate_groups(node: Node) -> list[str]:
    """Return the roles that narrow a lane, read as the engine reads them."""
    element = node.zeebe("assignmentDefinition")
    groups = "" if element is None else element.get("candidateGroups", "")
    return [group.strip(' "') for group in groups.strip('=[]" ').split(",") if group.strip(' "')]


def tasks_stand_in_a_lane(process: ProcessModel) -> Iterator[Finding]:
    for node in process.tagged("userTask"):
        if not process.lane_of.get(node.id):
            yield found("E40", process.file, node, "Deze taak staat in geen baan.")


def lanes_form_one_layer(process: ProcessModel) -> Iterator[Finding]:
    counted = Counter(node_id for lane in process.lanes for node_id in lane.node_ids)
    for node_id, times in counted.items():
        if node_id not in process.by_id:
            continue  # modellers leave such references behind; a lane with a ghost in it harms nobody
        if times > 1:
            yield found("E42", process.file, process.by_id[node_id], "Deze stap staat in meer dan één baan.")
    for lane in process.lanes:
        if lane.element.find(f"{{{BPMN}}}childLaneSet") is not None:
            yield found("E42", process.file, around(lane.element), "In deze baan staan andere banen.")


def every_role_has_work(material: Material) -> Iterator[Finding]:
    used = {lane.name for process in material.processes for lane in process.lanes}
    used |= {
        name for process in material.processes for node in process.nodes for name in candidate_groups(node)
    }
    for role in (material.roles or {}).values():
        if role.has_tasks and role.name not in used:
            remedy = "Gebruik de rol, haal haar weg, of zet er 'taken = false' bij."
            yield found("W43", ROLES, role.line, f"Geen diagram gebruikt de rol '{role.name}'.", remedy)


PROCESS_RULES = (tasks_stand_in_a_lane, lanes_form_one_layer)
BUNDLE_RULES = (lanes_are_roles, every_role_has_work)
