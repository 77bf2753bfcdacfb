"""`aantafel bench`: how fast, as ratios within one run."""

import json
from typing import Any

import click

from webapp import bench as measure


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
@click.option("--quick", is_flag=True, help="Kleiner en korter: tot tienduizend open taken.")
@click.option(
    "--database-url", help="Een lege database om op te meten (anders een tijdelijk SQLite-bestand)."
)
def bench(as_json: bool, quick: bool, database_url: str | None) -> None:
    """Meet snelheid als verhouding tot kaal SpiffWorkflow, en of die afhangt van de hoeveelheid werk."""
    sizes = measure.SIZES[:-1] if quick else measure.SIZES
    result = measure.run(
        sizes=sizes, cases=10 if quick else 40, url=database_url, say=lambda line: click.echo(line, err=True)
    )
    click.echo(json.dumps(result, indent=2) if as_json else "\n".join(_report(result)))


def _report(result: dict[str, Any]) -> list[str]:
    due, first, last = result["tick_1000_due"], result["sizes"][0], result["sizes"][-1]
    return [
        f"{result['database']}: {result['cases']} zaken van {result['tasks_per_case']} taken, tijden in ms",
        "",
        _row("", "kaal p50", "p50", "p95", "maal"),
        *(_row(label, *_ratio(result, key)) for label, key in STEPS.items()),
        "",
        f"SQL-opdrachten per afgeronde taak: {result['sql_per_completion']:.1f}, "
        f"hoogste {result['sql_per_completion_max']}",
        f"Bytes per afgeronde zaak: {result['bytes_per_finished_case']:.0f}",
        f"{due['fired']} wekkers tegelijk: {due['seconds']:.1f} s ({due['per_second']:.0f} per seconde), "
        f"{due['failed']} mislukt",
        "",
        _row("open taken", "lijst p50", "lijst p95", "tellers", "lege tik"),
        *(
            _row(str(row["open_tasks"]), *(f"{row[key]:.2f}" for key in SIZE_COLUMNS))
            for row in result["sizes"]
        ),
        _row("grootste : kleinste", *(f"{last[key] / first[key]:.2f}" for key in SIZE_COLUMNS)),
    ]


STEPS = {"zaak starten": "start", "taak afronden": "complete"}
SIZE_COLUMNS = ("list_p50", "list_p95", "counts_p50", "idle_tick_p50")


def _ratio(result: dict[str, Any], key: str) -> tuple[str, ...]:
    names = (f"raw_{key}_p50", f"{key}_p50", f"{key}_p95", f"ratio_{key}")
    return tuple(f"{result[name]:.2f}" for name in names)


def _row(label: str, *cells: str) -> str:
    return f"{label:20}" + "".join(f"{cell:>11}" for cell in cells)
