"""One letter file: front matter between `---` lines, then Markdown with Jinja."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from engine.errors import LetterFailed, MissingLetterValue, UnreadableFile
from engine.letters.reducer import Refused
from engine.letters.template import (
    FUNCTIONS,
    Compiled,
    compile_template,
    render_all,
    template_problems,
)
from engine.letters.writing import Unwritable

MAX_SUBJECT = 200  # characters
KEYS = ("onderwerp", "aan", "kanaal", "grondslag", "los")
CHANNELS = ("email", "post")
_WORD = re.compile(r"[a-z][a-z0-9_]*")


class Problem(NamedTuple):
    """Something wrong in a letter file: line from 1, what is wrong, what to do."""

    line: int
    message: str
    remedy: str


@dataclass(frozen=True)
class Rendered:
    """A letter ready to leave: a subject of one line and Markdown (CommonMark with tables)."""

    subject: str
    markdown: str


@dataclass(frozen=True)
class Letter:
    """A letter as its file says it. `channel` is "email", "post" or "" (the resident's own channel)."""

    name: str
    subject: str
    recipient: str
    channel: str
    basis: str
    body: str
    subject_line: int = 1
    body_line: int = 1
    loose: bool = False  # sent by people or commands, by no step of a diagram

    def _templates(self) -> tuple[Compiled, Compiled]:
        return (
            compile_template(self.subject, plain=True, first_line=self.subject_line),
            compile_template(self.body, first_line=self.body_line),
        )

    def render(self, context: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Rendered:
        """Return the letter with every value filled in.

        `context` is the case context (see engine.ports); `functions` are the functions letters may call.
        Raises MissingLetterValue with *every* missing dotted name, LetterFailed when a value does not fit.
        """
        try:
            (subject, markdown), missing = render_all(self._templates(), {**context, **functions})
        except Unwritable as error:
            raise LetterFailed(self.name, str(error)) from error
        if missing:
            raise MissingLetterValue(self.name, missing)
        tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in markdown.splitlines()))
        return Rendered(" ".join(subject.split())[:MAX_SUBJECT], tidy.strip() + "\n")

    def variables(self) -> frozenset[str]:
        """Return the dotted names that subject and body read, without loop variables and functions."""
        return frozenset().union(*(template.names for template in self._templates()))

    def calls(self) -> frozenset[tuple[str, tuple[object, ...]]]:
        """Return the function calls with their literal arguments, such as ("termijn", ("afdoening",))."""
        return frozenset().union(*(template.calls for template in self._templates()))


def _split(text: str) -> tuple[dict[str, tuple[int, str]], str, int, list[Problem]]:
    """Return front matter (key -> line, value), body, first line of the body and the problems."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        remedy = "Begin met een regel '---', dan 'onderwerp: ...', dan weer een regel '---'."
        return {}, text, 1, [Problem(1, "De brief begint niet met een kop tussen twee regels '---'.", remedy)]
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == "---")
    values: dict[str, tuple[int, str]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:end], 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon or key not in KEYS:
            problems.append(
                Problem(number, f"De kop kent '{key}' niet.", f"Gebruik alleen: {', '.join(KEYS)}.")
            )
        elif key in values:
            problems.append(Problem(number, f"'{key}' staat twee keer in de kop.", "Laat er één staan."))
        else:
            values[key] = (number, _unquoted(value))
    return values, "\n".join(lines[end + 1 :]) + "\n", end + 2, problems


def _unquoted(value: str) -> str:
    """Process owners who know YAML put quotes around a text; they are no part of it."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" and value.count(value[0]) == 2:
        return value[1:-1]
    return value


def _read(text: str, name: str) -> tuple[Letter, list[Problem]]:
    values, body, body_line, problems = _split(text)

    def value(key: str, default: str = "") -> tuple[int, str]:
        line, found = values.get(key, (1, ""))
        return line, found or default

    subject_line, subject = value("onderwerp")
    recipient_line, recipient = value("aan", "inwoner")
    channel_line, channel = value("kanaal")
    if values and not subject:
        problems.append(
            Problem(subject_line, "De brief heeft geen onderwerp.", "Zet 'onderwerp: ...' in de kop.")
        )
    if not _WORD.fullmatch(recipient):
        problems.append(
            Problem(
                recipient_line,
                f"'aan: {recipient}' kan niet.",
                "Schrijf achter 'aan:' inwoner, vertegenwoordiger, beklaagde of andere_organisatie.",
            )
        )
    if channel and channel not in CHANNELS:
        problems.append(
            Problem(
                channel_line,
                f"'kanaal: {channel}' kan niet.",
                "Schrijf 'kanaal: email' of 'kanaal: post', of laat het weg.",
            )
        )
    loose_line, loose = value("los", "nee")
    if loose not in ("ja", "nee"):
        message = f"'los: {loose}' kan niet."
        problems.append(Problem(loose_line, message, "Schrijf 'los: ja', of laat de regel weg."))
    if not body.strip():
        problems.append(Problem(body_line, "De brief heeft geen tekst.", "Schrijf de tekst onder de kop."))
    basis = value("grondslag")[1]
    letter = Letter(
        name, subject, recipient, channel, basis, body, subject_line, body_line, loose=loose == "ja"
    )
    return letter, problems


def letter_problems(text: str, filename: str, functions: frozenset[str] = FUNCTIONS) -> list[Problem]:
    """Return everything wrong with a letter file, in order of line; empty when it can be sent."""
    return list(_examined(text, filename, functions)[1])


def parse_letter(text: str, name: str) -> Letter:
    """Return the letter; `name` is its file stem. Raise UnreadableFile for the first problem in the file."""
    letter, problems = _examined(text, name, FUNCTIONS)
    if problems:
        first = problems[0]
        raise UnreadableFile(f"processes/letters/{name}.md", first.line, f"{first.message} {first.remedy}")
    return letter


@lru_cache(maxsize=512)  # a new version has most of its letters in common with the one before
def _examined(text: str, name: str, functions: frozenset[str]) -> tuple[Letter, tuple[Problem, ...]]:
    letter, problems = _read(text, name)
    refused: list[Refused] = [
        *template_problems(letter.subject, plain=True, first_line=letter.subject_line, functions=functions),
        *template_problems(letter.body, first_line=letter.body_line, functions=functions),
    ]
    problems += [Problem(each.line, each.message, each.remedy) for each in refused]
    return letter, tuple(sorted(problems))
