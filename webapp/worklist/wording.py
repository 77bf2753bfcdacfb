"""What a change of many tasks comes to, in sentences."""

from webapp.commands import Reassignment

_MOST_NAMED = 8  # the sentence travels in a cookie


def plan_title(action: str, plan: Reassignment | None, chosen: int) -> str:
    """Return what would happen: "12 taken gaan naar A. de Vries; 2 kunnen niet"."""
    if plan is None:
        return "Aan wie geeft u deze taak?" if chosen == 1 else f"Aan wie geeft u deze {chosen} taken?"
    went, stay = len(plan.goes), len(plan.stays)
    if not went:
        return "Geen van deze taken kan worden verplaatst"
    match action:
        case "oppakken":
            text = f"U pakt {_tasks(went)} op"
        case "teruggeven":
            text = f"{_tasks(went)} {_go(went)} terug naar het team"
        case _:
            text = f"{_tasks(went)} {_go(went)} naar {plan.receiver.name}"
    return f"{text}; {stay} {'kan' if stay == 1 else 'kunnen'} niet" if stay else text


def done_sentence(action: str, result: Reassignment) -> str:
    """Return what happened."""
    went = len(result.goes)
    if not went:
        return "Er is niets gewijzigd."
    place = {"oppakken": "bij u", "teruggeven": "weer bij het team"}.get(
        action, f"bij {result.receiver.name}"
    )
    return f"{_tasks(went)} {_lie(went)} nu {place}."


def taken_back_sentence(result: Reassignment) -> str:
    went = len(result.goes)
    if not went:
        return "Er kon niets ongedaan worden gemaakt."
    lay = "hij lag" if went == 1 else "ze lagen"
    return f"Ongedaan gemaakt: {_tasks(went)} {_lie(went)} weer waar {lay}."


def kept_lines(result: Reassignment) -> list[str]:
    """Return which tasks stayed where they are, and why."""
    named = [f"{kept.task.title} ({kept.task.number}) {kept.reason}." for kept in result.stays[:_MOST_NAMED]]
    more = len(result.stays) - len(named)
    return [*named, f"En nog {more}."] if more > 0 else named


def _tasks(number: int) -> str:
    return "1 taak" if number == 1 else f"{number} taken"


def _go(number: int) -> str:
    return "gaat" if number == 1 else "gaan"


def _lie(number: int) -> str:
    return "ligt" if number == 1 else "liggen"
