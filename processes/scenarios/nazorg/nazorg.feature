# language: nl
Functionaliteit: Nazorg na een klacht
  Vier tot zes weken na de afronding bellen we de inwoner: houden de afspraken stand?

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Nazorggesprek":
      | bereikt | ja |

  Scenario: De afspraken houden stand
    Gegeven een schriftelijke klacht ontvangen op 8 april 2026 over "wmo"
    En de zaak wordt gewijzigd vanwege "De klacht is afgerond":
      | zaak.nazorg_vanaf | 8 april 2026 |
    Dan staat er geen taak open
    Als het 6 mei 2026 is
    Dan staat de taak "Nazorggesprek" open voor de rol "Klachtbehandelaar"
    En moet de taak "Nazorggesprek" klaar zijn op 20 mei 2026
    Als de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen | ja |
      | gehoord             | 4  |
    Dan is op tijd voldaan aan "nazorg"
    En is de zaak afgesloten als "Nazorg afgerond"

  Scenario: De afspraken zijn niet nagekomen
    Gegeven een schriftelijke klacht ontvangen op 8 april 2026 over "jeugd"
    En de zaak wordt gewijzigd vanwege "De klacht is afgerond":
      | zaak.nazorg_vanaf | 8 april 2026 |
    Als het 7 mei 2026 is
    En de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | afspraken_nagekomen | nee |
    Dan staat de taak "Nazorg opvolgen" open voor de rol "Klachtencoördinator"
    En moet de taak "Nazorg opvolgen" klaar zijn op 12 mei 2026
    Als de Klachtencoördinator "Nazorg opvolgen" afrondt
    Dan is de zaak afgesloten als "Nazorg afgerond"

  Scenario: De inwoner is niet te bereiken
    Gegeven een schriftelijke klacht ontvangen op 8 april 2026 over "wmo"
    En de zaak wordt gewijzigd vanwege "De klacht is afgerond":
      | zaak.nazorg_vanaf | 8 april 2026 |
    Als het 7 mei 2026 is
    En de Klachtbehandelaar "Nazorggesprek" afrondt met:
      | bereikt | nee |
    Dan is de zaak afgesloten als "Nazorg afgerond"
