# language: nl
Functionaliteit: Spoed en bezwaar aan de voordeur
  Gevaar wacht nooit op een beoordeling. Een bezwaar houdt een klacht niet tegen, en andersom.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Bericht beoordelen":
      | soort      | klacht       |
      | uitvoerder | gemeente     |
      | gevaar     | nee          |
      | eigenaar   | Hanna Visser |

  Scenario: De inwoner vertelt dat hij zijn huis kwijtraakt
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "schulden" met:
      | zaak.gevaar | huisuitzetting |
    Dan staat in de brief "ontvangst_bericht": "Bel dan 112."
    En staat de taak "Bericht beoordelen" open voor de rol "KCC-medewerker"
    En is de zaak "spoed" begonnen met:
      | zaak.gevaar      | huisuitzetting |
      | zaak.gemeld_op   | 24 maart 2026  |
      | inwoner.telefoon | 06 00000000    |
    Als wij verdergaan in de zaak "spoed"
    Dan moet de taak "Spoed overdragen" klaar zijn op 24 maart 2026

  Scenario: De medewerker leest het gevaar tussen de regels
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "jeugd"
    Dan is de zaak "spoed" niet begonnen
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | gevaar | kindermishandeling |
    Dan is de zaak "spoed" begonnen met:
      | zaak.gevaar | kindermishandeling |
    En is de zaak "klachtbehandeling" begonnen

  Scenario: Een brief die klacht heet, vecht een besluit aan en gaat ook over de bejegening
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.soort_bericht | klacht |
    Als het 25 maart 2026 is
    En de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort              | bezwaar       |
      | ook_klacht         | ja            |
      | besluit_bekend_op  | 17 maart 2026 |
    Dan is de uiterste datum voor "bezwaar" 28 april 2026
    En is de zaak "klachtbehandeling" begonnen met:
      | zaak.ontvangstdatum | 24 maart 2026 |
    En is de zaak "bezwaarroute" begonnen met:
      | zaak.eerste_ontvangst  | 24 maart 2026 |
      | zaak.besluit_bekend_op | 17 maart 2026 |
    Als wij verdergaan in de zaak "bezwaarroute"
    Dan is "bezwaar_tijdigheid" gelijk aan "op_tijd"
