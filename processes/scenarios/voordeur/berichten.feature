# language: nl
Functionaliteit: Een bericht dat geen klacht is
  De inwoner hoeft niet te weten waar het hoort. Elk bericht heeft meteen een eigenaar en gaat warm naar de juiste plek.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Bericht beoordelen":
      | ook_klacht | nee                    |
      | uitvoerder | gemeente               |
      | gevaar     | nee                    |
      | eigenaar   | Het klantcontactcentrum |
    En de gebruikelijke antwoorden bij "Bericht overdragen":
      | aan_wie  | Wmo-loket Vrijstad |
      | telefoon | (0123) 45 67 90    |

  Scenario: Een Wmo-melding wordt geen klacht maar een onderzoek binnen zes weken
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.omschrijving | Het huishouden lukt mij niet meer sinds mijn val. |
    Dan is "zaak.behandelaar" gelijk aan "het klantcontactcentrum"
    En is er geen uiterste datum voor "afdoening"
    En is de brief "ontvangst_bericht" verstuurd aan de inwoner op 24 maart 2026
    En staat in de brief "ontvangst_bericht": "Het huishouden lukt mij niet meer"
    En staat in de brief "ontvangst_bericht": "Dorpsstraat 12"
    En moet de taak "Bericht beoordelen" klaar zijn op 26 maart 2026
    Als het 25 maart 2026 is
    En de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort      | hulpvraag   |
      | hulp_soort | wmo_melding |
    Dan is op tijd voldaan aan "triage"
    En is "wegwijzer.wie" gelijk aan "Het Wmo-loket of het wijkteam"
    En moet de taak "Bericht overdragen" klaar zijn op 26 maart 2026
    Als de KCC-medewerker "Bericht overdragen" afrondt
    Dan staat in de brief "overdracht_hulpvraag": "woensdag 6 mei 2026"
    En staat in de brief "overdracht_hulpvraag": "cliëntondersteuner"
    En is "zaak.behandelaar" gelijk aan "Wmo-loket Vrijstad"
    Als het 1 april 2026 is
    En de KCC-medewerker "Overdracht nagaan" afrondt met:
      | opgepakt | nee |
    Dan staat de taak "Bericht overdragen" open voor de rol "KCC-medewerker"
    Als de KCC-medewerker "Bericht overdragen" afrondt
    En het 10 april 2026 is
    En de KCC-medewerker "Overdracht nagaan" afrondt met:
      | opgepakt | ja |
    Dan is het einde "Hulpvraag opgepakt" bereikt
    En is de zaak afgesloten als "Bericht op de juiste plek"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.2 |

  Abstract Scenario: Hulp bij schulden: <wat>
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "schulden"
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort      | hulpvraag |
      | hulp_soort | <wat>     |
    En de KCC-medewerker "Bericht overdragen" afrondt met:
      | aan_wie | Schuldhulp Vrijstad |
    Dan staat in de brief "overdracht_hulpvraag": "<dag>"

    Voorbeelden:
      | wat                 | dag                  |
      | schuldhulp          | dinsdag 21 april 2026 |
      | schuldhulp_dreiging | vrijdag 27 maart 2026 |

  Scenario: Niemand draagt het bericht over, en er is geen adres voor een brief
    Gegeven een mondeling bericht ontvangen op 24 maart 2026 over "jeugd" met:
      | zaak.anoniem            | ja          |
      | zaak.ingevuld_door      | medewerker  |
      | zaak.binnengekomen_via  | telefoon    |
    Dan is de brief "ontvangst_bericht" niet verstuurd
    En is "zaak.kanaal" gelijk aan "telefoon"
    Als het 27 maart 2026 is
    Dan is het bericht "bericht_blijft_liggen" verzonden
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort      | hulpvraag |
      | hulp_soort | jeugdhulp |
    En het 31 maart 2026 is
    Dan is het bericht "overdracht_blijft_liggen" verzonden
    Als de KCC-medewerker "Bericht overdragen" afrondt
    Dan is de brief "overdracht_hulpvraag" niet verstuurd
    Als er 2 weken verstrijken
    En de KCC-medewerker "Overdracht nagaan" afrondt met:
      | opgepakt | ja |
    Dan is de zaak afgesloten als "Bericht op de juiste plek"

  Scenario: Een gat in de weg, gemeld zonder naam
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "anders" met:
      | zaak.anoniem | ja |
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort | melding |
    En de KCC-medewerker "Bericht overdragen" afrondt met:
      | aan_wie | Servicedesk |
    Dan is de brief "overdracht_melding" niet verstuurd
    En is het einde "Melding overgedragen" bereikt

  Scenario: Een melding die ook een klacht is, wordt allebei
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "anders"
    Als het 25 maart 2026 is
    En de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort      | melding |
      | ook_klacht | ja      |
    En de KCC-medewerker "Bericht overdragen" afrondt met:
      | aan_wie | Servicedesk |
    Dan is de brief "overdracht_melding" verstuurd aan de inwoner
    En is de zaak "klachtbehandeling" begonnen met:
      | zaak.ontvangstdatum | 24 maart 2026 |
    En is de zaak afgesloten als "Klacht in behandeling genomen"

  Abstract Scenario: Een vraag krijgt antwoord, <hoe>
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo"
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort | vraag |
    Dan moet de taak "Vraag beantwoorden" klaar zijn op 31 maart 2026
    Als de KCC-medewerker "Vraag beantwoorden" afrondt met:
      | hoe      | <hoe>                 |
      | antwoord | U vraagt dit aan bij het loket. |
    Dan is de brief "antwoord_op_vraag" <keer> keer verstuurd
    En is het einde "Vraag beantwoord" bereikt

    Voorbeelden:
      | hoe       | keer |
      | brief     | 1    |
      | gesproken | 0    |

  Abstract Scenario: Een compliment komt aan, anoniem: <anoniem>
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.anoniem | <anoniem> |
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort | compliment |
    En de KCC-medewerker "Compliment doorgeven" afrondt met:
      | aan_wie | Team Zorg |
    Dan is de brief "compliment_bedankt" <keer> keer verstuurd
    En is het einde "Compliment doorgegeven" bereikt

    Voorbeelden:
      | anoniem | keer |
      | nee     | 1    |
      | ja      | 0    |
