# language: nl
Functionaliteit: Samen opgelost
  Eerst terug aan tafel. Pas als de inwoner zelf zegt dat het goed is, is de klacht klaar (Awb artikel 9:5).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit         |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                |
    En de gebruikelijke antwoorden bij "Les vastleggen":
      | oorzaak | communicatie |
      | vaker   | nee          |

  Scenario: Na één telefoongesprek is het goed
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Dan is de brief "ontvangstbevestiging" verstuurd aan de inwoner op 24 maart 2026
    En staat in de brief "ontvangstbevestiging": "woensdag 6 mei 2026"
    En is op tijd voldaan aan "ontvangstbevestiging"
    En is de uiterste datum voor "afdoening" 6 mei 2026
    En staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"
    En moet de taak "Bellen met de inwoner" klaar zijn op 26 maart 2026
    Als het 26 maart 2026 is
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden      | ja                                              |
      | eigen_woorden | Fijn dat u belt. Nu begrijp ik het en is het goed. |
      | bewijs        | telefoonnotitie                                 |
      | oplossing     | De consulent belt voortaan binnen twee dagen terug. |
    Dan is op tijd voldaan aan "eerste_contact"
    En is de brief "afronding_informeel" verstuurd aan de inwoner op 26 maart 2026
    En staat in de brief "afronding_informeel": "donderdag 9 april 2026"
    En is op tijd voldaan aan "afdoening"
    En wacht de zaak op "Nog niet tevreden"
    En staat er geen taak open
    Als het 9 april 2026 is
    Dan staat er geen taak open
    Als het 10 april 2026 is
    Dan staat de taak "Les vastleggen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Naar tevredenheid opgelost"
    En is "zaak.bewijs_tevreden" gelijk aan "telefoonnotitie"

  Scenario: Aan tafel komt er een oplossing
    Gegeven een schriftelijke klacht ontvangen op 1 juni 2026 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En het 2 juni 2026 is
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee                                       |
      | vervolg  | gesprek                                   |
      | afspraak | Maandag 8 juni om 10 uur bij u thuis.     |
    Dan is de brief "bevestiging_aanpak" verstuurd aan de inwoner op 2 juni 2026
    En staat in de brief "bevestiging_aanpak": "Maandag 8 juni om 10 uur bij u thuis."
    Als het 8 juni 2026 is
    En de Klachtbehandelaar "Gesprek aan tafel voeren" afrondt met:
      | afspraken.1.wat | Andere gezinsbegeleider |
      | afspraken.1.wie | Teamleider Jeugd        |
      | uiterlijk       | 15 juni 2026            |
    Dan staat de taak "Oplossing uitvoeren" open voor de rol "Leidinggevende"
    En moet de taak "Oplossing uitvoeren" klaar zijn op 15 juni 2026
    Als het 12 juni 2026 is
    En de Leidinggevende "Oplossing uitvoeren" afrondt met:
      | nagekomen | ja |
    En de Klachtbehandelaar "Tevredenheid vragen" afrondt met:
      | tevreden  | ja    |
      | bewijs    | email |
      | oplossing | U krijgt een andere gezinsbegeleider. |
    Dan is de brief "afronding_informeel" verstuurd aan de inwoner op 12 juni 2026
    En staat in de brief "afronding_informeel": "U krijgt een andere gezinsbegeleider."
    Als het 27 juni 2026 is
    En de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Naar tevredenheid opgelost"

  Scenario: Zonder bewijs is een klacht niet opgelost
    Gegeven een schriftelijke klacht ontvangen op 1 juni 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan kan de Klachtbehandelaar "Bellen met de inwoner" niet afronden vanwege "bewijs", met:
      | tevreden | ja |
    En is de brief "afronding_informeel" niet verstuurd

  Scenario: De afdoeningstermijn gaat voorbij terwijl de inwoner tevreden is
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En het 28 april 2026 is
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | brief |
    En het 13 mei 2026 is
    Dan is de brief "te_laat" niet verstuurd
    En staat de taak "Les vastleggen" open voor de rol "Klachtencoördinator"
