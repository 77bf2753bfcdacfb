"""The two versions side by side, with the names of both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.words import Lexicon, Speaker


@dataclass(frozen=True)
class Sides:
    old: Lexicon
    new: Lexicon

    @cached_property
    def changed_files(self) -> frozenset[str]:
        """Every path that is not the same in both."""
        diff = self.old.bundle.diff(self.new.bundle)
        return frozenset((*diff.added, *diff.removed, *diff.changed))

    @cached_property
    def was(self) -> Speaker:
        return Speaker(self.old)

    @cached_property
    def now(self) -> Speaker:
        return Speaker(self.new)

    def process_ids(self) -> list[str]:
        return list(dict.fromkeys((*self.old.processes, *self.new.processes)))

    def process_title(self, process: str) -> str:
        return (self.new if process in self.new.processes else self.old).process_title(process)


def pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield key, old and new value, for every key that either side has; None where it is missing."""
    for key in dict.fromkeys((*new, *old)):
        yield key, old.get(key), new.get(key)
