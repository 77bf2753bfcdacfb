# language: nl
Functionaliteit: De inwoner trekt de klacht in
  Stoppen mag altijd, maar alleen uit vrije keuze. Ook een ingetrokken klacht staat in het register (Awb artikel 9:12a).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit         |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                |
    En de gebruikelijke antwoorden bij "Intrekking vastleggen":
      | ingetrokken_door | inwoner       |
      | hoe              | schriftelijk  |

  Scenario: De inwoner stopt uit vrije keuze
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"
    Als het 30 maart 2026 is
    En de inwoner laat weten: "Inwoner trekt de klacht in"
    Dan staat de taak "Intrekking vastleggen" open voor de rol "Klachtencoördinator"
    En moet de taak "Intrekking vastleggen" klaar zijn op 1 april 2026
    En is de brief "bevestiging_intrekking" niet verstuurd
    Als de Klachtencoördinator "Intrekking vastleggen" afrondt met:
      | vrije_keuze | ja |
      | als_signaal | ja |
    Dan is de brief "bevestiging_intrekking" verstuurd aan de inwoner op 30 maart 2026
    En staat in de brief "bevestiging_intrekking": "Wij gaan wel zelf aan de slag met wat er misging."
    En staat in de brief "bevestiging_intrekking": "Nationale ombudsman"
    En staat in de brief "bevestiging_intrekking": "dinsdag 30 maart 2027"
    En is op tijd voldaan aan "afdoening"
    En is de zaak afgesloten als "Ingetrokken"
    En is "zaak.uitkomst" gelijk aan "ingetrokken"

  Scenario: Ook tijdens de formele behandeling kan de inwoner stoppen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de inwoner laat weten: "Inwoner trekt de klacht in"
    Dan staat de taak "Intrekking vastleggen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Intrekking vastleggen" afrondt met:
      | vrije_keuze | ja  |
      | als_signaal | nee |
    Dan is de zaak afgesloten als "Ingetrokken"

  Scenario: De inwoner voelde zich onder druk gezet
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de inwoner laat weten: "Inwoner trekt de klacht in"
    En de Klachtencoördinator "Intrekking vastleggen" afrondt met:
      | vrije_keuze      | nee                                              |
      | waarom_niet_vrij | Mevrouw is bang dat haar hulp stopt als zij klaagt. |
    Dan is de brief "bevestiging_intrekking" niet verstuurd
    En staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"
    En is de uiterste datum voor "afdoening" 6 mei 2026
    En is nog niet voldaan aan "afdoening"
    Als het 7 mei 2026 is
    Dan is de brief "te_laat" verstuurd aan de inwoner op 7 mei 2026

  Scenario: Een mondelinge klacht intrekken kan ook
    Gegeven een mondelinge klacht ontvangen op 24 maart 2026 over "schulden"
    Als de inwoner laat weten: "Inwoner trekt de klacht in"
    En de Klachtencoördinator "Intrekking vastleggen" afrondt met:
      | hoe         | telefonisch |
      | vrije_keuze | ja          |
      | als_signaal | nee         |
    Dan is de zaak afgesloten als "Ingetrokken"
