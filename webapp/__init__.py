"""Flask, SQL and the clock around the engine."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Blueprint, Flask

    from webapp.config import Settings

LARGEST_REQUEST = 64 * 1024 * 1024  # bytes: a few large files at once; each has a limit of its own


def create_app(settings: "Settings") -> "Flask":
    """Return the application for these settings. Starts no clock and touches no table."""
    # Imported here, so that `aantafel term` does not wait for Flask.
    from sqlalchemy.engine import make_url
    from werkzeug.middleware.proxy_fix import ProxyFix

    from webapp import chips, clock, errors, security, wording
    from webapp.addresses import AddressedFlask
    from webapp.store.db import db, engine_options, prepare
    from webapp.templating import KeptTemplates

    app = AddressedFlask(__name__)
    app.jinja_options = {**app.jinja_options, "bytecode_cache": KeptTemplates(settings.data)}
    app.config |= {
        "AANTAFEL": settings,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(make_url(settings.database_url).get_backend_name()),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
    }
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    security.init_app(app)
    errors.init_app(app)
    wording.register(app)
    chips.register(app)
    for blueprint in _features():
        app.register_blueprint(blueprint)

    @app.context_processor
    def of_every_page() -> dict[str, Any]:
        municipality = settings.municipality_on(clock.today())
        return {
            "municipality": municipality.naam,
            "department": municipality.afdeling,
            "house_style": municipality.huisstijl,
            "demo": settings.demo,
            "today": clock.today(),
        }

    return app


def _features() -> Iterator["Blueprint"]:
    """A feature is a package with `views.py` that has a blueprint `bp`: the name is the registration."""
    for views in sorted(Path(__file__).parent.glob("*/views.py")):
        yield importlib.import_module(f"{__name__}.{views.parent.name}.views").bp
