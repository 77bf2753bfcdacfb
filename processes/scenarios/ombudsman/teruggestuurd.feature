# language: nl
Functionaliteit: De inwoner moet eerst bij ons klagen, of er is niets te doen
  Stuurt de ombudsman een klacht terug (Awb artikel 9:20), dan gaat zij bij ons van start.

  Abstract Scenario: Een teruggestuurde klacht over <onderwerp> die wij nog niet kennen
    Gegeven een schriftelijke klacht ontvangen op 27 maart 2026 over "<onderwerp>" met:
      | zaak.ombudsman_soort           | <soort>                  |
      | zaak.bericht_op                | 26 maart 2026            |
      | zaak.verzoek                   | teruggestuurd            |
      | zaak.onderwerp                 | <onderwerp>              |
      | zaak.al_bekend                 | nee                      |
      | zaak.ontvangen_bij_ombudsman   | 20 maart 2026            |
      | zaak.klacht_tekst              | Niemand belde mij terug. |
      | andere_organisatie.naam        | De ombudsman             |
      | zaak.antwoord_per              | post                     |
      | andere_organisatie.postcode    | 1234 AB                  |
    Dan is de zaak "klachtbehandeling" begonnen met:
      | zaak.soort           | klacht                   |
      | zaak.kanaal          | ombudsman                |
      | zaak.ontvangstdatum  | 26 maart 2026            |
      | zaak.omschrijving    | Niemand belde mij terug. |
      | inwoner.naam         | Noor Voorbeeld           |
    En is de brief "ombudsman_teruggestuurd" verstuurd aan de inwoner op 27 maart 2026
    En <kind> in de brief "ombudsman_teruggestuurd": "Kinderombudsman"
    En is de brief "ombudsman_melding_medewerker" niet verstuurd
    En is de zaak afgesloten als "Klacht is bij ons"
    Als wij verdergaan in de zaak "klachtbehandeling"
    Dan is de uiterste datum voor "afdoening" 7 mei 2026
    En is de brief "ontvangstbevestiging" verstuurd aan de inwoner

    Voorbeelden:
      | onderwerp | soort     | kind       |
      | wmo       | nationaal | staat niet |
      | jeugd     | kind      | staat      |

  Scenario: Een teruggestuurde klacht die wij al behandelen, begint niet opnieuw
    Gegeven een schriftelijke klacht ontvangen op 27 maart 2026 over "wmo" met:
      | zaak.ombudsman_soort        | gemeentelijk           |
      | zaak.verzoek                | teruggestuurd          |
      | zaak.onderwerp              | wmo                    |
      | zaak.al_bekend              | ja                     |
      | zaak.klachtnummer           | K-2026-0044            |
      | andere_organisatie.naam     | Ombudsman Proefregio   |
      | zaak.antwoord_per           | email                  |
    Dan is de zaak "klachtbehandeling" niet begonnen
    En staat in de brief "ombudsman_teruggestuurd": "onder nummer K-2026-0044"
    En is de zaak afgesloten als "Klacht is bij ons"

  Scenario: Alleen een bericht
    Gegeven een schriftelijke klacht ontvangen op 27 maart 2026 over "wmo" met:
      | zaak.ombudsman_soort        | nationaal              |
      | zaak.verzoek                | bericht                |
      | zaak.onderwerp              | wmo                    |
      | andere_organisatie.naam     | Nationale ombudsman    |
      | zaak.antwoord_per           | email                  |
    Dan is de zaak afgesloten als "Bericht geregistreerd"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1.2 |
    En is het bericht "zaak_van_de_ombudsman" verzonden
