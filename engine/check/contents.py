"""The files that diagrams refer to are right in themselves: forms and letters."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from engine.check.codes import At, found
from engine.check.finding import Finding
from engine.check.material import Material, line_of_word
from engine.check.vocabulary import ROOTS, Vocabulary, did_you_mean
from engine.errors import UnreadableFile
from engine.forms import form_problems
from engine.letters import letter_problems


def forms_are_right(material: Material) -> Iterator[Finding]:
    known = set(Vocabulary(material).names)
    for path, data in material.bundle.forms():
        for problem in form_problems(data, path, known_names=known):
            place = At(problem.line, problem.key or problem.component, "")
            yield found("E64", path, place, problem.message, problem.remedy)


def letters_are_right(material: Material) -> Iterator[Finding]:
    for path, _ in material.bundle.letters():
        try:
            text = material.bundle.text(path)
        except UnreadableFile:
            continue  # told by material
        for problem in letter_problems(text, PurePosixPath(path).stem):
            yield found("E67", path, problem.line, problem.message, problem.remedy)


def letters_read_what_exists(material: Material) -> Iterator[Finding]:
    names = Vocabulary(material).letter_names
    for name, letter in material.letters.items():
        path = f"processes/letters/{name}.md"
        for dotted in sorted(letter.variables()) if letter else ():
            root, _, rest = dotted.partition(".")
            meaning = names.get(root)
            line = line_of_word(material.bundle.text(path), dotted)
            if meaning is None:
                message = f"De brief leest '{dotted}', maar de naam '{root}' bestaat niet."
                yield found("E81", path, line, message, did_you_mean(root, names))
            elif rest and not meaning.has(rest):
                message = f"De brief leest '{dotted}', maar niets vult dat gegeven."
                code = "W86" if root in ROOTS else "E82"
                yield found(code, path, line, message, did_you_mean(rest, meaning.keys or ()))


def letters_know_their_terms(material: Material) -> Iterator[Finding]:
    for name, letter in material.letters.items():
        path = f"processes/letters/{name}.md"
        for function, arguments in sorted(letter.calls(), key=str) if letter else ():
            key = arguments[0] if arguments else None
            if function == "termijn" and material.terms is not None and key not in material.terms:
                line = line_of_word(material.bundle.text(path), str(key))
                remedy = f"Kies uit {', '.join(material.terms)}."
                yield found(
                    "E71", path, line, f"De brief gebruikt de termijn '{key}', maar die bestaat niet.", remedy
                )


BUNDLE_RULES = (
    forms_are_right,
    letters_are_right,
    letters_read_what_exists,
    letters_know_their_terms,
)
