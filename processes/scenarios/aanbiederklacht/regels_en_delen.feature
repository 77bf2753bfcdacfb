# language: nl
Functionaliteit: Welke regels gelden, en wie gaat over welk deel
  Een aanbieder van jeugdhulp valt nooit onder hoofdstuk 9 van de Awb. Het deel over de gemeente houdt zijn eerste dag.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Aanbieder en delen vastleggen":
      | naam           | Stichting Voorbeeldzorg |
      | telefoon       | 0200 000 000            |
      | soort_hulp     | jeugdhulp               |
      | bestuursorgaan | nee                     |
      | over_gemeente  | nee                     |
      | calamiteit     | nee                     |
      | behandelaar    | Sam de Wit              |
    En de gebruikelijke antwoorden bij "Keuze van de inwoner vastleggen":
      | wil               | direct |
      | toestemming       | ja     |
      | bewijs_toestemming | email  |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd" met:
      | zaak.eerste_ontvangst | 24 maart 2026 |

  Abstract Scenario: De regels bij <soort_hulp>
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt met:
      | soort_hulp | <soort_hulp> |
    En de Klachtbehandelaar "Keuze van de inwoner vastleggen" afrondt
    Dan staat in de brief "aanbieder_route": "<regeling>"
    En staat in de brief "aanbieder_route": "<termijn>"
    En moet de taak "Antwoord van de aanbieder vastleggen" klaar zijn op <dag>
    En is er geen uiterste datum voor "afdoening"
    En zijn dit de gegevens:
      | aanbieder_regime.awb        | nee           |
      | aanbieder_regime.commissie  | <commissie>   |
      | zaak.toezichthouder         | <toezicht>    |

    Voorbeelden:
      | soort_hulp     | regeling                    | termijn                           | dag           | commissie | toezicht                              |
      | wmo            | Wmo artikel 3.2             | de Wmo noemt er geen              | 6 mei 2026    | onbekend  | Wmo-toezichthouder                    |
      | jeugdhulp      | Jeugdwet artikel 4.2.1      | regeling van de aanbieder         | 6 mei 2026    | ja        | Inspectie Gezondheidszorg en Jeugd    |
      | jeugd_gesloten | Jeugdwet artikel 6.5.1      | vier weken                        | 21 april 2026 | ja        | Inspectie Gezondheidszorg en Jeugd    |
      | veilig_thuis   | Wmo artikel 4.2.7           | regeling van Veilig Thuis         | 6 mei 2026    | ja        | Inspectie Gezondheidszorg en Jeugd    |
      | zorg           | Wkkgz                       | regeling van de aanbieder         | 6 mei 2026    | onbekend  | Inspectie Gezondheidszorg en Jeugd    |
      | anders         | contract met de gemeente    | de termijn in het contract        | 6 mei 2026    | onbekend  | de contractmanager van de gemeente    |

  Scenario: Het deel over de gemeente wordt een klacht met de eerste dag, en wachten op de aanbieder raakt die niet
    Als het 7 april 2026 is
    En de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt met:
      | over_gemeente | nieuw                                       |
      | deel_gemeente | De gemeente gaf het adres te laat door.     |
    Dan is de zaak "klachtbehandeling" begonnen met:
      | zaak.ontvangstdatum | 24 maart 2026                           |
      | zaak.omschrijving   | De gemeente gaf het adres te laat door. |
      | zaak.soort          | klacht                                  |
    Als de Klachtbehandelaar "Keuze van de inwoner vastleggen" afrondt
    Dan staat de taak "Antwoord van de aanbieder vastleggen" open voor de rol "Contractmanager"
    En is er geen uiterste datum voor "afdoening"
    Als wij verdergaan in de zaak "klachtbehandeling"
    Dan is de uiterste datum voor "afdoening" 6 mei 2026
    En is nog niet voldaan aan "afdoening"

  Scenario: Een gemeenschappelijke regeling is een bestuursorgaan: terug om door te zenden
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt met:
      | naam           | Gemeenschappelijke regeling Proefregio |
      | bestuursorgaan | ja                                     |
    Dan is de zaak "klachtbehandeling" begonnen met:
      | zaak.ontvangstdatum | 24 maart 2026 |
    En is de brief "overdracht_aanbieder" niet verstuurd
    En is de zaak afgesloten als "Terug naar de klachtprocedure"

  Scenario: Bij een calamiteit wacht niemand
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt met:
      | calamiteit | ja |
    Dan staat de taak "Toezicht inlichten" open voor de rol "Klachtencoördinator"
    En moet de taak "Toezicht inlichten" klaar zijn op 24 maart 2026
    Als de Klachtencoördinator "Toezicht inlichten" afrondt met:
      | toezichthouder | igj |
      | met_naam       | nee |
    Dan is "zaak.toezicht_ingelicht" gelijk aan "igj"
    En staat de taak "Keuze van de inwoner vastleggen" open voor de rol "Klachtbehandelaar"
