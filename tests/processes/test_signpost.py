"""The signpost sends everybody to the right place (the regimes of chapter 9, the Wmo and the Jeugdwet)."""

from functools import cache
from typing import Any

import pytest

from engine.bundle import Bundle
from engine.dmn import DecisionModel, parse_decisions
from engine.forms import parse_form

PATH = "processes/dmn/wegwijzer.dmn"
FORM = "forms/voordeur/bericht_ontvangen.form"


@cache
def read_table(data: bytes) -> DecisionModel:
    return parse_decisions(data, "wegwijzer.dmn")


def sign(bundle: Bundle, what: str | None, about: str | None, by: str | None) -> Any:
    facts = {"soort_bericht": what, "onderwerp": about, "uitvoerder": by}
    return read_table(bundle.files[PATH]).evaluate("wegwijzer", {"zaak": facts})


def options(bundle: Bundle, path: str) -> list[str]:
    question = next(q for q in parse_form(bundle.files[FORM], FORM).fields() if q.path == path)
    return [option.value for option in question.options]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("what", "about", "by", "who", "law"),
    [
        ("klacht", "wmo", "gemeente", "klachtencoördinator", "Awb hoofdstuk 9"),
        ("klacht", "participatie", "gemeente", "klachtencoördinator", "Awb hoofdstuk 9"),
        ("klacht", "jeugd", "gemeente", "klachtencoördinator", "WNo artikel 11c"),
        ("klacht", "jeugd", "aanbieder", "klachtencommissie van de aanbieder", "Jeugdwet artikel 4.2.1"),
        ("klacht", "jeugd", "jeugdbescherming", "klachtencommissie", "Jeugdwet artikel 4.2.1"),
        ("klacht", "jeugd", "gesloten_jeugdhulp", "klachtencommissie", "Jeugdwet artikel 6.5.1"),
        ("klacht", "wmo", "aanbieder", "aanbieder zelf", "Wmo 2015 artikel 3.2"),
        ("klacht", "schulden", "aanbieder", "bekijken wij samen", "Awb artikel 9:1 lid 2"),
        ("klacht", "participatie", "samenwerking", "sociale dienst", "Awb artikel 2:3"),
        ("klacht", "anders", "andere_overheid", "andere overheid", "Awb artikel 2:3"),
        ("klacht", "jeugd", "veilig_thuis", "Veilig Thuis", "Wmo 2015 artikel 4.2.7"),
        ("klacht", "wmo", "zorg", "zorginstelling", "Wkkgz"),
        ("bezwaar", "wmo", "aanbieder", "bezwaren", "Awb artikel 6:4"),
        ("hulpvraag", "wmo", "weet_niet", "Wmo-loket", "Wmo 2015 artikel 2.3.2"),
        ("hulpvraag", "schulden", None, "schuldhulpverlening", "Wgs artikel 4"),
        ("hulpvraag", "inburgering", None, "team dat erover gaat", "Vier speerpunten"),
        ("melding", "anders", None, "servicedesk", "Servicenorm"),
        ("signaal", "jeugd", "aanbieder", "klachtencoördinator", "Awb artikel 9:2"),
    ],
)
def test_each_regime_has_its_own_way(
    shipped: Bundle, what: str, about: str, by: str | None, who: str, law: str
) -> None:
    found = sign(shipped, what, about, by)
    assert who in found["wie"]
    assert law in found["wet"]


def test_who_knows_nothing_still_gets_an_answer(shipped: Bundle) -> None:
    assert "klachtencoördinator" in sign(shipped, None, None, None)["wie"]
    assert "klachtencoördinator" in sign(shipped, "weet_niet", "anders", "weet_niet")["wie"]


def test_every_choice_of_the_form_leads_somewhere_with_a_way_to_reach_it(shipped: Bundle) -> None:
    for what in options(shipped, "zaak.soort_bericht"):
        for about in options(shipped, "zaak.onderwerp"):
            for by in options(shipped, "zaak.uitvoerder"):
                found = sign(shipped, what, about, by)
                assert found["wie"], (what, about, by)
                assert found["hoe"], (what, about, by)
                assert found["bereiken"], (what, about, by)


@pytest.mark.parametrize(
    "by", ["gemeente", "aanbieder", "jeugdbescherming", "gesloten_jeugdhulp", "veilig_thuis"]
)
def test_the_young_hear_of_the_children_s_ombudsman_and_a_confidential_adviser(
    shipped: Bundle, by: str
) -> None:
    found = sign(shipped, "klacht", "jeugd", by)
    assert "Kinderombudsman" in found["buiten"]
    assert "vertrouwenspersoon" in found["hulp"]


def test_every_rule_of_the_table_can_apply(shipped: Bundle) -> None:
    told = {
        tuple(sign(shipped, what, about, by).values())
        for what in options(shipped, "zaak.soort_bericht")
        for about in options(shipped, "zaak.onderwerp")
        for by in options(shipped, "zaak.uitvoerder")
    }
    assert len(told) == shipped.text(PATH).count("<rule ")


def test_answers_are_written_for_residents(shipped: Bundle) -> None:
    """Short sentences, as everywhere a resident reads."""
    model = parse_decisions(shipped.files[PATH], "wegwijzer.dmn")
    (table,) = (t for e in model.elements.values() for t in getattr(e, "tables", ()))
    for rule, _, outputs in table.rules:
        for text in outputs:
            for sentence in text.source.strip('"').replace("?", ".").split("."):
                assert len(sentence.split()) <= 20, (rule, sentence)
