"""The order of steps compared: who follows whom, under which condition.

What a new step between two others changes is told by that step itself. So both drawings are compared with
the elements that only one of them has taken out: what then still leads elsewhere, is a change of order.
"""

from collections.abc import Callable, Iterator

from engine.check.model import Flow, Node, ProcessModel
from engine.comparing.difference import Difference
from engine.comparing.sides import Sides
from engine.words import elements
from engine.words.expressions import listed, quoted

Say = Callable[..., Difference]
Followers = dict[str, list[str]]


def is_silent(node: Node) -> bool:
    """Whether an element is only a crossing of lines, which readers do not know by a name."""
    return not node.name and node.tag in {"exclusiveGateway", "parallelGateway"}


def as_walked(process: ProcessModel) -> list[Node]:
    """Return the elements in the order in which work reaches them."""
    seen: dict[str, Node] = {}
    queue = [node for scope in process.scopes for node in scope.starts] or list(process.nodes)
    while queue:
        node = queue.pop(0)
        if node.id not in seen:
            seen[node.id] = node
            queue.extend(node.successors())
    rest = [node for node in process.nodes if node.id not in seen]
    return [*seen.values(), *rest]


def place_of(node: Node, process: ProcessModel) -> str:
    """Return where an element stands: "Na ‘Bellen met de inwoner’"."""
    if node.tag == "boundaryEvent":
        host = process.by_id.get(node.attached_to)
        return f"Aan {elements.title(host)}" if host else "Los in het proces"
    before = list(dict.fromkeys(_named_before(node)))
    if not before:
        return "Aan het begin"
    return f"Na {listed(before[:3], 'of')}"


def _named_before(node: Node) -> Iterator[str]:
    """Yield the names of what comes right before, through crossings without a name."""
    queue, seen = list(node.incoming), {node.id}
    while queue:
        flow = queue.pop(0)
        source = flow.source
        if source is None or source.id in seen:
            continue
        if is_silent(source):
            seen.add(source.id)
            queue.extend(source.incoming)
            continue
        label = f" ({quoted(flow.name)})" if flow.name and source.tag == "exclusiveGateway" else ""
        yield f"{elements.title(source)}{label}"


def differences(old: ProcessModel, new: ProcessModel, sides: Sides, say: Say) -> Iterator[Difference]:
    """Yield what changes in the order of steps that both versions have."""
    together = list(_together(old, new))
    for names, ids in together:
        yield say("changed", "flow", f"Voortaan gebeurt tegelijk: {listed(names)}.", ids[0])
    told = {node_id for _, ids in together for node_id in ids} | _around(new, old)
    was, now = _contracted(old, new), _contracted(new, old)
    for node_id in now:
        if node_id not in was or node_id in told or set(was[node_id]) == set(now[node_id]):
            continue
        if sentence := _moved(node_id, was[node_id], now[node_id], old, new):
            yield say("changed", "flow", sentence, node_id)
    yield from _conditions(old, new, sides, say)


def _together(old: ProcessModel, new: ProcessModel) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the steps that a new splitting crossing makes happen at the same time."""
    for node in new.tagged("parallelGateway"):
        before = old.by_id.get(node.id)
        known = {flow.target_ref for flow in before.outgoing} if before else set()
        heads = [flow.target for flow in node.outgoing if flow.target is not None]
        if len(heads) > 1 and {head.id for head in heads} - known:
            yield [elements.title(head) for head in heads], [head.id for head in heads]


def _around(new: ProcessModel, old: ProcessModel) -> set[str]:
    """Return what leads straight into a new parallel crossing: that sentence tells it already."""
    return {
        flow.source_ref
        for flow in new.flows
        if flow.target is not None
        and flow.target.tag == "parallelGateway"
        and flow.target.id not in old.by_id
    }


def _contracted(process: ProcessModel, other: ProcessModel) -> Followers:
    """Return who follows whom, without crossings and without elements that the other version lacks."""
    found: Followers = {}
    for node in process.nodes:
        if node.id in other.by_id and not is_silent(node):
            found[node.id] = list(dict.fromkeys(_next(node, other)))
    return found


def _next(node: Node, other: ProcessModel) -> Iterator[str]:
    queue, seen = list(node.outgoing), {node.id}
    while queue:
        target = queue.pop(0).target
        if target is None or (target.id in seen and target.id != node.id):
            continue
        if target.id in other.by_id and not is_silent(target):
            yield target.id
        elif target.id not in seen:
            seen.add(target.id)
            queue.extend(target.outgoing)


def _moved(node_id: str, was: list[str], now: list[str], old: ProcessModel, new: ProcessModel) -> str:
    gone = [elements.title(old.by_id[one]) for one in was if one not in now]
    come = [elements.title(new.by_id[one]) for one in now if one not in was]
    where = f"Na {elements.title(new.by_id[node_id])}"
    if gone and come:
        return f"{where} volgt {listed(come, 'of')} in plaats van {listed(gone, 'of')}."
    if come:
        return f"{where} kan voortaan ook {listed(come, 'of')} volgen."
    return f"{where} volgt {listed(gone, 'of')} niet meer." if gone else ""


# -- conditions -------------------------------------------------------------------------------------


def _conditions(old: ProcessModel, new: ProcessModel, sides: Sides, say: Say) -> Iterator[Difference]:
    for node in new.nodes:
        before = old.by_id.get(node.id)
        if before is None or node.tag not in {"exclusiveGateway", "eventBasedGateway"}:
            continue
        for was, now in _matched(before, node):
            yield from _flow_changes(node, was, now, sides, say)
        yield from _default(before, node, say)


def _matched(old: Node, new: Node) -> Iterator[tuple[Flow, Flow]]:
    """Yield the flows that are the same branch: by id, else by where they lead."""
    by_id = {flow.id: flow for flow in old.outgoing}
    by_target = {flow.target_ref: flow for flow in old.outgoing}
    by_name = {flow.name: flow for flow in old.outgoing if flow.name}
    for flow in new.outgoing:
        was = by_id.get(flow.id) or by_target.get(flow.target_ref) or by_name.get(flow.name)
        if was is not None:
            yield was, flow


def _flow_changes(node: Node, was: Flow, now: Flow, sides: Sides, say: Say) -> Iterator[Difference]:
    at = f"Bij {elements.title(node)}"
    if was.name != now.name:
        yield say("changed", "flow", f"{at} heet de weg {quoted(was.name)} nu {quoted(now.name)}.", node.id)
    before, after = elements.text_of(was.condition), elements.text_of(now.condition)
    if before == after:
        return
    branch = f"de weg {quoted(now.name)}" if now.name else "een weg zonder naam"
    if not after:
        told = "heeft geen voorwaarde meer"
    elif not before:
        told = f"geldt voortaan alleen als {sides.now.condition(after)}"
    else:
        told = f"geldt als {sides.now.condition(after)}. Dat was: als {sides.was.condition(before)}"
    yield say("changed", "flow", f"{at} {_inverted(branch, told)}.", node.id)


def _inverted(branch: str, told: str) -> str:
    """Return "geldt de weg ‘ja’ als ...": after "Bij ..." the verb comes first."""
    verb, _, rest = told.partition(" ")
    return f"{verb} {branch} {rest}"


def _default(old: Node, new: Node, say: Say) -> Iterator[Difference]:
    was, now = (_default_flow(node) for node in (old, new))
    if was is None and now is None:
        return
    same = was is not None and now is not None and (was.id == now.id or was.target_ref == now.target_ref)
    if same:
        return
    at = f"Bij {elements.title(new)}"
    if now is None:
        yield say("changed", "flow", f"{at} is er geen weg meer voor alle andere gevallen.", new.id)
    elif was is None or not now.name or was.name != now.name:
        name = quoted(now.name or now.target_ref)
        yield say("changed", "flow", f"{at} is {name} voortaan de weg voor alle andere gevallen.", new.id)


def _default_flow(node: Node) -> Flow | None:
    wanted = node.element.get("default", "")
    return next((flow for flow in node.outgoing if flow.id == wanted), None) if wanted else None
