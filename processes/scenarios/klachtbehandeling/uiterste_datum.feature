# language: nl
Functionaliteit: De uiterste datum
  Zes weken, met hulp van de Algemene termijnenwet; uitstel is begrensd en de inwoner weet het altijd (Awb artikel 9:11).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit         |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                |
    En de gebruikelijke antwoorden bij "Les vastleggen":
      | oorzaak | communicatie |
      | vaker   | nee          |
    En de gebruikelijke antwoorden bij "Ontvankelijkheid beoordelen":
      | te_laat_besluit       | nee |
      | eerder_behandeld      | nee |
      | bezwaar_mogelijk      | nee |
      | beroep_mogelijk       | nee |
      | bij_rechter           | nee |
      | strafzaak             | nee |
      | kennelijk_onvoldoende | nee |
      | toch_behandelen       | nee |
    En de gebruikelijke antwoorden bij "Hoorwens vastleggen":
      | hoorwens | wil          |
      | hoe      | gemeentehuis |
    En de gebruikelijke antwoorden bij "Inwoner horen":
      | samen | ja |
    En de gebruikelijke antwoorden bij "Reactie geven":
      | wil_worden_gehoord | ja |
    En de gebruikelijke antwoorden bij "Medewerker horen":
      | gehoord | ja |
    En de gebruikelijke antwoorden bij "Oordeel opstellen":
      | onderdelen.1.onderdeel | Niet teruggebeld          |
      | onderdelen.1.oordeel   | gegrond                   |
      | onderdelen.1.normen    | fatsoenlijke bejegening, voortvarendheid |

  Abstract Scenario: Een termijn eindigt nooit op een feestdag: <feestdag>
    Gegeven een schriftelijke klacht ontvangen op <ontvangen> over "wmo"
    Dan is de uiterste datum voor "afdoening" <uiterste datum>
    En is de brief "ontvangstbevestiging" verstuurd aan de inwoner

    Voorbeelden:
      | feestdag                        | ontvangen        | uiterste datum   |
      | Bevrijdingsdag                  | 24 maart 2026    | 6 mei 2026       |
      | Hemelvaart en de vrijdag erna   | 2 april 2026     | 18 mei 2026      |
      | Koningsdag                      | 16 maart 2026    | 28 april 2026    |
      | Goede Vrijdag en Pasen          | 20 februari 2026 | 7 april 2026     |
      | Kerst                           | 13 november 2026 | 28 december 2026 |
      | Nieuwjaar                       | 20 november 2026 | 4 januari 2027   |

  Scenario: Elke uiterste datum is uit te leggen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2027 over "wmo"
    Dan is de uiterste datum voor "afdoening" 10 mei 2027
    En staat in de uitleg van "afdoening": "Zes weken later is woensdag 5 mei 2027."
    En staat in de uitleg van "afdoening": "vrijdag 7 mei (gelijkgestelde dag"

  Scenario: Verdagen met vier weken
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het 28 april 2026 is
    Dan staat de taak "Verdaging overwegen" niet open
    Als het 29 april 2026 is
    Dan staat de taak "Verdaging overwegen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Verdaging overwegen" afrondt met:
      | besluit | verdagen                                        |
      | weken   | 4                                               |
      | reden   | De medewerker is ziek en wij willen hem spreken. |
    Dan is de uiterste datum voor "afdoening" 2 juni 2026
    En is de brief "verdaging_klager" verstuurd aan de inwoner op 29 april 2026
    En staat in de brief "verdaging_klager": "dinsdag 2 juni 2026"
    En is de brief "verdaging_beklaagde" verstuurd aan de betrokken medewerker op 29 april 2026
    Als het 2 juni 2026 is
    Dan is de brief "te_laat" niet verstuurd
    Als het 3 juni 2026 is
    Dan is de brief "te_laat" verstuurd aan de inwoner op 3 juni 2026

  Scenario: Verdagen met meer dan vier weken mag niet
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het 29 april 2026 is
    Dan kan de Klachtencoördinator "Verdaging overwegen" niet afronden vanwege "4", met:
      | besluit | verdagen |
      | weken   | 5        |

  Scenario: Verdagen is niet nodig
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het 29 april 2026 is
    En de Klachtencoördinator "Verdaging overwegen" afrondt met:
      | besluit | niet_nodig |
    Dan is de uiterste datum voor "afdoening" 6 mei 2026
    En is de brief "verdaging_klager" niet verstuurd

  Scenario: Te laat om nog te verdagen, en de inwoner stemt in met een nieuwe datum
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het 6 mei 2026 is
    Dan staat de taak "Verdaging overwegen" open voor de rol "Klachtencoördinator"
    En is de brief "te_laat" niet verstuurd
    Als het 7 mei 2026 is
    Dan is de brief "te_laat" verstuurd aan de inwoner op 7 mei 2026
    En staat in de brief "te_laat": "woensdag 6 mei 2026"
    En staat de taak "Verdaging overwegen" niet open
    En staat de taak "Ontvankelijkheid beoordelen" open voor de rol "Klachtbehandelaar"
    Als de Klachtencoördinator "Vertraging bespreken" afrondt met:
      | instemming   | ja          |
      | nieuwe_datum | 29 mei 2026 |
      | bewijs       | email       |
    Dan is de uiterste datum voor "afdoening" 29 mei 2026
    En staat de taak "Vertraging bespreken" niet open
    Als het 29 mei 2026 is
    Dan staat de taak "Vertraging bespreken" niet open
    Als het 30 mei 2026 is
    Dan is de brief "te_laat" verstuurd aan de inwoner op 30 mei 2026
    En staat in de brief "te_laat": "vrijdag 29 mei 2026"
    En staat de taak "Vertraging bespreken" open voor de rol "Klachtencoördinator"

  Scenario: De inwoner stemt in en krijgt binnen het uitstel antwoord
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt
    En de Klachtbehandelaar "Inwoner horen" afrondt
    En de Klachtbehandelaar "Opmerkingen verwerken" afrondt
    En het 7 mei 2026 is
    En de Klachtencoördinator "Vertraging bespreken" afrondt met:
      | instemming   | ja          |
      | nieuwe_datum | 29 mei 2026 |
      | bewijs       | brief       |
    En de Klachtbehandelaar "Oordeel opstellen" afrondt
    En het 28 mei 2026 is
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord     |
      | namens  | het college |
    Dan is op tijd voldaan aan "afdoening"
    Als het 30 mei 2026 is
    Dan staat de taak "Vertraging bespreken" niet open
    En staat de taak "Les vastleggen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Oordeel gegeven"

  Scenario: Zwijgen is geen instemming
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het 7 mei 2026 is
    En de Klachtencoördinator "Vertraging bespreken" afrondt met:
      | instemming | nee |
    Dan is de uiterste datum voor "afdoening" 6 mei 2026
    En is de zaak nog open

  Scenario: Een te laat antwoord blijft zichtbaar te laat
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En er 7 weken verstrijken
    Dan is de klok "Afdoeningstermijn verstreken" afgegaan op 7 mei 2026
    En is de brief "te_laat" 1 keer verstuurd
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    Dan is te laat voldaan aan "afdoening"
    En is het einde "Samen eruit gekomen" bereikt

  Scenario: Ook zonder behandelaar loopt de termijn
    Gegeven een schriftelijke klacht ontvangen op 13 november 2026 over "wmo"
    Als het 29 december 2026 is
    Dan is de brief "te_laat" verstuurd aan de inwoner op 29 december 2026
    En staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"

  Scenario: Het antwoord gaat weg terwijl verdaging nog wordt overwogen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt
    En de Klachtbehandelaar "Inwoner horen" afrondt
    En de Klachtbehandelaar "Opmerkingen verwerken" afrondt
    En de Klachtbehandelaar "Oordeel opstellen" afrondt
    En het 30 april 2026 is
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord     |
      | namens  | het college |
    En de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Oordeel gegeven"
    En staat de taak "Verdaging overwegen" niet open
    En staat er geen taak open

  Scenario: Het systeem stond stil
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het systeem stilstond tot 20 mei 2026
    Dan is de brief "te_laat" verstuurd aan de inwoner op 20 mei 2026
    En is de klok "Afdoeningstermijn bijna om" overgeslagen
    En staat de taak "Verdaging overwegen" niet open

  Scenario: Een mondelinge klacht heeft geen wettelijke uiterste datum
    Gegeven een mondelinge klacht ontvangen op 24 maart 2026 over "wmo"
    Dan is er geen uiterste datum voor "afdoening"
    En staat in de brief "ontvangstbevestiging": "De wet noemt daarvoor geen uiterste datum"
    Als de zaak wordt gewijzigd vanwege "De inwoner heeft de klacht op papier gezet":
      | zaak.schriftelijk    | ja            |
      | zaak.regime          | 9.1.2         |
      | zaak.ontvangstdatum  | 25 maart 2026 |
    Dan is de uiterste datum voor "afdoening" 6 mei 2026

  Scenario: Ook een mondelinge klacht kan met een oordeel eindigen
    Gegeven een mondelinge klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt
    En de Klachtbehandelaar "Inwoner horen" afrondt
    En de Klachtbehandelaar "Opmerkingen verwerken" afrondt
    En het 1 juli 2026 is
    Dan is de brief "te_laat" niet verstuurd
    En staat de taak "Verdaging overwegen" niet open
    Als de Klachtbehandelaar "Oordeel opstellen" afrondt
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord     |
      | namens  | het college |
    En de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Oordeel gegeven"

  Scenario: Na de verdaging opgelost, dan vragen wij geen verder uitstel
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En het 29 april 2026 is
    En de Klachtencoördinator "Verdaging overwegen" afrondt met:
      | besluit | verdagen               |
      | weken   | 4                      |
      | reden   | De medewerker is ziek. |
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    En het 26 mei 2026 is
    Dan is de klok "Verdaagde termijn bijna om" afgegaan op 26 mei 2026
    En is het einde "Afdoening verdaagd" bereikt
    En staan precies deze taken open:
      | Les vastleggen | Klachtencoördinator |
