"""`aantafel bench`: how fast, as ratios within one run."""

import json
from typing import Any

import click

from webapp import bench as measure


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
@click.option("--quick", is_flag=True, help="Kleiner en korter: tot tienduizend open taken.")
@click.option("--database-url", help="Een lege database om op te meten. Zonder: een tijdelijk SQLite-bestand.")
def bench(as_json: bool, quick: bool, database_url: str | None) -> None:
    """Meet snelheid als verhouding tot kaal SpiffWorkflow, en of die afhangt van de hoeveelheid werk."""
    sizes = measure.SIZES[:-1] if quick else measure.SIZES
    result = measure.run(
        sizes=sizes, cases=10 if quick else 40, url=database_url, say=lambda line: click.echo(line, err=True)
    )
    click.echo(json.dumps(result, indent=2) if as_json else "\n".join(_report(result)))


def _report(r: dict[str, Any]) -> list[str]:
    lines = [
        f"Database {r['database']}, {r['cases']} zaken van {r['tasks_per_case']} taken; tijden zijn p50 in ms",
        "",
        f"{'':28}{'kaal':>8}{'wij':>8}{'p95':>8}{'maal':>7}",
        f"{'zaak starten':28}{r['raw_start_p50']:8.2f}{r['start_p50']:8.2f}{r['start_p95']:8.2f}{r['ratio_start']:7.1f}",
        f"{'taak afronden':28}{r['raw_complete_p50']:8.2f}{r['complete_p50']:8.2f}{r['complete_p95']:8.2f}"
        f"{r['ratio_complete']:7.1f}",
        "",
        f"SQL-opdrachten per stap {r['sql_per_step']:.1f}, hoogste {r['sql_per_completion_max']}",
        f"Bytes per afgeronde zaak {r['bytes_per_finished_case']:.0f}",
        f"Duizend wekkers tegelijk: {r['tick_1000_due']['seconds']:.1f} s "
        f"({r['tick_1000_due']['per_second']:.0f} per seconde, {r['tick_1000_due']['failed']} mislukt)",
        "",
        f"{'open taken':>12}{'lijst':>9}{'p95':>9}{'tellers':>9}{'lege tik':>9}",
    ]
    for row in r["sizes"]:
        lines.append(
            f"{row['open_tasks']:>12}{row['list_p50']:9.2f}{row['list_p95']:9.2f}{row['counts_p50']:9.2f}"
            f"{row['idle_tick_p50']:9.2f}"
        )
    first, last = r["sizes"][0], r["sizes"][-1]
    lines += ["", f"Grootste tegen kleinste: lijst {last['list_p50'] / first['list_p50']:.2f} maal, "
                  f"lege tik {last['idle_tick_p50'] / first['idle_tick_p50']:.2f} maal"]  # fmt: skip
    return lines
