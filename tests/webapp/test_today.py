"""What comes first on the first screen: the law before a promise, a promise before a plan."""

from datetime import date, timedelta

from webapp.store.queries import AtHand, RunningTerm, TaskRow
from webapp.today.ranking import first_things

TODAY = date(2026, 11, 17)


def days(number):
    return TODAY + timedelta(days=number)


def a_row(number, due=None, **other):
    values = {"waiting": False, "bpmn_id": "bellen"} | other
    return TaskRow(
        number, f"Taak {number}", f"c{number}", f"K-{number}", "A. Jansen", "wmo", due, "Klachtbehandelaar",
        None, "", values["waiting"], False, values["bpmn_id"], "b", TODAY, "", "",
    )  # fmt: skip


def at_hand(row, legal=None):
    return AtHand(row, legal, "klachtbehandeling")


def test_risk_decides_and_not_what_came_in_first():
    found = [
        at_hand(a_row(1, days(4))),
        at_hand(a_row(2, waiting=True)),
        at_hand(a_row(3, days(1))),
        at_hand(a_row(4, days(-9))),
        at_hand(a_row(5, days(1), bpmn_id="oplossing")),
        at_hand(a_row(6, days(9)), days(5)),
        at_hand(a_row(7, days(9)), days(-1)),
    ]
    acknowledge = RunningTerm("ontvangstbevestiging", "Ontvangst bevestigen", False, TODAY)
    settle = RunningTerm("afdoening", "Klacht afhandelen", True, days(-1))
    terms = {"c3": [acknowledge], "c7": [settle]}
    lines = first_things(found, terms, TODAY, is_promise=lambda row: row.bpmn_id == "oplossing")
    assert [line.row.id for line in lines] == [7, 6, 5, 4, 3, 2, 1]
    assert [line.reason for line in lines] == [
        "De wettelijke termijn “klacht afhandelen” is 1 dag voorbij (uiterlijk maandag 16 november 2026).",
        "De wettelijke termijn eindigt zondag 22 november 2026.",
        "Dit is de inwoner beloofd: uiterlijk morgen.",
        "Deze taak is 9 dagen te laat.",
        "De ontvangstbevestiging is nog niet verstuurd. Dat moet uiterlijk vandaag.",
        "Er wordt gewacht op een reactie van de inwoner.",
        "Uiterlijk zaterdag 21 november 2026.",
    ]


def test_never_more_than_seven_and_a_case_warns_once_of_its_term():
    found = [at_hand(a_row(number, days(number))) for number in range(12)]
    twice = [AtHand(a_row(20, days(1)), days(2), "p"), AtHand(a_row(20, days(3)), days(2), "p")]
    lines = first_things([*found, *twice], {}, TODAY)
    assert len(lines) == 7
    assert sum(line.rank == 2 for line in lines) == 1
