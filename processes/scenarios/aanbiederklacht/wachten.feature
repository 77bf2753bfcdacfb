# language: nl
Functionaliteit: Wachten op de aanbieder
  Blijft het antwoord uit, dan vragen wij door. De inwoner mag altijd zeggen dat het niet goed gaat.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Aanbieder en delen vastleggen":
      | naam           | Stichting Voorbeeldzorg |
      | telefoon       | 0200 000 000            |
      | soort_hulp     | jeugdhulp               |
      | bestuursorgaan | nee                     |
      | over_gemeente  | nee                     |
      | calamiteit     | nee                     |
      | behandelaar    | Sam de Wit              |
    En de gebruikelijke antwoorden bij "Antwoord van de aanbieder vastleggen":
      | uitkomst           | gegrond |
      | inwoner_weet_het   | ja      |
      | maatregelen_bekend | nee     |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd" met:
      | zaak.eerste_ontvangst | 24 maart 2026 |
    En de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt
    En de Klachtbehandelaar "Keuze van de inwoner vastleggen" afrondt met:
      | wil               | direct |
      | toestemming       | ja     |
      | bewijs_toestemming | email  |

  Scenario: Twee keer te laat: de toezichthouder hoort het, en het antwoord komt alsnog
    Als het 6 mei 2026 is
    Dan staat de taak "Rappel bij de aanbieder" niet open
    Als het 7 mei 2026 is
    Dan staan precies deze taken open:
      | Rappel bij de aanbieder              | Contractmanager |
      | Antwoord van de aanbieder vastleggen | Contractmanager |
    Als de Contractmanager "Rappel bij de aanbieder" afrondt met:
      | nieuwe_datum | 20 mei 2026 |
    En het 21 mei 2026 is
    Dan staat de taak "Rappel bij de aanbieder" open voor de rol "Contractmanager"
    Als de Contractmanager "Rappel bij de aanbieder" afrondt met:
      | nieuwe_datum   | 1 juni 2026 |
      | toezichthouder | ja          |
      | verder         | wachten     |
    En de Klachtencoördinator "Toezicht inlichten" afrondt met:
      | toezichthouder | igj |
      | met_naam       | nee |
    Dan is "zaak.rappels" gelijk aan "2"
    Als het 28 mei 2026 is
    En de Contractmanager "Antwoord van de aanbieder vastleggen" afrondt met:
      | uitkomst           | opgelost   |
      | maatregelen_bekend | niet_nodig |
    Dan is te laat voldaan aan "aanbieder_antwoord"
    En staan precies deze taken open:
      | Uitkomst van de aanbieder vastleggen | Contractmanager |

  Scenario: De aanbieder antwoordt nooit
    Als het 7 mei 2026 is
    En de Contractmanager "Rappel bij de aanbieder" afrondt met:
      | nieuwe_datum | 20 mei 2026 |
    En het 21 mei 2026 is
    En de Contractmanager "Rappel bij de aanbieder" afrondt met:
      | nieuwe_datum   | 1 juni 2026 |
      | toezichthouder | nee         |
      | verder         | stoppen     |
    Dan staan precies deze taken open:
      | Uitkomst van de aanbieder vastleggen | Contractmanager |
    Als de Contractmanager "Uitkomst van de aanbieder vastleggen" afrondt met:
      | uitkomst      | geen_antwoord |
      | vaker         | nee           |
      | contractactie | toezicht      |
    Dan staat in de brief "aanbieder_afronding": "De aanbieder gaf geen antwoord."

  Scenario: Binnen een maand na het oordeel horen wij welke maatregelen er komen
    Als het 20 april 2026 is
    En de Contractmanager "Antwoord van de aanbieder vastleggen" afrondt met:
      | datum | 10 april 2026 |
    Dan moet de taak "Maatregelen van de aanbieder vastleggen" klaar zijn op 11 mei 2026
    Als het 11 mei 2026 is
    Dan is het bericht "maatregelen_blijven_uit" niet verzonden
    Als het 12 mei 2026 is
    Dan is het bericht "maatregelen_blijven_uit" verzonden met:
      | rol       | Contractmanager         |
      | aanbieder | Stichting Voorbeeldzorg |
    Als de Contractmanager "Maatregelen van de aanbieder vastleggen" afrondt met:
      | neemt | ja |
    Dan is te laat voldaan aan "aanbieder_maatregelen"
    En staat de taak "Uitkomst van de aanbieder vastleggen" open voor de rol "Contractmanager"

  Abstract Scenario: De inwoner is niet tevreden, en dat gaat over de gemeente: <wat>
    Als het 13 april 2026 is
    En de inwoner laat weten: "Niet tevreden over de aanbieder"
    Dan staan precies deze taken open:
      | Gemeentelijke rol beoordelen         | Klachtencoördinator |
      | Antwoord van de aanbieder vastleggen | Contractmanager     |
    Als het 14 april 2026 is
    En de Klachtencoördinator "Gemeentelijke rol beoordelen" afrondt met:
      | gemeld_op      | 13 april 2026 |
      | kanaal         | web           |
      | calamiteit     | nee           |
      | over_gemeente  | nieuw         |
      | eerder_gemeld  | <eerder>      |
      | omschrijving   | De gemeente kijkt niet naar de aanbieder om. |
    Dan is de zaak "klachtbehandeling" begonnen met:
      | zaak.ontvangstdatum | <ontvangen> |
      | zaak.schriftelijk   | ja          |
    En staat de taak "Antwoord van de aanbieder vastleggen" open voor de rol "Contractmanager"
    Als wij verdergaan in de zaak "klachtbehandeling"
    Dan is de uiterste datum voor "afdoening" <uiterlijk>

    Voorbeelden:
      | wat                          | eerder | ontvangen     | uiterlijk   |
      | dat stond al in de eerste tekst | ja     | 24 maart 2026 | 6 mei 2026  |
      | dat is nieuw                 | nee    | 13 april 2026 | 26 mei 2026 |

  Scenario: Wat de inwoner vertelt is gevaarlijk
    Als de inwoner laat weten: "Niet tevreden over de aanbieder"
    En de Klachtencoördinator "Gemeentelijke rol beoordelen" afrondt met:
      | kanaal        | telefoon |
      | calamiteit    | ja       |
      | over_gemeente | nee      |
    Dan staat de taak "Toezicht inlichten" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Toezicht inlichten" afrondt met:
      | toezichthouder | beide  |
      | met_naam       | gevaar |
    Dan is de zaak "klachtbehandeling" niet begonnen
