"""`aantafel bench`: how fast, as ratios within one run."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from webapp import bench as measure
from webapp.bench import pages


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
@click.option("--quick", is_flag=True, help="Kleiner en korter: tot tienduizend open taken.")
@click.option("--pages", "with_pages", is_flag=True, help="Meet elke pagina, met heel veel open zaken.")
@click.option("--cases", type=click.IntRange(min=50), help="Hoeveel open zaken, bij --pages.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path),
    help="Map om bij --pages te vullen en te bewaren; de volgende keer is zij al vol.",
)  # fmt: skip
@click.option(
    "--database-url",
    "--database",
    help="Een lege database om op te meten (anders een tijdelijk SQLite-bestand).",
)
@click.pass_context
def bench(
    ctx: click.Context, as_json: bool, quick: bool, with_pages: bool, cases: int | None, data: Path | None,
    database_url: str | None,
) -> None:  # fmt: skip
    """Meet snelheid als verhouding tot kaal SpiffWorkflow, en of die afhangt van de hoeveelheid werk.

    Met --pages: hoe lang de server doet over elke pagina met honderdduizend open zaken, en hoeveel hij de
    database vraagt. Uitgang 1 als een pagina te traag is of meer vraagt naarmate er meer zaken zijn.
    """

    def say(line: str) -> None:
        click.echo(line, err=True)

    if with_pages:
        count = cases or (pages.CASES // 10 if quick else pages.CASES)
        with _folder(data) as folder:
            result = pages.run(folder, url=database_url, cases=count, say=say)
        click.echo(json.dumps(result, indent=2, ensure_ascii=False) if as_json else "\n".join(_table(result)))
        ctx.exit(0 if result["ok"] else 1)
    sizes = measure.SIZES[:-1] if quick else measure.SIZES
    result = measure.run(sizes=sizes, cases=10 if quick else 40, url=database_url, say=say)
    click.echo(json.dumps(result, indent=2) if as_json else "\n".join(_report(result)))


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        data.mkdir(parents=True, exist_ok=True)
        yield data
        return
    with tempfile.TemporaryDirectory() as temporary:
        yield Path(temporary)


def _table(result: dict[str, Any]) -> Iterator[str]:
    found, open_cases = result["pages"], f"{result['cases']:,}".replace(",", ".")
    yield f"{result['database']}: {open_cases} open zaken, tijden in ms"
    yield ""
    wide = max(len(line["page"]) for line in found)
    yield f"{'pagina':{wide}}  {'wie':14}{'p50':>8}{'p95':>8}{'reken':>8}{'sql':>6}{'weinig':>8}{'zelfde':>8}"
    for line in found:
        few = "-" if line["sql_small"] is None else line["sql_small"]
        times = "".join(f"{line[key]:>8.1f}" for key in ("p50", "p95", "cpu"))
        told = f"  ! {'; '.join(line['faults'])}" if line["faults"] else ""
        yield f"{line['page']:{wide}}  {line['who']:14}{times}{line['sql']:>6}{few:>8}{line['same']:>8}{told}"
    yield ""
    yield from (f"Niet gemeten: {route} ({why})" for route, why in result["missed"].items())
    faulty = sum(bool(line["faults"]) for line in found)
    yield f"{len(found)} soorten pagina's, {faulty} niet goed."


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
