"""Files of scenarios in a bundle: what their outcome depends on, and their place in words."""

import hashlib
import re
from functools import lru_cache

from engine import Bundle

FOLDER = "processes/scenarios/"


@lru_cache(maxsize=8)
def outcome_keys(bundle: Bundle) -> dict[str, str]:
    """Return by path of every file of scenarios the hash of all that its outcome depends on.

    That is the file itself and everything that is no scenario: another example changes nothing for it.
    """
    paths = [path for path, _ in bundle.scenarios()]
    ground = Bundle({path: data for path, data in bundle.files.items() if path not in set(paths)}).hash
    return {
        path: hashlib.sha256(b"\0".join((ground.encode(), path.encode(), bundle.files[path]))).hexdigest()
        for path in paths
    }


def path_for(process: str, name: str) -> str:
    """Return where a new scenario with this name goes."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower().translate(_ACCENTS)).strip("_")[:60].strip("_")
    stem = plain if plain[:1].isalpha() else f"scenario_{plain}".rstrip("_")
    return f"{FOLDER}{process}/{stem}.feature"


_ACCENTS = str.maketrans("áàäâéèëêíìïîóòöôúùüûç", "aaaaeeeeiiiioooouuuuc")
