"""Each code is given when one thing in a correct bundle is spoiled, at the place where it was spoiled."""

import sys
from collections import Counter

import pytest

from engine.bundle import Bundle
from engine.check import CODES, check
from tests.engine.check.drawing import FILES, KLACHT, NAZORG, ONDERWERP, ROUTE, TEKST, bundle, form, spoiled

BPMN = "processes/bpmn/klacht.bpmn"
RUIT = '<bpmn:inclusiveGateway id="splitsen" name="" />'
GEWOON = '<bpmn:parallelGateway id="splitsen" name="" />'


TABLE = "processes/dmn/route.dmn"


def codes(of: Bundle) -> set[str]:
    return {finding.code for finding in check(of)}


def test_a_correct_bundle_has_no_findings():
    assert [str(finding) for finding in check(bundle())] == []


def _flow(number: int, source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}" />'


# code, what is there, what it becomes, id of the element that the finding must name
SPOILED = [
    ("E02", 'isExecutable="true"', 'isExecutable="false"', ""),
    ("E03", '<bpmn:process id="klacht"', '<bpmn:process id="klachten"', "klachten"),
    ("E04", GEWOON, RUIT, "splitsen"),
    ("E04", '<bpmn:userTask id="oplossen" name="Oplossen" />', '<bpmn:task id="oplossen" name="Oplossen" />',
     "oplossen"),
    ("E04", '<bpmn:subProcess id="zoeken" name="Samen zoeken">',
     '<bpmn:dataObject id="gegeven" /><bpmn:subProcess id="zoeken" name="Samen zoeken">', "gegeven"),
    ("E05", '<zeebe:calledElement processId="nazorg" />',
     '<zeebe:calledElement processId="nazorg" /><zeebe:executionListeners />', "nazorgen"),
    ("W06", '<zeebe:calledElement processId="nazorg" />',
     '<zeebe:calledElement processId="nazorg" /><c:kleur xmlns:c="urn:x" />', "nazorgen"),
    ("E10", '<bpmn:startEvent id="zoeken_begin" name="Begin" />',
     '<bpmn:startEvent id="zoeken_begin" name="Begin"><bpmn:timerEventDefinition /></bpmn:startEvent>',
     "zoeken_begin"),
    ("E10", '<bpmn:startEvent id="binnen" name="Klacht binnen" />', '', "klacht"),
    ("E10", '<bpmn:endEvent id="klaar" name="Klaar" />',
     '<bpmn:endEvent id="klaar" name="Klaar" /><bpmn:startEvent id="ook" name="Ook" />', "ook"),
    ("E12", _flow(16, "samen", "klaar"), "", "samen"),
    ("E13", _flow(5, "route_kiezen", "zoeken"), _flow(5, "route_kiezen", "wachten"), "zoeken"),
    ("E14", _flow(16, "samen", "klaar"), _flow(16, "samen", "weg"), "f16"),
    ("E15", _flow(16, "samen", "klaar"), _flow(16, "samen", "zoeken_klaar"), "f16"),
    ("E16", _flow(4, "bellen", "tevreden"),
     '<bpmn:sequenceFlow id="f4" sourceRef="bellen" targetRef="tevreden"><bpmn:conditionExpression>=true'
     '</bpmn:conditionExpression></bpmn:sequenceFlow>', "f4"),
    ("E16", 'default="tevreden_nee"', 'default="tevreden_ja"', "tevreden_ja"),
    ("E17", ' default="tevreden_nee"', "", "tevreden"),
    ("E17", ' default="tevreden_nee"', ' default="f1"', "tevreden"),
    ("E18", ' default="tevreden_nee"', "", "tevreden_nee"),
    ("E19", _flow(3, "te_laat", "herinnerd"), _flow(3, "bellen", "herinnerd"), "bellen"),
    ("E20", _flow(16, "samen", "klaar"), _flow(16, "samen", "binnen"), "binnen"),
    ("E20", _flow(16, "samen", "klaar"), _flow(16, "samen", "klaar") + _flow(17, "klaar", "opgelost"),
     "klaar"),
    ("E21", '<bpmn:messageEventDefinition messageRef="bericht_reactie" />',
     '<bpmn:timerEventDefinition><bpmn:timeDuration>P7D</bpmn:timeDuration></bpmn:timerEventDefinition>',
     "wachten"),
    ("E21", _flow(7, "wachten", "reactie_binnen"), _flow(7, "wachten", "rekenen"), "wachten"),
    ("E22", "<bpmn:timeDuration>P14D</bpmn:timeDuration>", "<bpmn:timeCycle>R3/P7D</bpmn:timeCycle>",
     "geen_reactie"),
    ("E22", "<bpmn:timeDuration>P14D</bpmn:timeDuration>", "", "geen_reactie"),
    ("E22", "P14D", "14 dagen", "geen_reactie"),
    ("E23", 'attachedToRef="bellen"', 'attachedToRef="weg"', "te_laat"),
    ("E23", 'attachedToRef="bellen"', 'attachedToRef="tevreden"', "te_laat"),
    ("E24", '<bpmn:messageEventDefinition messageRef="bericht_reactie" />', "", "reactie_binnen"),
    ("E24", '<bpmn:messageEventDefinition messageRef="bericht_reactie" />', '<bpmn:signalEventDefinition />',
     "reactie_binnen"),
    ("E24", "<bpmn:terminateEventDefinition />", "<bpmn:errorEventDefinition />", "opgelost"),
    ("E25", 'messageRef="bericht_reactie"', 'messageRef="weg"', "reactie_binnen"),
    ("E25", 'name="reactie" />', "/>", "reactie_binnen"),
    ("E26", _flow(16, "samen", "klaar"), _flow(16, "rekenen", "rekenen") + _flow(17, "samen", "klaar"),
     "rekenen"),
    ("E27", '<bpmn:subProcess id="zoeken"', '<bpmn:subProcess triggeredByEvent="true" id="zoeken"', "zoeken"),
    ("E28", _flow(16, "samen", "klaar"), _flow(16, "samen", "wachten"), "route_kiezen"),
    ("E29", '<bpmn:userTask id="oplossen" name="Oplossen" />',
     '<bpmn:userTask id="oplossen" name="Oplossen"><bpmn:multiInstanceLoopCharacteristics /></bpmn:userTask>',
     "oplossen"),
    ("E30", GEWOON, '<bpmn:exclusiveGateway id="splitsen" name="Splitsen?" default="f12" />', "samen"),
    ("E31", '<bpmn:parallelGateway id="samen" />', '<bpmn:exclusiveGateway id="samen" name="Samen" />',
     "samen"),
    ("W32", _flow(1, "binnen", "bevestigen"),
     '<bpmn:exclusiveGateway id="nutteloos" />' + _flow(1, "binnen", "nutteloos") + _flow(17, "nutteloos",
     "bevestigen"),
     "nutteloos"),
    ("E36", _flow(4, "bellen", "tevreden"), _flow(4, "bellen", "bellen"), "bellen"),
    ("E37", _flow(16, "samen", "klaar"),
     '<bpmn:exclusiveGateway id="nog" name="Nog eens?" default="f16" />'
     '<bpmn:sequenceFlow id="f18" name="ja" sourceRef="nog" targetRef="wachten">'
     "<bpmn:conditionExpression>=dagen = 1</bpmn:conditionExpression></bpmn:sequenceFlow>"
     + _flow(17, "samen", "nog") + _flow(16, "nog", "klaar"), "samen"),
    ("E40", "<bpmn:flowNodeRef>bellen</bpmn:flowNodeRef>", "", "bellen"),
    ("E41", 'id="baan" name="Klachtbehandelaar"', 'id="baan" name="Klachtbehandellaar"', "baan"),
    ("E41", 'id="baan" name="Klachtbehandelaar"', 'id="baan"', "baan"),
    ("E41", '<zeebe:taskSchedule',
     '<zeebe:assignmentDefinition candidateGroups="Beslisser" /><zeebe:taskSchedule', "bellen"),
    ("E42", "</bpmn:lane></bpmn:laneSet>",
     '</bpmn:lane><bpmn:lane id="b2" name="Klachtbehandelaar">'
     "<bpmn:flowNodeRef>bellen</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>", "bellen"),
    ("E42", "</bpmn:lane></bpmn:laneSet>",
     '<bpmn:childLaneSet id="kind"><bpmn:lane id="b2" name="Klachtbehandelaar" />'
     "</bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>", "baan"),
    ("E50", 'id="klaar" name="Klaar"', 'name="Klaar"', ""),
    ("E51", 'id="z1"', 'id="f1"', "f1"),
    ("E52", '"klaar"', '"Event_1cscoeg"', "Event_1cscoeg"),
    ("W53", '"tevreden_ja"', '"Flow_0abc123"', "Flow_0abc123"),
    ("E54", '"klaar"', '"Klaar-nu"', "Klaar-nu"),
    ("E55", '"klaar"', '"End"', "End"),
    ("E55", '"klaar"', '"zaak"', "zaak"),
    ("E55", 'resultVariable="dagen"', 'resultVariable="bellen"', "rekenen"),
    ("E56", 'name="Oplossen"', "", "oplossen"),
    ("W57", 'name="Tevreden?"', "", "tevreden"),
    ("W57", 'id="tevreden_ja" name="ja"', 'id="tevreden_ja"', "tevreden_ja"),
    ("W58", 'name="Oplossen"', f'name="{"lang " * 20}"', "oplossen"),
    ("E60", 'processId="nazorg"', 'processId="weg"', "nazorgen"),
    ("E60", '<zeebe:calledElement processId="nazorg" />', "", "nazorgen"),
    ("E61", 'processId="nazorg"', 'processId="klacht"', "nazorgen"),
    ("E65", 'value="ontvangst"', 'value="ontvangen"', "bevestigen"),
    ("E68", 'decisionId="route"', 'decisionId="weg"', "route_kiezen"),
    ("E71", 'dueDate="=termijn(&quot;eerste_contact&quot;)"', 'dueDate="=termijn(&quot;eerst&quot;)"',
     "bellen"),
    ("E73", '<zeebe:taskDefinition type="brief" />', '<zeebe:taskDefinition type="mail" />', "bevestigen"),
    ("E73", '<zeebe:taskDefinition type="brief" />', "", "bevestigen"),
    ("E74", '<zeebe:header key="brief" value="ontvangst" />', "", "bevestigen"),
    ("E74", '<zeebe:header key="brief"',
     '<zeebe:header key="aan" value="buurman" /><zeebe:header key="brief"', "bevestigen"),
    ("E74", 'type="registreer"', 'type="termijn"', "vastleggen"),
    ("E74", 'key="zaak.uitkomst"', 'key="Uitkomst van zaak"', "vastleggen"),
    ("W75", '<zeebe:header key="brief"', '<zeebe:header key="bijlage" value="x" /><zeebe:header key="brief"',
     "bevestigen"),
    ("W76", 'property name="wet" value="awb.9:6"', 'property name="wett" value="awb.9:6"', "bevestigen"),
    ("E77", 'value="awb.9:6"', 'value="artikel 9:6"', "bevestigen"),
    ("E77", 'name="wet" value="awb.9:6"', 'name="voldoet_aan" value="weg"', "bevestigen"),
    ("E77", 'name="herinnering" value="ja"', 'name="herinnering" value="soms"', "te_laat"),
    ("E77", 'cancelActivity="false"', 'cancelActivity="true"', "te_laat"),
    ("E77", 'name="wet" value="awb.9:6"', 'name="heropent" value="eerste_contact, weg"', "bevestigen"),
    ("E77", 'name="wet" value="awb.9:6"', 'name="ander_dan" value="bellen"', "bevestigen"),
    ("E77", '<bpmn:userTask id="oplossen" name="Oplossen" />',
     '<bpmn:userTask id="oplossen" name="Oplossen"><bpmn:extensionElements><zeebe:properties>'
     '<zeebe:property name="ander_dan" value="oplossen" /></zeebe:properties></bpmn:extensionElements>'
     "</bpmn:userTask>", "oplossen"),
    ("E78", ' resultVariable="dagen"', "", "rekenen"),
    ("E80", '=bellen.uitkomst = "ja"<', '=bellen.uitkomst = = "ja"<', "tevreden_ja"),
    ("E80", '=bellen.uitkomst = "ja"<', '=onbekende_functie(1)<', "tevreden_ja"),
    ("E81", '=bellen.uitkomst = "ja"<', '=bell.uitkomst = "ja"<', "tevreden_ja"),
    ("E82", '=bellen.uitkomst = "ja"<', '=bellen.uitkomts = "ja"<', "tevreden_ja"),
    ("W83", '=bellen.uitkomst = "ja"<', '=bellen.uitkomst = "jaa"<', "tevreden_ja"),
    ("W83", '=bellen.uitkomst = "ja"<', '=bellen.uitkomst in ("ja", "misschien")<', "tevreden_ja"),
    ("W83", '=bellen.uitkomst = "ja"<', '=bellen.gebeld = "ja"<', "tevreden_ja"),
    ("W83", '=bellen.uitkomst = "ja"<', '=gekozen_route = "zorgg"<', "tevreden_ja"),
    ("E82", '=bellen.uitkomst = "ja"<', '=gekozen_route.naam = "zorg"<', "tevreden_ja"),
    ("W83", '=bellen.uitkomst = "ja"<', '=zaak.onderwerp = "werk"<', "tevreden_ja"),
    ("W87", '=bellen.uitkomst = "ja"<', '=nabellen.tekst = null<', "tevreden_ja"),
    ("W87", '=bellen.uitkomst = "ja"<', '=dagen = null<', "tevreden_ja"),
    ("W87", '=bellen.uitkomst = "ja"<', '=reactie_binnen.tekst = null<', "tevreden_ja"),
    ("W87", 'dueDate="=termijn', 'dueDate="=if bellen.gebeld then null else termijn', "bellen"),
    ("E65", 'value="ontvangst"', 'value="=zaak.onderwerp"', "bevestigen"),
    ("W06", '<zeebe:taskSchedule', '<zeebe:taskSchedule followUpDate="=today()"', "bellen"),
    ("W89", '=bellen.uitkomst = "ja"<', '=bellen.uitkomst<', "tevreden_ja"),
    ("W89", '=bellen.uitkomst = "ja"<', '="ja"<', "tevreden_ja"),
    ("E22", "P14D", "=14", "geen_reactie"),
    ("W91", '=bellen.uitkomst = "ja"<', '=zaak.ontvangstdatum &lt; "2026-01-01"<', "tevreden_ja"),
    ("E84", '=bellen.uitkomst = "ja"<', 'bellen.uitkomst = "ja"<', "tevreden_ja"),
    ("E85", '<bpmn:scriptTask id="rekenen" name="Dagen tellen">',
     '<bpmn:scriptTask id="rekenen" name="Dagen tellen"><bpmn:script>import os</bpmn:script>', "rekenen"),
    ("W86", '=bellen.uitkomst = "ja"<', '=zaak.ondrwerp = "ja"<', "tevreden_ja"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "old", "new", "element"), SPOILED, ids=[f"{row[0]}-{n}" for n, row in enumerate(SPOILED)]
)
def test_a_spoiled_diagram_is_found_at_the_element(code, old, new, element):
    findings = [finding for finding in check(spoiled(old, new)) if finding.code == code]
    assert element in {finding.element for finding in findings}
    lines = FILES[BPMN].count("\n")
    assert all(1 <= finding.line <= lines for finding in findings if finding.file == BPMN)


LETTER = "processes/letters/ontvangst.md"
BROKEN = {
    "E01-xml": ("E01", {BPMN: "<bpmn:definitions"}),
    "E01-html": ("E01", {BPMN: "<!DOCTYPE html><html><body>Inloggen</body></html>"}),
    "E01-toml": ("E01", {"processes/rollen.toml": "[rol\nnaam"}),
    "E01-terms": ("E01", {"processes/termijnen.toml": "[termijn.x]\ntitel = 'x'"}),
    "E01-calendar": ("E01", {"processes/kalender.toml": "besluit = 3"}),
    "E01-letter": ("E01", {LETTER: b"---\nonderwerp: Andr\xe9\n---\nDag"}),
    "E01-dmn": ("E01", {"processes/dmn/route.dmn": "<definitions"}),
    "E01-gone": ("E01", {"processes/rollen.toml": None}),
    "E02-other-xml": ("E02", {BPMN: "<html><body>Inloggen</body></html>"}),
    "W07-stray": ("W07", {"processes/bpmn/klacht.bpmn.bak": "x"}),
    "W43": ("W43", {"processes/rollen.toml": FILES["processes/rollen.toml"] + '[rol.x]\nnaam = "Loper"\n'}),
    "E51-bundle": ("E51", {"processes/bpmn/nazorg.bpmn": NAZORG.replace('"nabellen"', '"bellen"')}),
    "E62": ("E62", {"forms/klacht/bellen.form": None}),
    "W88": ("W88", {"forms/klacht/binnen.form": None}),
    "W63-called": ("W63", {"forms/nazorg/nazorg_begin.form": form(TEKST)}),
    "W90": ("W90", {"forms/klacht/oplossen.form": form(ONDERWERP)}),
    "W63-task": ("W63", {"forms/klacht/bell.form": form()}),
    "W63-process": ("W63", {"forms/klachten/bellen.form": form()}),
    "E64-json": ("E64", {"forms/klacht/bellen.form": "{"}),
    "E64-part": ("E64", {"forms/klacht/bellen.form": form('{"id": "a", "type": "html", "content": "x"}')}),
    "W66": ("W66", {"processes/letters/oud.md": FILES[LETTER]}),
    "E67": ("E67", {LETTER: "---\nonderwerp: x\n---\n{{ 1 + 1 }}"}),
    "W69": ("W69", {"processes/dmn/oud.dmn": ROUTE.replace('id="route"', 'id="oud"')}),
    "E70": ("E70", {"processes/dmn/route.dmn": ROUTE.replace('>"wmo"<', ">wmo or<")}),
    "E81-table": ("E81", {TABLE: ROUTE.replace("zaak.onderwerp", "zak.onderwerp")}),
    "E82-table": ("E82", {TABLE: ROUTE.replace("zaak.onderwerp", "bellen.onderwerp")}),
    "W83-table": ("W83", {TABLE: ROUTE.replace("zaak.onderwerp", "bellen.uitkomst")}),
    "W86-table": ("W86", {TABLE: ROUTE.replace("zaak.onderwerp", "zaak.onderwrep")}),
    "E71-letter": ("E71", {LETTER: FILES[LETTER] + "{{ termijn('weg') | datum }}"}),
    "W72": (
        "W72",
        {
            "processes/termijnen.toml": FILES["processes/termijnen.toml"]
            + '[termijn.oud]\ntitel = "Oud"\nregel = "werkdagen:2"\nvanaf = "nooit_gevuld"\n'
            + 'soort = "service"\ngrondslag = "Norm"\n'
        },
    ),
    "E81-letter": ("E81", {LETTER: FILES[LETTER] + "{{ inwonr.naam }}"}),
    "E82-letter": ("E82", {LETTER: FILES[LETTER] + "{{ bellen.uitkomts }}"}),
    "W86-letter": ("W86", {LETTER: FILES[LETTER] + "{{ inwoner.nam }}"}),
}


@pytest.mark.parametrize(("code", "files"), BROKEN.values(), ids=BROKEN)
def test_a_broken_or_orphaned_file_is_found(code, files):
    findings = check(bundle(**files))
    assert code in {finding.code for finding in findings if finding.file in files or code in {"E62", "W88"}}


def chain(blocks: int, ways: int = 3) -> str:
    """Return a process of parallel blocks in a row."""
    parts = ['<bpmn:startEvent id="begin" name="Begin" />', '<bpmn:endEvent id="einde" name="Einde" />']
    last, number = "begin", 0
    for block in range(blocks):
        split, join = f"s{block}", f"j{block}"
        parts += [f'<bpmn:parallelGateway id="{split}" />', f'<bpmn:parallelGateway id="{join}" />']
        parts.append(f'<bpmn:sequenceFlow id="n{block}" sourceRef="{last}" targetRef="{split}" />')
        for _ in range(ways):
            number += 1
            parts.append(f'<bpmn:sequenceFlow id="w{number}" sourceRef="{split}" targetRef="{join}" />')
        last = join
    parts.append(f'<bpmn:sequenceFlow id="slot" sourceRef="{last}" targetRef="einde" />')
    head = KLACHT[: KLACHT.index("<bpmn:message ")]
    body = '<bpmn:process id="klacht" name="Klacht" isExecutable="true">'
    return head + body + "\n".join(parts) + "</bpmn:process></bpmn:definitions>"


@pytest.mark.parametrize(("blocks", "refused"), [(1, False), (4, False), (7, True), (12, True), (400, True)])
def test_parallel_blocks_are_bounded_without_building_them(blocks, refused):
    assert ("E33" in codes(bundle(**{BPMN: chain(blocks)}))) is refused


def test_deep_nesting_is_refused():
    inner = '<bpmn:startEvent id="b{0}" name="b" /><bpmn:endEvent id="e{0}" name="e" />'
    text = ""
    for depth in range(8):
        text = f'<bpmn:subProcess id="sub{depth}" name="Sub">{text}{inner.format(depth)}</bpmn:subProcess>'
    assert "E34" in codes(
        spoiled('<bpmn:eventBasedGateway id="wachten"', text + '<bpmn:eventBasedGateway id="wachten"')
    )


def test_a_huge_diagram_is_called_unreadable():
    many = "".join(f'<bpmn:endEvent id="einde_{n}" name="Einde" />' for n in range(160))
    assert "W35" in codes(spoiled("</bpmn:process>", many + "</bpmn:process>"))


def test_a_rule_that_fails_is_told_and_hides_nothing(monkeypatch):
    def broken(process):
        raise ValueError(process)

    monkeypatch.setattr(sys.modules["engine.check"], "PROCESS_RULES", (broken,))
    found = codes(spoiled('processId="nazorg"', 'processId="weg"'))
    assert {"E08", "E60"} <= found


def test_every_code_is_provoked_by_a_test():
    tested = {row[0] for row in SPOILED} | {code for code, _ in BROKEN.values()}
    law = {code for code in CODES if code[0] == "L"}  # tests/engine/check/law
    assert set(CODES) - tested - law == {"E08", "E33", "E34", "W35", "E38"}, "zie de andere tests"


def test_a_code_means_one_thing():
    from engine.check.codes import SECTIONS

    assert max(Counter(code for section in SECTIONS.values() for code in section).values()) == 1


def test_findings_are_sorted_by_file_and_line():
    findings = check(spoiled("bellen.uitkomst", "bell.uitkomst"))
    assert len(findings) >= 2
    assert [(f.file, f.line) for f in findings] == sorted((f.file, f.line) for f in findings)


def test_a_finding_reads_as_place_what_and_remedy():
    (finding,) = check(spoiled('=bellen.uitkomst = "ja"<', '=bellen.uitkomst = "jaa"<'))
    assert str(finding) == (
        f"{BPMN}:{finding.line} › ja (tevreden_ja) · W83 waarschuwing: "
        "De waarde 'jaa' van 'bellen.uitkomst' bestaat niet. → Kies uit ja, nee."
    )
    assert "jaa" in spoiled('"ja"<', '"jaa"<').text(BPMN).splitlines()[finding.line - 1]


def test_a_letter_that_says_it_is_loose_needs_no_step():
    loose = FILES[LETTER].replace("---\n", "---\nlos: ja\n", 1)
    assert codes(bundle(**{"processes/letters/oud.md": loose})) == set()


def test_a_letter_that_reads_an_answer_before_it_is_given_is_told_at_the_step():
    findings = check(bundle(**{LETTER: FILES[LETTER] + "{{ bellen.uitkomst }}"}))
    assert [(f.code, f.element) for f in findings] == [("W87", "bevestigen")]


def test_a_table_that_reads_an_answer_before_it_is_given_is_told_at_the_step():
    findings = check(bundle(**{TABLE: ROUTE.replace("zaak.onderwerp", "nabellen.tekst")}))
    assert [(f.code, f.element) for f in findings] == [("W87", "route_kiezen")]


def test_a_question_at_the_beginning_without_a_dot_is_a_name_of_its_own():
    begin = "forms/klacht/binnen.form"
    files = {begin: FILES[begin].replace("zaak.onderwerp", "toestemming")}
    text = KLACHT.replace('=bellen.uitkomst = "ja"<', '=toestemming = "wmo"<')
    assert codes(bundle(**files, **{BPMN: text})) == set()
    assert codes(bundle(**files, **{BPMN: text.replace("wmo", "zorg")})) == {"W83"}
