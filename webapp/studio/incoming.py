"""Files that come from a desktop modeller: one file or a zip, put where they belong in the draft."""

from pathlib import PurePosixPath
from typing import IO

from engine import Bundle, parse_xml
from webapp.bundlefiles import LARGEST, FileRefused, NotOurFile, kind_of

LARGEST_ZIP = 16 * 1024 * 1024  # bytes
_FOLDERS = {
    ".bpmn": "processes/bpmn/",
    ".dmn": "processes/dmn/",
    ".md": "processes/letters/",
    ".toml": "processes/",
}


def files_from(filename: str, stream: IO[bytes], draft: Bundle) -> dict[str, bytes]:
    """Return path and content of what was sent. Raises FileRefused, UnreadableFile, NotOurFile."""
    is_zip = filename.lower().endswith(".zip")
    limit = LARGEST_ZIP if is_zip else LARGEST
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise FileRefused(f"{filename} is groter dan {limit // 1024 // 1024} MB. Stuur een kleiner bestand.")
    if is_zip:
        found = dict(Bundle.from_zip(data).files)
        for path in found:
            kind_of(path)
        return found
    return {_place(filename, data, draft): data}


def _place(filename: str, data: bytes, draft: Bundle) -> str:
    """Return where a single file goes: where a file of that name is, or the folder of its kind."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    there = [path for path in draft.files if path.rsplit("/", 1)[-1] == name]
    if len(there) == 1:
        return there[0]
    if len(there) > 1:
        raise FileRefused(
            f"Er zijn {len(there)} bestanden met de naam {name}. Stuur een zip met de mappen erin, "
            "zodat duidelijk is welk bestand u bedoelt."
        )
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".bpmn":
        # The name is the registration: a diagram is called after its process.
        ids = parse_xml(data, name).xpath("//*[local-name()='process']/@id")
        path = f"{_FOLDERS[suffix]}{ids[0] if ids else PurePosixPath(name).stem}.bpmn"
    elif suffix in _FOLDERS:
        path = f"{_FOLDERS[suffix]}{name}"
    else:
        raise NotOurFile(
            f"{name}: van een nieuw formulier of scenario weten we niet bij welk proces het hoort. "
            "Stuur een zip met de map erin, of maak het in de studio aan."
        )
    kind_of(path)
    return path
