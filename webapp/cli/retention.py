"""`aantafel retention`: which cases need not be kept any longer, and destroying an approved list of them."""

import json
from datetime import date
from pathlib import Path

import click

from engine import EngineError
from webapp import clock, destruction
from webapp.cli.law import Day
from webapp.cli.server import application
from webapp.store import users

_data = click.option(
    "--data", type=click.Path(file_okay=False), help="Map met de gegevens (standaard: data)."
)


@click.group(invoke_without_command=True)
@click.option("--due", type=Day(), help="Alles waarvan de bewaartermijn op deze dag voorbij is.")
@_data
@click.option("--json", "as_json", is_flag=True, help="De lijst als bestand voor `retention destroy`.")
@click.pass_context
def retention(context: click.Context, due: date | None, data: str | None, as_json: bool) -> None:
    """Toon welke gesloten zaken vernietigd mogen worden, met het kenmerk van de lijst."""
    if context.invoked_subcommand is not None:
        return
    if due is None:
        raise click.UsageError("Noem de dag: --due 2031-01-01.")
    with application(data=data, publish=False).app_context():
        found = destruction.listing(due)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for one in found["zaken"]:
        click.echo(f"{one['zaak']:<14} {one['proces']:<20} {one['resultaat']:<7} na {one['vernietigen_na']}")
    click.echo(f"{len(found['zaken'])} zaken. Kenmerk: {found['kenmerk']}")


@retention.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--case", "number", required=True, help="De zaak waarin deze lijst is goedgekeurd.")
@click.option("--by", required=True, help="Uw gebruikersnaam.")
@click.option(
    "--declaration", type=click.Path(dir_okay=False, path_type=Path), help="Waar de verklaring komt."
)
@click.option("--yes", is_flag=True, help="Niet meer vragen.")
@_data
def destroy(file: Path, number: str, by: str, declaration: Path | None, yes: bool, data: str | None) -> None:
    """Vernietig de zaken op de goedgekeurde lijst FILE. Dit is niet terug te draaien."""
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise click.ClickException(f"{file} is geen vernietigingslijst: {error}") from error
    target = declaration or file.with_name(f"verklaring-{number}.md")
    app = application(data=data, publish=False)
    with app.app_context():
        if users.find(by) is None:
            raise click.ClickException(str(users.UnknownUser.__doc__))
        if not yes:
            click.confirm("Wat weg is, komt niet terug. Doorgaan?", abort=True)
        custodian = app.config["AANTAFEL"].municipality_on(clock.today()).naam
        try:
            done = destruction.destroy(listed, case_number=number, by=by, at=clock.now())
        except EngineError as error:
            raise click.ClickException(str(error)) from error
        text = destruction.declaration(done, custodian)
    target.write_text(text, encoding="utf-8")
    click.echo(f"{len(done.cases)} dossiers vernietigd. De verklaring staat in {target}.")
