import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.errors import UnreadableFile
from tests.webapp.drawing.diagrams import INNER, MAIN
from webapp.drawing import draw_diagram
from webapp.drawing.lettering import middle_label, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"


def drawn(states=None, **options) -> etree._Element:
    return etree.fromstring(str(draw_diagram(MAIN, states, **options)))


def groups(svg: etree._Element) -> dict[str, etree._Element]:
    return {
        group.findtext(f"{SVG}title"): group
        for group in svg.iter(f"{SVG}g")
        if group.find(f"{SVG}title") is not None
    }


def test_every_element_of_the_file_is_drawn_once_with_its_name():
    names = {"Gemeente", "Klachtbehandelaar", "Klacht ontvangen", "Bellen met de inwoner", "Nog niet gebeld"}
    names |= {"Melden", "Opgelost?", "Onderzoek", "Klaar & gesloten"}
    assert set(groups(drawn())) == names


def test_the_drawing_needs_no_style_attribute_and_no_script():
    svg = drawn({"bellen": "current"})
    assert not [e for e in svg.iter() if "style" in e.attrib or e.tag in (f"{SVG}style", f"{SVG}script")]


def test_a_state_is_told_in_words_and_by_a_sign_and_not_by_colour_alone():
    found = groups(drawn({"bellen": "current", "melden": "done", "onderzoek": "possible"}))
    here = found["Bellen met de inwoner (hier staat de zaak nu)"]
    assert here.get("class") == "b-shape b-current"
    assert here.findall(f".//{SVG}circle[@class='b-badge']")
    assert found["Melden (klaar)"].findall(f".//{SVG}path[@class='b-badge-sign']")
    assert found["Onderzoek (mogelijk hierna)"].get("class") == "b-shape b-possible"


def test_the_description_says_where_the_case_is():
    assert drawn({"bellen": "current"}).findtext(f"{SVG}desc") == "De zaak staat bij: Bellen met de inwoner."


def test_a_count_stands_on_its_element():
    texts = [
        "".join(text.itertext()) for text in groups(drawn(counts={"melden": 7}))["Melden"].iter(f"{SVG}text")
    ]
    assert "7" in texts


def test_a_timer_that_does_not_interrupt_has_a_dashed_ring():
    rings = groups(drawn())["Nog niet gebeld"].findall(f"{SVG}circle")
    assert [ring.get("class") for ring in rings] == ["b-body b-dashed", "b-ring b-dashed"]


def test_a_called_process_is_drawn_with_a_thick_line():
    assert groups(drawn())["Onderzoek"].find(f"{SVG}rect").get("class") == "b-body b-call"


def test_everything_stays_inside_the_frame():
    svg = drawn()
    left, top, width, height = (float(number) for number in svg.get("viewBox").split())
    for text in svg.iter(f"{SVG}text"):
        if text.getparent().get("transform") is None:  # the names of pools are turned
            assert left <= float(text.get("x")) <= left + width
            assert top <= float(text.get("y")) <= top + height


def test_hostile_names_stay_text():
    hostile = MAIN.replace(b"Bellen met de inwoner", b"&lt;script&gt;x()&lt;/script&gt;&quot;")
    svg = str(draw_diagram(hostile))
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_a_file_without_a_drawing_gives_an_empty_picture_instead_of_an_error():
    assert not list(etree.fromstring(str(draw_diagram(INNER))).iter(f"{SVG}rect"))


def test_no_xml_is_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match=r"diagram\.bpmn"):
        draw_diagram(b"dit is geen XML")


@given(st.text(min_size=1, max_size=60), st.floats(30, 200))
@settings(max_examples=60, deadline=None)
def test_wrapping_loses_no_word_and_keeps_to_the_width(text, width):
    lines = wrap(text, width, 12)
    assert " ".join(lines).split() == text.split()
    assert all(text_width(line, 12) <= width or " " not in line for line in lines)


def test_a_long_word_gets_a_smaller_font_but_stays_readable():
    label = middle_label("Ontvankelijkheidsbeoordeling", 0, 0, 88)
    assert 9 <= label.size < 12


def test_two_drawings_of_one_file_are_the_same():
    assert draw_diagram(MAIN) == draw_diagram(MAIN)
    assert not re.search(r"\d\.\d{5,}", str(draw_diagram(MAIN)))
