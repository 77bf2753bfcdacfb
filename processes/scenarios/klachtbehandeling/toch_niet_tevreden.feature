# language: nl
Functionaliteit: Toch niet tevreden
  Laat de inwoner binnen de reactietijd weten dat het niet goed is, dan gaan wij verder met de oude uiterste datum.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit         |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                |
    En de gebruikelijke antwoorden bij "Les vastleggen":
      | oorzaak | communicatie |
      | vaker   | nee          |

  Scenario: De inwoner meldt zich binnen de reactietijd
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "participatie"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En het 25 maart 2026 is
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja              |
      | bewijs   | telefoonnotitie |
    En het 3 april 2026 is
    En de inwoner laat weten: "Nog niet tevreden"
    Dan staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"
    En staat de taak "Behandelaar toewijzen" niet open
    En moet de taak "Bellen met de inwoner" klaar zijn op 8 april 2026
    En is de uiterste datum voor "afdoening" 6 mei 2026
    En is nog niet voldaan aan "afdoening"
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    Dan staat de taak "Ontvankelijkheid beoordelen" open voor de rol "Klachtbehandelaar"
    Als het 29 april 2026 is
    Dan staat de taak "Verdaging overwegen" open voor de rol "Klachtencoördinator"

  Scenario: De oude uiterste datum is al voorbij
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "participatie"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En het 29 april 2026 is
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    Dan is de brief "te_laat" niet verstuurd
    Als het 11 mei 2026 is
    En de inwoner laat weten: "Nog niet tevreden"
    En het 12 mei 2026 is
    Dan is de brief "te_laat" verstuurd aan de inwoner
    En staat de taak "Vertraging bespreken" open voor de rol "Klachtencoördinator"
    En staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"

  Scenario: Na het gesprek blijft er iets over
    Gegeven een schriftelijke klacht ontvangen op 1 juni 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | gesprek |
    En het 9 juni 2026 is
    En de Klachtbehandelaar "Gesprek aan tafel voeren" afrondt met:
      | afspraken.1.wat | Uitleg over het besluit |
    En de Leidinggevende "Oplossing uitvoeren" afrondt met:
      | nagekomen | ja |
    En de Klachtbehandelaar "Tevredenheid vragen" afrondt met:
      | tevreden    | geen_antwoord            |
      | open_punten | De inwoner antwoordt niet. |
    Dan is de brief "afronding_informeel" niet verstuurd
    En staat de taak "Ontvankelijkheid beoordelen" open voor de rol "Klachtbehandelaar"
