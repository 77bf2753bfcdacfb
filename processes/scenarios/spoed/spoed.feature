# language: nl
Functionaliteit: Spoed
  Dezelfde dag spreekt iemand degene die kan helpen. De volgende werkdag kijken wij of de inwoner echt geholpen is.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Spoed overdragen":
      | wie         | schuldhulp          |
      | organisatie | Schuldhulp Vrijstad |
      | telefoon    | (0123) 45 67 91     |

  Scenario: Een huisuitzetting: de eerste overdracht helpt niet
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "schulden" met:
      | zaak.gevaar | huisuitzetting |
    Dan is de uiterste datum voor "schuldhulp_dreiging" 27 maart 2026
    En moet de taak "Spoed overdragen" klaar zijn op 24 maart 2026
    Als de Klachtencoördinator "Spoed overdragen" afrondt
    Dan staat er geen taak open
    Als het 25 maart 2026 is
    Dan staat de taak "Spoed nagaan" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Spoed nagaan" afrondt met:
      | geholpen | nee |
    Dan staat de taak "Spoed overdragen" open voor de rol "Klachtencoördinator"
    Als de Klachtencoördinator "Spoed overdragen" afrondt
    En het 26 maart 2026 is
    En de Klachtencoördinator "Spoed nagaan" afrondt met:
      | geholpen | ja |
    Dan is op tijd voldaan aan "schuldhulp_dreiging"
    En is de zaak afgesloten als "Inwoner geholpen"
    En zijn dit de gegevens:
      | zaak.bewaarresultaat | 13.1 |

  Scenario: Een afsluiting blijft liggen en de drie werkdagen gaan voorbij
    Gegeven een schriftelijk bericht ontvangen op 24 maart 2026 over "schulden" met:
      | zaak.gevaar | afsluiting |
    Als het 25 maart 2026 is
    Dan is het bericht "spoed_blijft_liggen" verzonden met:
      | gevaar | afsluiting |
    Als de Klachtencoördinator "Spoed overdragen" afrondt
    En het 30 maart 2026 is
    Dan is het bericht "schuldhulp_te_laat" verzonden
    Als de Klachtencoördinator "Spoed nagaan" afrondt met:
      | geholpen | ja |
    Dan is te laat voldaan aan "schuldhulp_dreiging"

  Scenario: Een kind is niet veilig: de meldcode wordt gevolgd en er gaat geen brief naar huis
    Gegeven een mondeling bericht ontvangen op 27 maart 2026 over "jeugd" met:
      | zaak.gevaar | kindermishandeling |
    Dan is er geen uiterste datum voor "schuldhulp_dreiging"
    Als de Klachtencoördinator "Spoed overdragen" afrondt met:
      | wie         | veilig_thuis |
      | organisatie | Veilig Thuis |
      | meldcode    | ja           |
    Dan is "andere_organisatie.naam" gelijk aan "Veilig Thuis"
    Als het 30 maart 2026 is
    En de Klachtencoördinator "Spoed nagaan" afrondt met:
      | geholpen | ja |
    Dan is de brief "ontvangst_bericht" niet verstuurd
    En is de zaak afgesloten als "Inwoner geholpen"
