"""Accounts from the command line: add, list, passwd, roles."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Connection

from webapp import clock
from webapp.cli.server import application
from webapp.security import hash_password
from webapp.store import bundles, users
from webapp.store.unit_of_work import reading, unit_of_work

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")
_data = click.option(
    "--data", type=click.Path(file_okay=False), help="Map met de gegevens (standaard: data)."
)
_password = click.password_option("--password", prompt="Wachtwoord", help="Weglaten: er wordt om gevraagd.")
_roles = click.argument("roles", nargs=-1, metavar="ROL...")


@click.group()
@_data
@click.pass_context
def user(context: click.Context, data: str | None) -> None:
    """Beheer accounts en rollen."""
    context.with_resource(application(data=data).app_context())


@user.command("list")
def list_users() -> None:
    """Toon alle accounts."""
    for one in users.everyone():
        state = "" if one.active else " (gesloten)"
        click.echo(f"{one.username:<20} {one.name:<30} {', '.join(one.roles)}{state}")


@user.command()
@click.argument("username")
@click.argument("name")
@_roles
@click.option("--email", default="")
@_password
def add(username: str, name: str, roles: tuple[str, ...], email: str, password: str) -> None:
    """Voeg een account toe: USERNAME "Naam" ROL..."""
    if not _USERNAME.fullmatch(username):
        raise click.BadParameter("Gebruik kleine letters, cijfers, punt, streepje: jan.jansen.")
    _check_roles(roles)
    password_hash = _hashed(password)
    with _changes() as connection:
        users.add(connection, username, name, roles, at=clock.now(), password_hash=password_hash, email=email)
    click.echo(f"{username} is toegevoegd.")


@user.command()
@click.argument("username")
@_password
def passwd(username: str, password: str) -> None:
    """Geef een account een nieuw wachtwoord; open sessies eindigen."""
    password_hash = _hashed(password)
    with _changes() as connection:
        users.set_password_hash(connection, username, password_hash)
    click.echo(f"Het wachtwoord van {username} is gewijzigd.")


@user.command("roles")
@click.argument("username")
@_roles
def set_roles(username: str, roles: tuple[str, ...]) -> None:
    """Vervang de rollen van een account door ROL..."""
    _check_roles(roles)
    if users.find(username) is None:
        raise click.ClickException(str(users.UnknownUser.__doc__))
    with _changes() as connection:
        users.set_roles(connection, username, roles)
    click.echo(f"{username} heeft nu: {', '.join(roles) or 'geen rollen'}.")


@user.command()
@click.argument("username")
def close(username: str) -> None:
    """Sluit een account; wie ingelogd is, ligt eruit."""
    with _changes() as connection:
        users.set_active(connection, username, False)
    click.echo(f"{username} is gesloten.")


@contextmanager
def _changes() -> Iterator[Connection]:
    try:
        with unit_of_work() as store:
            yield store.connection
    except (users.DuplicateUser, users.UnknownUser) as error:
        raise click.ClickException(str(type(error).__doc__)) from error


def _hashed(password: str) -> str:
    try:
        return hash_password(password)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _check_roles(roles: tuple[str, ...]) -> None:
    """A misspelt role would give an account that sees nothing, without anyone noticing."""
    with reading() as store:
        files = store.bundle_files(bundles.current(store.connection))
    listed = tomllib.loads(files["processes/rollen.toml"].decode())["rol"].values()
    known = [role["naam"] for role in listed]
    for role in roles:
        if role not in known:
            raise click.ClickException(f"De rol '{role}' bestaat niet. Kies uit: {', '.join(known)}.")
