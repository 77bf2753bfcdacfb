# language: nl
Functionaliteit: Een commissie adviseert over de klacht
  De commissie hoort, onderzoekt en adviseert; het bestuursorgaan besluit en legt uit als het afwijkt (Awb afdeling 9.1.3).

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
    En de gebruikelijke antwoorden bij "Bellen met de inwoner":
      | tevreden | nee     |
      | vervolg  | formeel |
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
    En de gebruikelijke antwoorden bij "Hoorwens vastleggen door de commissie":
      | hoorwens | wil          |
      | hoe      | gemeentehuis |
    En de gebruikelijke antwoorden bij "Inwoner horen door de commissie":
      | gehoord_door | voorzitter                                     |
      | samen        | ja                                             |
      | verslag      | Ik belde vier keer en niemand wist van de zaak. |
    En de gebruikelijke antwoorden bij "Reactie geven aan de commissie":
      | wil_worden_gehoord | ja |
    En de gebruikelijke antwoorden bij "Medewerker horen door de commissie":
      | gehoord  | ja        |
      | door_wie | commissie |
    En de gebruikelijke antwoorden bij "Rapport en advies uitbrengen":
      | onderdelen.1.onderdeel   | Niet teruggebeld                          |
      | onderdelen.1.bevindingen | De inwoner belde vier keer.               |
      | onderdelen.1.oordeel     | gegrond                                   |
      | onderdelen.1.normen      | voortvarendheid                           |
      | advies                   | Verklaar de klacht gegrond.               |
      | opmerkingen_verslag      | De naam van de consulent is verbeterd.    |
      | aanbevelingen            | Spreek af wie een belofte overneemt.      |
    En een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als het 25 maart 2026 is
    En de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En de zaak wordt gewijzigd vanwege "Het college vraagt advies over deze klacht":
      | zaak.regime       | 9.1.3                            |
      | zaak.adviseur     | de klachtencommissie Proefstad   |
      | zaak.adviesbesluit | Klachtenregeling Proefstad 2026 |
    En de Klachtbehandelaar "Bellen met de inwoner" afrondt
    En het 30 maart 2026 is
    En de Klachtbehandelaar "Ontvankelijkheid beoordelen" afrondt

  Scenario: Het bestuursorgaan volgt het advies
    Dan is de uiterste datum voor "afdoening" 2 juni 2026
    En staat in de brief "klachtonderdelen": "Uw klacht wordt onderzocht door de klachtencommissie Proefstad."
    En staat in de brief "afschrift_beklaagde": "De klacht wordt onderzocht door de klachtencommissie Proefstad."
    En staan precies deze taken open:
      | Dossier overdragen aan de commissie | Klachtencoördinator |
    Als het 31 maart 2026 is
    En de Klachtencoördinator "Dossier overdragen aan de commissie" afrondt
    Dan is de brief "hooruitnodiging_commissie" verstuurd aan de inwoner op 31 maart 2026
    En is de brief "hooruitnodiging" niet verstuurd
    En is de uiterste datum voor "advies" 12 mei 2026
    Als de Betrokken medewerker "Reactie geven aan de commissie" afrondt
    En het 14 april 2026 is
    En de Adviescommissie "Medewerker horen door de commissie" afrondt
    En de Adviescommissie "Hoorwens vastleggen door de commissie" afrondt
    En de Adviescommissie "Inwoner horen door de commissie" afrondt
    Dan is de brief "hoorverslag" verstuurd aan de inwoner op 14 april 2026
    En is de brief "hoorverslag_beklaagde" verstuurd aan de betrokken medewerker op 14 april 2026
    En moet de taak "Rapport en advies uitbrengen" klaar zijn op 12 mei 2026
    En kan de Adviescommissie "Rapport en advies uitbrengen" niet afronden vanwege "normen", met:
      | onderdelen.1.onderdeel | Niet teruggebeld |
      | onderdelen.1.oordeel   | gegrond          |
    Als het 8 mei 2026 is
    En de Adviescommissie "Rapport en advies uitbrengen" afrondt
    Dan is op tijd voldaan aan "advies"
    En staan precies deze taken open:
      | Besluiten op het advies | Beslisser |
    Als de Beslisser "Besluiten op het advies" afrondt met:
      | volgt_advies           | ja                                       |
      | aanbevelingen_reactie  | Het team legt elke belofte voortaan vast. |
      | namens                 | het college                              |
    Dan is de brief "afdoeningsbrief" verstuurd aan de inwoner op 8 mei 2026
    En staat in de brief "afdoeningsbrief": "Uw klacht is onderzocht door de klachtencommissie Proefstad."
    En staat in de brief "afdoeningsbrief": "Wij volgen dit advies."
    En staat in de brief "afdoeningsbrief": "De naam van de consulent is verbeterd."
    En staat in de brief "afdoeningsbrief": "Uw klacht is gegrond."
    En staat in de brief "afdoeningsbrief": "Het team legt elke belofte voortaan vast."
    En staat in de brief "afdoeningsbrief": "Bijlage: het rapport en het advies"
    En staat in de brief "afdoeningsbrief": "Ik belde vier keer en niemand wist van de zaak."
    En staat in de brief "afschrift_afdoening_beklaagde": "Verklaar de klacht gegrond."
    En is op tijd voldaan aan "afdoening"
    Als de Klachtencoördinator "Les vastleggen" afrondt
    Dan is de zaak afgesloten als "Oordeel gegeven"

  Abstract Scenario: Het bestuursorgaan wijkt <hoe> af, en de reden staat met het advies in de brief
    Als de Klachtencoördinator "Dossier overdragen aan de commissie" afrondt
    En de Betrokken medewerker "Reactie geven aan de commissie" afrondt
    En de Adviescommissie "Medewerker horen door de commissie" afrondt
    En de Adviescommissie "Hoorwens vastleggen door de commissie" afrondt
    En de Adviescommissie "Inwoner horen door de commissie" afrondt
    En de Adviescommissie "Rapport en advies uitbrengen" afrondt
    Dan kan de Beslisser "Besluiten op het advies" niet afronden vanwege "Waarom wijkt", met:
      | volgt_advies    | <antwoord> |
      | reden_afwijking |            |
    Als de Beslisser "Besluiten op het advies" afrondt met:
      | volgt_advies    | <antwoord>                                   |
      | reden_afwijking | De telefoonlijst laat twee oproepen zien.    |
    Dan staan precies deze taken open:
      | Oordeel opstellen | Klachtbehandelaar |
    Als de Klachtbehandelaar "Oordeel opstellen" afrondt als "Sam de Wit" met:
      | onderdelen.1.onderdeel | Niet teruggebeld |
      | onderdelen.1.oordeel   | <oordeel>        |
      | onderdelen.1.normen    | <normen>         |
    Dan kan de Beslisser "Oordeel vaststellen" niet afronden als "Sam de Wit" vanwege "Oordeel opstellen", met:
      | besluit | akkoord     |
      | namens  | het college |
    Als de Beslisser "Oordeel vaststellen" afrondt met:
      | besluit | akkoord     |
      | namens  | het college |
    Dan staat in de brief "afdoeningsbrief": "Verklaar de klacht gegrond."
    En staat in de brief "afdoeningsbrief": "<zin>"
    En staat in de brief "afdoeningsbrief": "De telefoonlijst laat twee oproepen zien."
    En staat in de brief "afdoeningsbrief": "<uitspraak>"
    En staat in de brief "afdoeningsbrief": "Bijlage: het rapport en het advies"
    En staat in de brief "afschrift_afdoening_beklaagde": "De gemeente wijkt daarvan af."

    Voorbeelden:
      | hoe          | antwoord | oordeel       | normen          | zin                                  | uitspraak                       |
      | voor een deel | deels   | deels_gegrond | voortvarendheid | Wij volgen dit advies voor een deel. | Uw klacht is deels gegrond.     |
      | helemaal     | nee      | ongegrond     |                 | Wij volgen dit advies niet.          | Uw klacht is ongegrond.         |

  # De gemeente beslist hier niet over mee: er komt geen taak voor de klachtencoördinator.
  Abstract Scenario: De commissie ziet af van horen, op een grond van de wet: <grond>
    Als de Klachtencoördinator "Dossier overdragen aan de commissie" afrondt
    En het 9 april 2026 is
    Dan is de klok "Reactietijd bij de commissie voorbij" afgegaan op 9 april 2026
    Als de Adviescommissie "Hoorwens vastleggen door de commissie" afrondt met:
      | hoorwens | <grond> |
    Dan staan precies deze taken open:
      | Medewerker horen door de commissie | Adviescommissie |
    Als de Adviescommissie "Medewerker horen door de commissie" afrondt met:
      | gehoord | geen_gebruik |
    Dan is de brief "hoorverslag" niet verstuurd
    En staan precies deze taken open:
      | Rapport en advies uitbrengen | Adviescommissie |

    Voorbeelden:
      | grond               |
      | wil_niet            |
      | geen_reactie        |
      | kennelijk_ongegrond |

  Scenario: Ook met tien weken kan de klacht vier weken worden verdaagd
    Als de Klachtencoördinator "Dossier overdragen aan de commissie" afrondt
    En het 26 mei 2026 is
    En de Klachtencoördinator "Verdaging overwegen" afrondt met:
      | besluit | verdagen                          |
      | weken   | 4                                 |
      | reden   | De commissie wil nog iemand horen. |
    Dan is de uiterste datum voor "afdoening" 30 juni 2026
    En is nog niet voldaan aan "advies"
    En is de brief "verdaging_klager" verstuurd aan de inwoner op 26 mei 2026
    En is de brief "verdaging_beklaagde" verstuurd aan de betrokken medewerker op 26 mei 2026
