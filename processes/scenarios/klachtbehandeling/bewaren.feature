# language: nl
Functionaliteit: Hoe lang een dossier blijft
  De selectielijst noemt de jaren. Nooit weg voordat de inwoner naar de ombudsman kon, met drie maanden extra.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    En de gebruikelijke antwoorden bij "Bellen met de inwoner":
      | tevreden | ja    |
      | bewijs   | brief |
    En de gebruikelijke antwoorden bij "Les vastleggen":
      | oorzaak | communicatie |
      | vaker   | nee          |

  Abstract Scenario: Samen opgelost, en <geval>
    Gegeven een <soort> klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt
    En het 8 april 2026 is
    En de Klachtencoördinator "Les vastleggen" afrondt met:
      | <vraag> | <antwoord> |
    Dan is de zaak afgesloten als "Naar tevredenheid opgelost"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | <resultaat> |
      | zaak.vernietigen_na  | <datum>     |
    En is de zaak "nazorg" begonnen met:
      | zaak.vernietigen_na | <datum> |

    Voorbeelden:
      | geval                      | soort         | vraag        | antwoord     | resultaat | datum        |
      | verder niets               | schriftelijke | thema        | bejegening   | 13.1      | 8 april 2031 |
      | mondeling ingediend        | mondelinge    | thema        | informatie   | 13.1      | 8 april 2031 |
      | er is een vergoeding       | schriftelijke | vergoeding   | ja           | 13.1.1    | 8 april 2033 |
      | de ombudsman was betrokken | schriftelijke | via_ombudsman | ja          | 13.1.2    | 8 april 2036 |

  Scenario: De klacht raakt een dossier dat blijvend wordt bewaard
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt
    En het 8 april 2026 is
    En de Klachtencoördinator "Les vastleggen" afrondt met:
      | vergoeding | ja |
      | blijvend   | ja |
    Dan zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1.3 |
      | zaak.bewaarreden     | Geschil met invloed op een zaak die blijvend wordt bewaard |

  Scenario: Een ingetrokken klacht blijft langer dan het ene jaar van de selectielijst
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de inwoner laat weten: "Inwoner trekt de klacht in"
    En het 26 maart 2026 is
    En de Klachtencoördinator "Intrekking vastleggen" afrondt met:
      | ingetrokken_door | inwoner      |
      | hoe              | schriftelijk |
      | vrije_keuze      | ja           |
      | als_signaal      | nee          |
    Dan is de zaak afgesloten als "Ingetrokken"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.2         |
      | zaak.bewaren_jaren   | 1            |
      | zaak.vernietigen_na  | 26 juni 2027 |
