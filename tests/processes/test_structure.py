"""The shipped diagrams, forms and letters belong together and can be read as a picture."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import SpiffWorkflow.bpmn.parser
from lxml import etree

from engine.bpmn.profile import Element, read_diagram
from engine.bundle import Bundle
from engine.dmn import parse_decisions
from engine.letters import parse_letter

ROOT = Path(__file__).parents[2]
NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "di": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "dd": "http://www.omg.org/spec/DD/20100524/DI",
}
DIAGRAMS = sorted((ROOT / "processes/bpmn").glob("*.bpmn"))
TASKS = ("userTask", "serviceTask", "scriptTask", "businessRuleTask", "callActivity")
Box = tuple[float, float, float, float]

each_diagram = pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)


def elements_of(path: Path) -> dict[str, Element]:
    return read_diagram(path.read_bytes(), path.name)[1]


def all_elements() -> Iterator[Element]:
    for path in DIAGRAMS:
        yield from elements_of(path).values()


def slug(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


# -- belonging together ------------------------------------------------------------------------


def test_every_user_task_has_a_form_and_every_form_a_task(shipped: Bundle) -> None:
    asking = [e for e in all_elements() if e.kind == "userTask" or "wie_start" in e.properties]
    forms = {path for path, _ in shipped.forms()}
    assert forms == {f"forms/{e.process}/{e.form}.form" for e in asking}


def test_every_letter_is_sent_by_a_step_and_every_step_has_its_letter(shipped: Bundle) -> None:
    sent = {e.headers["brief"] for e in all_elements() if e.block == "brief"}
    written = {Path(path).stem for path, _ in shipped.letters()}
    loose = {
        name for name in written if parse_letter(shipped.text(f"processes/letters/{name}.md"), name).loose
    }
    assert loose == {"gewijzigde_datum"}
    assert written - loose == sent


def test_a_letter_goes_to_the_one_it_is_written_for(shipped: Bundle) -> None:
    for element in all_elements():
        if element.block == "brief":
            name = element.headers["brief"]
            letter = parse_letter(shipped.text(f"processes/letters/{name}.md"), name)
            assert element.headers.get("aan", "inwoner") == letter.recipient, element.id


def test_every_lane_is_a_role(shipped: Bundle) -> None:
    roles = {role["naam"] for role in tomllib.loads(shipped.text("processes/rollen.toml"))["rol"].values()}
    assert {element.lane for element in all_elements()} <= roles


def test_every_process_is_called_or_started_and_the_other_way_round() -> None:
    called = {element.called for element in all_elements() if element.kind == "callActivity"}
    started = {element.headers["proces"] for element in all_elements() if element.block == "start_zaak"}
    assert not called & started
    by_people = {element.process for element in all_elements() if "wie_start" in element.properties}
    assert not called & by_people
    assert called | started | by_people == {path.stem for path in DIAGRAMS}


def test_ids_are_unique_over_all_processes() -> None:
    ids = [element.id for element in all_elements()]
    assert len(ids) == len(set(ids))


def test_the_id_of_a_step_is_its_label() -> None:
    for element in all_elements():
        if element.label != element.id:  # an unlabelled merge has only an id
            assert element.id == slug(element.label)


def test_every_letter_that_refuses_or_judges_names_the_ombudsman_and_the_last_day(shipped: Bundle) -> None:
    for name in ("afdoeningsbrief", "niet_in_behandeling", "bevestiging_intrekking"):
        letter = parse_letter(shipped.text(f"processes/letters/{name}.md"), name)
        assert {"ombudsman.naam", "ombudsman.postadres"} <= letter.variables()
        assert ("termijn", ("ombudsman",)) in letter.calls()


def test_no_letter_offers_an_objection_or_an_appeal(shipped: Bundle) -> None:
    """Awb 9:3: there is no appeal against how a complaint was handled."""
    for path, data in shipped.letters():
        assert not re.search("bezwaarschrift|bezwaar maken tegen|in beroep", data.decode()), path


def test_every_letter_names_someone_to_call(shipped: Bundle) -> None:
    for path, _ in shipped.letters():
        letter = parse_letter(shipped.text(path), Path(path).stem)
        assert "gemeente.telefoon" in letter.variables(), path


# -- duties and explanations -------------------------------------------------------------------


def test_every_task_says_what_to_do_and_on_what_ground() -> None:
    for element in all_elements():
        if element.kind == "userTask":
            assert len(element.documentation) > 40, element.id
            assert element.basis, element.id


@pytest.mark.parametrize(
    "duty",
    [
        "awb.9:5", "awb.9:6", "awb.9:7", "awb.9:8.3", "awb.9:9", "awb.9:10.klager", "awb.9:10.beklaagde",
        "awb.9:10.verslag", "awb.9:11", "awb.9:11.klager", "awb.9:11.beklaagde", "awb.9:12", "awb.9:12a",
    ],
)  # fmt: skip
def test_every_duty_of_the_law_is_marked_with_its_article(duty: str) -> None:
    marked = [element for element in all_elements() if element.properties.get("wet") == duty]
    assert marked
    article = re.search(r"9:\d+a?", duty)
    assert article
    assert all(f"artikel {article[0]}" in element.basis for element in marked)


def test_a_resident_can_read_what_every_duty_means_for_him() -> None:
    """Short sentences in the language of the resident: B1 is about sixteen words a sentence at most."""
    for element in all_elements():
        if element.kind not in TASKS or "wet" not in element.properties:
            continue
        text = element.properties.get("inwoner_uitleg", "")
        assert element.properties.get("inwoner_titel"), element.id
        assert text, element.id
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.?!]", text)), element.id


def sentences(text: str) -> list[str]:
    return re.split(r"[.?!:\n]+", text)


def test_whatever_a_resident_reads_of_a_step_has_short_sentences() -> None:
    for element in all_elements():
        text = element.properties.get("inwoner_uitleg", "")
        assert bool(text) == bool(element.properties.get("inwoner_titel")), element.id
        assert all(len(sentence.split()) <= 20 for sentence in sentences(text)), element.id


def test_every_letter_has_short_sentences(shipped: Bundle) -> None:
    for path, data in shipped.letters():
        body = re.sub(r"{%.*?%}", "\n", data.decode().split("---", 2)[2])
        words = re.sub(r"{{.*?}}", "waarde", body)
        assert all(len(sentence.split()) <= 20 for sentence in sentences(words)), path


def test_no_term_is_a_number_of_weeks_in_a_diagram() -> None:
    """Lengths live in termijnen.toml; a diagram only shifts a term by days (a reminder, the day after)."""
    for element in all_elements():
        if element.timer:
            assert "termijn(" in element.timer or "werkdagen(" in element.timer, element.id


# -- a valid file and a readable picture -------------------------------------------------------


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    folder = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema"
    return etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))


@each_diagram
def test_a_diagram_is_valid_bpmn(path: Path, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.parse(path))


def tree(path: Path) -> Any:
    return etree.parse(path).getroot()


def boxes(path: Path) -> dict[str, Box]:
    found = {}
    for shape in tree(path).iterfind(".//di:BPMNShape", NS):
        b = shape.find("dc:Bounds", NS)
        x, y, w, h = (float(b.get(name)) for name in ("x", "y", "width", "height"))
        found[shape.get("bpmnElement")] = (x, y, x + w, y + h)
    return found


def inside(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def touching(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@each_diagram
def test_a_sheet_holds_at_most_fifteen_tasks(path: Path) -> None:
    assert sum(element.kind in TASKS for element in elements_of(path).values()) <= 15


@each_diagram
def test_everything_is_drawn_inside_its_lane(path: Path) -> None:
    drawn, lanes = boxes(path), tree(path).iterfind(".//bpmn:lane", NS)
    for lane in lanes:
        for reference in lane.iterfind("bpmn:flowNodeRef", NS):
            assert inside(drawn[reference.text], drawn[lane.get("id")]), reference.text


@each_diagram
def test_no_two_steps_are_drawn_over_each_other(path: Path) -> None:
    elements, drawn = elements_of(path), boxes(path)
    solid = [e for e in elements.values() if e.kind not in ("boundaryEvent", "subProcess")]
    for one, other in combinations(solid, 2):
        assert not touching(drawn[one.id], drawn[other.id]), (one.id, other.id)


@each_diagram
def test_every_arrow_is_drawn_straight_and_meets_its_steps(path: Path) -> None:
    root, drawn = tree(path), boxes(path)
    edges = {edge.get("bpmnElement"): edge for edge in root.iterfind(".//di:BPMNEdge", NS)}
    for flow in root.iterfind(".//bpmn:sequenceFlow", NS):
        points = [
            (float(p.get("x")), float(p.get("y"))) for p in edges[flow.get("id")].iterfind("dd:waypoint", NS)
        ]
        for (x1, y1), (x2, y2) in pairwise(points):
            assert x1 == x2 or y1 == y2, flow.get("id")
        for point, end in ((points[0], "sourceRef"), (points[-1], "targetRef")):
            left, top, right, bottom = drawn[flow.get(end)]
            assert left <= point[0] <= right, flow.get("id")
            assert top <= point[1] <= bottom, flow.get("id")


@each_diagram
def test_the_friendly_route_is_one_straight_line_at_the_top(path: Path) -> None:
    """From the start to the good end of a sheet the steps stand on one height."""
    good = {
        "klachtbehandeling": ("klacht_ontvangen", "naar_tevredenheid_opgelost"),
        "informele_behandeling": ("behandelaar_aan_zet", "inwoner_tevreden_gesteld"),
        "aan_tafel": ("aanpak_is_gekozen", "samen_zoeken_is_klaar"),
        "aanbiederklacht": ("klacht_over_een_aanbieder", "klacht_bij_de_aanbieder_afgerond"),
        "aanbieder_vaststellen": ("deel_over_een_aanbieder", "aanbieder_bekend"),
        "aanbieder_wachten": ("klacht_ligt_bij_de_aanbieder", "antwoord_van_de_aanbieder_is_er"),
        "aanbieder_uitkomst": ("er_is_een_uitkomst", "uitkomst_vastgelegd"),
        "gemeentelijke_rol": ("inwoner_vraagt_naar_onze_rol", "rol_van_de_gemeente_beoordeeld"),
        "toezichthouder_inlichten": ("signaal_voor_de_toezichthouder", "toezichthouder_ingelicht"),
        "formele_behandeling": ("formeel_verder", "antwoord_gegeven"),
        "hoor_en_wederhoor": ("horen_aan_de_orde", "horen_afgerond"),
        "verdaging": ("tijd_wordt_krap", "afdoening_verdaagd"),
        "intrekking": ("inwoner_wil_stoppen", "intrekking_bevestigd"),
        "bewaren": ("dossier_kan_dicht", "bewaartermijn_bekend"),
        "signaalanalyse": ("signaalanalyse_plannen", "signalen_besproken"),
        "jaarpublicatie": ("jaarpublicatie_plannen", "jaar_gepubliceerd"),
        "vernietiging": ("vernietiging_plannen", "vernietiging_afgerond"),
        "vervolg": ("klacht_is_klaar", "vervolg_geregeld"),
        "verbeteren": ("les_vraagt_om_verbetering", "verbeterd_en_teruggekoppeld"),
        "nazorg": ("klacht_is_afgerond", "nazorg_afgerond"),
        "doorzenden": ("niet_voor_onze_gemeente", "klacht_bij_het_juiste_bestuursorgaan"),
        "voordeur": ("bericht_ontvangen", "bericht_op_de_juiste_plek"),
        "overdracht": ("naar_de_juiste_plek", "hulpvraag_opgepakt"),
        "klacht_aanmelden": ("het_is_een_klacht", "klacht_begonnen"),
        "signaal_oppakken": ("er_is_een_signaal", "signaal_verwerkt"),
        "spoed": ("spoed_gemeld", "inwoner_geholpen"),
        "bezwaarroute": ("bezwaar_aangemeld", "bezwaar_overgedragen"),
        "intake": ("er_is_eerst_iets_nodig", "verder_met_de_klacht"),
        "splitsen": ("meer_dan_een_onderwerp", "bericht_gesplitst"),
        "omzetten": ("het_lijkt_geen_klacht", "bericht_omgezet"),
        "naar_bezwaar": ("bericht_tegen_een_besluit", "bericht_is_een_bezwaar"),
        "vertegenwoordiging": ("voor_een_ander", "vertegenwoordiging_geregeld"),
        "aanvullen": ("er_ontbreekt_iets", "klacht_is_aangevuld"),
        "op_schrift_stellen": ("mondelinge_klacht_op_papier", "klacht_op_papier"),
        "behandeling_inrichten": ("behandelaar_gekozen", "behandeling_ingericht"),
        "niet_behandelen": ("misschien_niet_behandelen", "klacht_toch_behandelen"),
        "uitstel_vragen": ("meer_tijd_dan_de_wet_geeft", "uitstel_afgesproken"),
        "adviesprocedure": ("advies_nodig", "advies_uitgebracht"),
        "ombudsman": ("bericht_van_de_ombudsman", "opgelost_na_interventie"),
        "ombudsman_interventie": ("ombudsman_vraagt_om_een_oplossing", "interventie_afgerond"),
        "ombudsman_antwoord": ("ombudsman_vraagt_inlichtingen", "antwoord_is_bij_de_ombudsman"),
        "ombudsman_onderzoek": ("ombudsman_gaat_onderzoeken", "onderzoek_afgerond"),
        "ombudsman_bevindingen": ("bevindingen_zijn_binnen", "reactie_is_bij_de_ombudsman"),
        "ombudsman_rapport": ("rapport_is_binnen", "rapport_besproken_en_uitgezet"),
        "aanbeveling": ("aanbeveling_gekregen", "aanbeveling_uitgevoerd"),
    }
    drawn = boxes(path)
    heights = {(drawn[step][1] + drawn[step][3]) / 2 for step in good[path.stem]}
    assert len(heights) == 1


# -- the decision table ------------------------------------------------------------------------


def advice(shipped: Bundle, **answers: Any) -> Any:
    usual = dict.fromkeys(
        ("te_laat_besluit", "eerder_behandeld", "bezwaar_mogelijk", "beroep_mogelijk", "bij_rechter",
         "strafzaak", "kennelijk_onvoldoende", "toch_behandelen"), "nee",
    )  # fmt: skip
    model = parse_decisions(shipped.files["processes/dmn/ontvankelijkheid.dmn"], "ontvankelijkheid.dmn")
    return model.evaluate("ontvankelijkheid", {"zaak": {}, "ontvankelijkheid_beoordelen": usual | answers})


def test_without_a_ground_the_complaint_is_handled(shipped: Bundle) -> None:
    assert advice(shipped) == {"advies": "behandelen", "grond": None, "uitleg": None}


@pytest.mark.parametrize(
    ("question", "ground"),
    [
        ("eerder_behandeld", "lid 1 onder a"),
        ("bezwaar_mogelijk", "lid 1 onder c"),
        ("beroep_mogelijk", "lid 1 onder d"),
        ("bij_rechter", "lid 1 onder e"),
        ("strafzaak", "lid 1 onder f"),
        ("kennelijk_onvoldoende", "lid 2"),
    ],
)
def test_each_ground_of_article_9_8_has_its_own_row(shipped: Bundle, question: str, ground: str) -> None:
    found = advice(shipped, **{question: "ja"})
    assert found["advies"] == "niet_in_behandeling"
    assert found["grond"] == f"Awb artikel 9:8 {ground}"
    assert advice(shipped, **{question: "ja", "toch_behandelen": "ja"})["advies"] == "behandelen"


@pytest.mark.parametrize("question", ["bezwaar_mogelijk", "beroep_mogelijk"])
def test_a_complaint_about_a_late_decision_is_always_handled(shipped: Bundle, question: str) -> None:
    """Awb 9:8 lid 1 onder d: unless the appeal is about not deciding in time."""
    assert advice(shipped, te_laat_besluit="ja", **{question: "ja"})["advies"] == "behandelen"
