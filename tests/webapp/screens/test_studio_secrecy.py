"""Who answers for the procedure reads no case: not on any page of the studio."""

import pytest
from sqlalchemy import select, update

from tests.played import shipped
from webapp.store.db import db
from webapp.store.models import Case, Letter, Party

MARK = "Geheimpje"  # stands in everything that a case tells
SAMPLES = {
    "path": (
        "processes/bpmn/nazorg.bpmn", "processes/dmn/triage.dmn", "processes/letters/te_laat.md",
        "processes/termijnen.toml", "forms/nazorg/nazorggesprek.form",
        "processes/scenarios/klachtbehandeling/eerste_contact.feature",
    ),
    "name": ("nazorg", "triage", "nazorg/nazorggesprek", "termijnen", "rollen", "kalender"),
    "process": ("klachtbehandeling", "nazorg"),
    "version": (shipped().hash, shipped().hash[:12]),
}  # fmt: skip
PARTS_OF_THE_STUDIO = "/werkwijze"


@pytest.fixture
def marked(app):
    """Cases in which every text about people holds the mark."""
    with app.app_context():
        for case_id, facts in db.session.execute(select(Case.case_id, Case.facts)).all():
            told = {**facts, "zaak": {**facts.get("zaak", {}), "omschrijving": MARK, "samenvatting": MARK}}
            told["inwoner"] = {**facts.get("inwoner", {}), "naam": MARK}
            db.session.execute(
                update(Case)
                .where(Case.case_id == case_id)
                .values(facts=told, summary=MARK, resident=MARK, handler_name=MARK)
            )
        db.session.execute(update(Party).values(name=MARK))
        db.session.execute(update(Letter).values(subject=MARK, markdown=MARK.encode()))
        db.session.commit()


def addresses(app, draft):
    """Yield (method, address) for every page of the studio, with every sample that an address may hold."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(PARTS_OF_THE_STUDIO):
            continue
        known = {name: SAMPLES.get(name, (draft if name == "draft_id" else 1,)) for name in rule.arguments}
        longest = max((len(values) for values in known.values()), default=1)
        for at in range(longest):
            values = {name: found[at % len(found)] for name, found in known.items()}
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, adapter.build(rule.endpoint, values, method=method)


def test_no_page_of_the_studio_tells_anything_of_a_case(app, sign_in, marked):
    assert MARK in sign_in("hanna").get("/zaken").get_data(as_text=True)
    eva = sign_in("eva")
    draft = int(eva.post("/werkwijze/ontwerpen", data={"naam": "Kijken"}).location.rsplit("/", 1)[1])
    read = {}
    for method, address in dict.fromkeys(sorted(addresses(app, draft))):
        answer = eva.open(address, method=method, data={} if method == "POST" else None)
        read[method, address] = answer.status_code
        assert MARK.encode() not in answer.data, f"{method} {address}"
    assert sum(status == 200 for status in read.values()) > 20
    assert not [place for place, status in read.items() if status >= 500]


def test_the_process_owner_cannot_open_a_case(sign_in, marked, app):
    with app.app_context():
        number = db.session.execute(select(Case.number).limit(1)).scalar_one()
    eva = sign_in("eva")
    for path in (f"/zaken/{number}", "/zaken", "/vandaag", "/taken"):
        assert MARK not in eva.get(path).get_data(as_text=True), path
    assert eva.get(f"/zaken/{number}").status_code == 403
