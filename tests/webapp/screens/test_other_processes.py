"""Cases that are no complaint: started by a colleague, about a provider, without a resident or a term."""

import json

import pytest

from engine import Bundle
from tests.builders import MONDAY
from tests.engine.bpmn.drawing import extensions, flow, lanes, node, process
from tests.webapp.screens.reading import headings, page, said
from webapp import commands
from webapp.paths import bundle_root
from webapp.store import queries

TITLE, MESSAGE = "Signaal van de Proefstad", "rapport_van_de_ombudsman"
FORM = {
    "type": "default",
    "id": "signaal_melden",
    "components": [
        {"type": "textarea", "id": "wat", "key": "zaak.omschrijving", "label": "Wat viel op?",
         "validate": {"required": True}},
        {"type": "textfield", "id": "hoe", "key": "zaak.kanaal", "label": "Hoe hoorde u het?"},
    ],
}  # fmt: skip


def drawing() -> bytes:
    told = "Voor wat opvalt. Dit is de tweede zin."
    begin = node("startEvent", "signaal_melden", extensions(properties={"wie_start": "Klachtencoördinator"}))
    begin = begin.replace(
        "<zeebe:properties>", '<zeebe:formDefinition formId="signaal_melden"/><zeebe:properties>'
    )
    asked = extensions(properties={"wacht_op": "aanbieder"})
    text = process(
        f"<documentation>{told}</documentation>",
        lanes(Klachtencoördinator="signaal_melden navragen afwachten signaal_klaar"),
        begin,
        node("userTask", "navragen", asked, "Navragen bij de aanbieder"),
        node("intermediateCatchEvent", "afwachten",
             f'<messageEventDefinition messageRef="m_{MESSAGE}"/>', "Rapport van de Ombudsman"),
        node("endEvent", "signaal_klaar", label="Signaal verwerkt"),
        flow("signaal_melden", "navragen"), flow("navragen", "afwachten"), flow("afwachten", "signaal_klaar"),
        process_id="proefsignaal", messages=MESSAGE,
    ).decode()  # fmt: skip
    return text.replace('id="proefsignaal"', f'id="proefsignaal" name="{TITLE}"').encode()


@pytest.fixture
def published(app):
    """The shipped processes and one more, as the version in use."""
    files = {
        **Bundle.read(bundle_root()).files,
        "processes/bpmn/proefsignaal.bpmn": drawing(),
        "forms/proefsignaal/signaal_melden.form": json.dumps(FORM).encode(),
    }
    bundle = Bundle(files)
    with app.app_context():
        commands.publish_bundle(bundle.hash, bundle.files, label="proef", by="test", at=MONDAY)


@pytest.fixture
def opened(hanna, published):
    """The file of a case that Hanna has just begun."""
    told = {"zaak.omschrijving": "Drie keer dezelfde vraag.", "zaak.kanaal": "overleg"}
    answer = hanna.post("/zaken/nieuw/proefsignaal", data=told | {"_actie": "versturen", "_sleutel": "een"})
    assert answer.status_code == 302
    return answer.location


def head(app, opened):
    with app.app_context():
        return queries.case_by_number(opened.rsplit("/", 1)[1])


def test_a_process_is_offered_with_its_title_and_first_sentence(hanna, published):
    told = said(hanna.get("/zaken/nieuw"))
    assert f"{TITLE}Voor wat opvalt." in told
    assert "Dit is de tweede zin" not in told
    assert told.index("Klachtbehandeling") < told.index(TITLE)


def test_the_questions_on_receipt_belong_to_complaints_only(hanna, published):
    told = said(hanna.get("/zaken/nieuw/proefsignaal"))
    assert "Wat viel op?" in told
    assert "Hoe kwam de klacht binnen?" not in told


def test_a_case_that_is_no_complaint_has_no_term_and_its_own_channel(app, opened):
    case = head(app, opened)
    assert (case.process, case.last_day, case.channel) == ("proefsignaal", None, "overleg")
    assert case.received_on == MONDAY.date()
    with app.app_context():
        assert queries.case_terms(case.case_id) == []


def test_its_file_does_not_speak_of_a_complaint_or_an_empty_name(hanna, opened):
    told = said(hanna.get(opened))
    assert "In deze zaak loopt geen termijn voor het afhandelen van een klacht" in told
    assert "Zaak begonnen" in told
    assert "Klacht ontvangen" not in told
    assert ", ," not in told
    assert "mondelinge klacht" not in told


def test_the_file_and_the_list_say_whose_answer_a_task_waits_for(hanna, opened):
    assert "Wacht op de aanbieder" in said(hanna.get(opened))
    listed = said(hanna.get("/taken?weergave=team&zoek=Drie"))
    assert "Wacht op de aanbieder" in listed


def test_a_task_of_it_shows_no_empty_resident(hanna, opened):
    task = page(hanna.get(opened)).cssselect(".case__now a")[0].get("href")
    terms = [term.text_content() for term in page(hanna.get(task)).cssselect("dt")]
    assert "Inwoner" not in terms


def test_a_colleague_can_put_down_any_message_that_is_waited_for(hanna, app, opened):
    case = head(app, opened)
    with app.app_context():
        task = queries.case_tasks(case.case_id)[0]
        viewer = queries.Viewer("hanna", ("Klachtencoördinator",))
        commands.complete_task(task.id, {}, by=viewer, at=MONDAY)
    told = said(hanna.get(opened))
    assert "Bericht vastleggen: rapport van de Ombudsman" in told
    assert "Wat is er laten weten?" in told
    answer = hanna.post(f"{opened}/bericht", data={"bericht": MESSAGE, "toelichting": "Binnen."})
    assert "Het bericht is vastgelegd" in said(hanna.get(answer.location))
    assert head(app, opened).state == "closed"


def test_its_facts_can_be_put_right_without_questions_of_a_complaint(hanna, opened):
    told = said(hanna.get(f"{opened}/wijzigen"))
    assert "Waarom wijzigt u dit?" in told
    assert "Korte omschrijving" in told
    assert "Is de klacht schriftelijk?" not in told


def test_the_status_page_of_it_calls_it_by_its_name(client, app, opened):
    answer = client.get(f"/status/{head(app, opened).token}")
    assert headings(answer) == ["Uw zaak"]
    told = said(answer)
    assert "klacht" not in told.lower().replace("klachten sociaal domein", "")
