# language: nl
Functionaliteit: Welke procedure geldt
  Over het bestuur zelf adviseert een commissie, vanaf de dag die in de beslistabel staat. Dan zijn er tien weken (Awb artikel 9:11 en 9:13).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | eerst_uitzoeken | nee                  |
      | behandelaar     | Sam de Wit           |
      | beklaagde_naam  | Wethouder Voorbeeld  |

  Abstract Scenario: Ontvangen op <ontvangen>, over het bestuur: <bestuur>
    Gegeven een schriftelijke klacht ontvangen op <ontvangen> over "anders"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | gaat_over_bestuur | <bestuur> |
    Dan is "zaak.regime" gelijk aan "<regime>"
    En is "zaak.route" gelijk aan "<route>"
    En is de uiterste datum voor "afdoening" <uiterste datum>
    En is de brief "ontvangstbevestiging_advies" <brief>
    En staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"

    Voorbeelden:
      | ontvangen        | bestuur | regime | route          | uiterste datum   | brief            |
      | 31 december 2025 | ja      | 9.1.2  | formeel        | 11 februari 2026 | niet verstuurd   |
      | 1 januari 2026   | ja      | 9.1.3  | formeel        | 12 maart 2026    | 1 keer verstuurd |
      | 1 januari 2026   | nee     | 9.1.2  | eerst_aan_tafel | 12 februari 2026 | niet verstuurd  |

  Scenario: De inwoner leest wie adviseert en wat de nieuwe datum is
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Dan is de uiterste datum voor "afdoening" 6 mei 2026
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | gaat_over_bestuur | ja |
    Dan is "zaak.adviesbesluit" gelijk aan "de Regeling klachtbehandeling Vrijstad 2025"
    En staat in de brief "ontvangstbevestiging_advies": "de Klachtadviescommissie Vrijstad"
    En staat in de brief "ontvangstbevestiging_advies": "dinsdag 2 juni 2026"
    En is de uiterste datum voor "afdoening" 2 juni 2026
