"""Terms and roles as a table to fill in. What comes of it is the same file that the text page shows."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine import EngineError
from webapp import commands
from webapp.clock import now
from webapp.commands import DraftConflict, NoSuchFile
from webapp.drafts import open_draft
from webapp.pages import viewer
from webapp.store import queries
from webapp.store.queries import DraftRow
from webapp.studio.blueprint import bp, owners_only
from webapp.studio.tomllines import with_values

UNITS = ("werkdagen", "dagen", "weken", "maanden")
MOST = 999  # as in a rule
NEW = "nieuw"
_OWN = re.compile(r"(werkdagen|dagen|weken|maanden):(\d{1,3})")


@dataclass(frozen=True)
class Line:
    """One entry. `fixed` is what only the law or the text page changes; `faults` by field."""

    key: str
    values: Mapping[str, str]
    fixed: str
    faults: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    kind: str
    title: str
    explained: str
    path: str


SHEETS = {
    "termijnen": Sheet(
        "termijn",
        "Termijnen",
        "Hoe lang wij over iets mogen doen. Een wettelijke termijn verandert u hier niet.",
        "processes/termijnen.toml",
    ),
    "rollen": Sheet(
        "rol",
        "Rollen",
        "Wie wat doet en ziet. De naam van een rol staat ook bij de banen in de schema’s.",
        "processes/rollen.toml",
    ),
}


@bp.get("/ontwerp/<int:draft_id>/lijst/<name>")
@owners_only
def sheet(draft_id: int, name: str) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    text, rev = _held(draft, _sheet(name))
    return _page(draft, name, _lines(name, text, {}), rev)


@bp.post("/ontwerp/<int:draft_id>/lijst/<name>")
@owners_only
def save_sheet(draft_id: int, name: str) -> ResponseReturnValue:
    """Write what was filled in into the file; with a fault nothing is saved, and all stays on the page."""
    draft, about = open_draft(draft_id), _sheet(name)
    text, rev = _held(draft, about)
    lines = _lines(name, text, request.form)
    if any(line.faults for line in lines):
        return _page(draft, name, lines, rev), 422
    fresh = text
    for line in lines:
        if not line.fixed and (line.key != NEW or any(line.values.values())):
            key = _key(line.values) if line.key == NEW else line.key
            fresh = with_values(fresh, about.kind, key, _written(name, line))
    seen = request.form.get("gezien", "")
    try:
        commands.save_draft_file(
            draft_id, about.path, fresh.encode(), seen=int(seen) if seen.isdecimal() else 0,
            by=viewer(), at=now(), strictly=True,
        )  # fmt: skip
    except DraftConflict as clash:
        words = (
            f"{clash.by} heeft deze lijst intussen gewijzigd. Hieronder staat wat u invulde. Kijk bij “Als "
            "tekst” wat uw collega veranderde, en bewaar dan opnieuw."
        )
        return _page(draft, name, lines, _held(draft, about)[1], problem=words), 409
    except EngineError as problem:
        return _page(draft, name, lines, rev, problem=str(problem)), 422
    text, rev = _held(draft, about)
    return _page(draft, name, _lines(name, text, {}), rev, saved=True)


def _page(draft: DraftRow, name: str, lines: list[Line], rev: int, **known: Any) -> str:
    faults = [(line, field, words) for line in lines for field, words in line.faults.items()]
    return render_template(
        "studio/list.html", draft=draft, name=name, sheet=SHEETS[name], lines=lines, rev=rev,
        faults=faults, units=UNITS, new=NEW, **known,
    )  # fmt: skip


def _sheet(name: str) -> Sheet:
    if name not in SHEETS:
        raise NoSuchFile
    return SHEETS[name]


def _held(draft: DraftRow, about: Sheet) -> tuple[str, int]:
    held = queries.draft_content(draft.id, draft.base_hash, about.path)
    if held.content is None:
        raise NoSuchFile
    return held.content.decode("utf-8-sig", "replace"), held.rev


def _lines(name: str, text: str, typed: Mapping[str, str]) -> list[Line]:
    """Return the entries of a list, with what was typed over it, and an empty one for a new entry."""
    try:
        rows = tomllib.loads(text).get(SHEETS[name].kind, {})
    except tomllib.TOMLDecodeError as error:
        raise EngineError("Deze lijst is niet te lezen. Herstel haar eerst als tekst.") from error
    read, judged = (_term, _judged_term) if name == "termijnen" else (_role, _judged_role)
    lines = []
    for key, row in [*((key, row) for key, row in rows.items() if isinstance(row, Mapping)), (NEW, {})]:
        values, fixed = read(row)
        if not fixed:
            values = {field: typed.get(f"{field}-{key}", value).strip() for field, value in values.items()}
        wanted = bool(typed) and not fixed and (key != NEW or any(values.values()))
        faults = judged(values, is_new=key == NEW) if wanted else {}
        if wanted and key == NEW and not faults and _key(values) in rows:
            faults = {"titel" if name == "termijnen" else "naam": "Deze naam bestaat al. Kies een andere."}
        lines.append(Line(key, values, fixed, faults))
    return lines


def _term(row: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    rule = str(row.get("regel", ""))
    own = _OWN.fullmatch(rule)
    values = {
        "titel": str(row.get("titel", "")), "aantal": own[2] if own else "", "eenheid": own[1] if own else "",
        "vanaf": str(row.get("vanaf", "")), "grondslag": str(row.get("grondslag", "")),
    }  # fmt: skip
    is_fixed = bool(row) and (row.get("soort") != "service" or own is None)
    return values, rule if is_fixed else ""


def _judged_term(values: Mapping[str, str], *, is_new: bool) -> dict[str, str]:
    faults = {}
    if not values["titel"]:
        faults["titel"] = "Geef de termijn een naam."
    elif is_new and not _key(values):
        faults["titel"] = "Gebruik letters in de naam."
    if not values["aantal"].isdecimal() or not 1 <= int(values["aantal"]) <= MOST:
        faults["aantal"] = f"Vul een getal in van 1 tot en met {MOST}."
    if values["eenheid"] not in UNITS:
        faults["eenheid"] = "Kies waarin u telt."
    if is_new and not re.fullmatch(r"[a-z][a-z0-9_]*", values["vanaf"]):
        faults["vanaf"] = "Noem het gegeven waarop de termijn begint, zoals ontvangstdatum."
    return faults


def _role(row: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    return {name: str(row.get(name, "")) for name in ("naam", "omschrijving", "ziet")}, ""


def _judged_role(values: Mapping[str, str], *, is_new: bool) -> dict[str, str]:
    words = {"naam": "Geef de rol een naam.", "omschrijving": "Vertel wat deze rol doet.", "ziet": "Vertel wat deze rol mag zien."}  # fmt: skip  # noqa: E501
    return {name: text for name, text in words.items() if not values[name]}


def _written(name: str, line: Line) -> dict[str, str]:
    """Return what goes into the file for an entry."""
    if name == "rollen":
        return dict(line.values)
    values = dict(line.values)
    rule = f"{values.pop('eenheid')}:{int(values.pop('aantal'))}"
    fresh = {"titel": values["titel"], "regel": rule, "vanaf": values["vanaf"]}
    return {**fresh, **({"soort": "service"} if line.key == NEW else {}), "grondslag": values["grondslag"]}


def _key(values: Mapping[str, str]) -> str:
    words = values.get("titel") or values.get("naam") or ""
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:60]
