# language: nl
Functionaliteit: Verder uitstel alleen met een schriftelijk ja
  Meer dan vier weken uitstel kan alleen als de inwoner daar schriftelijk mee instemt; zwijgen is geen ja (Awb artikel 9:11 lid 3).

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
    En de gebruikelijke antwoorden bij "Uitstel voorstellen":
      | nodig              | ja                                    |
      | voorgestelde_datum | 26 juni 2026                          |
      | reden              | Wij wachten nog op een stuk.          |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt
    En het 29 april 2026 is

  Abstract Scenario: Na de verdaging vragen wij meer tijd, en de inwoner zegt <antwoord>
    Als de Klachtencoördinator "Verdaging overwegen" afrondt met:
      | besluit | verdagen                   |
      | weken   | 4                          |
      | reden   | De medewerker is ziek.     |
    En het 26 mei 2026 is
    Dan staat de taak "Uitstel voorstellen" open voor de rol "Klachtbehandelaar"
    Als de Klachtbehandelaar "Uitstel voorstellen" afrondt
    Dan is de brief "verzoek_uitstel" verstuurd aan de inwoner op 26 mei 2026
    En staat in de brief "verzoek_uitstel": "vrijdag 26 juni 2026"
    En is de uiterste datum voor "afdoening" 2 juni 2026
    En moet de taak "Antwoord op het uitstel vastleggen" klaar zijn op 2 juni 2026
    Als de Klachtbehandelaar "Antwoord op het uitstel vastleggen" afrondt met:
      | instemming | <antwoord>    |
      | tot        | 26 juni 2026  |
      | bewijs     | email         |
    Dan is de uiterste datum voor "afdoening" <datum>
    En is de brief "uitstel_beklaagde" <keer> verstuurd
    Als het 3 juni 2026 is
    Dan is de brief "te_laat" <te laat> verstuurd

    Voorbeelden:
      | antwoord | datum        | keer   | te laat |
      | ja       | 26 juni 2026 | 1 keer | niet    |
      | nee      | 2 juni 2026  | niet   | 1 keer  |

  Scenario: Zonder te verdagen meteen om instemming vragen, en de inwoner zwijgt
    Als de Klachtencoördinator "Verdaging overwegen" afrondt met:
      | besluit | instemming |
    En de Klachtbehandelaar "Uitstel voorstellen" afrondt
    En het 6 mei 2026 is
    Dan staat de taak "Antwoord op het uitstel vastleggen" open voor de rol "Klachtbehandelaar"
    Als het 7 mei 2026 is
    Dan is de klok "Te laat om uitstel te vragen" afgegaan op 7 mei 2026
    En staat de taak "Antwoord op het uitstel vastleggen" niet open
    En is de uiterste datum voor "afdoening" 6 mei 2026
    En is de brief "te_laat" verstuurd aan de inwoner op 7 mei 2026
    En staat de taak "Vertraging bespreken" open voor de rol "Klachtencoördinator"

  Scenario: Er is toch geen uitstel nodig
    Als de Klachtencoördinator "Verdaging overwegen" afrondt met:
      | besluit | instemming |
    En de Klachtbehandelaar "Uitstel voorstellen" afrondt met:
      | nodig | nee |
    Dan is de brief "verzoek_uitstel" niet verstuurd
    En is het einde "Geen uitstel nodig" bereikt
    En is de uiterste datum voor "afdoening" 6 mei 2026
