# language: nl
Functionaliteit: Een klacht over een aanbieder overdragen
  De aanbieder heeft een eigen klachtregeling. De gemeente deelt alleen met toestemming en blijft erbij.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Aanbieder en delen vastleggen":
      | naam           | Stichting Voorbeeldzorg |
      | straat         | Zorglaan 5              |
      | postcode       | 1234 AB                 |
      | plaats         | Proefstad               |
      | telefoon       | 0200 000 000            |
      | soort_hulp     | wmo                     |
      | bestuursorgaan | nee                     |
      | over_gemeente  | nee                     |
      | calamiteit     | nee                     |
      | behandelaar    | Sam de Wit              |
    En de gebruikelijke antwoorden bij "Keuze van de inwoner vastleggen":
      | wil               | direct          |
      | toestemming       | ja              |
      | bewijs_toestemming | telefoonnotitie |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo" met:
      | zaak.eerste_ontvangst | 17 maart 2026                      |
      | zaak.omschrijving     | De hulp kwam vier weken niet opdagen. |

  Scenario: Met toestemming, tot en met de slotbrief
    Dan staat de taak "Aanbieder en delen vastleggen" open voor de rol "Klachtencoördinator"
    En is er geen uiterste datum voor "afdoening"
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt
    Dan staat de taak "Keuze van de inwoner vastleggen" open voor de rol "Klachtbehandelaar"
    En is de brief "overdracht_aanbieder" niet verstuurd
    Als de Klachtbehandelaar "Keuze van de inwoner vastleggen" afrondt met:
      | wil      | met_hulp                        |
      | hulp     | Wij lezen de brief met u door.  |
      | te_delen | De hulp kwam een maand niet.    |
    Dan is de brief "overdracht_aanbieder" verstuurd aan de andere organisatie op 24 maart 2026
    En staat in de brief "overdracht_aanbieder": "De hulp kwam een maand niet."
    En staat niet in de brief "overdracht_aanbieder": "vier weken niet opdagen"
    En staat in de brief "overdracht_aanbieder": "17 maart 2026"
    En is de brief "aanbieder_route" verstuurd aan de inwoner op 24 maart 2026
    En staat in de brief "aanbieder_route": "Wij lezen de brief met u door."
    En staat in de brief "aanbieder_route": "cliëntondersteuner"
    En staat in de brief "aanbieder_route": "Sam de Wit"
    En staat de taak "Antwoord van de aanbieder vastleggen" open voor de rol "Contractmanager"
    En is de uiterste datum voor "aanbieder_antwoord" 6 mei 2026
    En is er geen uiterste datum voor "afdoening"
    Als het 20 april 2026 is
    En de Contractmanager "Antwoord van de aanbieder vastleggen" afrondt met:
      | uitkomst           | gegrond |
      | inwoner_weet_het   | ja      |
      | maatregelen_bekend | nee     |
    Dan is op tijd voldaan aan "aanbieder_antwoord"
    En staat de taak "Maatregelen van de aanbieder vastleggen" niet open
    Als de Contractmanager "Uitkomst van de aanbieder vastleggen" afrondt met:
      | uitkomst        | gegrond                              |
      | voor_de_inwoner | De aanbieder stuurt weer vaste hulp. |
      | les             | Vraag elke maand naar uitval.        |
      | vaker           | ja                                   |
      | contractactie   | verbeterplan                         |
    Dan is de zaak "verbeteren" begonnen met:
      | zaak.les | Vraag elke maand naar uitval. |
    En is de brief "aanbieder_afronding" verstuurd aan de inwoner op 20 april 2026
    En staat in de brief "aanbieder_afronding": "De aanbieder stuurt weer vaste hulp."
    En is de zaak "klachtbehandeling" niet begonnen
    En is de zaak afgesloten als "Klacht bij de aanbieder afgerond"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1 |

  Scenario: Zonder toestemming hoort de aanbieder niets
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt
    En de Klachtbehandelaar "Keuze van de inwoner vastleggen" afrondt met:
      | toestemming | nee |
    Dan is de brief "aanbieder_adres" verstuurd aan de inwoner op 24 maart 2026
    En staat in de brief "aanbieder_adres": "Zorglaan 5"
    En is de brief "overdracht_aanbieder" niet verstuurd
    En is er geen uiterste datum voor "aanbieder_antwoord"
    En staan precies deze taken open:
      | Signaal over de aanbieder vastleggen | Klachtbehandelaar |
    Als de Klachtbehandelaar "Signaal over de aanbieder vastleggen" afrondt met:
      | vaker | nee |
    Dan is de brief "aanbieder_afronding" niet verstuurd
    En is "zaak.uitkomst_aanbieder" gelijk aan "niet_gedeeld"
    En is de zaak afgesloten als "Klacht bij de aanbieder afgerond"

  Scenario: Toestemming zonder bewijs is geen toestemming
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt
    Dan kan de Klachtbehandelaar "Keuze van de inwoner vastleggen" niet afronden vanwege "Waaruit blijkt die toestemming?", met:
      | bewijs_toestemming |  |

  Abstract Scenario: Een gesprek met drie partijen dat <afloop>
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt
    En de Klachtbehandelaar "Keuze van de inwoner vastleggen" afrondt met:
      | wil | gesprek |
    En de Klachtbehandelaar "Gesprek met de aanbieder voeren" afrondt met:
      | opgelost | <opgelost> |
    Dan staan precies deze taken open:
      | <taak> | Contractmanager |

    Voorbeelden:
      | afloop      | opgelost | taak                                 |
      | helpt       | ja       | Uitkomst van de aanbieder vastleggen |
      | niet helpt  | nee      | Antwoord van de aanbieder vastleggen |

  Scenario: Eerst de gemeente, en daarna opnieuw de vraag
    Als de Klachtencoördinator "Aanbieder en delen vastleggen" afrondt
    En de Klachtbehandelaar "Keuze van de inwoner vastleggen" afrondt met:
      | wil | gemeente_eerst |
    En de Klachtencoördinator "Gemeentelijke rol beoordelen" afrondt met:
      | kanaal        | telefoon |
      | calamiteit    | nee      |
      | over_gemeente | nee      |
    Dan staat er geen taak open
    En is de brief "overdracht_aanbieder" niet verstuurd
    Als het 6 mei 2026 is
    Dan staat de taak "Keuze van de inwoner vastleggen" open voor de rol "Klachtbehandelaar"
