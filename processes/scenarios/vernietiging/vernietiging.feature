# language: nl
Functionaliteit: Dossiers vernietigen
  Wat weg is, komt niet terug. Drie mensen kijken mee, en een verklaring blijft (Archiefbesluit 1995 artikel 8).

  Achtergrond:
    Gegeven een zaak begonnen op 1 december 2030 met:
      | zaak.peildatum | 31 december 2030 |
    Als het 31 december 2030 is
    Dan staat er geen taak open
    Als het 2 januari 2031 is
    Dan staat de taak "Vernietigingslijst opstellen" open voor de rol "Archiefmedewerker"

  Scenario: Lijst, instemming, vernietiging en verklaring
    Als de Archiefmedewerker "Vernietigingslijst opstellen" afrondt als "Ans Archief" met:
      | leeg    | nee              |
      | aantal  | 12               |
      | kenmerk | 0123456789abcdef |
    Dan kan de Klachtencoördinator "Vernietigingslijst beoordelen" niet afronden als "Ans Archief" vanwege "Vier ogen", met:
      | besluit | akkoord |
    Als de Klachtencoördinator "Vernietigingslijst beoordelen" afrondt als "Lotte Meijer" met:
      | besluit | akkoord |
    Dan kan de Beslisser "Vernietiging accorderen" niet afronden als "Lotte Meijer" vanwege "Vier ogen", met:
      | besluit | akkoord |
    Als de Beslisser "Vernietiging accorderen" afrondt als "Robin Bakker" met:
      | besluit | akkoord |
    En de Archiefmedewerker "Dossiers vernietigen" afrondt als "Ans Archief" met:
      | aantal     | 12                                 |
      | verklaring | Zaaksysteem, map vernietiging 2031 |
    Dan is "zaak.verklaring" gelijk aan "Zaaksysteem, map vernietiging 2031"
    En is de zaak "vernietiging" begonnen met:
      | zaak.peildatum | 31 december 2031 |
    En is de zaak afgesloten als "Vernietiging afgerond"

  Scenario: Een dossier is nog nodig, en de beslisser wil het nog eens zien
    Als de Archiefmedewerker "Vernietigingslijst opstellen" afrondt als "Ans Archief" met:
      | leeg    | nee              |
      | aantal  | 12               |
      | kenmerk | 0123456789abcdef |
    En de Klachtencoördinator "Vernietigingslijst beoordelen" afrondt met:
      | besluit         | blijven                               |
      | uitzonderingen  | K-2025-0007: de ombudsman kijkt ernaar. |
    Dan staat de taak "Vernietigingslijst opstellen" open voor de rol "Archiefmedewerker"
    Als de Archiefmedewerker "Vernietigingslijst opstellen" afrondt als "Ans Archief" met:
      | leeg    | nee              |
      | aantal  | 11               |
      | kenmerk | fedcba9876543210 |
    En de Klachtencoördinator "Vernietigingslijst beoordelen" afrondt als "Lotte Meijer" met:
      | besluit | akkoord |
    En de Beslisser "Vernietiging accorderen" afrondt met:
      | besluit | nee |
    Dan staat de taak "Vernietigingslijst opstellen" open voor de rol "Archiefmedewerker"

  Scenario: Er is niets te vernietigen
    Als de Archiefmedewerker "Vernietigingslijst opstellen" afrondt met:
      | leeg | ja |
    Dan is de zaak "vernietiging" begonnen met:
      | zaak.peildatum | 31 december 2031 |
    En is de zaak afgesloten als "Vernietiging afgerond"
