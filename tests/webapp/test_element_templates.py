"""What modellers ask beside a diagram is made from the names in the procedure, and never stale."""

from engine import Bundle
from webapp.paths import bundle_root
from webapp.studio.templates import FILE, as_file, element_templates, names_of

SHIPPED = Bundle.read(bundle_root())


def choices(templates, template, label):
    (one,) = [each for each in templates if each["id"] == f"aantafel.{template}"]
    (asked,) = [each for each in one["properties"] if each.get("label") == label]
    return {choice["value"] for choice in asked["choices"]} - {""}


def test_the_file_beside_the_diagrams_is_what_the_procedure_gives():
    assert (bundle_root() / FILE).read_text("utf-8") == as_file(SHIPPED), "Stale: run `make templates`."


def test_everything_to_choose_from_is_offered_and_nothing_else():
    templates = element_templates(SHIPPED)
    letters = {path.rsplit("/", 1)[1].removesuffix(".md") for path, _ in SHIPPED.letters()}
    forms = {path.rsplit("/", 1)[1].removesuffix(".form") for path, _ in SHIPPED.forms()}
    assert choices(templates, "brief", "Brief") == letters
    assert choices(templates, "taak", "Formulier") == forms
    assert "Klachtbehandelaar" in choices(templates, "taak", "Wie doet dit?")
    assert "afdoening" in choices(templates, "taak", "Voldoet aan termijn")


def test_a_new_letter_in_a_draft_is_offered_at_once():
    files = {
        **SHIPPED.files,
        "processes/letters/wijkteam.md": b"---\nonderwerp: Naar het wijkteam\n---\nHoi\n",
    }
    assert "wijkteam" in choices(element_templates(Bundle(files)), "brief", "Brief")


def test_lists_that_cannot_be_read_leave_nothing_to_choose_but_no_error():
    broken = Bundle({"processes/rollen.toml": b"[rol", "processes/bpmn/x.bpmn": b"<", "forms/x/y.form": b"{"})
    assert names_of(broken)["roles"] == []


def test_the_names_for_expressions_are_those_of_cases_and_forms():
    names = {
        one["name"]: {entry["name"] for entry in one["entries"]} for one in names_of(SHIPPED)["variables"]
    }
    assert "ontvangstdatum" in names["zaak"]
    assert "afspraken_nagekomen" in names["nazorggesprek"]
