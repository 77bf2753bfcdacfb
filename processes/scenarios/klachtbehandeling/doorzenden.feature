# language: nl
Functionaliteit: Een klacht over een ander bestuursorgaan doorzenden
  Onverwijld doorzenden, en de afzender hoort het op hetzelfde moment (Awb artikel 2:3).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Les vastleggen":
      | oorzaak | geen |
      | vaker   | nee  |
    En de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | eerst_uitzoeken | ja |
    En de gebruikelijke antwoorden bij "Klacht nader bekijken":
      | soort | ander_bestuursorgaan |
      | spoed | nee                  |

  Scenario: De klacht gaat naar het juiste bestuursorgaan
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtencoördinator "Klacht nader bekijken" afrondt
    Dan staat de taak "Klacht doorzenden" open voor de rol "Klachtencoördinator"
    En moet de taak "Klacht doorzenden" klaar zijn op 27 maart 2026
    En is nog niet voldaan aan "doorzenden"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Klacht doorzenden" afrondt met:
      | besluit          | doorzenden               |
      | bestuursorgaan   | Gemeenschappelijke regeling Proefregio |
      | straat           | Postbus 1                |
      | postcode         | 1234 AB                  |
      | plaats           | Proefstad                |
      | telefoon         | 0200 000 000             |
      | stukken          | De brief van 24 maart 2026 |
    Dan is de brief "doorzending_organisatie" verstuurd aan de andere organisatie op 26 maart 2026
    En staat in de brief "doorzending_organisatie": "24 maart 2026"
    En is de brief "doorzending_inwoner" verstuurd aan de inwoner op 26 maart 2026
    En staat in de brief "doorzending_inwoner": "Gemeenschappelijke regeling Proefregio"
    En is op tijd voldaan aan "doorzenden"
    En is op tijd voldaan aan "afdoening"
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Doorgezonden"

  Scenario: Geen enkel bestuursorgaan gaat hierover
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtencoördinator "Klacht nader bekijken" afrondt
    En de Klachtencoördinator "Klacht doorzenden" afrondt met:
      | besluit      | terugsturen |
      | wel_mogelijk | Bij de geschillencommissie van de winkel. |
    Dan is de brief "terugzending" verstuurd aan de inwoner op 24 maart 2026
    En staat in de brief "terugzending": "Bij de geschillencommissie van de winkel."
    En is de brief "doorzending_organisatie" niet verstuurd
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Teruggestuurd"

  Scenario: Bij nader inzien gaat de klacht toch over ons
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtencoördinator "Klacht nader bekijken" afrondt
    En de Klachtencoördinator "Klacht doorzenden" afrondt met:
      | besluit | zelf |
    Dan staat de taak "Behandelaar toewijzen" open voor de rol "Klachtencoördinator"
    En is nog niet voldaan aan "afdoening"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:
      | eerst_uitzoeken   | nee                  |
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    Dan staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"
