# language: nl
Functionaliteit: De ombudsman doet onderzoek
  De gemeente en de medewerker geven elk hun eigen standpunt, op de dag die de ombudsman noemt (Awb artikel 9:30, 9:31 en 9:35).

  Achtergrond:
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.ombudsman_soort         | nationaal              |
      | zaak.verzoek                 | onderzoek              |
      | zaak.onderwerp               | wmo                    |
      | zaak.over_klachtbehandeling  | nee                    |
      | zaak.antwoord_voor           | 18 april 2026          |
      | andere_organisatie.naam      | Nationale ombudsman    |
      | zaak.antwoord_per            | email                  |
      | zaak.inwoner_bekend          | ja                     |
      | zaak.medewerker_bekend       | ja                     |
      | beklaagde.naam               | Robin Bakker           |
    En de gebruikelijke antwoorden bij "Inlichtingen en stukken geven":
      | oud_medewerker | nee |
      | weigert        | nee |
    En de gebruikelijke antwoorden bij "Eigen standpunt geven":
      | wens | niet |

  Scenario: Op tijd antwoord, met een eigen standpunt van de medewerker
    Dan staat in de brief "ombudsman_melding_medewerker": "De ombudsman doet onderzoek."
    En staan precies deze taken open:
      | Inlichtingen en stukken geven | Klachtencoördinator  |
      | Eigen standpunt geven         | Betrokken medewerker |
    En staat in de uitleg van "antwoord_ombudsman": "Een gegeven datum schuift niet op."
    En staat in de uitleg van "antwoord_ombudsman": "18 april 2026, is een zaterdag"
    En moet de taak "Inlichtingen en stukken geven" klaar zijn op 18 april 2026
    Als de Betrokken medewerker "Eigen standpunt geven" afrondt met:
      | wens      | wij_sturen                     |
      | standpunt | Ik belde drie keer, zonder succes. |
    Dan is de brief "standpunt_medewerker" verstuurd aan de andere organisatie op 24 maart 2026
    En staat in de brief "standpunt_medewerker": "Ik belde drie keer, zonder succes."
    En staat de taak "Volgende stap vastleggen" niet open
    Als het 15 april 2026 is
    Dan is het bericht "antwoord_ombudsman_bijna_te_laat" verzonden
    Als de Klachtencoördinator "Inlichtingen en stukken geven" afrondt met:
      | stukken.1.stuk          | Het plan van aanpak |
      | stukken.2.stuk          | De telefoonnotities |
      | stukken.2.vertrouwelijk | ja                  |
    Dan is de brief "antwoord_ombudsman" verstuurd aan de andere organisatie op 15 april 2026
    En staat in de brief "antwoord_ombudsman": "De telefoonnotities (alleen voor u bedoeld)"
    En is op tijd voldaan aan "antwoord_ombudsman"
    En staat de taak "Volgende stap vastleggen" open voor de rol "Klachtencoördinator"

  Scenario: Wij laten de ombudsman wachten
    Als het 18 april 2026 is
    Dan is het bericht "antwoord_ombudsman_te_laat" niet verzonden
    Als het 19 april 2026 is
    Dan is het bericht "antwoord_ombudsman_te_laat" verzonden met:
      | voor | Leidinggevende en gemeentesecretaris |
    En staat de taak "Te laat antwoord bespreken" open voor de rol "Leidinggevende"
    En staat de taak "Eigen standpunt geven" niet open
    En is de klok "Medewerker gaf geen standpunt" afgegaan op 19 april 2026
    Als het 20 april 2026 is
    En de Leidinggevende "Te laat antwoord bespreken" afrondt met:
      | nieuwe_datum_gegeven | ja            |
      | nieuwe_datum         | 24 april 2026 |
    Dan is de uiterste datum voor "antwoord_ombudsman" 24 april 2026
    En moet de taak "Inlichtingen en stukken geven" klaar zijn op 24 april 2026
    Als de Klachtencoördinator "Inlichtingen en stukken geven" afrondt
    Dan is op tijd voldaan aan "antwoord_ombudsman"
    En staat de taak "Volgende stap vastleggen" open voor de rol "Klachtencoördinator"

  Scenario: Zonder uitstel blijft het antwoord te laat
    Als het 20 april 2026 is
    En de Leidinggevende "Te laat antwoord bespreken" afrondt met:
      | nieuwe_datum_gegeven | nee |
    En de Klachtencoördinator "Inlichtingen en stukken geven" afrondt
    Dan is te laat voldaan aan "antwoord_ombudsman"

  Abstract Scenario: De ombudsman beslist over onze weigering: <besluit>
    Als de Betrokken medewerker "Eigen standpunt geven" afrondt met:
      | wens | zelf |
    En de Klachtencoördinator "Inlichtingen en stukken geven" afrondt met:
      | weigert              | ja                      |
      | weigeringen.1.wat    | Het advies van de arts  |
      | weigeringen.1.reden  | Medisch geheim          |
      | oud_medewerker       | ja                      |
    Dan staat in de brief "antwoord_ombudsman": "Het advies van de arts: Medisch geheim"
    En is de brief "standpunt_medewerker" niet verstuurd
    Als het 20 april 2026 is
    En de Klachtencoördinator "Besluit over de weigering vastleggen" afrondt met:
      | besluit       | <besluit>     |
      | antwoord_voor | 30 april 2026 |
    Dan staat de taak "<taak>" open voor de rol "Klachtencoördinator"
    En is de uiterste datum voor "antwoord_ombudsman" <dag>

    Voorbeelden:
      | besluit      | taak                          | dag           |
      | terecht      | Volgende stap vastleggen      | 18 april 2026 |
      | niet_terecht | Inlichtingen en stukken geven | 30 april 2026 |

  Scenario: De ombudsman stopt terwijl wij nog bezig zijn
    Als het bericht "Ombudsman stopt het onderzoek" binnenkomt van "Klachtencoördinator"
    Dan staan precies deze taken open:
      | Stoppen van het onderzoek vastleggen | Klachtencoördinator |
    Als de Klachtencoördinator "Stoppen van het onderzoek vastleggen" afrondt met:
      | grond   | opgelost                                 |
      | redenen | De inwoner en de gemeente zijn eruit.    |
    Dan is de brief "ombudsman_gestopt_medewerker" verstuurd aan de betrokken medewerker
    En staat in de brief "ombudsman_gestopt_medewerker": "De inwoner en de gemeente zijn eruit."
    En is "zaak.uitkomst" gelijk aan "onderzoek_gestopt"
    En is de zaak afgesloten als "Onderzoek gestopt"
