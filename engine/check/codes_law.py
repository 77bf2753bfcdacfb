"""The codes of the law as a check; `codes` tells what a code is."""

from collections.abc import Mapping

LAW: Mapping[str, tuple[str, str]] = {
    "L01": (
        "Een weg eindigt zonder ontvangstbevestiging (Awb artikel 9:6).",
        "Stuur op elke weg een brief aan de inwoner met de markering awb.9:6.",
    ),
    "L02": (
        "Een klacht wordt als opgelost afgerond zonder tevredenheid, bewijs of brief (Awb artikel 9:5).",
        "Vraag het de inwoner, leg het bewijs vast en stuur de brief.",
    ),
    "L03": (
        "De behandeling begint zonder iemand die niet betrokken was (Awb artikel 9:7).",
        "Zet de toewijzing met awb.9:7 voor de behandeling.",
    ),
    "L04": (
        "Een klacht wordt niet behandeld zonder vier ogen, na vier weken, zonder brief, of over een "
        "te laat besluit (Awb artikel 9:8).",
        "Laat een ander beslissen, bewaak de vier weken, noem in de brief de ombudsman, en weiger een "
        "klacht over een te laat besluit niet om bezwaar of beroep.",
    ),
    "L05": (
        "Er komt een oordeel voordat de medewerker een afschrift heeft (Awb artikel 9:9).",
        "Stuur het afschrift voor het oordeel.",
    ),
    "L06": (
        "Er komt een oordeel zonder horen, zonder grond daarvoor of zonder verslag (Awb artikel 9:10).",
        "Leid elke weg naar het oordeel langs het horen van beide kanten.",
    ),
    "L07": (
        "Niemand merkt dat de termijn verstrijkt, of de inwoner krijgt geen bericht (Awb artikel 9:11).",
        "Hang een timer die niets onderbreekt op de wettelijke termijn om de hele behandeling.",
    ),
    "L08": (
        "Verdaging of verder uitstel klopt niet (Awb artikel 9:11 lid 2 en 3).",
        "Verdaag alleen binnen de termijn en bericht daarna beide kanten; verder alleen met instemming.",
    ),
    "L09": (
        "Het antwoord mist bevindingen, oordeel, vaststelling of ombudsman (Awb artikel 9:12).",
        "Leid elke weg zonder andere uitkomst langs oordeel, vaststelling en brief.",
    ),
    "L10": (
        "Een klacht eindigt zonder registratie (Awb artikel 9:12a).",
        "Leid elke weg langs een stap met awb.9:12a.",
    ),
    "L11": (
        "Het bewijs kon niet worden afgerond: er zijn te veel wegen. De wet is dus niet getoetst.",
        "Haal parallelle wegen en keuzes uit elkaar, of haal delen naar een eigen proces.",
    ),
    "L12": (
        "Een klacht wordt ingetrokken zonder vrije keuze of zonder brief (zoals Awb artikel 6:21).",
        "Leg de vrije keuze van de inwoner vast en bevestig de intrekking met een brief.",
    ),
    "L13": (
        "Een klacht wordt doorgezonden of teruggestuurd zonder de brieven die horen bij Awb artikel 2:3.",
        "Stuur het andere bestuursorgaan de klacht, en de inwoner op hetzelfde moment een brief.",
    ),
    "L14": (
        "Een bericht wordt geen klacht, zonder instemming of zonder brief (Awb artikel 9:1).",
        "Vraag de inwoner of die ermee instemt, en laat meteen weten wat er met het bericht gebeurt.",
    ),
    "L15": (
        "Een bezwaar gaat verder zonder de dag van ontvangst of zonder bericht (Awb artikel 6:15).",
        "Geef de dag van ontvangst door en stuur de inwoner op hetzelfde moment een brief.",
    ),
    "L16": (
        "De adviesprocedure klopt niet: regeling, bericht, horen, advies of besluit ontbreekt "
        "(Awb artikel 9:13 tot en met 9:16).",
        "Doe bij het regime 9.1.3 elke stap van de adviesprocedure, of gebruik dat regime niet.",
    ),
    "L17": (
        "De termijn van de wet begint opnieuw, stopt te vroeg of vervalt (Awb artikel 9:4, 9:11 en 9:12).",
        "Leg eerst vast waarom dat mag, en leg de afdoening pas vast bij de brief.",
    ),
    "L18": (
        "Een zaak die hier begint, heeft de verkeerde termijn (Awb artikel 9:11).",
        "Geef een klacht de dag van ontvangst mee, en een andere zaak niet.",
    ),
    "L19": (
        "Een timer in de klachtprocedure telt zelf meer dan een week (Awb artikel 9:11).",
        'Zet de termijn in termijnen.toml en gebruik =termijn("naam").',
    ),
    "L20": (
        "Een dossier kan weg voordat de termijn voor de ombudsman voorbij is (Awb artikel 9:24).",
        'Laat de dag van vernietigen ten vroegste vallen na termijn("ombudsman").',
    ),
}
