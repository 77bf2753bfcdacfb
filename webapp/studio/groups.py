"""Which files belong to which process, so that an owner finds a letter beside the diagram that sends it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from engine import Bundle, UnreadableFile, parse_xml
from webapp.bundlefiles import KINDS, Kind, NotOurFile, kind_of, name_of
from webapp.store.queries import DraftFileRow

SHARED = "Voor alle processen"


@dataclass(frozen=True)
class Item:
    """A file in a list. `used` says which step uses it; empty for files that stand on their own."""

    row: DraftFileRow
    kind: Kind
    title: str


@dataclass
class Group:
    """The files of one process, or those that belong to all of them."""

    key: str
    title: str
    items: list[Item] = field(default_factory=list)

    def by_kind(self) -> Iterator[tuple[Kind, list[Item]]]:
        for kind in KINDS:
            if found := [item for item in self.items if item.kind is kind]:
                yield kind, found

    @property
    def changed(self) -> int:
        return sum(1 for item in self.items if item.row.state)


def grouped(bundle: Bundle, rows: Iterable[DraftFileRow]) -> list[Group]:
    """Return the files per process, by title; what several processes use stands at each of them."""
    uses, titles = _uses(bundle)
    groups = {name: Group(name, titles.get(name) or name_of(name)) for name in _processes(bundle)}
    shared = Group("", SHARED)
    for row in rows:
        try:
            kind = kind_of(row.path)
        except NotOurFile:
            continue
        item = Item(row, kind, titles.get(row.path) or name_of(row.path))
        homes = _homes(kind, row.path, uses)
        for home in homes or [""]:
            groups.get(home, shared).items.append(item)
    found = sorted((group for group in groups.values() if group.items), key=lambda group: group.title)
    return [shared, *found] if shared.items else found


def _homes(kind: Kind, path: str, uses: dict[str, frozenset[str]]) -> list[str]:
    match kind.key:
        case "schema":
            return [_stem(path)]
        case "formulier" | "scenario":
            return [_folder(path)]
        case _:
            return sorted(process for process, used in uses.items() if path in used)


@lru_cache(maxsize=2048)  # a page asks it of every file
def _stem(path: str) -> str:
    return PurePosixPath(path).stem


@lru_cache(maxsize=2048)
def _folder(path: str) -> str:
    return PurePosixPath(path).parent.name


def _processes(bundle: Bundle) -> list[str]:
    return [_stem(path) for path, _ in bundle.processes()]


def _uses(bundle: Bundle) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Return which letters and tables each diagram names, and what files call themselves."""
    decisions: dict[str, str] = {}
    titles: dict[str, str] = {}
    for path, data in bundle.decisions():
        ids, title = _of_table(data, path)
        decisions |= dict.fromkeys(ids, path)
        titles[path] = title
    uses = {}
    for path, data in bundle.processes():
        called, letters, title = _of_diagram(data, path)
        name = _stem(path)
        titles[name] = titles[path] = title
        named = {f"processes/letters/{letter}.md" for letter in letters}
        uses[name] = frozenset(named | {decisions[one] for one in called if one in decisions})
    return uses, titles


@lru_cache(maxsize=256)
def _of_diagram(data: bytes, path: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    try:
        root = parse_xml(data, path)
    except UnreadableFile:
        return (), (), ""
    called = root.xpath("//*[local-name()='calledDecision']/@decisionId")
    letters = root.xpath("//*[local-name()='header'][@key='brief']/@value")
    title = root.xpath("string(//*[local-name()='process']/@name)")
    return tuple(map(str, called)), tuple(map(str, letters)), str(title)


@lru_cache(maxsize=64)
def _of_table(data: bytes, path: str) -> tuple[tuple[str, ...], str]:
    try:
        root = parse_xml(data, path)
    except UnreadableFile:
        return (), ""
    ids = root.xpath("//*[local-name()='decision']/@id")
    return tuple(map(str, ids)), str(root.xpath("string(//*[local-name()='decision']/@name)"))
