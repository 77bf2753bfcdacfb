"""The few building blocks of automatic steps: what a service task, script or decision does.

A block changes facts or asks for an effect; it never reaches outside. Each block names its headers, so
that the checker and the element templates know them too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.bpmn.case import CaseData
from engine.bpmn.profile import Element
from engine.errors import EngineError, ExpressionFailed
from engine.letters import Letter, check_changed, tidied
from engine.ports import KEY, CaseOut, LetterOut, MessageOut, Step
from engine.values import settled

if TYPE_CHECKING:
    from engine.bpmn.run import Run

BY_HAND = "amend"  # instead of a step, in the key of a letter that belongs to an amendment
ADJOURNMENT_LIMIT = 4  # weeks in total, Awb 9:11 lid 2


class UnlawfulAdjournment(EngineError):
    """De klacht kan niet zo worden verdaagd (Awb 9:11)."""

    code = "verdaging_niet_toegestaan"


@dataclass(frozen=True)
class Block:
    """A building block: what it does and which headers it takes (`*` = any others, as payload)."""

    act: Callable[["Run", Element, int], None]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    open_ended: bool = False


def perform(run: "Run", element: Element, occurrence: int) -> None:
    """Perform an automatic step. Raises EngineError, in Dutch, when it cannot be done."""
    try:
        _perform(run, element, occurrence)
    except EngineError:
        raise
    except Exception as error:  # a decision without an answer, a result that is no value, ...
        raise ExpressionFailed(f"{element.place}: {error}") from error
    run.fulfil(element)


def _perform(run: "Run", element: Element, occurrence: int) -> None:
    if element.kind == "scriptTask":
        _script(run, element, occurrence)
    elif element.kind == "businessRuleTask":
        _decide(run, element, occurrence)
    else:
        block = BLOCKS.get(element.block)
        if block is None:
            raise ExpressionFailed(f"{element.place}: bouwsteen '{element.block}' bestaat niet")
        for header in block.required:
            if not element.headers.get(header):
                raise ExpressionFailed(f"{element.place}: bouwsteen '{element.block}' mist '{header}'")
        block.act(run, element, occurrence)


def _script(run: "Run", element: Element, occurrence: int) -> None:
    run.data.put(element.result, run.value(element.script, element))
    run.note(element, occurrence, "fact")


def _decide(run: "Run", element: Element, occurrence: int) -> None:
    result = settled(run.definition.decide(element.decision, run.data.context(), run.functions()))
    run.data.put(element.result or element.decision, result)
    run.note(element, occurrence, "decision", uitkomst=result)


def _letter(run: "Run", element: Element, occurrence: int) -> None:
    headers = evaluated(run, element)
    letter = run.definition.letter(headers["brief"])
    if not run.writes_letters or run.was_sent(element, occurrence):
        return
    written = written_letter(
        run,
        letter,
        key=run.key(element, occurrence),
        title=element.label,
        recipient=headers.get("aan", ""),
        channel=headers.get("kanaal", ""),
    )
    about: dict[str, Any] = {"brief": letter.name, "aan": written.recipient, "onderwerp": written.subject}
    if written.key in run.changed_letters:
        written = _changed(run, letter, written, element)
        about |= {"gewijzigd": True} if written.template else {}
    run.effects.letters.append(written)
    if run.round:
        about[KEY] = written.key
    run.note(element, occurrence, "letter", **about)


def _changed(run: "Run", letter: Letter, written: LetterOut, *asked_by: Element) -> LetterOut:
    """Return the letter with the text that a person gave it, held to what the law asks of these steps."""
    text = tidied(run.changed_letters[written.key])
    if text == tidied(written.markdown):
        return written
    days = {
        key: term.last_day
        for key, term in run.terms.compute(run.data.zaak).items()
        if term.kind == "statutory" and term.last_day is not None
    }
    check_changed(
        letter,
        written.markdown,
        text,
        markers=[marker for element in asked_by for marker in element.listed("wet")],
        context={**run.data.context(), **run.settings},
        days=days,
    )
    return replace(written, markdown=text, template=written.markdown)


def written_letter(
    run: "Run", letter: Letter, *, key: str, title: str, recipient: str = "", channel: str = ""
) -> LetterOut:
    """Return a letter with the facts of the case filled in. Raises MissingLetterValue, LetterFailed."""
    recipient = recipient or letter.recipient or "inwoner"
    address = run.data.facts.get(recipient, {})
    rendered = letter.render({**run.data.context(), **run.settings}, run.functions())
    return LetterOut(
        key=key,
        letter=letter.name,
        recipient=recipient,
        address=dict(address),
        channel=channel or letter.channel or ("email" if _by_email(address) else "post"),
        subject=rendered.subject,
        markdown=rendered.markdown,
        title=title,
    )


def by_hand(seq: int) -> str:
    """Return the key of the letter that leaves because of event `seq`."""
    return f"{BY_HAND}:{seq}"


def write_by_hand(run: "Run", name: str, seq: int) -> None:
    """Write a letter that no step of the diagram asks for, because of event `seq`.

    A text that a person gave it is held to what the law asks of the steps that send this letter.
    """
    letter = run.definition.letter(name)
    written = written_letter(run, letter, key=by_hand(seq), title="Brief bij een wijziging")
    about: dict[str, Any] = {"brief": name, "aan": written.recipient, "onderwerp": written.subject}
    if written.key in run.changed_letters:
        senders = (one for one in run.definition.elements.values() if one.headers.get("brief") == name)
        written = _changed(run, letter, written, *senders)
        about |= {"gewijzigd": True} if written.template else {}
    run.effects.letters.append(written)
    run.effects.steps.append(
        Step(BY_HAND, seq, "letter", written.title, run.process.id, letter.basis, detail=about)
    )


def _by_email(address: Mapping[str, Any]) -> bool:
    """Awb 2:8: by e-mail only to someone who made known to be reachable that way."""
    return bool(address.get("email")) and address.get("digitaal", True) is True


def _message(run: "Run", element: Element, occurrence: int) -> None:
    headers = evaluated(run, element)
    name = headers.pop("bericht")
    if run.was_sent(element, occurrence):
        return
    run.effects.messages.append(MessageOut(run.key(element, occurrence), name, settled(headers)))
    run.note(element, occurrence, "message", bericht=name)


def _start_case(run: "Run", element: Element, occurrence: int) -> None:
    """Ask for another case. It begins later, in a transaction of its own; a replay asks nothing anew.

    Only what the headers say goes along: a case holds no more about people than it needs. Without a
    receipt date the new case is no complaint of its own, and no term of the law runs in it.
    """
    headers = evaluated(run, element)
    process, received = headers.pop("proces"), headers.pop("ontvangstdatum", None)
    if received is not None and (isinstance(received, datetime) or not isinstance(received, date)):
        raise ExpressionFailed(f"{element.id}: 'ontvangstdatum' is geen datum")
    begin = CaseData()
    begin.put("zaak.soort", process)
    begin.put("zaak.begonnen_op", run.day())
    begin.put("zaak.ontvangstdatum", received)
    begin.put("zaak.voortgekomen_uit", run.data.zaak.get("nummer"))
    for path, value in headers.items():
        if value is not None:
            begin.put(path, value)
    if run.was_sent(element, occurrence):
        return
    run.effects.cases.append(CaseOut(run.key(element, occurrence), process, begin.facts, element.label))
    run.note(element, occurrence, "case", proces=process)


def _status(run: "Run", element: Element, occurrence: int) -> None:
    status = evaluated(run, element)["status"]
    if not isinstance(status, str) or not status.strip():  # the resident would read "None"
        raise ExpressionFailed(f"{element.place}: de status voor de inwoner is leeg of geen tekst")
    run.data.put("zaak.status", status)
    run.note(element, occurrence, "status", status=status)


def _register(run: "Run", element: Element, occurrence: int) -> None:
    for path, value in evaluated(run, element).items():
        run.data.put(path, value)
    run.note(element, occurrence, "fact")


def _term(run: "Run", element: Element, occurrence: int) -> None:
    headers = evaluated(run, element)
    action = headers.get("handeling")
    if action == "verdaag":
        _adjourn(run, element, headers)
    elif action == "instemming":
        _consent(run, element, headers)
    elif action == "afgedaan":
        run.data.put("zaak.afgedaan_op", run.day())
    else:
        raise ExpressionFailed(f"{element.place}: handeling '{action}' bestaat niet")
    run.note(element, occurrence, "fact", handeling=action)


def _adjourn(run: "Run", element: Element, headers: Mapping[str, Any]) -> None:
    """Awb 9:11 lid 2: at most four weeks in all, decided before the term has ended."""
    weeks = headers.get("weken")
    if not isinstance(weeks, int | Decimal) or isinstance(weeks, bool) or weeks != int(weeks) or weeks < 1:
        raise UnlawfulAdjournment(f"{element.label}: het aantal weken ontbreekt.")
    total = int(weeks) + int(run.data.zaak.get("verdaging_weken") or 0)
    if total > ADJOURNMENT_LIMIT:
        raise UnlawfulAdjournment(f"Samen zou dat {total} weken zijn; vier weken is het hoogste.")
    last_day = run.terms.last_day("afdoening", run.data.zaak)
    if last_day is not None and run.day() > last_day:
        raise UnlawfulAdjournment("De termijn is al verstreken; alleen uitstel met instemming kan nog.")
    run.data.put("zaak.verdaging_weken", total)


def _consent(run: "Run", element: Element, headers: Mapping[str, Any]) -> None:
    """Awb 9:11 lid 3: postponement to the day on which the complainant agreed in writing."""
    until = headers.get("tot")
    if not isinstance(until, date):
        raise UnlawfulAdjournment(f"{element.label}: de datum van het uitstel ontbreekt.")
    run.data.put("zaak.instemming_tot", until)


def evaluated(run: "Run", element: Element) -> dict[str, Any]:
    """Return the headers of a step with FEEL values (`=...`) computed."""
    return {
        key: run.value(text, element) if text.startswith("=") else text
        for key, text in element.headers.items()
    }


BLOCKS: Mapping[str, Block] = {
    "brief": Block(_letter, required=("brief",), optional=("aan", "kanaal")),
    "bericht": Block(_message, required=("bericht",), open_ended=True),
    "start_zaak": Block(_start_case, required=("proces",), optional=("ontvangstdatum",), open_ended=True),
    "status": Block(_status, required=("status",)),
    "registreer": Block(_register, open_ended=True),
    "termijn": Block(_term, required=("handeling",), optional=("weken", "tot")),
}
