# language: nl
Functionaliteit: Het verslag en de onderdelen van de klacht
  De inwoner weet wat wij onderzoeken, kan reageren op het verslag, en krijgt op elk onderdeel antwoord.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    En de gebruikelijke antwoorden bij "Bellen met de inwoner":
      | tevreden | nee     |
      | vervolg  | formeel |
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
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt

  Scenario: Op elk onderdeel komt een antwoord, ook op een late reactie
    Als de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | onderdelen.1.onderdeel | Niemand belde terug      |
      | onderdelen.1.wanneer   | in januari               |
      | onderdelen.2.onderdeel | De brief was onduidelijk |
      | onderdelen.2.wie       | het Wmo-loket            |
    Dan is de brief "klachtonderdelen" verstuurd aan de inwoner op 25 maart 2026
    En staat in de brief "klachtonderdelen": "Niemand belde terug (wanneer: in januari)"
    En staat in de brief "klachtonderdelen": "De brief was onduidelijk (over: het Wmo-loket)"
    Als de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt
    En de Klachtbehandelaar "Inwoner horen" afrondt met:
      | verslag | Zij hoorde pas na zes weken iets. |
    Dan staat in de brief "hoorverslag": "Zij hoorde pas na zes weken iets."
    En staat in de brief "hoorverslag_beklaagde": "Zij hoorde pas na zes weken iets."
    Als het 2 april 2026 is
    Dan staan precies deze taken open:
      | Oordeel opstellen | Klachtbehandelaar |
    Als de Klachtbehandelaar "Oordeel opstellen" afrondt met:
      | verloop                 | U belde op 5, 9 en 12 januari.                       |
      | leemtes                 | De opname van 9 januari is er niet meer.             |
      | opmerkingen_later       | U schreef ons op 3 april. Wij namen dat over.        |
      | onderdelen.1.onderdeel  | Niemand belde terug                                  |
      | onderdelen.1.oordeel    | gegrond                                              |
      | onderdelen.1.normen     | voortvarendheid                                      |
      | onderdelen.1.conclusie  | Wij bellen voortaan binnen twee dagen terug.         |
      | onderdelen.1.les        | Maak één lijst per team.                             |
      | onderdelen.2.onderdeel  | De brief was onduidelijk                             |
      | onderdelen.2.oordeel    | ongegrond                                            |
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord     |
      | namens  | het college |
    Dan staat in de brief "afdoeningsbrief": "U schreef ons op 3 april. Wij namen dat over."
    En staat in de brief "afdoeningsbrief": "U belde op 5, 9 en 12 januari."
    En staat in de brief "afdoeningsbrief": "De opname van 9 januari is er niet meer."
    En staat in de brief "afdoeningsbrief": "Wij bellen voortaan binnen twee dagen terug."
    En staat niet in de brief "afdoeningsbrief": "Maak één lijst per team."
    En staat in de brief "afdoeningsbrief": "Klacht 2: De brief was onduidelijk"

  Scenario: Wie op tijd reageert op het verslag, leest terug wat ermee is gedaan
    Als de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En de Betrokken medewerker "Reactie geven" afrondt
    En de Klachtbehandelaar "Medewerker horen" afrondt
    En de Klachtbehandelaar "Hoorwens vastleggen" afrondt
    En de Klachtbehandelaar "Inwoner horen" afrondt
    Als de Klachtbehandelaar "Opmerkingen verwerken" afrondt met:
      | opmerkingen_inwoner | Ik belde vier keer, niet drie.    |
      | verwerkt            | Wij pasten het verslag aan: vier. |
    Dan is de klok "Reactietijd op het verslag voorbij" niet afgegaan
    Als de Klachtbehandelaar "Oordeel opstellen" afrondt met:
      | onderdelen.1.onderdeel | Niet teruggebeld |
      | onderdelen.1.oordeel   | ongegrond        |
    En de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord     |
      | namens  | het college |
    Dan staat in de brief "afdoeningsbrief": "Wij pasten het verslag aan: vier."
