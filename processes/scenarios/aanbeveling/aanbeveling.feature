# language: nl
Functionaliteit: Besluiten over een aanbeveling en haar uitvoeren
  Binnen een redelijke termijn weet de ombudsman wat wij doen, en waarom als wij iets niet doen (Awb artikel 9:36 lid 4).

  Achtergrond:
    Gegeven een schriftelijke klacht ontvangen op 1 september 2026 over "wmo" met:
      | zaak.kenmerk             | NO 2026.0123                 |
      | zaak.aanbeveling         | Wijs één contactpersoon aan. |
      | zaak.eigenaar            | Kim Janssen                  |
      | andere_organisatie.naam  | Nationale ombudsman          |
      | andere_organisatie.email | post@ombudsman.example       |
    En de zaak wordt gewijzigd vanwege "Het rapport kwam op 1 september":
      | zaak.soort          | aanbeveling |
      | zaak.aanbeveling_op | 1 september 2026 |

  Scenario: Gevolgd, uitgevoerd en gemeld
    Als de Beslisser "Aanbeveling beoordelen" afrondt met:
      | volgt     | ja              |
      | hoe       | Ieder gezin krijgt een vaste contactpersoon. |
      | aanpak    | opdracht        |
      | uiterlijk | 1 december 2026 |
    Dan is de brief "reactie_aanbeveling" verstuurd aan de andere organisatie op 1 september 2026
    En staat in de brief "reactie_aanbeveling": "Wij volgen uw aanbeveling."
    En staat niet in de brief "reactie_aanbeveling": "Waarom niet"
    En is op tijd voldaan aan "aanbeveling"
    En moet de taak "Aanbeveling uitvoeren" klaar zijn op 1 december 2026
    Als het 1 december 2026 is
    Dan is het bericht "uitvoering_aanbeveling_te_laat" niet verzonden
    Als het 2 december 2026 is
    Dan is het bericht "uitvoering_aanbeveling_te_laat" verzonden met:
      | eigenaar | Kim Janssen |
    Als de Leidinggevende "Aanbeveling uitvoeren" afrondt
    En de Klachtencoördinator "Uitvoering van de aanbeveling melden" afrondt met:
      | gedaan | Alle gezinnen kennen hun contactpersoon. |
    Dan staat in de brief "uitvoering_aanbeveling": "Alle gezinnen kennen hun contactpersoon."
    En is te laat voldaan aan "uitvoering_aanbeveling"
    En is "zaak.uitkomst" gelijk aan "uitgevoerd"
    En is de zaak afgesloten als "Aanbeveling uitgevoerd"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1.2 |

  Scenario: Voor een deel gevolgd, als verbeteractie
    Als de Beslisser "Aanbeveling beoordelen" afrondt met:
      | volgt     | deels               |
      | reden     | Te weinig mensen    |
      | aanpak    | verbeteractie       |
      | uiterlijk | 1 december 2026     |
    Dan staat in de brief "reactie_aanbeveling": "Waarom niet helemaal? Te weinig mensen"
    En is de zaak "verbeteren" begonnen met:
      | zaak.les | Wijs één contactpersoon aan. |
    Als het 20 november 2026 is
    En de Klachtencoördinator "Uitvoering van de aanbeveling melden" afrondt
    Dan is de brief "uitvoering_aanbeveling" verstuurd aan de andere organisatie op 20 november 2026
    En is op tijd voldaan aan "uitvoering_aanbeveling"
    En is de zaak afgesloten als "Aanbeveling uitgevoerd"

  Scenario: Niet gevolgd, met redenen en na een herinnering en een alarm
    Als het 6 oktober 2026 is
    Dan is het bericht "besluit_aanbeveling_bijna_te_laat" verzonden
    Als het 13 oktober 2026 is
    Dan is het bericht "besluit_aanbeveling_te_laat" niet verzonden
    Als het 14 oktober 2026 is
    Dan is het bericht "besluit_aanbeveling_te_laat" verzonden
    Als de Beslisser "Aanbeveling beoordelen" afrondt met:
      | volgt | nee                           |
      | reden | Dit is al zo sinds mei 2026.  |
    Dan staat in de brief "reactie_aanbeveling": "Dit is al zo sinds mei 2026."
    En is te laat voldaan aan "aanbeveling"
    En is de zaak afgesloten als "Aanbeveling niet gevolgd"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1.2 |
