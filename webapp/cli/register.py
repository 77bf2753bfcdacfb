"""`aantafel register`: the written complaints of a year, and their totals (Awb 9:12a)."""

import json
from typing import Any

import click

from webapp import register as figures_of
from webapp.cli.server import application
from webapp.store import queries


@click.command()
@click.option("--year", type=click.IntRange(2000, 2199), required=True, help="Het jaar van ontvangst.")
@click.option("--data", type=click.Path(file_okay=False), help="Map met de gegevens (standaard: data).")
@click.option("--json", "as_json", is_flag=True, help="Regels en totalen als JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="De regels als tabel, met puntkomma's.")
def register(year: int, data: str | None, as_json: bool, as_csv: bool) -> None:
    """Toon de klaagschriften van een jaar: de totalen, zonder kleine aantallen (Awb artikel 9:12a).

    De regels (--csv, --json) zijn voor intern gebruik: zonder namen, maar met het nummer van elke zaak.
    """
    if as_json and as_csv:
        raise click.UsageError("Kies --json of --csv.")
    with application(data=data, publish=False).app_context():
        lines = queries.register_of(year)
        if as_csv:
            click.echo(figures_of.as_csv(lines), nl=False)
            return
        totals = figures_of.figures(
            year, lines, queries.received_by_kind(year), queries.open_at_the_edges(year),
            len(queries.register_of(year - 1)),
        )  # fmt: skip
    if as_json:
        found = {"totalen": totals, "regels": [figures_of.as_row(line) for line in lines]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print(totals)


def _print(totals: dict[str, Any]) -> None:
    for name, value in totals.items():
        title = name.replace("_", " ").capitalize()
        if not isinstance(value, dict):
            click.echo(f"{title}: {value}")
            continue
        click.echo(f"{title}:{'' if value else ' geen'}")
        for part, number in value.items():
            click.echo(f"  {part:<34} {number}")
