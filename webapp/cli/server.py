"""Commands that run or examine an installation: demo, serve, worker, doctor."""

import json as jsonlib
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask

from engine import Bundle
from webapp import clock, create_app, publishing
from webapp.config import ConfigError, Settings
from webapp.jobs.tick import confirm_clock
from webapp.memory import keep_what_stands
from webapp.paths import bundle_root
from webapp.store import bundles, migrate, post
from webapp.store.db import db
from webapp.store.unit_of_work import reading, unit_of_work

THREADS = 8
BY = "beheer"  # who does what is done from the command line

_data = click.option(
    "--data", type=click.Path(file_okay=False), help="Map met de gegevens (standaard: data)."
)
_host = click.option("--host", default="127.0.0.1", show_default=True, help="Adres om op te luisteren.")
_port = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))


@click.command()
@_data
@_host
@_port
def demo(data: str | None, host: str, port: int) -> None:
    """Start een demonstratie met verzonnen klachten; alles in één proces."""
    _must_be_free(host, port)
    app = application(data=data, demo=True, base_url=f"http://{_name_of(host)}:{port}")
    with app.app_context():
        confirm_clock(clock.now())  # a demo that was off for weeks may just go on
    _seed(app)
    _introduce(app)
    _serve(app, host, port)


@click.command()
@_data
@_host
@_port
@click.option("--no-clock", is_flag=True, help="Geen wekkers en post in dit proces; draai `aantafel worker`.")
def serve(data: str | None, host: str, port: int, no_clock: bool) -> None:
    """Start de webserver, met de klok in hetzelfde proces."""
    _must_be_free(host, port)
    app = application(data=data)
    click.echo(f"Aan Tafel luistert op http://{_name_of(host)}:{port}")
    _serve(app, host, port, with_clock=not no_clock)


@click.command()
@_data
@click.option("--confirm-clock", "confirm", is_flag=True, help="De datum klopt; wat klaarstaat mag weg.")
@click.option("--resend", is_flag=True, help="Bied post die was opgegeven nog een keer aan.")
@click.option("--once", is_flag=True, help="Eén ronde en dan stoppen.")
def worker(data: str | None, confirm: bool, resend: bool, once: bool) -> None:
    """Laat wekkers afgaan en verstuur post, los van de webserver."""
    from webapp.jobs import clock as heartbeat

    app = application(data=data)
    if confirm:
        with app.app_context():
            confirm_clock(clock.now())
    if resend:
        with app.app_context(), unit_of_work() as store:
            revived = post.revive(store.connection, clock.now())
        click.echo(f"Berichten die nog een keer worden aangeboden: {revived}.")
    if once:
        _one_round(app)
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    click.echo("De klok loopt. Stop met Ctrl-C.")
    heartbeat.run(app, stop)


@click.command()
@_data
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
def doctor(data: str | None, as_json: bool) -> None:
    """Controleer elke zaak: is de geschiedenis heel en klopt de stand ermee?"""
    from webapp.doctor import examine

    app = application(data=data, publish=False)
    cases, complaints = 0, []
    with app.app_context(), progress_bar("Zaken controleren", not as_json) as step:
        for number, found in examine(app.config["AANTAFEL"], at=clock.now()):
            cases += bool(number)
            complaints += found
            step(cases, None)
    if as_json:
        found_list = [{"zaak": one.number, "melding": one.text} for one in complaints]
        click.echo(jsonlib.dumps({"zaken": cases, "meldingen": found_list}, ensure_ascii=False, indent=2))
    else:
        for one in complaints:
            click.echo(f"{one.number or 'Installatie'}: {one.text}")
        click.echo(f"{cases} zaken gecontroleerd, {len(complaints)} meldingen.")
    sys.exit(1 if complaints else 0)


def _one_round(app: Flask) -> None:
    from webapp.jobs import clock as heartbeat

    woken, delivered = heartbeat.beat(app)
    heartbeat.work_long(app)
    click.echo(f"{woken.fired} zaken gewekt, {woken.failed} mislukt; {delivered.sent} berichten verzonden.")
    if woken.held:
        raise click.ClickException(woken.held)


# -- shared ---------------------------------------------------------------------------------------


def application(*, publish: bool = True, **overrides: Any) -> Flask:
    """Return the application on an up-to-date database, with a version to start cases with."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        app = create_app(Settings.from_environment(**given))
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    with app.app_context():
        migrate.upgrade(db.engine)
        if publish and not _is_published():
            publishing.publish(Bundle.read(bundle_root()), label="meegeleverd", by=BY, at=clock.now())
    return app


def _is_published() -> bool:
    with reading() as store:
        try:
            bundles.current(store.connection)
        except bundles.NothingPublished:
            return False
    return True


def _seed(app: Flask) -> None:
    from webapp.demo import CASES, is_seeded, seed

    with app.app_context():
        if is_seeded():
            click.echo("De gegevens van de vorige keer staan er nog.")
            return
    with progress_bar(f"{CASES} verzonnen klachten afspelen") as step:
        seed(app, step)


def _introduce(app: Flask) -> None:
    from webapp.store import users

    click.echo(f"\nAan Tafel draait op {app.config['AANTAFEL'].base_url}")
    click.echo("Inloggen gaat met één klik. Alle mensen zijn verzonnen:")
    with app.app_context():
        for one in users.everyone():
            click.echo(f"  {one.name:<20} {', '.join(one.roles)}")
    click.echo("Stop met Ctrl-C; de gegevens blijven bewaard.")


def _serve(app: Flask, host: str, port: int, *, with_clock: bool = True) -> None:
    from waitress.server import create_server

    from webapp.jobs import clock as heartbeat

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(app, host=host, port=port, threads=THREADS, ident=None)
    scheduler = heartbeat.start(app) if with_clock else None
    signal.signal(signal.SIGTERM, _leave)
    keep_what_stands()
    try:
        server.run()
    finally:
        if scheduler is not None:
            scheduler.shutdown(wait=True)
        server.close()


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _must_be_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Poort {port} op {host} is niet vrij. Kies een andere: --port {port + 1}."
            ) from error


def _name_of(host: str) -> str:
    return "localhost" if host in ("0.0.0.0", "::") else host


@contextmanager
def progress_bar(title: str, shown: bool = True) -> Iterator[Callable[[int, int | None], None]]:
    """Yield a function (done, total) that moves a progress bar; in a log file it stays quiet."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not (shown and console.is_terminal)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
