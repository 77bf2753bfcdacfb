"""What was chosen when a case went on under another version, as the timeline tells it."""

from webapp.processes import definition
from webapp.store.queries import TimelineEntry


def moving_choices(entry: TimelineEntry) -> list[tuple[str, str]]:
    """Return each step that this case passed over or did anew, and why; nothing once it is erased."""
    told = entry.payload or {}
    choices = told.get("keuzes", {})
    if not choices:
        return []
    elements = definition(entry.bundle).elements
    passed = {str(step) for step, _ in told.get("overgeslagen", ())}
    found = []
    for step, reason in choices.items():
        label = elements[step].label if step in elements else step.replace("_", " ").capitalize()
        if reason is None and (told.get("opnieuw") or _was_written(entry, step)):
            found.append((label, "alsnog gedaan"))
        elif reason is not None and step in passed:
            found.append((label, f"niet van toepassing: {reason}"))
    return found


def _was_written(entry: TimelineEntry, step: str) -> bool:
    return any(one.kind == "letter" and one.bpmn_id == step for one in entry.steps)
