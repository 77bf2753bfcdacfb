"""Running cases and another version: try them (`dry-run`), move them, take that back (`migrate`)."""

import json as jsonlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from engine import KINDS, Bundle, Choice, EngineError
from webapp import clock, commands, dryrun
from webapp.cli.bundle import count, read_bundle
from webapp.cli.server import BY, application, progress_bar
from webapp.store import bundles, dryruns, journal, queries
from webapp.store.unit_of_work import reading

WORDS = {
    "blocked": "kan niet",
    "would_have_been_unlawful": "mist een stap die al had gemoeten",
    "next_task_differs": "andere volgende stap",
    "task_gone": "stap vervalt",
    "task_added": "stap komt erbij",
    "form_differs": "andere vragen",
    "outcome_differs": "tabel komt anders uit",
    "term_changed": "andere termijn",
    "letter_differs": "andere brief",
    "unchanged": "geen verschil",
}
RESULTS = {
    "waiting": "wacht nog", "moved": "omgezet", "refused": "niet omgezet", "undone": "teruggedraaid",
    "stands": "niet teruggedraaid",
}  # fmt: skip
_STUCK = ("blocked", "must_choose")  # a case that is there already needs nothing
SHOWN = 10  # cases told one by one; the rest is in --json
_data = click.option(
    "--data", type=click.Path(file_okay=False), help="Map met de gegevens (standaard: data)."
)
_json = click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
_choice = click.option(
    "--choice", "choices", multiple=True, metavar="STAP=now|n.v.t.:REDEN|voorbij:REDEN",
    help="Wat te doen met een stap die al had gemoeten; voorbij: n.v.t. voor wie er voorbij is. Mag vaker.",
)  # fmt: skip


@click.command("dry-run")
@click.argument("place", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@_data
@click.option("--closed-since", type=click.DateTime(["%Y-%m-%d"]), help="Ook zaken gesloten sinds deze dag.")
@click.option(
    "--workers", type=click.IntRange(1, 16), help="Processen (standaard: een per kern, hoogstens 2)."
)
@_choice
@_json
def dry_run(
    place: Path,
    data: str | None,
    closed_since: datetime | None,
    workers: int | None,
    choices: Sequence[str],
    as_json: bool,
) -> None:
    """Speel alle lopende zaken na op de processen in DIR en zeg wat er anders wordt.

    Er verandert niets. Uitgang 0: alle open zaken kunnen mee; 1: bij een of meer zaken moet iemand kiezen
    of kan het niet; 2: verkeerd gebruik.
    """
    chosen, bundle = _choices(choices), read_bundle(place)
    app = application(data=data)
    since = closed_since.date() if closed_since else None
    with app.app_context():
        found, stuck = tried(bundle, place.name, since=since, choices=chosen, workers=workers, quiet=as_json)
        if as_json:
            click.echo(jsonlib.dumps(as_report(found, since), ensure_ascii=False, indent=2))
        else:
            tell(found, stuck)
    sys.exit(1 if stuck else 0)


def tried(
    bundle: Bundle, label: str, *, since: date | None = None, choices: Mapping[str, Choice] | None = None,
    workers: int | None = None, quiet: bool,
) -> tuple[dryruns.Found, int]:  # fmt: skip
    """Try the open cases on a version; return what was found and how many of them cannot come along.

    A version that cannot be run at all is wrong usage.
    """
    try:
        engine_check(bundle)
        run_id = dryrun.begin(bundle, label=label, closed_since=since, by=BY, at=clock.now())
        with progress_bar("Proefdraai", not quiet) as step:
            found = dryrun.carry_out(
                run_id, bundle, choices=choices, workers=workers or min(2, os.cpu_count() or 1), progress=step
            )
    except EngineError as error:
        raise click.UsageError(str(error)) from error
    if found.problem:
        raise click.ClickException(found.problem)
    return found, sum(case.stand in _STUCK for case in _every(run_id))


def engine_check(bundle: Bundle) -> None:
    """Raise EngineError when the version cannot be run at all."""
    from engine import definition_of

    definition_of(bundle.hash, lambda _: bundle.files)


@click.command()
@click.argument("target", metavar="DIR|VERSIE", required=False)
@_data
@click.option("--case", "numbers", multiple=True, metavar="NUMMER", help="Alleen deze zaak. Mag vaker.")
@click.option(
    "--all", "everything", is_flag=True, help="Alle lopende zaken die nog niet op deze versie zijn."
)
@_choice
@click.option("--reason", default="", metavar="TEKST", help="Waarom.")
@click.option("--by", default=BY, show_default=True, help="Wie omzet.")
@click.option("--undo", "undo_id", type=int, metavar="NUMMER", help="Draai deze omzetting terug.")
@click.option("--resume", "resume_id", type=int, metavar="NUMMER", help="Ga verder met wat is afgebroken.")
@click.option("--list", "as_list", is_flag=True, help="Toon wat er is omgezet.")
@_json
def migrate(
    target: str | None,
    data: str | None,
    numbers: Sequence[str],
    everything: bool,
    choices: Sequence[str],
    reason: str,
    by: str,
    undo_id: int | None,
    resume_id: int | None,
    as_list: bool,
    as_json: bool,
) -> None:
    """Zet lopende zaken om naar een gepubliceerde versie, of draai dat terug met --undo.

    Wat niet kan, blijft staan waar het stond. Werd omzetten of terugdraaien afgebroken, dan gaat --resume
    verder. Uitgang 0: alles is omgezet; 1: een of meer zaken niet; 2: verkeerd gebruik.
    """
    asked = [target is not None, undo_id is not None, resume_id is not None, as_list]
    if sum(asked) != 1:
        raise click.UsageError("Noem een map of versie, of gebruik --undo, --resume of --list.")
    if target is not None and bool(numbers) == everything:
        raise click.UsageError("Kies: --case NUMMER, of --all.")
    app = application(data=data)
    with app.app_context():
        if as_list:
            _list(as_json)
            return
        try:
            with progress_bar("Zaken terugzetten" if undo_id else "Zaken omzetten", not as_json) as step:
                if resume_id is not None:
                    number = _resume(resume_id, step)
                elif undo_id is not None:
                    number = undo_id
                    commands.undo_migration(number, reason, by=by, at=clock.now(), progress=step)
                else:
                    number = _move(str(target), numbers, choices, reason, by, step)
        except EngineError as error:
            raise click.UsageError(str(error)) from error
        sys.exit(1 if _tell_migration(number, as_json) else 0)


def _resume(number: int, step: Any) -> int:
    if not commands.resume_migration(number, at=clock.now(), progress=step):
        raise click.ClickException("Iemand is hier nog mee bezig. Probeer het over een minuut opnieuw.")
    return number


def _move(
    target: str, numbers: Sequence[str], choices: Sequence[str], reason: str, by: str, step: Any
) -> int:
    chosen = _choices(choices)
    wanted = [_case_id(number) for number in numbers] or None
    number = commands.plan_migration(_version(target), wanted, chosen, reason, by=by, at=clock.now())
    commands.carry_out(number, at=clock.now(), progress=step)
    return number


def _version(target: str) -> str:
    """Return the hash of a published version, told as folder, zip or the beginning of a hash."""
    if Path(target).exists():
        return read_bundle(Path(target)).hash
    with reading() as store:
        found = [one.hash for one in bundles.versions(store.connection) if one.hash.startswith(target)]
    if len(found) != 1 or not re.fullmatch(r"[0-9a-f]{6,64}", target):
        raise click.UsageError(f"'{target}' is geen map en geen versie. Zie aantafel publish --list.")
    return found[0]


def _case_id(number: str) -> str:
    case = queries.case_by_number(number)
    if case is None:
        raise click.UsageError(f"Zaak {number} bestaat niet.")
    return case.case_id


def _choices(texts: Sequence[str]) -> dict[str, Choice]:
    found: dict[str, Choice] = {}
    for text in texts:
        step, _, what = text.partition("=")
        kind, _, why = what.partition(":")
        if kind in ("now", "nu") and step and not why:
            found[step] = Choice(True)
        elif kind == "voorbij" and step and why.strip():
            found[step] = Choice(False, why.strip(), passed_only=True)
        elif kind.lower() in ("n.v.t.", "nvt") and step and why.strip():
            found[step] = Choice(False, why.strip())
        else:
            raise click.UsageError(
                f"'{text}': schrijf STAP=now, STAP=n.v.t.:de reden, of STAP=voorbij:de reden."
            )
    return found


def _every(run_id: int) -> Iterator[dryruns.FoundCase]:
    cursor = None
    while True:
        with reading() as store:
            page, cursor = dryruns.case_page(store.connection, run_id, cursor=cursor, limit=500)
        yield from page
        if cursor is None:
            return


def tell(found: dryruns.Found, stuck: int) -> None:
    """Say what a dry run found, and which cases cannot come along."""
    click.echo(f"Proefdraai {found.id}: {count(found.done, 'zaak', 'zaken')} op versie {found.target[:12]}.")
    for kind in KINDS:
        if kind in found.counts:
            click.echo(f"  {found.counts[kind]:>7}  {WORDS[kind]}")
    told = 0
    for case in _every(found.id):
        if case.stand in _STUCK and told < SHOWN:
            told += 1
            for kind, _, text in case.texts:
                if kind in ("blocked", "would_have_been_unlawful"):
                    click.echo(f"{case.number}  {text}")
    if stuck > told:
        click.echo(f"... en nog {count(stuck - told, 'zaak', 'zaken')}. Alles staat in --json.")
    click.echo("Alle open zaken kunnen mee." if not stuck else f"Open zaken die zo niet meekunnen: {stuck}.")


def as_report(found: dryruns.Found, since: date | None = None) -> dict[str, Any]:
    """Return what a dry run found, case by case, for programs."""
    return {
        "proefdraai": found.id,
        "versie": found.target,
        "gesloten_sinds": str(since) if since else None,
        "aantal": found.done,
        "soorten": {kind: found.counts[kind] for kind in KINDS if kind in found.counts},
        "zaken": [_case_as_json(case) for case in _every(found.id)],
    }


def _case_as_json(case: dryruns.FoundCase) -> dict[str, Any]:
    return {
        "zaak": case.number,
        "soort": case.kind,
        "open": case.is_open,
        "kan_mee": case.can_move,
        "verschillen": [
            {"soort": kind, "element": element, "tekst": text} for kind, element, text in case.texts
        ],
        "keuzes": list(case.questions),
    }


def _tell_migration(number: int, as_json: bool) -> int:
    """Tell what became of a migration; return how many cases did not come along."""
    with reading() as store:
        told = journal.migration(store.connection, number)
        cases = list(_cases_of(store.connection, number))
    left = [case for case in cases if case.result in ("waiting", "refused", "stands")]
    if as_json:
        click.echo(jsonlib.dumps(_as_json(told, cases), ensure_ascii=False, indent=2))
        return len(left)
    click.echo(_line(told))
    for case in left:
        click.echo(f"  {case.number}  {case.text}")
    if told.state == "moved":
        click.echo(f"Terugdraaien: aantafel migrate --undo {number} --reason TEKST")
    return len(left)


def _cases_of(connection: Any, number: int) -> Iterator[journal.MovedCase]:
    cursor = None
    while True:
        page, cursor = journal.case_page(connection, number, cursor=cursor, limit=500)
        yield from page
        if cursor is None:
            return


def _line(told: journal.Told) -> str:
    results = ", ".join(f"{n} {RESULTS[result]}" for result, n in sorted(told.counts.items()))
    return f"Omzetting {told.id} naar versie {told.target[:12]}: {results or 'geen zaken'}. {told.reason}"


def _as_json(told: journal.Told, cases: Sequence[journal.MovedCase]) -> Mapping[str, Any]:
    return {
        "omzetting": told.id,
        "versie": told.target,
        "stand": told.state,
        "reden": told.reason,
        "door": told.moved_by,
        "op": told.moved_at.isoformat(),
        "teruggedraaid_door": told.undone_by or None,
        "aantallen": {RESULTS[result]: n for result, n in told.counts.items()},
        "zaken": [
            {
                "zaak": one.number,
                "van": one.source,
                "uitkomst": RESULTS[one.result],
                "waarom": one.text or None,
            }
            for one in cases
        ],
    }


def _list(as_json: bool) -> None:
    with reading() as store:
        found = journal.migrations(store.connection)
    if as_json:
        click.echo(jsonlib.dumps([_as_json(told, ()) for told in found], ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(map(_line, found)) or "Er is nog niets omgezet.")
