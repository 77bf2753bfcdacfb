"""Files that somebody sends: which are taken in, and why another one is not.

Each file is judged on its own, so that one that is refused costs nothing of the others.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from werkzeug.datastructures import FileStorage

from webapp import commands
from webapp.filetypes import ALLOWED_WORDS, TYPES, agrees, named, sniff
from webapp.store.papers import plain_name

LARGEST_FILE = 20 * 1024 * 1024  # bytes: a long scanned file
MOST_FILES = 10  # at a time

Add = Callable[[BinaryIO, str, str], object]  # stream, file name, media type


@dataclass(frozen=True)
class Taken:
    """What came of the files: names of those that were kept, and a sentence for each of the others."""

    kept: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was kept, in one line; empty when nothing was."""
        if len(self.kept) == 1:
            return f"“{self.kept[0]}” is toegevoegd."
        return f"{len(self.kept)} bestanden zijn toegevoegd." if self.kept else ""


def sent(files: Iterable[FileStorage]) -> list[FileStorage]:
    """Return the files that were really chosen: a browser sends an empty one for an empty field."""
    return [one for one in files if one.filename]


def take(files: Iterable[FileStorage], add: Add) -> Taken:
    """Give each good file to `add`; return what was kept and what was refused, and why."""
    kept, refused = [], []
    for number, one in enumerate(sent(files)):
        name = plain_name(one.filename or "")
        problem = refusal(name, one.stream) if number < MOST_FILES else _too_many(name)
        if not problem:
            try:
                add(one.stream, name, TYPES[sniff(one.stream)].media_type)
            except (commands.AlreadyThere, commands.DrawerFull) as error:
                problem = f"“{name}”: {error}"
        if problem:
            refused.append(problem)
        else:
            kept.append(name)
    return Taken(tuple(kept), tuple(refused))


def refusal(filename: str, stream: BinaryIO) -> str:
    """Return why this file is not taken in and what to do about it, in Dutch; empty when it is fine."""
    size = _size(stream)
    if size == 0:
        return f"“{filename}” is leeg. Controleer het bestand en voeg het opnieuw toe."
    if size > LARGEST_FILE:
        return (
            f"“{filename}” is {megabytes(size)} groot. Een bestand mag hoogstens {megabytes(LARGEST_FILE)} "
            "zijn. Maak het kleiner, of verdeel het over meer bestanden."
        )
    name_says, found = named(filename), sniff(stream)
    if found == "macro":
        return f"In “{filename}” zitten macro's. Sla het op als pdf en voeg die toe."
    if name_says is None:
        return f"“{filename}” is een soort bestand dat wij niet aannemen. Neem een {ALLOWED_WORDS}."
    if not found:
        return (
            f"“{filename}” is geen goede {name_says.key}. Open het bestand, sla het opnieuw op en voeg het "
            "nog eens toe."
        )
    if not agrees(name_says, found):
        return (
            f"“{filename}” heet {name_says.key}, maar is een {TYPES[found].words}. Geef het de naam die "
            "erbij past en voeg het opnieuw toe."
        )
    return ""


def megabytes(size: int) -> str:
    """Return a size in words: "340 kB", "2,4 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} kB"
    return f"{size / (1024 * 1024):.1f} MB".replace(".", ",").replace(",0 ", " ")


def _size(stream: BinaryIO) -> int:
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    return size


def _too_many(filename: str) -> str:
    return f"“{filename}” is niet toegevoegd: er kunnen {MOST_FILES} bestanden tegelijk. Voeg het hierna toe."
