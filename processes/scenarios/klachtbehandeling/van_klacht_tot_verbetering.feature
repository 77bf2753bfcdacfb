# language: nl
Functionaliteit: Van klacht tot verbetering
  Na de klacht gaan twee zaken verder: wij bellen de inwoner nog eens, en wij maken beter wat vaker misgaat.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    En het 8 april 2026 is

  Scenario: De inwoner hoort wat er met de klacht is gedaan
    Als de Klachtencoördinator "Les vastleggen" afrondt met:
      | oorzaak        | communicatie             |
      | les            | Spreek af wie terugbelt. |
      | vaker          | ja                       |
      | terugkoppeling | ja                       |
    Dan is de zaak afgesloten als "Naar tevredenheid opgelost"
    En is de zaak "verbeteren" begonnen met:
      | zaak.onderwerp        | wmo            |
      | zaak.voortgekomen_uit | K-2026-0001    |
      | inwoner.naam          | Noor Voorbeeld |
    Als wij verdergaan in de zaak "verbeteren"
    En de Leidinggevende "Verbeteractie afspreken" afrondt met:
      | uiterlijk | 1 juni 2026 |
    En het 18 mei 2026 is
    En de Leidinggevende "Verbeteractie uitvoeren" afrondt
    En er 8 weken verstrijken
    En de Klachtencoördinator "Effect controleren" afrondt met:
      | helpt | ja |
    Dan staat in de brief "terugkoppeling": "Spreek af wie terugbelt."
    En is er geen uiterste datum voor "afdoening"
    En is de zaak afgesloten als "Verbeterd en teruggekoppeld"

  Scenario: Niets te verbeteren, wel nazorg
    Als de Klachtencoördinator "Les vastleggen" afrondt met:
      | oorzaak | communicatie |
      | vaker   | nee          |
    Dan is de zaak "verbeteren" niet begonnen
    En is de zaak "nazorg" begonnen met:
      | zaak.behandelaar | Sam de Wit |
    Als wij verdergaan in de zaak "nazorg"
    Dan staat er geen taak open
    Als er 4 weken verstrijken
    En de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | bereikt             | ja |
      | afspraken_nagekomen | ja |
    Dan staat de taak "Nazorg voor de medewerker" open voor de rol "Klachtbehandelaar"
    Als de Klachtbehandelaar "Nazorg voor de medewerker" afrondt met:
      | gesproken | ja    |
      | eerlijk   | deels |
    Dan is de zaak afgesloten als "Nazorg afgerond"
