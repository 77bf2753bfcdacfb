# language: nl
Functionaliteit: Leren van een klacht
  Elke klacht eindigt met een les. Komt iets vaker voor, dan begint een eigen zaak om het te verbeteren.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    En de gebruikelijke antwoorden bij "Bellen met de inwoner":
      | tevreden | ja    |
      | bewijs   | brief |

  Scenario: Het komt vaker voor, en de inwoner wil horen wat wij ermee doen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt
    En het 8 april 2026 is
    En de Klachtencoördinator "Les vastleggen" afrondt met:
      | oorzaak        | communicatie                    |
      | vaker          | ja                              |
      | verbetering    | Terugbelafspraken in één lijst. |
      | terugkoppeling | ja                              |
    Dan is de zaak afgesloten als "Naar tevredenheid opgelost"

  Scenario: De inwoner trekt de klacht in, maar wij gaan met het signaal verder
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de inwoner laat weten: "Inwoner trekt de klacht in"
    En de Klachtencoördinator "Intrekking vastleggen" afrondt met:
      | ingetrokken_door | inwoner      |
      | hoe              | schriftelijk |
      | vrije_keuze      | ja           |
      | als_signaal      | ja           |
    Dan is de zaak afgesloten als "Ingetrokken"
