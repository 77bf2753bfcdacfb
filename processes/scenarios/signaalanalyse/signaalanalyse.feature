# language: nl
Functionaliteit: Elke maand kijken wat klachten samen vertellen
  Eén klacht is een verhaal, drie dezelfde klachten zijn een patroon. Een voorstel krijgt altijd antwoord.

  Achtergrond:
    Gegeven een zaak begonnen op 10 september 2026 met:
      | zaak.periode_vanaf | 1 september 2026 |
    Dan staat er geen taak open
    Als het 1 oktober 2026 is
    Dan staat de taak "Signalen bekijken" open voor de rol "Klachtencoördinator"
    En moet de taak "Signalen bekijken" klaar zijn op 14 oktober 2026

  Scenario: Een patroon wordt een verbetering, en de volgende maand staat klaar
    Als de Klachtencoördinator "Signalen bekijken" afrondt met:
      | gevonden    | ja                                    |
      | patroon     | Team Inkomen belt niet terug.         |
      | zaken       | K-2026-0012, K-2026-0019, K-2026-0023 |
      | onderwerp   | participatie                          |
      | oorzaak     | proces                                |
      | informeren  | ja                                    |
    Dan is de zaak "signaalanalyse" begonnen met:
      | zaak.periode_vanaf | 1 oktober 2026 |
    En staat de taak "Signaal beantwoorden" open voor de rol "Leidinggevende"
    En moet de taak "Signaal beantwoorden" klaar zijn op 15 oktober 2026
    Als de Leidinggevende "Signaal beantwoorden" afrondt met:
      | besluit | verbeteren |
    Dan is de zaak "verbeteren" begonnen met:
      | zaak.les       | Team Inkomen belt niet terug. |
      | zaak.onderwerp | participatie                  |
    En is het bericht "signalen_voor_college_en_raad" verzonden
    En is de zaak afgesloten als "Signalen besproken"
    Als wij verdergaan in de zaak "signaalanalyse"
    Dan is er geen uiterste datum voor "afdoening"
    En is "zaak.samenvatting" gelijk aan "Signalen van oktober 2026"
    Als het 31 oktober 2026 is
    Dan staat er geen taak open
    Als het 2 november 2026 is
    Dan staat de taak "Signalen bekijken" open voor de rol "Klachtencoördinator"

  Scenario: Een rustige maand
    Als de Klachtencoördinator "Signalen bekijken" afrondt met:
      | gevonden   | nee |
      | informeren | nee |
    Dan is de zaak "verbeteren" niet begonnen
    En is het bericht "signalen_voor_college_en_raad" niet verzonden
    En is de zaak "signaalanalyse" begonnen met:
      | zaak.periode_vanaf | 1 oktober 2026 |
    En is de zaak afgesloten als "Signalen besproken"

  Scenario: Niemand kijkt, en daarna blijft het antwoord uit
    Als het 15 oktober 2026 is
    Dan is het bericht "signaalanalyse_blijft_liggen" verzonden
    Als de Klachtencoördinator "Signalen bekijken" afrondt met:
      | gevonden   | ja           |
      | onderwerp  | jeugd        |
      | oorzaak    | onduidelijk  |
      | informeren | nee          |
    En het 30 oktober 2026 is
    Dan is het bericht "antwoord_op_signaal_blijft_uit" verzonden
    Als de Leidinggevende "Signaal beantwoorden" afrondt met:
      | besluit | loopt_al |
    Dan is de zaak "verbeteren" niet begonnen
    En is de zaak afgesloten als "Signalen besproken"
