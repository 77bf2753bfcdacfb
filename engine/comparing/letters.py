"""Letters compared: subject, receiver and text."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from engine.comparing.difference import LETTERS, Difference, Kind
from engine.comparing.sides import Sides, pairs
from engine.errors import UnreadableFile
from engine.words.expressions import quoted
from engine.words.files import front_and_body
from engine.words.lexicon import spaced

_KEYS = {"onderwerp": "het onderwerp", "aan": "aan wie hij gaat", "kanaal": "hoe hij weggaat",
         "grondslag": "de grondslag", "los": "of hij los te versturen is"}  # fmt: skip


def differences(sides: Sides) -> Iterator[Difference]:
    """Yield what changes in the letters."""
    for path in sorted(sides.changed_files):
        if path.startswith("processes/letters/") and path.endswith(".md"):
            yield from _letter(path, sides)


def _letter(path: str, sides: Sides) -> Iterator[Difference]:
    name = quoted(spaced(PurePosixPath(path).stem))
    old, new = (_text(side.bundle, path) for side in (sides.old, sides.new))
    if old is None or new is None:
        kind: Kind = "added" if old is None else "removed"
        verb = "komt erbij" if old is None else "vervalt"
        yield _say(kind, f"De brief {name} {verb}.", path, old or "", new or "")
        return
    (was, before), (now, after) = front_and_body(old), front_and_body(new)
    for key, one, two in pairs(was, now):
        if one != two:
            yield _say("changed", f"Brief {name}: {_front(key, one, two)}.", path)
    if before.split() != after.split():
        told = f"Brief {name}: de tekst is gewijzigd ({_count(before, after)})."
        yield _say("changed", told, path, before, after)
    elif before != after:
        yield _say("changed", f"Brief {name}: alleen de opmaak is gewijzigd.", path, before, after)


def _front(key: str, old: str | None, new: str | None) -> str:
    what = _KEYS.get(key, quoted(key))
    if old is None:
        return f"{what} is nu {quoted(new or '')}"
    if new is None:
        return f"{what} vervalt (was {quoted(old)})"
    return f"{what} is nu {quoted(new)} in plaats van {quoted(old)}"


def _count(old: str, new: str) -> str:
    """Return how many paragraphs differ: "2 alinea's gewijzigd, 1 erbij"."""
    before, after = ([part.split() for part in text.split("\n\n") if part.strip()] for text in (old, new))
    changed = came = went = 0
    matcher = SequenceMatcher(
        a=[" ".join(part) for part in before], b=[" ".join(part) for part in after], autojunk=False
    )
    for action, i1, i2, j1, j2 in matcher.get_opcodes():
        if action != "equal":
            both = min(i2 - i1, j2 - j1)
            changed, came, went = changed + both, came + (j2 - j1 - both), went + (i2 - i1 - both)
    told = [
        f"{number} alinea{'' if number == 1 else '’s'} {verb}"
        for number, verb in ((changed, "anders"), (came, "erbij"), (went, "weg"))
        if number
    ]
    return ", ".join(told) or "alleen witregels"


def _text(bundle: object, path: str) -> str | None:
    files = getattr(bundle, "files", {})
    if path not in files:
        return None
    try:
        return str(bundle.text(path))  # type: ignore[attr-defined]
    except UnreadableFile:
        return files[path].decode("utf-8", "replace")  # type: ignore[no-any-return]


def _say(kind: Kind, sentence: str, path: str, before: str = "", after: str = "") -> Difference:
    return Difference(LETTERS, kind, "letter", sentence, path, "", before, after)
