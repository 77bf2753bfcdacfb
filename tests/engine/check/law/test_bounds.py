"""The proof ends on any drawing, and says so when it could not be completed."""

import random

import pytest

from engine.bundle import Bundle
from engine.check import check, law
from engine.check.law.paths import MAX_MOVES, Paths
from tests.counting import counted
from tests.engine.check.drawing import HEAD, bundle
from tests.engine.check.law.workshop import Drawing, shipped, tag
from tests.engine.check.random_drawing import random_bundle

NAME = "klachtbehandeling"
MAIN = f"processes/bpmn/{NAME}.bpmn"
FAR_TOO_MUCH = 10_000_000  # calls: a proof takes two or three million, a walk that explodes goes on and on


def procedure(*parts: str) -> str:
    head = '<bpmn:process id="klachtbehandeling" name="Klacht" isExecutable="true">'
    return f"{HEAD}{head}{''.join(parts)}</bpmn:process></bpmn:definitions>"


def arrow(source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}" />'


def test_the_shipped_procedure_is_lawful():
    assert [str(finding) for finding in law.the_law_holds(Drawing().material())] == []


@pytest.fixture
def walks(monkeypatch):
    """The walks of a proof: one for a procedure, and one more whenever a path turned out to change a fact."""
    made = []
    monkeypatch.setattr(law, "Paths", lambda *given: made.append(Paths(*given)) or made[-1])
    return made


def test_proving_it_leaves_room_for_the_procedure_to_grow(walks):
    with counted(FAR_TOO_MUCH):
        list(law.the_law_holds(Drawing().material()))
    assert 0 < max(walk.moved for walk in walks) < MAX_MOVES / 2


def many_ways(ways: int) -> str:
    """Parallel ways that each register one of two values, all of which are read where they have come
    together: 2^ways cases that all differ."""
    parts = ['<bpmn:startEvent id="b" name="b" />', '<bpmn:parallelGateway id="p" />', arrow("b", "p")]
    parts += ['<bpmn:parallelGateway id="j" />', '<bpmn:endEvent id="e" name="e" />', arrow("j", "y0")]
    for n in range(ways):
        parts += [f'<bpmn:exclusiveGateway id="x{n}" default="d{n}" />', arrow("p", f"x{n}")]
        parts += [f'<bpmn:exclusiveGateway id="m{n}" />', arrow(f"m{n}", "j")]
        for flow, value in ((f"d{n}", "ja"), (f"c{n}", "nee")):
            step = f"s{n}_{value}"
            parts += [
                f'<bpmn:serviceTask id="{step}" name="s"><bpmn:extensionElements>'
                '<zeebe:taskDefinition type="registreer" /><zeebe:taskHeaders>'
                f'<zeebe:header key="zaak.f{n}" value="{value}" /></zeebe:taskHeaders>'
                "</bpmn:extensionElements></bpmn:serviceTask>",
                either(flow, f"x{n}", step, f'zaak.f{n} != "{value}"'),
                arrow(step, f"m{n}"),
            ]
        after = f"y{n + 1}" if n + 1 < ways else "e"
        parts += [f'<bpmn:exclusiveGateway id="y{n}" default="o{n}" />']
        parts += [either(f"o{n}", f"y{n}", after, ""), either(f"r{n}", f"y{n}", after, f'zaak.f{n} = "ja"')]
    return procedure(*parts)


def either(flow: str, source: str, target: str, condition: str) -> str:
    told = f"<bpmn:conditionExpression>={condition}</bpmn:conditionExpression>" if condition else ""
    return (
        f'<bpmn:sequenceFlow id="{flow}" sourceRef="{source}" targetRef="{target}">{told}</bpmn:sequenceFlow>'
    )


def test_a_proof_that_takes_too_much_is_told():
    with counted(FAR_TOO_MUCH):
        findings = check(bundle(**{MAIN: many_ways(16)}))
    assert "L11" in {finding.code for finding in findings}


def test_calls_in_a_circle_are_told():
    text = procedure(
        '<bpmn:startEvent id="b" name="b" /><bpmn:endEvent id="e" name="e" />',
        '<bpmn:callActivity id="c" name="c"><bpmn:extensionElements>'
        '<zeebe:calledElement processId="klachtbehandeling" /></bpmn:extensionElements></bpmn:callActivity>',
        arrow("b", "c"), arrow("c", "e"),
    )  # fmt: skip
    assert {"L11", "E61"} <= {finding.code for finding in check(bundle(**{MAIN: text}))}


def test_a_faulty_list_of_terms_is_told_once():
    d = Drawing()
    d.text("processes/termijnen.toml", 'regel = "awb.9:11"', 'regel = "awb.9:99"')
    assert {finding.code for finding in check(d.bundle()) if finding.is_error} == {"E01"}


def test_an_empty_procedure_is_unlawful():
    text = procedure('<bpmn:startEvent id="b" name="b" /><bpmn:endEvent id="e" name="e" />', arrow("b", "e"))
    findings = [finding for finding in check(bundle(**{MAIN: text})) if finding.code.startswith("L")]
    assert [finding.code for finding in findings] == ["L01", "L09", "L10"]


def test_a_procedure_by_another_name_is_judged_too():
    drawing = Drawing()
    drawing.drop("ontvangstbevestiging_versturen")
    text = drawing.bundle().text(MAIN).replace('"klachtbehandeling"', '"klacht_afhandelen"')
    files = {path: data for path, data in shipped().files.items() if path != MAIN}
    moved = Bundle({**files, "processes/bpmn/klacht_afhandelen.bpmn": text.encode()})
    assert "L01" in {finding.code for finding in check(moved)}


@pytest.mark.parametrize("seed", range(10))
def test_no_random_drawing_breaks_the_proof(seed):
    """The empty procedure above is the worst lawbreaker; a drawing without any duty breaks no fewer rules."""
    files = dict(random_bundle(random.Random(seed), bends=seed % 5).files)
    text = (
        files.pop("processes/bpmn/klacht.bpmn")
        .decode()
        .replace('process id="klacht"', f'process id="{NAME}"')
    )
    forms = {path.replace("/klacht/", f"/{NAME}/"): data for path, data in files.items()}
    codes = {finding.code for finding in check(Bundle({**forms, MAIN: text.encode()}))}
    assert "E08" not in codes
    assert codes & {"L01", "L11", "E28", "E12"}


@pytest.mark.parametrize("seed", range(10))
def test_no_bent_arrow_breaks_the_proof(seed, walks):
    chance, drawing = random.Random(seed), Drawing()
    for root in drawing.roots.values():
        flows = list(root.iter(tag("sequenceFlow")))
        for flow in chance.sample(flows, 3):
            flow.set("targetRef", chance.choice(flows).get("targetRef"))
    assert "E08" not in {finding.code for finding in check(drawing.bundle())}
    assert len(walks) < 10
    assert max(walk.moved for walk in walks) < MAX_MOVES * 1.01  # the last step may lay a few tokens
