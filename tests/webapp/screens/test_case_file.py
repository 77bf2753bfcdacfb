"""The case file: both clocks, who is to move, filters, changes, letters, notes, print, what is left."""

import pytest

from tests.builders import MONDAY
from tests.webapp.screens.reading import headings, links, page, said, words
from webapp import commands
from webapp.store import erasure, queries
from webapp.store.unit_of_work import unit_of_work

SAMIRA = queries.Viewer("samira", ("Klachtbehandelaar",))
JOOST = queries.Viewer("joost", ("Klachtbehandelaar",))


def head(app, number: str) -> queries.CaseHead:
    with app.app_context():
        return queries.case_by_number(number)


@pytest.fixture
def numbers(app) -> list[str]:
    """Open complaints, oldest first."""
    with app.app_context():
        rows = queries.case_list(SAMIRA, order="oudste", limit=50).rows
        return [row.number for row in rows]


@pytest.fixture
def number(numbers) -> str:
    return numbers[0]


def clock_of(answer, title: str) -> str:
    return words(page(answer).cssselect(f"section.clock[aria-label='{title}']")[0])


# -- the head -------------------------------------------------------------------------------------


def test_both_clocks_have_a_last_day_what_is_left_and_why(samira, app, numbers):
    seen = set()
    for one in numbers:
        answer = samira.get(f"/zaken/{one}")
        with app.app_context():
            terms = queries.case_terms(head(app, one).case_id)
        for title, kind in (("Wettelijke termijn", "statutory"), ("Onze eigen norm", "service")):
            running = [term for term in terms if term.kind == kind and term.running and term.last_day]
            if running and (kind == "service" or running[0].key == "afdoening"):
                told = clock_of(answer, title)
                assert str(running[0].last_day.year) in told
                assert "Waarom deze datum?" in told
                assert all(step in told for step in running[0].steps)
                seen.add(kind)
    assert seen == {"statutory", "service"}


def test_no_term_of_which_the_last_day_is_past_stands_there_without_a_word(samira, app, numbers):
    for one in numbers[:6]:
        told = [words(item) for item in page(samira.get(f"/zaken/{one}")).cssselect("#termijnen ~ ul > li")]
        with app.app_context():
            terms = queries.case_terms(head(app, one).case_id)
        past = [term for term in terms if term.last_day and term.last_day < MONDAY.date()]
        for term, line in zip(terms, told, strict=True):
            if term in past:
                assert any(word in line for word in ("gehaald op", "te laat", "loopt niet meer")), line


def test_what_a_decision_table_said_is_told_in_words(samira, numbers):
    assert "Regime: De gewone procedure; route: eerst aan tafel" in said(samira.get(f"/zaken/{numbers[0]}"))


def test_the_file_says_who_is_to_move(samira, app, numbers):
    for one in numbers[:12]:
        with app.app_context():
            tasks = [task for task in queries.case_tasks(head(app, one).case_id) if task.state == "open"]
        told = clock_of(samira.get(f"/zaken/{one}"), "Wie is aan zet?")
        for task in tasks:
            assert task.title in told
            assert task.assignee_name or task.role.lower() in told or "De " in told


def test_what_was_promised_stays_on_top_until_it_is_done(samira, app, numbers):
    shown = []
    for one in numbers:
        answer = samira.get(f"/zaken/{one}")
        found = page(answer).cssselect("section.clock[aria-label='Wat wij hebben beloofd']")
        if found:
            shown.append(words(found[0]))
    assert shown
    assert any("uiterlijk" in text for text in shown)


def test_a_case_without_acknowledgement_says_so(samira, app, number):
    with app.app_context(), unit_of_work() as store:
        store.connection.exec_driver_sql("UPDATE term SET met_on = NULL WHERE key = 'ontvangstbevestiging'")
    assert "Geen ontvangstbevestiging verstuurd" in said(samira.get(f"/zaken/{number}"))


# -- the course -----------------------------------------------------------------------------------


def lines(answer) -> list[str]:
    return [words(line) for line in page(answer).cssselect(".timeline > li h3")]


def test_filters_live_in_the_address_and_narrow_the_course(samira, number):
    everything = lines(samira.get(f"/zaken/{number}"))
    steps = lines(samira.get(f"/zaken/{number}?soort=stap"))
    by_itself = lines(samira.get(f"/zaken/{number}?soort=vanzelf"))
    assert 0 < len(steps) < len(everything)
    assert set(steps).isdisjoint(by_itself)
    letters = samira.get(f"/zaken/{number}?soort=brief")
    assert len(page(letters).cssselect(".timeline .items a")) >= len(lines(letters)) > 0
    mine = samira.get(f"/zaken/{number}?wie=hanna")
    assert all("Hanna Vermeer" in words(meta) for meta in page(mine).cssselect(".timeline > li p.soft"))
    assert page(mine).cssselect("select[name=wie] option[selected]")[0].get("value") == "hanna"
    assert "regels." in said(mine)
    assert links(mine, f"/zaken/{number}#verloop$")


def test_a_period_and_a_version_can_be_chosen_and_nonsense_counts_as_nothing(samira, app, number):
    case = head(app, number)
    first = case.opened_at.date().isoformat()
    assert lines(samira.get(f"/zaken/{number}?tot={first}"))[0] == "Klacht ontvangen"
    assert lines(samira.get(f"/zaken/{number}?van=2030-01-01")) == []
    assert "Niets gevonden." in said(samira.get(f"/zaken/{number}?van=2030-01-01"))
    everything = lines(samira.get(f"/zaken/{number}"))
    assert lines(samira.get(f"/zaken/{number}?van=morgen&soort=alles")) == everything
    assert len(lines(samira.get(f"/zaken/{number}?versie={case.bundle}"))) > 1
    assert lines(samira.get(f"/zaken/{number}?versie={'0' * 64}")) == []


def test_the_file_says_under_which_version_things_happened(samira, app, number):
    told = said(samira.get(f"/zaken/{number}"))
    assert f"eerste versie van 23 maart 2026 ({head(app, number).bundle[:7]})" in told


def test_a_changed_fact_shows_old_and_new_with_the_reason(hanna, app, clock, number):
    case = head(app, number)
    with app.app_context():
        commands.amend(
            case.case_id, {"zaak": {"samenvatting": "Een andere naam"}}, "De naam was onduidelijk.",
            by="hanna", at=clock(),
        )  # fmt: skip
    change = page(hanna.get(f"/zaken/{number}?soort=wijziging")).cssselect(".changes > div")[0]
    assert words(change) == f"Korte omschrijving{case.summary} → wordt Een andere naam"
    assert "De naam was onduidelijk." in said(hanna.get(f"/zaken/{number}"))


# -- the diagram ----------------------------------------------------------------------------------


def test_the_diagram_can_be_read_as_a_numbered_list_and_its_parts_can_be_opened(samira, number):
    answer = samira.get(f"/zaken/{number}")
    assert page(answer).cssselect("[aria-labelledby=schema] ol.steps > li")
    part = links(answer, "schema=")[0]
    opened = samira.get(part.split("#")[0])
    drawn = {one.get("id") for one in page(opened).cssselect("details.drawn")}
    assert part.split("#")[1] in drawn
    assert len(page(opened).cssselect("svg.b-svg")) > len(page(answer).cssselect("svg.b-svg"))


def test_a_part_that_does_not_exist_changes_nothing(samira, number):
    count = len(page(samira.get(f"/zaken/{number}")).cssselect("svg.b-svg"))
    assert len(page(samira.get(f"/zaken/{number}?schema=bestaat_niet")).cssselect("svg.b-svg")) == count


# -- letters --------------------------------------------------------------------------------------


@pytest.fixture
def dead_letter(app, number) -> str:
    with app.app_context(), unit_of_work() as store:
        case = queries.case_by_number(number)
        letter = queries.case_letters(case.case_id)[0].id
        store.connection.exec_driver_sql(
            "UPDATE outbox SET state = 'dead', attempts = 10, last_error = 'DeliveryFailed: geen adres' "
            f"WHERE id = '{letter}'"
        )
    return letter


def test_a_letter_that_failed_says_why_and_a_coordinator_sends_it_again(sign_in, app, number, dead_letter):
    told = said(sign_in("samira").get(f"/zaken/{number}"))
    assert "niet verstuurd: geen adres" in told
    assert "Brief niet verstuurd" in told
    assert "Opnieuw versturen" not in told
    key = dead_letter.split(":", 1)[1]
    assert sign_in("samira").post(f"/zaken/{number}/brieven/{key}/opnieuw").status_code == 403
    hanna = sign_in("hanna")
    assert "Opnieuw versturen" in said(hanna.get(f"/zaken/{number}"))
    answer = hanna.post(f"/zaken/{number}/brieven/{key}/opnieuw", follow_redirects=True)
    assert "wacht op verzending" in said(answer)
    assert hanna.post(f"/zaken/{number}/brieven/{key}/opnieuw").status_code == 422


# -- notes ----------------------------------------------------------------------------------------


def note(client, number: str, text: str, **more):
    return client.post(f"/zaken/{number}/notities", data={"tekst": text, **more}, follow_redirects=True)


def mentions(app, viewer=JOOST) -> list[str]:
    with app.app_context():
        return [one.text for one in queries.open_mentions(viewer)]


@pytest.mark.parametrize(
    ("text", "more"), [("Kijk jij, @Joost?", {}), ("Kijk jij?", {"collega": "joost"}), ("(@joost)", {})]
)
def test_a_colleague_is_called_by_name_or_from_the_list_until_he_looks(sign_in, app, number, text, more):
    assert "Geroepen: Joost de Graaf" in said(note(sign_in("samira"), number, text, **more))
    assert mentions(app) == [text]
    sign_in("joost").get(f"/zaken/{number}")
    assert mentions(app) == []


def test_a_mail_address_or_an_unknown_name_calls_nobody(samira, app, number):
    told = said(note(samira, number, "Mail naar iemand@joost.example of @niemand"))
    assert "Geroepen" not in told
    assert mentions(app) == []


def test_who_must_keep_away_cannot_be_called_and_the_note_stays_typed(samira, app, clock, number):
    with app.app_context():
        party = {"rol": "betrokkene", "naam": "Joost de Graaf"}
        commands.add_party(head(app, number).case_id, party, "Hij was er.", by="hanna", at=clock())
    answer = samira.post(f"/zaken/{number}/notities", data={"tekst": "Vraag @joost even"})
    assert answer.status_code == 422
    assert "leest het dossier niet (Awb artikel 9:7). Noem iemand anders." in said(answer)
    assert "Vraag @joost even" in said(answer)
    names = page(answer).cssselect("select[name=collega] option")
    assert "joost" not in {one.get("value") for one in names}
    assert mentions(app) == []


def test_who_turns_out_to_be_involved_is_no_longer_called(samira, app, clock, number):
    note(samira, number, "Kijk jij, @joost?")
    with app.app_context():
        party = {"rol": "betrokkene", "naam": "Joost de Graaf"}
        commands.add_party(head(app, number).case_id, party, "Hij was er.", by="hanna", at=clock())
    assert mentions(app) == []


def test_ones_own_note_can_be_changed_and_taken_back_for_a_day(sign_in, app, clock, number):
    samira = sign_in("samira")
    note(samira, number, "Eerste versie @joost")
    with app.app_context():
        kept = queries.case_notes(head(app, number).case_id)[0].id
    at = f"/zaken/{number}/notities/{kept}"
    told = said(samira.post(at, data={"tekst": "Tweede versie @hanna"}, follow_redirects=True))
    assert "Tweede versie" in told
    assert "gewijzigd 23 maart 2026" in told
    assert mentions(app) == []
    assert sign_in("joost").post(at, data={"tekst": "van mij"}).status_code == 422
    clock.turn(hours=25)
    samira = sign_in("samira")
    late = samira.post(at, data={"tekst": "Te laat"})
    assert late.status_code == 422
    assert samira.post(f"{at}/weg").status_code == 422
    assert "Wijzig of haal weg" not in said(samira.get(f"/zaken/{number}"))


def test_a_note_that_is_taken_back_is_gone_with_its_calls(samira, app, number):
    note(samira, number, "Vergissing @joost")
    with app.app_context():
        kept = queries.case_notes(head(app, number).case_id)[0].id
    assert "Vergissing" not in said(
        samira.post(f"/zaken/{number}/notities/{kept}/weg", follow_redirects=True)
    )
    assert mentions(app) == []


def test_a_pinned_note_comes_first(samira, app, number):
    note(samira, number, "Belangrijk", vast="ja")
    answer = note(samira, number, "Gewoon")
    told = [words(one) for one in page(answer).cssselect(".note__text")]
    assert told[:2] == ["Belangrijk", "Gewoon"]
    with app.app_context():
        pinned = queries.case_notes(head(app, number).case_id)[0].id
    answer = samira.post(
        f"/zaken/{number}/notities/{pinned}/vast", data={"vast": "nee"}, follow_redirects=True
    )
    assert [words(one) for one in page(answer).cssselect(".note__text")][:2] == ["Gewoon", "Belangrijk"]


# -- on paper, and what is left -------------------------------------------------------------------


def test_the_whole_file_prints_with_contents_course_letters_documents_and_notes(samira, app, number):
    note(samira, number, "Voor het dossier")
    answer = samira.get(f"/zaken/{number}/afdrukken")
    assert headings(answer)[0] == f"Dossier {number}"
    told = said(answer)
    assert "Wat de inwoner schreef" in told
    assert "Voor het dossier" in told
    chapters = [link.get("href") for link in page(answer).cssselect("nav[aria-labelledby=inhoudsopgave] a")]
    assert len(chapters) == 7
    assert all(page(answer).get_element_by_id(one[1:]) is not None for one in chapters)
    with app.app_context():
        letters = queries.case_letters(head(app, number).case_id)
    assert len(page(answer).cssselect("main article.paper")) == len(letters) > 0


def test_a_destroyed_file_says_what_is_left_and_why(samira, app):
    with app.app_context():
        case = queries.case_by_number(queries.case_list(SAMIRA, state="closed").rows[0].number)
        with unit_of_work() as store:
            store.connection.exec_driver_sql(
                "UPDATE registration SET keep_until = '2026-01-31', kept_as = '13.1' "
                f"WHERE case_id = '{case.case_id}'"
            )
            erasure.erase(store.connection, app.config["AANTAFEL"].documents, case.case_id, at=MONDAY)
    answer = samira.get(f"/zaken/{case.number}")
    told = said(answer)
    assert "Dit dossier is vernietigd op 23 maart 2026." in told
    assert "bewaard tot en met 31 januari 2026 (Selectielijst gemeenten 2020, resultaat 13.1)" in told
    assert case.outcome in told
    assert case.resident not in told
    assert not page(answer).cssselect("main form")
    assert samira.get(f"/zaken/{case.number}/afdrukken").status_code == 404
    assert samira.post(f"/zaken/{case.number}/notities", data={"tekst": "x"}).status_code == 404
