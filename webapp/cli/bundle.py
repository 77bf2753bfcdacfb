"""What is wrong with a bundle, where, and how to mend it (`check`)."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from engine import Bundle, Finding, UnreadableFile, check_bundle
from webapp.paths import bundle_root

COLOURS = {"fout": "red", "waarschuwing": "yellow"}


@click.command()
@click.argument("place", metavar="[DIR]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
@click.pass_context
def check(ctx: click.Context, place: Path | None, as_json: bool) -> None:
    """Controleer de processen, formulieren, brieven en tabellen in map of zip DIR.

    Zonder DIR: de processen die bij Aan Tafel horen. Uitgang 0: geen fouten; 1: fouten gevonden.
    """
    findings = check_bundle(read_bundle(place or bundle_root()))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        _print(findings)
    ctx.exit(1 if any(finding.is_error for finding in findings) else 0)


def read_bundle(place: Path) -> Bundle:
    """Return the bundle in a folder or zip; one that cannot be read is wrong usage."""
    try:
        return Bundle.read(place) if place.is_dir() else Bundle.from_zip(place.read_bytes())
    except UnreadableFile as error:
        raise click.UsageError(str(error)) from error


def _print(findings: Sequence[Finding]) -> None:
    for _, of_file in groupby(findings, key=lambda finding: finding.file):
        for finding in of_file:
            level = click.style(f"{finding.code} {finding.level}:", fg=COLOURS[finding.level], bold=True)
            click.echo(f"{finding.where} · {level} {finding.message}\n    → {finding.remedy}")
        click.echo()
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    click.echo(f"{count(errors, 'fout', 'fouten')}, {count(warnings, 'waarschuwing', 'waarschuwingen')}")


def count(number: int, one: str, many: str) -> str:
    """Return `1 fout`, `2 fouten`."""
    return f"{number} {one if number == 1 else many}"
