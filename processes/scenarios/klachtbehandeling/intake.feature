# language: nl
Functionaliteit: Eerst uitzoeken wat er nodig is
  Een gewone klacht gaat meteen naar een behandelaar. Alleen als er iets bijzonders is, kijkt de coördinator eerst. De termijn loopt door.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Klacht nader bekijken":
      | soort            | klacht |
      | besluit_erbij    | nee    |
      | nog_iets_bij     | nee    |
      | namens           | zelf   |
      | machtiging_vragen | ja    |
      | bekend           | ja     |
      | ondertekend      | ja     |
      | naam_en_adres    | ja     |
      | dagtekening      | ja     |
      | omschreven       | ja     |
      | aanvulling_vragen | ja    |
      | op_schrift       | ja     |
      | spoed            | nee    |
    En de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | eerst_uitzoeken   | nee                  |
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    En de gebruikelijke antwoorden bij "Machtiging vastleggen":
      | relatie      | familie                   |
      | naam         | Mia Voorbeeld             |
      | straat       | Lindehof 4                |
      | postcode     | 1234 CD                   |
      | plaats       | Vrijstad                  |
      | brieven_naar | inwoner                   |

  Abstract Scenario: Wat de inwoner invult, wijst de weg: <wat>
    Gegeven een <vorm> klacht ontvangen op 24 maart 2026 over "wmo" met:
      | <vraag> | <antwoord> |
    Dan staat de taak "<taak>" open voor de rol "Klachtencoördinator"
    En is "triage.eerst_uitzoeken" gelijk aan "<uitzoeken>"

    Voorbeelden:
      | wat                   | vorm         | vraag              | antwoord           | taak                  | uitzoeken |
      | een gewone klacht     | schriftelijke | zaak.besluit_erbij | nee               | Behandelaar toewijzen | nee       |
      | misschien een besluit | schriftelijke | zaak.besluit_erbij | weet_niet         | Behandelaar toewijzen | nee       |
      | een tolk nodig        | schriftelijke | zaak.hulp_nodig    | tolk              | Behandelaar toewijzen | nee       |
      | over een besluit      | schriftelijke | zaak.besluit_erbij | ja                | Klacht nader bekijken | ja        |
      | voor een ander        | schriftelijke | zaak.voor_wie      | ander             | Klacht nader bekijken | ja        |

  Scenario: Wie binnen een paar dagen zijn huis kwijtraakt, wacht nergens op
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "schulden" met:
      | zaak.gevaar | huisuitzetting |
    Dan is de zaak "spoed" begonnen met:
      | zaak.gevaar    | huisuitzetting |
      | zaak.gemeld_op | 24 maart 2026  |
      | inwoner.naam   | Noor Voorbeeld |
    En moet de taak "Klacht nader bekijken" klaar zijn op 24 maart 2026
    Als de Klachtencoördinator "Klacht nader bekijken" afrondt
    Dan staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"
    En is de uiterste datum voor "afdoening" 6 mei 2026
    Als wij verdergaan in de zaak "spoed"
    Dan staat de taak "Spoed overdragen" open voor de rol "Klachtencoördinator"

  Scenario: Ook wie het gevaar niet zelf noemt, krijgt meteen hulp
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken | ja |
    Dan is de zaak "spoed" niet begonnen
    Als de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | spoed  | ja                 |
      | gevaar | kindermishandeling |
    Dan is de zaak "spoed" begonnen met:
      | zaak.gevaar | kindermishandeling |

  Abstract Scenario: Een dochter klaagt voor haar moeder: <machtiging>
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.voor_wie | ander |
    Als de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | namens | ander |
    Dan is de brief "machtiging_vragen" verstuurd aan de inwoner op 24 maart 2026
    En staat in de brief "machtiging_vragen": "De uiterste datum blijft woensdag 6 mei 2026."
    En moet de taak "Machtiging vastleggen" klaar zijn op 7 april 2026
    En is de uiterste datum voor "afdoening" 6 mei 2026
    Als het 2 april 2026 is
    En de KCC-medewerker "Machtiging vastleggen" afrondt met:
      | machtiging | <machtiging> |
    Dan is "inwoner.naam" gelijk aan "Mia Voorbeeld"
    En is "vertegenwoordiger.naam" gelijk aan "Noor Voorbeeld"
    En is "inwoner.straat" gelijk aan "Lindehof 4"
    En is op tijd voldaan aan "machtiging"
    En is de brief "weigering_inwoner" <brief>
    En is de brief "weigering_vertegenwoordiger" <brief>
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan is "zaak.regime" gelijk aan "9.1.2"
    En is de uiterste datum voor "afdoening" 6 mei 2026

    Voorbeelden:
      | machtiging | brief           |
      | ontvangen  | niet verstuurd  |
      | geweigerd  | 1 keer verstuurd |

  Scenario: Een mentor heeft geen machtiging nodig, en krijgt zelf de brieven
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.voor_wie | ander |
    Als de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | namens            | ander |
      | machtiging_vragen | nee   |
    Dan is de brief "machtiging_vragen" niet verstuurd
    Als de KCC-medewerker "Machtiging vastleggen" afrondt met:
      | relatie      | mentor            |
      | machtiging   | wettelijk         |
      | brieven_naar | vertegenwoordiger |
    Dan is "inwoner.naam" gelijk aan "Mia Voorbeeld"
    En is "inwoner.straat" gelijk aan "Dorpsstraat 12"
    En is "vertegenwoordiger.functie" gelijk aan "mentor"

  Scenario: Zonder machtiging zoeken wij het uit, maar zonder de termijn van de wet
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.voor_wie | ander |
    Als de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | namens | ander |
    En het 8 april 2026 is
    En de KCC-medewerker "Machtiging vastleggen" afrondt met:
      | machtiging | niet_ontvangen |
    Dan is "zaak.regime" gelijk aan "9.2"
    En is er geen uiterste datum voor "afdoening"
    En staat in de brief "zonder_wettelijke_termijn": "Wij kregen geen machtiging."
    En is te laat voldaan aan "machtiging"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan is "zaak.regime" gelijk aan "9.2"
    En staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"

  Scenario: Een aanvulling zet de termijn niet stil
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken | ja |
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | omschreven    | nee                           |
      | wat_ontbreekt | Over welk gesprek klaagt u?   |
    Dan staat in de brief "aanvulling_vragen": "Over welk gesprek klaagt u?"
    En staat in de brief "aanvulling_vragen": "De uiterste datum blijft **woensdag 6 mei 2026**."
    En moet de taak "Aanvulling vastleggen" klaar zijn op 7 april 2026
    Als het 2 april 2026 is
    En de KCC-medewerker "Aanvulling vastleggen" afrondt met:
      | aangevuld | ja |
    Dan is op tijd voldaan aan "aanvulling"
    En is de uiterste datum voor "afdoening" 6 mei 2026
    En staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"

  Scenario: De aanvulling blijft uit, en wij behandelen de klacht toch
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken | ja |
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | ondertekend | nee |
    En het 8 april 2026 is
    Dan is de klok "Aanvulling blijft uit" afgegaan op 8 april 2026
    En staat de taak "Zonder aanvulling beslissen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Zonder aanvulling beslissen" afrondt met:
      | besluit | toch_behandelen |
    Dan is "zaak.regime" gelijk aan "9.1.2"
    En is de uiterste datum voor "afdoening" 6 mei 2026

  Scenario: Niemand te bereiken: alleen artikel 9:2, en dat staat in een brief
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken | ja |
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | naam_en_adres | nee |
    En de KCC-medewerker "Aanvulling vastleggen" afrondt met:
      | aangevuld | nee |
    En de Klachtencoördinator "Zonder aanvulling beslissen" afrondt met:
      | besluit    | alleen_9_2              |
      | motivering | Uw adres kennen wij niet. |
    Dan is er geen uiterste datum voor "afdoening"
    En staat in de brief "zonder_wettelijke_termijn": "Uw adres kennen wij niet."

  Scenario: Een mondelinge klacht komt op papier, en dan begint de termijn
    Gegeven een mondelinge klacht ontvangen op 24 maart 2026 over "wmo"
    Dan is er geen uiterste datum voor "afdoening"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken | ja |
    En de Klachtencoördinator "Klacht nader bekijken" afrondt
    En het 26 maart 2026 is
    En de KCC-medewerker "Klacht op schrift stellen" afrondt met:
      | bevestigd    | ja                                    |
      | tekst        | De consulent hing op toen ik iets vroeg. |
      | bevestigd_op | 26 maart 2026                         |
      | hoe          | telefoon                              |
    Dan is "zaak.schriftelijk" gelijk aan "ja"
    En is "zaak.eerste_ontvangst" gelijk aan "24 maart 2026"
    En is de uiterste datum voor "afdoening" 7 mei 2026
    En is de brief "ontvangstbevestiging" 2 keer verstuurd
    En staat in de brief "ontvangstbevestiging": "De consulent hing op toen ik iets vroeg."
    En staat in de brief "ontvangstbevestiging": "donderdag 7 mei 2026"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan is "zaak.regime" gelijk aan "9.1.2"

  Scenario: Blijft de klacht mondeling, dan komt er nooit een wettelijke datum
    Gegeven een mondelinge klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken | ja |
    En de Klachtencoördinator "Klacht nader bekijken" afrondt
    En de KCC-medewerker "Klacht op schrift stellen" afrondt met:
      | bevestigd | nee |
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan is "zaak.regime" gelijk aan "9.2"
    En is er geen uiterste datum voor "afdoening"
    Als het 1 juli 2026 is
    Dan is er geen uiterste datum voor "afdoening"
    En is de brief "te_laat" niet verstuurd

  Scenario: Een anonieme klacht behandelen wij zonder naam
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken | ja |
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | bekend | bereikbaar |
    Dan is "zaak.regime" gelijk aan "9.2"
    En staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"
