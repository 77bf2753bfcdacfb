"""The scanner against the real clamd, with a signature of our own."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests import papers as files
from tests.builders import MONDAY, a_change
from tests.clamav import LIMIT, NAME, VIRUS, ClamdMissing, private_clamd
from tests.programs import skip_or_fail
from webapp import clock as clocks
from webapp import commands, create_app
from webapp.demo import papers
from webapp.jobs import scanner
from webapp.store import queries
from webapp.store.db import db
from webapp.store.unit_of_work import unit_of_work


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with private_clamd(tmp_path_factory.mktemp("clamd")) as address:
            yield address
    except ClamdMissing as error:
        skip_or_fail(str(error))


def test_it_tells_a_clean_file_from_a_bad_one_also_inside_a_document(clamd):
    scan = scanner.clamd(clamd)
    assert scan(io.BytesIO(files.PDF + b" " * 200_000)) == ""  # more than one piece
    assert scan(io.BytesIO(b"tekst met " + VIRUS)) == NAME
    assert scan(io.BytesIO(papers.an_odt(("Verslag", VIRUS.decode())))) == NAME


def test_what_is_too_large_is_not_judged_and_the_reason_is_its_own(clamd):
    with pytest.raises(scanner.ScanFailed, match="size limit exceeded"):
        scanner.clamd(clamd)(io.BytesIO(b" " * (LIMIT * 2)))


def test_a_bad_document_never_leaves_quarantine(settings, clock, clamd):
    app = create_app(replace(settings, clamd=clamd))
    clocks.set_clock(app, clock)
    with app.app_context():
        with unit_of_work() as store:
            store.save(a_change("c1"))
        clean, bad = _added(files.PDF), _added(files.PDF + VIRUS)
        assert _states(clean, bad) == ["quarantine", "quarantine"]
        done = scanner.scan_due(clock, scanner.clamd(clamd), app.config["AANTAFEL"].documents)
        assert (done.clean, done.infected, done.failed) == (1, 1, 0)
        assert _states(clean, bad) == ["clean", "infected"]
        assert queries.document("c1", bad).finding == NAME
        db.session.remove()
        db.engine.dispose()


def _added(content: bytes) -> int:
    return commands.add_document(
        "c1", io.BytesIO(content), filename="brief.pdf", media_type="application/pdf", by="samira", at=MONDAY
    )


def _states(*ids: int) -> list[str]:
    return [queries.document("c1", one).state for one in ids]
