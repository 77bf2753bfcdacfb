"""Trying a draft: walking a case through it, keeping that as a scenario, playing all scenarios."""

import re

import pytest

from engine import play_one, read_feature
from tests.webapp.screens.reading import page, said, words
from webapp.clock import today
from webapp.commands import NotTheOwner, start_rehearsal
from webapp.drafts import bundle_of, open_draft
from webapp.store import queries, users
from webapp.store.unit_of_work import unit_of_work

LETTER = "processes/letters/afronding_informeel.md"


@pytest.fixture
def eva(sign_in):
    """Eva answers for the procedure."""
    return sign_in("eva")


@pytest.fixture
def draft(eva):
    """The address of a fresh draft."""
    return eva.post("/werkwijze/ontwerpen", data={"naam": "Eerder bellen"}).location


def typed(answer, form):
    """Return what the form on a page would send."""
    found = page(answer).cssselect(form)[0]
    sent = {}
    for field in found.cssselect("input[name], textarea[name], select[name]"):
        if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
            continue
        if field.tag == "textarea":
            sent[field.get("name")] = (field.text or "").removeprefix("\n")
        elif field.tag == "select":
            chosen = field.cssselect("option[selected]")
            sent[field.get("name")] = chosen[0].get("value") if chosen else ""
        else:
            sent[field.get("name")] = field.get("value") or ""
    return found.get("action"), sent


def begin(client, draft, process="klachtbehandeling"):
    """Begin a rehearsal with invented data; return its address."""
    url = f"{draft}/speel-na/begin/{process}"
    action, sent = typed(client.get(f"{url}?voorbeeld=1"), "main form")
    answer = client.post(action, data={**sent, "_actie": "versturen"})
    assert answer.status_code == 302, said(answer)
    return answer.location


def finish(client, rehearsal, task, **answers):
    """Complete an open task with invented answers, some of them told."""
    action, sent = typed(client.get(f"{rehearsal}?taak={task}"), "form[action*='/taak/']")
    filled = client.post(action, data={**sent, **answers, "_actie": "voorbeeld"})
    action, sent = typed(filled, "form[action*='/taak/']")
    return client.post(action, data={**sent, **answers, "_actie": "afronden"})


def click(client, rehearsal, verb, **more):
    """Press a button of the page that needs no more than its number of steps."""
    seen = page(client.get(rehearsal)).cssselect("input[name=_gezien]")[0].get("value")
    return client.post(f"{rehearsal}/{verb}", data={"_gezien": seen, **more})


def test_only_the_process_owner_rehearses(samira, app):
    assert samira.get("/werkwijze/ontwerp/1/speel-na").status_code == 403
    assert samira.post("/werkwijze/ontwerp/1/scenarios").status_code == 403
    with app.app_context(), pytest.raises(NotTheOwner):
        start_rehearsal(1, "nazorg", [], by=queries.Viewer("samira", ()), at=None)


def test_a_case_is_walked_to_its_end_with_letters_terms_and_choices(eva, draft):
    rehearsal = begin(eva, draft)
    told = said(eva.get(rehearsal))
    assert "Behandelaar toewijzen" in told
    assert "Lees de brief" in told
    assert finish(eva, rehearsal, "behandelaar_toewijzen", gaat_over_bestuur="nee").status_code == 302
    assert finish(eva, rehearsal, "bellen_met_de_inwoner", tevreden="ja").status_code == 302
    told = said(eva.get(rehearsal))
    assert "Tevreden na het telefoongesprek?" in told
    assert "Omdat het antwoord op" in told
    assert "Reactietijd voorbij" in told
    assert click(eva, rehearsal, "tijd", _actie="klok").status_code == 302
    assert "Les vastleggen" in said(eva.get(rehearsal))
    assert finish(eva, rehearsal, "les_vastleggen").status_code == 302
    told = said(eva.get(rehearsal))
    assert "De zaak is afgesloten" in told
    assert "Hieruit begon ook" in told


def test_a_rehearsal_touches_no_case(eva, draft, app):
    with app.app_context():
        before = queries.task_counts(queries.Viewer("eva", ("Klachtencoördinator",)), today=today())
    rehearsal = begin(eva, draft)
    finish(eva, rehearsal, "behandelaar_toewijzen", gaat_over_bestuur="nee")
    with app.app_context():
        after = queries.task_counts(queries.Viewer("eva", ("Klachtencoördinator",)), today=today())
    assert after == before


def test_letters_of_a_rehearsal_can_be_read_and_say_that_they_are_invented(eva, draft):
    rehearsal = begin(eva, draft)
    answer = eva.get(f"{rehearsal}/brief/0")
    assert "Noor Voorbeeld" in said(answer)
    assert "verzonnen" in said(answer)
    assert eva.get(f"{rehearsal}/brief/9").status_code == 404


def test_a_wrong_answer_is_told_and_nothing_typed_is_lost(eva, draft):
    rehearsal = begin(eva, draft)
    finish(eva, rehearsal, "behandelaar_toewijzen", gaat_over_bestuur="nee")
    action, sent = typed(eva.get(rehearsal), "form[action*='/taak/']")
    answer = eva.post(action, data={**sent, "kern": "Te laat teruggebeld", "_actie": "afronden"})
    assert answer.status_code == 422
    assert "Er klopt nog iets niet" in said(answer)
    assert "Te laat teruggebeld" in answer.get_data(as_text=True)


def test_a_step_back_takes_back_what_it_did(eva, draft):
    rehearsal = begin(eva, draft)
    finish(eva, rehearsal, "behandelaar_toewijzen", gaat_over_bestuur="nee")
    assert "Bellen met de inwoner" in said(eva.get(rehearsal))
    assert click(eva, rehearsal, "terug").status_code == 302
    told = words(page(eva.get(rehearsal)).cssselect("section[aria-labelledby=nu]")[0])
    assert "Behandelaar toewijzen" in told
    assert "/speel-na" in click(eva, rehearsal, "terug").location
    assert eva.get(rehearsal).status_code == 404


def test_two_windows_on_one_rehearsal_do_not_overwrite_each_other(eva, draft):
    rehearsal = begin(eva, draft)
    assert eva.post(f"{rehearsal}/tijd", data={"dagen": "1", "_gezien": "1"}).status_code == 302
    answer = eva.post(f"{rehearsal}/tijd", data={"dagen": "1", "_gezien": "1"})
    assert answer.status_code == 422
    assert "ging intussen verder" in said(answer)


def test_time_goes_to_a_day_that_is_typed_and_never_back(eva, draft):
    rehearsal = begin(eva, draft)
    assert click(eva, rehearsal, "tijd", dag="1 maart 2031").status_code == 302
    assert "1 maart 2031" in said(eva.get(rehearsal))
    refused = click(eva, rehearsal, "tijd", dag="1 februari 2031")
    assert refused.status_code == 422
    assert "alleen vooruit" in said(refused)
    assert "Vul een datum in" in said(click(eva, rehearsal, "tijd", dag="straks"))


def test_a_bundle_that_cannot_run_says_in_which_file_and_element(eva, draft):
    path = "processes/bpmn/nazorg.bpmn"
    held = eva.get(f"{draft}/inhoud/{path}").get_json()
    broken = re.sub(r"\bnazorggesprek\b", "les_vastleggen", held["content"])  # another process has that id
    eva.put(f"{draft}/inhoud/{path}", json={"content": broken, "seen": held["rev"]})
    answer = eva.get(f"{draft}/speel-na/begin/nazorg")
    assert answer.status_code == 422
    assert "nazorg.bpmn" in said(answer)
    assert page(answer).cssselect("a[href*='/schema/nazorg']")


def test_a_change_of_the_draft_shows_how_far_the_rehearsal_still_goes(eva, draft):
    rehearsal = begin(eva, draft)
    finish(eva, rehearsal, "behandelaar_toewijzen", gaat_over_bestuur="nee")
    path = "processes/bpmn/klachtbehandeling.bpmn"
    held = eva.get(f"{draft}/inhoud/{path}").get_json()
    changed = held["content"].replace('name="Behandelaar toewijzen"', 'name="Iemand kiezen"')
    eva.put(f"{draft}/inhoud/{path}", json={"content": changed, "seen": held["rev"]})
    told = said(eva.get(rehearsal))
    assert "van uw 2 stappen kunnen er nog 1" in told
    assert "Iemand kiezen" in told
    assert click(eva, rehearsal, "terug", tot="1").status_code == 302
    assert "van uw 2 stappen" not in said(eva.get(rehearsal))


def test_what_was_clicked_becomes_a_scenario_that_comes_out(eva, draft, app):
    rehearsal = begin(eva, draft)
    finish(eva, rehearsal, "behandelaar_toewijzen", gaat_over_bestuur="nee")
    assert "Dit komt erin te staan" in said(eva.get(f"{rehearsal}/opnemen"))
    nameless = eva.post(f"{rehearsal}/opnemen", data={"naam": " "})
    assert nameless.status_code == 422
    answer = eva.post(f"{rehearsal}/opnemen", data={"naam": "Snel een behandelaar"})
    path = "processes/scenarios/klachtbehandeling/snel_een_behandelaar.feature"
    assert answer.location.endswith(path)
    shown = eva.get(answer.location)
    assert "het komt uit" in said(shown)
    text = eva.get(f"{draft}/inhoud/{path}").get_json()["content"]
    assert 'Als de Klachtencoördinator "Behandelaar toewijzen" afrondt met:' in text
    again = eva.post(f"{rehearsal}/opnemen", data={"naam": "Snel een behandelaar"})
    assert again.location.endswith("snel_een_behandelaar_2.feature")


def test_scenarios_are_played_a_bit_at_a_time_and_kept(eva, draft, app, monkeypatch):
    monkeypatch.setattr("webapp.rehearsal.scenarios.AT_ONCE", 0.0)
    assert "Nog niet gespeeld" in said(eva.get(f"{draft}/scenarios"))
    assert eva.post(f"{draft}/scenarios").status_code == 302
    told = said(eva.get(f"{draft}/scenarios"))
    assert "Tot nu toe komt alles uit." in told
    number = int(draft.rsplit("/", 1)[1])
    with app.app_context():
        verdict = queries.scenario_verdicts([number])[number]
        rows = queries.scenario_results(verdict.bundle_hash)
    assert not verdict.is_complete
    assert (len(rows), rows[0].played, rows[0].red) == (1, 1, 0)


def test_a_red_scenario_shows_the_step_and_is_green_again_after_mending(eva, draft, app):
    path = "processes/scenarios/nazorg/eigen.feature"
    faulty = (
        "# language: nl\nFunctionaliteit: Eigen\n\n  Scenario: Verkeerd verwacht\n"
        "    Gegeven een zaak begonnen op 6 oktober 2026\n"
        '    Dan staat de taak "Nazorggesprek" open voor de rol "Klachtbehandelaar"\n'
    )
    eva.post(f"{draft}/nieuw", data={"soort": "scenario", "naam": "nazorg/eigen"})
    eva.post(f"{draft}/tekst/{path}", data={"tekst": faulty, "gezien": "1"})
    eva.post(f"{draft}/scenarios", data={"bestand": path})
    shown = page(eva.get(f"{draft}/scenarios")).cssselect(".rehearsal__failure")
    told = words(shown[0])
    assert "Regel 6" in told
    assert "de taak 'Nazorggesprek' staat open" in told
    assert "open staan: niets" in told
    mended = faulty.replace(
        'de taak "Nazorggesprek" open voor de rol "Klachtbehandelaar"', "er geen taak open"
    )
    eva.post(f"{draft}/tekst/{path}", data={"tekst": mended, "gezien": "2"})
    eva.post(f"{draft}/scenarios", data={"bestand": path})
    found = page(eva.get(f"{draft}/scenarios"))
    assert not found.cssselect(".rehearsal__failure")


def test_a_changed_scenario_leaves_the_outcome_of_the_others(eva, draft, app):
    first = "processes/scenarios/nazorg/eigen.feature"
    number = int(draft.rsplit("/", 1)[1])
    other = next(
        path for path in _scenario_paths(app, number) if path.startswith("processes/scenarios/nazorg/")
    )
    eva.post(f"{draft}/scenarios", data={"bestand": other})
    eva.post(f"{draft}/nieuw", data={"soort": "scenario", "naam": "nazorg/eigen"})
    with app.app_context():
        assert queries.scenario_verdicts([number])[number].outdated
    eva.post(f"{draft}/scenarios", data={"bestand": other})
    with app.app_context():
        verdict = queries.scenario_verdicts([number])[number]
        assert not verdict.outdated
        assert [row.path for row in queries.scenario_results(verdict.bundle_hash)] == [other]
    assert first not in other


def _scenario_paths(app, number):
    with app.app_context():
        found = queries.draft(number)
        return [row.path for row in queries.draft_files(number, found.base_hash) if "/scenarios/" in row.path]


def test_a_form_is_shown_as_the_case_worker_will_see_it_while_it_is_drawn(eva, draft):
    name = "informele_behandeling/bellen_met_de_inwoner"
    held = eva.get(f"{draft}/inhoud/forms/{name}.form").get_json()["content"]
    answer = eva.post(f"{draft}/formulier-voorbeeld/{name}", data=held, content_type="application/json")
    assert "Is de inwoner nu tevreden" in said(answer)
    faulty = eva.post(f"{draft}/formulier-voorbeeld/{name}", data="{", content_type="application/json")
    assert faulty.status_code == 200
    assert "nog niet te tonen" in said(faulty)


def test_a_recorded_text_plays_green_on_its_own(eva, draft, app):
    rehearsal = begin(eva, draft, "voordeur")
    finish(eva, rehearsal, "bericht_beoordelen")
    path = eva.post(f"{rehearsal}/opnemen", data={"naam": "Voordeur"}).location.split("/tekst/")[1]
    text = eva.get(f"{draft}/inhoud/{path}").get_json()["content"]
    with app.app_context():
        bundle = bundle_of(open_draft(int(draft.rsplit("/", 1)[1])))
    assert all(play_one(one, bundle, replay=True).ok for one in read_feature(text, path))


def test_the_editor_of_scenarios_knows_the_names_in_the_draft(eva, draft):
    known = eva.get(f"{draft}/scenario-woorden/jaarpublicatie").get_json()
    assert ["Cijfers verzamelen", ""] in known["names"]["taak"]
    assert any(name == "afdoeningsbrief" for name, _ in known["names"]["brief"])
    assert known["fields"]["Cijfers verzamelen"][0][1]
    assert ["Dan", "is de zaak nog open"] in known["sentences"]


def test_a_letter_is_tried_on_a_real_case_only_by_who_handles_cases_too(eva, draft, app):
    path = "processes/letters/te_laat.md"
    url = f"{draft}/proef/{path}"
    text = "---\nonderwerp: Uw klacht\naan: inwoner\n---\n{{ zaak.nummer }}, {{ inwoner.naam }}\n"
    with app.app_context():
        case = queries.case_list(queries.Viewer("hanna", ("Klachtencoördinator",))).rows[0]
        name = next(one.name for one in queries.case_parties(case.case_id) if one.role == "resident")
    sent = {"tekst": text, "als": "zaak", "zaak": case.number}
    assert "Bekijk met deze zaak" not in said(eva.get(f"{draft}/tekst/{path}"))
    refused = eva.post(url, data=sent)
    assert refused.status_code == 422
    assert name not in said(refused)
    with app.app_context(), unit_of_work() as store:
        users.set_roles(store.connection, "eva", ("Proceseigenaar", "Klachtencoördinator"))
    assert "Bekijk met deze zaak" in said(eva.get(f"{draft}/tekst/{path}"))
    shown = said(eva.post(url, data=sent))
    assert name in shown
    assert "De gegevens komen uit de zaak" in shown
    assert eva.post(url, data=sent | {"zaak": "K-1900-0001"}).status_code == 422


def test_what_a_letter_lacks_is_ready_to_be_filled_in(eva, draft):
    rehearsal = begin(eva, draft, "aanbeveling")
    refused = finish(eva, rehearsal, "aanbeveling_beoordelen")
    assert refused.status_code == 422
    assert "Vul dit aan bij de gegevens van de zaak" in said(refused)
    shown = page(refused).cssselect("#gegeven")[0].text
    assert "zaak.kenmerk = " in shown
    filled = shown.replace(" = ", " = NO 2026")
    assert click(eva, rehearsal, "gegeven", gegevens=filled).status_code == 302
    assert finish(eva, rehearsal, "aanbeveling_beoordelen").status_code == 302


def test_a_process_that_goes_on_from_another_says_where_to_begin(eva, draft):
    url = f"{draft}/speel-na/begin/splitsen"
    sent = {"oefening.soort": "zaak", "oefening.dag.dag": "6", "oefening.dag.maand": "10",
            "oefening.dag.jaar": "2026", "_actie": "versturen"}  # fmt: skip
    answer = eva.post(url, data=sent)
    assert answer.status_code == 422
    assert "Begin daarom met het proces “Intake”" in said(answer)
    answer = eva.post(url, data=sent | {"oefening.gegevens": "zomaar"})
    assert answer.status_code == 422
    assert "naam = waarde" in said(answer)
    assert "zomaar" in said(answer)


def test_a_long_file_says_what_there_was_no_time_for(eva, draft, monkeypatch):
    monkeypatch.setattr("webapp.studio.trying.LONGEST", 0.0)
    path = "processes/scenarios/jaarpublicatie/jaarpublicatie.feature"
    held = eva.get(f"{draft}/inhoud/{path}").get_json()
    answer = eva.post(f"{draft}/naspelen/{path}", data={"tekst": held["content"], "gezien": held["rev"]})
    assert "Tot nu toe komt alles uit" in said(answer)
    assert "nog 2 scenario’s niet gespeeld" in said(answer)
