"""The task page: drafts that keep themselves, letters that can be changed, undoing, two people at once."""

import pytest
from sqlalchemy import text

from engine import EngineError
from tests.webapp.screens.reading import links, page, said, words
from tests.webapp.screens.test_tasks import SATISFIED, first_task, state_of
from webapp import commands
from webapp.jobs.outbox import deliver_due
from webapp.store import erasure, queries, work
from webapp.store.queries import desk
from webapp.store.unit_of_work import unit_of_work

LETTER = "afrondingsbrief_versturen:1"


@pytest.fixture
def call(samira) -> int:
    return first_task(samira, "Bellen met de inwoner")


@pytest.fixture
def letter(samira, call) -> dict[str, str]:
    """The fields with the text of the letter that goes with SATISFIED."""
    root = page(samira.post(f"/taken/{call}/vooruitblik", data=SATISFIED))
    fields = {box.get("name"): box.text_content().lstrip("\n") for box in root.cssselect("textarea")}
    fields |= {box.get("name"): box.get("value") for box in root.cssselect("input[type=hidden]")}
    assert set(fields) == {f"brief:{LETTER}", f"basis:{LETTER}"}
    return fields


def changed(letter: dict[str, str], old: str = "Beste", new: str = "Geachte") -> dict[str, str]:
    name = f"brief:{LETTER}"
    assert old in letter[name]
    return letter | {name: letter[name].replace(old, new)}


def letters_of(app, task: int) -> list[queries.LetterRow]:
    case_id = state_of(app, task).case_id
    with app.app_context():
        return [queries.letter(one.id) for one in queries.case_letters(case_id)]


def concept(answer) -> str:
    return page(answer).cssselect("[data-concept]")[0].get("data-concept")


def share(app, task: int) -> None:
    """Lay the task with the team, so that two may work on it."""
    with app.app_context(), unit_of_work() as store:
        work.release(store.connection, task, "samira")


def empty_outbox(app) -> None:
    """Let all that was waiting have left."""
    with app.app_context(), unit_of_work() as store:
        store.connection.execute(text("UPDATE outbox SET state = 'sent'"))


# -- the case beside the form --------------------------------------------------------------------


def test_the_page_tells_the_case_beside_the_form(samira, app, call):
    read = said(samira.get(f"/taken/{call}"))
    number = state_of(app, call).number
    for told in (number, "Aan zet", "Uiterlijk afgehandeld (wet)", "Notities (", "Documenten"):
        assert told in read


def test_a_task_has_a_page_of_its_own_that_leads_back_to_the_list_as_it_was(samira, call):
    assert f"/taken/{call}?weergave=team" in links(samira.get(f"/taken?weergave=team&taak={call}"), "/taken/")
    answer = samira.get(f"/taken/{call}?weergave=team")
    assert page(answer).cssselect("a.back")[0].get("href") == "/taken?weergave=team"
    assert not page(answer).cssselect(".tasks__list")


# -- drafts --------------------------------------------------------------------------------------


def test_a_draft_keeps_itself_and_says_when(samira, app, call):
    answer = samira.post(f"/taken/{call}/concept", data={"kern": "Half af"})
    assert "Bewaard om 09.30 uur" in words(page(answer))
    again = page(samira.get(f"/taken?taak={call}"))
    assert words(again.cssselect("textarea[name=kern]")[0]) == "Half af"


def test_a_changed_letter_is_part_of_the_draft(samira, call, letter):
    samira.post(f"/taken/{call}/concept", data=SATISFIED | changed(letter))
    kept = page(samira.get(f"/taken?taak={call}")).cssselect(f"input[name='bewaard:{LETTER}']")
    assert kept[0].get("value").startswith("Geachte")


def test_a_newer_draft_of_a_colleague_is_not_overwritten_and_both_are_shown(sign_in, samira, app, call):
    share(app, call)
    sign_in("joost").post(f"/taken/{call}/concept", data={"kern": "Tekst van Joost"})
    answer = sign_in("samira").post(f"/taken/{call}/concept", data={"kern": "Tekst van Samira"})
    assert answer.status_code == 409
    read = words(page(answer))
    assert all(told in read for told in ("Joost", "Tekst van Joost", "Tekst van Samira"))
    assert state_of(app, call).draft["kern"] == "Tekst van Joost"


def test_who_has_seen_the_draft_of_a_colleague_may_go_on_with_his_own(sign_in, samira, app, call):
    share(app, call)
    sign_in("joost").post(f"/taken/{call}/concept", data={"kern": "Tekst van Joost"})
    samira = sign_in("samira")
    refused = samira.post(f"/taken/{call}/concept", data={"kern": "Tekst van Samira"})
    stamp = page(refused).cssselect("[data-keep]")[0].get("data-keep")
    chosen = {"kern": "Tekst van Samira", "_concept": stamp}
    assert samira.post(f"/taken/{call}/concept", data=chosen).status_code == 200
    assert state_of(app, call).draft["kern"] == "Tekst van Samira"


def test_finishing_over_a_newer_draft_of_a_colleague_is_a_choice(sign_in, samira, app, call):
    share(app, call)
    sign_in("joost").post(f"/taken/{call}/concept", data={"kern": "Tekst van Joost"})
    samira = sign_in("samira")
    answer = samira.post(f"/taken/{call}", data=SATISFIED)
    assert answer.status_code == 409
    assert "Tekst van Joost" in said(answer)
    root = page(answer)
    assert words(root.cssselect("textarea[name=kern]")[0]) == SATISFIED["kern"]
    stamp = root.cssselect("input[name=_concept]")[0].get("value")
    assert samira.post(f"/taken/{call}", data=SATISFIED | {"_concept": stamp}).status_code == 302
    assert state_of(app, call).state == "done"


def test_what_was_typed_on_a_task_that_a_colleague_finished_can_be_a_note(sign_in, samira, app, call):
    share(app, call)
    sign_in("joost").post(f"/taken/{call}", data=SATISFIED)
    samira = sign_in("samira")
    answer = samira.post(f"/taken/{call}", data={"_actie": "bewaren", "kern": "Wat Samira typte"})
    assert answer.status_code == 409
    assert "Joost" in said(answer)
    assert "rondde deze taak af" in said(answer)
    typed = page(answer).cssselect("textarea[name=tekst]")[0].text_content()
    assert "Wat Samira typte" in typed
    samira.post(f"/taken/{call}/notitie", data={"tekst": typed})
    with app.app_context():
        assert "Wat Samira typte" in queries.case_notes(state_of(app, call).case_id)[0].text


def test_what_was_typed_on_a_task_that_a_colleague_took_is_shown(sign_in, samira, app, call):
    share(app, call)
    sign_in("joost").post(f"/taken/{call}/oppakken")
    answer = sign_in("samira").post(f"/taken/{call}/concept", data={"kern": "Wat Samira typte"})
    assert answer.status_code == 409
    assert "heeft deze taak intussen opgepakt" in words(page(answer))
    assert "Wat Samira typte" in words(page(answer))


def test_colleagues_see_each_other_on_a_task_until_one_leaves(sign_in, samira, call, clock):
    samira.post(f"/taken/{call}/aanwezig")
    hanna = sign_in("hanna")
    assert "Samira Bakker heeft deze taak ook open." in words(page(hanna.post(f"/taken/{call}/aanwezig")))
    clock.turn(minutes=1)
    assert "Samira" not in hanna.post(f"/taken/{call}/aanwezig").get_data(as_text=True)


# -- letters -------------------------------------------------------------------------------------


def test_a_letter_leaves_as_it_was_changed_and_the_file_tells_so(samira, app, call, letter):
    answer = samira.post(f"/taken/{call}", data=SATISFIED | changed(letter))
    assert answer.status_code == 302
    left = letters_of(app, call)[-1]
    assert left.markdown.startswith("Geachte")
    with app.app_context():
        change = desk.letter_change(left.id)
        head = queries.case_by_id(left.case_id)
    assert (change.by, change.bundle) == ("Samira Bakker", head.bundle)
    assert change.template.startswith("Beste")
    shown = samira.get(f"/zaken/{left.number}/brieven/{LETTER}")
    assert "Gewijzigd ten opzichte van het sjabloon" in said(shown)
    assert [one.text_content() for one in page(shown).cssselect("del")] == ["Beste"]
    assert [one.text_content() for one in page(shown).cssselect("ins")] == ["Geachte"]


def test_a_letter_that_nobody_changed_is_not_called_changed(samira, app, call, letter):
    samira.post(f"/taken/{call}", data=SATISFIED | letter)
    with app.app_context():
        assert desk.letter_change(letters_of(app, call)[-1].id) is None


def test_an_untouched_letter_follows_the_answers(samira, app, call, letter):
    samira.post(f"/taken/{call}", data=SATISFIED | letter | {"oplossing": "Iets heel anders."})
    assert "Iets heel anders." in letters_of(app, call)[-1].markdown


def test_a_changed_letter_whose_template_moved_is_looked_at_again(samira, app, call, letter):
    data = SATISFIED | changed(letter) | {"oplossing": "Iets heel anders."}
    answer = samira.post(f"/taken/{call}", data=data)
    assert answer.status_code == 422
    assert "Het sjabloon zegt nu iets anders" in said(answer)
    box = page(answer).cssselect("textarea.letter-desk__text")[0]
    assert box.text_content().lstrip().startswith("Geachte")
    assert state_of(app, call).state == "open"


def test_an_empty_letter_is_refused_and_the_answers_stay(samira, app, call, letter):
    answer = samira.post(f"/taken/{call}", data=SATISFIED | letter | {f"brief:{LETTER}": " "})
    assert answer.status_code == 422
    assert "De brief heeft geen tekst meer" in said(answer)
    assert words(page(answer).cssselect("textarea[name=kern]")[0]) == SATISFIED["kern"]
    assert state_of(app, call).state == "open"


def test_a_letter_reads_along_while_somebody_changes_it(samira, call, letter):
    answer = samira.post(f"/taken/{call}/brief", data=SATISFIED | changed(letter) | {"_brief": LETTER})
    assert "Gewijzigd ten opzichte van het sjabloon" in words(page(answer))
    assert "Geachte" in page(answer).cssselect(".letter")[0].text_content()


def test_the_template_comes_back_when_asked(samira, call, letter):
    data = SATISFIED | changed(letter) | {"_actie": f"sjabloon:{LETTER}"}
    box = page(samira.post(f"/taken/{call}", data=data)).cssselect("textarea.letter-desk__text")[0]
    assert box.text_content().lstrip().startswith("Beste")


def test_a_changed_letter_can_be_seen_on_paper_before_it_leaves(samira, app, call, letter):
    answer = samira.post(f"/taken/{call}/brief.pdf", data=SATISFIED | changed(letter) | {"_brief": LETTER})
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert state_of(app, call).state == "open"


def test_a_letter_changed_for_other_answers_is_kept_aside(samira, call, letter):
    other = changed(letter) | {"brief:een_andere_brief:1": "Bewaar dit.", "basis:een_andere_brief:1": "x"}
    answer = samira.post(f"/taken/{call}/vooruitblik", data=SATISFIED | other)
    kept = page(answer).cssselect("input[name='bewaard:een_andere_brief:1']")
    assert kept[0].get("value") == "Bewaar dit.\n"


def test_erasing_a_case_erases_what_was_typed_in_its_letters(samira, app, call, letter, tmp_path, clock):
    samira.post(f"/taken/{call}", data=SATISFIED | changed(letter))
    left = letters_of(app, call)[-1]
    with app.app_context():
        head = queries.case_by_id(left.case_id)
        seq = max(entry.seq for entry in queries.case_timeline(head.case_id))
        assert desk.changed_letters(head.case_id, seq)
        with unit_of_work() as store:
            store.connection.execute(text("UPDATE case_ SET state = 'closed'"))
            erasure.erase(store.connection, tmp_path, head.case_id, at=clock())
        assert desk.changed_letters(head.case_id, seq) == {}
        assert desk.letter_change(left.id) is None


def test_a_preview_says_who_gets_the_next_task_and_why_a_date_changes(samira, call):
    answer = samira.post(f"/taken/{call}/vooruitblik", data=SATISFIED)
    assert "Waarom deze datum?" in words(page(answer))


def test_a_preview_of_an_incomplete_form_leads_to_what_is_missing(samira, call):
    root = page(samira.post(f"/taken/{call}/vooruitblik", data={"kern": "x"}))
    assert "te gaan" in words(root)
    assert "#v-gesproken_op-dag" in [link.get("href") for link in root.iter("a")]


# -- undo ----------------------------------------------------------------------------------------


def test_letters_stay_in_the_building_as_long_as_a_task_can_be_undone(samira, app, call, clock):
    empty_outbox(app)
    samira.post(f"/taken/{call}", data=SATISFIED)
    with app.app_context():
        assert deliver_due(clock, lambda message: None, domain="test").sent == 0
        clock.turn(seconds=10)
        assert deliver_due(clock, lambda message: None, domain="test").sent == 1


def test_a_finished_task_can_be_undone_for_ten_seconds(samira, app, call):
    following = samira.get(samira.post(f"/taken/{call}", data=SATISFIED).location)
    assert "Ongedaan maken (nog 10 s)" in said(following)
    assert state_of(app, call).state == "done"
    back = samira.get(samira.post(f"/taken/{call}/ongedaan").location)
    assert "is niet afgerond. Uw antwoorden staan er nog." in said(back)
    assert SATISFIED["eigen_woorden"] in back.get_data(as_text=True)
    assert state_of(app, call).state == "open"


def test_after_ten_seconds_the_page_says_that_it_is_too_late(samira, call, clock):
    location = samira.post(f"/taken/{call}", data=SATISFIED).location
    clock.turn(seconds=11)
    read = said(samira.get(location))
    assert "ongedaan maken kan niet meer" in read
    assert "Ongedaan maken (nog" not in read


def test_who_needs_more_time_to_undo_gets_it_and_the_letter_waits_along(samira, app, call, clock):
    empty_outbox(app)
    samira.post(f"/taken/{call}", data=SATISFIED)
    samira.post(f"/taken/{call}/meer-tijd")
    clock.turn(seconds=30)
    assert "Ongedaan maken (nog 40 s)" in said(samira.get("/taken"))
    with app.app_context():
        assert deliver_due(clock, lambda message: None, domain="test").sent == 0


def test_a_refusal_to_undo_is_told(samira, call, monkeypatch):
    class TooLate(EngineError):
        """Ongedaan maken kan niet meer: de zaak is al verder."""

    def undo_last(case_id, seq, *, by, at):
        raise TooLate

    monkeypatch.setattr(commands, "undo_last", undo_last)
    samira.post(f"/taken/{call}", data=SATISFIED)
    answer = samira.get(samira.post(f"/taken/{call}/ongedaan").location)
    assert "de zaak is al verder" in said(answer)


def test_nobody_undoes_the_work_of_somebody_else(sign_in, samira, app, call):
    samira.post(f"/taken/{call}", data=SATISFIED)
    sign_in("hanna").post(f"/taken/{call}/ongedaan")
    assert state_of(app, call).state == "done"


def test_the_next_task_is_offered_with_a_way_back_to_the_list_as_it_was(samira, call):
    answer = samira.post(f"/taken/{call}?weergave=team", data=SATISFIED)
    assert "weergave=team" in answer.location
    assert "/taken?weergave=team" in links(samira.get(answer.location), "^/taken\\?weergave=team$")


def test_who_may_act_is_still_who_may_act(sign_in, call):
    linda = sign_in("linda")
    for road in ("concept", "aanwezig", "brief", "brief.pdf", "ongedaan", "meer-tijd"):
        assert linda.post(f"/taken/{call}/{road}").status_code == 404
