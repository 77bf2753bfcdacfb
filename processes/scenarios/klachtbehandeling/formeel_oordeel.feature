# language: nl
Functionaliteit: Een oordeel over de klacht
  Wie geen oplossing vindt, krijgt een onderzoek, een oordeel en de weg naar de ombudsman (Awb artikel 9:12).

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

  Scenario: Van klacht tot oordeel
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En het 27 maart 2026 is
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    Dan is de brief "afschrift_beklaagde" verstuurd aan de betrokken medewerker op 27 maart 2026
    En staat in de brief "afschrift_beklaagde": "Niemand belde mij terug over mijn aanvraag."
    En is de brief "hooruitnodiging" verstuurd aan de inwoner op 27 maart 2026
    En moet de taak "Hoorwens vastleggen" klaar zijn op 7 april 2026
    En moet de taak "Reactie geven" klaar zijn op 7 april 2026
    En staat de taak "Reactie geven" open voor de rol "Betrokken medewerker"
    Als het 2 april 2026 is
    En de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt
    Dan staat de taak "Oordeel opstellen" niet open
    Als het 10 april 2026 is
    En de Klachtbehandelaar "Inwoner horen" afrondt
    Dan is de brief "hoorverslag" verstuurd aan de inwoner op 10 april 2026
    En is de brief "hoorverslag_beklaagde" verstuurd aan de betrokken medewerker op 10 april 2026
    En staat in de brief "hoorverslag": "vrijdag 17 april 2026"
    En moet de taak "Opmerkingen verwerken" klaar zijn op 17 april 2026
    En staat de taak "Oordeel opstellen" niet open
    Als het 18 april 2026 is
    Dan is de klok "Reactietijd op het verslag voorbij" afgegaan op 18 april 2026
    En staat de taak "Oordeel opstellen" open voor de rol "Klachtbehandelaar"
    Als het 20 april 2026 is
    En de Klachtbehandelaar "Oordeel opstellen" afrondt
    Dan staat de taak "Oordeel vaststellen" open voor de rol "Beslisser"
    Als het 23 april 2026 is
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord                                       |
      | namens  | het college van burgemeester en wethouders |
    Dan is de brief "afdoeningsbrief" verstuurd aan de inwoner op 23 april 2026
    En staat in de brief "afdoeningsbrief": "Uw klacht is gegrond."
    En staat in de brief "afdoeningsbrief": "fatsoenlijke bejegening en voortvarendheid"
    En staat in de brief "afdoeningsbrief": "Nationale ombudsman"
    En staat in de brief "afdoeningsbrief": "vrijdag 23 april 2027"
    En is de brief "afschrift_afdoening_beklaagde" verstuurd aan de betrokken medewerker
    En is op tijd voldaan aan "afdoening"
    En is de uiterste datum voor "ombudsman" 23 april 2027
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Oordeel gegeven"
    En is de brief "te_laat" niet verstuurd
    En is "zaak.oordeel" gelijk aan "gegrond"
    En is "zaak.bewaarresultaat" gelijk aan "13.1"

  Scenario: De beslisser geeft het oordeel terug
    Gegeven een schriftelijke klacht ontvangen op 1 september 2026 over "schulden"
    Als het 2 september 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En het 4 september 2026 is
    En de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt
    En de Klachtbehandelaar "Inwoner horen" afrondt
    En de Klachtbehandelaar "Opmerkingen verwerken" afrondt
    En de Klachtbehandelaar "Oordeel opstellen" afrondt
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit     | terug                                  |
      | opmerkingen | Leg uit waarom de belofte niet is nagekomen. |
    Dan staat de taak "Oordeel opstellen" open voor de rol "Klachtbehandelaar"
    En is de brief "afdoeningsbrief" niet verstuurd
    Als het 7 september 2026 is
    En de Klachtbehandelaar "Oordeel opstellen" afrondt met:
      | onderdelen.1.onderdeel  | Niet teruggebeld                     |
      | onderdelen.1.motivering | De gemeente beloofde te bellen en deed dat niet. |
      | onderdelen.1.oordeel    | deels_gegrond                        |
      | onderdelen.1.normen     | betrouwbaarheid                      |
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord                    |
      | namens  | de burgemeester            |
    Dan staat in de brief "afdoeningsbrief": "De gemeente beloofde te bellen en deed dat niet."
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Oordeel gegeven"

  Scenario: Een gegrond onderdeel noemt een norm
    Gegeven een schriftelijke klacht ontvangen op 1 september 2026 over "schulden"
    Als het 2 september 2026 is
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
    Dan kan de Klachtbehandelaar "Oordeel opstellen" niet afronden vanwege "normen", met:
      | onderdelen.1.onderdeel | Niet teruggebeld |
      | onderdelen.1.oordeel   | gegrond          |

  Scenario: Een klacht over een wethouder handelt het college zelf af
    # Voor 2026 was er nog geen klachtadviescommissie: zie de tabel behandelroute.
    Gegeven een schriftelijke klacht ontvangen op 1 september 2025 over "schulden"
    Als het 2 september 2025 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | gaat_over_bestuur | ja |
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
    Dan kan de Beslisser "Oordeel vaststellen" niet afronden vanwege "Welk bestuursorgaan", met:
      | besluit | akkoord |
    Als de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord                                    |
      | orgaan  | het college van burgemeester en wethouders |
    Dan staat in de brief "afdoeningsbrief": "namens het college van burgemeester en wethouders."
