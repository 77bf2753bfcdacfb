"""`aantafel term`: a term and why it ends on that day."""

import json
import tomllib
from datetime import date
from pathlib import Path

import click

from engine import Calendar, Term, TermError, compute_term, format_date_nl
from webapp.paths import bundle_root

KALENDER = "processes/kalender.toml"


class Day(click.ParamType):
    """A day on the command line, written as 2026-03-24."""

    name = "JJJJ-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(
                f"'{value}' is geen bestaande datum. Schrijf jaar-maand-dag, zoals 2026-03-24.", param, ctx
            )


@click.command()
@click.argument("key")
@click.option(
    "--received", type=Day(), required=True, help="Begin: dag van ontvangst, bericht of bekendmaking."
)
@click.option(
    "--regime", default="9.1.2", show_default=True, help="9.2 mondeling, 9.1.2 klaagschrift, 9.1.3 advies."
)
@click.option(
    "--adjourn-weeks", type=int, default=0, help="Verdaging in weken, samen ten hoogste 4 (9:11 lid 2)."
)
@click.option(
    "--consent-until", type=Day(), help="Schriftelijke instemming tot en met deze dag (9:11 lid 3)."
)
@click.option(
    "--adjournment-base",
    type=click.Choice(["unextended", "extended"]),
    default="unextended",
    show_default=True,
    help="Verdaging telt vanaf het onverlengde of het verlengde einde.",
)
@click.option("--unanswered", is_flag=True, help="Bij awb.9:24: tel vanaf de dag dat de termijn verstreek.")
@click.option("--calendar", type=click.Path(path_type=Path, dir_okay=False), help="Ander kalender.toml.")
@click.option("--explain", is_flag=True, help="Laat de stappen zien.")
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
def term(
    key: str, received: date, calendar: Path | None, explain: bool, as_json: bool, **options: object
) -> None:
    """Bereken de uiterste dag van termijn KEY.

    KEY is awb.9:11, awb.9:8.3, awb.9:8.1b, awb.9:24, awb.9:24.b, awb.6:7, awb.2:3, werkdagen:N, dagen:N,
    weken:N, maanden:N of datum.
    """
    try:
        computed = compute_term(key, received, _calendar(calendar or bundle_root() / KALENDER), **options)
    except TermError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(_as_json(computed), ensure_ascii=False, indent=2))
    else:
        _print(computed, explain)


def _calendar(path: Path) -> Calendar:
    try:
        return Calendar.from_mapping(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"De kalender {path} kan niet worden gelezen: {error}") from error
    except TermError as error:
        raise click.UsageError(f"De kalender {path} klopt niet: {error}") from error


def _as_json(term: Term) -> dict[str, object]:
    return {
        "key": term.key,
        "title": term.title,
        "kind": term.kind,
        "start": term.start.isoformat(),
        "nominal_end": term.nominal_end and term.nominal_end.isoformat(),
        "last_day": term.last_day and term.last_day.isoformat(),
        "steps": term.steps,
        "basis": term.basis,
        "warnings": term.warnings,
    }


def _print(term: Term, explain: bool) -> None:
    if term.last_day is None:
        click.echo(f"{term.title}: geen wettelijke termijn ({term.basis})")
    else:
        click.echo(f"{term.title}: uiterlijk {format_date_nl(term.last_day)} ({term.basis})")
    if explain:
        for number, step in enumerate(term.steps, 1):
            click.echo(f"  {number}. {step}")
    for warning in term.warnings:
        click.echo(f"  Let op: {warning}")
