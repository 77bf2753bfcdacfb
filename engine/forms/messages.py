"""Sentences about a missing answer. They name the question, so they also make sense in a list of errors."""

from engine.forms import dutch
from engine.forms.model import Checkbox, Choice, Files, Question, Rows, When

_OPENERS = {"uw", "de", "het", "een", "deze", "dit", "mijn", "onze"}
_EXAMPLES = {
    "date": f", {dutch.DATE_EXAMPLE}",
    "time": f", {dutch.TIME_EXAMPLE}",
    "datetime": ", bijvoorbeeld 24 3 2026 en 14:30",
}
_NOUNS = {"date": "een datum", "time": "een tijd", "datetime": "een datum en een tijd"}


def required_message(question: Question) -> str:
    """Return what to do when this question has no answer; the property `fout` replaces it."""
    if own := question.properties.get("fout"):
        return own
    match question:
        case Choice(many=True):
            return f"Kies minstens één antwoord bij “{question.label}”."
        case Choice():
            return f"Kies een antwoord bij “{question.label}”."
        case Checkbox():
            return f"Zet een vinkje bij “{question.label}” om verder te gaan."
        case Files():
            return f"Voeg een bestand toe bij “{question.label}”."
        case Rows():
            return f"Vul minstens één keer “{question.label}” in."
    kind = question.unit if isinstance(question, When) else ""
    return f"Vul {_named(question.label, _NOUNS.get(kind, 'een antwoord'))} in{_EXAMPLES.get(kind, '')}."


def _named(label: str, noun: str) -> str:
    """“Uw naam” reads on in a sentence; a question or a bare noun is quoted instead."""
    first, _, rest = label.partition(" ")
    if first.lower() in _OPENERS and not label.endswith("?"):
        return f"{first.lower()} {rest}".strip()
    return f"{noun} bij “{label}”" if label.endswith("?") else f"“{label}”"
