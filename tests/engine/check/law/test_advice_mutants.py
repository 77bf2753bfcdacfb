"""Every way to take the sense out of the shipped advice procedure is caught (Awb 9:13 to 9:16)."""

import re

import pytest

from engine.check.law import the_law_holds
from tests.engine.check.law.workshop import Drawing, Edit

ADVICE, FORMAL = "adviesprocedure", "formele_behandeling"
HEARS, HEARS_OTHER = "inwoner_horen_door_de_commissie", "medewerker_horen_door_de_commissie"
REPORT, DECIDES = "rapport_en_advies_uitbrengen", "besluiten_op_het_advies"


def role(drawing: Drawing, task: str, name: str) -> None:
    """Give a task of the committee to somebody else, who stands in the same diagram."""
    element = drawing.get(task)
    lanes = drawing.get(task).getroottree().getroot().iter("{*}lane")
    for lane in lanes:
        for reference in list(lane.iterfind("{*}flowNodeRef")):
            if reference.text == task:
                lane.remove(reference)
    (other,) = (one for one in element.getroottree().getroot().iter("{*}lane") if one.get("name") == name)
    reference = other.makeelement(next(other.iterfind("{*}flowNodeRef")).tag)
    reference.text = task
    other.append(reference)


# article, what goes wrong, the edit
MUTANTS: list[tuple[str, str, Edit]] = [
    ("9:13", "the regulation is not registered", lambda d: d.drop("adviseur_vastleggen")),
    ("9:13", "some subjects have a committee without a regulation", lambda d: d.choice(
        "met_adviesprocedure_ja", "haast", '=zaak.onderwerp = "wmo"', "behandeling_met_advies_ingericht")),
    ("9:15 lid 1", "the resident is not told who advises", lambda d: d.drop("adviesprocedure_melden")),
    ("9:15 lid 1", "the letter goes to the employee",
     lambda d: d.header("adviesprocedure_melden", "aan", "beklaagde")),
    ("9:15 lid 2", "the committee does not hear the resident", lambda d: d.drop(HEARS)),
    ("9:15 lid 2", "the municipality hears for the committee",
     lambda d: role(d, HEARS, "Klachtencoördinator")),
    ("9:15 lid 2", "a resident who wants it is not heard", lambda d: d.condition(
        "hoort_de_commissie_de_inwoner_nee",
        '=hoorwens_vastleggen_door_de_commissie.hoorwens in ["wil", "wil_niet"]')),
    ("9:15 lid 2", "the committee does not hear the employee", lambda d: d.drop(HEARS_OTHER)),
    ("9:15 lid 2", "the committee hears after its advice", lambda d: d.move(
        HEARS, "rapport_en_advies_uitbrengen_naar_advies_uitgebracht")),
    ("9:15 lid 4", "there is no advice", lambda d: d.drop(REPORT)),
    ("9:15 lid 4", "the advice is optional", lambda d: d.optional(f"{ADVICE}/{REPORT}", "advies")),
    ("9:15 lid 4", "some subjects skip the committee", lambda d: d.choice(
        "adviseert_een_commissie_ja", "haast", '=zaak.onderwerp = "wmo"', DECIDES)),
    ("9:16", "nobody decides on the advice", lambda d: d.drop(DECIDES)),
    ("9:16", "deviating needs no reason", lambda d: d.optional(f"{FORMAL}/{DECIDES}", "reden_afwijking")),
    ("9:16", "the decision comes before the advice", lambda d: d.move(
        DECIDES, "adviseert_een_commissie_ja")),
    ("9:16", "the answer does not speak of the advice", lambda d: d.letter(
        "afdoeningsbrief", "rapport_en_advies_uitbrengen", "oordeel_opstellen")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("article", "edit"), [(a, e) for a, _, e in MUTANTS], ids=[f"{a}: {t}" for a, t, _ in MUTANTS]
)
def test_an_advice_procedure_without_its_duties_is_refused(article: str, edit: Edit) -> None:
    drawing = Drawing()
    edit(drawing)
    findings = list(the_law_holds(drawing.material()))
    blamed = [f for f in findings if re.match(rf"Awb artikel {article}\b", f.message)]
    assert blamed, [str(finding) for finding in findings]
    assert all(f.is_error and f.remedy for f in blamed)
