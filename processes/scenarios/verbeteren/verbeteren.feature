# language: nl
Functionaliteit: Van een klacht naar een verbetering
  Afspreken, uitvoeren, kijken of het helpt, en de inwoner laten weten wat er met zijn klacht is gedaan.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Verbeteractie afspreken":
      | uiterlijk | 1 juni 2026 |

  Scenario: De verbetering helpt en de inwoner hoort het
    Gegeven een schriftelijke klacht ontvangen op 8 april 2026 over "wmo" met:
      | zaak.les               | Spreek af wie terugbelt. |
      | zaak.voortgekomen_uit  | K-2026-0001              |
    En de zaak wordt gewijzigd vanwege "De inwoner wil het horen":
      | zaak.terugkoppeling | ja |
    Dan staat de taak "Verbeteractie afspreken" open voor de rol "Leidinggevende"
    Als de Leidinggevende "Verbeteractie afspreken" afrondt
    Dan moet de taak "Verbeteractie uitvoeren" klaar zijn op 1 juni 2026
    Als het 18 mei 2026 is
    En de Leidinggevende "Verbeteractie uitvoeren" afrondt
    Dan staat er geen taak open
    Als het 13 juli 2026 is
    Dan staat de taak "Effect controleren" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Effect controleren" afrondt met:
      | helpt | ja |
    Dan is de brief "terugkoppeling" verstuurd aan de inwoner op 13 juli 2026
    En staat in de brief "terugkoppeling": "Spreek af wie terugbelt."
    En is op tijd voldaan aan "effect"
    En is de zaak afgesloten als "Verbeterd en teruggekoppeld"

  Scenario: De eerste actie helpt niet
    Gegeven een schriftelijke klacht ontvangen op 8 april 2026 over "wmo"
    Als de Leidinggevende "Verbeteractie afspreken" afrondt
    En de Leidinggevende "Verbeteractie uitvoeren" afrondt
    En het 15 juni 2026 is
    En de Klachtencoördinator "Effect controleren" afrondt met:
      | helpt | nee |
    Dan staat de taak "Verbeteractie afspreken" open voor de rol "Leidinggevende"
    Als de Leidinggevende "Verbeteractie afspreken" afrondt met:
      | uiterlijk | 1 juli 2026 |
    En het 1 juli 2026 is
    En de Leidinggevende "Verbeteractie uitvoeren" afrondt
    En het 1 september 2026 is
    En de Klachtencoördinator "Effect controleren" afrondt met:
      | helpt | deels |
    Dan is de brief "terugkoppeling" niet verstuurd
    En is de zaak afgesloten als "Verbeterd"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1 |

  Scenario: De verbetering laat op zich wachten
    Gegeven een schriftelijke klacht ontvangen op 8 april 2026 over "wmo"
    Als de Leidinggevende "Verbeteractie afspreken" afrondt
    En het 1 juni 2026 is
    Dan is de zaak nog open
    Als het 2 juni 2026 is
    Dan is het bericht "verbeteractie_is_te_laat" verzonden
    En staat de taak "Verbeteractie uitvoeren" open voor de rol "Leidinggevende"
