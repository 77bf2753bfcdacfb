"""Signing in, access rules and the headers that keep browsers honest."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy.exc import OperationalError

from tests.builders import MONDAY
from tests.cast import samira
from webapp import security
from webapp.security import access_rule, check_password, demo_user, hash_password, routes_without_rule
from webapp.store import users
from webapp.store.unit_of_work import unit_of_work

PASSWORD = "een lang wachtwoord"


@pytest.fixture(autouse=True)
def light_hashes(monkeypatch):
    """Hashes that cost little; that the real ones cost much is the library's business."""
    monkeypatch.setattr(security, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def account(app):
    with app.app_context(), unit_of_work() as store:
        users.add(
            store.connection, "jan", "Jan de Boer", ("Beslisser",), at=MONDAY,
            password_hash=hash_password(PASSWORD),
        )  # fmt: skip


def test_every_route_has_an_access_rule(app):
    assert routes_without_rule(app) == []


def test_a_route_without_a_rule_is_refused_to_everyone(app, colleagues):
    app.add_url_rule("/vergeten", "vergeten", lambda: "geheim")
    assert routes_without_rule(app) == ["/vergeten (vergeten)"]
    client = app.test_client()
    assert client.get("/vergeten").status_code == 302
    client.post("/inloggen/demo", data={"gebruiker": samira.username})
    assert client.get("/vergeten").status_code == 403


def test_a_page_for_a_role_is_closed_to_others(app, colleagues):
    view = security.role_required("Beslisser")(lambda: "besluit")
    app.add_url_rule("/besluit", "besluit", view)
    client = app.test_client()
    client.post("/inloggen/demo", data={"gebruiker": samira.username})
    assert client.get("/besluit").status_code == 403
    client.post("/uitloggen")
    client.post("/inloggen/demo", data={"gebruiker": "ruben"})
    assert client.get("/besluit").text == "besluit"
    assert access_rule(app, "besluit") == ("Beslisser",)


def test_whoever_is_not_signed_in_is_led_to_the_login_and_back(client):
    answer = client.get("/taken?weergave=team")
    assert answer.status_code == 302
    assert answer.location == "/inloggen?naar=/taken?weergave%3Dteam"
    assert client.post("/taken/1").status_code == 401


def test_a_good_password_opens_and_a_bad_one_tells_nothing(account, in_app):
    assert check_password("jan", PASSWORD, at=MONDAY).account.name == "Jan de Boer"
    wrong = check_password("jan", "iets anders", at=MONDAY)
    unknown = check_password("niemand", PASSWORD, at=MONDAY)
    assert wrong.account is unknown.account is None
    assert wrong.problem == unknown.problem


def test_after_five_wrong_passwords_even_the_right_one_must_wait(account, in_app):
    for _ in range(5):
        check_password("jan", "mis", at=MONDAY)
    assert "Te veel pogingen" in check_password("jan", PASSWORD, at=MONDAY).problem
    assert check_password("jan", PASSWORD, at=MONDAY + timedelta(minutes=1)).account is not None
    assert users.find("jan").failures == 0


def test_each_further_failure_locks_twice_as_long_up_to_a_quarter(account, in_app):
    now, waits = MONDAY, []
    for _ in range(12):
        check_password("jan", "mis", at=now)
        until = users.find("jan").locked_until
        if until:
            waits.append((until - now).total_seconds() / 60)
            now = until
    assert waits == [0.5, 1, 2, 4, 8, 15, 15, 15]


def test_a_closed_account_cannot_come_in(account, in_app):
    with unit_of_work() as store:
        users.set_active(store.connection, "jan", False)
    assert check_password("jan", PASSWORD, at=MONDAY).account is None


def test_a_demo_user_has_no_password_that_works(colleagues, in_app):
    assert check_password(samira.username, "", at=MONDAY).account is None


def test_outside_the_demo_nobody_comes_in_by_one_click(app, colleagues):
    object.__setattr__(app.config["AANTAFEL"], "demo", False)
    with app.app_context():
        assert demo_user(samira.username) is None
    answer = app.test_client().post("/inloggen/demo", data={"gebruiker": samira.username})
    assert answer.status_code == 404


def test_an_account_with_a_password_is_never_a_demo_user(account, in_app):
    assert demo_user("jan") is None


def test_a_new_password_ends_sessions_that_were_open(app, account):
    client = app.test_client()
    client.post("/inloggen", data={"gebruiker": "jan", "wachtwoord": PASSWORD})
    assert client.get("/taken").status_code == 200
    with app.app_context(), unit_of_work() as store:
        users.set_password_hash(store.connection, "jan", hash_password("een ander wachtwoord"))
    assert client.get("/taken").status_code == 302


def test_a_short_password_is_refused():
    with pytest.raises(ValueError, match="minstens 12 tekens"):
        hash_password("kort")


def test_a_post_without_its_token_is_refused(app, colleagues):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/inloggen/demo", data={"gebruiker": samira.username})
    assert answer.status_code == 400
    assert "Laad hem opnieuw" in answer.text


@pytest.mark.parametrize("address", ["/", "/inloggen", "/bestaat/niet"])
def test_every_page_carries_the_strict_headers(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_errors_are_dutch_pages(client):
    answer = client.get("/bestaat/niet")
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.text


def test_an_unexpected_error_is_a_dutch_page_without_details(app):
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken():
        raise RuntimeError("wachtwoord=geheim")

    app.add_url_rule("/stuk", "stuk", security.public(broken))
    answer = app.test_client().get("/stuk")
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text
    assert "geheim" not in answer.text


def test_an_error_page_comes_even_when_the_database_is_gone(app, monkeypatch):
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("select 1", {}, Exception("weg"))

    monkeypatch.setattr("webapp.errors.render_template", gone)
    answer = app.test_client().get("/bestaat-niet")
    assert answer.status_code == 404
    assert "bestaat niet" in answer.text
