"""Versions of the procedure and what they mean for running cases: publish, calendar."""

import json as jsonlib
from collections.abc import Sequence
from pathlib import Path

import click

from engine import Bundle, EngineError, Finding, TermBook
from webapp import clock, publishing
from webapp.cli.bundle import count, read_bundle
from webapp.cli.server import BY, application
from webapp.decrees import Followed
from webapp.store import bundles
from webapp.store.bundles import Version
from webapp.store.unit_of_work import reading
from webapp.wording import long_day

_place = click.argument(
    "place", metavar="[DIR]", required=False, type=click.Path(exists=True, path_type=Path)
)
_data = click.option(
    "--data", type=click.Path(file_okay=False), help="Map met de gegevens (standaard: data)."
)
_json = click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")


@click.command()
@_place
@_data
@click.option("--label", default="", help="Naam van deze versie.")
@click.option("--by", default=BY, show_default=True, help="Wie publiceert.")
@click.option("--override-by", metavar="NAAM", help="Account van wie besluit dat het toch mag.")
@click.option("--reason", default="", metavar="TEKST", help="Waarom het toch mag.")
@click.option("--list", "as_list", is_flag=True, help="Toon alle versies en publiceer niets.")
@_json
def publish(
    place: Path | None,
    data: str | None,
    label: str,
    by: str,
    override_by: str | None,
    reason: str,
    as_list: bool,
    as_json: bool,
) -> None:
    """Maak de processen in DIR de versie waarmee nieuwe zaken beginnen.

    Wat tegen de wet is, gaat niet door. Een proceseigenaar of beslisser die niet zelf publiceert, kan met
    --override-by en --reason besluiten dat het toch mag; dat blijft bij de versie staan.
    """
    if (place is None) is not as_list:
        raise click.UsageError("Noem een map met processen, of gebruik --list.")
    app = application(data=data, publish=False)
    with app.app_context():
        if place is None:
            _list_versions(as_json)
            return
        decision = publishing.Decision(override_by, reason) if override_by else None
        bundle = read_bundle(place)
        _publish(bundle, label, by, decision, as_json)


def _publish(
    bundle: Bundle, label: str, by: str, decision: publishing.Decision | None, as_json: bool
) -> None:
    try:
        new, findings = publishing.publish(bundle, label=label, by=by, at=clock.now(), decision=decision)
    except publishing.NotPublished as error:
        if as_json:
            _echo_json({"versie": bundle.hash, "gepubliceerd": False, "bevindingen": _told(error.findings)})
        for finding in error.findings:
            click.echo(f"{finding.where}: {finding.message} {finding.remedy}", err=True)
        raise click.ClickException(str(error)) from error
    except EngineError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        _echo_json(
            {"versie": bundle.hash, "gepubliceerd": True, "nieuw": new, "bevindingen": _told(findings)}
        )
        return
    click.echo(f"Versie {bundle.hash[:12]} is {'gepubliceerd' if new else 'al bekend en nu de geldende'}.")
    if findings and decision:
        told = count(len(findings), "bevinding", "bevindingen")
        click.echo(f"Op besluit van {decision.by}, met {told} tegen de wet: {decision.reason}")


def _told(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [{"code": one.code, "waar": one.where, "tekst": one.message} for one in findings]


def _echo_json(told: object) -> None:
    click.echo(jsonlib.dumps(told, ensure_ascii=False, indent=2))


def _list_versions(as_json: bool) -> None:
    with reading() as store:
        found = bundles.versions(store.connection)
    if as_json:
        _echo_json([
            {
                "versie": one.hash, "naam": one.label, "door": one.published_by,
                "op": one.published_at.isoformat(), "geldt_nu": one.current,
                "toch_gepubliceerd_door": one.override_by or None,
            }
            for one in found
        ])  # fmt: skip
        return
    for version in found:
        click.echo("\n".join(_lines(version)))
    if not found:
        click.echo("Er is nog geen versie gepubliceerd.")


def _lines(version: Version) -> list[str]:
    day = long_day(version.published_at)
    head = f"{version.hash[:12]}  {day:<18} {version.published_by:<12} {version.label}"
    lines = [head.rstrip() + (" (geldt nu)" if version.current else "")]
    if version.override_by:
        lines.append(f"    Toch gepubliceerd op besluit van {version.override_by}: {version.override_reason}")
        lines += [f"    {finding}" for finding in version.override_findings.splitlines()]
    return lines


@click.command()
@_place
@_data
@click.option("--apply", is_flag=True, help="Laat de zaken het besluit volgen.")
@click.option("--letter", is_flag=True, help="Schrijf inwoners hun nieuwe uiterste datum.")
@click.option("--json", "as_json", is_flag=True, help="Uitvoer als JSON.")
def calendar(place: Path | None, data: str | None, apply: bool, letter: bool, as_json: bool) -> None:
    """Vergelijk lopende zaken met de gelijkgestelde dagen van nu.

    Gebruikt kalender.toml van de geldende versie, of die in DIR. Toont welke termijnen op een andere dag
    eindigen. Met --apply gaan die zaken met het nieuwe besluit rekenen; de reden komt in het verloop.
    """
    from webapp.decrees import follow
    from webapp.processes import current_bundle, definition

    app = application(data=data)
    with app.app_context():
        newer = _terms_in(place) if place else definition(current_bundle()).terms
        found = list(follow(newer, by=BY, at=clock.now(), apply=apply, letter=letter))
    if as_json:
        click.echo(jsonlib.dumps(_as_json(found, apply), ensure_ascii=False, indent=2))
    else:
        _tell(found, apply)


def _terms_in(place: Path) -> TermBook:
    bundle = read_bundle(place)
    try:
        return TermBook.from_toml(
            bundle.text("processes/termijnen.toml"), bundle.text("processes/kalender.toml")
        )
    except EngineError as error:
        raise click.UsageError(str(error)) from error


def _tell(found: Sequence[Followed], applied: bool) -> None:
    for case in found:
        for term in case.moved:
            before, after = (long_day(day) or "geen datum" for day in (term.before, term.after))
            click.echo(f"{case.number}  {term.title}: {before} → {after}")
    if not found:
        click.echo("Alle lopende zaken rekenen al met deze besluiten.")
        return
    decrees = ", ".join(dict.fromkeys(name for case in found for name in case.decrees))
    moved = sum(bool(case.moved) for case in found)
    click.echo(f"Besluit: {decrees}. Zaken: {len(found)}; in {moved} daarvan verschuift een termijn.")
    if applied:
        letters = sum(case.letter for case in found)
        click.echo(f"Toegepast. Brieven: {letters}.")
    else:
        click.echo("Er is niets gewijzigd. Toepassen: aantafel calendar --apply")


def _as_json(found: Sequence[Followed], applied: bool) -> dict[str, object]:
    def day(value: object) -> str | None:
        return str(value) if value else None

    return {
        "toegepast": applied,
        "zaken": [
            {
                "zaak": case.number,
                "besluiten": list(case.decrees),
                "termijnen": [
                    {"titel": term.title, "van": day(term.before), "naar": day(term.after)}
                    for term in case.moved
                ],
                "brief": case.letter,
            }
            for case in found
        ],
    }
