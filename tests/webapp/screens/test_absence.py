"""Planning an absence, standing in, the bell and the settings, as one reads and clicks them."""

import pytest

from tests.builders import MONDAY
from tests.webapp.screens.reading import headings, links, page, said, task_id, words
from webapp import commands
from webapp.store import queries, users
from webapp.store.absences import Plan
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

TODAY = MONDAY.date().isoformat()
DAYS = {"van": TODAY, "tot": "2026-03-27", "vervanger": "joost", "opmerking": "De map ligt in de kast."}
SAMIRA = Viewer("samira", ("Klachtbehandelaar",))


@pytest.fixture
def away(app):
    """Samira is away this week and Joost stands in; return one of her tasks."""
    with app.app_context():
        plan = Plan("samira", MONDAY.date(), MONDAY.date(), "joost", "De map ligt in de kast.")
        commands.plan_absence(plan, by=SAMIRA, at=MONDAY)
        rows = queries.task_list(SAMIRA, today=MONDAY.date(), limit=100).rows
        return next(row for row in rows if row.assignee == "samira")


def field(answer, name: str) -> str:
    found = page(answer).cssselect(f"[name={name}]")[0]
    if found.tag == "select":
        chosen = found.cssselect("option[selected]")
        return chosen[0].get("value") if chosen else ""
    return found.get("value") if found.tag == "input" else found.text


def test_an_absence_is_planned_and_shown_to_both(samira, sign_in):
    answer = samira.post("/afwezigheid", data=DAYS, follow_redirects=True)
    assert "U bent afwezig van 23 maart 2026 tot en met 27 maart 2026. Joost de Graaf vervangt." in said(
        answer
    )
    assert "Van 23 maart 2026 tot en met 27 maart 2026 Nu Joost de Graaf vervangt." in said(answer)
    answer = sign_in("joost").get("/afwezigheid")
    assert "“De map ligt in de kast.”" in said(answer)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"van": ""}, "Vul de eerste dag in."),
        ({"tot": "morgen"}, "Vul de laatste dag in."),
        ({"tot": "2026-03-01"}, "De laatste dag ligt voor de eerste dag."),
        ({"vervanger": "samira"}, "kan zichzelf niet vervangen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(samira, typed, says):
    answer = samira.post("/afwezigheid", data=DAYS | typed)
    assert answer.status_code == 422
    assert says in said(answer)
    assert field(answer, "opmerking") == "De map ligt in de kast."
    assert field(answer, "vervanger") == (DAYS | typed)["vervanger"] or typed.get("vervanger") == "samira"


def test_a_role_that_the_substitute_lacks_is_said_first_and_planned_after_a_yes(app, samira):
    with app.app_context():
        count = queries.cover_for("samira", "peter").lacking["Klachtbehandelaar"]
    answer = samira.post("/afwezigheid", data=DAYS | {"vervanger": "peter"})
    assert answer.status_code == 200
    lying = f"{count} taken blijven liggen" if count > 1 else "1 taak blijft liggen"
    assert f"Let op: Peter Dekker heeft de rol Klachtbehandelaar niet; {lying}." in said(answer)
    mark = field(answer, "bevestigd")
    other = samira.post("/afwezigheid", data=DAYS | {"vervanger": "hanna", "bevestigd": mark})
    assert "Hanna Vermeer heeft de rol Klachtbehandelaar niet" in said(other)
    done = samira.post(
        "/afwezigheid", data=DAYS | {"vervanger": "peter", "bevestigd": mark}, follow_redirects=True
    )
    assert "Peter Dekker vervangt." in said(done)


def test_without_a_substitute_one_hears_what_stays_behind(samira):
    answer = samira.post("/afwezigheid", data=DAYS | {"vervanger": ""})
    assert "U koos geen vervanger." in said(answer)
    assert "blijven liggen" in said(answer)


def test_a_colleague_cannot_plan_for_another_and_a_coordinator_can(sign_in):
    joost = sign_in("joost")
    assert not page(joost.get("/afwezigheid")).cssselect("#wie")
    answer = joost.post("/afwezigheid", data=DAYS | {"wie": "samira"})
    assert answer.status_code == 403
    answer = sign_in("hanna").post("/afwezigheid", data=DAYS | {"wie": "samira"}, follow_redirects=True)
    assert "Samira Bakker is afwezig" in said(answer)


def test_an_absence_can_be_changed_and_ended_but_not_by_a_stranger(samira, sign_in, away):
    (path,) = links(samira.get("/afwezigheid"), r"^/afwezigheid/\d+$")
    assert field(samira.get(path), "vervanger") == "joost"
    changed = samira.post(path, data=DAYS | {"tot": "2026-03-30"}, follow_redirects=True)
    assert "tot en met 30 maart 2026" in said(changed)
    assert sign_in("joost").get(path).status_code == 404
    assert sign_in("joost").post(f"{path}/beeindigen").status_code == 404
    answer = sign_in("samira").post(f"{path}/beeindigen", follow_redirects=True)
    assert "De afwezigheid gaat niet door." in said(answer)


def test_the_substitute_reads_for_whom_and_the_task_stays_where_it_was(sign_in, app, away):
    joost = sign_in("joost")
    assert "namens Samira Bakker" in said(joost.get("/taken"))
    answer = joost.get(f"/taken?taak={away.id}")
    assert "U doet deze taak namens Samira Bakker, die nu afwezig is." in said(answer)
    assert task_id(answer) == away.id
    assert not page(answer).cssselect("#collega")
    joost.post(f"/taken/{away.id}", data={"_actie": "bewaren", "kern": "half"})
    given = joost.post(f"/taken/{away.id}/toewijzen", data={"collega": "joost", "gezien": "samira"})
    assert given.status_code == 403
    with app.app_context():
        task = queries.open_task(away.id)
        assert (task.assignee, task.draft_by) == ("samira", "joost")


def test_without_standing_in_the_task_is_of_a_colleague(sign_in, away, clock):
    clock.turn(days=1)
    answer = sign_in("joost").get(f"/taken?taak={away.id}")
    assert "Samira Bakker behandelt deze taak." in said(answer)
    assert not page(answer).cssselect("#taakformulier")


def test_giving_a_task_to_who_is_away_warns_and_names_the_substitute(sign_in, app, away):
    with app.app_context():
        rows = queries.task_list(Viewer("joost", ("Klachtbehandelaar",)), today=MONDAY.date(), limit=100).rows
        mine = next(row for row in rows if row.assignee == "joost")
    joost = sign_in("joost")
    offered = [
        words(option) for option in page(joost.get(f"/taken?taak={mine.id}")).cssselect("#collega option")
    ]
    assert "Samira Bakker (afwezig t/m 23 maart, Joost de Graaf vervangt)" in offered
    answer = joost.post(
        f"/taken/{mine.id}/toewijzen", data={"collega": "samira", "gezien": "joost"}, follow_redirects=True
    )
    assert "Samira Bakker is afwezig tot en met 23 maart 2026. Joost de Graaf vervangt." in said(answer)


def test_the_coordinator_sees_what_nobody_can_do_and_hands_it_over(sign_in, app, away):
    with app.app_context(), unit_of_work() as store:
        users.set_roles(store.connection, "joost", ("Beslisser",))
        users.set_roles(store.connection, "tom", ("Klachtbehandelaar",))
    hanna = sign_in("hanna")
    answer = hanna.get("/afwezigheid/zonder-vervanger")
    assert away.title in said(answer)
    assert "Joost de Graaf heeft deze rol niet" in said(answer)
    none = hanna.post("/afwezigheid/zonder-vervanger", data={"collega": "tom"})
    assert "Kies minstens één taak en een collega." in said(none)
    chosen = {"taak": [f"{away.id}:samira"], "collega": "tom"}
    answer = hanna.post("/afwezigheid/zonder-vervanger", data=chosen, follow_redirects=True)
    assert "1 taak ligt nu bij Tom Maas." in said(answer)
    again = hanna.post("/afwezigheid/zonder-vervanger", data=chosen)
    assert again.status_code == 422
    assert sign_in("joost").get("/afwezigheid/zonder-vervanger").status_code == 403


# -- the bell -------------------------------------------------------------------------------------


@pytest.fixture
def told(app, away):
    with app.app_context():
        commands.reassign_task(away.id, "joost", seen="samira", by="hanna", at=MONDAY)
        return queries.notice_list("joost").rows[0]


def bell(answer) -> str:
    return words(page(answer).cssselect(".bell__count")[0])


def test_the_bell_counts_what_is_new_and_a_notice_leads_to_its_task(sign_in, told, away):
    joost = sign_in("joost")
    assert bell(joost.get("/taken")) == "11 nieuwe melding"
    answer = joost.get("/meldingen")
    assert f"{away.number}: u kreeg de taak “{away.title}”." in said(answer)
    assert told.text in words(page(joost.get("/meldingen/kort")))
    followed = joost.post(f"/meldingen/{told.id}")
    assert followed.location == f"/taken?taak={away.id}"
    assert bell(joost.get("/taken")) == "Geen nieuwe meldingen"
    assert "Niets nieuws" in said(joost.get("/meldingen?alleen=nieuw"))


def test_notices_are_marked_as_read_one_by_one_or_all_at_once(sign_in, told):
    joost = sign_in("joost")
    stays = joost.post(f"/meldingen/{told.id}", data={"_actie": "gelezen"})
    assert stays.location == "/meldingen"
    answer = joost.post("/meldingen/gelezen", follow_redirects=True)
    assert "Er was niets nieuws." in said(answer)


def test_another_ones_notice_does_not_exist(samira, told):
    assert samira.post(f"/meldingen/{told.id}").status_code == 404


def test_asking_for_the_number_does_not_keep_a_session_alive(samira):
    clicked = samira.get("/meldingen")
    asked = samira.get("/meldingen/bel", headers={"X-Peiling": "1"})
    assert "Set-Cookie" in clicked.headers
    assert "Set-Cookie" not in asked.headers


# -- settings -------------------------------------------------------------------------------------


def test_everybody_chooses_his_own_mail(samira, app):
    answer = samira.get("/instellingen")
    assert headings(answer) == ["Instellingen"]
    assert "samira.bakker@vrijstad.example" in said(answer)
    assert field(answer, "uur") == "8"
    samira.post("/instellingen", data={"uur": "10", "spoed": "ja"})
    answer = samira.get("/instellingen")
    assert field(answer, "uur") == "10"
    ticked = [box.get("name") for box in page(answer).cssselect("input[checked]")]
    assert ticked == ["spoed"]
