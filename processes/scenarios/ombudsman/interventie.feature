# language: nl
Functionaliteit: De ombudsman vraagt om het alsnog op te lossen
  Meestal is een onderzoek niet nodig: de gemeente helpt de inwoner alsnog (Awb artikel 9:23 onder l).

  Achtergrond:
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.ombudsman_soort         | nationaal                    |
      | zaak.kenmerk                 | NO 2026.0123                 |
      | zaak.verzoek                 | interventie                  |
      | zaak.onderwerp               | wmo                          |
      | zaak.over_klachtbehandeling  | ja                           |
      | zaak.klachtnummer            | K-2026-0044                  |
      | andere_organisatie.naam      | Nationale ombudsman          |
      | zaak.antwoord_per            | email                        |
      | andere_organisatie.email     | post@ombudsman.example       |
      | zaak.inwoner_bekend          | ja                           |
      | zaak.medewerker_bekend       | ja                           |
      | beklaagde.naam               | Team Zorg en Welzijn         |
    En de gebruikelijke antwoorden bij "Alsnog oplossen":
      | afgesproken | ja                         |
      | afspraak    | De hulp start maandag weer |
      | opgelost    | ja                         |

  Scenario: Binnen tien werkdagen opgelost
    Dan is er geen uiterste datum voor "afdoening"
    En is "zaak.via_ombudsman" gelijk aan "ja"
    En is het bericht "zaak_van_de_ombudsman" verzonden met:
      | kenmerk | NO 2026.0123 |
      | klacht  | K-2026-0044  |
    En is de brief "ombudsman_melding_medewerker" verstuurd aan de betrokken medewerker op 24 maart 2026
    En moet de taak "Alsnog oplossen" klaar zijn op 9 april 2026
    Als het 31 maart 2026 is
    En de Klachtencoördinator "Alsnog oplossen" afrondt
    Dan is de brief "ombudsman_interventie" verstuurd aan de andere organisatie op 31 maart 2026
    En staat in de brief "ombudsman_interventie": "De hulp start maandag weer"
    En staat in de brief "ombudsman_interventie": "De inwoner zegt dat het nu is opgelost."
    En is op tijd voldaan aan "interventie"
    Als het 7 april 2026 is
    En de Klachtencoördinator "Reactie van de ombudsman vastleggen" afrondt met:
      | besluit | opgelost |
    Dan is "zaak.uitkomst" gelijk aan "opgelost_na_interventie"
    En is de zaak afgesloten als "Opgelost na interventie"

  Scenario: De oplossing laat te lang op zich wachten
    Als het 9 april 2026 is
    Dan is het bericht "interventie_duurt_te_lang" niet verzonden
    Als het 10 april 2026 is
    Dan is het bericht "interventie_duurt_te_lang" verzonden
    Als de Klachtencoördinator "Alsnog oplossen" afrondt met:
      | afgesproken | niet_bereikt |
      | opgelost    | nee          |
    Dan staat in de brief "ombudsman_interventie": "Wij konden de inwoner niet bereiken."
    En is te laat voldaan aan "interventie"
    Als de Klachtencoördinator "Reactie van de ombudsman vastleggen" afrondt met:
      | besluit | ziet_af |
    Dan is de zaak afgesloten als "Ombudsman doet geen onderzoek"

  Scenario: Niet opgelost, dus toch een onderzoek
    Als de Klachtencoördinator "Alsnog oplossen" afrondt met:
      | afgesproken | nee   |
      | opgelost    | deels |
    En de Klachtencoördinator "Reactie van de ombudsman vastleggen" afrondt met:
      | besluit      | onderzoek     |
      | antwoord_voor | 25 april 2026 |
    Dan staan precies deze taken open:
      | Inlichtingen en stukken geven | Klachtencoördinator   |
      | Eigen standpunt geven         | Betrokken medewerker  |
    En is de uiterste datum voor "antwoord_ombudsman" 25 april 2026
