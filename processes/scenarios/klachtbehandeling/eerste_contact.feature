# language: nl
Functionaliteit: Het eerste contact
  Wie een klacht indient, hoort snel een stem.

  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit         |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                |

  Scenario: Niemand belt
    Gegeven een schriftelijke klacht ontvangen op 24 maart 2026 over "wmo"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    En het 26 maart 2026 is
    Dan staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"
    En gaat de klok "Eerste contact blijft uit" af op 27 maart 2026
    En is het bericht "eerste_contact_blijft_uit" niet verzonden
    Als het 27 maart 2026 is
    Dan is de klok "Eerste contact blijft uit" afgegaan op 27 maart 2026
    En is het bericht "eerste_contact_blijft_uit" verzonden met:
      | rol         | Klachtencoördinator |
      | behandelaar | Sam de Wit          |
    En staat de taak "Bellen met de inwoner" open voor de rol "Klachtbehandelaar"

  Scenario: Een klacht van vlak voor Koningsdag
    Gegeven een schriftelijke klacht ontvangen op 24 april 2026 over "jeugd"
    Als de Klachtencoördinator "Behandelaar toewijzen" afrondt
    Dan moet de taak "Bellen met de inwoner" klaar zijn op 29 april 2026
