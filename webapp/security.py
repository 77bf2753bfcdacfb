"""Who is this, and may they? Every route carries a rule; a route without one is refused.

    @bp.get("/taken")
    @role_required("Klachtbehandelaar", "Klachtencoördinator")
    def index(): ...

The decorators only mark; one check before each request decides, so a forgotten decorator closes a
page instead of opening it.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, Response, abort, current_app, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import CSRFProtect

from webapp.clock import today
from webapp.onepage import known
from webapp.store import queries, users
from webapp.store.queries import Viewer, Visitor
from webapp.store.unit_of_work import unit_of_work

View = TypeVar("View", bound=Callable[..., Any])
Rule = Literal["public", "signed_in"] | tuple[str, ...]

FREE_TRIES = 5
LONGEST_LOCK = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
_RULE = "access_rule"
_hasher = PasswordHasher()
csrf = CSRFProtect()


@dataclass(frozen=True)
class Account(UserMixin):
    """The person signed in. `stamp` changes with the password, which ends older sessions."""

    username: str
    name: str
    roles: tuple[str, ...]
    stamp: str

    def get_id(self) -> str:
        return f"{self.stamp}:{self.username}"

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.username, self.roles)

    def has_role(self, *roles: str) -> bool:
        return not set(roles).isdisjoint(self.roles)


# -- rules ----------------------------------------------------------------------------------------


def public(view: View) -> View:
    """Anyone may see this page."""
    return _marked(view, "public")


def signed_in(view: View) -> View:
    """Any colleague may see this page."""
    return _marked(view, "signed_in")


def role_required(*roles: str) -> Callable[[View], View]:
    """Colleagues with one of these roles may see this page."""
    if not roles:
        raise ValueError("name at least one role, or use @signed_in")
    return lambda view: _marked(view, roles)


def access_rule(app: Flask, endpoint: str) -> Rule | None:
    """Return the rule of an endpoint; files of the application itself are public."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return "public"
    return getattr(app.view_functions.get(endpoint), _RULE, None)


def routes_without_rule(app: Flask) -> list[str]:
    """Return every route that forgot its rule. For the test that keeps this list empty."""
    rules = app.url_map.iter_rules()
    return sorted(f"{rule} ({rule.endpoint})" for rule in rules if access_rule(app, rule.endpoint) is None)


def _marked(view: View, rule: Rule) -> View:
    setattr(view, _RULE, rule)
    return view


def _check_access() -> Response | None:
    if request.endpoint is None:
        return None  # no such page: Flask answers 404
    rule = access_rule(current_app, request.endpoint)
    if rule == "public":
        return None
    if not current_user.is_authenticated:
        if request.method != "GET" or request.headers.get("HX-Request"):
            abort(401)
        return redirect(url_for("accounts.login", naar=request.full_path.rstrip("?")))
    if rule is None or (rule != "signed_in" and not current_user.has_role(*rule)):
        abort(403)
    return None


# -- signing in -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignIn:
    """What came of an attempt: an account, or a Dutch sentence that says why not."""

    account: Account | None
    problem: str = ""


def check_password(username: str, password: str, *, at: datetime) -> SignIn:
    """Check a password, counting failures: after five each next one locks twice as long.

    Unknown names take the same time and give the same answer as wrong passwords.
    """
    row = users.find(username)
    if row is not None and row.locked_until is not None and row.locked_until > at:
        minutes = -(-(row.locked_until - at).total_seconds() // 60)
        return SignIn(None, f"Te veel pogingen. Probeer het over {minutes:.0f} minuten opnieuw.")
    good = _verifies(row.password_hash if row and row.password_hash else _DUMMY, password)
    if row is None or not row.password_hash or not row.active or not good:
        if row is not None:
            with unit_of_work() as store:
                users.record_failure(store.connection, username, _locked_until(row.failures + 1, at))
        return SignIn(None, "De gebruikersnaam of het wachtwoord klopt niet.")
    if row.failures:
        with unit_of_work() as store:
            users.record_success(store.connection, username)
    return SignIn(_account(row))


def demo_users() -> list[Account]:
    """Return who can be chosen by one click; nobody outside the demo."""
    if not current_app.config["AANTAFEL"].demo:
        return []
    return [_account(row) for row in users.everyone() if row.active and not row.password_hash]


def demo_user(username: str) -> Account | None:
    """Return the demo user of this name; None outside the demo and for real accounts."""
    return next((one for one in demo_users() if one.username == username), None)


def sign_in(account: Account) -> None:
    """Start a fresh session for this account; it ends after a while without a click."""
    session.clear()
    session.permanent = True
    login_user(account)


def sign_out() -> None:
    logout_user()


def hash_password(password: str) -> str:
    """Return the argon2 hash; raise ValueError with a Dutch sentence for a password that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"Kies een wachtwoord van minstens {SHORTEST_PASSWORD} tekens.")
    return _hasher.hash(password)


# The hash of nothing in particular: checking it makes unknown names cost as much time as known ones.
_DUMMY = "$argon2id$v=19$m=65536,t=3,p=4$1bLwUyl05DRF7UAaVho71A$114gAyWRNhJrbD6giLSKdFCGOTQozWyV1Em03SJNsIA"


def _verifies(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _locked_until(failures: int, at: datetime) -> datetime | None:
    if failures < FREE_TRIES:
        return None
    return at + min(LONGEST_LOCK, timedelta(seconds=30) * 2 ** min(failures - FREE_TRIES, 10))


def _account(row: users.UserRow | Visitor) -> Account:
    stamp = hashlib.sha256(row.password_hash.encode()).hexdigest()[:16]
    return Account(row.username, row.name, row.roles, stamp)


def _load_account(session_id: str) -> Account | None:
    stamp, _, username = session_id.partition(":")
    row = queries.visitor(username, today())
    if row is None or not row.active:
        return None
    account = _account(row)
    if not hmac.compare_digest(account.stamp, stamp):
        return None
    known(stands_in_for=row.stands_in_for, unread=row.unread, answers=row.answers)
    if row.bundle:
        known(bundle=row.bundle)
    return account


# -- wiring ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class QuietSessions(SecureCookieSessionInterface):
    """A page that asks for its counts every minute does not keep a session alive: nobody clicked."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        polling = request.method == "GET" and "X-Peiling" in request.headers and not session.modified
        return not polling and super().should_set_cookie(app, session)


def init_app(app: Flask) -> None:
    """Install sessions, CSRF, the access check and the response headers."""
    settings = app.config["AANTAFEL"]
    app.config |= {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-aantafel" if settings.https else "aantafel",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=settings.session_minutes),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a long form is no offence
        "WTF_CSRF_SSL_STRICT": settings.https,
    }
    app.session_interface = QuietSessions()
    csrf.init_app(app)
    manager = LoginManager(app)
    manager.session_protection = None  # binds to the IP address, which changes on the road
    manager.user_loader(_load_account)
    app.before_request(_check_access)
    app.after_request(_harden)


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if current_app.config["AANTAFEL"].https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"  # pages show personal data
    return response
