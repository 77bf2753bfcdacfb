"""References both ways: what a diagram names exists, and what exists is named by a diagram."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from engine.bundle import form_path
from engine.check.codes import At, around, found
from engine.check.finding import Finding
from engine.check.material import TERMS, Material, line_of_word
from engine.check.model import ProcessModel, called, form_of, line_of
from engine.check.names import PARTIES
from engine.check.vocabulary import Vocabulary

KNOWN_PLACES = (
    "processes/bpmn/*.bpmn",
    "processes/dmn/*.dmn",
    "processes/letters/*.md",
    "processes/scenarios/*/*.feature",
    "forms/*/*.form",
)
FACTS = tuple(f"{root}." for root in ("zaak", *PARTIES))
KNOWN_SETTINGS = frozenset({"rollen", "termijnen", "kalender", "wegwijzer"})


def tasks_have_forms(material: Material) -> Iterator[Finding]:
    for process in material.processes:
        for node in process.tagged("userTask"):
            wanted = form_path(process.id, form_of(node))
            if node.id and wanted not in material.bundle.files:
                remedy = f"Maak {wanted}."
                yield found("E62", process.file, node, "Deze taak heeft geen formulier.", remedy)


def processes_begin_with_a_form(material: Material) -> Iterator[Finding]:
    """A called process goes on with what is known; one that people start has to ask for it."""
    for process in material.processes:
        begun_by_a_step = process.id in material.called_ids | material.started_ids
        for node in () if begun_by_a_step else process.scopes[0].starts:
            wanted = form_path(process.id, form_of(node))
            if node.id and wanted not in material.bundle.files:
                yield found("W88", process.file, node, "Dit begin heeft geen formulier.", f"Maak {wanted}.")


def forms_have_tasks(material: Material) -> Iterator[Finding]:
    used = {(p.id, form_of(node)) for p in material.processes for node in p.nodes if material.asks(p, node)}
    for (process_id, task), form in material.forms.items():
        if process_id not in material.by_process:
            yield found("W63", form.path, 1, f"Er is geen proces '{process_id}'.")
        elif (process_id, task) not in used:
            yield found("W63", form.path, 1, f"In '{process_id}' is geen taak of begin '{task}'.")


def task_forms_fill_only_the_task(material: Material) -> Iterator[Finding]:
    """Only the form at the beginning fills the case; in a task `zaak.x` would end up inside the answers."""
    for process in material.processes:
        for node in process.tagged("userTask"):
            form = material.forms.get((process.id, form_of(node)))
            if form is None:
                continue
            text = material.bundle.files[form.path].decode("utf-8", "replace")
            for key in sorted(key for key in form.keys if key.startswith(FACTS)):
                message = f"De vraag '{key}' vult de zaak niet, maar alleen het antwoord van deze taak."
                yield found("W90", form.path, line_of_word(text, key), message)


def called_processes_exist(material: Material) -> Iterator[Finding]:
    for process in material.processes:
        for node in process.tagged("callActivity"):
            target = called(node)
            if not target:
                yield found("E60", process.file, node, "Niet ingevuld is welk proces hier begint.")
            elif target not in material.by_process:
                known = ", ".join(sorted(material.by_process))
                yield found(
                    "E60", process.file, node, f"Het proces '{target}' bestaat niet. Bekend zijn: {known}."
                )


def started_processes_exist(material: Material) -> Iterator[Finding]:
    for process in material.processes:
        for node in process.tagged("serviceTask"):
            target, line = node.headers.get("proces", ("", 0))
            if target and target not in material.by_process:
                known = ", ".join(sorted(material.by_process))
                message = f"Het proces '{target}' bestaat niet. Bekend zijn: {known}."
                yield found("E60", process.file, At(line, node.id, node.name), message)


def calls_do_not_go_round(material: Material) -> Iterator[Finding]:
    calls = {p.id: {called(node) for node in p.tagged("callActivity")} for p in material.processes}
    for process in material.processes:
        for node in process.tagged("callActivity"):
            if process.id in _reached(calls, called(node)):
                message = f"Via '{called(node)}' roept dit proces zichzelf aan."
                yield found("E61", process.file, node, message)


def _reached(calls: dict[str, set[str]], begin: str) -> set[str]:
    seen: set[str] = set()
    pending = [begin]
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            pending.extend(calls.get(name, ()))
    return seen


def decisions_exist(material: Material) -> Iterator[Finding]:
    for process in material.processes:
        for node in process.tagged("businessRuleTask"):
            element = node.zeebe("calledDecision")
            name = "" if element is None else element.get("decisionId", "")
            place = node if element is None else At(line_of(element), node.id, node.name)
            if element is None or not name:
                yield found("E68", process.file, place, "Niet ingevuld is welke beslistabel hier beslist.")
            elif name not in material.decisions:
                known = ", ".join(sorted(material.decisions)) or "geen enkele"
                yield found(
                    "E68", process.file, place, f"De beslissing '{name}' bestaat niet. Bekend: {known}."
                )


def decisions_are_used(material: Material) -> Iterator[Finding]:
    """A file counts as used when any of its decisions is; decisions may need each other."""
    used = {
        element.get("decisionId", "")
        for process in material.processes
        for node in process.tagged("businessRuleTask")
        if (element := node.zeebe("calledDecision")) is not None
    }
    for path, model in material.decision_models:
        if not used & set(model.decisions):
            yield found("W69", path, 1, "Geen enkele stap gebruikt een beslissing uit dit bestand.")


def letters_are_used(material: Material) -> Iterator[Finding]:
    """A letter with `los: ja` is sent from the case file or by a command, so no step needs to."""
    used = {
        node.headers["brief"][0]
        for process in material.processes
        for node in process.tagged("serviceTask")
        if "brief" in node.headers
    }
    for name, letter in material.letters.items():
        if name not in used and not (letter and letter.loose):
            path = f"processes/letters/{name}.md"
            yield found("W66", path, 1, f"Geen enkele stap verstuurt de brief '{name}'.")


def terms_are_used(material: Material) -> Iterator[Finding]:
    """A term that starts by itself is shown on the screens, which is use enough.

    Terms of the law stay out of it: a case worker may start one by hand, by recording its first day.
    """
    filled = Vocabulary(material).names["zaak"]
    texts = [data.decode("utf-8", "replace") for path, data in material.bundle.files.items() if path != TERMS]
    for key, rule in (material.terms or {}).items():
        mention = re.compile(
            rf"""termijn\(\s*(?:["']|&quot;|\\"){key}\b|"(?:voldoet_aan|heropent)" value="[^"]*\b{key}\b"""
        )
        if rule.rule.startswith("awb.") or filled.has(rule.start_fact):
            continue
        if not any(mention.search(text) for text in texts):
            line = line_of_word(material.bundle.text(TERMS), f"[termijn.{key}]")
            message = f"De termijn '{key}' wordt nergens gebruikt, en niets vult 'zaak.{rule.start_fact}'."
            yield found("W72", TERMS, line, message)


def files_have_a_place(material: Material) -> Iterator[Finding]:
    for path in material.bundle.files:
        pure = PurePosixPath(path)
        setting = str(pure.parent) == "processes" and pure.suffix == ".toml" and pure.stem in KNOWN_SETTINGS
        if not setting and not any(_matches(pure, pattern) for pattern in KNOWN_PLACES):
            yield found("W07", path, 1, "De motor doet niets met dit bestand.")


def _matches(path: PurePosixPath, pattern: str) -> bool:
    return len(path.parts) == pattern.count("/") + 1 and path.match(pattern)


def ids_are_unique_in_the_bundle(material: Material) -> Iterator[Finding]:
    """Answers, tasks and timers of a case are kept by id, so an id means one thing in all processes."""
    first: dict[str, ProcessModel] = {}
    for process in material.processes:
        for node in process.nodes:
            owner = first.setdefault(node.id, process)
            if node.id and owner.file != process.file:
                yield found("E51", process.file, node, f"Het id '{node.id}' staat ook in {owner.file}.")


def forms_are_asked_by_people(material: Material) -> Iterator[Finding]:
    """A form asked for where nobody fills it in would silently never be shown."""
    for process in material.processes:
        for node in process.nodes:
            element = node.zeebe("formDefinition")
            if element is not None and not material.asks(process, node):
                yield found("E05", process.file, around(element), "Bij dit onderdeel hoort geen formulier.")


BUNDLE_RULES = (
    tasks_have_forms,
    processes_begin_with_a_form,
    forms_have_tasks,
    task_forms_fill_only_the_task,
    called_processes_exist,
    started_processes_exist,
    calls_do_not_go_round,
    decisions_exist,
    decisions_are_used,
    letters_are_used,
    terms_are_used,
    files_have_a_place,
    ids_are_unique_in_the_bundle,
    forms_are_asked_by_people,
)
