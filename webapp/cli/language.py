"""`aantafel feel`, `aantafel dmn` and `aantafel tck`: the expression language and decision tables by hand."""

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, NoReturn

import click

from engine import (
    AMSTERDAM,
    DmnError,
    FeelError,
    UnreadableFile,
    parse_decisions,
    parse_expression,
    run_tck,
    to_json,
)


def _functions() -> dict[str, Callable[..., Any]]:
    moment = datetime.now(AMSTERDAM)
    return {"now": lambda: moment, "today": moment.date}


def _object(text: str, option: str) -> dict[str, Any]:
    """Return the JSON object in an option; numbers keep their decimals, dates stay texts."""
    try:
        value = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{option} is geen geldige JSON: {error}") from error
    if not isinstance(value, dict):
        raise click.UsageError(f"{option} moet een JSON-object zijn, zoals '{{\"ernst\": 3}}'.")
    return value


def _keys(value: Any) -> set[str]:
    """Return every name in the context, so that names with spaces or operators are recognised."""
    names, todo = set[str](), [value]
    while todo:
        part = todo.pop()
        if isinstance(part, dict):
            names.update(part)
            todo.extend(part.values())
        elif isinstance(part, list):
            todo.extend(part)
    return names


def _show(value: Any, as_json: bool) -> None:
    plain = to_json(value)
    text = plain if isinstance(plain, str) and not as_json else json.dumps(plain, ensure_ascii=False)
    click.echo(text)


def _fail(error: FeelError | DmnError, as_json: bool) -> NoReturn:
    """Report a faulty expression or decision and end with exit status 1."""
    if as_json:
        place = {name: getattr(error, name) for name in ("line", "column", "element") if hasattr(error, name)}
        click.echo(
            json.dumps({"error": {"code": error.code, "message": error.message, **place}}, ensure_ascii=False)
        )
    click.echo(str(error), err=True)
    raise click.exceptions.Exit(1)


@click.command()
@click.argument("expression", metavar="EXPR")
@click.option("--context", default="{}", metavar="JSON", help="De namen in de uitdrukking, als JSON-object.")
@click.option("--json", "as_json", is_flag=True, help="Uitkomst als JSON.")
def feel(expression: str, context: str, as_json: bool) -> None:
    """Bereken de FEEL-uitdrukking EXPR. Uitgang 1: de uitdrukking deugt niet."""
    names = _object(context, "--context")
    try:
        compiled = parse_expression(expression, names=_keys(names))
        _show(compiled.evaluate(names, _functions()), as_json)
    except FeelError as error:
        _fail(error, as_json)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--decision", required=True, metavar="NAAM_OF_ID", help="De beslissing die genomen moet worden."
)
@click.option("--input", "inputs", default="{}", metavar="JSON", help="De invoer, als JSON-object.")
@click.option("--json", "as_json", is_flag=True, help="Uitkomst als JSON.")
def dmn(file: Path, decision: str, inputs: str, as_json: bool) -> None:
    """Neem een beslissing uit het DMN-bestand FILE. Uitgang 1: het bestand of de invoer deugt niet."""
    values = _object(inputs, "--input")
    try:
        model = parse_decisions(file.read_bytes(), file.name)
        _show(model.evaluate(decision, values, _functions()), as_json)
    except (DmnError, FeelError) as error:
        _fail(error, as_json)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-v", "--verbose", is_flag=True, help="Toon ook wat er mis is bij elk geval dat faalt.")
def tck(folder: Path, verbose: bool) -> None:
    """Speel de proeven van de DMN Technology Compatibility Kit in DIR af. Uitgang 1: er falen gevallen."""
    passed = failed = 0
    try:
        for name, results in groupby(
            run_tck(folder, datetime.now(AMSTERDAM)), key=lambda result: result.folder
        ):
            outcomes = list(results)
            faults = [result for result in outcomes if not result.passed]
            passed, failed = passed + len(outcomes) - len(faults), failed + len(faults)
            click.echo(f"{name}: {len(outcomes) - len(faults)} passed, {len(faults)} failed")
            for fault in faults if verbose else []:
                click.echo(f"    {fault.case} {fault.node}: {fault.detail}")
    except UnreadableFile as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{passed} passed, {failed} failed")
    if not passed + failed:
        raise click.UsageError(f"In {folder} staan geen proeven van de DMN TCK.")
    raise click.exceptions.Exit(1 if failed else 0)
