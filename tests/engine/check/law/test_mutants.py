"""Every way we could think of to make the shipped procedure unlawful is caught, with article and path."""

import re
from collections.abc import Iterable

import pytest

from engine.check.finding import Finding
from engine.check.law import the_law_holds
from tests.engine.check.law.workshop import Drawing, Edit, in_groups

FORMAL, MAIN, HEARING = "formele_behandeling", "klachtbehandeling", "hoor_en_wederhoor"
LATE = '=termijn("afdoening") + duration("P1D")'

Mutant = tuple[str, str, Edit]  # article, what goes wrong, the edit

MUTANTS: list[Mutant] = [
    # ---- 9:6 acknowledgement
    ("9:6", "the acknowledgement is dropped", lambda d: d.drop("ontvangstbevestiging_versturen")),
    ("9:6", "its marker is taken away", lambda d: d.mark("ontvangstbevestiging_versturen", "")),
    ("9:6", "a choice leads around it", lambda d: d.choice(
        "klacht_ontvangen_naar_ontvangstbevestiging_versturen", "haast", '=zaak.onderwerp = "wmo"',
        "klacht_behandelen")),
    ("9:6", "it goes to the employee",
     lambda d: d.header("ontvangstbevestiging_versturen", "aan", "beklaagde")),
    ("9:6", "its letter does not exist",
     lambda d: d.header("ontvangstbevestiging_versturen", "brief", "weg")),
    ("9:6", "it is sent on one of three ways to the end", lambda d: d.move(
        "ontvangstbevestiging_versturen", "hoe_is_de_klacht_afgelopen_met_een_oordeel")),
    ("9:6", "it is sent only when time runs out", lambda d: d.move(
        "ontvangstbevestiging_versturen", "afdoeningstermijn_bijna_om_naar_verdaging")),
    ("9:6", "it is a status instead of a letter", lambda d: d.get("ontvangstbevestiging_versturen").find(
        ".//{*}taskDefinition").set("type", "status")),
    ("9:6", "it hangs on the answer to the informal offer", lambda d: d.move(
        "ontvangstbevestiging_versturen", "samen_verder_zoeken_ja")),
    # ---- 9:5 satisfied
    ("9:5", "evidence is not marked", lambda d: d.mark("tevredenheid_vastleggen", "")),
    ("9:5", "evidence is not registered",
     lambda d: d.header("tevredenheid_vastleggen", "zaak.bewijs_tevreden", "")),
    ("9:5", "evidence is a fixed text", lambda d: d.header(
        "tevredenheid_vastleggen", "zaak.bewijs_tevreden", '="telefoonnotitie"')),
    ("9:5", "evidence is optional",
     lambda d: d.optional("informele_behandeling/tevredenheid_vragen", "bewijs")),
    ("9:5", "the closing letter is dropped", lambda d: d.drop("afrondingsbrief_versturen")),
    ("9:5", "the closing letter goes to the employee", lambda d: d.header(
        "afrondingsbrief_versturen", "aan", "beklaagde")),
    ("9:5", "the closing letter is sent on one way only", lambda d: d.move(
        "afrondingsbrief_versturen", "tevreden_met_de_oplossing_ja")),
    ("9:5", "a resident who is not satisfied is closed as satisfied", lambda d: d.point(
        "tevreden_met_de_oplossing_nee", "tevredenheid_vastleggen")),
    ("9:5", "silence counts as satisfied", lambda d: d.condition(
        "tevreden_met_de_oplossing_ja", '=tevredenheid_vragen.tevreden in ["ja", "geen_antwoord"]')),
    ("9:5", "anything but no counts as satisfied", lambda d: d.condition(
        "tevreden_met_de_oplossing_ja", '=tevredenheid_vragen.tevreden != "nee"')),
    ("9:5", "yes and no are exchanged", lambda d: d.swap(
        "tevreden_met_de_oplossing_ja", "tevreden_met_de_oplossing_nee")),
    ("9:5", "nobody asks whether the solution helped", lambda d: d.point(
        "aan_tafel_naar_tevredenheid_vragen", "tevredenheid_vastleggen")),
    ("9:5", "who wants formal handling is closed as satisfied", lambda d: d.point(
        "samen_verder_zoeken_nee", "tevredenheid_vastleggen")),
    ("9:5", "a resident who objects to the closing is closed all the same", lambda d: d.point(
        "nog_niet_tevreden_naar_klacht_heropenen", "les_vastleggen")),
    ("9:5", "reopening keeps the old outcome", lambda d: d.header("klacht_heropenen", "zaak.uitkomst", "")),
    # ---- 9:7 an uninvolved handler
    ("9:7", "nobody assigns a handler", lambda d: d.drop("behandelaar_toewijzen")),
    ("9:7", "the assignment is not marked", lambda d: d.mark("behandelaar_toewijzen", "")),
    ("9:7", "the handler is assigned after informal handling", lambda d: d.move(
        "behandelaar_toewijzen", "samen_opgelost_nee")),
    ("9:7", "not being involved is an optional question", lambda d: d.optional(
        f"{MAIN}/behandelaar_toewijzen", "niet_betrokken")),
    ("9:7", "not being involved is not asked", lambda d: d.text(
        f"forms/{MAIN}/behandelaar_toewijzen.form", '"key": "niet_betrokken"', '"key": "gelezen"')),
    ("9:7", "a choice leads around the assignment", lambda d: d.choice(
        "behandelaar_bekend_nee", "haast", '=zaak.onderwerp = "wmo"', "informele_behandeling")),
    ("9:7", "the question whether a handler is known is replaced", lambda d: d.condition(
        "behandelaar_bekend_ja", '=zaak.onderwerp = "wmo"')),
    ("9:7", "informal handling starts before everything", lambda d: d.move(
        "behandelaar_toewijzen", "informele_behandeling_naar_samen_opgelost")),
    # ---- 9:8 not handling
    ("9:8", "four eyes are dropped", lambda d: d.drop("niet_behandelen_vaststellen")),
    ("9:8", "the handler refuses alone",
     lambda d: d.point(
        "misschien_niet_behandelen_naar_niet_behandelen_vaststellen", "niet_behandelen_afdoen")),
    ("9:8", "refusing goes on without consent", lambda d: d.point(
        "akkoord_met_niet_behandelen_nee", "niet_behandelen_afdoen")),
    ("9:8", "consent and no consent are exchanged", lambda d: d.swap(
        "akkoord_met_niet_behandelen_nee", "akkoord_met_niet_behandelen_ja")),
    ("9:8", "the other may be the same person",
     lambda d: d.property("niet_behandelen_vaststellen", "ander_dan", "")),
    ("9:8", "four eyes are not marked", lambda d: d.mark("niet_behandelen_vaststellen", "")),
    ("9:8", "nobody watches the four weeks", lambda d: d.drop_border("te_laat_om_niet_te_behandelen")),
    ("9:8", "the timer watches another term", lambda d: d.timer("te_laat_om_niet_te_behandelen", LATE)),
    ("9:8", "the timer fires a week late", lambda d: d.timer(
        "te_laat_om_niet_te_behandelen", '=termijn("niet_behandelen") + duration("P7D")')),
    ("9:8", "the timer interrupts nothing", lambda d: d.interrupts("te_laat_om_niet_te_behandelen", False)),
    ("9:8", "after four weeks it is refused all the same", lambda d: d.point(
        "te_laat_om_niet_te_behandelen_naar_klacht_toch_behandelen", "niet_behandelen_afdoen")),
    ("9:8", "the letter waits on another desk, without a limit", lambda d: d.task(
        "niet_behandelen_vastleggen_naar_brief_niet_in_behandeling_versturen", "brief_nalezen")),
    ("9:8", "the letter is dropped", lambda d: d.drop("brief_niet_in_behandeling_versturen")),
    ("9:8", "the letter goes to the employee", lambda d: d.header(
        "brief_niet_in_behandeling_versturen", "aan", "beklaagde")),
    ("9:8", "the letter does not name the ombudsman", lambda d: d.letter(
        "niet_in_behandeling", "{{ ombudsman.naam }}", "De ombudsman")),
    ("9:8", "the letter does not name the term of the ombudsman", lambda d: d.letter(
        "niet_in_behandeling", 'termijn("ombudsman")', 'termijn("afdoening")')),
    ("9:8", "the term of the ombudsman has not begun", lambda d: d.drop("niet_behandelen_afdoen")),
    # ---- 9:9 copy for the employee
    ("9:9", "the copy is dropped", lambda d: d.drop("afschrift_aan_de_medewerker_sturen")),
    ("9:9", "the copy is sent after the judgement", lambda d: d.move(
        "afschrift_aan_de_medewerker_sturen", "oordeel_vaststellen_naar_akkoord_met_het_oordeel")),
    ("9:9", "the copy is sent with the answer", lambda d: d.move(
        "afschrift_aan_de_medewerker_sturen",
        "afdoeningsbrief_versturen_naar_afschrift_antwoord_aan_de_medewerker")),
    ("9:9", "the copy goes to the resident",
     lambda d: d.header("afschrift_aan_de_medewerker_sturen", "aan", "inwoner")),
    ("9:9", "the copy does not hold the complaint", lambda d: d.letter(
        "afschrift_beklaagde", "{{ zaak.omschrijving }}", "Zie het dossier.")),
    ("9:9", "a choice leads around the copy", lambda d: d.choice(
        "onderzoek_starten_naar_afschrift_aan_de_medewerker_sturen", "licht", '=zaak.onderwerp = "anders"',
        "hoor_en_wederhoor")),
    # ---- 9:10 hearing both sides
    ("9:10", "there is no hearing at all", lambda d: d.drop("hoor_en_wederhoor")),
    ("9:10", "hearing comes after the judgement", lambda d: d.move(
        "hoor_en_wederhoor", "oordeel_opstellen_naar_oordeel_vaststellen")),
    ("9:10", "a resident who wants it is not heard", lambda d: d.point(
        "wil_de_inwoner_worden_gehoord_ja", "inwoner_gehoord")),
    ("9:10", "wanting it is a ground not to hear", lambda d: d.condition(
        "wil_de_inwoner_worden_gehoord_nee_of_geen_reactie",
        '=hoorwens_vastleggen.hoorwens in ["wil_niet", "geen_reactie", "wil"]')),
    ("9:10", "not being heard needs no ground", lambda d: d.condition(
        "wil_de_inwoner_worden_gehoord_nee_of_geen_reactie", '=zaak.onderwerp = "anders"')),
    ("9:10", "a refused waiver does not lead to hearing", lambda d: d.point(
        "akkoord_met_afzien_nee", "inwoner_gehoord")),
    ("9:10", "consent to the waiver is exchanged", lambda d: d.swap(
        "akkoord_met_afzien_nee", "akkoord_met_afzien_ja")),
    ("9:10", "the invitation is dropped", lambda d: d.drop("hooruitnodiging_versturen")),
    ("9:10", "the invitation goes to the employee", lambda d: d.header(
        "hooruitnodiging_versturen", "aan", "beklaagde")),
    ("9:10", "the employee is not heard", lambda d: d.drop("medewerker_horen")),
    ("9:10", "the employee is only asked for a reaction", lambda d: (
        d.mark("medewerker_horen", ""), d.mark("reactie_geven", "awb.9:10.beklaagde"))),
    ("9:10", "there is a waiver for the employee", lambda d: d.choice(
        "reactie_geven_naar_medewerker_horen", "afzien", '=zaak.onderwerp = "anders"',
        "beide_kanten_gehoord")),
    ("9:10", "an employee who does not react in time is not heard", lambda d: d.point(
        "reactietijd_medewerker_verstreken_naar_medewerker_horen", "beide_kanten_gehoord")),
    ("9:10", "the report is optional", lambda d: d.optional(f"{HEARING}/inwoner_horen", "verslag")),
    ("9:10", "hearing leaves no report", lambda d: d.mark("inwoner_horen", "awb.9:10.gehoord")),
    ("9:10", "the report is written after the judgement", lambda d: (
        d.mark("inwoner_horen", "awb.9:10.gehoord"),
        d.task("oordeel_vaststellen_naar_akkoord_met_het_oordeel", "verslag_maken", "awb.9:10.verslag"))),
    ("9:10", "hearing is broken off by a timer", lambda d: d.border(
        "hoor_en_wederhoor", "genoeg", '=termijn("afdoening") - duration("P7D")', "oordeel_opstellen", True)),
    # ---- 9:11 the term
    ("9:11", "nobody notices that the term has ended",
     lambda d: d.drop_border("afdoeningstermijn_verstreken")),
    ("9:11", "noticing it stops the handling", lambda d: d.interrupts("afdoeningstermijn_verstreken", True)),
    ("9:11", "another term is watched", lambda d: d.timer(
        "afdoeningstermijn_verstreken", '=termijn("niet_behandelen") + duration("P1D")')),
    ("9:11", "a service norm is watched", lambda d: d.timer(
        "afdoeningstermijn_verstreken", '=termijn("informele_poging") + duration("P1D")')),
    ("9:11", "it is noticed a week before the end only", lambda d: d.timer(
        "afdoeningstermijn_verstreken", '=termijn("afdoening") - duration("P7D")')),
    ("9:11", "it is noticed weeks later", lambda d: d.timer(
        "afdoeningstermijn_verstreken", '=termijn("afdoening") + duration("P30D")')),
    ("9:11", "a duration is watched instead of the term", lambda d: d.timer(
        "afdoeningstermijn_verstreken", '=zaak.ontvangstdatum + duration("P42D")')),
    ("9:11", "a task before the handling is not watched", lambda d: d.task(
        "ontvangstbevestiging_versturen_naar_klacht_behandelen", "klacht_lezen")),
    ("9:11", "only the assignment is watched", lambda d: (
        d.wrapped("behandelaar_toewijzen", "toewijzen"),
        d.get("toewijzen").getparent().append(d.get("afdoeningstermijn_verstreken")),
        d.get("afdoeningstermijn_verstreken").set("attachedToRef", "toewijzen"))),
    ("9:11", "the resident hears nothing when it is late", lambda d: d.drop("te_laat_melden")),
    ("9:11", "the letter that it is late goes to the employee",
     lambda d: d.header("te_laat_melden", "aan", "beklaagde")),
    ("9:11", "the letter that it is late is skipped for some", lambda d: d.choice(
        "afdoeningstermijn_verstreken_naar_te_laat_melden", "kort", '=zaak.onderwerp = "wmo"',
        "oude_datum_blijft_staan")),
    ("9:11", "noticing it is a reminder that may be skipped", lambda d: d.property(
        "afdoeningstermijn_verstreken", "herinnering", "ja")),
    # ---- 9:11 lid 2 and 3: adjournment and consent
    ("9:11 lid 2", "the resident is not told", lambda d: d.drop("verdaging_melden_aan_de_inwoner")),
    ("9:11 lid 2", "the employee is not told", lambda d: d.drop("verdaging_melden_aan_de_medewerker")),
    ("9:11 lid 2", "both notices go to the resident", lambda d: d.header(
        "verdaging_melden_aan_de_medewerker", "aan", "inwoner")),
    ("9:11 lid 2", "notices are sent before the adjournment", lambda d: d.move(
        "termijn_verdagen", "verdaging_melden_aan_de_medewerker_naar_nieuwe_datum_tonen")),
    ("9:11 lid 2", "a notice is sent for some only", lambda d: d.choice(
        "termijn_verdagen_naar_verdaging_melden_aan_de_inwoner", "stil", "=verdaging_overwegen.weken = 1",
        "nieuwe_datum_tonen")),
    ("9:11 lid 2", "adjourning has no limit in time", lambda d: d.drop_border("te_laat_om_te_verdagen")),
    ("9:11 lid 2", "adjourning is watched on another term", lambda d: d.timer(
        "te_laat_om_te_verdagen", '=termijn("ombudsman") + duration("P1D")')),
    ("9:11 lid 2", "after the end it is adjourned all the same", lambda d: d.point(
        "te_laat_om_te_verdagen_naar_niet_verdaagd", "termijn_verdagen")),
    ("9:11 lid 2", "adjourning is approved on another desk, without a limit", lambda d: d.task(
        "verdagen_ja", "verdaging_goedkeuren")),
    ("9:11 lid 2", "the term is adjourned when it has ended", lambda d: d.move(
        "termijn_verdagen", "te_laat_melden_naar_vertraging_bespreken")),
    ("9:11 lid 3", "postponed without consent", lambda d: d.point(
        "stemt_de_inwoner_schriftelijk_in_nee", "verder_uitstel_vastleggen")),
    ("9:11 lid 3", "nobody asks for consent", lambda d: d.drop("vertraging_bespreken")),
    ("9:11 lid 3", "consent need not be written",
     lambda d: d.optional(f"{MAIN}/vertraging_bespreken", "bewijs")),
    # ---- 9:12 the answer
    ("9:12", "there is no judgement", lambda d: d.drop("oordeel_opstellen")),
    ("9:12", "findings are optional", lambda d: d.text(
        f"forms/{FORMAL}/oordeel_opstellen.form", '"key": "bevindingen"', '"key": "notities"')),
    ("9:12", "nobody decides on the judgement", lambda d: d.drop("oordeel_vaststellen")),
    ("9:12", "a judgement that was sent back is sent", lambda d: d.point(
        "akkoord_met_het_oordeel_nee", "klacht_afdoen")),
    ("9:12", "consent to the judgement is exchanged", lambda d: d.swap(
        "akkoord_met_het_oordeel_nee", "akkoord_met_het_oordeel_ja")),
    ("9:12", "the judgement changes after it was decided", lambda d: (
        d.task("akkoord_met_het_oordeel_ja", "oordeel_bijschaven", "awb.9:12.oordeel"),
        d.text(f"forms/{FORMAL}/oordeel_bijschaven.form", '"verslag"', '"bevindingen_en_oordeel"'))),
    ("9:12", "the answer is dropped", lambda d: d.drop("afdoeningsbrief_versturen")),
    ("9:12", "the answer goes to the employee",
     lambda d: d.header("afdoeningsbrief_versturen", "aan", "beklaagde")),
    ("9:12", "the answer does not name the ombudsman", lambda d: d.letter(
        "afdoeningsbrief", "{{ ombudsman.naam }}", "de ombudsman")),
    ("9:12", "the answer does not name the term of the ombudsman", lambda d: d.letter(
        "afdoeningsbrief", 'termijn("ombudsman")', 'termijn("nazorg")')),
    ("9:12", "the answer does not tell the judgement", lambda d: d.header(
        "afdoeningsbrief_versturen", "brief", "te_laat")),
    ("9:12", "the term of the ombudsman has not begun", lambda d: d.drop("klacht_afdoen")),
    ("9:12", "the term of the ombudsman begins after the answer", lambda d: d.move(
        "klacht_afdoen", "afdoeningsbrief_versturen_naar_afschrift_antwoord_aan_de_medewerker")),
    ("9:12", "who is not satisfied gets no formal handling", lambda d: d.point(
        "samen_opgelost_nee", "samen_eruit_gekomen")),
    ("9:12", "a choice ends the handling without an answer", lambda d: d.choice(
        "oordeel_vaststellen_naar_akkoord_met_het_oordeel", "klaar", '=zaak.onderwerp = "anders"',
        "antwoord_gegeven")),
    ("9:12", "being late ends the case", lambda d: d.get("oude_datum_blijft_staan").append(
        d.get("oordeel_gegeven_einde"))),
    ("9:12", "the handling is broken off and closed when time is up", lambda d: d.border(
        "klacht_behandelen", "op", LATE, "les_vastleggen", True)),
    ("9:12", "the call is broken off and the case closed", lambda d: d.border(
        "formele_behandeling", "op", LATE, "formeel_afgedaan", True)),
    # ---- 9:12a registration
    ("9:12a", "no lesson is registered", lambda d: d.drop("les_vastleggen")),
    ("9:12a", "the registration is not marked", lambda d: d.mark("les_vastleggen", "")),
    ("9:12a", "a choice leads around the registration", lambda d: d.choice(
        "inwoner_tevreden_nee", "klein", '=zaak.onderwerp = "anders"', "hoe_is_de_klacht_afgelopen")),
    # ---- withdrawal
    ("6:21", "the confirmation is dropped", lambda d: d.drop("intrekking_bevestigen")),
    ("6:21", "the confirmation goes to the employee",
     lambda d: d.header("intrekking_bevestigen", "aan", "beklaagde")),
    ("6:21", "the confirmation is skipped for some", lambda d: d.choice(
        "intrekking_registreren_naar_intrekking_bevestigen", "stil", '=zaak.onderwerp = "wmo"',
        "intrekking_bevestigd")),
    ("6:21", "nobody asks for a free choice", lambda d: d.mark("intrekking_vastleggen", "")),
    ("6:21", "a free choice is an optional question",
     lambda d: d.optional("intrekking/intrekking_vastleggen", "vrije_keuze")),
    ("6:21", "who was pressed has withdrawn all the same", lambda d: d.point(
        "vrije_keuze_van_de_inwoner_nee", "intrekking_afdoen")),
    ("6:21", "free and pressed are exchanged", lambda d: d.swap(
        "vrije_keuze_van_de_inwoner_nee", "vrije_keuze_van_de_inwoner_ja")),
    ("9:12", "who was pressed gets no answer", lambda d: d.point("klacht_ingetrokken_nee", "ingetrokken")),
    ("9:11", "the term stops when somebody may withdraw",
     lambda d: d.interrupts("inwoner_trekt_de_klacht_in", True)),
    ("9:6", "who withdraws gets no acknowledgement", lambda d: d.move(
        "ontvangstbevestiging_versturen", "behandeling_inrichten_naar_informele_behandeling")),
    ("6:21", "who was pressed is registered as withdrawn", lambda d: d.move(
        "intrekking_registreren", "vrije_keuze_van_de_inwoner_nee")),
    # ---- forwarding
    ("2:3", "the resident is not told", lambda d: d.drop("doorzending_melden_aan_de_inwoner")),
    ("2:3", "the resident is told later", lambda d: d.task(
        "klacht_naar_de_organisatie_sturen_naar_doorzending_melden_aan_de_inwoner", "nog_eens_lezen")),
    ("2:3", "the complaint is not sent", lambda d: d.drop("klacht_naar_de_organisatie_sturen")),
    ("2:3", "both letters go to the resident",
     lambda d: d.header("klacht_naar_de_organisatie_sturen", "aan", "inwoner")),
    ("2:3", "the complaint is not in the letter", lambda d: d.letter(
        "doorzending_organisatie", "{{ zaak.omschrijving }}", "Zie de bijlage.")),
    ("2:3", "the day of receipt is not passed on", lambda d: d.letter(
        "doorzending_organisatie", "{{ zaak.ontvangstdatum | datum }}", "onlangs")),
    ("2:3", "nobody looks who is competent", lambda d: d.mark("klacht_doorzenden", "")),
    ("2:3", "a complaint is sent back without a letter", lambda d: d.drop("klacht_terugsturen")),
    ("9:12", "a complaint that is ours after all ends", lambda d: d.point(
        "verder_als_klacht_ja", "geen_klacht_meer_voor_ons")),
]  # fmt: skip


# What breaks other articles as well is walked alone: beside another fault nobody could tell whose each is.
FAR_REACHING = {
    ("9:5", "the closing letter is dropped"),
    ("9:5", "the closing letter goes to the employee"),
    ("9:5", "the closing letter is sent on one way only"),
    ("9:5", "a resident who objects to the closing is closed all the same"),
    ("9:5", "reopening keeps the old outcome"),
    ("9:8", "the letter waits on another desk, without a limit"),
    ("9:8", "the letter is dropped"),
    ("9:8", "the letter goes to the employee"),
    ("9:8", "the letter does not name the ombudsman"),
    ("9:8", "the letter does not name the term of the ombudsman"),
    ("9:9", "a choice leads around the copy"),
    ("9:11", "noticing it stops the handling"),
    ("9:12", "the answer is dropped"),
    ("9:12", "the answer goes to the employee"),
    ("9:12", "the answer does not name the ombudsman"),
    ("9:12", "the answer does not name the term of the ombudsman"),
    ("9:12", "the answer does not tell the judgement"),
    ("9:12", "who is not satisfied gets no formal handling"),
    ("9:12", "a choice ends the handling without an answer"),
    ("9:12", "being late ends the case"),
    ("9:12", "the handling is broken off and closed when time is up"),
    ("9:12", "the call is broken off and the case closed"),
    ("6:21", "the confirmation is dropped"),
    ("6:21", "the confirmation goes to the employee"),
    ("6:21", "the confirmation is skipped for some"),
    ("9:12", "who was pressed gets no answer"),
    ("9:11", "the term stops when somebody may withdraw"),
    ("9:12", "a complaint that is ours after all ends"),
}


def number(article: str) -> str:
    return article.partition(" ")[0]


def the_findings(mutants: Iterable[Mutant]) -> list[Finding]:
    drawing = Drawing()
    for _, _, edit in mutants:
        edit(drawing)
    return list(the_law_holds(drawing.material()))


def are_blamed(mutants: tuple[Mutant, ...]) -> bool:
    """Tell whether each fault is found and nothing else; False as well when they cannot be drawn together."""
    try:
        findings = the_findings(mutants)
    except Exception:
        return False
    numbers = {found[1] for f in findings if (found := re.match(r"Awb artikel (\S+?):? ", f.message))}
    if numbers != {number(article) for article, _, _ in mutants}:
        return False
    return all(is_told_well(article, findings) for article, _, _ in mutants)


def is_told_well(article: str, findings: list[Finding]) -> bool:
    """Tell whether this article is named, with a remedy and with the path on which it is broken."""
    blamed = [f for f in findings if re.match(rf"Awb artikel {article}\b", f.message)]
    without_path = {"L04", "L18", "L19"}
    told = ("Pad: Klacht ontvangen → " in f.message or f.code in without_path for f in blamed)
    return bool(blamed) and all(f.is_error and f.remedy for f in blamed) and all(told)


TOGETHER = [
    *((mutant,) for mutant in MUTANTS if mutant[:2] in FAR_REACHING),
    *in_groups([m for m in MUTANTS if m[:2] not in FAR_REACHING], lambda mutant: number(mutant[0])),
]


@pytest.mark.parametrize("mutants", TOGETHER, ids=[", ".join(f"{a}: {t}" for a, t, _ in m) for m in TOGETHER])
def test_an_unlawful_procedure_is_refused_with_the_article_and_a_path(mutants: tuple[Mutant, ...]) -> None:
    """Walking all paths takes a second, and faults against different articles leave each other alone.

    When not exactly these faults are found together, each has to be found by itself.
    """
    if len(mutants) > 1 and are_blamed(mutants):
        return
    for article, text, edit in mutants:
        findings = the_findings([(article, text, edit)])
        assert is_told_well(article, findings), (text, [str(finding) for finding in findings])


def test_every_mutant_is_tried_once() -> None:
    assert sorted(m[:2] for together in TOGETHER for m in together) == sorted(m[:2] for m in MUTANTS)
    assert {mutant[:2] for mutant in MUTANTS} >= FAR_REACHING


def test_there_are_more_than_fifty_mutants() -> None:
    assert len({(article, text) for article, text, _ in MUTANTS}) == len(MUTANTS) > 50
