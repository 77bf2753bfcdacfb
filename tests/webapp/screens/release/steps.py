"""What process owners do on the road from draft to version in use, for the tests in this folder."""

from webapp.jobs import longwork
from webapp.store import dryruns, journal, queries
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading

DIAGRAM = "processes/bpmn/informele_behandeling.bpmn"
TERMS = "processes/termijnen.toml"
EVA, BAS = Viewer("eva", ("Proceseigenaar",)), Viewer("bas", ("Proceseigenaar",))
FLOW = "behandelaar_aan_zet_naar_bellen_met_de_inwoner"


def with_new_step(drawing: str) -> str:
    """Return the informal handling with the step 'Gesprek plannen' before the first call."""
    step = (
        '<bpmn:userTask id="gesprek_plannen" name="Gesprek plannen"><bpmn:extensionElements>'
        f"<zeebe:userTask /></bpmn:extensionElements><bpmn:incoming>{FLOW}</bpmn:incoming>"
        "<bpmn:outgoing>gesprek_plannen_naar_bellen</bpmn:outgoing></bpmn:userTask>"
        '<bpmn:sequenceFlow id="gesprek_plannen_naar_bellen" sourceRef="gesprek_plannen" '
        'targetRef="bellen_met_de_inwoner" />'
    )
    call = '<bpmn:userTask id="bellen_met_de_inwoner"'
    lane = "<bpmn:flowNodeRef>bellen_met_de_inwoner</bpmn:flowNodeRef>"
    drawing = drawing.replace(f"<bpmn:incoming>{FLOW}<", "<bpmn:incoming>gesprek_plannen_naar_bellen<")
    drawing = drawing.replace(call, step + call, 1)
    drawing = drawing.replace(lane, f"{lane}<bpmn:flowNodeRef>gesprek_plannen</bpmn:flowNodeRef>", 1)
    arrow = f'id="{FLOW}" sourceRef="behandelaar_aan_zet" targetRef='
    return drawing.replace(f'{arrow}"bellen_met_de_inwoner"', f'{arrow}"gesprek_plannen"')


def nothing_wrong(_bundle):
    return ()


def work(app) -> int:
    with app.app_context():
        done = longwork.carry_on()
        db.session.remove()
    return done


def run_of(app, address: str) -> dryruns.Found:
    with app.app_context(), reading() as store:
        return dryruns.dry_run(store.connection, int(address.rsplit("/", 1)[1]))


def ask(client, draft: int, **other):
    data = {"naam": "Eerst een gesprek", "reden": "De raad wil het.", "wanneer": "nu", "zaken": "keep"}
    return client.post(f"/werkwijze/ontwerp/{draft}/publiceren", data=data | other)


def agree(client, address: str, **other):
    return client.post(f"{address}/besluit", data={"_actie": "goed"} | other)


def refused(client, address: str):
    return client.post(f"{address}/besluit", data={"_actie": "weiger", "reden": "Nog niet."})


def client_of(app, username: str):
    client = app.test_client()
    client.post("/inloggen/demo", data={"gebruiker": username})
    return client


def counts(app, number: int) -> dict[str, int]:
    with app.app_context(), reading() as store:
        return dict(journal.migration(store.connection, number).counts)


def case_that_passed(app, number: int) -> str:
    """Return the number of a case that moved and had passed the new step."""
    with app.app_context(), reading() as store:
        for case_id in journal.cases_with(store.connection, number, "moved"):
            event = next(one for one in queries.case_timeline(case_id) if one.kind == "migrated")
            if event.payload["overgeslagen"]:
                return queries.case_by_id(case_id).number
    raise AssertionError("no case had passed the new step")
