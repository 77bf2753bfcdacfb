"""The sentences that scenarios may use. Every sentence is one function; the pattern is its manual."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from engine.forms.dutch import parse_date
from engine.scenarios.answers import from_table
from engine.scenarios.reading import Step
from engine.scenarios.stage import ROLES, Expected, Stage, dutch, listed

Table = tuple[tuple[str, ...], ...]
DAY = r"(\d{1,2} \w+ \d{4})"
TEXT = r'"([^"]+)"'
_SENTENCES: list[tuple[re.Pattern[str], Callable[..., None], bool]] = []


def sentence(pattern: str, *, opens: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a step: the groups of `pattern` become arguments after the stage, the table comes last.

    Only sentences that open a scenario can do without a complaint; without one, "no letter was sent"
    would always be true.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _SENTENCES.append((re.compile(pattern), function, opens))
        return function

    return register


def perform(stage: Stage, step: Step) -> None:
    """Do what a step says. Raises Expected when the sentence is unknown or does not come true."""
    for pattern, function, opens in _SENTENCES:
        if match := pattern.fullmatch(step.text):
            if not opens:
                stage.must_have_begun()
            function(stage, *match.groups(), step.table)
            return
    raise Expected(
        "een zin die Aan Tafel kent", f"'{step.text}' hoort daar niet bij; zie processes/scenarios/README.md"
    )


def sentences() -> list[str]:
    """Return the patterns of all sentences, for the manual."""
    return [pattern.pattern for pattern, _, _ in _SENTENCES]


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise Expected("een datum zoals 24 maart 2026", f"'{text}': {error}") from error


# -- gegeven ----------------------------------------------------------------------------------


@sentence(rf"een (schriftelijke|mondelinge) klacht ontvangen op {DAY} over {TEXT}(?: met:)?", opens=True)
def receive(stage: Stage, kind: str, day: str, subject: str, table: Table) -> None:
    stage.receive(_day(day), written=kind == "schriftelijke", subject=subject, table=table)


@sentence(rf"de gebruikelijke antwoorden bij {TEXT}:", opens=True)
def usual_answers(stage: Stage, title: str, table: Table) -> None:
    stage.usual[title] = from_table(stage.form_of(title), table)


# -- als --------------------------------------------------------------------------------------


@sentence(rf"de ([A-Z][\w -]+) {TEXT} afrondt(?: met:)?")
def complete(stage: Stage, role: str, title: str, table: Table) -> None:
    stage.complete(role, title, table)


@sentence(rf"het {DAY} is")
def wait_until(stage: Stage, day: str, table: Table) -> None:
    stage.wait_until(_day(day))


@sentence(rf"het systeem stilstond tot {DAY}")
def stand_still(stage: Stage, day: str, table: Table) -> None:
    stage.stand_still_until(_day(day))


@sentence(rf"de inwoner laat weten: {TEXT}")
def message(stage: Stage, title: str, table: Table) -> None:
    stage.message(title)


@sentence(rf"de zaak wordt gewijzigd vanwege {TEXT}:")
def amend(stage: Stage, reason: str, table: Table) -> None:
    facts: dict[str, Any] = {}
    for name, text in table:
        group, _, fact = name.partition(".")
        facts.setdefault(group, {})[fact] = _value(text)
    stage.amend(facts, reason)


def _value(text: str) -> Any:
    if text in ("ja", "nee"):
        return text == "ja"
    if re.fullmatch(DAY, text):
        return _day(text)
    return int(text) if text.isdigit() else text


# -- dan: taken -------------------------------------------------------------------------------


@sentence(rf"staat de taak {TEXT} open voor de rol {TEXT}")
def task_open(stage: Stage, title: str, role: str, table: Table) -> None:
    task = stage.open_task(title)
    if task.role != role:
        raise Expected(f"de taak '{title}' voor de rol '{role}'", f"zij is voor de rol '{task.role}'")


@sentence(rf"staat de taak {TEXT} niet open")
def task_not_open(stage: Stage, title: str, table: Table) -> None:
    stage.form_of(title)  # a task that does not exist is never open
    if title in stage.titles():
        raise Expected(f"de taak '{title}' staat niet open", f"open staan: {listed(stage.titles())}")


@sentence(r"staat er geen taak open")
def no_task(stage: Stage, table: Table) -> None:
    if stage.tasks:
        raise Expected("geen open taken", f"open staan: {listed(stage.titles())}")


@sentence(rf"moet de taak {TEXT} klaar zijn op {DAY}")
def task_due(stage: Stage, title: str, day: str, table: Table) -> None:
    due = stage.open_task(title).due_on
    if due != _day(day):
        raise Expected(f"'{title}' klaar op {day}", f"de datum is {dutch(due) if due else 'leeg'}")


@sentence(rf"kan de ([A-Z][\w -]+) {TEXT} niet afronden vanwege {TEXT}(?:, met:)?")
def refused(stage: Stage, role: str, title: str, reason: str, table: Table) -> None:
    said = stage.refusal(role, title, table)
    if reason not in said:
        raise Expected(f"een weigering met '{reason}'", said or "afronden kan gewoon")


# -- dan: termijnen, brieven, berichten, gegevens ---------------------------------------------


@sentence(rf"is de uiterste datum voor {TEXT} {DAY}")
def last_day(stage: Stage, key: str, day: str, table: Table) -> None:
    found = stage.term(key).last_day
    if found != _day(day):
        raise Expected(
            f"uiterste datum {day} voor '{key}'", dutch(found) if found else "er is geen uiterste datum"
        )


@sentence(rf"is er geen uiterste datum voor {TEXT}")
def no_last_day(stage: Stage, key: str, table: Table) -> None:
    stage.must_know_term(key)
    found = next((term.last_day for term in stage.terms if term.key == key), None)
    if found is not None:
        raise Expected(f"geen uiterste datum voor '{key}'", f"die is {dutch(found)}")


@sentence(rf"is op tijd voldaan aan {TEXT}")
def term_met(stage: Stage, key: str, table: Table) -> None:
    term = stage.term(key)
    if term.met_on is None or (term.last_day is not None and term.met_on > term.last_day):
        raise Expected(
            f"'{key}' op tijd", f"gedaan op {dutch(term.met_on)}" if term.met_on else "het is niet gedaan"
        )


@sentence(rf"is nog niet voldaan aan {TEXT}")
def term_not_met(stage: Stage, key: str, table: Table) -> None:
    met_on = stage.term(key).met_on
    if met_on is not None:
        raise Expected(f"'{key}' nog niet gedaan", f"gedaan op {dutch(met_on)}")


@sentence(
    rf"is de brief {TEXT} verstuurd aan de (inwoner|betrokken medewerker|andere organisatie)(?: op {DAY})?"
)
def letter_sent(stage: Stage, name: str, whom: str, day: str | None, table: Table) -> None:
    sent = [(d, letter) for d, letter in stage.letters if letter.letter == name]
    if not sent:
        raise Expected(
            f"brief '{name}'", f"verstuurd zijn: {listed(letter.letter for _, letter in stage.letters)}"
        )
    when, letter = sent[-1]
    if letter.recipient != ROLES[whom]:
        raise Expected(f"brief '{name}' aan de {whom}", f"hij ging naar: {letter.recipient}")
    if day is not None and when != _day(day):
        raise Expected(f"brief '{name}' op {day}", f"hij ging op {dutch(when)}")


@sentence(rf"is de brief {TEXT} niet verstuurd")
def letter_not_sent(stage: Stage, name: str, table: Table) -> None:
    stage.must_know_letter(name)
    for day, letter in stage.letters:
        if letter.letter == name:
            raise Expected(f"geen brief '{name}'", f"hij ging op {dutch(day)}")


@sentence(rf"staat in de brief {TEXT}: {TEXT}")
def letter_says(stage: Stage, name: str, text: str, table: Table) -> None:
    sent = [letter.markdown for _, letter in stage.letters if letter.letter == name]
    if not sent or text not in " ".join(sent[-1].split()):
        raise Expected(f"'{text}' in brief '{name}'", sent[-1] if sent else "die brief is niet verstuurd")


@sentence(rf"is het bericht {TEXT} verzonden")
def message_sent(stage: Stage, name: str, table: Table) -> None:
    if name not in [message.name for message in stage.messages]:
        raise Expected(f"bericht '{name}'", f"verzonden zijn: {listed(m.name for m in stage.messages)}")


@sentence(rf"wacht de zaak op {TEXT}")
def waits_for(stage: Stage, title: str, table: Table) -> None:
    if title not in [wait.title for wait in stage.waits]:
        raise Expected(
            f"dat de zaak wacht op '{title}'", f"zij wacht op: {listed(w.title for w in stage.waits)}"
        )


@sentence(rf"is {TEXT} gelijk aan {TEXT}")
def fact_is(stage: Stage, path: str, text: str, table: Table) -> None:
    value: Any = stage.facts()
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if value != _value(text):
        raise Expected(f"{path} = {text}", f"{path} = {value}")


@sentence(rf"is de klok {TEXT} overgeslagen")
def skipped(stage: Stage, title: str, table: Table) -> None:
    if title not in stage.skipped:
        raise Expected(f"klok '{title}' overgeslagen", f"overgeslagen zijn: {listed(stage.skipped)}")


# -- dan: einde -------------------------------------------------------------------------------


@sentence(rf"is de zaak afgesloten als {TEXT}")
def closed_as(stage: Stage, outcome: str, table: Table) -> None:
    if stage.status != "closed":
        raise Expected(
            f"afgesloten als '{outcome}'", f"de zaak is open; open staan: {listed(stage.titles())}"
        )
    if stage.outcome != outcome:
        raise Expected(f"afgesloten als '{outcome}'", f"afgesloten als '{stage.outcome}'")


@sentence(r"is de zaak nog open")
def still_open(stage: Stage, table: Table) -> None:
    if stage.status != "open":
        raise Expected("een open zaak", f"zij is afgesloten als '{stage.outcome}'")
