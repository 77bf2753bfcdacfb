"""What the Awb asks of the handling of a complaint: articles 9:5 to 9:12a."""

from engine.check.law.marks import (
    ASIDE,
    BOTH_TOLD,
    END,
    ENDED,
    LATE,
    REFUSAL_TERM,
    REFUSED,
    SATISFIED,
    SIDE_END,
    TERM,
    UNHANDLED,
    WAIT,
    WITHDRAWN,
)
from engine.check.law.rule import Rule

HANDLING = (
    "awb.9:5.tevreden", "awb.9:8.vier_ogen", "awb.9:9", "awb.9:10.uitnodiging", "awb.9:10.klager",
    "awb.9:10.gehoord", "awb.9:10.verslag", "awb.9:10.beklaagde", "awb.9:12.oordeel",
)  # fmt: skip

HANDLING_RULES = (
    Rule(
        "L01", "9:6", (END,), ("awb.9:6",),
        "De klacht kan eindigen zonder dat de inwoner een ontvangstbevestiging kreeg.",
        "Leid elke weg langs een brief aan de inwoner met de markering awb.9:6.",
    ),
    Rule(
        "L02", "9:5", ("awb.9:5", "awb.9:5.brief"), ("awb.9:5.tevreden",),
        "De klacht wordt als opgelost afgerond terwijl de inwoner niet zei tevreden te zijn.",
        "Vraag het in een taak met awb.9:5.tevreden; ga alleen bij het antwoord 'ja' naar de afronding.",
    ),
    Rule(
        "L02", "9:5", (END,), ("awb.9:5",),
        "De klacht eindigt als opgelost zonder vastgelegd bewijs dat de inwoner tevreden is.",
        "Leg het bewijs vast in een stap met awb.9:5: 'registreer' met een gegeven zaak.bewijs_…",
        when=("awb.9:5.brief", "awb.9:5.tevreden", SATISFIED), unless=("awb.9:8.3", "awb.9:12", *UNHANDLED),
    ),
    Rule(
        "L02", "9:5", (END,), ("awb.9:5.brief",),
        "De klacht eindigt als opgelost zonder brief aan de inwoner over de afronding.",
        "Stuur de inwoner een brief met de markering awb.9:5.brief.",
        when=("awb.9:5", "awb.9:5.tevreden", SATISFIED), unless=("awb.9:8.3", "awb.9:12", *UNHANDLED),
    ),
    Rule(
        "L03", "9:7", HANDLING, ("awb.9:7",),
        "De behandeling begint voordat een behandelaar is aangewezen die niet betrokken was.",
        "Zet de taak met awb.9:7 ervoor, met een verplichte vraag of de behandelaar niet betrokken was.",
    ),
    Rule(
        "L04", "9:8 lid 3", ("awb.9:8.3",), ("awb.9:8.vier_ogen",),
        "De brief dat de klacht niet wordt behandeld gaat weg zonder dat een ander daarmee akkoord ging.",
        "Laat een ander beslissen in een taak met awb.9:8.vier_ogen en ander_dan, en ga alleen verder "
        "bij 'akkoord' of 'ja'.",
    ),
    Rule(
        "L04", "9:8 lid 3", ("awb.9:8.3",), (f"binnen:{REFUSAL_TERM}",),
        "De brief dat de klacht niet wordt behandeld kan na de vier weken weggaan.",
        "Hang aan de laatste taak ervoor een onderbrekende timer op "
        '=termijn("niet_behandelen") + duration("P1D").',
    ),
    Rule(
        "L04", "9:8 lid 3", ("awb.9:8.3",), ("termijn:afgedaan",),
        "De brief kan de termijn van de ombudsman niet noemen: de dag van afdoening is nog niet vastgelegd.",
        "Zet een stap 'termijn' met handeling 'afgedaan' voor de brief.",
    ),
    Rule(
        "L04", "9:8 lid 3", (END,), ("awb.9:8.3",),
        "De klacht wordt niet behandeld zonder brief aan de inwoner die de ombudsman en de termijn noemt.",
        "Stuur de inwoner een brief met awb.9:8.3, waarin de ombudsman en de termijn staan.",
        when=("awb.9:8.vier_ogen", REFUSED), unless=("awb.9:12", "awb.9:5.brief", *UNHANDLED),
    ),
    Rule(
        "L05", "9:9", ("awb.9:12.oordeel",), ("awb.9:9",),
        "Er komt een oordeel voordat de medewerker een afschrift van de klacht kreeg.",
        "Stuur voor het oordeel een brief aan de beklaagde met awb.9:9 waarin de klacht staat.",
    ),
    Rule(
        "L06", "9:10 lid 1", ("awb.9:10.klager",), ("awb.9:10.uitnodiging",),
        "De wens van de inwoner over horen wordt vastgelegd zonder dat de inwoner is uitgenodigd.",
        "Stuur daarvoor een brief aan de inwoner met awb.9:10.uitnodiging.",
    ),
    Rule(
        "L06", "9:10", ("awb.9:12.oordeel",), ("awb.9:10.gehoord", "awb.9:10.verslag", "awb.9:10.grond"),
        "Er komt een oordeel terwijl de inwoner niet is gehoord en er geen grond is om daarvan af te zien.",
        "Hoor de inwoner, of laat alleen wil_niet, geen_reactie of kennelijk_ongegrond om het horen heen.",
    ),
    Rule(
        "L06", "9:10 lid 1", ("awb.9:12.oordeel",), ("awb.9:10.beklaagde",),
        "Er komt een oordeel zonder dat de medewerker is gehoord of daar de gelegenheid voor kreeg.",
        "Leid elke weg langs een taak met awb.9:10.beklaagde. Voor de medewerker bestaat geen grond om "
        "van horen af te zien.",
    ),
    Rule(
        "L06", "9:10 lid 3", ("awb.9:12.oordeel",), ("awb.9:10.verslag",),
        "Er komt een oordeel terwijl er van het horen van de inwoner geen verslag is.",
        "Leg het verslag vast in een taak met awb.9:10.verslag en een verplichte vraag naar het verslag.",
        when=("awb.9:10.gehoord", "awb.9:15.2"),
    ),
    Rule(
        "L07", "9:11 lid 1", (WAIT,), (f"bewaakt:{TERM}",),
        "Hier wacht de behandeling zonder dat iemand merkt dat de wettelijke termijn voorbij is.",
        "Doe de hele behandeling in een subproces met op de rand een timer die niets onderbreekt, op "
        '=termijn("afdoening") + duration("P1D").',
        unless=(*ENDED, ASIDE),
    ),
    Rule(
        "L07", "9:11", (SIDE_END,), ("awb.9:11.te_laat",),
        "De termijn verstrijkt zonder bericht daarover aan de inwoner.",
        "Stuur na de timer een brief aan de inwoner met awb.9:11.te_laat.",
        when=(LATE,),
    ),
    Rule(
        "L08", "9:11 lid 2", ("termijn:verdaag",), (f"binnen:{TERM}",),
        "De klacht kan worden verdaagd nadat de termijn voorbij is.",
        'Hang aan de taak ervoor een onderbrekende timer op =termijn("afdoening") + duration("P1D").',
    ),
    Rule(
        "L08", "9:11 lid 2", BOTH_TOLD, ("termijn:verdaag",),
        "Het bericht over de verdaging gaat weg voordat de termijn is verdaagd en noemt dus de oude datum.",
        "Zet de stap 'termijn' met handeling 'verdaag' voor de berichten.",
    ),
    *(
        Rule(
            "L08", "9:11 lid 2", (END, SIDE_END), (f"awb.9:11.{who}",),
            f"De klacht wordt verdaagd zonder bericht aan de {who}.",
            f"Stuur na het verdagen een brief met awb.9:11.{who}.",
            when=("termijn:verdaag",),
        )
        for who in ("klager", "beklaagde")
    ),
    Rule(
        "L08", "9:11 lid 3", ("termijn:instemming",), ("awb.9:11.instemming",),
        "De termijn wordt verder uitgesteld zonder dat de inwoner daar schriftelijk mee instemde.",
        "Vraag het in een taak met awb.9:11.3 en een verplichte vraag naar het bewijs, en ga alleen verder "
        "bij 'ja'.",
    ),
    Rule(
        "L09", "9:12 lid 1", ("awb.9:12",), ("awb.9:12.oordeel",),
        "Het antwoord gaat weg zonder bevindingen en oordeel.",
        "Leg die vast in een taak met awb.9:12.oordeel, met verplichte vragen naar bevindingen en oordeel.",
    ),
    Rule(
        "L09", "9:12 lid 1", ("awb.9:12",), ("awb.9:12.vaststellen",),
        "Het antwoord gaat weg zonder dat het oordeel is vastgesteld.",
        "Laat het vaststellen in een taak met awb.9:12.vaststellen, en ga alleen bij 'akkoord' of 'ja' "
        "naar de brief.",
    ),
    Rule(
        "L09", "9:12 lid 2", ("awb.9:12",), ("termijn:afgedaan",),
        "Het antwoord kan de termijn van de ombudsman niet noemen: de dag van afdoening is niet vastgelegd.",
        "Zet een stap 'termijn' met handeling 'afgedaan' voor de brief.",
    ),
    Rule(
        "L09", "9:12", (END,), ("awb.9:12",),
        "De klacht kan eindigen zonder antwoord met bevindingen, oordeel en ombudsman.",
        "Stuur de inwoner een brief met awb.9:12 die het oordeel, de ombudsman en de termijn noemt.",
        unless=("awb.9:5", "awb.9:5.brief", "awb.9:5.tevreden", SATISFIED,
                "awb.9:8.3", "awb.9:8.vier_ogen", REFUSED,
                *UNHANDLED, "awb.6:21", WITHDRAWN),
    ),
    Rule(
        "L10", "9:12a", (END,), ("awb.9:12a",),
        "De klacht kan eindigen zonder dat zij met haar les is geregistreerd.",
        "Leid elke weg langs een taak of 'registreer' met awb.9:12a.",
    ),
)  # fmt: skip
