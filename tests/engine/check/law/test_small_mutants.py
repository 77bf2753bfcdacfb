"""Every way we could think of to break the law where a complaint splits, changes or goes past an adviser."""

import re

import pytest

from engine.check.law import the_law_holds
from tests.engine.check.law.small import COMMITTEE, DECIDER, MAIN, drawing
from tests.engine.check.law.workshop import Drawing, Edit

TABLE = "processes/dmn/toelating.dmn"
ROUTE = "processes/dmn/behandelroute.dmn"


def begin_case(d: Drawing, **headers: str) -> None:
    """Let another case begin after the acknowledgement."""
    d.block("ontvangst_bevestigen_naar_behandelen", "nog_een_zaak", "start_zaak", headers)


def another_role(d: Drawing, task: str, role: str) -> None:
    """Move a task to the lane of `role`."""
    for root in d.roots.values():
        for ref in list(root.iter("{*}flowNodeRef")):
            if ref.text == task:
                (lane,) = [lane for lane in root.iter("{*}lane") if lane.get("name") == role]
                lane.append(ref)


# article, what goes wrong, the edit
MUTANTS: list[tuple[str, str, Edit]] = [
    # ---- 9:1 what is no complaint
    ("9:1", "the letter is dropped", lambda d: d.drop("omzetting_melden")),
    ("9:1", "the letter goes to the employee", lambda d: d.header("omzetting_melden", "aan", "beklaagde")),
    ("9:1", "the letter is not marked", lambda d: d.mark("omzetting_melden", "")),
    ("9:1", "the letter is skipped for some", lambda d: d.choice(
        "omzetten_naar_omzetting_melden", "stil", '=zaak.onderwerp = "wmo"', "als_melding_verder")),
    ("9:1", "the letter is sent on one way to the end only", lambda d: d.move(
        "omzetting_melden", "toelaatbaar_naar_behandelroute_kiezen")),
    ("9:1", "the letter waits for somebody, outside the watch over the term", lambda d: (
        d.move("omzetting_melden", "les_vastleggen_naar_klaar"))),
    ("9:1", "nobody asks whether the resident agrees", lambda d: d.drop("instemming_vragen")),
    ("9:1", "whether the resident agrees is an optional question",
     lambda d: d.optional(f"{MAIN}/instemming_vragen", "geen_klacht")),
    ("9:1", "the resident is asked something else", lambda d: d.text(
        f"forms/{MAIN}/instemming_vragen.form", '"geen_klacht"', '"gelezen"')),
    ("9:1", "the question is not marked", lambda d: d.mark("instemming_vragen", "")),
    ("9:1", "who does not agree has no complaint all the same",
     lambda d: d.point("eens_naar_toelaten", "omzetten")),
    ("9:1", "agreeing and not agreeing are exchanged",
     lambda d: d.swap("eens_naar_omzetten", "eens_naar_toelaten")),
    ("9:1", "anything but no is agreement", lambda d: d.condition(
        "eens_naar_omzetten", '=instemming_vragen.geen_klacht != "nee" or zaak.onderwerp = "wmo"')),
    ("9:1", "a choice leads around the question", lambda d: d.choice(
        "wat_is_het_naar_instemming_vragen", "snel", '=zaak.onderwerp = "wmo"', "omzetten")),
    ("9:12", "what is converted is not registered as that", lambda d: d.drop("omzetten")),
    ("9:12", "who does not agree gets no answer",
     lambda d: d.point("eens_naar_toelaten", "als_melding_verder")),
    ("9:6", "what is converted is not acknowledged", lambda d: d.move(
        "ontvangst_bevestigen", "wat_is_het_naar_toelaten")),
    ("9:12a", "what is converted is not registered", lambda d: d.choice(
        "behandelen_naar_les_vastleggen", "geen_les", '=zaak.uitkomst = "omgezet"', "klaar")),
    # ---- 6:15 an objection goes on
    ("6:15", "the resident is not told", lambda d: d.drop("bezwaar_melden")),
    ("6:15", "the resident is told after another task", lambda d: d.task(
        "bezwaar_beginnen_naar_bezwaar_melden", "nog_eens_lezen")),
    ("6:15", "the letter goes to the employee", lambda d: d.header("bezwaar_melden", "aan", "beklaagde")),
    ("6:15", "nothing begins", lambda d: d.drop("bezwaar_beginnen")),
    ("6:15", "the day of receipt is not passed on",
     lambda d: d.header("bezwaar_beginnen", "zaak.eerste_ontvangst", "")),
    ("6:15", "the objection counts from today",
     lambda d: d.header("bezwaar_beginnen", "zaak.eerste_ontvangst", "=today()")),
    ("6:15", "another system gets a message instead of a case beginning", lambda d: d.get(
        "bezwaar_beginnen").find(".//{*}taskDefinition").set("type", "bericht")),
    ("9:12", "the complaint in a mixed message gets no answer",
     lambda d: d.point("helemaal_naar_toelaten", "als_bezwaar_verder")),
    ("9:12", "an objection is the end of every mixed message", lambda d: (
        d.condition("helemaal_naar_als_bezwaar_omzetten", '=bekijken.soort in ["bezwaar", "deels"]'),
        d.header("als_bezwaar_omzetten", "zaak.uitkomst", '="verder"'))),
    ("9:1", "a complaint is converted as if it were an objection",
     lambda d: d.point("wat_is_het_naar_toelaten", "als_bezwaar_omzetten")),
    ("9:12", "a complaint of which a part was forwarded gets no answer", lambda d: (
        d.mark("bezwaar_melden", "awb.6:15.brief, awb.2:3.afzender"),
        d.point("helemaal_naar_toelaten", "als_bezwaar_verder"))),
    ("9:11", "an objection that goes on as well is not watched as a complaint", lambda d: (
        d.timer("te_laat", '=termijn("bezwaar") + duration("P1D")'))),
    # ---- 9:13 to 9:16 advice
    ("9:13", "the regulation is not registered", lambda d: d.drop("regeling_vastleggen")),
    ("9:13", "the regulation is empty",
     lambda d: d.header("regeling_vastleggen", "zaak.adviesbesluit", "=null")),
    ("9:13", "the registration holds something else", lambda d: (
        d.header("regeling_vastleggen", "zaak.adviesbesluit", ""),
        d.header("regeling_vastleggen", "zaak.iets", "ja"))),
    ("9:13", "the regulation is registered for some only", lambda d: d.choice(
        "met_advies_naar_regeling_vastleggen", "soms", '=zaak.onderwerp = "jeugd"', "adviseur_melden")),
    ("9:13", "everybody has the regime, and nobody looks", lambda d: (
        d.header("regime_vastleggen", "zaak.regime", "9.1.3"),
        d.drop("regeling_vastleggen"))),
    ("9:13", "a choice looks at something else than the regime", lambda d: (
        d.condition("met_advies_naar_regeling_vastleggen", '=zaak.onderwerp = "wmo"'),
        d.condition("wie_hoort_naar_wil_hij_de_commissie_spreken", '=zaak.onderwerp = "wmo"'),
        d.condition("welke_brief_naar_antwoord_met_advies", '=zaak.onderwerp = "wmo"'))),
    ("9:15 lid 1", "the resident is not told who advises", lambda d: d.drop("adviseur_melden")),
    ("9:15 lid 1", "the letter does not say who advises", lambda d: d.letter(
        "adviseur_melden", "zaak.adviseur", "zaak.nummer")),
    ("9:15 lid 1", "the letter goes to the employee",
     lambda d: d.header("adviseur_melden", "aan", "beklaagde")),
    ("9:15 lid 1", "the resident is told after another task", lambda d: d.task(
        "regeling_vastleggen_naar_adviseur_melden", "nog_eens_lezen")),
    ("9:15 lid 1", "everybody is told of an adviser",
     lambda d: d.point("met_advies_naar_afschrift_sturen", "adviseur_melden")),
    ("9:15 lid 1", "the letter goes before it is known who advises", lambda d: d.move(
        "adviseur_melden", "toelaatbaar_naar_behandelroute_kiezen")),
    ("9:15 lid 2", "the committee does not hear the resident", lambda d: d.drop("commissie_hoort")),
    ("9:15 lid 2", "hearing is not marked",
     lambda d: d.mark("commissie_hoort", "awb.9:10.gehoord, awb.9:10.verslag")),
    ("9:15 lid 2", "the handler hears for the committee",
     lambda d: another_role(d, "commissie_hoort", "Behandelaar")),
    ("9:15 lid 2", "who wants it is not heard by the committee", lambda d: d.condition(
        "wil_hij_de_commissie_spreken_naar_commissie_hoort_medewerker",
        '=wens_vastleggen.hoorwens in ["wil", "wil_niet"]')),
    ("9:15 lid 2", "the committee does not hear the employee",
     lambda d: d.drop("commissie_hoort_medewerker")),
    ("9:15 lid 2", "the committee hears after its advice", lambda d: d.move(
        "commissie_hoort", "advies_uitbrengen_naar_advies_wegen")),
    ("9:15 lid 4", "the committee makes no report of the hearing",
     lambda d: d.mark("commissie_hoort", "awb.9:15.2")),
    ("9:15 lid 4", "there is no advice", lambda d: d.drop("advies_uitbrengen")),
    ("9:15 lid 4", "findings are optional",
     lambda d: d.optional(f"{MAIN}/advies_uitbrengen", "bevindingen")),
    ("9:15 lid 4", "advice is optional", lambda d: d.optional(f"{MAIN}/advies_uitbrengen", "advies")),
    ("9:15 lid 4", "who decides gives the advice too",
     lambda d: another_role(d, "advies_uitbrengen", DECIDER)),
    ("9:15 lid 4", "the committee is passed by", lambda d: d.condition(
        "wie_hoort_naar_wil_hij_de_commissie_spreken", '=zaak.regime = "9.1.3" and zaak.onderwerp = "wmo"')),
    ("9:15 lid 4", "the judgement is written before the advice", lambda d: d.move(
        "advies_uitbrengen", "akkoord_naar_afdoen")),
    ("9:16", "nobody decides whether to follow the advice", lambda d: d.drop("advies_wegen")),
    ("9:16", "the decision is not marked", lambda d: d.mark("advies_wegen", "")),
    ("9:16", "deviating needs no reason", lambda d: d.optional(f"{MAIN}/advies_wegen", "reden_afwijking")),
    ("9:16", "whether to follow is an optional question",
     lambda d: d.optional(f"{MAIN}/advies_wegen", "volgt")),
    ("9:16", "it is decided before the advice", lambda d: d.move(
        "advies_wegen", "wie_hoort_naar_wil_hij_de_commissie_spreken")),
    ("9:16", "it is decided by the committee itself",
     lambda d: (another_role(d, "advies_wegen", COMMITTEE), d.mark("advies_uitbrengen", "awb.9:15.4"))),
    ("9:16", "new advice needs no new decision", lambda d: d.move(
        "advies_wegen", "commissie_hoort_medewerker_naar_advies_uitbrengen")),
    ("9:16", "the answer is silent on the advice", lambda d: d.letter(
        "antwoord_met_advies", "{{ advies_uitbrengen.advies }}", "")),
    ("9:16", "everybody gets the answer without the advice",
     lambda d: d.point("welke_brief_naar_antwoord_met_advies", "antwoord_sturen")),
    ("9:16", "the two answers are exchanged",
     lambda d: d.swap("welke_brief_naar_antwoord_met_advies", "welke_brief_naar_antwoord_sturen")),
    # ---- the term does not begin again, end early or disappear
    ("9:11 lid 1", "a new day of receipt needs no writing down", lambda d: d.drop("op_schrift_stellen")),
    ("9:11 lid 1", "the day of receipt becomes today when an informal talk failed", lambda d: d.block(
        "toelaatbaar_naar_behandelroute_kiezen", "opnieuw", "registreer",
        {"zaak.ontvangstdatum": "=today()"})),
    ("9:11 lid 1", "the day of receipt becomes that of a supplement", lambda d: d.block(
        "bekijken_naar_wat_is_het", "aanvulling", "registreer",
        {"zaak.ontvangstdatum": "=bekijken.soort"})),
    ("9:11 lid 1", "writing down needs no confirmation by the resident", lambda d: (
        d.condition("mondeling_naar_op_schrift_stellen", "=zaak.onderwerp = null"),
        d.optional(f"{MAIN}/op_schrift_stellen", "tekst_bevestigd"))),
    ("9:6", "a complaint put in writing is not acknowledged as such", lambda d: (
        d.move("ontvangst_bevestigen", "binnen_naar_mondeling"))),
    ("9:4", "leaving the procedure needs no ground", lambda d: d.drop("grond_vastleggen")),
    ("9:4", "the ground is optional", lambda d: d.optional(f"{MAIN}/grond_vastleggen", "motivering")),
    ("9:4", "the ground is not marked", lambda d: d.mark("grond_vastleggen", "")),
    ("9:4", "a complaint becomes an oral one", lambda d: d.block(
        "toewijzen_naar_bekijken", "mondeling_maken", "registreer", {"zaak.schriftelijk": "=false"})),
    ("9:4", "whether it is written follows from an answer", lambda d: d.block(
        "bekijken_naar_wat_is_het", "mondeling_maken", "registreer",
        {"zaak.schriftelijk": '=bekijken.soort = "x"'})),
    ("9:4", "the table can give the regime of oral complaints",
     lambda d: d.text(ROUTE, '"9.1.2"', '"9.2"')),
    ("9:12 lid 2", "the answer is read by another after the day was set",
     lambda d: d.task("afdoen_naar_welke_brief", "nalezen")),
    ("9:12 lid 2", "the day is set when the handling begins", lambda d: d.block(
        "toewijzen_naar_bekijken", "vast_afdoen", "termijn", {"handeling": "afgedaan"})),
    ("9:7", "a case begins with a handler, and then nobody is assigned", lambda d: (
        d.choice("begin_naar_toewijzen", "al_bekend", "=zaak.behandelaar != null", "bekijken"),
        d.block("toewijzen_naar_bekijken", "wie", "registreer", {"zaak.behandelaar": "=bekijken.soort"}),
        begin_case(d, proces=MAIN, ontvangstdatum="=zaak.ontvangstdatum",
                   **{"zaak.behandelaar": "=zaak.behandelaar"}))),
    ("9:13", "a case begins with the regime of advice", lambda d: (
        d.condition("mondeling_naar_op_schrift_stellen", '=zaak.regime = "9.1.3"'),
        begin_case(d, proces=MAIN, ontvangstdatum="=zaak.ontvangstdatum", **{"zaak.regime": "9.1.3"}))),
    # ---- standing rules
    ("9:11 lid 1", "a complaint that begins here has no day of receipt",
     lambda d: begin_case(d, proces=MAIN, **{"zaak.onderwerp": "wmo"})),
    ("9:11 lid 1", "a complaint that begins here counts from today",
     lambda d: begin_case(d, proces=MAIN, ontvangstdatum="=today()")),
    ("9:11 lid 1", "a complaint that begins here counts from now",
     lambda d: begin_case(d, proces=MAIN, ontvangstdatum='=date(now() + duration("P1D"))')),
    ("9:11 lid 1", "a complaint that begins here counts from a fixed day",
     lambda d: begin_case(d, proces=MAIN, ontvangstdatum='=date("2026-01-05")')),
    ("9:11 lid 1", "a part that is no complaint gets the term of the law",
     lambda d: begin_case(d, proces="deel", ontvangstdatum="=zaak.ontvangstdatum")),
    ("9:11 lid 1", "a timer counts six weeks by itself", lambda d: d.border(
        "bekijken", "zes_weken", '=zaak.ontvangstdatum + duration("P42D")', "wat_is_het")),
    ("9:11 lid 1", "a timer counts six weeks from today", lambda d: d.border(
        "bekijken", "zes_weken", '=today() + duration("P6W")', "wat_is_het")),
    ("9:11 lid 1", "a timer counts thirty working days", lambda d: d.border(
        "bekijken", "dertig_dagen", "=werkdagen(zaak.ontvangstdatum, 30)", "wat_is_het")),
    ("9:24 lid 1", "a file is destroyed a year after the answer", lambda d: d.block(
        "les_vastleggen_naar_klaar", "bewaren", "registreer",
        {"zaak.vernietigen_na": '=today() + duration("P1Y")'})),
    ("9:24 lid 1", "a file is destroyed when another term has ended", lambda d: d.block(
        "les_vastleggen_naar_klaar", "bewaren", "registreer",
        {"zaak.datum_vernietiging": '=termijn("afdoening")'})),
    ("9:8 lid 1", "a late decision is refused because of objection", lambda d: d.text(
        TABLE, 'toelating_0_2"><text>not("ja")', 'toelating_0_2"><text>-')),
    ("9:8 lid 1", "a late decision is refused because of appeal", lambda d: d.text(
        TABLE, 'toelating_1_2"><text>not("ja")', 'toelating_1_2"><text>-')),
    ("9:8 lid 1", "nobody asks whether the decision is late", lambda d: d.text(
        TABLE, "toelaten.te_laat_besluit", "zaak.onderwerp")),
    ("9:8 lid 1", "a late decision is refused because of appeal when a case is pending", lambda d: d.text(
        TABLE, '<rule id="toelating_r0">',
        '<rule id="x"><inputEntry id="x0"><text>-</text></inputEntry><inputEntry id="x1"><text>"ja"</text>'
        '</inputEntry><inputEntry id="x2"><text>-</text></inputEntry><inputEntry id="x3"><text>"ja"</text>'
        '</inputEntry><outputEntry id="x4"><text>"niet"</text></outputEntry><outputEntry id="x5"><text>"d"'
        '</text></outputEntry></rule><rule id="toelating_r0">')),
    ("9:12", "being late closes the case", lambda d: d.get("gemeld").append(
        d.get("gemeld").makeelement("{http://www.omg.org/spec/BPMN/20100524/MODEL}terminateEventDefinition"))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("article", "edit"), [(a, e) for a, _, e in MUTANTS], ids=[f"{a}: {t}" for a, t, _ in MUTANTS]
)
def test_an_unlawful_procedure_is_refused_with_the_article(article: str, edit: Edit) -> None:
    d = drawing()
    edit(d)
    findings = list(the_law_holds(d.material()))
    blamed = [f for f in findings if re.match(rf"Awb artikel {article}(?![\da-z])", f.message)]
    assert blamed, [str(finding) for finding in findings]
    assert all(f.is_error and f.remedy for f in blamed)
    assert all(
        "Pad: Binnen → " in f.message for f in blamed if f.code not in {"L04", "L15", "L18", "L19", "L20"}
    )


def test_the_small_procedure_is_lawful() -> None:
    assert [str(finding) for finding in the_law_holds(drawing().material())] == []


def test_there_are_more_than_eighty_mutants() -> None:
    assert len({(article, text) for article, text, _ in MUTANTS}) == len(MUTANTS) > 80
