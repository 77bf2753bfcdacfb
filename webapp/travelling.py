"""A bundle on its way to another municipality: one zip that says what it is, and what it is on arrival.

`manifest.json` stands beside the files. It is a claim of whoever sent it: on arrival the hash is computed
anew, and the check says what the files do. Nothing that arrives is in use before it is published here.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import Bundle, EngineError, Finding, check_bundle

MANIFEST = "manifest.json"
LICENCE = "EUPL-1.2"
FORMAT = 1
LARGEST_MANIFEST = 64 * 1024  # bytes
LARGEST_ZIP = 16 * 1024 * 1024  # bytes, packed; the shipped bundle is a tenth of a megabyte
_EPOCH = (1980, 1, 1, 0, 0, 0)


class ArrivalRefused(EngineError):
    """Deze bundel kan niet worden ingelezen."""

    code = "bundel_geweigerd"


@dataclass(frozen=True)
class Manifest:
    """What the sender says of a bundle; empty where he says nothing."""

    hash: str = ""
    label: str = ""
    origin: str = ""
    licence: str = ""
    made_at: str = ""


@dataclass(frozen=True)
class Arrival:
    """A bundle that came in, with what its sender says and what the check finds."""

    bundle: Bundle
    manifest: Manifest
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)


def packed(bundle: Bundle, *, label: str, origin: str, at: datetime) -> bytes:
    """Return the bundle as a zip with its manifest; `origin` is the municipality it comes from."""
    manifest = {
        "soort": "aantafel-bundel",
        "versie": FORMAT,
        "hash": bundle.hash,
        "naam": label,
        "herkomst": origin,
        "licentie": LICENCE,
        "gemaakt_op": at.isoformat(timespec="seconds"),
    }
    buffer = io.BytesIO(bundle.to_zip())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(MANIFEST, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system, entry.external_attr = 3, 0o644 << 16
        archive.writestr(entry, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    return buffer.getvalue()


def unpacked(data: bytes) -> Arrival:
    """Return what is in a zip from elsewhere, checked.

    Raises UnreadableFile for a zip that is none, is unsafe or too large, and ArrivalRefused when the files
    are not those that the manifest names.
    """
    if len(data) > LARGEST_ZIP:
        raise ArrivalRefused("De zip is groter dan 16 MB.")
    bundle = Bundle.from_zip(data)
    manifest = _manifest(data)
    if manifest.hash and manifest.hash != bundle.hash:
        raise ArrivalRefused(
            "De bestanden zijn na het inpakken veranderd: de hash in manifest.json klopt niet. "
            "Vraag de afzender om een nieuwe zip."
        )
    return Arrival(bundle, manifest, tuple(check_bundle(bundle)))


def _manifest(data: bytes) -> Manifest:
    """Return the manifest; a zip that somebody made by hand has none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [one for one in archive.infolist() if one.filename.rpartition("/")[2] == MANIFEST]
        found = [one for one in found if one.filename.count("/") <= 1]
        if not found:
            return Manifest()
        if len(found) > 1 or found[0].file_size > LARGEST_MANIFEST:
            raise ArrivalRefused("De zip heeft meer dan één manifest.json, of een die te groot is.")
        text = archive.read(found[0])
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArrivalRefused("manifest.json is geen leesbare JSON.") from error
    if not isinstance(said, Mapping) or said.get("soort") != "aantafel-bundel":
        raise ArrivalRefused("manifest.json hoort niet bij een bundel van Aan Tafel.")
    if said.get("versie") != FORMAT:
        raise ArrivalRefused("Deze zip is met een nieuwere Aan Tafel gemaakt. Werk eerst Aan Tafel bij.")
    words = {key: said.get(key) for key in ("hash", "naam", "herkomst", "licentie", "gemaakt_op")}
    told = {key: value[:200] if isinstance(value, str) else "" for key, value in words.items()}
    return Manifest(told["hash"], told["naam"], told["herkomst"], told["licentie"], told["gemaakt_op"])
