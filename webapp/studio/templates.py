"""Generates the element templates: what the panel beside a diagram asks, in Dutch, with our own names.

One file serves both modellers: ours in the browser, and the desktop one that reads
`processes/bpmn/.camunda/element-templates/` beside the diagrams.
"""

import json
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from engine import Bundle, UnreadableFile, parse_xml
from webapp.bundlefiles import name_of
from webapp.paths import bundle_root
from webapp.studio.hints import variables

FILE = "processes/bpmn/.camunda/element-templates/aantafel.json"
SCHEMA = "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json"
Json = dict[str, Any]

WORK = {"id": "werk", "label": "Werk"}
DEADLINE = {"id": "termijn", "label": "Termijn"}
BASIS = {"id": "grondslag", "label": "Grondslag"}
RESIDENT = {"id": "inwoner", "label": "Uitleg voor de inwoner"}
AWAITED = ("", "inwoner", "aanbieder", "andere_organisatie", "ombudsman")
RECIPIENTS = ("", "inwoner", "vertegenwoordiger", "beklaagde", "andere_organisatie")


def element_templates(bundle: Bundle) -> list[Json]:
    """Return the templates for the names in a bundle; the same bundle gives the same list."""
    return json.loads(_written(bundle))  # type: ignore[no-any-return]


def as_file(bundle: Bundle) -> str:
    """Return the templates as the file that lies beside the diagrams."""
    return json.dumps(element_templates(bundle), ensure_ascii=False, indent=2) + "\n"


@lru_cache(maxsize=8)
def _written(bundle: Bundle) -> str:
    names = _Names(bundle)
    return json.dumps([_task(names), _letter(names), _status(), _decision(names), _call(names), _event()])


def names_of(bundle: Bundle) -> Json:
    """Return what there is to choose from beside a diagram, and the names that expressions may read."""
    names = _Names(bundle)
    chosen = ("roles", "terms", "forms", "letters", "processes", "decisions")
    return {**{key: getattr(names, key) for key in chosen}, "variables": variables(bundle)}


def taken_elsewhere(bundle: Bundle, path: str) -> list[str]:
    """Return the ids in the diagrams other than the one at `path`: in all of them an id means one thing."""
    return sorted({one for other, data in bundle.processes() if other != path for one in _ids(data, other)})


@lru_cache(maxsize=256)
def _ids(data: bytes, path: str) -> tuple[str, ...]:
    try:
        root = parse_xml(data, path)
    except UnreadableFile:
        return ()
    return tuple(map(str, root.xpath("//*[local-name()='process']//*[not(local-name()='sequenceFlow')]/@id")))


class _Names:
    """What there is to choose from."""

    def __init__(self, bundle: Bundle) -> None:
        self.roles = _table(bundle, "processes/rollen.toml", "rol", "naam")
        self.terms = _table(bundle, "processes/termijnen.toml", "termijn", "titel")
        self.forms = sorted({(PurePosixPath(path).stem, name_of(path)) for path, _ in bundle.forms()})
        self.letters = [(PurePosixPath(path).stem, name_of(path)) for path, _ in bundle.letters()]
        self.processes = [(PurePosixPath(path).stem, name_of(path)) for path, _ in bundle.processes()]
        self.decisions = sorted(one for path, data in bundle.decisions() for one in _decisions(data, path))

        first = self.terms[0][0] if self.terms else "afdoening"
        self.example_of_due = f'Bijvoorbeeld =termijn("{first}").'


def _task(names: _Names) -> Json:
    return _template(
        "taak", "Taak voor een medewerker", ["bpmn:Task", "bpmn:UserTask"], "bpmn:UserTask",
        [WORK, DEADLINE, BASIS, RESIDENT],
        [
            {"type": "Hidden", "binding": {"type": "zeebe:userTask"}},
            _choice("Formulier", "werk", {"type": "zeebe:formDefinition", "property": "formId"},
                    names.forms, none="het formulier met de id van de taak"),
            _choice("Wie doet dit?", "werk",
                    {"type": "zeebe:assignmentDefinition", "property": "candidateGroups"},
                    [(name, name) for _key, name in names.roles], none="de rol van de baan"),
            _property("Op wie wachten we?", "werk", "wacht_op", choices=_plain(AWAITED, "op niemand")),
            _property("Een ander dan wie deze taken deed", "werk", "ander_dan",
                      hint="Vier ogen: de id’s van eerdere taken, met een komma ertussen."),
            {
                "label": "Uiterste dag", "type": "String", "group": "termijn", "optional": True,
                "feel": "required", "description": names.example_of_due,
                "binding": {"type": "zeebe:taskSchedule", "property": "dueDate"},
            },
            _property("Voldoet aan termijn", "termijn", "voldoet_aan", choices=[("", "geen"), *names.terms]),
            *_explained(),
        ],
    )  # fmt: skip


def _letter(names: _Names) -> Json:
    return _template(
        "brief", "Brief versturen", ["bpmn:Task", "bpmn:ServiceTask"], "bpmn:ServiceTask",
        [WORK, DEADLINE, BASIS, RESIDENT],
        [
            _fixed("brief"),
            {**_choice("Brief", "werk", _header("brief"), names.letters), "constraints": {"notEmpty": True}},
            _choice("Aan wie?", "werk", _header("aan"), _plain(RECIPIENTS[1:]), none="wat in de brief staat"),
            _choice("Hoe?", "werk", _header("kanaal"), [("email", "e-mail"), ("post", "post")],
                    none="wat de ontvanger koos"),
            _property("Voldoet aan termijn", "termijn", "voldoet_aan", choices=[("", "geen"), *names.terms]),
            *_explained(),
        ],
    )  # fmt: skip


def _status() -> Json:
    return _template(
        "status", "Stand melden aan de inwoner", ["bpmn:Task", "bpmn:ServiceTask"], "bpmn:ServiceTask",
        [WORK, BASIS, RESIDENT],
        [
            _fixed("status"),
            {
                "label": "Waar is de klacht?", "type": "String", "group": "werk",
                "description": "Eén zin. De inwoner leest die op zijn eigen pagina.",
                "binding": _header("status"), "constraints": {"notEmpty": True},
            },
            *_explained(),
        ],
    )  # fmt: skip


def _decision(names: _Names) -> Json:
    return _template(
        "beslissing", "Beslistabel", ["bpmn:Task", "bpmn:BusinessRuleTask"], "bpmn:BusinessRuleTask",
        [WORK, BASIS, RESIDENT],
        [
            _choice("Beslistabel", "werk", {"type": "zeebe:calledDecision", "property": "decisionId"},
                    names.decisions),
            {
                "label": "Naam van de uitkomst", "type": "String", "group": "werk",
                "binding": {"type": "zeebe:calledDecision", "property": "resultVariable"},
                "constraints": {"notEmpty": True},
            },
            *_explained(),
        ],
    )  # fmt: skip


def _call(names: _Names) -> Json:
    return _template(
        "deelproces", "Ander proces doorlopen", ["bpmn:Task", "bpmn:CallActivity"], "bpmn:CallActivity",
        [WORK, BASIS, RESIDENT],
        [
            _choice("Proces", "werk", {"type": "zeebe:calledElement", "property": "processId"},
                    names.processes),
            *_explained(),
        ],
    )  # fmt: skip


def _event() -> Json:
    """A moment in the case that means something for the resident."""
    kinds = ["bpmn:StartEvent", "bpmn:EndEvent", "bpmn:IntermediateCatchEvent", "bpmn:BoundaryEvent"]
    return _template("moment", "Moment met uitleg", kinds, "", [BASIS, RESIDENT], _explained())


def _explained() -> list[Json]:
    return [
        _property("Grondslag", "grondslag", "grondslag", hint="Bijvoorbeeld Awb artikel 9:11 lid 2."),
        _property("Wettelijke markering", "grondslag", "wet", hint="Bijvoorbeeld awb.9:6. Zie het handboek."),
        _property("Zo heet de stap voor de inwoner", "inwoner", "inwoner_titel",
                  hint="Een paar woorden. Zonder titel ziet de inwoner de stap niet."),
        {**_property("Wat betekent dit voor de inwoner?", "inwoner", "inwoner_uitleg",
                     hint="Een of twee zinnen in gewone taal."), "type": "Text"},
    ]  # fmt: skip


def _template(
    key: str, name: str, applies: list[str], becomes: str, groups: list[Json], properties: list[Json]
) -> Json:
    found: Json = {
        "$schema": SCHEMA,
        "name": name,
        "id": f"aantafel.{key}",
        "appliesTo": applies,
        "groups": groups,
        "entriesVisible": False,
        "properties": properties,
    }
    if becomes:
        found["elementType"] = {"value": becomes}
    return found


def _choice(
    label: str, group: str, binding: Json, choices: Iterable[tuple[str, str]], none: str = ""
) -> Json:
    listed = [{"name": name, "value": value} for value, name in choices]
    if none:
        listed.insert(0, {"name": none, "value": ""})
    found: Json = {"label": label, "type": "Dropdown", "group": group, "binding": binding, "choices": listed}
    return {**found, "optional": True} if none else found


def _property(
    label: str, group: str, name: str, *, hint: str = "", choices: list[tuple[str, str]] | None = None
) -> Json:
    binding = {"type": "zeebe:property", "name": name}
    found: Json = {"label": label, "type": "String", "group": group, "binding": binding, "optional": True}
    if choices is not None:
        found |= {"type": "Dropdown", "choices": [{"name": word, "value": value} for value, word in choices]}
    return {**found, "description": hint} if hint else found


def _fixed(block: str) -> Json:
    binding = {"type": "zeebe:taskDefinition", "property": "type"}
    return {"type": "Hidden", "value": block, "binding": binding}


def _header(key: str) -> Json:
    return {"type": "zeebe:taskHeader", "key": key}


def _plain(values: Iterable[str], none: str = "") -> list[tuple[str, str]]:
    return [(value, value.replace("_", " ") or none) for value in values]


def _table(bundle: Bundle, path: str, table: str, title: str) -> list[tuple[str, str]]:
    """Return key and title of each entry in a TOML list; nothing when it cannot be read."""
    try:
        rows = tomllib.loads(bundle.text(path)).get(table, {})
        return [(key, str(row.get(title, key))) for key, row in rows.items()]
    except (UnreadableFile, tomllib.TOMLDecodeError, AttributeError):
        return []


def _decisions(data: bytes, path: str) -> list[tuple[str, str]]:
    try:
        root = parse_xml(data, path)
    except UnreadableFile:
        return []
    return [
        (one.get("id"), one.get("name") or one.get("id"))
        for one in root.xpath("//*[local-name()='decision']")
    ]


def write(root: Path) -> None:
    """Write the file of the bundle in `root` anew; do this when a test says it is stale."""
    target = root / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_file(Bundle.read(root)), encoding="utf-8")


if __name__ == "__main__":
    write(bundle_root())
