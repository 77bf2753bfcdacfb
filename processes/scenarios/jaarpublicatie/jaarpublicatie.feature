# language: nl
Functionaliteit: Elk jaar de klachten publiceren
  Uit het register, zonder herkenbare mensen, met wat de gemeente ervan leerde (Awb artikel 9:12a).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Cijfers verzamelen":
      | op_tijd_betekent | zonder_verdaging |
    En de gebruikelijke antwoorden bij "Publicatie op privacy toetsen":
      | herleidbaar | nee     |
      | verhalen    | nee     |
      | besluit     | akkoord |
    En een zaak begonnen op 1 september 2026 met:
      | zaak.jaar  | 2026           |
    Als het 31 december 2026 is
    Dan staat er geen taak open
    Als het 4 januari 2027 is
    Dan moet de taak "Cijfers verzamelen" klaar zijn op 25 februari 2027

  Scenario: Gepubliceerd, en het volgende jaar staat klaar
    Als de Klachtencoördinator "Cijfers verzamelen" afrondt als "Lotte Meijer" met:
      | klaagschriften | 41 |
      | op_tijd        | 36 |
    Dan kan de Privacyfunctionaris "Publicatie op privacy toetsen" niet afronden als "Lotte Meijer" vanwege "Vier ogen"
    Als de Privacyfunctionaris "Publicatie op privacy toetsen" afrondt als "Noah de Groot"
    En de Beslisser "Jaarpublicatie vaststellen" afrondt als "Robin Bakker" met:
      | besluit | akkoord |
    Dan moet de taak "Jaarpublicatie plaatsen" klaar zijn op 20 mei 2027
    Als het 1 maart 2027 is
    En de Klachtencoördinator "Jaarpublicatie plaatsen" afrondt met:
      | gepubliceerd_op | 1 maart 2027                          |
      | waar            | website, gemeenteblad                 |
      | link            | https://www.vrijstad.example/klachten |
    Dan is op tijd voldaan aan "jaarpublicatie"
    En is het bericht "jaarpublicatie_klachten" verzonden met:
      | jaar | 2026                                  |
      | link | https://www.vrijstad.example/klachten |
    En is de zaak afgesloten als "Jaar gepubliceerd"
    Als wij verdergaan in de zaak "jaarpublicatie"
    Dan is "zaak.jaar" gelijk aan "2027"
    En staat er geen taak open
    Als het 3 januari 2028 is
    Dan staat de taak "Cijfers verzamelen" open voor de rol "Klachtencoördinator"

  Scenario: Iemand is te herkennen, en het bestuur wil het ook anders
    Als de Klachtencoördinator "Cijfers verzamelen" afrondt als "Lotte Meijer"
    En de Privacyfunctionaris "Publicatie op privacy toetsen" afrondt met:
      | herleidbaar | ja    |
      | verhalen    | zonder_toestemming |
      | besluit     | terug |
    Dan staat de taak "Cijfers verzamelen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Cijfers verzamelen" afrondt als "Lotte Meijer"
    En de Privacyfunctionaris "Publicatie op privacy toetsen" afrondt
    En de Beslisser "Jaarpublicatie vaststellen" afrondt met:
      | besluit | terug |
    Dan staat de taak "Cijfers verzamelen" open voor de rol "Klachtencoördinator"

  Scenario: De cijfers en de publicatie laten op zich wachten
    Als het 26 februari 2027 is
    Dan is het bericht "jaarcijfers_blijven_uit" verzonden
    Als de Klachtencoördinator "Cijfers verzamelen" afrondt als "Lotte Meijer"
    En de Privacyfunctionaris "Publicatie op privacy toetsen" afrondt
    En de Beslisser "Jaarpublicatie vaststellen" afrondt met:
      | besluit | akkoord |
    En het 21 mei 2027 is
    Dan is het bericht "jaarpublicatie_blijft_uit" verzonden
    En staat de taak "Jaarpublicatie plaatsen" open voor de rol "Klachtencoördinator"
