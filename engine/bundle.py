"""A bundle: every file that together decides how a case runs, with one content hash as version.

Keys are paths from the bundle root with forward slashes: `processes/bpmn/klachtbehandeling.bpmn`,
`forms/klachtbehandeling/bellen.form`. Every file is text. Line endings are stored as a single line
feed, so that a checkout on Windows and one on Linux are the same version; beyond that the hash
covers the bytes as they are. Hidden files and README files explain or support editing; they decide
nothing and are left out.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from engine.errors import UnreadableFile

ROOTS = ("processes", "forms")
MAX_FILES = 2_000
MAX_TOTAL = 64 * 1024 * 1024  # bytes, unpacked
MAX_RATIO = 200  # diagrams pack about 10 to 1; a zip bomb 1000 to 1
ZIP_NAME = "bundel.zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can hold, so that equal bundles give equal zips


@dataclass(frozen=True)
class BundleDiff:
    """Paths that differ between two bundles, each sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, eq=False)
class Bundle:
    """Immutable set of files; two bundles with the same hash behave the same."""

    files: Mapping[str, bytes]

    def __post_init__(self) -> None:
        normal = {path: data.replace(b"\r\n", b"\n") for path, data in sorted(self.files.items())}
        object.__setattr__(self, "files", MappingProxyType(normal))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bundle) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    @classmethod
    def read(cls, root: Path) -> "Bundle":
        """Return the bundle in the folder `root` (which holds `processes/` and `forms/`).

        Symbolic links are not followed. Raises UnreadableFile when there is nothing, or far too much.
        """
        files: dict[str, bytes] = {}
        total = 0
        for path in (path for top in ROOTS for path in sorted((root / top).rglob("*"))):
            name = path.relative_to(root).as_posix()
            if path.is_symlink() or not path.is_file() or not _belongs(name):
                continue
            total += path.stat().st_size
            if total > MAX_TOTAL or len(files) >= MAX_FILES:
                raise UnreadableFile(name, 1, "De map bevat te veel of te grote bestanden voor een bundel.")
            files[name] = path.read_bytes()
        if not files:
            raise UnreadableFile(str(root), 1, "Deze map bevat geen 'processes' of 'forms' met bestanden.")
        return cls(files)

    @classmethod
    def from_zip(cls, data: bytes) -> "Bundle":
        """Return the bundle packed in `data`; a single enclosing folder is taken off.

        Raises UnreadableFile when `data` is no zip, is encrypted or damaged, unpacks to too much,
        or holds a path that points outside the bundle.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = [entry for entry in archive.infolist() if not entry.is_dir()]
                _refuse_bomb(entries)
                files = {_safe_name(entry): archive.read(entry) for entry in entries}
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
            raise UnreadableFile(ZIP_NAME, 1, "Dit is geen leesbaar zip-bestand.") from error
        files = {name: content for name, content in _unwrapped(files).items() if _belongs(name)}
        if not files:
            raise UnreadableFile(ZIP_NAME, 1, "De zip bevat geen 'processes' of 'forms' met bestanden.")
        return cls(files)

    def to_zip(self) -> bytes:
        """Return the files as a zip; equal bundles give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, data in self.files.items():
                entry = zipfile.ZipInfo(path, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                archive.writestr(entry, data)
        return buffer.getvalue()

    @cached_property
    def hash(self) -> str:
        """SHA-256 (64 hexadecimal digits) over path, length and content of each file in order of path."""
        digest = hashlib.sha256()
        for path, data in self.files.items():
            digest.update(f"{path}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest()

    def processes(self) -> Iterator[tuple[str, bytes]]:
        return self._under("processes/bpmn/", ".bpmn")

    def decisions(self) -> Iterator[tuple[str, bytes]]:
        return self._under("processes/dmn/", ".dmn")

    def letters(self) -> Iterator[tuple[str, bytes]]:
        return self._under("processes/letters/", ".md")

    def scenarios(self) -> Iterator[tuple[str, bytes]]:
        return self._under("processes/scenarios/", ".feature")

    def forms(self) -> Iterator[tuple[str, bytes]]:
        return self._under("forms/", ".form")

    def form(self, process: str, task: str) -> bytes | None:
        """Return the form-js file of a task, or None when the task has none."""
        return self.files.get(form_path(process, task))

    def text(self, path: str) -> str:
        """Return a file as text; raises UnreadableFile when it is absent or no UTF-8."""
        data = self.files.get(path)
        if data is None:
            raise UnreadableFile(path, 1, "Dit bestand staat niet in de bundel.")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableFile(path, line, "De tekst is geen UTF-8.") from error

    def diff(self, other: "Bundle") -> BundleDiff:
        """Return what changes when `other` takes the place of this bundle."""
        mine, theirs = self.files, other.files
        return BundleDiff(
            added=tuple(sorted(theirs.keys() - mine.keys())),
            removed=tuple(sorted(mine.keys() - theirs.keys())),
            changed=tuple(path for path in mine if path in theirs and mine[path] != theirs[path]),
        )

    def _under(self, folder: str, suffix: str) -> Iterator[tuple[str, bytes]]:
        return (
            (path, data)
            for path, data in self.files.items()
            if path.startswith(folder) and path.endswith(suffix)
        )


def form_path(process: str, task: str) -> str:
    """Return where the form of `task` lives: the name is the registration."""
    return f"forms/{process}/{task}.form"


def _belongs(path: str) -> bool:
    parts = path.split("/")
    hidden = any(part.startswith((".", "__")) for part in parts)
    return parts[0] in ROOTS and len(parts) > 1 and not hidden and not parts[-1].startswith("README")


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_FILES or unpacked > MAX_TOTAL or unpacked > MAX_RATIO * max(packed, 1):
        raise UnreadableFile(ZIP_NAME, 1, "De zip is te groot, of bevat te veel bestanden, voor een bundel.")


def _safe_name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    unsafe = "\\" in name or ":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts
    if unsafe or entry.flag_bits & 0x1:
        raise UnreadableFile(ZIP_NAME, 1, f"De zip bevat een onveilig of versleuteld bestand: '{name}'.")
    return PurePosixPath(name).as_posix()


def _unwrapped(files: dict[str, bytes]) -> dict[str, bytes]:
    """Take off the folder that zipping a folder by hand puts around everything."""
    tops = {name.split("/", 1)[0] for name in files} - {"__MACOSX"}
    if len(tops) != 1 or tops & set(ROOTS):
        return files
    return {name.split("/", 1)[-1]: data for name, data in files.items() if not name.startswith("__MACOSX")}
