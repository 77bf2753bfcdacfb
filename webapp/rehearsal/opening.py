"""How an invented case begins: what came in, on which day, and the start form of the process."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from engine import (
    Bundle,
    EngineError,
    Form,
    FormResult,
    MissingLetterValue,
    Rehearsal,
    ScenarioStep,
    StepRefused,
    lexicon_of,
)
from webapp import officeforms
from webapp.commands import MAIN_PROCESS
from webapp.startsheet import Sheet

KINDS = {
    "schriftelijke klacht": "Een schriftelijke klacht",
    "mondelinge klacht": "Een mondelinge klacht",
    "schriftelijk bericht": "Een ander schriftelijk bericht",
    "mondeling bericht": "Een ander mondeling bericht",
    "zaak": "Geen bericht: wij beginnen zelf",
}
FACT = r"[a-z]\w*(\.\w+)*"  # the name of a fact
MOST_FACTS = 5  # rounds of inventing what letters lack
EXAMPLE = "voorbeeld"  # the action that fills in what was left empty
_BEGINS = re.compile(rf"een ({'|'.join(KINDS)}) (?:ontvangen|begonnen) op")


def forms(case: Rehearsal) -> tuple[Form, ...]:
    """Return the questions that start a case: ours, and those of the process."""
    start = case.start_form
    questions = [
        officeforms.choice("oefening.soort", "Waarmee begint de zaak?", KINDS, required=True),
        officeforms.day("oefening.dag", "Op welke dag?", required=True),
    ]
    if start is None:
        hint = (
            "Eén per regel, zoals zaak.onderwerp = wmo. Dit proces heeft geen formulier om mee te beginnen."
        )
        questions.append(
            officeforms.text("oefening.gegevens", "Wat is er al bekend?", hint=hint, lines=True, longest=2000)
        )
    office = officeforms.form("oefening", [officeforms.group("oefenzaak", "De oefenzaak", questions)])
    return (office, start) if start else (office,)


def blank(case: Rehearsal, day: date) -> Sheet:
    known = {"oefening": {"soort": usual_kind(case.bundle, case.first), "dag": day}}
    return Sheet.blank(*forms(case), prefill=known)


def filled(case: Rehearsal, sheet: Sheet, day: date) -> Sheet:
    """Return the sheet with invented answers for whatever still has to be answered."""
    results = [
        form.load_raw(case.invented(form, result.raw, day))
        for form, result in zip(sheet.forms, sheet.results, strict=True)
    ]
    if len(results) == 1:
        results = [_with_facts(case, sheet.forms[0], results[0])]
    return Sheet(sheet.forms, tuple(results), "update", sheet.key)


def _with_facts(case: Rehearsal, office: Form, result: FormResult) -> FormResult:
    """Return the answers with facts for letters that go out at once, in a process without a start form."""
    for _ in range(MOST_FACTS):
        sheet = Sheet((office,), (result,), "submit", "")
        try:
            Rehearsal(case.bundle, case.first).do(first_step(case, sheet))
        except MissingLetterValue as error:
            known = str(result.raw.get("oefening.gegevens") or "")
            lines = [f"{name} = [{name.rpartition('.')[2]}]" for name in _facts_among(case, error.names)]
            text = "\n".join(filter(None, [known, *lines]))
            result = office.load_raw(result.raw | {"oefening.gegevens": text})
        except EngineError:
            break
        else:
            break
    return result


def _facts_among(case: Rehearsal, names: tuple[str, ...]) -> list[str]:
    """Return the names that are facts; answers of a step come from that step alone."""
    steps = case.definition.elements
    return [name for name in names if re.fullmatch(FACT, name) and name.partition(".")[0] not in steps]


def earlier_step(case: Rehearsal, error: EngineError) -> str:
    """Return where to begin when a letter needs the answers of an earlier step; empty when it does not."""
    steps = case.definition.elements
    for name in error.names if isinstance(error, MissingLetterValue) else ():
        if (step := steps.get(name.partition(".")[0])) is not None:
            title = titles(case.bundle).get(step.process, step.process)
            return f"Dat komt uit de stap “{step.label}”. Begin daarom met het proces “{title}”."
    return ""


def usual_kind(bundle: Bundle, process: str) -> str:
    """Return what the scenarios of a process begin with most often."""
    texts = [bundle.text(path) for path, _ in bundle.scenarios() if f"/{process}/" in path]
    found = [kind for text in texts for kind in _BEGINS.findall(text)]
    return max(KINDS, key=found.count) if found else "schriftelijke klacht"


def first_step(case: Rehearsal, sheet: Sheet) -> ScenarioStep:
    """Return the sentence that begins the case. Raises StepRefused."""
    office: Mapping[str, Any] = sheet.results[0].values["oefening"]
    start = sheet.results[1] if len(sheet.results) > 1 else None
    return case.beginning(office["soort"], office["dag"], start, facts_in(office.get("gegevens") or ""))


def facts_in(text: str) -> list[tuple[str, str]]:
    """Return names and values from lines `naam = waarde`. Raises StepRefused."""
    rows = []
    for line in filter(str.strip, text.splitlines()):
        name, equals, value = line.partition("=")
        if not equals or not re.fullmatch(FACT, name.strip()):
            raise StepRefused(f"Schrijf “{line.strip()}” als naam = waarde, zoals zaak.onderwerp = wmo.")
        rows.append((name.strip(), value.strip()))
    return rows


@lru_cache(maxsize=4)
def titles(bundle: Bundle) -> Mapping[str, str]:
    """Return the title of every process by id, in the order for a list.

    A bundle that cannot run can still be read.
    """
    lexicon = lexicon_of(bundle)
    found = [(process, lexicon.process_title(process)) for process in lexicon.processes]
    return dict(sorted(found, key=lambda one: (one[0] != MAIN_PROCESS, one[1])))
