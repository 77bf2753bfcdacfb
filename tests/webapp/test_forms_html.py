"""The HTML of forms: everything has a name, errors can be reached, nothing typed is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from werkzeug.datastructures import MultiDict

from engine import Form, FormResult, parse_form
from webapp.formview import FormView, apply_row_action, form_view

PAGE = """{% from 'forms/fields.html' import error_summary, form_fields, update_button with context %}
<!doctype html><html lang="nl"><body><form method="post" novalidate>
{{ error_summary(view) }}{{ form_fields(view) }}{{ update_button(view) }}</form></body></html>"""
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "webapp/templates"),
    autoescape=True,
    undefined=StrictUndefined,
)
TEMPLATES.globals["url_for"] = lambda endpoint, filename: f"/{endpoint}/{filename}"

OPTIONS = [{"value": "ja", "label": "Ja, gesproken"}, {"value": "nee", "label": "Nee"}]
REQUIRED = {"required": True}
COMPONENTS: list[dict[str, Any]] = [
    {
        "type": "text",
        "text": "# Vertel het ons\nDit *helpt*: <script>x</script> [meer](javascript:x)",
    },
    {"type": "radio", "key": "bereikt", "label": "Gesproken?", "values": OPTIONS, "validate": REQUIRED},
    {"type": "datetime", "key": "opnieuw", "dateLabel": "Uw datum", "validate": REQUIRED},
    {"type": "datetime", "subtype": "datetime", "key": "afspraak", "dateLabel": "Uw afspraak"},
    {"type": "datetime", "subtype": "time", "key": "tijd", "timeLabel": "Uw tijd"},
    {
        "type": "group",
        "label": "Over u",
        "conditional": {"hide": '=bereikt != "ja"'},
        "components": [
            {
                "type": "textfield",
                "key": "inwoner.naam",
                "label": "Uw <naam>",
                "description": 'Zoals in uw "paspoort"',
                "validate": REQUIRED,
                "properties": {"autocomplete": "name"},
            },
            {
                "type": "textfield",
                "key": "mail",
                "label": "Uw e-mail",
                "validate": {"validationType": "email"},
            },
            {
                "type": "textfield",
                "key": "tel",
                "label": "Uw telefoon",
                "validate": {"validationType": "phone"},
            },
            {"type": "textarea", "key": "verhaal", "label": "Uw verhaal"},
            {"type": "number", "key": "bedrag", "label": "Uw schade", "appearance": {"prefixAdorner": "€"}},
        ],
    },
    {"type": "checklist", "key": "via", "label": "Waarmee?", "values": OPTIONS, "validate": REQUIRED},
    {"type": "select", "key": "keuze", "label": "Uw keuze", "values": OPTIONS, "validate": REQUIRED},
    {"type": "checkbox", "key": "akkoord", "label": "Ik ga akkoord", "validate": REQUIRED},
    {"type": "separator"},
    {"type": "filepicker", "key": "bijlage", "label": "Uw bijlage", "accept": ".pdf", "multiple": True},
    {"type": "expression", "key": "dubbel", "label": "Dubbel", "expression": "=bedrag * 2"},
    {
        "type": "dynamiclist",
        "path": "acties",
        "label": "Actie",
        "properties": {"maximaal": "2"},
        "components": [
            {"type": "textfield", "key": "wat", "label": "Wat?", "validate": REQUIRED},
            {"type": "checkbox", "key": "later", "label": "Later"},
            {
                "type": "datetime",
                "key": "op",
                "dateLabel": "Uw dag",
                "conditional": {"hide": "=later != true"},
            },
        ],
    },
]


def numbered(found: Any, prefix: str) -> list[dict[str, Any]]:
    result = []
    for number, component in enumerate(found):
        inner = numbered(component.get("components", []), f"{prefix}{number}_")
        result.append({"id": f"{prefix}{number}", **component, **({"components": inner} if inner else {})})
    return result


def form_of(*components: dict[str, Any]) -> Form:
    return parse_form(json.dumps({"components": numbered(components, "c")}).encode(), "proef")


FORM = form_of(*COMPONENTS)


def render(view: FormView) -> html.HtmlElement:
    return html.document_fromstring(TEMPLATES.from_string(PAGE).render(view=view))


def submitted(sent: dict[str, Any] | None = None) -> FormResult:
    return FORM.load_html(MultiDict(sent or {}))


def page(sent: dict[str, Any] | None = None, **more: Any) -> html.HtmlElement:
    return render(form_view(FORM, submitted(sent), **more))


def fresh(form: Form = FORM, **more: Any) -> html.HtmlElement:
    return render(form_view(form, form.load_raw(form.initial()), **more))


def one(root: html.HtmlElement, xpath: str) -> html.HtmlElement:
    (element,) = root.xpath(xpath)
    return element


@pytest.fixture(params=["new", "failed"])
def any_page(request: pytest.FixtureRequest) -> html.HtmlElement:
    if request.param == "new":
        return fresh()
    return page({"bereikt": "ja", "acties.rij": ["0", "1"], "acties.1.later": "ja"}, attempt="submit")


def test_every_input_has_a_label_with_text(any_page: html.HtmlElement) -> None:
    inputs = any_page.xpath("//input[not(@type='hidden')] | //textarea | //select")
    assert len(inputs) > 20
    for element in inputs:
        assert one(any_page, f"//label[@for='{element.get('id')}']").text_content().strip()


def test_every_group_of_inputs_has_a_legend(any_page: html.HtmlElement) -> None:
    for fieldset in any_page.xpath("//fieldset"):
        assert fieldset.xpath("legend")[0].text_content().strip()


def test_ids_are_unique_and_every_reference_leads_somewhere(any_page: html.HtmlElement) -> None:
    ids = any_page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in ("aria-describedby", "aria-labelledby", "for"):
        for reference in any_page.xpath(f"//@{name}"):
            assert set(reference.split()) <= set(ids)


def test_the_list_of_errors_leads_to_what_can_take_the_focus() -> None:
    root = page({"bereikt": "ja"}, attempt="submit")
    links = root.xpath("//div[@id='fouten']//a")
    assert "Vul uw datum in, bijvoorbeeld 24 3 2026." in [link.text_content() for link in links]
    for link in links:
        target = one(root, f"//*[@id='{link.get('href')[1:]}']")
        assert target.tag in {"input", "select", "textarea"} or target.get("tabindex") == "-1"


def test_a_wrong_answer_is_marked_and_explained_next_to_the_question() -> None:
    root = page({"bereikt": "ja", "mail": "jan"}, attempt="submit")
    mail = one(root, "//input[@name='mail']")
    assert mail.get("value") == "jan"
    assert mail.get("aria-invalid") == "true"
    assert "@" in one(root, f"//*[@id='{mail.get('aria-describedby')}']").text_content()


def test_a_new_form_and_an_update_show_no_errors() -> None:
    for root in (fresh(), page({"bereikt": "ja"}, attempt="update")):
        assert not root.xpath("//*[@id='fouten'] | //*[@aria-invalid]")


def test_optional_questions_say_so_in_words_and_required_ones_carry_no_sign() -> None:
    root = fresh()
    assert "(niet verplicht)" in one(root, "//label[.//text()[contains(., 'Uw verhaal')]]").text_content()
    assert one(root, "//label[starts-with(., 'Uw <naam>')]").text_content().strip() == "Uw <naam>"
    assert "*" not in root.text_content()


def test_fields_tell_browsers_what_they_hold() -> None:
    root = fresh()
    assert one(root, "//input[@name='inwoner.naam']").get("autocomplete") == "name"
    assert one(root, "//input[@name='mail']").get("type") == "email"
    assert one(root, "//input[@name='tel']").get("type") == "tel"
    assert one(root, "//input[@name='bedrag']").get("inputmode") == "decimal"
    assert form_view(FORM, submitted()).multipart
    assert not root.xpath("//input[@type='date']")  # native date inputs follow the language of the browser


def test_markdown_is_safe_and_its_heading_fits_the_page() -> None:
    root = fresh(top=3)
    assert one(root, "//div[@class='explanation']/h3").text == "Vertel het ons"
    assert not root.xpath("//script | //a[contains(@href, 'javascript')]")
    assert "<script>x</script>" in root.text_content()
    assert one(root, "//section/h3").text == "Over u"


def test_nothing_on_the_page_needs_inline_script_or_style() -> None:
    root = fresh()
    assert not root.xpath("//script | //style | //@style | //@*[starts-with(name(), 'on')]")
    assert not [name for name in root.xpath("//@class") if "--html-" in name]


# --- questions that come and go ---


def test_without_a_script_a_new_form_shows_every_question_and_offers_an_update() -> None:
    root = fresh()
    assert not root.xpath("//form//*[@hidden][not(ancestor::template)]")
    assert one(root, "//noscript//button").get("value") == "bijwerken"


def test_after_an_update_what_does_not_apply_is_hidden() -> None:
    assert one(page({"bereikt": "nee"}, attempt="update"), "//section").get("hidden") is not None
    assert one(page({"bereikt": "ja"}, attempt="update"), "//section").get("hidden") is None


def test_a_condition_travels_as_a_tree() -> None:
    tree = json.loads(one(fresh(), "//section").get("data-hide"))
    assert tree == ["!=", ["name", "bereikt"], ["value", "ja"]]
    assert one(fresh(), "//*[@data-path='bereikt']").get("data-kind") == "radio"


def question(hide: str, key: str = "veld") -> dict[str, Any]:
    return {"type": "textfield", "key": key, "label": "Uw antwoord", "conditional": {"hide": hide}}


def test_facts_of_the_case_travel_as_values_and_only_the_ones_a_condition_reads() -> None:
    form = form_of(question('=zaak.soort = "x" and geheim = null'), {**question("=false"), "key": "geheim"})
    context = {"zaak": {"soort": "y", "privé": "niet voor de pagina"}}
    root = fresh(form, context=context)
    (tree,) = [json.loads(text) for text in root.xpath("//@data-hide") if "null" in text]
    assert tree == ["and", ["=", ["value", "y"], ["value", "x"]], ["=", ["name", "geheim"], ["value", None]]]
    assert "niet voor de pagina" not in html.tostring(root, encoding="unicode")


def test_a_condition_only_the_server_knows_leaves_the_update_button_in_view() -> None:
    root = fresh(
        form_of(question("=string length(ander) > 3"), {"type": "textfield", "key": "ander", "label": "Uw"})
    )
    assert not root.xpath("//@data-hide")
    assert one(root, "//button[@value='bijwerken']").getparent().tag == "form"


# --- repeating groups ---


def test_a_new_form_starts_with_one_row() -> None:
    assert fresh().xpath("//input[@name='acties.rij'][not(ancestor::template)]/@value") == ["0"]


def test_row_buttons_work_without_a_script() -> None:
    sent = {"acties.rij": ["3"], "acties.3.wat": "Bellen"}
    raw = FORM.read_html(MultiDict(sent))
    root = page(sent)
    add = one(root, "//button[starts-with(@value, 'rij_erbij')]")
    longer = apply_row_action(FORM, raw, add.get("value"))
    assert longer is not None
    assert [row["wat"] for row in longer["acties"]] == ["Bellen", None]
    shorter = apply_row_action(FORM, longer, "rij_weg:acties:0")
    assert shorter is not None
    assert [row["wat"] for row in shorter["acties"]] == [None]


@pytest.mark.parametrize(
    "action", ["", "bewaren", "rij_erbij:bereikt", "rij_erbij:", "rij_weg:acties:x", "rij_weg:acties"]
)
def test_an_action_that_is_no_row_button_is_left_alone(action: str) -> None:
    assert apply_row_action(FORM, FORM.initial(), action) is None


def test_the_copy_for_new_rows_carries_a_placeholder_and_the_row_condition() -> None:
    template = one(fresh(), "//template")
    assert template.xpath(".//input[@name='acties.__rij__.wat']")
    assert json.loads(template.xpath(".//@data-hide")[0]) == ["!=", ["name", "later"], ["value", True]]


# --- what was typed stays ---


def sent_by(root: html.HtmlElement) -> MultiDict[str, str]:
    """What a browser would send for this page as it is."""
    for template in root.xpath("//template"):
        template.getparent().remove(template)
    fields = root.forms[0].fields
    sent: MultiDict[str, str] = MultiDict()
    for element in root.xpath("//input | //textarea | //select"):
        name, kind = element.get("name"), element.get("type")
        if kind == "file":
            continue
        if kind in {"radio", "checkbox"}:
            if element.get("checked") is not None:
                sent.add(name, element.get("value"))
        elif kind == "hidden" or element.tag != "input":
            sent.add(name, element.get("value") if element.tag == "input" else fields[name] or "")
        else:
            sent.add(name, element.get("value") or "")
    return sent


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)
NAMES = ["mail", "verhaal", "inwoner.naam", "bedrag", "tijd", "opnieuw.dag", "opnieuw.jaar", "afspraak.tijd"]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*NAMES, "acties.0.wat", "acties.0.op.maand"]), TYPED))
def test_what_was_typed_comes_back_as_it_was_however_wrong(sent: dict[str, str]) -> None:
    first = submitted(
        {**sent, "acties.rij": "0", "bereikt": "ja", "via": "nee", "keuze": "ja", "akkoord": "ja"}
    )
    second = FORM.load_html(sent_by(render(form_view(FORM, first, attempt="submit"))))
    assert second.values == first.values
    assert second.errors == first.errors


def test_a_page_gets_back_what_a_draft_kept() -> None:
    draft = json.loads(json.dumps(submitted({"opnieuw.dag": "99", "bedrag": "veel", "verhaal": "\n\nx"}).raw))
    root = render(form_view(FORM, FORM.load_raw(draft)))
    assert one(root, "//input[@name='opnieuw.dag']").get("value") == "99"
    assert one(root, "//input[@name='bedrag']").get("value") == "veel"


def test_pressing_enter_never_presses_the_button_of_a_row() -> None:
    first = fresh().xpath("//form//button")[0]
    assert (first.get("name"), first.get("value")) == ("_actie", "bijwerken")
    without_rows = form_of({"type": "textfield", "key": "naam", "label": "Uw naam"})
    assert not fresh(without_rows).xpath("//div[@data-form]//button")


def test_default_values_are_shown_as_people_type_them() -> None:
    form = form_of(
        {"type": "datetime", "key": "dag", "dateLabel": "Uw dag", "defaultValue": "2026-03-24"},
        {"type": "number", "key": "bedrag", "label": "Uw bedrag", "defaultValue": 1234.5},
        {"type": "checkbox", "key": "aan", "label": "Aan", "defaultValue": True},
        {"type": "checkbox", "key": "uit", "label": "Uit", "defaultValue": "nee"},
    )
    root = fresh(form)
    assert root.xpath("//input[starts-with(@name, 'dag.')]/@value") == ["24", "3", "2026"]
    assert one(root, "//input[@name='bedrag']").get("value") == "1234,5"
    assert root.xpath("//input[@checked]/@name") == ["aan"]


DRAFT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["dag", "naam", "wat"]), inner)
    ),
    max_leaves=4,
)
PATHS = [question.path for question in FORM.fields()]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(PATHS), DRAFT))
def test_a_draft_of_an_older_form_can_always_be_drawn(draft: dict[str, Any]) -> None:
    render(form_view(FORM, FORM.load_raw(draft), attempt="submit"))


SHIPPED = sorted((Path(__file__).parents[2] / "forms").rglob("*.form"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_form_is_drawn_with_all_its_questions(path: Path) -> None:
    form = parse_form(path.read_bytes(), path.stem)
    empty = form.load_html(MultiDict())
    view = form_view(form, empty, attempt="submit")
    root = render(view)
    drawn = set(root.xpath("//@data-path | //@data-rows"))
    assert {question.path for question in form.fields() if question.label} <= drawn
    assert len(view.faults) == sum(len(texts) for texts in empty.errors.values())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_computed_value_is_shown_and_not_asked() -> None:
    root = page({"bereikt": "ja", "bedrag": "1,25"})
    assert one(root, "//output").text_content() == "2,50"
    assert not root.xpath("//input[@name='dubbel']")


def test_a_question_for_a_colleague_offers_the_names_of_who_has_that_role():
    data = (
        b'{"type": "default", "id": "f", "components": [{"type": "textfield", "id": "wie", "key": "wie",'
        b' "label": "Wie?", "properties": {"collega": "Klachtbehandelaar"}}]}'
    )
    form = parse_form(data, "toewijzen")
    staff = {"Klachtbehandelaar": ["Samira Bakker", "Joost de Graaf"]}
    view = form_view(form, form.load_raw(form.initial({})), colleagues=lambda role: staff.get(role, []))
    assert view.parts[0].suggestions == ("Samira Bakker", "Joost de Graaf")
