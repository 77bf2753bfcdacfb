"""What is wrong with a bundle, where, and how to mend it (`check`); do its examples come out (`play`)?"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from textwrap import indent

import click

from engine import (
    Bundle,
    Finding,
    Scenario,
    ScenarioResult,
    UnreadableFile,
    check_bundle,
    play_all,
    read_feature,
    scenarios_of,
)
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
    findings = check_bundle(_bundle(place or bundle_root()))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        _print(findings)
    ctx.exit(1 if any(finding.is_error for finding in findings) else 0)


def _bundle(place: Path) -> Bundle:
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
    click.echo(f"{_count(errors, 'fout', 'fouten')}, {_count(warnings, 'waarschuwing', 'waarschuwingen')}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


@click.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
@click.pass_context
def play(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Speel de scenario's in PATH na: een .feature-bestand, of een map of zip met processen.

    Zonder PATH: de scenario's die bij Aan Tafel horen. Elk scenario wordt gewoon gespeeld, en nog eens
    waarbij de zaak na elke stap uit haar geschiedenis wordt opgebouwd. Een los .feature-bestand
    speelt op de processen in de map waar het bij hoort. Uitgang 0: alles komt uit; 1: iets niet.
    """
    results: list[ScenarioResult] = []
    try:
        stories = [story for path in paths or (bundle_root(),) for story in _stories(path)]
        with click.progressbar(stories, label="Scenario's", file=sys.stderr, hidden=as_json) as bar:
            for bundle, scenario in bar:
                results += play_all(bundle, [scenario])
    except UnreadableFile as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        shown = [asdict(result) | {"reached": sorted(result.reached)} for result in results]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _tell(results)
    ctx.exit(0 if results and all(result.ok for result in results) else 1)


def _stories(path: Path) -> list[tuple[Bundle, Scenario]]:
    """Return the scenarios at `path`, each with the bundle it is played on."""
    if path.suffix != ".feature":
        bundle = _bundle(path)
        return [(bundle, scenario) for scenario in scenarios_of(bundle)]
    place = path.resolve()
    root = next((p for p in place.parents if (p / "processes").is_dir()), bundle_root())
    name = place.relative_to(root).as_posix() if place.is_relative_to(root) else place.name
    try:
        source = place.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, 1, "de tekst is geen UTF-8.") from error
    return [(_bundle(root), scenario) for scenario in read_feature(source, name)]


def _tell(results: Sequence[ScenarioResult]) -> None:
    """Show each scenario once: the straight and the replayed result come in pairs."""
    pairs = list(zip(results[::2], results[1::2], strict=True))
    for file, of_file in groupby(pairs, key=lambda pair: pair[0].file):
        click.echo(click.style(file, bold=True))
        for straight, replayed in of_file:
            failed = straight if not straight.ok else replayed
            if failed.ok:
                click.echo(f"  {click.style('✓', fg='green')} {straight.name}")
                continue
            when = " (bij het naspelen van de geschiedenis)" if failed is replayed else ""
            click.echo(f"  {click.style('✗', fg='red')} {straight.name}{when}")
            click.echo(indent(failed.message, "      "))
    wrong = sum(not (straight.ok and replayed.ok) for straight, replayed in pairs)
    played = _count(len(pairs), "scenario", "scenario's")
    click.echo(f"\n{played} twee keer gespeeld, {wrong} niet goed")
