from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.clock import now
from webapp.pages import shared
from webapp.security import check_password, demo_user, demo_users, public, sign_in, sign_out, signed_in

bp = Blueprint("accounts", __name__)
bp.app_context_processor(shared)


@bp.get("/inloggen")
@public
def login() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(_target(request.args.get("naar")))
    return _login_page()


@bp.post("/inloggen")
@public
def password_login() -> ResponseReturnValue:
    username = request.form.get("gebruiker", "").strip()
    attempt = check_password(username, request.form.get("wachtwoord", ""), at=now())
    if attempt.account is None:
        return _login_page(attempt.problem, username), 422
    sign_in(attempt.account)
    return _onwards()


@bp.post("/inloggen/demo")
@public
def demo_login() -> ResponseReturnValue:
    account = demo_user(request.form.get("gebruiker", ""))
    if account is None:
        abort(404)
    sign_in(account)
    return _onwards()


@bp.post("/uitloggen")
@signed_in
def logout() -> ResponseReturnValue:
    sign_out()
    return redirect(url_for("accounts.login"))


def _login_page(error: str = "", username: str = "") -> str:
    target = request.values.get("naar", "")
    return render_template(
        "accounts/login.html", demo_users=demo_users(), target=target, error=error, username=username
    )


def _onwards() -> Response:
    return redirect(_target(request.form.get("naar")))


def _target(wanted: str | None) -> str:
    """Return `wanted` when it is a page of ours; an address elsewhere would help phishers."""
    parts = urlsplit(wanted or "")
    local = wanted and not parts.scheme and not parts.netloc and wanted.startswith("/")
    safe = local and not wanted.startswith(("//", "/\\")) and "\\" not in wanted and wanted.isprintable()
    return wanted if safe else url_for("today.index")
