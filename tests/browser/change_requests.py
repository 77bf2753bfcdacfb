"""The change requests that a process owner must be able to carry out alone: what is clicked and typed, and
what a case then does. `change` works on a draft in the browser, `holds` plays the files that came of it.
"""

from playwright.sync_api import Page

from tests.browser import change_fates as fates
from tests.browser import studio_hands as hands
from tests.browser.change_request import AFTERCARE, HANDLER_CHOSEN, Request
from tests.browser.studio_hands import editing, entry, unfold

FORM_OF_A_STEP = "Toelichting"


# -- a term ---------------------------------------------------------------------------------------


def five_days(page: Page, draft: int) -> None:
    hands.fill_list(page, draft, "termijnen", {"aantal-eerste_contact": "5"})


FIVE_DAYS = Request(
    "Contact binnen vijf in plaats van twee werkdagen",
    five_days,
    "klachtbehandeling",
    HANDLER_CHOSEN
    + """
  Scenario: De behandelaar heeft vijf werkdagen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan moet de taak "Bellen met de inwoner" klaar zijn op 31 maart 2026
    En gaat de klok "Eerste contact blijft uit" af op 1 april 2026
""",
    fates.FIVE_DAYS,
)


# -- a question -----------------------------------------------------------------------------------


def ask_more(page: Page, draft: int) -> None:
    with editing(page, draft, "formulier", "informele_behandeling/bellen_met_de_inwoner"):
        hands.ask(page, "Lange tekst", "Wat kunnen collega’s hiervan leren?")
        unfold(page, "Wanneer is deze vraag er?").get_by_label("Toon deze vraag").select_option(
            '=tevreden != "ja"'
        )
        unfold(page, "Eisen aan het antwoord").get_by_label("Verplicht").check()


NEW_QUESTION = Request(
    "Een vraag die er alleen is als een ander antwoord ja is",
    ask_more,
    "klachtbehandeling",
    HANDLER_CHOSEN
    + """
  Scenario: De vraag geldt alleen bij een tevreden inwoner
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan kan de Klachtbehandelaar "Bellen met de inwoner" niet afronden vanwege "Wat kunnen collega’s hiervan leren?", met:
      | tevreden                            | ja             |
      | bewijs                              | telefoonnotitie |
      | wat_kunnen_collega_s_hiervan_leren  |                |
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    Dan staat de taak "Ontvankelijkheid beoordelen" open voor de rol "Klachtbehandelaar"
""",  # noqa: E501
    fates.NEW_QUESTION,
)


# -- steps ----------------------------------------------------------------------------------------


def new_step(page: Page, draft: int) -> None:
    role = {"naam": "Wijkteam", "omschrijving": "Helpt na de klacht.", "ziet": "De nazorg."}
    hands.fill_list(page, draft, "rollen", {f"{field}-nieuw": words for field, words in role.items()})
    with editing(page, draft, "schema", "nazorg"):
        hands.put_into(
            page, "nazorggesprek_naar_afspraken_nagekomen", "Taak voor een medewerker", "Wijkteam inlichten"
        )
        hands.panel(page).get_by_label("Wie doet dit?").select_option("Wijkteam")
        hands.write_feel(page, entry(page, "uiterste_dag"), "werkdagen(today(), 3)")
    hands.add_file(page, draft, "formulier", "nazorg/wijkteam_inlichten")
    with editing(page, draft, "formulier", "nazorg/wijkteam_inlichten"):
        hands.ask(page, "Eén keuze", "Pakt het wijkteam dit op?")
        unfold(page, "Eisen aan het antwoord").get_by_label("Verplicht").check()


NEW_STEP = Request(
    "Een nieuwe stap met een eigen formulier en een nieuwe rol",
    new_step,
    "nazorg",
    AFTERCARE
    + """
  Scenario: Na het gesprek is het wijkteam aan zet
    Als de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen | ja |
    Dan staan precies deze taken open:
      | Wijkteam inlichten | Wijkteam |
    En moet de taak "Wijkteam inlichten" klaar zijn op 11 mei 2026
    Als de Wijkteam "Wijkteam inlichten" afrondt met:
      | pakt_het_wijkteam_dit_op | ja |
    Dan is de zaak afgesloten als "Nazorg afgerond"
""",
    fates.NEW_STEP,
)


def fewer_steps(page: Page, draft: int) -> None:
    with editing(page, draft, "schema", "nazorg"):
        hands.remove(page, "nazorg_opvolgen")
    page.goto(f"/werkwijze/ontwerp/{draft}/tekst/forms/nazorg/nazorg_opvolgen.form")
    page.get_by_role("button", name="Verwijder uit dit ontwerp").click()


STEP_REMOVED = Request(
    "Een stap vervalt",
    fewer_steps,
    "nazorg",
    AFTERCARE
    + """
  Scenario: Ook zonder nagekomen afspraken is de nazorg klaar
    Als de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen | nee |
    Dan is de zaak afgesloten als "Nazorg afgerond"
""",
    fates.STEP_REMOVED,
)


def at_the_same_time(page: Page, draft: int) -> None:
    with editing(page, draft, "schema", "nazorg"):
        hands.put_beside(page, "nazorggesprek", "Leidinggevende bellen")
        hands.panel(page).get_by_label("Wie doet dit?").select_option("Leidinggevende")
    hands.add_file(page, draft, "formulier", "nazorg/leidinggevende_bellen")


IN_PARALLEL = Request(
    "Twee stappen tegelijk",
    at_the_same_time,
    "nazorg",
    AFTERCARE
    + """
  Scenario: Beide gesprekken staan open, en pas na beide gaat het verder
    Dan staan precies deze taken open:
      | Nazorggesprek         | Klachtbehandelaar |
      | Leidinggevende bellen | Leidinggevende    |
    Als de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen | ja |
    Dan is de zaak nog open
    Als de Leidinggevende "Leidinggevende bellen" afrondt
    Dan is de zaak afgesloten als "Nazorg afgerond"
""",
    fates.IN_PARALLEL,
)


def remind(page: Page, draft: int) -> None:
    with editing(page, draft, "schema", "klachtbehandeling"):
        hands.put_clock_on(page, "klacht_behandelen", "Nog tien dagen")
        hands.write_feel(page, entry(page, "wanneer"), 'termijn("afdoening") - duration("P10D")')
        hands.panel(page).get_by_label("Is dit een herinnering?").select_option("ja")
        hands.append(page, "nog_tien_dagen", "Gaat vanzelf (bouwsteen)", "Behandelaar herinneren")
        hands.panel(page).get_by_label("Wat gebeurt er?").select_option("bericht")
        hands.panel(page).get_by_label("Hoe heet het bericht?").fill("nog_tien_dagen")
        hands.panel(page).get_by_label("Voor welke rol?").select_option("Klachtbehandelaar")
        hands.append(page, "behandelaar_herinneren", "Einde", "Behandelaar herinnerd")


REMINDER = Request(
    "Een herinnering tien dagen voor het einde",
    remind,
    "klachtbehandeling",
    HANDLER_CHOSEN
    + """
  Scenario: De herinnering komt tien dagen voor de uiterste datum
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan is de uiterste datum voor "afdoening" 6 mei 2026
    En gaat de klok "Nog tien dagen" af op 26 april 2026
    Als het 27 april 2026 is
    Dan is het bericht "nog_tien_dagen" verzonden met:
      | rol | Klachtbehandelaar |
    En staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"
""",
    fates.REMINDER,
)


# -- letters --------------------------------------------------------------------------------------

THANKS = """---
onderwerp: Dank voor het gesprek
aan: inwoner
---
Beste {{ inwoner.naam }},

Dank dat u met ons wilde terugkijken op uw klacht {{ zaak.nummer }}.

Met vriendelijke groet,

{{ gemeente.naam }}
"""


def new_letter(page: Page, draft: int) -> None:
    hands.add_file(page, draft, "brief", "nazorg_bedankt")
    hands.type_text(page, THANKS)
    with editing(page, draft, "schema", "nazorg"):
        hands.put_into(
            page,
            "nazorggesprek_naar_afspraken_nagekomen",
            "Gaat vanzelf (bouwsteen)",
            "Bedankbrief versturen",
        )
        hands.panel(page).get_by_label("Wat gebeurt er?").select_option("brief")
        hands.panel(page).get_by_label("Welke brief?").select_option("nazorg_bedankt")


NEW_LETTER = Request(
    "Een nieuwe brief",
    new_letter,
    "nazorg",
    AFTERCARE
    + """
  Scenario: De inwoner krijgt een bedankbrief
    Als de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen | ja |
    Dan is de brief "nazorg_bedankt" verstuurd aan de inwoner op 6 mei 2026
    En staat in de brief "nazorg_bedankt": "Dank dat u met ons wilde terugkijken"
""",
    fates.NEW_LETTER,
)


def other_words(page: Page, draft: int) -> None:
    page.goto(f"/werkwijze/ontwerp/{draft}/tekst/processes/letters/ontvangstbevestiging.md")
    text = page.get_by_role("textbox", name="Tekst").input_value()
    hands.type_text(page, text.rstrip() + "\n\nFijn dat u het ons laat weten.\n")


OTHER_WORDS = Request(
    "Andere woorden in een brief",
    other_words,
    "klachtbehandeling",
    HANDLER_CHOSEN
    + """
  Scenario: De nieuwe zin staat in de brief
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Dan staat in de brief "ontvangstbevestiging": "Fijn dat u het ons laat weten."
""",
    fates.OTHER_WORDS,
)


# -- tables ---------------------------------------------------------------------------------------


def other_team(page: Page, draft: int) -> None:
    with editing(page, draft, "tabel", "wegwijzer"):
        hands.rule_above(page, 5)
        cells = (
            '"hulpvraag"', '"participatie"', "", '"Het Werkplein Vrijstad"',
            '"U krijgt binnen een week een gesprek."',
            '"Bel het Werkplein of kom langs."', '"Een onafhankelijke cliëntondersteuner helpt u gratis."',
            '"De ombudsman, als u ons antwoord niet goed vindt."', '"Participatiewet artikel 7"',
        )  # fmt: skip
        for column, text in enumerate(cells, 1):
            if text:
                hands.write_cell(page, 5, column, text)


OTHER_TEAM = Request(
    "Een onderwerp gaat naar een ander team",
    other_team,
    "voordeur",
    """
  Scenario: Hulp bij werk gaat naar het Werkplein
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "participatie" met:
      | zaak.omschrijving | Ik zoek werk. |
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort      | hulpvraag |
      | hulp_soort | anders    |
      | ook_klacht | nee       |
      | uitvoerder | gemeente  |
      | gevaar     | nee       |
      | eigenaar   | Het klantcontactcentrum |
    Dan is "wegwijzer.wie" gelijk aan "Het Werkplein Vrijstad"
""",
    fates.OTHER_TEAM,
)


def committee(page: Page, draft: int) -> None:
    with editing(page, draft, "tabel", "behandelroute"):
        hands.rule_above(page, 3)
        cells = (
            '>= date("2027-01-01")', '"jeugd"', "", '"9.1.3"', '"de Jeugdklachtencommissie Vrijstad"',
            '"de Regeling jeugdklachten Vrijstad 2027"', '"formeel"',
            '"Sinds 1 januari 2027 adviseert een commissie over jeugdhulp."',
        )  # fmt: skip
        for column, text in enumerate(cells, 1):
            if text:
                hands.write_cell(page, 3, column, text)


COMMITTEE = Request(
    "Een commissie vanaf 1 januari, met haar tien weken",
    committee,
    "klachtbehandeling",
    HANDLER_CHOSEN
    + """
  Scenario: Een klacht van oudejaarsdag houdt zes weken
    Gegeven een schriftelijke klacht ontvangen op 31 december 2026 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan is de uiterste datum voor "afdoening" 11 februari 2027

  Scenario: Een klacht van na de jaarwisseling krijgt tien weken en een commissie
    Gegeven een schriftelijke klacht ontvangen op 4 januari 2027 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan is de uiterste datum voor "afdoening" 15 maart 2027
    En staat in de brief "ontvangstbevestiging_advies": "de Jeugdklachtencommissie Vrijstad"
""",
    fates.COMMITTEE,
)


# -- an end ---------------------------------------------------------------------------------------


def new_end(page: Page, draft: int) -> None:
    with editing(page, draft, "formulier", "nazorg/nazorggesprek"):
        hands.ask(page, "Eén keuze", "Hulp van het wijkteam?")
    with editing(page, draft, "schema", "nazorg"):
        hands.append(page, "afspraken_nagekomen", "Einde", "Doorverwezen naar wijkteam")
        hands.choose_arrow(
            page, hands.arrow_between(page, "afspraken_nagekomen", "doorverwezen_naar_wijkteam")
        )
        unfold(page, "Algemeen").get_by_label("Naam", exact=True).fill("Naar het wijkteam")
        hands.write_feel(
            page,
            unfold(page, "Voorwaarde"),
            'nazorggesprek.afspraken_nagekomen = "geen_afspraken"'
            ' and nazorggesprek.hulp_van_het_wijkteam = "ja"',
        )


NEW_END = Request(
    "Een nieuw einde: doorverwezen naar het wijkteam",
    new_end,
    "nazorg",
    AFTERCARE
    + """
  Scenario: De zaak eindigt bij het wijkteam
    Als de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen   | geen_afspraken |
      | hulp_van_het_wijkteam | ja             |
    Dan is de zaak afgesloten als "Doorverwezen naar wijkteam"

  Scenario: Wie geen hulp wil, houdt het gewone einde
    Als de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen   | ja  |
      | hulp_van_het_wijkteam | nee |
    Dan is de zaak afgesloten als "Nazorg afgerond"
""",
    fates.NEW_END,
)

REQUESTS = (
    FIVE_DAYS, NEW_QUESTION, NEW_STEP, STEP_REMOVED, IN_PARALLEL, REMINDER, NEW_LETTER, OTHER_WORDS,
    OTHER_TEAM, COMMITTEE, NEW_END,
)  # fmt: skip


def without_hearing(page: Page, draft: int) -> None:
    """What the law forbids: nobody hears the resident any more."""
    with editing(page, draft, "schema", "formele_behandeling"):
        hands.remove(page, "hoor_en_wederhoor")
