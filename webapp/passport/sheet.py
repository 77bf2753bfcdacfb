"""What stands in a passport, kept per version: a version never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine import Bundle, Lexicon, Portrait, Scenario, play_one, portrait_of, scenarios_of
from webapp.processes import current_bundle, definition
from webapp.store import bundles, queries
from webapp.store.bundles import Version
from webapp.store.unit_of_work import reading


@dataclass(frozen=True)
class Sheet:
    """A portrait with the version it belongs to. `is_current`: new cases start with it."""

    portrait: Portrait
    bundle: Bundle
    version: Version
    is_current: bool

    @property
    def process(self) -> str:
        return self.portrait.prose.process

    @property
    def title(self) -> str:
        return self.portrait.prose.title

    @property
    def asked(self) -> str | None:
        """The version as an address names it; None for the one in use."""
        return None if self.is_current else self.version.hash


@dataclass(frozen=True)
class Played:
    feature: str
    name: str
    ok: bool
    message: str


def sheet(version: str, process: str) -> Sheet:
    """Return the passport of a process. Raises KeyError or EngineError when there is none."""
    with reading() as store:
        found = next(one for one in [*bundles.versions(store.connection), None] if _is(one, version))
    if found is None:
        raise KeyError(version)
    bundle = definition(version).bundle
    return Sheet(_portrait(version, process), bundle, found, version == current_bundle())


def _is(one: Version | None, version: str) -> bool:
    return one is None or one.hash == version


def play(shown: Sheet, feature: str) -> Sequence[Played]:
    """Tell how the examples of one file come out; what is not known yet is played.

    That takes a tenth of a second or two each, so never all of them in one page.
    """
    mine = [one for one in _scenarios(shown.version.hash) if one.process == shown.process]
    mine = [one for one in mine if one.feature == feature]
    kept = queries.scenario_details(shown.version.hash)
    known = {(row.path, one["line"]): one for row in kept.values() for one in row.results}
    return [_played(one, shown.version.hash, known.get((one.file, one.line))) for one in mine]


def _played(one: Scenario, version: str, known: Mapping[str, Any] | None) -> Played:
    if known and known["name"] == one.name:
        return Played(one.feature, one.name, known["ok"], known["message"])
    return _outcome(version, one.file, one.line)


@lru_cache(maxsize=1024)  # an example of a version always comes out the same
def _outcome(version: str, file: str, line: int) -> Played:
    scenario = next(one for one in _scenarios(version) if (one.file, one.line) == (file, line))
    result = play_one(scenario, definition(version).bundle, replay=False)
    return Played(result.feature, result.name, result.ok, result.message)


@lru_cache(maxsize=4)
def _scenarios(version: str) -> Sequence[Scenario]:
    return tuple(scenarios_of(definition(version).bundle))


@lru_cache(maxsize=128)
def _portrait(version: str, process: str) -> Portrait:
    return portrait_of(_lexicon(version), process)


@lru_cache(maxsize=4)
def _lexicon(version: str) -> Lexicon:
    return Lexicon(definition(version).bundle)
