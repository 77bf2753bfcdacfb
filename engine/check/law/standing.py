"""What the law asks of single steps and tables, whatever path leads there."""

import re
from collections.abc import Iterable, Iterator

from lark import Token, Tree

from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.law.fitness import block_of, markers
from engine.check.law.knowledge import dotted, literal, names_in, tree_of
from engine.check.law.late_decisions import is_late_decision_refused
from engine.check.law.marks import OMBUDSMAN_TERM
from engine.check.law.steps import Steps
from engine.check.law.timers import counts_for_itself
from engine.check.material import Material
from engine.check.model import Node, ProcessModel, called

_CLOCKS = frozenset({"today", "now"})
_TO_DESTROY = re.compile(r"vernietig(en|ing)")


def standing_rules_hold(steps: Steps, procedures: Iterable[ProcessModel]) -> Iterator[Finding]:
    """Yield where a step breaks the law by itself; `procedures` are the processes that handle complaints."""
    material, handling = steps.material, list(procedures)
    yield from _new_cases_keep_the_day(material, {process.id for process in handling})
    for process in _with_called(material, handling):
        yield from _objections_go_on(process, steps)
        yield from _files_outlast_the_ombudsman(process, steps)
        for node in process.nodes:
            if counts_for_itself(node):
                yield _told("L19", process, node, "9:11 lid 1", "Deze timer telt zelf de dagen of weken.")
            if "awb.9:8" in markers(node) and is_late_decision_refused(material, node):
                sentence = (
                    "Een klacht over een te laat besluit kan hier worden geweigerd om bezwaar of beroep."
                )
                yield _told("L04", process, node, "9:8 lid 1", sentence)


_REMEDIES = {
    "L04": "Laat de rijen voor bezwaar (onder c) en beroep (onder d) niet gelden als het besluit te laat is.",
    "L15": "Begin direct voor of na de brief een zaak met awb.6:15 die zaak.ontvangstdatum meekrijgt.",
    "L18": "Geef een klacht het gegeven 'ontvangstdatum' mee, met de dag waarop wij haar kregen; een andere "
    "zaak niet.",
    "L20": 'Laat de dag ten vroegste vallen na termijn("ombudsman").',
    "L19": 'Zet de termijn in termijnen.toml en gebruik =termijn("naam").',
}


def _files_outlast_the_ombudsman(process: ProcessModel, steps: Steps) -> Iterator[Finding]:
    """The day on which a file may be destroyed, reckons with the term for going to the ombudsman."""
    for node in process.tagged("serviceTask"):
        for fact in steps.facts_of(node):
            text = node.headers[fact][0]
            if _TO_DESTROY.search(fact) and text.strip() != "=null" and not _uses_term(text, steps):
                sentence = "De dag van vernietigen houdt geen rekening met de termijn voor de ombudsman."
                yield _told("L20", process, node, "9:24 lid 1", sentence)


def _uses_term(text: str, steps: Steps) -> bool:
    terms = [call for call in _calls(text) if dotted(call.children[0]) == "termijn"]
    keys = [literal(part) for call in terms for part in call.iter_subtrees()]
    return any(key and steps.rule_of(str(key[0])) == OMBUDSMAN_TERM for key in keys)


def _objections_go_on(process: ProcessModel, steps: Steps) -> Iterator[Finding]:
    """A letter may tell of an objection and of other parts at once, but then some step passes it on."""
    if any("awb.6:15" in steps.marks(node) for node in process.nodes):
        return
    for node in process.nodes:
        if "awb.6:15.brief" in steps.marks(node):
            sentence = "De inwoner hoort van een bezwaar dat niet met de dag van ontvangst wordt doorgegeven."
            reasons = steps.refused["awb.6:15"]
            yield _told("L15", process, node, "6:15 lid 1", " ".join([sentence, *reasons]))


def _told(code: str, process: ProcessModel, node: Node, article: str, sentence: str) -> Finding:
    return found(code, process.file, node, f"Awb artikel {article}: {sentence}", _REMEDIES[code])


def _new_cases_keep_the_day(material: Material, complaints: set[str]) -> Iterator[Finding]:
    """A complaint that grew out of another case counts from the day it was received, and only a complaint."""
    for process in material.processes:
        for node in process.tagged("serviceTask"):
            if block_of(node) != "start_zaak":
                continue
            begun, day = (node.headers.get(key, ("", 0))[0].strip() for key in ("proces", "ontvangstdatum"))
            sentence = _wrong_day(begun in complaints, begun, day)
            if sentence:
                yield _told("L18", process, node, "9:11 lid 1", sentence)


def _wrong_day(is_complaint: bool, begun: str, day: str) -> str:
    if not is_complaint:
        return f"Een zaak '{begun}' is geen klacht, maar krijgt wel een wettelijke termijn." if day else ""
    if not day:
        return "De klacht die hier begint, krijgt geen dag van ontvangst en dus geen termijn."
    clocks = {dotted(call.children[0]) for call in _calls(day)}
    if clocks & _CLOCKS or not names_in(day) - clocks:
        return "De termijn van de klacht die hier begint, telt niet vanaf de dag waarop wij haar kregen."
    return ""


def _calls(text: str) -> list[Tree[Token]]:
    tree = tree_of(text)
    return [] if tree is None else list(tree.find_data("call"))


def _with_called(material: Material, processes: Iterable[ProcessModel]) -> list[ProcessModel]:
    """Return `processes` and all that they call, each once."""
    pending, every = list(processes), dict[str, ProcessModel]()
    while pending:
        process = pending.pop(0)
        if process.id not in every:
            every[process.id] = process
            calls = (material.by_process.get(called(node)) for node in process.tagged("callActivity"))
            pending += [inner for inner in calls if inner is not None]
    return list(every.values())
