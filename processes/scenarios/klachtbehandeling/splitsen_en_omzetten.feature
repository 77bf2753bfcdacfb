# language: nl
Functionaliteit: Elk deel op zijn plek
  Bezwaar, hulpvragen en klachten over aanbieders gaan naar wie erover gaat, met de eerste dag van ontvangst (Awb artikel 6:15).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Klacht nader bekijken":
      | soort         | klacht |
      | besluit_erbij | nee    |
      | nog_iets_bij  | nee    |
      | namens        | zelf   |
      | bekend        | ja     |
      | ondertekend   | ja     |
      | naam_en_adres | ja     |
      | dagtekening   | ja     |
      | omschreven    | ja     |
      | spoed         | nee    |
    En de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | eerst_uitzoeken | ja |
    En de gebruikelijke antwoorden bij "Les vastleggen":
      | oorzaak | communicatie |
      | vaker   | nee          |

  Scenario: Een bericht over van alles wordt gesplitst, en elk deel houdt de eerste dag
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.besluit_erbij     | ja            |
      | zaak.besluit_bekend_op | 10 maart 2026 |
    Dan is "zaak.bezwaar_tot" gelijk aan "21 april 2026"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | besluit_erbij       | ja                                           |
      | nog_iets_bij        | ja                                           |
      | deel_over_besluit   | ja                                           |
      | deel_besluit        | Ik wil meer uren hulp.                       |
      | deel_over_aanbieder | ja                                           |
      | deel_aanbieder      | De hulp komt steeds te laat.                 |
      | aanbieder           | Thuiszorg Voorbeeld                          |
      | deel_over_ander     | ja                                           |
      | deel_ander          | De waterschapsbelasting klopt niet.          |
      | deel_over_hulp      | ja                                           |
      | hulp_naar           | het wijkteam Noord                           |
      | deel_gemeente       | De consulent belde mij nooit terug.          |
    Dan is de zaak "bezwaarroute" begonnen met:
      | zaak.eerste_ontvangst  | 24 maart 2026          |
      | zaak.besluit_bekend_op | 10 maart 2026          |
      | zaak.omschrijving      | Ik wil meer uren hulp. |
    En is de zaak "aanbiederklacht" begonnen met:
      | zaak.eerste_ontvangst    | 24 maart 2026                |
      | zaak.omschrijving        | De hulp komt steeds te laat. |
      | andere_organisatie.naam  | Thuiszorg Voorbeeld          |
    En staat in de brief "splitsing": "De consulent belde mij nooit terug."
    En staat in de brief "splitsing": "dinsdag 21 april 2026"
    En staat in de brief "splitsing": "het wijkteam Noord"
    En is de uiterste datum voor "afdoening" 6 mei 2026
    Als de Klachtencoördinator "Deel doorzenden" afrondt met:
      | bestuursorgaan | Waterschap Voorbeeld |
      | postcode       | 1234 AB              |
      | telefoon       | 0200 000 000         |
    Dan is de brief "doorzending_deel" verstuurd aan de andere organisatie op 26 maart 2026
    En staat in de brief "doorzending_deel": "dinsdag 24 maart 2026"
    En is de brief "doorzending_deel_inwoner" verstuurd aan de inwoner op 26 maart 2026
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken   | nee                  |
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    Dan is de uiterste datum voor "afdoening" 6 mei 2026

  Scenario: Alleen een hulpvraag erbij: één overzicht en verder als klacht
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | nog_iets_bij   | ja |
      | deel_over_hulp | ja |
    Dan is de brief "splitsing" verstuurd aan de inwoner op 24 maart 2026
    En staat niet in de brief "splitsing": "Uw bezwaar tegen een besluit"
    En is de zaak "bezwaarroute" niet begonnen
    En staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"

  Scenario: Een bezwaar dat klacht heet, is een bezwaar
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "participatie" met:
      | zaak.besluit_erbij | ja |
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | soort             | bezwaar                         |
      | besluit_erbij     | ja                              |
      | besluit_welk      | de brief over uw bijstand       |
      | besluit_bekend_op | 24 maart 2026                   |
    Dan is de zaak "bezwaarroute" begonnen met:
      | zaak.eerste_ontvangst  | 24 maart 2026 |
      | zaak.besluit_bekend_op | 24 maart 2026 |
    En is de brief "bezwaar_overgedragen" verstuurd aan de inwoner op 25 maart 2026
    En staat in de brief "bezwaar_overgedragen": "woensdag 6 mei 2026"
    En is op tijd voldaan aan "afdoening"
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Omgezet"
    En is "zaak.omgezet_in" gelijk aan "bezwaar"

  Abstract Scenario: Geen klacht, en de inwoner vindt dat goed: <soort>
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "<onderwerp>"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | soort | <soort> |
    Dan staat de taak "Omzetten bespreken" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Omzetten bespreken" afrondt met:
      | geen_klacht      | ja                 |
      | aanbiederzaak    | <zaak>             |
      | overgedragen_aan | het team Voorbeeld |
    Dan is de brief "omzetting" verstuurd aan de inwoner op 24 maart 2026
    En staat in de brief "omzetting": "<zin>"
    En staat in de brief "omzetting": "woensdag 24 maart 2027"
    En is de zaak "aanbiederklacht" <begonnen>
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Omgezet"

    Voorbeelden:
      | soort       | onderwerp | zaak | begonnen      | zin                                  |
      | wmo_melding | wmo       |      | niet begonnen | wij onderzoeken uw vraag binnen zes weken |
      | schulden    | schulden  |      | niet begonnen | binnen drie werkdagen                |
      | aanbieder   | wmo       | nee  | niet begonnen | Uw klacht gaat over een aanbieder    |

  Scenario: Helemaal over een aanbieder, en de inwoner wil onze hulp
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | soort     | aanbieder            |
      | aanbieder | Jeugdhulp Voorbeeld  |
    En de Klachtencoördinator "Omzetten bespreken" afrondt met:
      | geen_klacht   | ja |
      | aanbiederzaak | ja |
    Dan is de zaak "aanbiederklacht" begonnen met:
      | zaak.eerste_ontvangst   | 24 maart 2026       |
      | andere_organisatie.naam | Jeugdhulp Voorbeeld |
    En staat in de brief "omzetting": "Uw klacht gaat over Jeugdhulp Voorbeeld"

  Scenario: De inwoner wil toch een klacht, dus het is een klacht
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtencoördinator "Klacht nader bekijken" afrondt met:
      | soort | vraag |
    En de Klachtencoördinator "Omzetten bespreken" afrondt met:
      | geen_klacht | nee |
    Dan staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"
    En is de brief "omzetting" niet verstuurd
    En is nog niet voldaan aan "afdoening"
