"""The published version that a case runs on: its forms, its diagrams, the facts of the case."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from engine import Definition, Engine, Form, context_of, parse_xml
from webapp.commands import MAIN_PROCESS, RESIDENT
from webapp.drawing import Course
from webapp.onepage import asked_once
from webapp.store import bundles, queries
from webapp.store.queries import OpenTask
from webapp.store.unit_of_work import reading
from webapp.wording import process_name

LONGEST_ADJOURNMENT = 4  # weeks in all, Awb 9:11 lid 2


def definition(bundle: str) -> Definition:
    """Return the published version with this hash, ready to use. Raises KeyError when unknown."""
    with reading() as store:
        return Engine(store).definition(bundle)


def current_bundle() -> str:
    """Return the hash of the version that new cases start with. Raises NothingPublished."""
    return asked_once("bundle", _current_bundle)


def _current_bundle() -> str:
    with reading() as store:
        return bundles.current(store.connection)


def start_form(process: str = MAIN_PROCESS) -> Form:
    """Return the form with which people start a process."""
    version = definition(current_bundle())
    form = version.form(version.process(process).start)
    assert form is not None, "the checker refuses a process that people start without a start form"
    return form


@dataclass(frozen=True)
class Startable:
    """A process that people may start, in the words of its diagram."""

    process: str
    title: str
    summary: str  # first sentence of its documentation
    is_public: bool = False  # residents fill in the same form


def startable(roles: Collection[str]) -> list[Startable]:
    """Return the processes of the version in use that someone with these roles may start, by title."""
    try:
        bundle = current_bundle()
    except bundles.NothingPublished:
        return []
    return [one for one, starters in _startable(bundle) if not starters.isdisjoint(roles)]


@lru_cache(maxsize=8)
def _startable(bundle: str) -> list[tuple[Startable, frozenset[str]]]:
    version = definition(bundle)
    found = []
    for process in version.process_ids():
        start = version.process(process).start
        if start.starters and version.form(start) is not None:
            words = _summary(diagrams(bundle)[process], start.file)
            title = course(bundle).diagrams[process].title or process_name(process).capitalize()
            found.append(
                (Startable(process, title, words, RESIDENT in start.starters), frozenset(start.starters))
            )
    return sorted(found, key=lambda pair: (pair[0].process != MAIN_PROCESS, pair[0].title))


def _summary(diagram: bytes, filename: str) -> str:
    """Return the first sentence of what a diagram says about itself."""
    told = parse_xml(diagram, filename).xpath(
        "string(//*[local-name()='process']/*[local-name()='documentation'])"
    )
    return re.split(r"(?<=[.!?])\s", " ".join(told.split()), maxsplit=1)[0]


@lru_cache(maxsize=4096)  # a version never changes
def waits_for(bundle: str, element_id: str) -> str:
    """Return whose answer a step waits for (`wacht_op`): `inwoner`, `aanbieder`, ...; empty for nobody's."""
    element = definition(bundle).elements.get(element_id)
    return element.waits_for if element else ""


def task_form(task: OpenTask) -> Form | None:
    """Return the form of a task; None when there is nothing to fill in."""
    version = definition(task.bundle)
    return version.form(version.elements[task.bpmn_id])


def case_context(case_id: str) -> Mapping[str, Any]:
    """Return the names that conditions in forms of this case can read. Raises UnknownCase."""
    return asked_once(f"context:{case_id}", lambda: _case_context(case_id))


def _case_context(case_id: str) -> Mapping[str, Any]:
    return context_of(queries.case_facts(case_id), queries.case_answers(case_id))


def last_day_when_adjourned(bundle: str, context: Mapping[str, Any]) -> date | None:
    """Return the day to which handling may still be adjourned at most (Awb 9:11 lid 2).

    None without a statutory term, and once the resident agreed to a day of his own (lid 3).
    """
    zaak = context.get("zaak", {})
    if zaak.get("instemming_tot"):
        return None
    terms = definition(bundle).terms.under(context.get("kalender"))
    term = terms.term("afdoening", {**zaak, "verdaging_weken": LONGEST_ADJOURNMENT})
    return term.last_day if term else None


@lru_cache(maxsize=8)
def diagrams(bundle: str) -> Mapping[str, bytes]:
    """Return the BPMN files of a version by process id."""
    return {PurePosixPath(path).stem: data for path, data in definition(bundle).bundle.processes()}


@lru_cache(maxsize=8)
def course(bundle: str) -> Course:
    """Return the map of all diagrams of a version."""
    return Course(diagrams(bundle))


def answers_in_words(bundle: str, task_id: str, answers: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return question and answer as the form words them; nothing for erased or unknown answers."""
    version = definition(bundle)
    element = version.elements.get(task_id)
    form = version.form(element) if element else None
    return form.summary(answers) if form and answers else []


def is_promised(bundle: str, element_id: str) -> bool:
    """Whether a step must be done on the day that was agreed with the resident (`afspraak_uiterlijk`)."""
    element = definition(bundle).elements.get(element_id)
    return bool(element and "zaak.afspraak_uiterlijk" in element.due)
