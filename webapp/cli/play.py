"""Do the examples of a bundle come out (`play`), and what do they leave untried (`--coverage`)?"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from textwrap import indent
from typing import Any

import click

from engine import (
    Bundle,
    Coverage,
    Item,
    Scenario,
    ScenarioResult,
    UnreadableFile,
    coverage,
    play_all,
    read_feature,
    scenarios_of,
)
from webapp.cli.bundle import count, read_bundle
from webapp.paths import bundle_root

KINDS = {  # one, many
    "end": ("einde", "einden"),
    "timer": ("klok", "klokken"),
    "branch": ("tak", "takken"),
    "letter": ("brief", "brieven"),
    "task": ("taak", "taken"),
    "step": ("stap", "stappen"),
    "call": ("deelproces", "deelprocessen"),
    "message": ("bericht", "berichten"),
    "rule": ("regel", "regels"),
}
Played = dict[Bundle, list[ScenarioResult]]


@click.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--coverage", "with_coverage", is_flag=True, help="Zeg ook wat geen enkel scenario bereikt.")
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
@click.pass_context
def play(ctx: click.Context, paths: tuple[Path, ...], with_coverage: bool, as_json: bool) -> None:
    """Speel de scenario's in PATH na: een .feature-bestand, of een map of zip met processen.

    Zonder PATH: de scenario's die bij Aan Tafel horen. Elk scenario wordt gewoon gespeeld, en nog eens
    waarbij de zaak na elke stap uit haar geschiedenis wordt opgebouwd. Een los .feature-bestand
    speelt op de processen in de map waar het bij hoort. Uitgang 0: alles komt uit; 1: iets niet.

    Met --coverage ook uitgang 1 als een einde, klok, tak of brief door geen scenario wordt bereikt.
    """
    try:
        played = _play(paths or (bundle_root(),), quiet=as_json)
    except UnreadableFile as error:
        raise click.UsageError(str(error)) from error
    results = [result for of_bundle in played.values() for result in of_bundle]
    covered = _covered(played) if with_coverage else []
    if as_json:
        click.echo(json.dumps(_shown(results, covered, with_coverage), ensure_ascii=False, indent=2))
    else:
        _tell(results)
        for one in covered:
            _tell_coverage(one)
    good = results and all(result.ok for result in results) and all(one.complete for one in covered)
    ctx.exit(0 if good else 1)


def _covered(played: Played) -> list[Coverage]:
    """Return what was reached of each bundle. Of one that cannot be run, the scenarios already tell why."""
    able = (bundle for bundle, results in played.items() if any(result.reached for result in results))
    return [coverage(bundle, played[bundle]) for bundle in able]


def _play(paths: Sequence[Path], *, quiet: bool) -> Played:
    stories = [story for path in paths for story in _stories(path)]
    played: Played = {bundle: [] for bundle, _ in stories}
    with click.progressbar(stories, label="Scenario's", file=sys.stderr, hidden=quiet) as bar:
        for bundle, scenario in bar:
            played[bundle] += play_all(bundle, [scenario])
    return played


def _stories(path: Path) -> list[tuple[Bundle, Scenario]]:
    """Return the scenarios at `path`, each with the bundle it is played on."""
    if path.suffix != ".feature":
        bundle = read_bundle(path)
        return [(bundle, scenario) for scenario in scenarios_of(bundle)]
    place = path.resolve()
    root = next((p for p in place.parents if (p / "processes").is_dir()), bundle_root())
    name = place.relative_to(root).as_posix() if place.is_relative_to(root) else place.name
    try:
        source = place.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, 1, "de tekst is geen UTF-8.") from error
    bundle = read_bundle(root)
    return [(bundle, scenario) for scenario in read_feature(source, name)]


def _shown(results: Sequence[ScenarioResult], covered: Sequence[Coverage], with_coverage: bool) -> Any:
    scenarios = [asdict(result) | {"reached": sorted(result.reached)} for result in results]
    if not with_coverage:
        return scenarios
    items = [
        asdict(item) | {"reached": item.reached, "must": item.must} for one in covered for item in one.items
    ]
    return {
        "complete": all(one.complete for one in covered),
        "reached": sum(item["reached"] for item in items),
        "total": len(items),
        "items": items,
        "scenarios": scenarios,
    }


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
    played = count(len(pairs), "scenario", "scenario's")
    click.echo(f"\n{played} twee keer gespeeld, {wrong} niet goed")


def _tell_coverage(covered: Coverage) -> None:
    """Show per process how much is reached, and of what is not how to get there."""
    click.echo(click.style("\nWat bereiken de scenario's?", bold=True))
    for (group, file), found in groupby(covered.items, key=_heading):
        items = list(found)
        reached = sum(item.reached for item in items)
        sign = click.style("✓", fg="green") if reached == len(items) else click.style("✗", fg="red")
        click.echo(f"{sign} {group} ({file}): bereikt {reached} van {len(items)}")
        for item in items:
            if not item.reached:
                _tell_missing(item)
    click.echo(f"\n{_totals(covered.items)}")
    click.echo(_verdict(covered))


def _heading(item: Item) -> tuple[str, str]:
    return item.group, "processes/letters" if item.kind == "letter" else item.file


def _tell_missing(item: Item) -> None:
    colour = "red" if item.must else "yellow"
    kind = click.style(KINDS[item.kind][0], fg=colour)
    click.echo(f"    {kind} {item.label} · {item.id} ({item.file}:{item.line})\n      → {item.hint}")


def _totals(items: Sequence[Item]) -> str:
    total, reached = Counter(i.kind for i in items), Counter(i.kind for i in items if i.reached)
    parts = [f"{many} {reached[kind]} van {total[kind]}" for kind, (_, many) in KINDS.items() if total[kind]]
    told = ", ".join(parts)
    return f"{told[:1].upper()}{told[1:]}"


def _verdict(covered: Coverage) -> str:
    needed = sum(item.must for item in covered.missing)
    if needed:
        return f"Nog niet bereikt: {needed} van de einden, klokken, takken en brieven. Die moeten alle."
    rest = len(covered.missing)
    return "Alle einden, klokken, takken en brieven zijn bereikt" + (
        f"; van de rest {rest} niet." if rest else "."
    )
