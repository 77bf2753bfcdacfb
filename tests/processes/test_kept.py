"""Every case with personal data gets a day after which it may go, whichever way it ends."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from engine.bpmn.profile import Element, read_diagram
from webapp.wording import NOUNS

BPMN = Path(__file__).parents[2] / "processes/bpmn"
NS = {"bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL"}
KEEPS = "bewaren"
WITHOUT_PERSONAL_DATA = {
    "signaalanalyse": "looks for a pattern in the register, which holds no names",
    "jaarpublicatie": "publishes figures and lessons in which nobody can be recognised",
    "vernietiging": "its declaration is kept for good and holds only numbers, days and results",
}
KEPT_IN_A_CALLED_SHEET = {  # the graph alone cannot tell by which end a called sheet was left
    "signaal_opgepakt": "signaal_oppakken keeps the signal; who wants a complaint leaves it by the other end",
}


@cache
def sheet(process: str) -> tuple[dict[str, Element], dict[str, list[str]]]:
    """Return the elements of a process, and for each where its arrows lead."""
    root, elements = read_diagram((BPMN / f"{process}.bpmn").read_bytes(), process)
    leads: dict[str, list[str]] = {}
    for flow in root.iterfind(".//bpmn:sequenceFlow", NS):
        leads.setdefault(flow.get("sourceRef", ""), []).append(flow.get("targetRef", ""))
    return elements, leads


def keeps(element: Element) -> bool:
    """Whether the case is surely kept once this step is done."""
    return element.kind == "callActivity" and (
        element.called == KEEPS or not list(ends_unkept(element.called))
    )


def ends_unkept(process: str) -> Iterator[str]:
    """Yield the ends that can be reached without a step that keeps the case.

    A way that leaves a step without interrupting it is a side path: the case goes on, and ends elsewhere.
    """
    elements, leads = sheet(process)
    todo = [e.id for e in elements.values() if e.kind == "startEvent" and e.scope == process]
    seen: set[str] = set()
    while todo:
        here = elements[todo.pop()]
        if here.id in seen:
            continue
        seen.add(here.id)
        todo += [e.id for e in elements.values() if e.attached_to == here.id and e.interrupting]
        if keeps(here):
            continue
        if here.kind == "endEvent" and here.id not in KEPT_IN_A_CALLED_SHEET:
            yield here.id
        todo += leads.get(here.id, [])


def cases() -> list[str]:
    """Return the processes of which people or other cases start a case."""
    every = [e for path in sorted(BPMN.glob("*.bpmn")) for e in sheet(path.stem)[0].values()]
    started = {e.headers["proces"] for e in every if e.block == "start_zaak"}
    return sorted(started | {e.process for e in every if e.starters})


@pytest.mark.parametrize("process", [one for one in cases() if one not in WITHOUT_PERSONAL_DATA])
def test_every_way_to_an_end_tells_how_long_the_case_is_kept(process: str) -> None:
    assert list(ends_unkept(process)) == []


@pytest.mark.parametrize("process", WITHOUT_PERSONAL_DATA)
def test_a_case_that_is_not_kept_by_the_list_gets_nobodys_name(process: str) -> None:
    every = [e for path in BPMN.glob("*.bpmn") for e in sheet(path.stem)[0].values()]
    given = [name for e in every if e.headers.get("proces") == process for name in e.headers]
    assert not [name for name in given if name.startswith(("inwoner.", "beklaagde.", "vertegenwoordiger."))]
    assert not [e.id for e in sheet(process)[0].values() if e.block == "brief"]


def test_the_exceptions_still_exist() -> None:
    assert set(WITHOUT_PERSONAL_DATA) <= set(cases())
    elements = {name for path in BPMN.glob("*.bpmn") for name in sheet(path.stem)[0]}
    assert set(KEPT_IN_A_CALLED_SHEET) <= elements
    assert list(ends_unkept("signaal_oppakken")) == ["inwoner_kiest_voor_een_klacht"]


def test_a_resident_reads_the_right_word_for_his_case() -> None:
    """Where nothing better fits he reads "zaak": no resident follows these, or none that began them."""
    just_a_case = {"aanbeveling", "verbeteren", *WITHOUT_PERSONAL_DATA}
    assert set(cases()) == set(NOUNS) | just_a_case
