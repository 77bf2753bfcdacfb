"""Files of scenarios in a bundle: what their outcome depends on, and their place in words."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from engine import Bundle, UnreadableFile, play_one, read_feature

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


def play_file(
    bundle: Bundle, path: str, before: Sequence[Mapping[str, Any]] = (), enough: Callable[[], bool] = bool
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many scenarios a file holds, and what came of them as far as there was time; one at least.

    `before` is what was played already. `enough` never is when nobody says so.
    """
    results = [dict(one) for one in before]
    try:
        scenarios = read_feature(bundle.text(path), path)
    except UnreadableFile as error:
        fault = {"name": "Dit bestand is niet te lezen", "line": error.line, "ok": False}
        return 1, [fault | {"message": str(error)}]
    for scenario in scenarios[len(results) :]:
        result = play_one(scenario, bundle, replay=False)
        results.append({"name": result.name, "line": result.line, "ok": result.ok, "message": result.message})
        if enough():
            break
    return len(scenarios), results


def path_for(process: str, name: str) -> str:
    """Return where a new scenario with this name goes."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower().translate(_ACCENTS)).strip("_")[:60].strip("_")
    stem = plain if plain[:1].isalpha() else f"scenario_{plain}".rstrip("_")
    return f"{FOLDER}{process}/{stem}.feature"


_ACCENTS = str.maketrans("áàäâéèëêíìïîóòöôúùüûç", "aaaaeeeeiiiioooouuuuc")
