"""Forms: form-js files become marshmallow schemas. The server is the authority on every answer."""

from engine.forms.checks import check_form
from engine.forms.form import Form, FormResult
from engine.forms.problems import FaultyForm, FormProblem
from engine.forms.reader import read

__all__ = ["FaultyForm", "Form", "FormProblem", "FormResult", "form_problems", "parse_form"]

CASE_FACTS = frozenset({"zaak", "inwoner", "vertegenwoordiger", "beklaagde", "andere_organisatie"})


def form_problems(
    data: bytes, filename: str, *, known_names: frozenset[str] | set[str] = CASE_FACTS
) -> list[FormProblem]:
    """Return everything wrong with a form file, by line; no input makes it raise.

    `known_names` are the names that conditions may read besides the questions of the form itself:
    the case facts, and for a full check also the task ids and variables of the process.
    """
    components, problems = read(data)
    return sorted(problems + check_form(components, data, known_names=frozenset(known_names)))


def parse_form(data: bytes, name: str) -> Form:
    """Return the form in `data`; raise :class:`FaultyForm` with all problems.

    Names in conditions are not judged here, since only the whole bundle knows the tasks and variables
    they may refer to; an unknown one is null.
    """
    components, problems = read(data)
    problems = sorted(problems + check_form(components, data, known_names=None))
    if problems:
        raise FaultyForm(name, tuple(problems))
    return Form(name, components)
