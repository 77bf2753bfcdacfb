"""A small lawful procedure with all that a complaint can turn into, drawn for the tests alone.

It splits off objections, asks who agrees that this is no complaint, puts oral complaints in writing,
records why a complaint does not follow the written procedure, and goes past a committee.
"""

import json
from functools import cache
from xml.sax.saxutils import quoteattr

from engine.bundle import Bundle
from tests.engine.check.drawing import HEAD
from tests.engine.check.law.workshop import Drawing, shipped

MAIN = "klachtbehandeling"
COORDINATOR, HANDLER, DECIDER, COMMITTEE = "Coördinator", "Behandelaar", "Beslisser", "Commissie"
LATE = '=termijn("afdoening") + duration("P1D")'

# Tasks: role, markers, questions (a tuple of options, or None for a text), and properties.
TASKS: dict[str, tuple[str, str, dict[str, tuple[str, ...] | None]]] = {
    "op_schrift_stellen": (COORDINATOR, "awb.9:2", {"tekst_bevestigd": ("ja", "nee")}),
    "toewijzen": (COORDINATOR, "awb.9:7", {"niet_betrokken": ("ja",)}),
    "bekijken": (COORDINATOR, "", {"soort": ("klacht", "bezwaar", "deels", "melding", "geen_machtiging")}),
    "instemming_vragen": (COORDINATOR, "awb.9:1", {"geen_klacht": ("ja", "nee")}),
    "grond_vastleggen": (COORDINATOR, "awb.9:4", {"motivering": None}),
    "zonder_procedure_antwoorden": (HANDLER, "", {"reactie": None}),
    "toelaten": (HANDLER, "", {key: ("ja", "nee") for key in (
        "bezwaar_mogelijk", "beroep_mogelijk", "te_laat_besluit", "strafzaak")}),
    "samen_beslissen": (DECIDER, "awb.9:8.vier_ogen", {"besluit": ("akkoord", "terug")}),
    "wens_vastleggen": (HANDLER, "awb.9:10.klager", {"hoorwens": ("wil", "wil_niet", "geen_reactie")}),
    "inwoner_horen": (HANDLER, "awb.9:10.verslag", {"verslag": None}),
    "medewerker_horen": (HANDLER, "awb.9:10.beklaagde", {"gehoord": ("ja", "nee")}),
    "commissie_hoort": (COMMITTEE, "awb.9:15.2, awb.9:10.gehoord, awb.9:10.verslag", {"verslag": None}),
    "commissie_hoort_medewerker": (COMMITTEE, "awb.9:10.beklaagde", {"gehoord": ("ja", "nee")}),
    "advies_uitbrengen": (COMMITTEE, "awb.9:15.4", {"bevindingen": None, "advies": None}),
    "advies_wegen": (DECIDER, "awb.9:16", {"volgt": ("ja", "nee"), "reden_afwijking": None}),
    "oordeel_opstellen": (HANDLER, "awb.9:12.oordeel", {"bevindingen": None, "oordeel": None}),
    "oordeel_vaststellen": (DECIDER, "awb.9:12.vaststellen", {"besluit": ("akkoord", "terug")}),
    "les_vastleggen": (COORDINATOR, "awb.9:12a", {"les": None}),
}  # fmt: skip
OTHER_THAN = {"samen_beslissen": "toelaten"}
OMBUDSMAN = '{{ ombudsman.naam }} tot {{ termijn("ombudsman") | datum }}'
# Letters: recipient, markers, text.
LETTERS: dict[str, tuple[str, str, str]] = {
    "ontvangst_bevestigen": ("inwoner", "awb.9:6", "Wij kregen uw klacht."),
    "bezwaar_melden": ("inwoner", "awb.6:15.brief", "Uw bezwaar gaat verder."),
    "omzetting_melden": ("inwoner", "awb.9:1.brief", "Wij maken er een melding van."),
    "te_laat_melden": ("inwoner", "awb.9:11.te_laat", "Wij zijn te laat."),
    "weigering_sturen": ("inwoner", "awb.9:8.3", OMBUDSMAN),
    "adviseur_melden": ("inwoner", "awb.9:15.1", '{{ zaak.adviseur | default("") }}'),
    "afschrift_sturen": ("beklaagde", "awb.9:9", "{{ zaak.omschrijving }}"),
    "uitnodigen": ("inwoner", "awb.9:10.uitnodiging", "Wilt u iets zeggen?"),
    "antwoord_sturen": ("inwoner", "awb.9:12", f"{{{{ oordeel_opstellen.oordeel }}}} {OMBUDSMAN}"),
    "antwoord_met_advies": (
        "inwoner", "awb.9:12",
        f"{{{{ oordeel_opstellen.oordeel }}}} {{{{ advies_uitbrengen.advies }}}} {OMBUDSMAN}"),
}  # fmt: skip
# Building blocks: kind, markers, headers.
BLOCKS: dict[str, tuple[str, str, dict[str, str]]] = {
    "schriftelijk_maken": ("registreer", "", {
        "zaak.schriftelijk": "=true", "zaak.ontvangstdatum": "=today()", "zaak.regime": "9.1.2"}),
    "bezwaar_beginnen": ("start_zaak", "awb.6:15", {
        "proces": "bezwaar", "zaak.eerste_ontvangst": "=zaak.ontvangstdatum"}),
    "als_bezwaar_omzetten": ("registreer", "", {"zaak.uitkomst": '="omgezet"'}),
    "omzetten": ("registreer", "", {"zaak.uitkomst": '="omgezet"'}),
    "regime_verlaten": ("registreer", "", {"zaak.regime": "9.2"}),
    "weigering_afdoen": ("termijn", "", {"handeling": "afgedaan"}),
    "weigering_vastleggen": ("registreer", "", {"zaak.uitkomst": '="niet_in_behandeling"'}),
    "regime_vastleggen": ("registreer", "", {
        "zaak.regime": "=behandelroute.regime", "zaak.adviseur": "=behandelroute.adviseur"}),
    "regeling_vastleggen": ("registreer", "awb.9:13", {"zaak.adviesbesluit": "Verordening 2026"}),
    "afdoen": ("termijn", "", {"handeling": "afgedaan"}),
    "oordeel_vastleggen": ("registreer", "", {"zaak.uitkomst": '="oordeel_gegeven"'}),
}  # fmt: skip
DECISIONS = {"toetsen": ("toelating", "awb.9:8"), "behandelroute_kiezen": ("behandelroute", "")}

# One way to read each line: from here to there, when. Without `when` at a choice: otherwise.
OUTER = """
binnen mondeling
mondeling? op_schrift_stellen =zaak.schriftelijk = false
mondeling? ontvangst_bevestigen
op_schrift_stellen bevestigd
bevestigd? schriftelijk_maken =op_schrift_stellen.tekst_bevestigd = "ja"
bevestigd? mondeling_afgedaan.
schriftelijk_maken ontvangst_bevestigen
ontvangst_bevestigen behandelen
behandelen les_vastleggen
les_vastleggen klaar.
te_laat te_laat_melden
te_laat_melden gemeld.
"""
INNER = """
begin toewijzen
toewijzen bekijken
bekijken wat_is_het
wat_is_het? bezwaar_beginnen =bekijken.soort in ["bezwaar", "deels"]
wat_is_het? instemming_vragen =bekijken.soort = "melding"
wat_is_het? grond_vastleggen =bekijken.soort = "geen_machtiging"
wat_is_het? toelaten
bezwaar_beginnen bezwaar_melden
bezwaar_melden helemaal
helemaal? als_bezwaar_omzetten =bekijken.soort = "bezwaar"
helemaal? toelaten
als_bezwaar_omzetten als_bezwaar_verder.
instemming_vragen eens
eens? omzetten =instemming_vragen.geen_klacht = "ja"
eens? toelaten
omzetten omzetting_melden
omzetting_melden als_melding_verder.
grond_vastleggen regime_verlaten
regime_verlaten zonder_procedure_antwoorden
zonder_procedure_antwoorden behoorlijk_behandeld.
toelaten toetsen
toetsen toelaatbaar
toelaatbaar? samen_beslissen =toelating.advies = "niet"
toelaatbaar? behandelroute_kiezen
samen_beslissen weigeren
weigeren? weigering_afdoen =samen_beslissen.besluit = "akkoord"
weigeren? behandelroute_kiezen
te_laat_om_te_weigeren behandelroute_kiezen
weigering_afdoen weigering_vastleggen
weigering_vastleggen weigering_sturen
weigering_sturen geweigerd.
behandelroute_kiezen regime_vastleggen
regime_vastleggen met_advies
met_advies? regeling_vastleggen =zaak.regime = "9.1.3"
met_advies? afschrift_sturen
regeling_vastleggen adviseur_melden
adviseur_melden afschrift_sturen
afschrift_sturen uitnodigen
uitnodigen wens_vastleggen
wens_vastleggen wie_hoort
wie_hoort? wil_hij_de_commissie_spreken =zaak.regime = "9.1.3"
wie_hoort? wil_hij_ons_spreken
wil_hij_de_commissie_spreken? commissie_hoort_medewerker =wens_vastleggen.hoorwens in ["wil_niet", "geen_reactie"]
wil_hij_de_commissie_spreken? commissie_hoort
commissie_hoort commissie_hoort_medewerker
commissie_hoort_medewerker advies_uitbrengen
advies_uitbrengen advies_wegen
advies_wegen oordeel_opstellen
wil_hij_ons_spreken? medewerker_horen =wens_vastleggen.hoorwens in ["wil_niet", "geen_reactie"]
wil_hij_ons_spreken? inwoner_horen
inwoner_horen medewerker_horen
medewerker_horen oordeel_opstellen
oordeel_opstellen oordeel_vaststellen
oordeel_vaststellen akkoord
akkoord? afdoen =oordeel_vaststellen.besluit = "akkoord"
akkoord? oordeel_opstellen
afdoen welke_brief
welke_brief? antwoord_met_advies =zaak.regime = "9.1.3"
welke_brief? antwoord_sturen
antwoord_met_advies oordeel_vastleggen
antwoord_sturen oordeel_vastleggen
oordeel_vastleggen beantwoord.
"""  # noqa: E501


def _extras(markers: str, inside: str = "", **properties: str) -> str:
    pairs = {"wet": markers, **properties}
    texts = [
        f"<zeebe:property name={quoteattr(name)} value={quoteattr(value)} />"
        for name, value in pairs.items()
        if value
    ]
    listed = f"<zeebe:properties>{''.join(texts)}</zeebe:properties>" if texts else ""
    return f"<bpmn:extensionElements>{inside}{listed}</bpmn:extensionElements>"


def _block(kind: str, headers: dict[str, str]) -> str:
    pairs = "".join(f"<zeebe:header key={quoteattr(k)} value={quoteattr(v)} />" for k, v in headers.items())
    return f'<zeebe:taskDefinition type="{kind}" /><zeebe:taskHeaders>{pairs}</zeebe:taskHeaders>'


def _node(name: str) -> str:
    """Return what stands at a name of the lists above."""
    attributes = f'id="{name}" name="{name.replace("_", " ")}"'
    if name in TASKS:
        extras = _extras(TASKS[name][1], ander_dan=OTHER_THAN.get(name, ""))
        return f"<bpmn:userTask {attributes}>{extras}</bpmn:userTask>"
    if name in LETTERS or name in BLOCKS:
        kind, markers, headers = BLOCKS.get(name) or ("brief", LETTERS[name][1], {"brief": name})
        return f"<bpmn:serviceTask {attributes}>{_extras(markers, _block(kind, headers))}</bpmn:serviceTask>"
    decision, markers = DECISIONS[name]
    call = f'<zeebe:calledDecision decisionId="{decision}" resultVariable="{decision}" />'
    return f"<bpmn:businessRuleTask {attributes}>{_extras(markers, call)}</bpmn:businessRuleTask>"


def _scope(lines: str) -> str:
    parts, defaults, seen = [], dict[str, str](), set[str]()
    rows = [line.split(" ", 2) for line in lines.strip().splitlines()]
    for source, target, *when in rows:
        source, target = source.removesuffix("?"), target.removesuffix(".")
        condition = f"<bpmn:conditionExpression>{when[0]}</bpmn:conditionExpression>" if when else ""
        flow = f"{source}_naar_{target}"
        parts.append(
            f'<bpmn:sequenceFlow id="{flow}" name="{target}" sourceRef="{source}" targetRef="{target}">'
            f"{condition}</bpmn:sequenceFlow>"
        )
        if not when:
            defaults[source] = flow
    for source, target, *_ in rows:
        for name in (source, target):
            plain = name.rstrip("?.")
            if name.endswith("?") and plain not in seen:
                parts.append(
                    f'<bpmn:exclusiveGateway id="{plain}" name="{plain}?" default="{defaults[plain]}" />'
                )
            elif name.endswith("."):
                parts.append(f'<bpmn:endEvent id="{plain}" name="{plain}" />')
            elif (name in TASKS or name in LETTERS or name in BLOCKS or name in DECISIONS) and (
                plain not in seen
            ):
                parts.append(_node(name))
            else:
                continue
            seen.add(plain)
    return "".join(parts)


def _border(name: str, host: str, moment: str, interrupts: str) -> str:
    return (
        f'<bpmn:boundaryEvent id="{name}" name="{name}" attachedToRef="{host}" cancelActivity="{interrupts}">'
        f"<bpmn:timerEventDefinition><bpmn:timeDate>{moment}</bpmn:timeDate></bpmn:timerEventDefinition>"
        "</bpmn:boundaryEvent>"
    )


def _diagram() -> str:
    lanes = "".join(
        f'<bpmn:lane id="baan_{number}" name="{role}">'
        + "".join(f"<bpmn:flowNodeRef>{t}</bpmn:flowNodeRef>" for t, (r, _, _) in TASKS.items() if r == role)
        + ("<bpmn:flowNodeRef>behandelen</bpmn:flowNodeRef>" if role == HANDLER else "")
        + "</bpmn:lane>"
        for number, role in enumerate((COORDINATOR, HANDLER, DECIDER, COMMITTEE))
    )
    inner = (
        '<bpmn:subProcess id="behandelen" name="Behandelen"><bpmn:startEvent id="begin" name="Begin" />'
        f"{_border('te_laat_om_te_weigeren', 'samen_beslissen', LATE.replace('afdoening', 'niet_behandelen'), 'true')}"  # noqa: E501
        f"{_scope(INNER)}</bpmn:subProcess>"
    )
    return (
        f'{HEAD}<bpmn:process id="{MAIN}" name="Klacht" isExecutable="true">'
        f'<bpmn:laneSet id="banen">{lanes}</bpmn:laneSet><bpmn:startEvent id="binnen" name="Binnen" />'
        f"{inner}{_border('te_laat', 'behandelen', LATE, 'false')}{_scope(OUTER)}"
        "</bpmn:process></bpmn:definitions>"
    )


def _other(name: str) -> str:
    """Return a process that is no complaint: one task."""
    return (
        f'{HEAD}<bpmn:process id="{name}" name="{name}" isExecutable="true"><bpmn:laneSet id="{name}_banen">'
        f'<bpmn:lane id="{name}_baan" name="{COORDINATOR}"><bpmn:flowNodeRef>{name}_doen</bpmn:flowNodeRef>'
        f'</bpmn:lane></bpmn:laneSet><bpmn:startEvent id="{name}_begin" name="Begin" />'
        f'<bpmn:userTask id="{name}_doen" name="Doen" /><bpmn:endEvent id="{name}_klaar" name="Klaar" />'
        f'<bpmn:sequenceFlow id="{name}_1" sourceRef="{name}_begin" targetRef="{name}_doen" />'
        f'<bpmn:sequenceFlow id="{name}_2" sourceRef="{name}_doen" targetRef="{name}_klaar" />'
        "</bpmn:process></bpmn:definitions>"
    )


def _form(questions: dict[str, tuple[str, ...] | None]) -> str:
    components = []
    for number, (key, options) in enumerate(questions.items()):
        component = {"id": f"v{number}", "key": key, "label": f"{key}?", "validate": {"required": True}}
        component |= {"type": "radio"} if options else {"type": "textarea"}
        if options:
            component["values"] = [{"value": option, "label": option} for option in options]
        components.append(component)
    return json.dumps({"type": "default", "schemaVersion": 19, "components": components})


def _table(decision: str, questions: list[str], columns: list[str], rows: list[str]) -> str:
    """Return a decision table; a row is its cells with a bar in between."""
    parts = [
        f'<input id="{decision}_v{n}" label="v"><inputExpression id="{decision}_e{n}" typeRef="string">'
        f"<text>{question}</text></inputExpression></input>"
        for n, question in enumerate(questions)
    ]
    parts += [
        f'<output id="{decision}_u{n}" name="{name}" typeRef="string" />' for n, name in enumerate(columns)
    ]
    for r, row in enumerate(rows):
        cells = [cell.strip() for cell in row.split("|")]
        tags = ["inputEntry"] * len(questions) + ["outputEntry"] * len(columns)
        entries = "".join(
            f'<{tag} id="{decision}_{r}_{n}"><text>{cell}</text></{tag}>'
            for n, (tag, cell) in enumerate(zip(tags, cells, strict=True))
        )
        parts.append(f'<rule id="{decision}_r{r}">{entries}</rule>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"'
        f' id="d_{decision}" name="{decision}" namespace="http://camunda.org/schema/1.0/dmn">'
        f'<decision id="{decision}" name="{decision}"><decisionTable id="t_{decision}" hitPolicy="FIRST">'
        f"{''.join(parts)}</decisionTable></decision></definitions>"
    )


TOETS = [f"toelaten.{key}" for key in ("bezwaar_mogelijk", "beroep_mogelijk", "te_laat_besluit", "strafzaak")]
TOELATING = _table("toelating", TOETS, ["advies", "grond"], [
    '"ja" | - | not("ja") | - | "niet" | "c"', '- | "ja" | not("ja") | - | "niet" | "d"',
    '- | - | - | "ja" | "niet" | "f"', '- | - | - | - | "wel" | ""',
])  # fmt: skip
ROUTE = _table("behandelroute", ["zaak.onderwerp"], ["regime", "adviseur"], [
    '"wmo" | "9.1.3" | "De commissie"', '- | "9.1.2" | ""',
])  # fmt: skip


@cache
def small() -> Bundle:
    """Return the small procedure, with the terms and the calendar that ship."""
    files = {path: data.decode() for path, data in shipped().files.items() if path.endswith("n.toml")}
    files |= {"processes/kalender.toml": shipped().text("processes/kalender.toml")}
    roles = (f'[rol.r{n}]\nnaam = "{r}"\n' for n, r in enumerate((COORDINATOR, HANDLER, DECIDER, COMMITTEE)))
    files["processes/rollen.toml"] = "\n".join(roles)
    files[f"processes/bpmn/{MAIN}.bpmn"] = _diagram()
    files[f"forms/{MAIN}/binnen.form"] = _form(
        {"zaak.omschrijving": None, "zaak.onderwerp": ("wmo", "jeugd")}
    )
    files |= {f"forms/{MAIN}/{task}.form": _form(asked) for task, (_, _, asked) in TASKS.items()}
    for name, (recipient, _, text) in LETTERS.items():
        files[f"processes/letters/{name}.md"] = f"---\nonderwerp: Brief\naan: {recipient}\n---\n{text}\n"
    files |= {"processes/dmn/toelating.dmn": TOELATING, "processes/dmn/behandelroute.dmn": ROUTE}
    for name in ("bezwaar", "deel"):
        files[f"processes/bpmn/{name}.bpmn"] = _other(name)
        files[f"forms/{name}/{name}_doen.form"] = _form({"gedaan": None})
    return Bundle({path: text.encode() for path, text in files.items()})


def drawing() -> Drawing:
    return Drawing(small())
