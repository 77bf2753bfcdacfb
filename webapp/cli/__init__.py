"""The `aantafel` command. Verbs are English, messages to users Dutch.

Each verb lives in its own module and is imported only when used, so that
`aantafel term` does not wait for Flask.
"""

import importlib

import click

COMMANDS = {
    "bench": "webapp.cli.bench:bench",
    "calendar": "webapp.cli.versions:calendar",
    "check": "webapp.cli.bundle:check",
    "demo": "webapp.cli.server:demo",
    "diff": "webapp.cli.travel:diff",
    "dmn": "webapp.cli.language:dmn",
    "doctor": "webapp.cli.server:doctor",
    "dry-run": "webapp.cli.migration:dry_run",
    "export": "webapp.cli.travel:export_",
    "feel": "webapp.cli.language:feel",
    "import": "webapp.cli.travel:import_",
    "migrate": "webapp.cli.migration:migrate",
    "play": "webapp.cli.play:play",
    "publish": "webapp.cli.versions:publish",
    "register": "webapp.cli.register:register",
    "retention": "webapp.cli.retention:retention",
    "serve": "webapp.cli.server:serve",
    "tck": "webapp.cli.language:tck",
    "term": "webapp.cli.law:term",
    "user": "webapp.cli.users:user",
    "worker": "webapp.cli.server:worker",
}


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        target = COMMANDS.get(name)
        if target is None:
            return None
        module, attribute = target.split(":")
        return getattr(importlib.import_module(module), attribute)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aantafel")
def main() -> None:
    """Klachtbehandeling als proces dat mensen kunnen lezen en veranderen."""
