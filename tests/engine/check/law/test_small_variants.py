"""Lawful ways to split, change and advise on a complaint that differ from how we would draw them."""

import pytest

from engine.check import check
from tests.engine.check.law.small import DECIDER, LATE, MAIN, drawing, small
from tests.engine.check.law.workshop import Drawing, Edit

ROUTE_FILE = "processes/dmn/behandelroute.dmn"


def begin_case(d: Drawing, **headers: str) -> None:
    d.block("ontvangst_bevestigen_naar_behandelen", "nog_een_zaak", "start_zaak", headers)


def one_answer_for_both(d: Drawing) -> None:
    """One letter that tells of the advice where there is one."""
    d.letter("antwoord_met_advies", "{{ advies_uitbrengen.advies }}",
             '{% if zaak.regime == "9.1.3" %}{{ advies_uitbrengen.advies }}{% endif %}')  # fmt: skip
    d.point("welke_brief_naar_antwoord_sturen", "antwoord_met_advies")
    d.drop("antwoord_sturen")


def advice_is_registered_as_a_fact(d: Drawing) -> None:
    d.block("advies_uitbrengen_naar_advies_wegen", "advies_bewaren", "registreer",
            {"zaak.advies": "=advies_uitbrengen.advies"})  # fmt: skip
    d.letter("antwoord_met_advies", "advies_uitbrengen.advies", "zaak.advies")


def no_committee(d: Drawing) -> None:
    """A municipality without a regulation never gives the regime."""
    d.header("regime_vastleggen", "zaak.regime", "9.1.2")


def regime_by_fixed_values(d: Drawing) -> None:
    d.condition("met_advies_naar_regeling_vastleggen", '=behandelroute.regime = "9.1.3"')
    d.drop("regime_vastleggen")
    d.header("regeling_vastleggen", "zaak.regime", "9.1.3")
    d.header("regeling_vastleggen", "zaak.adviseur", "De commissie")
    d.block("met_advies_naar_afschrift_sturen", "gewoon_regime", "registreer", {"zaak.regime": "9.1.2"})


def choose_before_it_is_registered(d: Drawing) -> None:
    """The choice reads the table, and what it gave is registered behind the choice."""
    d.condition("met_advies_naar_regeling_vastleggen", '=behandelroute.regime = "9.1.3"')
    d.drop("regime_vastleggen")
    d.header("regeling_vastleggen", "zaak.regime", "=behandelroute.regime")
    d.header("regeling_vastleggen", "zaak.adviseur", "=behandelroute.adviseur")
    d.block("met_advies_naar_afschrift_sturen", "gewoon_regime", "registreer",
            {"zaak.regime": "=behandelroute.regime"})  # fmt: skip


def committee_in_a_subprocess(d: Drawing) -> None:
    d.wrapped("advies_uitbrengen", "adviseren")


def report_of_the_committee_apart(d: Drawing) -> None:
    d.mark("commissie_hoort", "awb.9:15.2, awb.9:10.gehoord")
    d.task("commissie_hoort_naar_commissie_hoort_medewerker", "verslag_schrijven", "awb.9:10.verslag")


def date_each_answer(d: Drawing) -> None:
    d.drop("afdoen")
    for letter in ("antwoord_met_advies", "antwoord_sturen"):
        (flow,) = d.flows("targetRef", letter)
        d.block(flow.get("id"), f"afdoen_{letter}", "termijn", {"handeling": "afgedaan"})


VARIANTS: dict[str, Edit] = {
    # ---- what is no complaint
    "somebody reads whether it is a complaint once more": lambda d: d.task(
        "wat_is_het_naar_instemming_vragen", "meelezen"),
    "the letter goes before the outcome is registered": lambda d: d.move(
        "omzetting_melden", "eens_naar_omzetten"),
    "a task follows the letter": lambda d: d.task(
        "omzetting_melden_naar_als_melding_verder", "nog_even_bellen"),
    "a task stands between outcome and letter, watched": lambda d: d.task(
        "omzetten_naar_omzetting_melden", "brief_nalezen"),
    "the lesson is written before the conversion": lambda d: d.move(
        "les_vastleggen", "bekijken_naar_wat_is_het"),
    "agreement is a tick": lambda d: (
        d.text(f"forms/{MAIN}/instemming_vragen.form", '"radio"', '"checkbox"'),
        d.condition("eens_naar_omzetten", "=instemming_vragen.geen_klacht = true")),
    "another agreement in the same words": lambda d: d.condition(
        "eens_naar_omzetten", '=not(instemming_vragen.geen_klacht = "nee") and '
        'instemming_vragen.geen_klacht = "ja"'),
    "the outcome has a choice of its own at the end": lambda d: d.choice(
        "les_vastleggen_naar_klaar", "omgezet", '=zaak.uitkomst = "omgezet"', "klaar"),
    # ---- objections
    "the resident is told before the objection goes on": lambda d: d.move(
        "bezwaar_melden", "wat_is_het_naar_bezwaar_beginnen"),
    "the objection and the letter go at the same time": lambda d: d.parallel(
        "bezwaar_beginnen", "bezwaar_melden"),
    "an objection is converted in one letter of both kinds": lambda d: d.mark(
        "bezwaar_melden", "awb.6:15.brief, awb.9:1.brief"),
    "the resident sees another status": lambda d: d.status("bezwaar_beginnen_naar_bezwaar_melden", "bijna"),
    "one letter tells of all parts, and not every message has an objection in it": lambda d: d.choice(
        "wat_is_het_naar_bezwaar_beginnen", "zonder_bezwaar", '=zaak.onderwerp = "jeugd" and '
        'bekijken.soort = "deels"', "bezwaar_melden"),
    "only objections that are no complaint go on": lambda d: d.condition(
        "wat_is_het_naar_bezwaar_beginnen", '=bekijken.soort = "bezwaar"'),
    "a mixed message is talked over first": lambda d: d.task("helemaal_naar_toelaten", "bespreken"),
    # ---- advice
    "one answer is for both": one_answer_for_both,
    "the advice is a fact of the case": advice_is_registered_as_a_fact,
    "no committee ever advises": no_committee,
    "the regime is a fixed value behind a choice": regime_by_fixed_values,
    "a choice reads the table before the regime is registered": choose_before_it_is_registered,
    "every complaint goes past the committee": lambda d: d.text(ROUTE_FILE, '"9.1.2"', '"9.1.3"'),
    "the committee advises in a sub-process": committee_in_a_subprocess,
    "hearing and report of the committee are two tasks": report_of_the_committee_apart,
    "the committee hears the employee first": lambda d: d.move(
        "commissie_hoort_medewerker", "wie_hoort_naar_wil_hij_de_commissie_spreken"),
    "the regulation is registered with the regime": lambda d: (
        d.drop("regeling_vastleggen"), d.mark("regime_vastleggen", "awb.9:13"),
        d.header("regime_vastleggen", "zaak.adviesbesluit", "Verordening 2026")),
    "the decision on the advice follows the draft": lambda d: (
        d.move("advies_wegen", "welke_brief_naar_antwoord_met_advies"), date_each_answer(d)),
    "somebody reads the advice first": lambda d: d.task("advies_uitbrengen_naar_advies_wegen", "lezen"),
    "the resident is told of the adviser, then it is registered why": lambda d: d.move(
        "adviseur_melden", "met_advies_naar_regeling_vastleggen"),
    # ---- the term
    "an oral complaint stays oral": lambda d: (
        d.point("bevestigd_naar_schriftelijk_maken", "mondeling_afgedaan"), d.drop("schriftelijk_maken")),
    "a complaint put in writing keeps its first day": lambda d: d.header(
        "schriftelijk_maken", "zaak.ontvangstdatum", ""),
    "the day of receipt is registered as it was": lambda d: d.block(
        "toewijzen_naar_bekijken", "bewaren", "registreer", {"zaak.ontvangstdatum": "=zaak.ontvangstdatum"}),
    "a written complaint is registered as written": lambda d: d.block(
        "toewijzen_naar_bekijken", "bewaren", "registreer",
        {"zaak.schriftelijk": "=true", "zaak.regime": "9.1.2"}),
    "the ground is read by another": lambda d: d.task(
        "grond_vastleggen_naar_regime_verlaten", "meelezen", role=DECIDER),
    "the answer is dated after the choice of the letter": date_each_answer,
    # ---- other cases, timers and the table
    "a second complaint begins with the first day of receipt": lambda d: begin_case(
        d, proces=MAIN, ontvangstdatum="=zaak.ontvangstdatum",
        **{"zaak.onderwerp": "wmo", "zaak.omschrijving": "=zaak.omschrijving"}),
    "a part that is no complaint gets no term": lambda d: begin_case(
        d, proces="deel", **{"zaak.eerste_ontvangst": "=zaak.ontvangstdatum"}),
    "a timer reminds a fortnight before the end": lambda d: d.border(
        "bekijken", "twee_weken", '=termijn("afdoening") - duration("P14D")', "wat_is_het", True),
    "a timer counts three working days": lambda d: d.border(
        "bekijken", "drie_dagen", "=werkdagen(zaak.ontvangstdatum, 3)", "wat_is_het", True),
    "a file is destroyed long after the term of the ombudsman": lambda d: d.block(
        "les_vastleggen_naar_klaar", "bewaren", "registreer",
        {"zaak.vernietigen_na": '=if zaak.afgedaan_op = null then null else '
         'termijn("ombudsman") + duration("P3M")'}),
    "objection bars only what is not late, in other words": lambda d: d.text(
        "processes/dmn/toelating.dmn", 'not("ja")', '"nee"'),
    "no table says anything of objection or appeal": lambda d: (
        d.text("processes/dmn/toelating.dmn", "toelaten.bezwaar_mogelijk", "zaak.onderwerp"),
        d.text("processes/dmn/toelating.dmn", "toelaten.beroep_mogelijk", "zaak.onderwerp")),
    "lateness is noticed on the next working day": lambda d: d.timer("te_laat", LATE.replace("P1D", "P3D")),
}  # fmt: skip


@pytest.mark.parametrize("edit", VARIANTS.values(), ids=VARIANTS)
def test_a_lawful_procedure_can_be_published(edit: Edit) -> None:
    d = drawing()
    edit(d)
    changed = d.bundle()
    assert changed != small()
    assert [str(finding) for finding in check(changed) if finding.is_error] == []


def test_there_are_more_than_thirty_variants() -> None:
    assert len(VARIANTS) > 30
