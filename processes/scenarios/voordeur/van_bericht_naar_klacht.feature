# language: nl
Functionaliteit: Van bericht naar klacht
  De dag waarop wij het bericht kregen, blijft tellen. Wie zijn naam niet geeft, wordt niet weggestuurd.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Bericht beoordelen":
      | soort      | klacht         |
      | uitvoerder | gemeente       |
      | gevaar     | nee            |
      | eigenaar   | Hanna Visser   |
    En de gebruikelijke antwoorden bij "Twijfelgeval beoordelen":
      | soort      | klacht         |
      | uitvoerder | gemeente       |
      | gevaar     | nee            |
      | eigenaar   | Hanna Visser   |

  Scenario: Een brief bleef bij een collega liggen; de eerste dag telt voor de klacht
    Gegeven een schriftelijk bericht ontvangen op 31 maart 2026 over "wmo" met:
      | zaak.omschrijving | Ik wacht al maanden en niemand belt mij terug. |
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort | twijfel |
    Dan moet de taak "Twijfelgeval beoordelen" klaar zijn op 7 april 2026
    Als de Klachtencoördinator "Twijfelgeval beoordelen" afrondt met:
      | ontvangen_op | 24 maart 2026 |
    Dan is "zaak.klachtwens" gelijk aan "gestart"
    En is de zaak afgesloten als "Klacht in behandeling genomen"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.2 |
    Als wij verdergaan in de zaak "klachtbehandeling"
    Dan is de brief "ontvangstbevestiging" verstuurd aan de inwoner op 31 maart 2026
    En staat in de brief "ontvangstbevestiging": "Ik wacht al maanden"
    En staat in de uitleg van "afdoening": "24 maart 2026"
    En is de uiterste datum voor "afdoening" 6 mei 2026

  Scenario: Het adres ontbreekt, en de inwoner geeft het later
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "jeugd" met:
      | zaak.anoniem  | ja                       |
      | inwoner.email | noor@voorbeeld.example   |
    Dan is de brief "ontvangst_bericht" verstuurd aan de inwoner
    Als de KCC-medewerker "Bericht beoordelen" afrondt
    Dan moet de taak "Naam en adres vragen" klaar zijn op 7 april 2026
    Als het 8 april 2026 is
    Dan is het bericht "naam_en_adres_blijven_uit" verzonden
    Als de KCC-medewerker "Naam en adres vragen" afrondt met:
      | uitkomst | gekregen       |
      | naam     | Noor Voorbeeld |
      | straat   | Dorpsstraat 12 |
      | postcode | 1234 AB        |
      | plaats   | Vrijstad       |
    Als wij verdergaan in de zaak "klachtbehandeling"
    Dan is de uiterste datum voor "afdoening" 6 mei 2026

  Scenario: Een anonieme inwoner is bereikbaar via een vertrouwenspersoon
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "jeugd" met:
      | zaak.anoniem         | ja                                    |
      | zaak.bereikbaar_via  | Via Robin van Jeugdhulp Proefstad     |
      | zaak.minderjarig     | ja                                    |
    Als de KCC-medewerker "Bericht beoordelen" afrondt
    En de KCC-medewerker "Naam en adres vragen" afrondt met:
      | uitkomst | via_ander      |
      | naam     | Robin Proef    |
      | straat   | Kerkplein 1    |
      | postcode | 1234 AB        |
      | plaats   | Proefstad      |
    Dan is de zaak "klachtbehandeling" begonnen met:
      | inwoner.naam           | Inwoner (naam bij ons niet bekend) |
      | vertegenwoordiger.naam | Robin Proef                        |
      | zaak.schriftelijk      | nee                                |
    Als wij verdergaan in de zaak "klachtbehandeling"
    Dan is er geen uiterste datum voor "afdoening"

  Scenario: Een anonieme klacht zonder weg terug wordt een signaal
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.anoniem | ja |
    Als de KCC-medewerker "Bericht beoordelen" afrondt
    En de KCC-medewerker "Naam en adres vragen" afrondt met:
      | uitkomst | niet_gelukt |
    Dan is de zaak "klachtbehandeling" niet begonnen
    En staan precies deze taken open:
      | Signaal wegen | Klachtencoördinator |
    Als de Klachtencoördinator "Signaal wegen" afrondt met:
      | vaker | onbekend |
      | beter | nee      |
    Dan is de zaak afgesloten als "Signaal opgepakt"
