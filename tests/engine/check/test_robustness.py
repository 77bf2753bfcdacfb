"""No file makes the checker raise or hang: it answers with findings, whatever it is given."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundle import Bundle
from engine.check import check
from tests.counting import counted
from tests.engine.check.drawing import FILES, KLACHT, TEKST, bundle, form

BPMN = "processes/bpmn/klacht.bpmn"
FORM = "forms/klacht/bellen.form"
PATHS = sorted(FILES)
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'


def checked(files: dict[str, bytes | str], calls: int = 2_000_000) -> set[str]:
    """Check within so many calls of functions; a rule that failed (E08) counts as a crash."""
    with counted(calls):
        findings = check(bundle(**files))
    broken = [str(finding) for finding in findings if finding.code == "E08"]
    assert not broken, broken
    assert all(finding.message and finding.remedy and finding.line >= 1 for finding in findings)
    return {finding.code for finding in findings}


def process(*parts: str) -> str:
    return f'{HEAD}<process id="klacht">{"".join(parts)}</process></definitions>'


def deep(levels: int) -> str:
    nested = "<subProcess>" * levels + "</subProcess>" * levels
    return process(nested)


HOSTILE = {
    "empty": b"",
    "blank": b"   \n\n",
    "nul": b"\x00" * 100,
    "text": b"geachte heer, hierbij mijn klacht",
    "html": b"<!DOCTYPE html><html><head><title>502</title></head><body><p>Bad gateway</body></html>",
    "unclosed": KLACHT.encode()[:2_000],
    "utf-16": KLACHT.encode("utf-16"),
    "latin-1 that says utf-8": KLACHT.replace("Klacht binnen", "Klacht geüit").encode("latin-1"),
    "wrong encoding name": KLACHT.replace("UTF-8", "UTF-99").encode(),
    "no namespace": KLACHT.replace("bpmn:", "").encode(),
    "other root": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "only definitions": (HEAD + "</definitions>").encode(),
    "empty process": (HEAD + "<process/></definitions>").encode(),
    "billion laughs": b"""<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><d>&c;</d>""",
    "external entity": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
    "10 MB": KLACHT.encode() + b"<!-- " + b"x" * 10_000_000 + b" -->",
    "nested 200": deep(200).encode(),
    "nested 5000": deep(5_000).encode(),
    "processing instructions": b"<?php echo 1 ?>" + KLACHT.encode(),
    "flow to itself": (HEAD
     + '<process id="klacht"><task id="a"/><sequenceFlow id="a" sourceRef="a" targetRef="a"/>'
                       "</process></definitions>").encode(),
    "boundary on itself": (HEAD + '<process id="klacht"><boundaryEvent id="a" attachedToRef="a"/></process>'
                           "</definitions>").encode(),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_in_the_place_of_any_other_is_only_a_finding(data):
    for path in PATHS:
        checked({path: data})


HOSTILE_FORMS = {
    "list": "[]",
    "number": "3",
    "null": "null",
    "components no list": '{"components": {"a": 1}}',
    "components of texts": '{"components": ["a", null, 3, [], {}]}',
    "odd values": '{"components": [{"id": 3, "type": [], "key": {}, "values": "x", "validate": 3}]}',
    "deep": '{"components": [' + '{"type": "group", "components": [' * 300 + "]}" * 300 + "]}",
    "very deep": "[" * 200_000,
    "huge number": '{"components": [{"id": "a", "type": "number", "key": "a", "decimalDigits": 1e400}]}',
    "feel bomb": form(TEKST.replace("}", ', "conditional": {"hide": "=' + "(" * 5_000 + '"}}')),
}


@pytest.mark.parametrize("text", HOSTILE_FORMS.values(), ids=HOSTILE_FORMS)
def test_a_hostile_form_is_only_a_finding(text):
    checked({FORM: text})


HOSTILE_FEEL = [
    "=",
    "= ",
    "=" + "(" * 10_000,
    "=" + "1+" * 50_000 + "1",
    "=for x in 1..1000000000000 return x",
    "=bellen." + "x." * 1_000 + "y",
    '="' + "a" * 100_000 + '"',
    "=bellen.uitkomst in ()",
    "=[1,2,3][",
    "=\U0001f40e",
    "={a: {b: {c: 1}}}.a.b.c = null",
    "=function(x) x",
    "=some x in bellen satisfies x = y",
]


@pytest.mark.parametrize("expression", HOSTILE_FEEL, ids=[text[:12] for text in HOSTILE_FEEL])
def test_a_hostile_expression_is_only_a_finding(expression):
    text = KLACHT.replace('=bellen.uitkomst = "ja"<', f"{expression}<")
    assert text != KLACHT
    checked({BPMN: text})


def test_many_choices_and_parallel_ways_are_judged_with_bounded_work():
    parts = ['<startEvent id="b"/>', '<sequenceFlow id="f" sourceRef="b" targetRef="g0"/>']
    for number in range(400):
        kind = ("parallelGateway", "exclusiveGateway")[number % 2]
        parts.append(f'<{kind} id="g{number}"/>')
        for way in range(6):
            target = (number * 7 + way * 13 + 1) % 400
            parts.append(f'<sequenceFlow id="f{number}_{way}" sourceRef="g{number}" targetRef="g{target}"/>')
    checked({BPMN: process(*parts)}, calls=10_000_000)


def test_choices_on_parallel_ways_that_all_wait_are_judged_with_bounded_work():
    """Sixteen ways that each stand before the same join in one of two places: 2^16 states."""
    parts = ['<startEvent id="b"/>', '<sequenceFlow id="f" sourceRef="b" targetRef="p"/>']
    parts += ['<parallelGateway id="p"/>', '<parallelGateway id="j"/>']
    for way in range(16):
        parts.append(f'<exclusiveGateway id="x{way}"/>')
        parts.append(f'<sequenceFlow id="p{way}" sourceRef="p" targetRef="x{way}"/>')
        parts += [f'<sequenceFlow id="j{way}_{n}" sourceRef="x{way}" targetRef="j"/>' for n in (1, 2)]
    checked({BPMN: process(*parts)})


@pytest.mark.parametrize("number", [1_200, 7_000])
def test_thousands_of_steps_are_judged_with_bounded_work(number):
    parts = ['<startEvent id="b"/>', '<sequenceFlow id="f" sourceRef="b" targetRef="t0"/>']
    for at in range(number):
        reads = (
            f"<conditionExpression>=t{(at * 7) % number}.x = t{(at * 13) % number}.y</conditionExpression>"
        )
        parts.append(f'<userTask id="t{at}"/>')
        parts.append(
            f'<sequenceFlow id="f{at}" sourceRef="t{at}" targetRef="t{at + 1}">{reads}</sequenceFlow>'
        )
    codes = checked({BPMN: process(*parts)}, calls=10_000_000)
    assert ("E38" in codes) is (number > 1_500)


def test_a_ring_of_parallel_gateways_is_judged_with_bounded_work():
    parts = ['<startEvent id="b"/>', '<sequenceFlow id="f" sourceRef="b" targetRef="t0"/>']
    for at in range(300):
        parts.append(f'<parallelGateway id="t{at}"/>')
        for step in (1, 2):
            target = (at + step) % 300
            parts.append(f'<sequenceFlow id="f{at}_{step}" sourceRef="t{at}" targetRef="t{target}"/>')
    assert "E37" in checked({BPMN: process(*parts)}, calls=10_000_000)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PATHS), st.integers(0, 2**32), st.integers(1, 12))
def test_changing_random_bytes_of_a_file_never_makes_it_raise(path, seed, changes):
    chance = random.Random(seed)
    data = bytearray(FILES[path].encode())
    for _ in range(changes):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 40)]
            case 2:
                data[at:at] = bytes(chance.choices(b'<>"=/&;[]{}().,:\n aei09', k=chance.randrange(1, 6)))
            case _:
                begin = chance.randrange(len(data))
                data[at:at] = data[begin : begin + 60]
        data = data or bytearray(b" ")
    checked({path: bytes(data)})


TAGS = (
    "userTask",
    "exclusiveGateway",
    "parallelGateway",
    "endEvent",
    "startEvent",
    "subProcess",
    "boundaryEvent",
)
IDS = ("bellen", "tevreden", "zoeken", "oplossen", "klaar", "binnen", "splitsen", "samen", "te_laat", "weg")
REFERENCES = ("sourceRef", "targetRef", "attachedToRef", "default", "id")


def _mutated(text: str, chance: random.Random) -> str:
    """Change the drawing, not the letters: swap ends of arrows, drop, double, rename and retype elements."""
    lines = text.split("\n")
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(6, len(lines) - 3)
        match chance.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[chance.randrange(6, len(lines) - 3)])
            case 2:
                old, new = chance.choice(IDS), chance.choice((*IDS, ""))
                lines[at] = lines[at].replace(f'"{old}"', f'"{new}"')
            case 3:
                old, new = chance.sample(TAGS, 2)
                lines = [line.replace(f"bpmn:{old} ", f"bpmn:{new} ") for line in lines]
            case _:
                for attribute in REFERENCES:
                    if f'{attribute}="' in lines[at]:
                        before, _, after = lines[at].partition(f'{attribute}="')
                        lines[at] = f'{before}{attribute}="{chance.choice(IDS)}"{after.partition(chr(34))[2]}'
                        break
    return "\n".join(lines)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_changing_the_drawing_at_random_never_makes_it_raise(seed):
    checked({BPMN: _mutated(KLACHT, random.Random(seed))})


@given(st.dictionaries(st.text(max_size=30), st.binary(max_size=40), max_size=4))
def test_files_with_any_name_are_only_findings(files):
    assert not [finding for finding in check(Bundle(files)) if finding.code == "E08"]


def test_an_empty_bundle_is_only_findings():
    assert check(Bundle({}))
