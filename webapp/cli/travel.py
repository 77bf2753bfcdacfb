"""Bundles that travel between municipalities: export, import, and what two versions differ in."""

import json as jsonlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from engine import Bundle, Comparison, EngineError, Finding, compare_bundles
from webapp import clock, publishing
from webapp.cli.bundle import count, read_bundle
from webapp.cli.migration import as_report, tell, tried
from webapp.cli.server import BY, application
from webapp.store import bundles
from webapp.store.unit_of_work import reading
from webapp.travelling import LARGEST_ZIP, Arrival, packed, unpacked

_data = click.option(
    "--data", type=click.Path(file_okay=False), help="Map met de gegevens (standaard: data)."
)
_json = click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")


@click.command("export")
@click.argument("version", metavar="[HASH]", required=False)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Naam van het zip-bestand."
)
@_data
@_json
def export_(version: str | None, out: Path, data: str | None, as_json: bool) -> None:
    """Schrijf een versie als één zip met haar hash, naam, herkomst en licentie.

    HASH is het begin van de hash (minstens zes tekens); zonder HASH de versie die nu geldt.
    """
    app = application(data=data)
    with app.app_context():
        found = _known(version)
        origin = app.config["AANTAFEL"].municipality_on(clock.today()).naam
        content = packed(_stored(found.hash), label=found.label, origin=origin, at=clock.now())
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{out} kan niet worden geschreven: {error.strerror}.") from error
    if as_json:
        told = {"hash": found.hash, "naam": found.label, "bestand": str(out), "bytes": len(content)}
        click.echo(jsonlib.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(f"Versie {found.hash[:12]} staat in {out} ({len(content)} bytes).")


@click.command("import")
@click.argument("place", metavar="ZIP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--publish", "apply", is_flag=True, help="Maak dit de versie waarmee nieuwe zaken beginnen.")
@click.option(
    "--dry-run/--no-dry-run",
    "tries",
    default=True,
    show_default="wel",
    help="Speel de lopende zaken na op deze versie.",
)
@click.option("--label", default="", help="Naam van deze versie; standaard die van de afzender.")
@click.option("--by", default=BY, show_default=True, help="Wie publiceert.")
@click.option("--override-by", metavar="NAAM", help="Account van wie besluit dat het toch mag.")
@click.option("--reason", default="", metavar="TEKST", help="Waarom het toch mag.")
@_data
@_json
@click.pass_context
def import_(
    ctx: click.Context,
    place: Path,
    apply: bool,
    tries: bool,
    label: str,
    by: str,
    override_by: str | None,
    reason: str,
    data: str | None,
    as_json: bool,
) -> None:
    """Lees een zip van elders, controleer haar en vertel wat er anders is, ook voor lopende zaken.

    Er verandert niets, tenzij u --publish geeft. Dan gelden dezelfde regels als bij `aantafel publish`.
    Uitgang 0: geen fouten; 1: fouten gevonden; 2: dit is geen bundel.
    """
    arrival = _arrived(place)
    app = application(data=data)
    with app.app_context():
        changes = compare_bundles(_stored(_known(None).hash), arrival.bundle)
        if not as_json:
            _tell(arrival, changes)
        run = tried(arrival.bundle, place.name, quiet=as_json) if tries and not arrival.errors else None
        if as_json:
            told = _report(arrival, changes) | {"proefdraai": as_report(run[0]) if run else None}
            click.echo(jsonlib.dumps(told, ensure_ascii=False, indent=2))
        elif run:
            tell(*run)
        if apply:
            decision = publishing.Decision(override_by, reason) if override_by else None
            _publish(arrival, label, by, decision, quiet=as_json)
        elif not as_json:
            click.echo("Er is niets gepubliceerd. Doe dat met --publish.")
    ctx.exit(1 if arrival.errors and not apply else 0)


@click.command()
@click.argument("old", metavar="OUD", type=click.Path(exists=True, path_type=Path))
@click.argument("new", metavar="NIEUW", type=click.Path(exists=True, path_type=Path))
@_json
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Vertel in zinnen wat er verandert van map of zip OUD naar NIEUW."""
    changes = compare_bundles(read_bundle(old), read_bundle(new))
    if as_json:
        click.echo(jsonlib.dumps(_differences(changes), ensure_ascii=False, indent=2))
    else:
        _sentences(changes)


def _arrived(place: Path) -> Arrival:
    """Return what is in a zip; one that is no bundle is wrong usage."""
    try:
        with place.open("rb") as file:
            return unpacked(file.read(LARGEST_ZIP + 1))
    except EngineError as error:
        raise click.UsageError(str(error)) from error


def _known(version: str | None) -> bundles.Version:
    with reading() as store:
        every = bundles.versions(store.connection)
    if version is None:
        return next(one for one in every if one.current)
    found = [one for one in every if len(version) >= 6 and one.hash.startswith(version)]
    if len(found) != 1:
        raise click.UsageError(
            f"Er is {'meer dan één' if found else 'geen'} versie met hash '{version}'. "
            "Bekijk ze met `aantafel publish --list`."
        )
    return found[0]


def _stored(version: str) -> Bundle:
    with reading() as store:
        return Bundle(store.bundle_files(version))


def _tell(arrival: Arrival, changes: Comparison) -> None:
    manifest = arrival.manifest
    click.echo(f"Bundel {arrival.bundle.hash[:12]}: {manifest.label or 'zonder naam'}")
    click.echo(f"Herkomst, volgens de afzender: {manifest.origin or 'niet genoemd'}.")
    click.echo(f"Licentie: {manifest.licence or 'niet genoemd'}.\n")
    _sentences(changes)
    for finding in arrival.findings:
        click.echo(f"{finding.where}: {finding.level}: {finding.message} {finding.remedy}")
    warnings = len(arrival.findings) - len(arrival.errors)
    told = count(len(arrival.errors), "fout", "fouten")
    click.echo(f"\nControle: {told}, {count(warnings, 'waarschuwing', 'waarschuwingen')}.")


def _sentences(changes: Comparison) -> None:
    if not changes:
        click.echo("Geen verschil: beide versies doen precies hetzelfde.")
    for group in changes.groups:
        click.echo(click.style(group.title, bold=True))
        for difference in group.differences:
            click.echo(f"  - {difference.sentence}")


def _publish(
    arrival: Arrival, label: str, by: str, decision: publishing.Decision | None, *, quiet: bool
) -> None:
    name = label or arrival.manifest.label
    try:
        new, _ = publishing.publish(arrival.bundle, label=name, by=by, at=clock.now(), decision=decision)
    except EngineError as error:
        raise click.ClickException(str(error)) from error
    if not quiet:
        state = "gepubliceerd" if new else "al bekend en nu de geldende"
        click.echo(f"Versie {arrival.bundle.hash[:12]} is {state}.")


def _report(arrival: Arrival, changes: Comparison) -> dict[str, Any]:
    return {
        "hash": arrival.bundle.hash,
        "naam": arrival.manifest.label,
        "herkomst": arrival.manifest.origin,
        "licentie": arrival.manifest.licence,
        "bevindingen": _findings(arrival.findings),
        "verschillen": _differences(changes),
    }


def _findings(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [
        {"code": one.code, "soort": one.level, "waar": one.where, "melding": one.message, "doe": one.remedy}
        for one in findings
    ]


def _differences(changes: Comparison) -> list[dict[str, str]]:
    return [
        {"deel": group.title, "soort": one.kind, "wat": one.what, "bestand": one.file, "zin": one.sentence}
        for group in changes.groups
        for one in group.differences
    ]
