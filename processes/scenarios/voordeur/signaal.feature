# language: nl
Functionaliteit: Een signaal
  Ook zonder naam en zonder procedure doen wij er iets mee. Wie bereikbaar is, kiest zelf of het een klacht wordt.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Bericht beoordelen":
      | soort      | signaal      |
      | uitvoerder | gemeente     |
      | gevaar     | nee          |
      | eigenaar   | Hanna Visser |

  Scenario: Een anoniem signaal leidt tot een verbetering
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.anoniem     | ja |
      | inwoner.telefoon |    |
    Als de KCC-medewerker "Bericht beoordelen" afrondt
    Dan is de brief "signaal_bedankt" niet verstuurd
    Als de Klachtencoördinator "Signaal wegen" afrondt met:
      | vaker   | ja                                 |
      | beter   | ja                                 |
      | oorzaak | proces                             |
      | les     | Zeg wanneer de hulp niet kan komen. |
    Dan is de zaak "verbeteren" begonnen met:
      | zaak.les | Zeg wanneer de hulp niet kan komen. |
    En is de zaak afgesloten als "Signaal opgepakt"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.2 |
    Als wij verdergaan in de zaak "verbeteren"
    Dan staat de taak "Verbeteractie afspreken" open voor de rol "Leidinggevende"

  Scenario: De inwoner kiest op zijn eigen pagina voor een klacht
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo"
    Als de KCC-medewerker "Bericht beoordelen" afrondt
    Dan is de brief "signaal_bedankt" verstuurd aan de inwoner
    Als het 30 maart 2026 is
    En de inwoner laat weten: "Behandel dit als klacht"
    Dan is het einde "Inwoner kiest voor een klacht" bereikt
    En is de zaak "klachtbehandeling" begonnen met:
      | zaak.ontvangstdatum | 24 maart 2026 |

  Scenario: De inwoner zegt aan de telefoon ja
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo"
    Als de KCC-medewerker "Bericht beoordelen" afrondt
    En de Klachtencoördinator "Klachtwens vragen" afrondt met:
      | wens | ja |
    Dan is de zaak afgesloten als "Klacht in behandeling genomen"

  Scenario: Twee weken stilte is geen klacht, maar het signaal telt
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo"
    Als de KCC-medewerker "Bericht beoordelen" afrondt
    Dan moet de taak "Klachtwens vragen" klaar zijn op 7 april 2026
    Als het 8 april 2026 is
    Dan staat de taak "Klachtwens vragen" niet open
    En staat de taak "Signaal wegen" open voor de rol "Klachtencoördinator"
