# language: nl
Functionaliteit: Een bezwaar op de juiste plek
  De dag waarop wij het voor het eerst kregen, telt (Awb artikel 6:15). Alleen wie over het bezwaar gaat, beslist of het te laat was.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Bezwaar overdragen":
      | aan_wie        | Team Bezwaar    |
      | telefoon       | (0123) 45 67 92 |
      | bezwaarnummer  | B-2026-17       |
      | inwoner_weet   | nee             |
      | klachtdeel     | nee             |

  Abstract Scenario: Bekend op <bekend>, gekregen op <ontvangen>: <uitkomst>
    Gegeven een schriftelijk bericht ontvangen op <ontvangen> over "wmo"
    Als de Klachtencoördinator "Bezwaar overdragen" afrondt met:
      | besluit_bekend_op | <bekend> |
      | gepost_op         | <gepost> |
    Dan is "bezwaar_tijdigheid" gelijk aan "<uitkomst>"
    En is de brief "bezwaar_doorgeleid" verstuurd aan de inwoner
    En staat in de brief "bezwaar_doorgeleid": "<zin>"
    En staat in de brief "bezwaar_doorgeleid": "Uw klacht hoeft niet te wachten op uw bezwaar."
    En is de zaak afgesloten als "Bezwaar overgedragen"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.2 |

    Voorbeelden: De laatste dag is 6 mei 2026, want 5 mei is Bevrijdingsdag
      | bekend        | ontvangen   | gepost     | uitkomst         | zin                                      |
      | 24 maart 2026 | 6 mei 2026  |            | op_tijd          | U had tot en met woensdag 6 mei 2026     |
      | 24 maart 2026 | 13 mei 2026 | 6 mei 2026 | op_tijd_per_post | Volgens ons bent u daarmee op tijd.      |
      | 24 maart 2026 | 14 mei 2026 | 6 mei 2026 | te_laat          | Dan kan uw bezwaar toch meetellen.       |
      |               | 6 mei 2026  |            | onbekend         | wanneer u het besluit kreeg              |

  Scenario: De inwoner weet het al, en een klacht blijft over
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Bezwaar overdragen" afrondt met:
      | inwoner_weet | ja                             |
      | klachtdeel   | ja                             |
      | klacht_over  | De medewerker hing zomaar op.  |
    Dan is de brief "bezwaar_doorgeleid" niet verstuurd
    En is de zaak "voordeur" begonnen met:
      | zaak.soort_bericht    | klacht                        |
      | zaak.eerste_ontvangst | 24 maart 2026                 |
      | zaak.omschrijving     | De medewerker hing zomaar op. |
    Als wij verdergaan in de zaak "voordeur"
    Dan is "zaak.eerste_ontvangst" gelijk aan "24 maart 2026"
    En staat de taak "Bericht beoordelen" open voor de rol "KCC-medewerker"

  Scenario: Niemand draagt het bezwaar over terwijl de laatste dag nadert
    Gegeven een schriftelijk bericht ontvangen op 30 april 2026 over "wmo"
    En de zaak wordt gewijzigd vanwege "De brief met het besluit is gevonden":
      | zaak.besluit_bekend_op | 24 maart 2026 |
    Dan moet de taak "Bezwaar overdragen" klaar zijn op 30 april 2026
    En is de uiterste datum voor "bezwaar" 6 mei 2026
    Als het 1 mei 2026 is
    Dan is het bericht "bezwaar_niet_overgedragen" verzonden
    Als het 4 mei 2026 is
    Dan is de klok "Laatste dag voor bezwaar nadert" afgegaan op 3 mei 2026
