"""What the Awb asks when a complaint ends in another way than with an answer."""

from engine.check.law.marks import (
    CONVERTED,
    END,
    FORWARDED,
    RETURNED,
    TERM,
    WAIT,
    WITHDRAWN,
)
from engine.check.law.rule import Rule

OUTCOME_RULES = (
    Rule(
        "L12", "6:21", ("awb.6:21.brief",), ("awb.6:21",),
        "De intrekking wordt bevestigd zonder dat is vastgelegd dat het een vrije keuze van de inwoner is.",
        "Vraag het in een taak met awb.6:21, met een verplichte vraag naar de vrije keuze, en ga alleen bij "
        "'ja' verder.",
    ),
    Rule(
        "L12", "6:21", (END,), ("awb.6:21.brief",),
        "De klacht eindigt als ingetrokken zonder brief aan de inwoner die dat bevestigt.",
        "Stuur de inwoner een brief met awb.6:21.brief.",
        when=("awb.6:21", WITHDRAWN), unless=("awb.9:5.brief", "awb.9:8.3", "awb.9:12"),
    ),
    Rule(
        "L13", "2:3 lid 1", ("awb.2:3.doorzenden",), ("awb.2:3",),
        "De klacht wordt doorgezonden zonder dat iemand vaststelde dat een ander bestuursorgaan bevoegd is.",
        "Zet daarvoor een taak met awb.2:3.",
    ),
    *(
        Rule(
            "L13", "2:3 lid 1", (WAIT, END), (f"awb.2:3.{other}",), sentence,
            f"Stuur meteen na elkaar de brieven met awb.2:3.{one} en awb.2:3.{other}.",
            when=(f"awb.2:3.{one}", FORWARDED),
        )
        for one, other, sentence in (
            ("doorzenden", "afzender",
             "De klacht wordt doorgezonden zonder dat de inwoner dat op hetzelfde moment hoort."),
            ("afzender", "doorzenden",
             "De inwoner hoort van het doorzenden zonder dat het andere bestuursorgaan de klacht krijgt."),
        )
    ),
    Rule(
        "L13", "2:3 lid 2", (END,), ("awb.2:3.terugzenden",),
        "De klacht eindigt als teruggestuurd zonder brief daarover aan de inwoner.",
        "Stuur de inwoner een brief met awb.2:3.terugzenden.",
        when=(RETURNED,),
    ),
    Rule(
        "L14", "9:1", (WAIT, END), ("awb.9:1.brief", "awb.6:15.brief", f"bewaakt:{TERM}"),
        "De klacht wordt omgezet zonder dat de inwoner meteen hoort wat er met het bericht gebeurt.",
        "Stuur direct bij de uitkomst een brief aan de inwoner met awb.9:1.brief, of met awb.6:15.brief.",
        when=(CONVERTED,),
    ),
    Rule(
        "L14", "9:1", ("awb.9:1.brief", END), ("awb.9:1", "awb.6:15"),
        "De klacht wordt niet als klacht behandeld zonder dat de inwoner daarmee instemt.",
        "Vraag het in een taak met awb.9:1, met een verplichte vraag geen_klacht, en ga alleen bij 'ja' "
        "verder.",
        when=(CONVERTED, "awb.9:1.brief"),
    ),
    Rule(
        "L15", "6:15 lid 1", (WAIT, END), ("awb.6:15.brief",),
        "De klacht gaat verder als bezwaar zonder dat de inwoner dat op hetzelfde moment hoort.",
        "Stuur direct voor of na het doorgeven een brief aan de inwoner met awb.6:15.brief.",
        when=("awb.6:15",),
    ),
)  # fmt: skip
