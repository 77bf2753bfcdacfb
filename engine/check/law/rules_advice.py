"""What the Awb asks where an adviser or a committee handles the complaint: articles 9:13 to 9:16."""

from engine.check.law.marks import (
    ADVICE,
    END,
    MAYBE_ADVICE,
    NO_ADVICE,
    WAIT,
    WITHOUT_ADVICE,
)
from engine.check.law.rule import Rule

ADVICE_RULES = (
    Rule(
        "L16", "9:13", (WAIT, END), ("awb.9:13",),
        "De adviesprocedure en haar tien weken gelden zonder dat de regeling is vastgelegd.",
        "Leg in een stap 'registreer' met awb.9:13 zaak.adviesbesluit vast, meteen bij het regime 9.1.3.",
        when=(ADVICE,),
    ),
    Rule(
        "L16", "9:15 lid 1", (WAIT, END), ("awb.9:15.1",),
        "De adviesprocedure en haar tien weken gelden zonder dat de inwoner hoort wie er adviseert.",
        "Stuur meteen een brief aan de inwoner met awb.9:15.1 die zaak.adviseur noemt.",
        when=(ADVICE,),
    ),
    Rule(
        "L16", "9:13", ("awb.9:12.oordeel", "awb.9:12", END), (),
        "De zaak kan hier de adviesprocedure volgen, maar geen keuze op de weg zegt of dat zo is.",
        'Laat een keuze zaak.regime = "9.1.3" lezen, of leg het regime vast met een vaste waarde.',
        when=(MAYBE_ADVICE,), unless=(NO_ADVICE, ADVICE),
    ),
    Rule(
        "L16", "9:15 lid 1", ("awb.9:15.1",), (ADVICE,),
        "De inwoner hoort van een adviseur en tien weken, maar het regime is hier niet 9.1.3.",
        "Leg voor de brief vast dat zaak.regime 9.1.3 is.",
    ),
    Rule(
        "L16", "9:15 lid 2", ("awb.9:15.4",), ("awb.9:15.2", "awb.9:10.grond"),
        "De adviseur adviseert zonder zelf de inwoner te horen en zonder grond om daarvan af te zien.",
        "Laat de adviseur horen in een taak met awb.9:15.2, of laat alleen een grond van artikel 9:10 lid 2 "
        "daaromheen.",
    ),
    Rule(
        "L16", "9:15 lid 2", ("awb.9:15.4",), ("awb.9:10.beklaagde",),
        "De adviseur adviseert zonder dat de medewerker is gehoord of daar de gelegenheid voor kreeg.",
        "Leid elke weg naar het advies langs een taak met awb.9:10.beklaagde.",
    ),
    Rule(
        "L16", "9:15 lid 4", ("awb.9:15.4",), ("awb.9:10.verslag",),
        "De adviseur adviseert terwijl er van het horen van de inwoner geen verslag is.",
        "Leg het verslag vast in een taak met awb.9:10.verslag, voor het advies.",
        when=("awb.9:10.gehoord", "awb.9:15.2"),
    ),
    Rule(
        "L16", "9:15 lid 4", ("awb.9:12.oordeel", "awb.9:12"), ("awb.9:15.4",),
        "Er komt een oordeel zonder rapport van bevindingen en advies van de adviseur.",
        "Zet daarvoor een taak van de adviseur met awb.9:15.4.",
        when=(ADVICE,),
    ),
    Rule(
        "L16", "9:16", ("awb.9:16",), ("awb.9:15.4",),
        "Er wordt besloten of het advies wordt gevolgd voordat er een advies is.",
        "Zet de taak met awb.9:16 na die met awb.9:15.4.",
    ),
    Rule(
        "L16", "9:16", ("awb.9:12",), ("awb.9:16",),
        "Het antwoord gaat weg zonder besluit of het advies wordt gevolgd, en waarom niet.",
        "Zet voor de brief een taak met awb.9:16, met een verplichte vraag naar het volgen en naar de reden "
        "van een afwijking.",
        when=(ADVICE,),
    ),
    Rule(
        "L16", "9:16", (WITHOUT_ADVICE,), (),
        "Het antwoord noemt het advies niet.",
        "Laat de brief met awb.9:12 lezen wat de adviseur schreef in de taak met awb.9:15.4.",
        when=(ADVICE,),
    ),
)  # fmt: skip
