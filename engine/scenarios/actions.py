"""What happens in a scenario: the sentences with Gegeven and Als."""

from datetime import timedelta
from typing import Any

from engine.scenarios.answers import from_table
from engine.scenarios.language import DAY, ROLE, TEXT, Table, day_of, pairs, sentence, value_of
from engine.scenarios.stage import Stage

DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7}


@sentence(
    rf"een (schriftelijke klacht|mondelinge klacht|schriftelijk bericht|mondeling bericht)"
    rf" ontvangen op {DAY} over {TEXT}(?: met:)?",
    opens=True,
)
def receive(stage: Stage, kind: str, day: str, subject: str, table: Table) -> None:
    stage.receive(day_of(day), written=kind.startswith("schriftelijk"), subject=subject, table=table)


@sentence(rf"een zaak begonnen op {DAY}(?: met:)?", opens=True)
def begun(stage: Stage, day: str, table: Table) -> None:
    stage.begin(day_of(day), table)


@sentence(rf"de gebruikelijke antwoorden bij {TEXT}:", opens=True)
def usual_answers(stage: Stage, title: str, table: Table) -> None:
    stage.usual[title] = from_table(stage.form_of(title), table)


@sentence(rf"de {ROLE} {TEXT}(?: bij stap {TEXT})? afrondt(?: als {TEXT})?(?: met:)?")
def complete(stage: Stage, role: str, title: str, step: str | None, person: str | None, table: Table) -> None:
    """Of two open tasks with one name, the id of the step tells which one."""
    stage.complete(role, title, table, by=person or role, step=step or "")


@sentence(rf"het {DAY} is")
def wait_until(stage: Stage, day: str, table: Table) -> None:
    stage.wait_until(day_of(day))


@sentence(r"er (\d+) (dag|dagen|week|weken) (?:verstrijkt|verstrijken)")
def wait_for(stage: Stage, number: str, unit: str, table: Table) -> None:
    stage.wait_until(stage.today + timedelta(days=int(number) * DAYS[unit]))


@sentence(rf"het systeem stilstond tot {DAY}")
def stand_still(stage: Stage, day: str, table: Table) -> None:
    stage.stand_still_until(day_of(day))


@sentence(rf"de inwoner laat weten: {TEXT}")
def resident_tells(stage: Stage, title: str, table: Table) -> None:
    stage.message(title, {}, by="inwoner")


@sentence(rf"het bericht {TEXT} binnenkomt van {TEXT}(?: met:)?")
def message(stage: Stage, title: str, sender: str, table: Table) -> None:
    stage.message(title, {name: value_of(text) for name, text in pairs(table)}, by=sender)


@sentence(rf"de zaak wordt gewijzigd vanwege {TEXT}:")
def amend(stage: Stage, reason: str, table: Table) -> None:
    facts: dict[str, Any] = {}
    for name, text in pairs(table):
        group, _, fact = name.partition(".")
        facts.setdefault(group, {})[fact] = value_of(text)
    stage.amend(facts, reason)


@sentence(rf"wij verdergaan in de zaak {TEXT}")
def go_on_in(stage: Stage, process: str, table: Table) -> None:
    stage.go_on_in(process)
