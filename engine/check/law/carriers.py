"""What a step must be to carry a marker of the law."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Carrier:
    """What a step must be to carry a marker. `asks`: words that keys of required questions contain."""

    tags: tuple[str, ...] = ("userTask",)
    asks: tuple[str, ...] = ()
    recipient: str = ""
    letter: tuple[str, ...] = ()  # what the letter must tell; see `fitness`
    needs: str = ""  # a property the step must have
    block: str = ""  # the building block the step must be
    sets: str = ""  # a fact it must register
    passes: str = ""  # a fact it must pass on
    beside: str = ""  # must be done by the role that does the steps with this marker
    apart: str = ""  # must not be done by the role that does the steps with this marker


def _brief(recipient: str = "inwoner", *letter: str) -> Carrier:
    return Carrier(("serviceTask",), recipient=recipient, letter=letter)


CARRIERS: Mapping[str, Carrier] = {
    "awb.2:3": Carrier(),
    "awb.2:3.doorzenden": _brief("andere_organisatie", "klacht", "ontvangst"),
    "awb.2:3.afzender": _brief(),
    "awb.2:3.terugzenden": _brief(),
    "awb.6:15": Carrier(("serviceTask",), block="start_zaak", passes="zaak.ontvangstdatum"),
    "awb.6:15.brief": _brief(),
    "awb.6:21": Carrier(asks=("vrij",)),
    "awb.6:21.brief": _brief(),
    "awb.9:1": Carrier(asks=("geen_klacht",)),
    "awb.9:1.brief": _brief(),
    "awb.9:2": Carrier(asks=("bevestigd",)),
    "awb.9:4": Carrier(asks=("motivering",)),
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
    "awb.9:13": Carrier(("serviceTask",), block="registreer", sets="zaak.adviesbesluit"),
    "awb.9:15.1": _brief("inwoner", "adviseur"),
    "awb.9:15.2": Carrier(beside="awb.9:15.4"),
    "awb.9:15.4": Carrier(asks=("bevinding", "advies"), apart="awb.9:16"),
    "awb.9:16": Carrier(asks=("volgt", "afwijking")),
}
