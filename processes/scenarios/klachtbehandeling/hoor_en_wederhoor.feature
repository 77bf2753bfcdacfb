# language: nl
Functionaliteit: Hoor en wederhoor
  Beide kanten krijgen de gelegenheid om te worden gehoord (Awb artikel 9:10).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit         |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                |
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

  Scenario: De inwoner wil niet worden gehoord
    Gegeven een schriftelijke klacht ontvangen op 8 september 2026 over "inburgering"
    Als het 9 september 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt met:
      | hoorwens | wil_niet |
    Dan staat de taak "Inwoner horen" niet open
    En staat de taak "Oordeel opstellen" niet open
    Als de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    Dan is de brief "hoorverslag" verstuurd aan de inwoner op 9 september 2026
    En staat in de brief "hoorverslag": "Dit vertelde de medewerker"
    En staat niet in de brief "hoorverslag": "Dit vertelde u"
    Als de Klachtbehandelaar "Opmerkingen verwerken" afrondt
    Dan staat de taak "Oordeel opstellen" open voor de rol "Klachtbehandelaar"

  Scenario: De inwoner reageert niet en de medewerker ook niet
    Gegeven een schriftelijke klacht ontvangen op 8 september 2026 over "inburgering"
    Als het 9 september 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    Dan moet de taak "Reactie geven" klaar zijn op 16 september 2026
    Als het 17 september 2026 is
    Dan staat de taak "Reactie geven" niet open
    En staat de taak "Medewerker horen" open voor de rol "Klachtbehandelaar"
    Als het 21 september 2026 is
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt met:
      | hoorwens | geen_reactie |
    En de Klachtbehandelaar "Medewerker horen" afrondt met:
      | gehoord | geen_gebruik |
    Dan is de brief "hoorverslag" niet verstuurd
    En staat de taak "Oordeel opstellen" open voor de rol "Klachtbehandelaar"

  Scenario: Kennelijk ongegrond, maar de klachtencoördinator twijfelt
    Gegeven een schriftelijke klacht ontvangen op 8 september 2026 over "inburgering"
    Als het 9 september 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt met:
      | hoorwens | kennelijk_ongegrond |
    Dan staat de taak "Afzien van horen beoordelen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Afzien van horen beoordelen" afrondt met:
      | akkoord | nee |
    Dan staat de taak "Inwoner horen" open voor de rol "Klachtbehandelaar"

  Scenario: Kennelijk ongegrond en de klachtencoördinator is het daarmee eens
    Gegeven een schriftelijke klacht ontvangen op 8 september 2026 over "inburgering"
    Als het 9 september 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt met:
      | hoorwens | kennelijk_ongegrond |
    En de Klachtencoördinator "Afzien van horen beoordelen" afrondt met:
      | akkoord | ja |
    Dan staat de taak "Inwoner horen" niet open
    En staat de taak "Oordeel opstellen" niet open
