"""What the text editor of scenarios offers while one types: the sentences, and the names in this draft."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from flask.typing import ResponseReturnValue

from engine import SCENARIO_SENTENCES, Bundle, Lexicon, lexicon_of
from webapp.drafts import bundle_of, open_draft
from webapp.rehearsal.blueprint import bp, owners_only

_SUBJECT = re.compile(r"^onderwerp:\s*(.*)$", re.MULTILINE)
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
Pair = tuple[str, str]  # what is written, and what it is
Field = tuple[str, str, tuple[Pair, ...]]  # key, question, answers to choose from


@bp.get("/ontwerp/<int:draft_id>/scenario-woorden/<process>")
@owners_only
def words(draft_id: int, process: str) -> ResponseReturnValue:
    bundle = bundle_of(open_draft(draft_id))
    return {"sentences": SCENARIO_SENTENCES, **names_in(bundle, process)}


@lru_cache(maxsize=8)
def names_in(bundle: Bundle, process: str) -> dict[str, Any]:
    """Return the names of a draft by what a sentence calls them, and the questions of each task.

    Those of the process itself come first. A draft that cannot run is read as far as it goes.
    """
    lexicon = lexicon_of(bundle)
    order = sorted(lexicon.processes, key=lambda one: (one != process, one))
    nodes = [node for one in order for node in lexicon.processes[one].nodes if node.name]
    fields = {node.id: tuple(_fields(lexicon, node.id)) for node in nodes}
    begins = [node.id for node in nodes if node.tag == "startEvent"]
    first = begins[0] if begins and order[:1] == [process] else ""
    names = {
        "taak": _named(node.name for node in nodes if node.tag == "userTask"),
        "klok": _named(node.name for node in nodes if node.event == "timer"),
        "einde": _named(node.name for node in nodes if node.tag == "endEvent"),
        "wacht": _named(node.name for node in nodes if node.event == "message"),
        "rol": _named(str(role.get("naam", key)) for key, role in lexicon.roles.items()),
        "termijn": [(key, lexicon.term_title(key)) for key in lexicon.terms],
        "brief": list(_letters(bundle)),
        "proces": [(one, lexicon.process_title(one)) for one in order],
        "gegeven": [(path, asked.label) for path, asked in lexicon.asked.items()],
        "onderwerp": next(
            (list(options) for key, _, options in fields.get(first, ()) if "onderwerp" in key), []
        ),
    }
    by_task = {" ".join(node.name.split()): fields[node.id] for node in reversed(nodes) if fields[node.id]}
    return {"names": names, "fields": by_task, "start": fields.get(first, ())}


def _named(names: Iterable[str]) -> list[Pair]:
    return [(name, "") for name in dict.fromkeys(" ".join(name.split()) for name in names)]


def _fields(lexicon: Lexicon, task: str) -> Iterator[Field]:
    for path, asked in lexicon.asked.items():
        if path.startswith(f"{task}."):
            yield path.removeprefix(f"{task}."), asked.label, tuple(asked.options.items())


def _options(fields: Iterable[Field], name: str) -> list[Pair]:
    """Return the answers to the first question that is about this."""
    return next((list(options) for key, _, options in fields if name in key), [])


def _letters(bundle: Bundle) -> Iterator[Pair]:
    for path, data in bundle.letters():
        found = _SUBJECT.search(data.decode("utf-8-sig", "replace"))
        yield PurePosixPath(path).stem, _FILLED_IN.sub("…", found[1]) if found else ""
