"""Every code the checker can give, with meaning and remedy; docs/bevindingen.md is made from this.

A code keeps its number for ever: people search for it and write it in their own notes. E is an
error, which refuses publication; W is a warning, which does not; L is a path that breaks the law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from engine.check.codes_law import LAW
from engine.check.finding import Finding
from engine.check.model import line_of

SECTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Bestanden": {
        "E01": (
            "Het bestand kan niet worden gelezen: geen geldige XML, JSON, TOML of UTF-8, te groot, "
            "of met een DOCTYPE.",
            "Open het bestand in de editor waar het vandaan komt, sla het opnieuw op en lever dat aan.",
        ),
        "E02": (
            "Het bestand is geen BPMN-diagram, of het bevat geen of meer dan één uitvoerbaar proces.",
            "Teken elk proces in een eigen diagram, in Camunda Modeler of in de studio.",
        ),
        "E03": (
            "Het proces heet anders dan het bestand. De naam is de registratie.",
            "Geef het bestand de naam van het proces-id, met .bpmn erachter.",
        ),
        "E04": (
            "Dit BPMN-onderdeel wordt niet ondersteund. De motor zou het overslaan of verkeerd uitvoeren.",
            "Gebruik taken, keuzes, parallelle ruiten, subprocessen, aanroepen, timers en berichten.",
        ),
        "E05": (
            "Dit extra gegeven (zeebe) wordt niet ondersteund.",
            "Verwijder het; de motor doet er niets mee.",
        ),
        "W06": (
            "Dit extra gegeven van een ander programma wordt genegeerd.",
            "Verwijder het als het iets had moeten doen.",
        ),
        "W07": (
            "De motor kent dit bestand niet en doet er niets mee.",
            "Verplaats of hernoem het bestand, of haal het weg.",
        ),
        "E08": (
            "De regel heeft het bestand niet kunnen beoordelen. Dit is een fout van de controle zelf.",
            "Meld dit met het bestand erbij aan de beheerder.",
        ),
    },
    "Verloop": {
        "E10": (
            "Een proces en een subproces hebben precies één begin nodig, zonder tijd of bericht eraan.",
            "Teken één gewone startgebeurtenis.",
        ),
        "E12": (
            "De weg loopt dood: de zaak wordt nooit afgesloten.",
            "Teken een pijl naar de volgende stap of een einde.",
        ),
        "E13": ("Geen enkele weg leidt hierheen.", "Teken een pijl hierheen of verwijder dit onderdeel."),
        "E14": (
            "Een pijl mist een begin of een eind, of verwijst naar iets dat niet bestaat.",
            "Verwijder de pijl en teken hem opnieuw.",
        ),
        "E15": (
            "Een pijl loopt over de rand van een subproces of een ander proces.",
            "Laat de pijl eindigen op het subproces zelf.",
        ),
        "E16": (
            "De voorwaarde op deze pijl wordt genegeerd, of kan de zaak laten vastlopen.",
            "Zet voorwaarden alleen op pijlen uit een keuze (ruit met kruis), niet op het standaardpad.",
        ),
        "E17": (
            "Een keuze heeft geen standaardpad: als geen voorwaarde klopt, loopt de zaak vast.",
            "Maak van één pijl het standaardpad (Default flow).",
        ),
        "E18": (
            "Een pijl uit een keuze heeft geen voorwaarde.",
            "Vul de voorwaarde in of maak er het standaardpad van.",
        ),
        "E19": (
            "Er vertrekt meer dan één pijl: dan gaat alles tegelijk, en dat ziet niemand.",
            "Zet er een keuze of een parallelle splitsing tussen.",
        ),
        "E20": (
            "Een pijl komt aan bij een begin of bij een gebeurtenis op een rand, of vertrekt uit een einde.",
            "Teken de pijl naar een stap.",
        ),
        "E21": (
            "Na een 'wie het eerst komt'-ruit horen alleen wachtende gebeurtenissen, hoogstens één timer.",
            "Laat op de ruit hoogstens één timer en verder berichten volgen.",
        ),
        "E22": (
            "De timer heeft geen moment, of een soort die niet wordt ondersteund.",
            'Vul een datum of een duur in, bijvoorbeeld =termijn("afdoening") of =duration("P7D").',
        ),
        "E23": (
            "Een gebeurtenis op een rand hangt nergens aan, of aan iets waar dat niet kan.",
            "Sleep de gebeurtenis op de rand van een taak of subproces.",
        ),
        "E24": (
            "Een gebeurtenis mist haar soort of heeft een soort die hier niet kan.",
            "Kies voor een wachtende gebeurtenis Timer of Message.",
        ),
        "E25": (
            "Het bericht waarop deze gebeurtenis wacht, bestaat niet of heeft geen naam.",
            "Kies bij Message een bericht en geef het een naam.",
        ),
        "E26": (
            "Het proces kan rondlopen zonder dat iemand iets doet, tot de motor het afbreekt.",
            "Zet in de kring een taak, een bericht of een timer.",
        ),
        "E27": (
            "Een event-subproces blokkeert het afsluiten van de zaak.",
            "Gebruik een gewoon subproces met een timer op de rand.",
        ),
        "E28": ("Vanaf hier is er geen weg naar een einde.", "Teken een weg uit de kring naar een einde."),
        "E29": (
            "Een herhaling of meervoudige uitvoering van een stap wordt niet ondersteund.",
            "Teken een pijl terug via een keuze.",
        ),
        "E30": (
            "Een samenvoeging wacht op een weg die niet altijd wordt gelopen: de zaak blijft hangen.",
            "Laat alle wegen van de splitsing hier aankomen, of voeg samen met een gewone keuze-ruit.",
        ),
        "E31": (
            "Parallelle wegen komen hier los van elkaar aan: wat volgt, gebeurt meer dan één keer.",
            "Voeg de wegen eerst samen met een parallelle ruit.",
        ),
        "E37": (
            "Een parallelle ruit in een kring: de tweede ronde loopt door de eerste heen.",
            "Zet het parallelle blok in een subproces; dat begint elke ronde opnieuw.",
        ),
        "W32": ("Deze ruit splitst niets en voegt niets samen.", "Verwijder de ruit."),
    },
    "Omvang": {
        "E36": (
            "Een kring zonder keuze erin: de motor rekent zulke kringen eindeloos vooruit.",
            "Zet een keuze (ruit met kruis) in de kring.",
        ),
        "E33": (
            "Te veel parallelle wegen achter elkaar: de motor rekent ze allemaal vooruit.",
            "Splits het blok, of haal een deel naar een eigen proces.",
        ),
        "E34": ("Subprocessen staan te diep in elkaar.", "Haal een subproces naar een eigen diagram."),
        "E38": (
            "Het diagram is te groot om te beoordelen en uit te voeren.",
            "Haal delen naar een eigen diagram.",
        ),
        "W35": (
            "Het diagram is erg groot en daardoor niet meer te lezen.",
            "Haal een deel naar een eigen diagram.",
        ),
    },
    "Rollen": {
        "E40": (
            "Een taak staat in geen baan: niemand mag hem doen.",
            "Sleep de taak in de baan van een rol.",
        ),
        "E41": (
            "De rol bestaat niet.",
            "Kies een rol uit processes/rollen.toml of voeg de rol daar toe.",
        ),
        "E42": (
            "Banen staan in elkaar, of een stap staat in twee banen.",
            "Gebruik één laag banen; elke stap staat in één baan.",
        ),
        "W43": (
            "De rol komt in geen enkel diagram voor.",
            "Gebruik de rol of haal haar uit processes/rollen.toml.",
        ),
    },
    "Namen": {
        "E50": ("Het id ontbreekt.", "Geef het onderdeel een id."),
        "E51": ("Het id komt meer dan eens voor.", "Geef een van de twee een ander id."),
        "E52": (
            "Het id is door de tekenaar bedacht en zegt niets. Het id is de naam van het formulier.",
            "Geef een sprekend id, bijvoorbeeld bellen_met_inwoner.",
        ),
        "W53": ("Het id is door de tekenaar bedacht en zegt niets.", "Geef een sprekend id."),
        "E54": (
            "Het id heeft de verkeerde vorm.",
            "Gebruik kleine letters, cijfers en lage streepjes, te beginnen met een letter.",
        ),
        "E55": ("Deze naam is bezet: de motor of het dossier gebruikt hem zelf.", "Kies een andere naam."),
        "E56": (
            "Een taak heeft geen naam.",
            "Schrijf in de taak wat iemand doet, bijvoorbeeld 'Bellen met de inwoner'.",
        ),
        "W57": (
            "Een begin, einde, keuze of pijl uit een keuze heeft geen tekst.",
            "Schrijf erbij wat het betekent: een vraag bij de keuze, het antwoord bij de pijl.",
        ),
        "W58": ("De tekst is te lang om te lezen.", "Houd het kort en zet de uitleg bij Documentation."),
    },
    "Verwijzingen": {
        "E60": ("Het aangeroepen proces bestaat niet.", "Kies een proces uit processes/bpmn."),
        "E61": ("Processen roepen elkaar in een kring aan.", "Teken een pijl terug binnen één proces."),
        "E62": ("De taak heeft geen formulier.", "Maak het formulier met de naam van de taak."),
        "W88": (
            "Een proces dat door geen ander wordt aangeroepen, begint zonder formulier.",
            "Maak het formulier met de naam van het begin.",
        ),
        "W63": ("Geen enkele taak gebruikt dit formulier.", "Geef het de naam van een taak of haal het weg."),
        "E64": ("Het formulier klopt niet.", "Herstel het formulier in de studio."),
        "W90": (
            "Een formulier van een taak vraagt om een gegeven van de zaak, maar vult dat niet.",
            "Geef de vraag een eigen sleutel en leg het antwoord vast met de bouwsteen 'registreer'.",
        ),
        "E65": ("De brief bestaat niet.", "Maak de brief in processes/letters of kies een bestaande."),
        "W66": ("Geen enkele stap gebruikt deze brief.", "Gebruik de brief of haal hem weg."),
        "E67": ("De brief klopt niet.", "Herstel de brief."),
        "E68": ("De beslissing bestaat niet.", "Kies een beslissing uit processes/dmn."),
        "W69": ("Geen enkele stap gebruikt deze beslissing.", "Gebruik de tabel of haal hem weg."),
        "E70": ("De beslistabel klopt niet.", "Herstel de tabel."),
        "E71": (
            "De termijn bestaat niet.",
            "Kies een termijn uit processes/termijnen.toml of voeg hem daar toe.",
        ),
        "W72": ("Geen enkel diagram gebruikt deze termijn.", "Gebruik de termijn of haal hem weg."),
    },
    "Bouwstenen": {
        "E73": (
            "Het soort werk van deze stap ontbreekt of bestaat niet.",
            "Kies bij Task definition een van de bouwstenen.",
        ),
        "E74": (
            "Een verplicht gegeven van deze bouwsteen ontbreekt of klopt niet.",
            "Vul het in bij Headers.",
        ),
        "W75": (
            "De bouwsteen kent dit gegeven niet en doet er niets mee.",
            "Verwijder het of herstel de naam.",
        ),
        "W76": ("Deze eigenschap is onbekend en doet niets.", "Verwijder haar of herstel de naam."),
        "E77": (
            "De waarde van deze eigenschap klopt niet.",
            "Herstel de waarde; een wettelijke markering ziet eruit als awb.9:6 of awb.9:10.klager.",
        ),
        "E78": (
            "De stap mist een gegeven dat de motor nodig heeft.",
            "Vul het in het eigenschappenpaneel in.",
        ),
    },
    "Expressies": {
        "E80": ("De expressie is geen geldige FEEL.", "Herstel de expressie."),
        "E81": (
            "De expressie gebruikt een naam die niet bestaat.",
            "Gebruik een gegeven, een taak-id of een variabele.",
        ),
        "E82": (
            "De expressie gebruikt een veld dat niet op het formulier staat.",
            "Gebruik de sleutel van een veld.",
        ),
        "W83": (
            "De expressie vergelijkt met een waarde die niemand kan kiezen.",
            "Gebruik een van de keuzes.",
        ),
        "W86": (
            "De expressie of brief leest een gegeven dat nergens wordt gevuld.",
            "Herstel de naam, vraag het op het startformulier of leg het vast met de bouwsteen 'registreer'.",
        ),
        "W87": (
            "De expressie leest een antwoord van een stap die hier nooit eerder is geweest: altijd leeg.",
            "Verplaats de stap, of lees het antwoord van een eerdere stap.",
        ),
        "W89": (
            "De voorwaarde levert geen ja of nee op en klopt dus nooit.",
            "Vergelijk met een waarde.",
        ),
        "W91": (
            "De expressie is geldig, maar doet waarschijnlijk niet wat de bedoeling is.",
            "Volg de aanwijzing in de melding.",
        ),
        "E84": ("De expressie begint niet met =.", "Zet er een = voor."),
        "E85": (
            "Scripts in een programmeertaal worden niet uitgevoerd.",
            "Schrijf een FEEL-expressie (zeebe:script).",
        ),
    },
    "Wet": LAW,
}

CODES: Mapping[str, tuple[str, str]] = {
    code: texts for codes in SECTIONS.values() for code, texts in codes.items()
}


class Place(Protocol):
    """Anything on a diagram with a source line."""

    @property
    def line(self) -> int: ...


@dataclass(frozen=True)
class At:
    """A line within an element: a header, a property, an expression."""

    line: int
    id: str
    name: str


def around(element: etree._Element) -> At:
    """Return the line of `element`, under the id and name of the nearest element that has an id."""
    named: etree._Element | None = element
    while named is not None and not named.get("id"):
        named = named.getparent()
    name, label = ("", "") if named is None else (named.get("id", ""), named.get("name", ""))
    return At(line_of(element), name, label)


def found(code: str, file: str, place: Place | int, message: str, remedy: str = "") -> Finding:
    """Return a finding at `place`: something on a diagram, or a line number.

    The remedy defaults to the general one of the code; give one when the case allows a better.
    """
    line = place if isinstance(place, int) else place.line
    return Finding(
        file=file,
        line=line,
        code=code,
        element=getattr(place, "id", ""),
        label=" ".join(getattr(place, "name", "").split()),
        level="waarschuwing" if code.startswith("W") else "fout",
        message=message,
        remedy=remedy or CODES[code][1],
    )


def handbook() -> str:
    """Return docs/bevindingen.md: every code with its meaning and its remedy."""
    lines = [
        "# Bevindingen van de controle",
        "\n`aantafel check` leest een bundel en zegt wat eraan schort, waar, en hoe u het herstelt.",
        "Een **E** is een fout: zo kan de bundel niet worden gepubliceerd. Een **W** is een waarschuwing.",
        "Een **L** is een fout tegen de wet: de melding toont een weg waarop die wordt geschonden.",
        "Deze pagina wordt gemaakt uit `engine/check/codes.py`.",
    ]
    for section, codes in SECTIONS.items():
        lines += ["", f"## {section}", "", "| code | betekenis | wat u doet |", "| --- | --- | --- |"]
        for code, (meaning, remedy) in sorted(codes.items(), key=lambda item: item[0][1:]):
            lines.append(f"| {code} | {meaning} | {remedy} |")
    return "\n".join(lines) + "\n"
