"""What the Awb asks of every path, as a table: read this to know what is proved.

A *mark* is a word in the history of a path. `awb.…` comes from the `wet` property of a step that
really does what the marker says (see `carriers`). The other marks are taken from what a step is:

`termijn:verdaag`, `termijn:instemming`, `termijn:afgedaan`   the building block was passed
`binnen:awb.9:8.3`    the last wait was cut off by a timer when this term would end
`bewaakt:awb.9:11`    a timer that interrupts nothing tells when this term has ended
`na:awb.9:11`         the path began at that timer
`terzijde`            the path runs beside the handling
`gewijzigd:zaak.…`    and has registered this fact
`zaak.uitkomst=…`     this value is known here
"""

from collections.abc import Mapping
from dataclasses import dataclass

MAIN = "klachtbehandeling"
TERM, REFUSAL_TERM, OMBUDSMAN_TERM = "awb.9:11", "awb.9:8.3", "awb.9:24"
END, SIDE_END, WAIT = "einde", "einde zijpad", "wachten"
ASIDE, LATE = "terzijde", f"na:{TERM}"

SATISFIED, UNSATISFIED = "zaak.uitkomst=naar_tevredenheid", "awb.9:5.heropenen"
REFUSED = "zaak.uitkomst=niet_in_behandeling"
WITHDRAWN, FORWARDED = "zaak.uitkomst=ingetrokken", "zaak.uitkomst=doorgezonden"
RETURNED = "zaak.uitkomst=teruggestuurd"
STOPPED = ("awb.6:21.brief", "awb.2:3.doorzenden", "awb.2:3.afzender", "awb.2:3.terugzenden")
OUTCOMES = ("awb.9:5.brief", "awb.9:8.3", "awb.9:12", *STOPPED)
BOTH_TOLD = ("awb.9:11.klager", "awb.9:11.beklaagde")

YES: frozenset[str | bool | None] = frozenset({"ja", "akkoord", True})
GROUNDS: frozenset[str | bool | None] = frozenset({"kennelijk_ongegrond", "wil_niet", "geen_reactie"})


@dataclass(frozen=True)
class Answer:
    """A task whose answer counts, not the visit: on a path where it is one of `values`, `gives` is done.

    Only answers whose key contains `key` count. A new visit takes the mark back.
    """

    values: frozenset[str | bool | None]
    gives: str
    key: str = ""


ANSWERS: Mapping[str, Answer] = {
    "awb.6:21": Answer(YES, "awb.6:21", "vrij"),
    "awb.9:5.tevreden": Answer(YES, "awb.9:5.tevreden", "tevreden"),
    "awb.9:8.vier_ogen": Answer(YES, "awb.9:8.vier_ogen"),
    "awb.9:10.klager": Answer(GROUNDS, "awb.9:10.grond"),  # the grounds of 9:10 lid 2, c, b and a
    "awb.9:10.afzien": Answer(YES, "awb.9:10.grond"),  # whoever asks for consent must get it
    "awb.9:11.3": Answer(YES, "awb.9:11.instemming"),
    "awb.9:12.vaststellen": Answer(YES, "awb.9:12.vaststellen"),
}

TAKES_BACK: Mapping[str, frozenset[str]] = {
    UNSATISFIED: frozenset({"awb.9:5", "awb.9:5.brief", "awb.9:5.tevreden"}),
    "awb.9:12.oordeel": frozenset({"awb.9:12.vaststellen"}),  # a new draft needs a new decision
    "termijn:verdaag": frozenset(BOTH_TOLD),  # a notice tells of one adjournment
}
"""Marks that a step undoes."""


@dataclass(frozen=True)
class Rule:
    """At each of `at`, one of `needs` has been done; `when`/`unless` (any of them) limit the rule."""

    code: str
    article: str
    at: tuple[str, ...]
    needs: tuple[str, ...]
    sentence: str
    remedy: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


HANDLING = (
    "awb.9:5.tevreden", "awb.9:8.vier_ogen", "awb.9:9", "awb.9:10.uitnodiging", "awb.9:10.klager",
    "awb.9:10.gehoord", "awb.9:10.verslag", "awb.9:10.beklaagde", "awb.9:12.oordeel",
)  # fmt: skip

RULES = (
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
        when=("awb.9:5.brief", "awb.9:5.tevreden", SATISFIED), unless=("awb.9:8.3", "awb.9:12", *STOPPED),
    ),
    Rule(
        "L02", "9:5", (END,), ("awb.9:5.brief",),
        "De klacht eindigt als opgelost zonder brief aan de inwoner over de afronding.",
        "Stuur de inwoner een brief met de markering awb.9:5.brief.",
        when=("awb.9:5", "awb.9:5.tevreden", SATISFIED), unless=("awb.9:8.3", "awb.9:12", *STOPPED),
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
        when=("awb.9:8.vier_ogen", REFUSED), unless=("awb.9:12", "awb.9:5.brief", *STOPPED),
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
        when=("awb.9:10.gehoord",),
    ),
    Rule(
        "L07", "9:11 lid 1", (WAIT,), (f"bewaakt:{TERM}",),
        "Hier wacht de behandeling zonder dat iemand merkt dat de wettelijke termijn voorbij is.",
        "Doe de hele behandeling in een subproces met op de rand een timer die niets onderbreekt, op "
        '=termijn("afdoening") + duration("P1D").',
        unless=(*OUTCOMES, ASIDE),
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
                *STOPPED, "awb.6:21", WITHDRAWN, FORWARDED, RETURNED),
    ),
    Rule(
        "L10", "9:12a", (END,), ("awb.9:12a",),
        "De klacht kan eindigen zonder dat zij met haar les is geregistreerd.",
        "Leid elke weg langs een taak of 'registreer' met awb.9:12a.",
    ),
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
)  # fmt: skip

ASKED = frozenset(mark for rule in RULES for mark in (*rule.needs, *rule.when, *rule.unless))
"""Marks that matter to some rule. Paths carry no others, so that they differ only where it counts."""


@dataclass(frozen=True)
class Carrier:
    """What a step must be to carry a marker. `asks`: words that keys of required questions contain."""

    tags: tuple[str, ...] = ("userTask",)
    asks: tuple[str, ...] = ()
    recipient: str = ""
    letter: tuple[str, ...] = ()  # what the letter must tell; see `steps`
    needs: str = ""  # a property the step must have


def _brief(recipient: str = "inwoner", *letter: str) -> Carrier:
    return Carrier(("serviceTask",), recipient=recipient, letter=letter)


CARRIERS: Mapping[str, Carrier] = {
    "awb.2:3": Carrier(),
    "awb.2:3.doorzenden": _brief("andere_organisatie", "klacht", "ontvangst"),
    "awb.2:3.afzender": _brief(),
    "awb.2:3.terugzenden": _brief(),
    "awb.6:21": Carrier(asks=("vrij",)),
    "awb.6:21.brief": _brief(),
    "awb.9:5": Carrier(("userTask", "serviceTask"), asks=("bewijs",)),
    "awb.9:5.tevreden": Carrier(asks=("tevreden",)),
    "awb.9:5.brief": _brief(),
    "awb.9:6": _brief(),
    "awb.9:7": Carrier(asks=("betrokken",)),
    "awb.9:8.vier_ogen": Carrier(needs="ander_dan"),
    "awb.9:8.3": _brief("inwoner", "ombudsman"),
    "awb.9:9": _brief("beklaagde", "klacht"),
    "awb.9:10.uitnodiging": _brief(),
    "awb.9:10.klager": Carrier(),
    "awb.9:10.afzien": Carrier(),
    "awb.9:10.gehoord": Carrier(),
    "awb.9:10.verslag": Carrier(asks=("verslag",)),
    "awb.9:10.beklaagde": Carrier(asks=("gehoord",)),
    "awb.9:11.3": Carrier(asks=("bewijs",)),
    "awb.9:11.te_laat": _brief(),
    "awb.9:11.klager": _brief(),
    "awb.9:11.beklaagde": _brief("beklaagde"),
    "awb.9:12.oordeel": Carrier(asks=("bevinding", "oordeel")),
    "awb.9:12.vaststellen": Carrier(),
    "awb.9:12": _brief("inwoner", "ombudsman", "oordeel"),
    "awb.9:12a": Carrier(("userTask", "serviceTask")),
}
