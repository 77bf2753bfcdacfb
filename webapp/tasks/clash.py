"""Two people on one task: what a colleague did meanwhile, beside what I typed. Nothing is overwritten."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from engine import Form, FormResult
from webapp.clock import now
from webapp.lettertexts import Typed
from webapp.processes import answers_in_words, case_context, task_form
from webapp.store.queries import OpenTask, Viewer, desk
from webapp.store.work import draft_stamp
from webapp.wording import moment

Kind = Literal["done", "cancelled", "taken", "draft"]
PRESENT = timedelta(seconds=45)  # three beats of the page: who is silent longer has gone
Words = list[tuple[str, str]]


@dataclass(frozen=True)
class Clash:
    """What happened, by whom and when; their answers and mine, question by question."""

    kind: Kind
    who: str
    sentence: str
    theirs: Words
    mine: Words
    stamp: str = ""  # of their draft: whoever has seen it may go on over it
    is_own: bool = False  # it was the reader himself, in another window

    @property
    def mine_as_text(self) -> str:
        return "\n\n".join(f"{question}\n{answer}" for question, answer in self.mine)


def stamp_of(task: OpenTask) -> str:
    """Return the mark of the draft that the page shows; empty when there is none."""
    return draft_stamp(task.draft_by, task.draft_at)


def clash_of(task: OpenTask, viewer: Viewer, seen: str, sent: Any = None) -> Clash | None:
    """Return what a colleague did since the page was opened; None when nothing stands in the way."""
    if task.state == "done":
        who, own = desk.name_of(task.done_by), task.done_by == viewer.username
        when = moment(task.closed_at)
        doer = "U hebt deze taak zelf al afgerond," if own else f"{who} rondde deze taak af"
        theirs = answers_in_words(task.bundle, task.bpmn_id, task.answers)
        return Clash("done", who, f"{doer} op {when}.", theirs, _mine(task, sent), is_own=own)
    if task.state == "cancelled":
        when = moment(task.closed_at)
        sentence = f"Deze taak is vervallen op {when}: de zaak ging op een andere manier verder."
        return Clash("cancelled", "", sentence, [], _mine(task, sent))
    if task.assignee not in (None, viewer.username) and task.role in viewer.roles:
        who = task.assignee_name or str(task.assignee)
        theirs = _draft_words(task) if task.draft_by == task.assignee else []
        return Clash("taken", who, f"{who} heeft deze taak intussen opgepakt.", theirs, _mine(task, sent))
    if task.draft_at and task.draft_by != viewer.username and stamp_of(task) != seen:
        who = desk.name_of(task.draft_by)
        sentence = f"{who} heeft deze taak ook ingevuld, op {moment(task.draft_at)}."
        return Clash("draft", who, sentence, _draft_words(task), _mine(task, sent), stamp_of(task))
    return None


def others_at(task: OpenTask, viewer: Viewer) -> str:
    """Return who else has this task open now, in a sentence; empty when nobody has."""
    names = desk.visitors(task.id, without=viewer.username, since=now() - PRESENT)
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} heeft deze taak ook open."
    return f"{', '.join(names[:-1])} en {names[-1]} hebben deze taak ook open."


def _mine(task: OpenTask, sent: Any) -> Words:
    form = task_form(task) if sent is not None else None
    if form is None:
        return []
    result = form.load_html(sent, context=case_context(task.case_id))
    return [*in_words(form, result), *_letters_in_words(Typed.read(sent))]


def _draft_words(task: OpenTask) -> Words:
    form = task_form(task)
    if form is None or task.draft is None:
        return []
    return in_words(form, form.load_raw(task.draft, context=case_context(task.case_id)))


def in_words(form: Form, result: FormResult) -> Words:
    """Return question and answer of everything that was typed, right or wrong."""
    words = dict(form.summary(result.values))
    for question in form.fields():
        raw = result.raw.get(question.path)
        if isinstance(raw, str) and raw.strip() and question.label not in words:
            words[question.label] = raw
    return list(words.items())


def _letters_in_words(typed: Typed) -> Words:
    return [("Tekst van de brief", one.text) for one in typed.every.values()]
