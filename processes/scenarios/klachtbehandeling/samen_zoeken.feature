# language: nl
Functionaliteit: Samen zoeken naar een oplossing
  De inwoner kiest hoe wij verdergaan. Een afspraak telt pas als zij is nagekomen (Awb artikel 9:5).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    En een schriftelijke klacht ontvangen op 1 juni 2026 over "wmo"
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt

  Scenario: Meteen oplossen, en de afspraak schuift met akkoord van de inwoner op
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden  | nee                                  |
      | vervolg   | oplossing                            |
      | afspraak  | De rolstoel wordt deze week hersteld. |
      | uiterlijk | 5 juni 2026                          |
    Dan staat in de brief "bevestiging_aanpak": "vrijdag 5 juni 2026"
    En is de brief "gespreksverslag" niet verstuurd
    En moet de taak "Oplossing uitvoeren" klaar zijn op 5 juni 2026
    Als het 8 juni 2026 is
    Dan is het bericht "oplossing_is_te_laat" verzonden met:
      | rol         | Leidinggevende |
      | behandelaar | Sam de Wit     |
    Als de Leidinggevende "Oplossing uitvoeren" afrondt met:
      | nagekomen    | verplaatst            |
      | nieuwe_datum | 12 juni 2026          |
      | instemming   | Per mail, op 8 juni.  |
    Dan staat de taak "Tevredenheid vragen" niet open
    En moet de taak "Oplossing uitvoeren" klaar zijn op 12 juni 2026
    Als de Leidinggevende "Oplossing uitvoeren" afrondt met:
      | nagekomen | ja |
    En de Klachtbehandelaar "Tevredenheid vragen" afrondt met:
      | tevreden | ja    |
      | bewijs   | email |
    Dan is de brief "afronding_informeel" verstuurd aan de inwoner op 8 juni 2026

  Scenario: Een andere datum kan alleen met akkoord van de inwoner
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden  | nee         |
      | vervolg   | oplossing   |
      | uiterlijk | 5 juni 2026 |
    Dan kan de Leidinggevende "Oplossing uitvoeren" niet afronden vanwege "Is gedaan wat met de inwoner is afgesproken?", met:
      | gedaan | Wij zijn ermee bezig. |

  Scenario: De bemiddelaar brengt beide kanten bij elkaar
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee        |
      | vervolg  | bemiddeling |
    Dan staat in de brief "bevestiging_aanpak": "kiest geen partij en beslist niets"
    En staat de taak "Bemiddelingsgesprek voeren" open voor de rol "Ombudsfunctionaris"
    En staat de taak "Gesprek aan tafel voeren" niet open
    Als het 10 juni 2026 is
    En de Ombudsfunctionaris "Bemiddelingsgesprek voeren" afrondt met:
      | datum           | 4 juni 2026           |
      | resultaat       | afspraken             |
      | afspraken.1.wat | Eén vaste contactpersoon |
      | afspraken.1.wie | Teamleider Wmo        |
      | excuus          | ja                    |
    Dan is de brief "gespreksverslag" verstuurd aan de inwoner op 10 juni 2026
    En staat in de brief "gespreksverslag": "Eén vaste contactpersoon (door: Teamleider Wmo)"
    En staat in de brief "gespreksverslag": "Wij maakten onze excuses."
    En is op tijd voldaan aan "gespreksverslag"
    En is de uiterste datum voor "afdoening" 13 juli 2026
    En staat de taak "Oplossing uitvoeren" open voor de rol "Leidinggevende"

  Scenario: Ook met een bemiddelaar lukt het niet
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee         |
      | vervolg  | bemiddeling |
    En de Ombudsfunctionaris "Bemiddelingsgesprek voeren" afrondt met:
      | resultaat   | geen_afspraken             |
      | open_punten | Wie beslist over de hulp?  |
    Dan staat in de brief "gespreksverslag": "Wij kwamen niet tot afspraken."
    Als de Klachtbehandelaar "Tevredenheid vragen" afrondt met:
      | tevreden    | nee                       |
      | open_punten | Wie beslist over de hulp? |
    Dan staat de taak "Ontvankelijkheid beoordelen" open voor de rol "Klachtbehandelaar"
    En is "zaak.open_punten" gelijk aan "Wie beslist over de hulp?"

  Abstract Scenario: Een afspraak is niet nagekomen, en de inwoner <wat>
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | gesprek |
    En de Klachtbehandelaar "Gesprek aan tafel voeren" afrondt met:
      | afspraken.1.wat | Uitleg op papier |
      | uiterlijk       | 5 juni 2026      |
    En de Leidinggevende "Oplossing uitvoeren" afrondt met:
      | nagekomen | nee |
    Dan kan de Klachtbehandelaar "Tevredenheid vragen" niet afronden vanwege "Ziet de inwoner daar zelf van af?", met:
      | tevreden | ja    |
      | bewijs   | brief |
    Als de Klachtbehandelaar "Tevredenheid vragen" afrondt met:
      | tevreden | ja        |
      | bewijs   | brief     |
      | ziet_af  | <ziet_af> |
    Dan is de brief "afronding_informeel" <verstuurd>

    Voorbeelden:
      | wat                  | ziet_af | verstuurd                                 |
      | ziet daar zelf van af | ja      | verstuurd aan de inwoner op 1 juni 2026   |
      | houdt ons eraan      | nee     | niet verstuurd                            |

  Scenario: Na drie weken kiest de inwoner opnieuw
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | gesprek |
    En het 22 juni 2026 is
    Dan staat de taak "Doorgaan of formeel kiezen" niet open
    Als het 23 juni 2026 is
    Dan staan precies deze taken open:
      | Doorgaan of formeel kiezen | Klachtencoördinator |
      | Gesprek aan tafel voeren   | Klachtbehandelaar   |
    Als de Klachtencoördinator "Doorgaan of formeel kiezen" afrondt met:
      | besluit     | formeel                    |
      | open_punten | Niemand belde ons terug.   |
    Dan staan precies deze taken open:
      | Ontvankelijkheid beoordelen | Klachtbehandelaar |
    En is "zaak.open_punten" gelijk aan "Niemand belde ons terug."
    En is de uiterste datum voor "afdoening" 13 juli 2026

  Scenario: De inwoner wil na drie weken samen verder
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | gesprek |
    En het 23 juni 2026 is
    En de Klachtencoördinator "Doorgaan of formeel kiezen" afrondt met:
      | besluit | doorgaan |
    Dan staan precies deze taken open:
      | Gesprek aan tafel voeren | Klachtbehandelaar |

  Scenario: De vraag na drie weken vervalt als de inwoner tevreden is
    Als de Klachtbehandelaar "Bellen met de inwoner" afrondt met:
      | tevreden | nee     |
      | vervolg  | gesprek |
    En het 23 juni 2026 is
    En de Klachtbehandelaar "Gesprek aan tafel voeren" afrondt met:
      | afspraken.1.wat | Uitleg op papier |
    En de Leidinggevende "Oplossing uitvoeren" afrondt met:
      | nagekomen | ja |
    En de Klachtbehandelaar "Tevredenheid vragen" afrondt met:
      | tevreden | ja    |
      | bewijs   | brief |
    Dan staat er geen taak open
    En is de brief "afronding_informeel" verstuurd aan de inwoner op 23 juni 2026
    En wacht de zaak op "Nog niet tevreden"
