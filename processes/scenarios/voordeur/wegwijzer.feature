# language: nl
Functionaliteit: De wegwijzer
  Wie behandelt dit? De medewerker ziet hetzelfde antwoord als de inwoner op de website.

  Abstract Scenario: <soort> over <onderwerp>, door <uitvoerder>
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "<onderwerp>"
    Als de KCC-medewerker "Bericht beoordelen" afrondt met:
      | soort      | <soort>      |
      | ook_klacht | nee          |
      | hulp_soort | anders       |
      | uitvoerder | <uitvoerder> |
      | gevaar     | nee          |
      | eigenaar   | Team Zorg    |
    Dan is "wegwijzer.wie" gelijk aan "<wie>"

    Voorbeelden:
      | soort     | onderwerp     | uitvoerder         | wie                                                     |
      | klacht    | jeugd         | veilig_thuis       | Veilig Thuis zelf                                       |
      | klacht    | jeugd         | gesloten_jeugdhulp | De klachtencommissie van de instelling                  |
      | klacht    | jeugd         | jeugdbescherming   | De klachtencommissie van de instelling                  |
      | klacht    | jeugd         | aanbieder          | De klachtencommissie van de aanbieder                   |
      | klacht    | wmo           | aanbieder          | De aanbieder zelf                                       |
      | klacht    | wmo           | zorg               | De zorginstelling zelf                                  |
      | klacht    | schulden      | aanbieder          | Dat bekijken wij samen met u                            |
      | klacht    | participatie  | samenwerking       | De sociale dienst of het samenwerkingsverband zelf      |
      | klacht    | anders        | andere_overheid    | De andere overheid zelf                                 |
      | hulpvraag | inburgering   | gemeente           | Het team dat erover gaat. Wij zoeken uit welk team dat is |
