"""The files of a procedure as people know them: what kind a path is, where it belongs, what may be in it."""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from engine import EngineError, UnreadableFile, parse_xml

LARGEST = 2 * 1024 * 1024  # bytes, as for every diagram
_NAME = r"[a-z][a-z0-9_]{0,79}"


@dataclass(frozen=True)
class Kind:
    """A kind of file; `editor` names the page that opens it."""

    key: str
    title: str  # of a group of such files
    one: str
    pattern: re.Pattern[str]
    editor: str
    model: str  # where a new one goes, with {name}


_DIAGRAM, _TABLE = rf"processes/bpmn/({_NAME})\.bpmn", rf"processes/dmn/({_NAME})\.dmn"
_FORM, _LETTER = rf"forms/({_NAME}/{_NAME})\.form", rf"processes/letters/({_NAME})\.md"
_SCENARIO, _LIST = rf"processes/scenarios/({_NAME}/{_NAME})\.feature", r"processes/(\w+)\.toml"
KINDS = tuple(
    Kind(key, title, one, re.compile(pattern), editor, model)
    for key, title, one, pattern, editor, model in (
        ("schema", "Schema’s", "schema", _DIAGRAM, "diagram", "processes/bpmn/{name}.bpmn"),
        ("formulier", "Formulieren", "formulier", _FORM, "form", "forms/{name}.form"),
        ("tabel", "Beslistabellen", "beslistabel", _TABLE, "table", "processes/dmn/{name}.dmn"),
        ("brief", "Brieven", "brief", _LETTER, "text", "processes/letters/{name}.md"),
        ("scenario", "Scenario’s", "scenario", _SCENARIO, "text", "processes/scenarios/{name}.feature"),
        ("lijst", "Termijnen, rollen en kalender", "lijst", _LIST, "text", "processes/{name}.toml"),
    )
)
LISTS = ("termijnen", "rollen", "kalender")


class NotOurFile(EngineError):
    """Dit bestand hoort niet bij een werkwijze."""

    code = "bestand_hoort_er_niet"


class FileRefused(EngineError):
    """Dit bestand is niet bewaard."""

    code = "bestand_geweigerd"


@lru_cache(maxsize=1024)
def kind_of(path: str) -> Kind:
    """Return what kind of file belongs at this path. Raises NotOurFile."""
    for kind in KINDS:
        if found := kind.pattern.fullmatch(path):
            if kind.key == "lijst" and found[1] not in LISTS:
                break
            return kind
    raise NotOurFile(
        f"'{path}' kan niet. Gebruik kleine letters, cijfers en liggende streepjes, zoals "
        "processes/bpmn/nazorg.bpmn of processes/letters/te_laat.md."
    )


@lru_cache(maxsize=1024)
def name_of(path: str) -> str:
    """Return the name of a file without folder and ending, in words."""
    return PurePosixPath(path).stem.replace("_", " ").capitalize()


def refuse_unreadable(path: str, content: bytes, *, strictly: bool = True) -> Kind:
    """Raise NotOurFile, FileRefused or UnreadableFile for what may not come in; return the kind.

    A diagram or table with an entity in it is refused always; `strictly` also refuses forms and
    lists that cannot be read, which somebody who is typing may well save halfway.
    """
    kind = kind_of(path)
    if len(content) > LARGEST:
        raise FileRefused(f"{path} is groter dan 2 MB. Haal er eerst iets uit.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(path, line, "De tekst is geen UTF-8. Bewaar het bestand als UTF-8.") from error
    if "\x00" in text:
        raise UnreadableFile(path, 1, "Dit is geen tekstbestand.")
    if kind.key in ("schema", "tabel"):
        _refuse_other_xml(kind, path, content)
    elif strictly:
        _refuse_unparsable(kind, path, text)
    return kind


def _refuse_other_xml(kind: Kind, path: str, content: bytes) -> None:
    root = parse_xml(content, path)
    namespace = "BPMN" if kind.key == "schema" else "DMN"
    if not str(root.tag).endswith("}definitions") or namespace not in str(root.tag).upper():
        raise UnreadableFile(path, root.sourceline or 1, f"Dit is geen {namespace}-bestand.")


def _refuse_unparsable(kind: Kind, path: str, text: str) -> None:
    try:
        if kind.key == "formulier" and not isinstance(json.loads(text), dict):
            raise UnreadableFile(path, 1, "Dit is geen formulier van form-js.")
        if kind.key == "lijst":
            tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(path, error.lineno, "Dit is geen geldige JSON.") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(path, 1, f"Dit is geen geldige TOML: {error}.") from error
    except RecursionError as error:
        raise UnreadableFile(path, 1, "Het bestand is te diep genest.") from error
