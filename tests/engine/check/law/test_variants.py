"""A municipality may draw its procedure differently; whatever is lawful can be published."""

import pytest

from engine.check import check
from tests.engine.check.law.workshop import Drawing, Edit, shipped

FORMAL, HEARING = "formele_behandeling", "hoor_en_wederhoor"


def hear_one_after_the_other(d: Drawing) -> None:
    d.drop("beide_kanten_gehoord")
    d.point("horen_aan_de_orde_naar_beide_kanten_horen", "hooruitnodiging_versturen")
    for flow in d.flows("sourceRef", "beide_kanten_horen"):
        flow.getparent().remove(flow)
    gate = d.get("beide_kanten_horen")
    gate.getparent().remove(gate)
    d.only_way_out("inwoner_gehoord").set("targetRef", "reactie_geven")


def no_cosigning_of_a_waiver(d: Drawing) -> None:
    d.point("wil_de_inwoner_worden_gehoord_kennelijk_ongegrond", "inwoner_gehoord")
    for flow in ("akkoord_met_afzien_nee", "akkoord_met_afzien_ja"):
        element = d.get(flow)
        element.getparent().remove(element)
    gate = d.get("akkoord_met_afzien")
    d.only_way_out("afzien_van_horen_beoordelen").getparent().remove(
        d.only_way_out("afzien_van_horen_beoordelen")
    )
    gate.getparent().remove(gate)
    task = d.get("afzien_van_horen_beoordelen")
    task.getparent().remove(task)
    del d.files[f"forms/{HEARING}/afzien_van_horen_beoordelen.form"]


def relabel_everything(d: Drawing) -> None:
    for root in d.roots.values():
        for number, element in enumerate(root.iter("{*}userTask", "{*}serviceTask", "{*}exclusiveGateway")):
            element.set("name", f"Stap {number}")


def consent_is_called_yes(d: Drawing) -> None:
    d.text(f"forms/{FORMAL}/oordeel_vaststellen.form", '"akkoord"', '"ja"')
    d.text(f"forms/{FORMAL}/oordeel_vaststellen.form", r"\"akkoord\"", r"\"ja\"")
    d.condition("akkoord_met_het_oordeel_ja", '=oordeel_vaststellen.besluit = "ja"')


def sending_back_is_the_condition(d: Drawing) -> None:
    d.swap("akkoord_met_het_oordeel_nee", "akkoord_met_het_oordeel_ja")
    d.condition("akkoord_met_het_oordeel_ja", '=oordeel_vaststellen.besluit = "terug"')


def four_eyes_in_a_subprocess(d: Drawing) -> None:
    d.wrapped("niet_behandelen_vaststellen", "vier_ogen")
    d.question("vier_ogen_in", "dossier_lezen", "gelezen", ["ja", "nee"])


def adjourn_with_a_second_opinion(d: Drawing) -> None:
    d.wrapped("verdaging_overwegen", "verdaging_wegen")
    d.question("verdaging_wegen_uit", "verdaging_meelezen", "eens", ["ja", "nee"])


def evidence_and_outcome_apart(d: Drawing) -> None:
    d.status("tevredenheid_vastleggen_naar_afrondingsbrief_versturen", "nog_iets_vastleggen")
    d.get("nog_iets_vastleggen").find(".//{*}taskDefinition").set("type", "registreer")
    d.header("nog_iets_vastleggen", "status", "")
    d.header("nog_iets_vastleggen", "zaak.uitkomst", '="naar_tevredenheid"')
    d.header("tevredenheid_vastleggen", "zaak.uitkomst", "")


def report_apart(d: Drawing) -> None:
    d.mark("inwoner_horen", "awb.9:10.gehoord")
    d.task(d.only_way_out("inwoner_horen").get("id"), "verslag_schrijven", "awb.9:10.verslag")


def file_beside_the_hearing(d: Drawing) -> None:
    """A third parallel way."""
    parent = d.get("reactie_geven").getparent()
    d.arrow(parent, "derde_weg", "beide_kanten_horen", "beide_kanten_gehoord")
    d.task("derde_weg", "dossier_vormen")


VARIANTS: dict[str, Edit] = {
    # ---- names
    "the acknowledgement has another id":
        lambda d: d.rename("ontvangstbevestiging_versturen", "ontvangst_melden"),
    "the judgement has another id": lambda d: d.rename("oordeel_opstellen", "oordeel_schrijven"),
    "the decision has another id": lambda d: d.rename("oordeel_vaststellen", "oordeel_tekenen"),
    "the wish has another id": lambda d: d.rename("hoorwens_vastleggen", "wens_noteren"),
    "the call has another id": lambda d: d.rename("bellen_met_de_inwoner", "kennismaken"),
    "the closing letter has another name": lambda d: (
        d.header("afrondingsbrief_versturen", "brief", "opgelost"),
        d.files.update({
            "processes/letters/opgelost.md": d.files.pop("processes/letters/afronding_informeel.md")})),
    "every label is different": relabel_everything,
    "a letter is worded differently":
        lambda d: d.letter("afdoeningsbrief", "De ombudsman is onafhankelijk", "Zij is vrij"),
    # ---- order
    "the employee is told of the adjournment first": lambda d: d.move(
        "verdaging_melden_aan_de_inwoner", "verdaging_melden_aan_de_medewerker_naar_nieuwe_datum_tonen"),
    "the copy is sent before informal handling": lambda d: d.move(
        "afschrift_aan_de_medewerker_sturen", "behandeling_inrichten_naar_informele_behandeling"),
    "the acknowledgement is sent within the handling": lambda d: d.move(
        "ontvangstbevestiging_versturen", "aan_de_slag_naar_behandelaar_bekend"),
    "the lesson is written before the reaction": lambda d: d.move(
        "les_vastleggen", "klacht_behandelen_naar_inwoner_tevreden"),
    "the outcome is registered before the answer": lambda d: d.move(
        "oordeel_vastleggen", "klacht_afdoen_naar_afdoeningsbrief_versturen"),
    "both sides are heard one after the other": hear_one_after_the_other,
    # ---- parallel instead of in sequence
    "both get the answer at the same time": lambda d: d.parallel(
        "afdoeningsbrief_versturen", "afschrift_antwoord_aan_de_medewerker"),
    "both get notice of the adjournment at the same time": lambda d: d.parallel(
        "verdaging_melden_aan_de_inwoner", "verdaging_melden_aan_de_medewerker"),
    "evidence and closing letter at the same time": lambda d: d.parallel(
        "tevredenheid_vastleggen", "afrondingsbrief_versturen"),
    "a file is made beside the hearing": file_beside_the_hearing,
    "a talk is broken off when time is nearly up": lambda d: d.border(
        "informele_behandeling", "tijd_op", '=termijn("informele_poging") + duration("P1D")',
        "formele_behandeling", True),
    # ---- more steps
    "the handler reads the complaint first": lambda d: d.task(
        "behandeling_inrichten_naar_informele_behandeling", "klacht_lezen"),
    "somebody calls afterwards": lambda d: d.task("inwoner_tevreden_nee", "nabellen"),
    "the resident sees another status":
        lambda d: d.status("klacht_afdoen_naar_afdoeningsbrief_versturen", "bijna"),
    "the decision is read by one more": lambda d: d.task("akkoord_met_het_oordeel_ja", "college_informeren"),
    "an extra reminder": lambda d: d.border(
        "klacht_behandelen", "nog_twee_weken", '=termijn("afdoening") - duration("P14D")',
        "verdaging_afgewogen"),
    "a reminder of the four weeks": lambda d: d.border(
        "niet_behandelen_vaststellen", "haast", '=termijn("niet_behandelen") - duration("P3D")',
        "klacht_niet_behandeld"),
    # ---- split and wrapped
    "hearing and report are two tasks": report_apart,
    "the judgement stands in a sub-process": lambda d: d.wrapped("oordeel_opstellen", "oordelen"),
    "four eyes stand in a sub-process with the timer": four_eyes_in_a_subprocess,
    "adjourning takes two within the term": adjourn_with_a_second_opinion,
    "evidence and outcome are two steps": evidence_and_outcome_apart,
    # ---- other choices
    "some go to formal handling at once": lambda d: d.choice(
        "behandeling_inrichten_naar_informele_behandeling", "meteen_formeel", '=zaak.onderwerp = "anders"',
        "formele_behandeling"),
    "a talk is skipped when nobody wants it": lambda d: d.choice(
        "afspraak_bevestigen_naar_aan_tafel", "geen_gesprek", '=zaak.onderwerp = "wmo"',
        "tevredenheid_vragen"),
    "everybody is heard": lambda d: d.point(
        "wil_de_inwoner_worden_gehoord_nee_of_geen_reactie", "inwoner_horen"),
    "a waiver needs no second person": no_cosigning_of_a_waiver,
    "consent is called yes": consent_is_called_yes,
    "sending back is the condition": sending_back_is_the_condition,
    "satisfied is what is not no": lambda d: d.condition(
        "tevreden_na_het_telefoongesprek_ja", '=not(bellen_met_de_inwoner.tevreden in ["nee"])'),
    "a condition says more than needed": lambda d: d.condition(
        "tevreden_met_de_oplossing_ja",
        '=tevredenheid_vragen.tevreden = "ja" and tevredenheid_vragen.bewijs != null'),
    # ---- timers
    "refusing must be decided before the last day": lambda d: d.timer(
        "te_laat_om_niet_te_behandelen", '=termijn("niet_behandelen")'),
    "refusing must be decided a week early": lambda d: d.timer(
        "te_laat_om_niet_te_behandelen", '=termijn("niet_behandelen") - duration("P1W")'),
    "lateness is noticed after the weekend": lambda d: d.timer(
        "afdoeningstermijn_verstreken", '=termijn("afdoening") + duration("P3D")'),
    "nobody adjourns on the last day": lambda d: d.timer("te_laat_om_te_verdagen", '=termijn("afdoening")'),
    "a closed case waits for what runs beside it": lambda d: d.get("oordeel_gegeven").remove(
        d.get("oordeel_gegeven").find("{*}terminateEventDefinition")),
    # ---- withdrawing and forwarding
    "a withdrawal is confirmed before it is registered": lambda d: d.move(
        "intrekking_bevestigen", "intrekking_afdoen_naar_intrekking_registreren"),
    "a withdrawal is read by one more": lambda d: d.task(
        "inwoner_trekt_de_klacht_in_naar_intrekking", "verzoek_lezen"),
    "the lesson of a withdrawal is written down": lambda d: d.task(
        "klacht_ingetrokken_ja", "les_van_intrekking", "awb.9:12a"),
    "the resident is told of the forwarding first": lambda d: d.move(
        "doorzending_melden_aan_de_inwoner",
        "doorzending_vastleggen_naar_klacht_naar_de_organisatie_sturen"),
    "both letters of the forwarding go at the same time": lambda d: d.parallel(
        "klacht_naar_de_organisatie_sturen", "doorzending_melden_aan_de_inwoner"),
    "somebody calls after the forwarding": lambda d: d.task(
        "doorzending_melden_aan_de_inwoner_naar_klacht_bij_het_juiste_bestuursorgaan", "nog_even_bellen"),
}  # fmt: skip


APART = -(-len(VARIANTS) // 3)  # neighbours in the list often redraw the same step
TOGETHER = [list(VARIANTS)[first::APART] for first in range(APART)]


def errors_with(names: list[str]) -> list[str]:
    """Return what keeps the procedure with these variants from being published."""
    drawing = Drawing()
    for name in names:
        VARIANTS[name](drawing)
    bundle = drawing.bundle()
    assert bundle != shipped()
    return [str(finding) for finding in check(bundle) if finding.is_error]


def are_lawful(names: list[str]) -> bool:
    """Tell whether there is no error at all; False as well when they cannot be drawn together."""
    try:
        return not errors_with(names)
    except Exception:
        return False


@pytest.mark.parametrize("names", TOGETHER, ids=map(", ".join, TOGETHER))
def test_a_lawful_procedure_can_be_published(names: list[str]) -> None:
    """A check takes a second, so three variants are drawn at once: without any error all three are lawful.

    When there is an error, each variant has to be lawful by itself.
    """
    if not are_lawful(names):
        assert {name: found for name in names if (found := errors_with([name]))} == {}


def test_there_are_more_than_twenty_five_variants() -> None:
    assert len(VARIANTS) > 25
