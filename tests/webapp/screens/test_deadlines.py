"""Managers see what will be late, divide the work, and take the list along."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
from lxml import etree
from werkzeug.datastructures import MultiDict

from engine import local_date
from tests.webapp.screens.reading import links, page, said, words
from webapp import commands, outlook, turns
from webapp.store import absences, queries
from webapp.store.queries import Viewer
from webapp.wording import SUBJECTS

SAMIRA = Viewer("samira", ("Klachtbehandelaar",))
JOOST = Viewer("joost", ("Klachtbehandelaar",))


@pytest.fixture
def fatima(sign_in):
    """Fatima leads the team."""
    return sign_in("fatima")


def rows(answer) -> list[str]:
    return [words(row) for row in page(answer).cssselect(".terms tbody tr")]


def headline(answer) -> str:
    return words(page(answer).cssselect(".headline__words")[0])


def first_number_with(client, who: str) -> str:
    found = next(row for row in rows(client.get("/termijnen")) if who in row)
    return re.search(r"K-\d+-\d+", found)[0]


def test_one_sentence_says_how_many_run_and_how_many_will_be_late(fatima):
    sentence = headline(fatima.get("/termijnen"))
    assert re.match(r"\d+ open", sentence)
    assert sentence.endswith(("als er niets gebeurt.", "komt naar verwachting op tijd klaar."))
    assert re.search(r"Berekend om \d+\.\d\d uur", said(fatima.get("/termijnen")))


@pytest.mark.parametrize("filters", ["alleen=dreigt", "wacht=inwoner", "team=Klachtbehandelaar"])
def test_a_large_installation_says_that_its_forecast_is_not_there_yet_instead_of_showing_nothing(
    fatima, app, clock, monkeypatch, filters
):
    monkeypatch.setattr(outlook, "SMALL", 0)  # as after a new version, before the first beat of the clock
    later = "De vooruitblik wordt nog berekend. Kijk over een paar minuten opnieuw."
    assert headline(fatima.get("/termijnen")) == later
    assert rows(fatima.get("/termijnen"))  # what needs no forecast is there
    read = said(fatima.get(f"/termijnen?{filters}"))
    assert f"Deze lijst is er nog niet{later}" in read
    assert "Geen termijnen in deze lijst" not in read
    for file in ("lijst.csv", "lijst.ods"):  # an empty file would say that there is nothing
        assert f"?{filters}" in fatima.get(f"/termijnen/{file}?{filters}").location
    assert f"De aantallen zijn er nog niet{later}" in said(fatima.get("/termijnen/werkverdeling"))
    with app.app_context():
        outlook.keep_fresh(clock.moment)
    for path in ("/termijnen", f"/termijnen?{filters}", "/termijnen/werkverdeling"):
        assert later not in said(fatima.get(path))


def test_every_bar_is_a_link_to_as_many_cases_as_it_says(fatima):
    bars = page(fatima.get("/termijnen")).cssselect("svg.chart--wide a.bar-link")
    assert bars
    for bar in bars[:6]:
        promised = int(re.search(r"(\d+) termijn", bar.get("aria-label"))[1])
        assert len(rows(fatima.get(bar.get("href").split("#")[0]))) == promised


def test_the_charts_are_there_as_tables_too(fatima):
    told = [list(row) for row in page(fatima.get("/termijnen")).cssselect(".more table tbody tr")]
    assert len(told) >= 8
    assert all(words(cell).isdecimal() for row in told for cell in row[1:])


@pytest.mark.parametrize(
    ("query", "said_of_all"),
    [
        ("team=Beslisser", "Beslisser"),
        ("wacht=inwoner", "inwoner"),
        ("alleen=verdaagd", "verdaagd"),
    ],
)
def test_the_list_keeps_to_its_filters(fatima, query, said_of_all):
    found = rows(fatima.get(f"/termijnen?{query}"))
    assert found
    assert all(said_of_all in row for row in found)


OUTSIDE = {"De inwoner": "inwoner", "De aanbieder": "aanbieder", "De ombudsman": "ombudsman"}


def test_the_list_and_the_case_file_name_the_same_who_is_to_move(fatima):
    told: dict[str, set[str]] = {}
    for who in turns.WHO:
        for row in rows(fatima.get(f"/termijnen?wacht={who}")):
            told.setdefault(re.search(r"K-\d+-\d+", row)[0], set()).add(who)
    assert {"wij", "inwoner", "medewerker", "commissie"} <= set().union(*told.values())
    for number in sorted(told)[::4]:
        case = page(fatima.get(f"/zaken/{number}"))
        said_there = [words(one) for one in case.cssselect("section[aria-label='Wie is aan zet?'] li")]
        outside = {code for name, code in OUTSIDE.items() if any(one.startswith(name) for one in said_there)}
        assert outside == told[number] & set(OUTSIDE.values())


def test_every_party_is_counted_as_often_as_it_is_listed(fatima, sign_in):
    for client in (fatima, sign_in("linda")):
        for link in page(client.get("/termijnen")).cssselect(".whose a"):
            number = int(words(link.cssselect("b")[0]))
            assert len(every_row(client, link.get("href"))) == number > 0


def test_no_number_is_shown_that_the_list_of_one_week_or_state_does_not_have(fatima):
    for one in ("week=2026-03-23", "dag=2026-03-24", "alleen=verdaagd"):
        assert not page(fatima.get(f"/termijnen?{one}")).cssselect(".whose")


def every_row(client, address: str) -> list[str]:
    found = []
    while address:
        answer = client.get(address.split("#")[0])
        found += rows(answer)
        address = next(iter(links(answer, r"plaats=")), "")
    return found


def test_service_norms_and_timers_are_listed_with_what_they_rest_on(fatima):
    assert "Servicenorm van de gemeente" in said(fatima.get("/termijnen?soort=service"))
    assert "Awb artikel 9:11" in said(fatima.get("/termijnen?soort=wekkers"))


def test_what_is_no_filter_is_left_out_and_an_invented_place_is_refused(fatima):
    everything = rows(fatima.get("/termijnen"))
    assert rows(fatima.get("/termijnen?alleen=x&wacht=x&dag=x&week=x&soort=x")) == everything
    assert fatima.get("/termijnen?plaats=zomaar").status_code == 400
    assert fatima.get("/termijnen?soort=wekkers&plaats=WzEsMiwzLDRd").status_code == 400


def test_paging_shows_every_term_once_under_each_way_of_looking(fatima):
    for query in ("?soort=wettelijk", "?soort=wekkers", "?team=Klachtbehandelaar"):
        seen, address = [], f"/termijnen{query}"
        while address:
            answer = fatima.get(address)
            seen += [words(row) for row in page(answer).cssselect(".table--cards tbody tr")]
            address = next((href.split("#")[0] for href in links(answer, r"plaats=")), "")
        assert len(seen) == len(set(seen)) > 0


def test_open_tasks_are_divided_after_seeing_what_changes_and_taken_back(fatima, app):
    number = first_number_with(fatima, "Samira Bakker")
    choice = fatima.get(f"/termijnen/verdelen?zaak={number}")
    assert "nu bij Samira Bakker" in said(choice)
    tasks = [box.get("value") for box in page(choice).cssselect("input[name=taak]")]
    plan = fatima.get("/termijnen/verdelen", query_string={"taak": tasks, "naar": "joost"})
    assert re.search(r"zaken? die dit raakt", said(plan))
    given = [field.get("value") for field in page(plan).cssselect("input[type=hidden][name=taak]")]
    assert given
    done = fatima.post("/termijnen/verdelen", data={"taak": given, "naar": "joost"}, follow_redirects=True)
    assert "naar Joost de Graaf" in said(done)
    assert held_by(app, number) == "joost"
    handover = page(done).cssselect("#melding input[name=nummer]")[0].get("value")
    back = fatima.post("/termijnen/verdelen/terug", data={"nummer": handover}, follow_redirects=True)
    assert "weer bij wie ze had" in said(back)
    assert held_by(app, number) == "samira"


def held_by(app, number: str) -> str | None:
    with app.app_context():
        case = queries.case_by_number(number)
        mine = [
            t for t in queries.case_tasks(case.case_id) if t.state == "open" and t.role == "Klachtbehandelaar"
        ]
        return mine[0].assignee


def test_a_task_that_moved_meanwhile_stays_where_it_is_and_is_named(fatima, app):
    number = first_number_with(fatima, "Samira Bakker")
    plan = fatima.get(f"/termijnen/verdelen?zaak={number}&naar=joost")
    given = [field.get("value") for field in page(plan).cssselect("input[type=hidden][name=taak]")]
    seen_wrong = [value.split(":")[0] + ":" for value in given]
    answer = fatima.post(
        "/termijnen/verdelen", data={"taak": seen_wrong, "naar": "joost"}, follow_redirects=True
    )
    assert "Er is niets verplaatst." in said(answer)
    assert "inmiddels" in said(answer)
    assert held_by(app, number) == "samira"


def test_the_proposal_does_what_it_says(fatima, app, clock):
    """Whatever the sample cases need: carried out, the forecast has the number that was promised."""
    with app.app_context():
        outlook.refresh(clock())
        told = queries.memo(outlook.PICTURE)[1]["proposal"]
        if told is None:
            overload(app, clock)
            told = queries.memo(outlook.PICTURE)[1]["proposal"]
        seen = {task.id: task.assignee or "" for task in queries.held_tasks(told["tasks"])}
    assert "Verplaats" in said(fatima.get("/termijnen")) or "Geef" in said(fatima.get("/termijnen"))
    given = [f"{task}:{holder}" for task, holder in seen.items()]
    fatima.post("/termijnen/verdelen", data={"taak": given, "naar": told["target"]})
    with app.app_context():
        late = {row.case_id for row in queries.all_outlooks() if row.threatened}
    assert late & set(told["before"]) == set(told["after"])


def overload(app, clock) -> None:
    """Give Joost all tasks, until a proposal is needed."""
    from webapp.store import work
    from webapp.store.unit_of_work import unit_of_work

    mine = {one.task_id: "samira" for one in queries.open_work() if one.queue == "@samira"}
    with unit_of_work() as store:
        work.reassign_all(store.connection, mine, "joost")
    for _ in range(15):
        clock.turn(days=1)
        outlook.refresh(clock())
        if queries.memo(outlook.PICTURE)[1]["proposal"]:
            return


def test_nobody_who_is_away_is_proposed_and_the_page_says_that_it_counts(fatima, app, clock):
    with app.app_context():
        overload(app, clock)
        target = queries.memo(outlook.PICTURE)[1]["proposal"]["target"]
        assert target
    assert "de afwezigheid van 2 collega’s deze en volgende week" in said(fatima.get("/termijnen"))
    with app.app_context():
        until = local_date(clock()) + timedelta(days=20)
        away = absences.Plan(target, local_date(clock()) + timedelta(days=3), until)
        commands.plan_absence(away, by=Viewer("fatima", ("Leidinggevende",)), at=clock())
        outlook.refresh(clock())
        told = queries.memo(outlook.PICTURE)[1]["proposal"]
    assert told is None or told["target"] != target
    assert "Er is gerekend met de afwezigheid van 3 collega’s deze en volgende week" in said(
        fatima.get("/termijnen")
    )


def test_a_proposal_for_who_reported_ill_since_is_not_shown_and_the_choice_tells_who_is_away(
    fatima, app, clock
):
    with app.app_context():
        overload(app, clock)
        told = queries.memo(outlook.PICTURE)[1]["proposal"]
        today = local_date(clock())
        ill = absences.Plan(told["target"], today, today + timedelta(days=2))
        commands.plan_absence(ill, by=Viewer("fatima", ("Leidinggevende",)), at=clock())
    assert "Bekijk dit voorstel" not in said(fatima.get("/termijnen"))
    assert "Er is nu geen voorstel" in said(fatima.get("/termijnen"))
    assert "alleen=dreigt" in page(fatima.get("/termijnen")).cssselect(".headline a")[0].get("href")
    choice = fatima.get("/termijnen/verdelen", query_string={"taak": told["tasks"]})
    assert "(afwezig t/m" in said(choice)


def test_who_divides_work_comes_back_to_the_same_list(fatima):
    number = first_number_with(fatima, "Samira")
    answer = fatima.get(
        "/termijnen/verdelen", query_string={"zaak": number, "alleen": "te_laat", "naar": "joost"}
    )
    form = page(answer).cssselect("form[action='/termijnen/verdelen'][method=post]")[0]
    sent = [(field.get("name"), field.get("value")) for field in form.cssselect("input[type=hidden]")]
    assert ("alleen", "te_laat") in sent
    done = fatima.post("/termijnen/verdelen", data=MultiDict(sent))
    assert done.location == "/termijnen?alleen=te_laat"
    undo = page(fatima.get(done.location)).cssselect("form[action='/termijnen/verdelen/terug']")[0]
    sent = {field.get("name"): field.get("value") for field in undo.cssselect("input")}
    assert fatima.post("/termijnen/verdelen/terug", data=sent).location == "/termijnen?alleen=te_laat"


def test_only_who_divides_the_work_may_divide_it_and_sees_persons(samira):
    assert samira.get("/termijnen/verdelen").status_code == 403
    assert samira.post("/termijnen/verdelen", data={}).status_code == 403
    assert not page(samira.get("/termijnen")).cssselect("input[name=zaak]")
    told = said(samira.get("/termijnen/werkverdeling"))
    assert "Klachtbehandelaar" in told
    assert "Joost de Graaf" not in told


def test_who_divides_the_work_sees_persons_and_why(hanna):
    told = said(hanna.get("/termijnen/werkverdeling"))
    assert "Joost de Graaf" in told
    assert "Namen staan hier alleen om het werk eerlijk te verdelen" in told


def test_the_diagram_shows_how_long_steps_take_and_so_does_the_table(fatima):
    answer = fatima.get("/termijnen/doorlooptijd/informele_behandeling?periode=jaar")
    steps = page(answer).cssselect(".b-heat title")
    assert any("Bellen met de inwoner: helft klaar binnen" in step.text for step in steps)
    table = [words(row) for row in page(answer).cssselect("table tbody tr")]
    assert any(row.startswith("Bellen met de inwoner") and "werkdag" in row for row in table)
    assert fatima.get("/termijnen/doorlooptijd/bestaat_niet").status_code == 404
    moved = fatima.get("/termijnen/doorlooptijd?proces=formele_behandeling&periode=jaar")
    assert moved.location == "/termijnen/doorlooptijd/formele_behandeling?periode=jaar"


def test_the_list_leaves_as_csv_and_ods_with_the_same_filters(fatima):
    shown = rows(fatima.get("/termijnen?team=Klachtbehandelaar"))
    answer = fatima.get("/termijnen/lijst.csv?team=Klachtbehandelaar")
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True)
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len(lines) == len(shown)
    assert {line["Grondslag"][:13] for line in lines} == {"Awb artikel 9"}
    assert {line["Onderwerp"] for line in lines} <= set(SUBJECTS.values())  # words, not codes
    archive = zipfile.ZipFile(io.BytesIO(fatima.get("/termijnen/lijst.ods?team=Klachtbehandelaar").data))
    table = etree.fromstring(archive.read("content.xml"))
    found = table.findall(".//{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row")
    assert len(found) == len(lines) + 1
    timers = fatima.get("/termijnen/lijst.csv?soort=wekkers").get_data(as_text=True)
    assert timers.startswith("\ufeffZaak;Wekker;")


def address_of(client, team="") -> str:
    answer = client.post("/agenda", data={"team": team}, follow_redirects=True)
    return page(answer).cssselect("#adres")[0].get("value").partition("localhost")[2]


def test_a_person_subscribes_to_own_last_days_without_signing_in(samira, app, clock):
    address = address_of(samira)
    assert "#adres" not in samira.get("/agenda").get_data(as_text=True)
    stranger = app.test_client()
    answer = stranger.get(address)
    assert answer.mimetype == "text/calendar"
    text = answer.get_data(as_text=True)
    assert text.count("BEGIN:VEVENT") == text.count("SUMMARY:K-") > 0
    with app.app_context():
        assert text.count("BEGIN:VEVENT") == len(queries.calendar_terms(SAMIRA))
        names = {row.resident for row in queries.deadline_list(SAMIRA, today=clock().date()).rows}
    assert all(name not in text for name in names)


def test_a_link_ends_when_taken_back_or_made_anew(samira, app):
    first, second = address_of(samira), address_of(samira)
    reader = app.test_client()
    assert reader.get(first).status_code == 404
    assert reader.get(second).status_code == 200
    samira.post("/agenda/intrekken", data={"team": ""})
    assert reader.get(second).status_code == 404
    assert reader.get("/agenda/verzonnen.ics").status_code == 404


def test_a_team_link_is_for_ones_own_team_only(samira, app):
    assert samira.post("/agenda", data={"team": "Beslisser"}).status_code == 403
    team = app.test_client().get(address_of(samira, "Klachtbehandelaar")).get_data(as_text=True)
    own = app.test_client().get(address_of(samira)).get_data(as_text=True)
    assert team.count("BEGIN:VEVENT") > own.count("BEGIN:VEVENT")


def test_the_clock_keeps_the_forecast_fresh(app, clock):
    with app.app_context():
        assert outlook.keep_fresh(clock())
        assert not outlook.keep_fresh(clock())
        clock.turn(minutes=20)
        assert outlook.keep_fresh(clock())
        assert queries.memo(outlook.PICTURE)[0] == clock()
        clock.turn(days=1)
        assert outlook.keep_fresh(clock())
