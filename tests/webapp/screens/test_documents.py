"""Documents in the case file: who may add, open and take out what, and what a browser gets to see of it."""

import io

import pytest

from tests import papers as files
from tests.builders import MONDAY
from tests.webapp.screens.reading import headings, links, page, said, words
from tests.webapp.screens.test_residents import COMPLAINT
from webapp import commands
from webapp.store import erasure, queries
from webapp.store.papers import path_of
from webapp.store.unit_of_work import unit_of_work

SAMIRA = queries.Viewer("samira", ("Klachtbehandelaar",))


@pytest.fixture
def case(app) -> queries.CaseHead:
    with app.app_context():
        return queries.case_by_number(queries.case_list(SAMIRA).rows[0].number)


@pytest.fixture
def documents(app, case):
    """Return a function that gives the documents of the case."""

    def asked() -> list[queries.DocumentRow]:
        with app.app_context():
            return queries.case_documents(case.case_id)

    return asked


def send(client, case, *chosen: tuple[str, bytes], **fields):
    sent = {"bestand": [(io.BytesIO(content), name) for name, content in chosen], "plek": "dossier", **fields}
    return client.post(f"/zaken/{case.number}/documenten", data=sent, follow_redirects=True)


def opened(client, case, document, what="", ask="?toch=ja"):
    return client.get(f"/zaken/{case.number}/documenten/{document.id}{what}{ask}")


# -- adding ---------------------------------------------------------------------------------------


def test_what_became_of_a_file_is_told_at_the_documents_where_the_page_opens(samira, case):
    answer = send(samira, case, ("spel.exe", files.EXE))
    told = page(answer).cssselect("[role=alert]")
    assert ["spel.exe" in words(one) for one in told] == [True]
    assert told[0].getparent().get("aria-labelledby") == "documenten"
    assert not page(samira.get(f"/zaken/{case.number}")).cssselect("[role=alert]")


def test_several_files_are_added_at_once_and_one_that_is_refused_costs_nothing(samira, case, documents):
    answer = send(
        samira, case, ("besluit.pdf", files.PDF), ("spel.exe", files.EXE), ("foto.png", files.PNG),
        omschrijving="Van de inwoner gekregen",
    )  # fmt: skip
    assert "“spel.exe” is een soort bestand dat wij niet aannemen." in said(answer)
    assert "2 bestanden zijn toegevoegd." in said(answer)
    found = documents()
    assert [(one.filename, one.media_type, one.origin) for one in found] == [
        ("besluit.pdf", "application/pdf", "dossier"),
        ("foto.png", "image/png", "dossier"),
    ]
    assert {one.description for one in found} == {"Van de inwoner gekregen"}
    told = [words(line) for line in page(answer).cssselect("[aria-labelledby=documenten] > ul > li")]
    assert "besluit.pdf" in told[0]
    assert "Samira Bakker" in told[0]
    assert "Document toegevoegd: besluit.pdf" in said(answer)


def test_the_same_file_twice_is_kept_once_and_said(samira, case, documents):
    send(samira, case, ("a.pdf", files.PDF))
    assert "Dit bestand zit al in het dossier." in said(send(samira, case, ("b.pdf", files.PDF)))
    assert len(documents()) == 1


def test_choosing_nothing_is_said(samira, case):
    assert "Kies eerst een bestand." in said(send(samira, case))


def test_a_name_with_folders_and_odd_signs_becomes_a_plain_name(samira, case, documents):
    send(samira, case, ("../../geheim\u202e.pdf", files.PDF))
    name = documents()[0].filename
    assert name == "geheim.pdf"


def test_a_task_page_shows_the_documents_and_adds_one_there(samira, app, case, documents):
    with app.app_context():
        task = next(one for one in queries.case_tasks(case.case_id) if one.state == "open")
    answer = samira.get(f"/taken?taak={task.id}")
    assert page(answer).get_element_by_id("taakdocumenten") is not None
    answer = send(samira, case, ("besluit.pdf", files.PDF), plek="taak", taak=str(task.id))
    assert "besluit.pdf" in words(page(answer).get_element_by_id("taakdocumenten"))
    assert documents()[0].origin == "taak"
    part = samira.post(
        f"/zaken/{case.number}/documenten",
        data={"bestand": [(io.BytesIO(files.PNG), "foto.png")], "plek": "taak", "taak": str(task.id)},
        headers={"HX-Request": "true", "HX-Target": "taakdocumenten"},
    )
    assert "foto.png" in part.get_data(as_text=True)
    assert "<html" not in part.get_data(as_text=True)


# -- opening --------------------------------------------------------------------------------------


def test_a_file_that_nobody_scanned_opens_only_after_a_warning(samira, case, documents):
    send(samira, case, ("besluit.pdf", files.PDF))
    document = documents()[0]
    asked = opened(samira, case, document, ask="")
    assert "Dit bestand is niet op virussen gecontroleerd." in said(asked)
    assert not links(asked, "/bestand")
    for what in ("/bestand", "/inhoud"):
        answer = opened(samira, case, document, what, ask="")
        assert answer.status_code == 302
        assert answer.location.endswith(f"/documenten/{document.id}")
    again = samira.get(links(asked, "toch=ja")[0])
    assert links(again, "/bestand")


def test_a_download_can_do_nothing_in_a_browser(samira, case, documents):
    send(samira, case, ("brief “nieuw”.txt", files.TXT))
    answer = opened(samira, case, documents()[0], "/bestand")
    assert answer.data == files.TXT
    told = answer.headers
    assert told["Content-Disposition"].startswith("attachment; filename*=UTF-8''brief%20%E2%80%9C")
    assert told["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in told["Content-Security-Policy"]
    assert told["Content-Security-Policy"].endswith("sandbox")
    assert told["Cache-Control"] == "private, no-store"


def test_a_picture_is_shown_through_an_image_and_text_as_text(samira, case, documents):
    send(samira, case, ("foto.png", files.PNG), ("brief.txt", files.TXT), ("besluit.pdf", files.PDF))
    picture, text, pdf = documents()
    shown = page(opened(samira, case, picture)).cssselect("figure img")[0].get("src")
    inline = samira.get(shown)
    assert (inline.mimetype, inline.data) == ("image/png", files.PNG)
    assert inline.headers["Content-Security-Policy"].endswith("sandbox")
    answer = opened(samira, case, text)
    assert "&lt;b&gt;Nu&lt;/b&gt;" in answer.get_data(as_text=True)
    assert opened(samira, case, text, "/inhoud").status_code == 404
    seen = opened(samira, case, pdf, "/inhoud")
    assert (seen.mimetype, seen.headers["Content-Disposition"][:6]) == ("application/pdf", "inline")
    assert "default-src 'none'" in seen.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("state", "what"), [("infected", "In dit bestand zit een virus: Test-Virus.")])
def test_nobody_opens_what_the_scanner_refused(samira, app, case, documents, state, what):
    send(samira, case, ("besluit.pdf", files.PDF))
    document = documents()[0]
    with app.app_context(), unit_of_work() as store:
        store.connection.exec_driver_sql(f"UPDATE document SET state = '{state}', finding = 'Test-Virus'")
    assert what in said(opened(samira, case, document))
    assert opened(samira, case, document, "/bestand").status_code == 302
    assert "Virus in een document" in said(samira.get(f"/zaken/{case.number}"))


def test_with_a_scanner_a_file_waits_for_it(samira, app, case, documents, settings):
    from dataclasses import replace

    app.config["AANTAFEL"] = replace(settings, clamd="/run/clamd.ctl")
    send(samira, case, ("besluit.pdf", files.PDF))
    document = documents()[0]
    assert document.state == "quarantine"
    assert "Dit bestand wacht op de viruscontrole." in said(opened(samira, case, document))
    assert opened(samira, case, document, "/bestand").status_code == 302


def test_a_document_of_another_case_does_not_open_under_this_number(samira, app, case, documents):
    send(samira, case, ("besluit.pdf", files.PDF))
    with app.app_context():
        other = queries.case_list(SAMIRA).rows[1].number
    document = documents()[0]
    for what in ("", "/bestand", "/inhoud"):
        assert samira.get(f"/zaken/{other}/documenten/{document.id}{what}?toch=ja").status_code == 404


def test_who_is_involved_neither_sees_nor_adds_documents(samira, app, clock, case, documents):
    send(samira, case, ("besluit.pdf", files.PDF))
    document = documents()[0]
    with app.app_context():
        party = {"rol": "betrokkene", "naam": "Samira Bakker"}
        commands.add_party(case.case_id, party, "Zij was er bij.", by="hanna", at=clock())
    asked = [opened(samira, case, document, what) for what in ("", "/bestand", "/inhoud")]
    at = f"/zaken/{case.number}/documenten"
    asked += [samira.post(at), samira.post(f"{at}/{document.id}"), samira.post(f"{at}/{document.id}/weg")]
    asked.append(samira.get(f"/zaken/{case.number}/afdrukken"))
    assert [answer.status_code for answer in asked] == [403] * len(asked)


# -- describing and taking out --------------------------------------------------------------------


def test_a_document_gets_a_better_name_but_stays_what_it_is(samira, case, documents):
    send(samira, case, ("scan0001.pdf", files.PDF))
    at = f"/zaken/{case.number}/documenten/{documents()[0].id}"
    answer = samira.post(
        at, data={"naam": "Besluit Wmo", "omschrijving": "Van 3 maart"}, follow_redirects=True
    )
    assert headings(answer) == ["Besluit Wmo.pdf"]
    assert documents()[0].description == "Van 3 maart"
    assert "Vul een naam in" in said(samira.post(at, data={"naam": " "}, follow_redirects=True))


def test_taking_out_needs_a_reason_that_stays_and_wipes_the_bytes(samira, app, case, documents, settings):
    send(samira, case, ("verkeerd.pdf", files.PDF))
    document = documents()[0]
    at = f"/zaken/{case.number}/documenten/{document.id}"
    assert "Schrijf op waarom" in said(samira.post(f"{at}/weg", data={}, follow_redirects=True))
    bytes_ = path_of(settings.documents, document.sha256)
    assert bytes_.exists()
    answer = samira.post(f"{at}/weg", data={"reden": "Hoort bij een ander."}, follow_redirects=True)
    assert not bytes_.exists()
    told = said(answer)
    assert "Document weggehaald: verkeerd.pdf" in told
    assert "Reden: Hoort bij een ander." in told
    assert "Hoort bij een ander." in said(samira.get(at))
    assert opened(samira, case, document, "/bestand").status_code == 404
    assert samira.post(f"{at}/weg", data={"reden": "nog eens"}).status_code == 422


def test_bytes_that_another_document_holds_stay(samira, app, case, documents, settings):
    send(samira, case, ("a.pdf", files.PDF))
    with app.app_context():
        other = queries.case_by_number(queries.case_list(SAMIRA).rows[1].number)
    send(samira, other, ("b.pdf", files.PDF))
    document = documents()[0]
    samira.post(f"/zaken/{case.number}/documenten/{document.id}/weg", data={"reden": "dubbel"})
    assert path_of(settings.documents, document.sha256).exists()


def test_destroying_a_case_wipes_its_documents_notes_and_mentions(app, clock, settings):
    with app.app_context():
        closed = queries.case_by_number(queries.case_list(SAMIRA, state="closed").rows[0].number)
        commands.add_document(
            closed.case_id, io.BytesIO(files.PDF), filename="a.pdf", media_type="application/pdf",
            by="samira", at=clock(),
        )  # fmt: skip
        commands.add_note(closed.case_id, "@joost kijk eens", by="samira", at=clock(), mentions=["joost"])
        kept = path_of(settings.documents, queries.case_documents(closed.case_id)[0].sha256)
        with unit_of_work() as store:
            erasure.erase(store.connection, settings.documents, closed.case_id, at=MONDAY)
        assert not kept.exists()
        assert queries.case_documents(closed.case_id) == []
        assert queries.open_mentions(queries.Viewer("joost", ("Klachtbehandelaar",))) == []


# -- residents ------------------------------------------------------------------------------------


def test_a_resident_sends_a_file_on_the_status_page_and_the_file_says_so(client, sign_in, case, documents):
    at = f"/status/{case.token}"
    sent = {"bestand": [(io.BytesIO(files.JPG), "drempel.jpg"), (io.BytesIO(files.EXE), "spel.exe")]}
    answer = client.post(f"{at}/documenten", data=sent, follow_redirects=True)
    assert "Wij hebben ontvangen: drempel.jpg." in said(answer)
    assert "“spel.exe” is een soort bestand" in said(answer)
    assert "gestuurd op 23 maart 2026" in said(answer)
    assert [(one.added_by, one.origin) for one in documents()] == [("inwoner", "inwoner")]
    assert "de inwoner, op de statuspagina" in said(sign_in("samira").get(f"/zaken/{case.number}"))


def test_a_resident_cannot_fill_the_disk(client, case, documents, monkeypatch):
    monkeypatch.setattr("webapp.commands.papers.MOST_FROM_RESIDENT", 1)
    sent = {"bestand": [(io.BytesIO(files.JPG), "a.jpg"), (io.BytesIO(files.PNG), "b.png")]}
    answer = client.post(f"/status/{case.token}/documenten", data=sent, follow_redirects=True)
    assert "“b.png”: U heeft al veel bestanden gestuurd. Bel ons als u er nog meer heeft." in said(answer)
    assert len(documents()) == 1


def test_a_complaint_comes_with_files_that_are_kept_once(client, app):
    def sent():
        return COMPLAINT | {"bestand": [(io.BytesIO(files.PDF), "brief.pdf")]}

    first = client.post("/klacht", data=sent())
    assert client.post("/klacht", data=sent()).location == first.location
    token = first.location.rsplit("/", 1)[1]
    with app.app_context():
        found = queries.case_documents(queries.status_by_token(token).case_id)
    assert [(one.filename, one.origin, one.added_by) for one in found] == [("brief.pdf", "klacht", "inwoner")]


def test_a_refused_file_holds_the_complaint_and_keeps_what_was_typed(client):
    sent = COMPLAINT | {"bestand": [(io.BytesIO(files.EXE), "spel.exe"), (io.BytesIO(files.PDF), "goed.pdf")]}
    answer = client.post("/klacht", data=sent)
    assert answer.status_code == 422
    assert "“spel.exe” is een soort bestand" in said(answer)
    assert "Kies ook deze bestanden nog een keer: goed.pdf." in said(answer)
    assert COMPLAINT["zaak.omschrijving"] in said(answer)


def test_whom_it_is_about_reads_what_came_with_the_complaint_and_nothing_else(sign_in, app, clock):
    linda = queries.Viewer("linda", ("Betrokken medewerker",))
    with app.app_context():
        case = queries.own_cases(linda)[0]
        ids = [
            commands.add_document(
                case.case_id,
                io.BytesIO(content),
                filename=f"{origin}.pdf",
                media_type="application/pdf",
                by=by,
                at=clock(),
                origin=origin,
            )
            for content, origin, by in (
                (files.PDF, "klacht", "inwoner"),
                (files.PNG, "inwoner", "inwoner"),
                (files.JPG, "dossier", "samira"),
            )
        ]
    client = sign_in("linda")
    at = f"/klachten-over-mij/{case.number}"
    assert "klacht.pdf" in said(client.get(at))
    assert [client.get(f"{at}/documenten/{one}").status_code for one in ids] == [200, 404, 404]
    assert client.get(f"/zaken/{case.number}/documenten/{ids[0]}").status_code == 403
