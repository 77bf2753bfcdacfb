"""Answering a task: draft, preview, finish, undo. What the browser sends goes in, a page comes out.

Whatever stands in the way, the page that comes back holds everything that was typed.
"""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from engine import Change, Conflict, EngineError, FormResult, TaskNotOpen
from webapp import commands
from webapp.clock import now, today
from webapp.formview import apply_row_action
from webapp.involvement import may_do
from webapp.lettertexts import Typed
from webapp.pages import viewer
from webapp.store import queries
from webapp.store.queries import desk as desk_queries
from webapp.store.work import DraftMoved, TakenByColleague
from webapp.tasks import undo
from webapp.tasks.clash import clash_of, others_at, stamp_of
from webapp.tasks.foresight import PreviewView, foresee
from webapp.tasks.pane import Pane, TaskDesk, pane, reads_cases, todo
from webapp.tasks.place import Place
from webapp.undoing import lengthen, moment_of

CLASHES = (TaskNotOpen, TakenByColleague, DraftMoved, commands.NotYours)  # a colleague was first
Show = Callable[[Place, TaskDesk, Pane], str]
TEMPLATE = "sjabloon:"  # action: give a letter the text of its template back


def submit(desk: TaskDesk, place: Place, show: Show) -> ResponseReturnValue:
    """Do what the button asks."""
    action, result, typed = request.form.get("_actie", ""), desk.read(request.form), Typed.read(request.form)
    if action == "bewaren":
        return _keep(desk, result, typed, place, show)
    if action == "afronden":
        return _complete(desk, result, typed, place, show)
    if action == "vooruitblik" or action.startswith(TEMPLATE):
        typed = typed.without(action.removeprefix(TEMPLATE))
        seen = foresee(desk, result, typed, viewer()) if _may_act(desk) else None
        return show(place, desk, _pane(desk, result, typed, "submit", preview=seen))
    changed = desk.form and apply_row_action(desk.form, result.raw, action)
    if changed is not None and desk.form:
        result = desk.form.load_raw(changed, context=desk.context)
    return show(place, desk, _pane(desk, result, typed, "update"))


def preview(desk: TaskDesk) -> ResponseReturnValue:
    """Return the preview alone, for the page to put in its place; nothing once the task is done."""
    try:
        return _preview(desk, desk.read(request.form))
    except CLASHES:  # finishing and looking ahead may cross; the page of the answer tells the rest
        return "", 204


def _preview(desk: TaskDesk, result: FormResult) -> str:
    return render_template(
        "tasks/_preview.html",
        preview=foresee(desk, result, Typed.read(request.form), viewer()),
        todo=[] if result.ok else todo(desk, result),
        is_own_side=desk.is_own_side,
        task=desk.task,
        case=desk.case,
    )


def autosave(desk: TaskDesk) -> ResponseReturnValue:
    """Keep what was typed so far, by itself; tell when a colleague was first."""
    result, typed = desk.read(request.form), Typed.read(request.form)
    try:
        _save(desk, result, typed)
    except CLASHES as error:
        return _clash_alone(desk, error)
    saved = queries.open_task(desk.task.id)
    return render_template("tasks/_draft.html", task=saved, stamp=stamp_of(saved) if saved else "")


def presence(desk: TaskDesk) -> str:
    """Note that the page is still open; tell who else has it, and what a colleague did meanwhile."""
    commands.note_visit(desk.task.id, by=viewer(), at=now())
    clash = clash_of(desk.task, viewer(), request.form.get("_concept", ""))
    return render_template(
        "tasks/_presence.html", others=others_at(desk.task, viewer()), clash=clash, task=desk.task
    )


def take_back(desk: TaskDesk, place: Place) -> ResponseReturnValue:
    """Undo what this person has just finished; the answers come back as a draft."""
    kept = undo.remembered(desk.task.id)
    if kept is None:
        flash("Deze taak kunt u niet meer ongedaan maken. Kijk in de zaak wat er nog kan.", "warn")
        return redirect(place.url(desk.task.id))
    letters = desk_queries.changed_letters(kept["zaak"], kept["seq"])
    answers = desk.task.answers or {}
    try:
        commands.undo_last(kept["zaak"], kept["seq"], by=viewer().username, at=now())
    except EngineError as error:
        undo.LAST.forget()
        flash(str(error), "bad")
        return redirect(place.url(desk.task.id))
    undo.LAST.forget()
    _restore(desk.task.id, answers, letters)
    flash(f"“{desk.task.title}” is niet afgerond. Uw antwoorden staan er nog.", "good")
    return redirect(place.url(desk.task.id))


def wait_longer(desk: TaskDesk, place: Place) -> ResponseReturnValue:
    """Give somebody who needs it more time to undo: the post waits along."""
    kept = undo.remembered(desk.task.id)
    until = lengthen(kept) if kept else None
    if kept and until and commands.hold_post(kept["zaak"], moment_of(kept), until=until):
        undo.LAST.lengthened(kept, until)
    else:
        flash("Meer tijd kan niet: de brief is al onderweg.", "warn")
    return redirect(place.url(request.args.get("taak", type=int)))


def keep_as_note(desk: TaskDesk, place: Place) -> ResponseReturnValue:
    """Put what somebody typed in vain with the case, for who goes on with it."""
    text = request.form.get("tekst", "").strip()[:4000]
    if text:
        commands.add_note(desk.case.case_id, text, by=viewer().username, at=now())
        flash("Uw tekst staat nu als notitie bij de zaak.", "good")
    return redirect(place.url(desk.task.id))


def _may_act(desk: TaskDesk) -> bool:
    return desk.task.state == "open" and may_do(desk.task, viewer(), desk.stake)


def _seen() -> str:
    return request.form.get("_concept", "")


def _pane(desk: TaskDesk, result: FormResult, typed: Typed, attempt: Any, **more: Any) -> Pane:
    return pane(desk, viewer(), result, attempt, typed=typed, **{"stamp": _seen()} | more)


def _save(desk: TaskDesk, result: FormResult, typed: Typed) -> None:
    draft = {**result.raw, **typed.in_draft}
    commands.save_draft(desk.task.id, draft, by=viewer(), at=now(), seen=_seen())


def _keep(desk: TaskDesk, result: FormResult, typed: Typed, place: Place, show: Show) -> ResponseReturnValue:
    try:
        _save(desk, result, typed)
    except CLASHES as error:
        return _clash_page(desk, result, typed, place, show, error)
    flash("Bewaard. U kunt later verdergaan waar u was gebleven.", "good")
    return redirect(place.url(desk.task.id))


def _complete(
    desk: TaskDesk, result: FormResult, typed: Typed, place: Place, show: Show
) -> ResponseReturnValue:
    if not result.ok and _may_act(desk):
        return show(place, desk, _pane(desk, result, typed, "submit")), 422
    try:
        change = commands.complete_task(
            desk.task.id,
            result.values,
            by=viewer(),
            at=now(),
            letters=typed.letters,
            seen=_seen(),
        )
    except CLASHES as error:
        return _clash_page(desk, result, typed, place, show, error)
    except Conflict:
        raise
    except EngineError as error:  # a letter lacks a value, an expression fails: say so beside the form
        seen = _foreseen(desk, result, typed)
        told = _pane(desk, result, typed, "submit", preview=seen, problem=str(error))
        return show(place, desk, told), 422
    following = _following(desk)
    undo.remember(desk, change, _done_sentence(desk, change, following))
    return redirect(place.url(following))


def _foreseen(desk: TaskDesk, result: FormResult, typed: Typed) -> PreviewView | None:
    try:
        return foresee(desk, result, typed, viewer())
    except EngineError:
        return None


def _clash_page(
    desk: TaskDesk, result: FormResult, typed: Typed, place: Place, show: Show, error: EngineError
) -> ResponseReturnValue:
    """Show both; after seeing a colleague's draft one may go on over it, for then it was a choice."""
    again = TaskDesk.of(desk.task.id, viewer()) or desk
    clash = clash_of(again.task, viewer(), _seen(), request.form)
    if clash is None:
        raise error
    stamp = clash.stamp or _seen()
    shown = pane(
        again, viewer(), result if again.form else None, "update", typed=typed, stamp=stamp, clash=clash
    )
    return show(place, again, shown), 409


def _clash_alone(desk: TaskDesk, error: EngineError) -> ResponseReturnValue:
    again = queries.open_task(desk.task.id)
    clash = clash_of(again, viewer(), _seen(), request.form) if again else None
    if clash is None:
        raise error
    fragment = render_template(
        "tasks/_clash.html", clash=clash, task=again, alone=True, may_note=reads_cases(viewer())
    )
    return fragment, 409


def _restore(task_id: int, answers: Any, letters: Any) -> None:
    """Make a draft of what was undone, with the texts that had been given to letters."""
    desk = TaskDesk.of(task_id, viewer())
    if desk is None or desk.form is None:
        return
    changed = {key: commands.ChangedLetter(text, "") for key, text in letters.items()}
    draft = {**desk.form.initial(answers), **Typed(aside=changed).in_draft}
    commands.save_draft(task_id, draft, by=viewer(), at=now(), seen=stamp_of(desk.task))


def _done_sentence(desk: TaskDesk, change: Change, following: int | None) -> str:
    done = f"“{desk.task.title}” is afgerond."
    if change.status == "closed":
        done += f" Zaak {desk.task.number} is gesloten: {change.outcome}."
    return f"{done} Dit is uw volgende taak." if following else done


def _following(desk: TaskDesk) -> int | None:
    """Go on with the same complaint when there is something to do there, else with the most urgent."""
    stake = queries.stake(viewer().username, desk.case.case_id)
    for task in queries.case_tasks(desk.case.case_id):
        if task.state == "open" and may_do(task, viewer(), stake):
            return task.id
    following = queries.next_task(viewer(), today=today(), after=desk.task.id)
    return following.id if following else None
