# language: nl
Functionaliteit: Van bevindingen naar rapport en aanbeveling
  Wij reageren op de bevindingen, bespreken het rapport en geven elke aanbeveling een eigen zaak (Awb artikel 9:35 en 9:36).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Inlichtingen en stukken geven":
      | oud_medewerker | nee |
      | weigert        | nee |

  Scenario: Vragen, een gesprek, bevindingen en een rapport met twee aanbevelingen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.ombudsman_soort         | nationaal              |
      | zaak.kenmerk                 | NO 2026.0123           |
      | zaak.verzoek                 | onderzoek              |
      | zaak.onderwerp               | wmo                    |
      | zaak.over_klachtbehandeling  | nee                    |
      | zaak.antwoord_voor           | 17 april 2026          |
      | andere_organisatie.naam      | Nationale ombudsman    |
      | zaak.antwoord_per            | email                  |
      | zaak.inwoner_bekend          | ja                     |
      | zaak.medewerker_bekend       | ja                     |
      | beklaagde.naam               | Robin Bakker           |
    Als de Betrokken medewerker "Eigen standpunt geven" afrondt met:
      | wens | niet |
    En de Klachtencoördinator "Inlichtingen en stukken geven" afrondt
    En het 4 mei 2026 is
    En de Klachtencoördinator "Volgende stap vastleggen" afrondt met:
      | stap          | vragen      |
      | antwoord_voor | 18 mei 2026 |
    Dan is de uiterste datum voor "antwoord_ombudsman" 18 mei 2026
    En is nog niet voldaan aan "antwoord_ombudsman"
    Als de Klachtencoördinator "Inlichtingen en stukken geven" afrondt
    Dan is de brief "antwoord_ombudsman" 2 keer verstuurd
    Als de Klachtencoördinator "Volgende stap vastleggen" afrondt met:
      | stap | gesprek |
    En de Klachtencoördinator "Meewerken aan gesprek of bezoek" afrondt met:
      | soort             | bezoek       |
      | aanwezigen.1.naam | Robin Bakker |
    En het 1 juni 2026 is
    En de Klachtencoördinator "Volgende stap vastleggen" afrondt met:
      | stap          | bevindingen  |
      | antwoord_voor | 19 juni 2026 |
    En het 16 juni 2026 is
    Dan is het bericht "reactie_bevindingen_bijna_te_laat" verzonden
    Als de Klachtencoördinator "Bevindingen beantwoorden" afrondt als "Sam de Wit" met:
      | feiten_kloppen | nee                        |
      | correcties     | Het gesprek was op 3 maart |
    Dan kan de Beslisser "Reactie op bevindingen vaststellen" niet afronden als "Sam de Wit" vanwege "Vier ogen", met:
      | besluit | akkoord |
    Als de Beslisser "Reactie op bevindingen vaststellen" afrondt met:
      | besluit | terug |
    En het 20 juni 2026 is
    Dan is het bericht "reactie_bevindingen_te_laat" verzonden
    Als de Klachtencoördinator "Bevindingen beantwoorden" afrondt met:
      | feiten_kloppen | ja |
    En de Beslisser "Reactie op bevindingen vaststellen" afrondt met:
      | besluit | akkoord |
    Dan is de brief "reactie_bevindingen" verstuurd aan de andere organisatie op 20 juni 2026
    En is te laat voldaan aan "reactie_bevindingen"
    Als het 1 september 2026 is
    En de Klachtencoördinator "Volgende stap vastleggen" afrondt met:
      | stap | rapport |
    En de Klachtencoördinator "Rapport verwerken" afrondt met:
      | oordeel                | niet_behoorlijk                 |
      | normen                 | voortvarendheid, maatwerk       |
      | aanbevelingen.1.tekst  | Bel binnen twee dagen terug.    |
      | aanbevelingen.2.tekst  | Wijs één contactpersoon aan.    |
      | college_op             | 8 september 2026                |
    Dan is het bericht "rapport_van_de_ombudsman" verzonden met:
      | voor | college en raad |
    En staat in de brief "ombudsman_rapport_inwoner": "maatwerk en voortvarendheid"
    En is de brief "ombudsman_rapport_medewerker" verstuurd aan de betrokken medewerker op 1 september 2026
    En is "zaak.aanbeveling" gelijk aan "Bel binnen twee dagen terug."
    Als de Klachtencoördinator "Aanbeveling toewijzen" afrondt
    Dan is "zaak.aanbeveling" gelijk aan "Wijs één contactpersoon aan."
    Als de Klachtencoördinator "Aanbeveling toewijzen" afrondt
    Dan is de zaak afgesloten als "Rapport verwerkt"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1.2 |
    En is de zaak "aanbeveling" begonnen met:
      | zaak.aanbeveling       | Bel binnen twee dagen terug. |
      | zaak.voortgekomen_uit  | K-2026-0001                  |
      | zaak.via_ombudsman     | ja                           |
    Als wij verdergaan in de zaak "aanbeveling"
    Dan is de uiterste datum voor "aanbeveling" 13 oktober 2026
    Als de Beslisser "Aanbeveling beoordelen" afrondt met:
      | volgt     | ja              |
      | hoe       | Een terugbeldienst |
      | aanpak    | verbeteractie   |
      | uiterlijk | 1 december 2026 |
    Dan is de zaak "verbeteren" begonnen met:
      | zaak.les         | Bel binnen twee dagen terug. |
      | zaak.verbetering | Een terugbeldienst           |
    En staat de taak "Uitvoering van de aanbeveling melden" open voor de rol "Klachtencoördinator"

  Scenario: Uit eigen beweging, behoorlijk en zonder aanbeveling
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd" met:
      | zaak.ombudsman_soort         | kind                   |
      | zaak.verzoek                 | eigen_beweging         |
      | zaak.onderwerp               | jeugd                  |
      | zaak.over_klachtbehandeling  | nee                    |
      | zaak.antwoord_voor           | 17 april 2026          |
      | andere_organisatie.naam      | Kinderombudsman        |
      | zaak.antwoord_per            | email                  |
      | zaak.medewerker_bekend       | nee                    |
    Dan is de brief "ombudsman_melding_medewerker" niet verstuurd
    En staat de taak "Eigen standpunt geven" niet open
    Als de Klachtencoördinator "Inlichtingen en stukken geven" afrondt
    En de Klachtencoördinator "Volgende stap vastleggen" afrondt met:
      | stap | rapport |
    En de Klachtencoördinator "Rapport verwerken" afrondt met:
      | oordeel | behoorlijk |
    Dan is de brief "ombudsman_rapport_inwoner" niet verstuurd
    En is de zaak "aanbeveling" niet begonnen
    En is de zaak afgesloten als "Rapport verwerkt"

  Scenario: De ombudsman stopt en niemand hoeft dat nog te horen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd" met:
      | zaak.ombudsman_soort         | nationaal              |
      | zaak.verzoek                 | eigen_beweging         |
      | zaak.onderwerp               | jeugd                  |
      | zaak.over_klachtbehandeling  | nee                    |
      | zaak.antwoord_voor           | 17 april 2026          |
      | andere_organisatie.naam      | Nationale ombudsman    |
      | zaak.antwoord_per            | email                  |
      | zaak.medewerker_bekend       | nee                    |
    Als de Klachtencoördinator "Inlichtingen en stukken geven" afrondt
    En het bericht "Ombudsman stopt het onderzoek" binnenkomt van "Klachtencoördinator"
    En de Klachtencoördinator "Stoppen van het onderzoek vastleggen" afrondt met:
      | grond | niet_verplicht |
    Dan is de brief "ombudsman_gestopt_medewerker" niet verstuurd
    En is de zaak afgesloten als "Onderzoek gestopt"
