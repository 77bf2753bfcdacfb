"""What must be true in a scenario: the sentences with Dan."""

from datetime import date

from engine.clock import local_date
from engine.scenarios.language import DAY, ROLE, TEXT, Table, at_path, day_of, means, pairs, sentence
from engine.scenarios.setting import ROLES
from engine.scenarios.stage import Expected, Stage, listed
from engine.scenarios.story import dutch

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


@sentence(r"staan precies deze taken open:")
def tasks_open(stage: Stage, table: Table) -> None:
    wanted = sorted(pairs(table))
    found = sorted((task.title, task.role) for task in stage.tasks.values())
    if found != wanted:
        told = listed(f"{title} ({role})" for title, role in wanted)
        raise Expected(f"open taken {told}", f"open staan: {listed(f'{t} ({r})' for t, r in found)}")


@sentence(rf"moet de taak {TEXT} klaar zijn op {DAY}")
def task_due(stage: Stage, title: str, day: str, table: Table) -> None:
    due = stage.open_task(title).due_on
    if due != day_of(day):
        raise Expected(f"'{title}' klaar op {day}", f"de datum is {dutch(due) if due else 'leeg'}")


@sentence(rf"kan de {ROLE} {TEXT} niet afronden(?: als {TEXT})? vanwege {TEXT}(?:, met:)?")
def refused(stage: Stage, role: str, title: str, person: str | None, reason: str, table: Table) -> None:
    said = stage.refusal(role, title, table, by=person or role)
    if reason not in said:
        raise Expected(f"een weigering met '{reason}'", said or "afronden kan gewoon")


# -- dan: termijnen, brieven, berichten, gegevens ---------------------------------------------


@sentence(rf"is de uiterste datum voor {TEXT} {DAY}")
def lastday_of(stage: Stage, key: str, day: str, table: Table) -> None:
    found = stage.term(key).last_day
    if found != day_of(day):
        raise Expected(
            f"uiterste datum {day} voor '{key}'", dutch(found) if found else "er is geen uiterste datum"
        )


@sentence(rf"is er geen uiterste datum voor {TEXT}")
def no_lastday_of(stage: Stage, key: str, table: Table) -> None:
    stage.must_know_term(key)
    found = next((term.last_day for term in stage.terms if term.key == key), None)
    if found is not None:
        raise Expected(f"geen uiterste datum voor '{key}'", f"die is {dutch(found)}")


@sentence(rf"staat in de uitleg van {TEXT}: {TEXT}")
def term_explains(stage: Stage, key: str, text: str, table: Table) -> None:
    term = stage.term(key)
    told = "; ".join((*term.steps, *term.warnings))
    if text not in " ".join(told.split()):
        raise Expected(f"'{text}' in de uitleg van '{key}'", told or "er is geen uitleg")


@sentence(rf"is op tijd voldaan aan {TEXT}")
def term_met(stage: Stage, key: str, table: Table) -> None:
    term = stage.term(key)
    if term.met_on is None or (term.last_day is not None and term.met_on > term.last_day):
        raise Expected(
            f"'{key}' op tijd", f"gedaan op {dutch(term.met_on)}" if term.met_on else "het is niet gedaan"
        )


@sentence(rf"is te laat voldaan aan {TEXT}")
def term_missed(stage: Stage, key: str, table: Table) -> None:
    term = stage.term(key)
    if term.met_on is None or term.last_day is None or term.met_on <= term.last_day:
        done = f"gedaan op {dutch(term.met_on)}" if term.met_on else "het is niet gedaan"
        raise Expected(f"'{key}' te laat", done)


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
    if day is not None and when != day_of(day):
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


@sentence(rf"staat niet in de brief {TEXT}: {TEXT}")
def letter_is_silent(stage: Stage, name: str, text: str, table: Table) -> None:
    sent = [letter.markdown for _, letter in stage.letters if letter.letter == name]
    if not sent or text in " ".join(sent[-1].split()):
        raise Expected(
            f"geen '{text}' in brief '{name}'", sent[-1] if sent else "die brief is niet verstuurd"
        )


@sentence(rf"is de brief {TEXT} (\d+) keer verstuurd")
def letter_sent_times(stage: Stage, name: str, number: str, table: Table) -> None:
    stage.must_know_letter(name)
    days = [day for day, letter in stage.letters if letter.letter == name]
    if len(days) != int(number):
        raise Expected(f"brief '{name}' {number} keer", f"verstuurd op: {listed(map(dutch, days))}")


@sentence(rf"is het bericht {TEXT} verzonden(?: met:)?")
def message_sent(stage: Stage, name: str, table: Table) -> None:
    sent = [message for message in stage.messages if message.name == name]
    if not sent:
        raise Expected(f"bericht '{name}'", f"verzonden zijn: {listed(m.name for m in stage.messages)}")
    for key, text in pairs(table):
        value = sent[-1].payload.get(key)
        if not means(value, text):
            raise Expected(f"{key} = {text} in bericht '{name}'", f"{key} = {value}")


@sentence(rf"is het bericht {TEXT} niet verzonden")
def message_not_sent(stage: Stage, name: str, table: Table) -> None:
    stage.must_know_message(name)
    if name in [message.name for message in stage.messages]:
        raise Expected(f"geen bericht '{name}'", "het is verzonden")


@sentence(rf"is de zaak {TEXT} begonnen(?: met:)?")
def case_begun(stage: Stage, process: str, table: Table) -> None:
    facts = stage.asked_for(process).facts
    for path, text in pairs(table):
        value = at_path(facts, path)
        if not means(value, text):
            raise Expected(f"{path} = {text} in de zaak '{process}'", f"{path} = {value}")


@sentence(rf"is de zaak {TEXT} niet begonnen")
def case_not_begun(stage: Stage, process: str, table: Table) -> None:
    stage.must_know_process(process)
    if process in [out.process for out in stage.begun]:
        raise Expected(f"geen zaak '{process}'", "zij is begonnen")


@sentence(rf"wacht de zaak op {TEXT}")
def waits_for(stage: Stage, title: str, table: Table) -> None:
    if title not in [wait.title for wait in stage.waits]:
        raise Expected(
            f"dat de zaak wacht op '{title}'", f"zij wacht op: {listed(w.title for w in stage.waits)}"
        )


@sentence(rf"is {TEXT} gelijk aan {TEXT}")
def fact_is(stage: Stage, path: str, text: str, table: Table) -> None:
    value = at_path(stage.known(), path)
    if not means(value, text):
        raise Expected(f"{path} = {text}", f"{path} = {value}")


@sentence(r"zijn dit de gegevens:")
def facts_are(stage: Stage, table: Table) -> None:
    for path, text in pairs(table):
        fact_is(stage, path, text, ())


# -- dan: klokken en einden -------------------------------------------------------------------


@sentence(rf"is de klok {TEXT} afgegaan(?: op {DAY})?")
def fired(stage: Stage, title: str, day: str | None, table: Table) -> None:
    days = _days_of(stage, "timer", title)
    if not days or (day is not None and day_of(day) not in days):
        when = f" op {day}" if day else ""
        raise Expected(f"klok '{title}' afgegaan{when}", f"afgegaan op: {listed(map(dutch, days))}")


@sentence(rf"is de klok {TEXT} niet afgegaan")
def not_fired(stage: Stage, title: str, table: Table) -> None:
    stage.must_know_step("klok", title)
    if days := _days_of(stage, "timer", title):
        raise Expected(f"klok '{title}' niet afgegaan", f"afgegaan op: {listed(map(dutch, days))}")


@sentence(rf"gaat de klok {TEXT} af op {DAY}")
def will_fire(stage: Stage, title: str, day: str, table: Table) -> None:
    days = [local_date(t.due_at) for t in stage.timers if t.title == title and t.due_at is not None]
    if day_of(day) not in days:
        raise Expected(f"klok '{title}' gaat af op {day}", f"hij staat op: {listed(map(dutch, days))}")


@sentence(rf"is de klok {TEXT} overgeslagen")
def skipped(stage: Stage, title: str, table: Table) -> None:
    if title not in stage.skipped:
        raise Expected(f"klok '{title}' overgeslagen", f"overgeslagen zijn: {listed(stage.skipped)}")


@sentence(rf"is het einde {TEXT} bereikt")
def end_reached(stage: Stage, title: str, table: Table) -> None:
    stage.must_know_step("einde", title)
    if not _days_of(stage, "end", title):
        ends = [step.title for _, step in stage.happened if step.kind == "end"]
        raise Expected(f"einde '{title}'", f"bereikt zijn: {listed(ends)}")


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


def _days_of(stage: Stage, kind: str, title: str) -> list[date]:
    return [day for day, step in stage.happened if (step.kind, step.title) == (kind, title)]
