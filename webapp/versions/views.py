import io
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from webapp import comparison
from webapp.clock import now, today
from webapp.kept import for_a_minute
from webapp.pages import settings, viewer
from webapp.processes import course, current_bundle, definition
from webapp.security import role_required
from webapp.store import bundles, queries
from webapp.store.bundles import Version
from webapp.store.queries.version_history import version_history
from webapp.store.unit_of_work import reading
from webapp.travelling import LARGEST_ZIP, ArrivalRefused, packed, unpacked

bp = Blueprint("versions", __name__)
OWNERS = ("Proceseigenaar", "Klachtencoördinator", "Leidinggevende")


@dataclass(frozen=True)
class Row:
    version: Version
    open_cases: int
    by: str

    @property
    def name(self) -> str:
        return version_name(self.version)


def version_name(version: Version) -> str:
    """Return what people call a version: its label, else the beginning of its hash."""
    return version.label or f"versie {version.hash[:12]}"


@bp.get("/werkwijze/versies")
@role_required(*OWNERS)
def index() -> ResponseReturnValue:
    counted = _open_cases()
    names = dict(queries.accounts())
    rows = [
        Row(version, counted.get(version.hash, 0), names.get(version.published_by, version.published_by))
        for version in _versions()
    ]
    history, more = version_history(limit=10)
    return render_template("versions/index.html", rows=rows, history=history, more_history=more)


@bp.get("/werkwijze/versies/vergelijken")
@role_required(*OWNERS)
def compare() -> ResponseReturnValue:
    """What changed between any two versions."""
    found = {version.hash: version for version in _versions()}
    chosen = [found.get(request.args.get(name, "")) for name in ("van", "naar")]
    old, new = chosen
    if old is None or new is None:
        abort(404)
    what = comparison.shown(definition(old.hash).bundle, definition(new.hash).bundle)
    return render_template(
        "versions/compare.html",
        **{"old": old, "new": new, "shown": what, "versions": list(found.values()), "name": version_name},
    )


@bp.get("/werkwijze/versies/<version>")
@role_required(*OWNERS)
def show(version: str) -> ResponseReturnValue:
    found, every = _version(version), _versions()
    titles = {name: drawn.title or name for name, drawn in course(found.hash).diagrams.items()}
    older = [one for one in every if one.published_at < found.published_at]
    return render_template(
        "versions/show.html",
        version=found,
        name=version_name,
        by=dict(queries.accounts()).get(found.published_by, found.published_by),
        previous=older[0] if older else None,
        open_cases=_open_cases().get(found.hash, 0),
        processes=sorted(titles.items(), key=lambda pair: pair[1].casefold()),
        files=len(definition(found.hash).bundle.files),
        history=version_history(found.hash, limit=20)[0],
    )


@bp.get("/werkwijze/versies/<version>/bundel.zip")
@role_required(*OWNERS)
def download(version: str) -> ResponseReturnValue:
    """The whole version as one zip, with a note on what it is and where it comes from."""
    found = _version(version)
    origin = settings().municipality_on(today()).naam
    data = packed(definition(found.hash).bundle, label=found.label, origin=origin, at=now())
    name = f"aantafel-{found.hash[:12]}.zip"
    return send_file(io.BytesIO(data), mimetype="application/zip", as_attachment=True, download_name=name)


@bp.post("/werkwijze/versies/bundel-bekijken")
@role_required(*OWNERS)
def arrive() -> ResponseReturnValue:
    """Show what is in a zip from elsewhere: the check, and what differs. Nothing is kept."""
    sent = request.files.get("bundel")
    if sent is None or not sent.filename:
        raise ArrivalRefused("Kies eerst een zip-bestand.")
    arrival = unpacked(sent.stream.read(LARGEST_ZIP + 1))
    what = comparison.shown(definition(current_bundle()).bundle, arrival.bundle)
    return render_template("versions/arrived.html", arrival=arrival, shown=what)


def _versions() -> list[Version]:
    with reading() as store:
        return bundles.versions(store.connection)


def _open_cases() -> dict[str, int]:
    """Return the number of open cases by version, a minute old at most, without those to stay away from."""
    barred = queries.barred_cases_by_version(viewer())
    counted = for_a_minute(queries.open_cases_by_version)
    return {version: number - barred.get(version, 0) for version, number in counted.items()}


def _version(wanted: str) -> Version:
    """Return the version with this hash; 404 when there is none."""
    found = next((version for version in _versions() if version.hash == wanted), None)
    return found or abort(404)
