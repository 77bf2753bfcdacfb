# language: nl
Functionaliteit: Een klacht niet behandelen
  De gronden van artikel 9:8 zijn een bevoegdheid. Vier ogen, een uitleg, en een brief binnen vier weken.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit         |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                |
    En de gebruikelijke antwoorden bij "Les vastleggen":
      | oorzaak | communicatie |
      | vaker   | nee          |
    En de gebruikelijke antwoorden bij "Ontvankelijkheid beoordelen":
      | te_laat_besluit       | nee |
      | eerder_behandeld      | nee |
      | bezwaar_mogelijk      | nee |
      | beroep_mogelijk       | nee |
      | bij_rechter           | nee |
      | strafzaak             | nee |
      | kennelijk_onvoldoende | nee |
      | toch_behandelen       | nee |

  Scenario: Het is langer dan een jaar geleden
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | gedraging_op | 1 februari 2025                                  |
      | toelichting  | U schreef dat het gesprek op 1 februari 2025 was. |
      | wel_mogelijk | U kunt ons altijd bellen voor een gesprek.       |
    Dan staat de taak "Niet behandelen vaststellen" open voor de rol "Beslisser"
    En moet de taak "Niet behandelen vaststellen" klaar zijn op 21 april 2026
    Als het 30 maart 2026 is
    En de Beslisser "Niet behandelen vaststellen" afrondt met:
      | besluit | akkoord |
    Dan is de brief "niet_in_behandeling" verstuurd aan de inwoner op 30 maart 2026
    En staat in de brief "niet_in_behandeling": "langer dan een jaar geleden"
    En staat in de brief "niet_in_behandeling": "Nationale ombudsman"
    En staat in de brief "niet_in_behandeling": "dinsdag 30 maart 2027"
    En is op tijd voldaan aan "niet_behandelen"
    En is op tijd voldaan aan "afdoening"
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Niet in behandeling genomen"
    En is "zaak.grond" gelijk aan "Awb artikel 9:8 lid 1 onder b"

  Scenario: Precies een jaar geleden is nog op tijd
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | gedraging_op | 24 maart 2025 |
    Dan is de brief "afschrift_beklaagde" verstuurd aan de betrokken medewerker

  Scenario: De beslisser vindt dat we de klacht wel moeten behandelen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | kennelijk_onvoldoende | ja |
    En de Beslisser "Niet behandelen vaststellen" afrondt met:
      | besluit | behandelen |
    Dan is de brief "niet_in_behandeling" niet verstuurd
    En is de brief "afschrift_beklaagde" verstuurd aan de betrokken medewerker

  Scenario: De vier weken gaan voorbij
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | eerder_behandeld | ja |
    En het 21 april 2026 is
    Dan staat de taak "Niet behandelen vaststellen" open voor de rol "Beslisser"
    Als het 22 april 2026 is
    Dan staat de taak "Niet behandelen vaststellen" niet open
    En is de brief "niet_in_behandeling" niet verstuurd
    En is de brief "afschrift_beklaagde" verstuurd aan de betrokken medewerker op 22 april 2026

  Scenario: Een klacht over te laat beslissen behandelen wij altijd
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | te_laat_besluit  | ja |
    Dan is de brief "afschrift_beklaagde" verstuurd aan de betrokken medewerker

  Scenario: De gemeente behandelt een klacht die zij niet hoeft te behandelen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | beroep_mogelijk | ja |
      | toch_behandelen | ja |
    Dan is de brief "afschrift_beklaagde" verstuurd aan de betrokken medewerker

  Abstract Scenario: Een grond om niet te behandelen: artikel 9:8 <artikel>
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als het 26 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | <vraag> | ja |
    Dan is "ontvankelijkheid.advies" gelijk aan "niet_in_behandeling"
    En staan precies deze taken open:
      | Niet behandelen vaststellen | Beslisser |
    En gaat de klok "Te laat om niet te behandelen" af op 22 april 2026
    Als er 2 weken verstrijken
    En de Beslisser "Niet behandelen vaststellen" afrondt met:
      | besluit | akkoord |
    Dan is de brief "niet_in_behandeling" verstuurd aan de inwoner op 9 april 2026
    En is de klok "Te laat om niet te behandelen" niet afgegaan
    En staat in de brief "niet_in_behandeling": "<uitleg>"
    En staat in de brief "niet_in_behandeling": "Nationale ombudsman"
    En zijn dit de gegevens:
      | zaak.uitkomst | niet_in_behandeling   |
      | zaak.grond    | Awb artikel 9:8 <artikel> |
    En is het einde "Klacht niet behandeld" bereikt

    Voorbeelden: De rechter gaat erover, of er stond een andere weg open
      | vraag            | artikel       | uitleg                                        |
      | bezwaar_mogelijk | lid 1 onder c | U had bezwaar kunnen maken tegen het besluit. |
      | beroep_mogelijk  | lid 1 onder d | in beroep bij de rechter                      |
      | bij_rechter      | lid 1 onder e | Een rechter heeft dit in behandeling          |
      | strafzaak        | lid 1 onder f | een strafrechtelijk onderzoek                 |

    Voorbeelden: Opnieuw kijken voegt niets toe
      | vraag                 | artikel       | uitleg                                       |
      | eerder_behandeld      | lid 1 onder a | Wij hebben deze klacht al eerder behandeld.  |
      | kennelijk_onvoldoende | lid 2         | is duidelijk te klein                        |

  # Te laat beslissen is geen besluit waartegen bezwaar of beroep het klagen overbodig maakt.
  Abstract Scenario: Een klacht over te laat beslissen wordt nooit geweigerd, ook niet bij <vraag>
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt met:
      | te_laat_besluit | ja |
      | <vraag>         | ja |
    Dan is "ontvankelijkheid.advies" gelijk aan "behandelen"
    En staat de taak "Niet behandelen vaststellen" niet open
    En is de brief "niet_in_behandeling" niet verstuurd

    Voorbeelden:
      | vraag            |
      | bezwaar_mogelijk |
      | beroep_mogelijk  |

  Scenario: Wie de grond vond, mag hem niet zelf vaststellen
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "anders"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | formeel |
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt als "Sam de Wit" met:
      | eerder_behandeld | ja |
    Dan kan de Beslisser "Niet behandelen vaststellen" niet afronden als "Sam de Wit" vanwege "Ontvankelijkheid beoordelen", met:
      | besluit | akkoord |
    Als de Beslisser "Niet behandelen vaststellen" afrondt als "Robin Bakker" met:
      | besluit | akkoord |
    Dan is de brief "niet_in_behandeling" 1 keer verstuurd
