"""A real browser on a real server with the sample cases, on a clock that stands at an ordinary Tuesday."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests import demo
from tests.conftest import SECRET
from tests.programs import chromium
from tests.shared import made_once
from webapp import create_app
from webapp.clock import set_clock
from webapp.store.db import db

expect.set_options(timeout=20_000)  # milliseconds; a busy machine is slow, not wrong
TUESDAY = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    # One site, and pages that trust each other: a process for each page, and one to spare, only cost time.
    few = [
        "--disable-site-isolation-trials",
        "--in-process-gpu",
        "--process-per-site",
        "--renderer-process-limit=1",
    ]
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet, *few]
    return {**browser_type_launch_args, "executable_path": str(chromium()), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with the sample cases of the demo; all browser tests share it."""

    def fill(folder: Path) -> None:
        demo.fill(demo.sqlite_settings(folder, SECRET), lambda: TUESDAY)

    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(made_once(tmp_path_factory, "tuesday", fill), folder, dirs_exist_ok=True)
    app = create_app(demo.sqlite_settings(folder, SECRET))
    set_clock(app, lambda: TUESDAY)
    return app


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine; yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def base_url(site: Flask) -> Iterator[str]:
    with serving(site) as address:
        yield address


@pytest.fixture
def page(page: Page) -> Page:
    return attentive(page)


def attentive(page: Page) -> Page:
    """Return the page, which from now on remembers what went wrong on it, in `page.problems`."""
    page.set_default_timeout(10_000)
    page.problems = []
    page.on(
        "console", lambda message: message.type in ("error", "warning") and page.problems.append(message.text)
    )
    page.on("pageerror", lambda error: page.problems.append(f"script: {error}"))
    return page


@pytest.fixture(scope="session")
def cookies_of(browser: Browser, base_url: str) -> Callable[[str], list[dict[str, str]]]:
    """Return a function that signs in by clicking on a name, once, and gives the cookies."""

    @cache
    def signed_in(name: str) -> list[dict[str, str]]:
        context = browser.new_context(base_url=base_url)
        page = context.new_page()
        page.goto("/inloggen")
        page.get_by_role("button", name=name).click()
        page.wait_for_url("**/vandaag")
        cookies = context.cookies()
        context.close()
        return cookies

    return signed_in


@pytest.fixture(scope="module")
def looker(
    browser: Browser, base_url: str, browser_context_args, cookies_of
) -> Iterator[Callable[..., Page]]:
    """Return a function that gives the page of somebody who only looks around; all looks share it."""
    contexts = []

    @cache
    def page_of(name: str = "") -> Page:
        contexts.append(browser.new_context(**{**browser_context_args, "base_url": base_url}))
        if name:
            contexts[-1].add_cookies(cookies_of(name))
        return attentive(contexts[-1].new_page())

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(page: Page, cookies_of) -> Callable[[str], Page]:
    """Return a function that opens the task list as the colleague with this name."""

    def by_name(name: str, path: str = "/taken") -> Page:
        page.context.add_cookies(cookies_of(name))
        page.goto(path)
        return page

    return by_name


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with its colleagues and the shipped procedure, and no cases."""
    settings = demo.sqlite_settings(tmp_path_factory.mktemp("studio"), SECRET)
    demo.fill(settings, lambda: TUESDAY, cases=False)
    app = create_app(settings)
    set_clock(app, lambda: TUESDAY)
    return app


@pytest.fixture(scope="session")
def colleague(studio: Flask, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Return a function that gives the page of the colleague with this name, who signs in once."""
    contexts = []
    with serving(studio) as address:

        @cache
        def page_of(name: str) -> Page:
            size = {"width": 1600, "height": 1000}
            contexts.append(browser.new_context(base_url=address, locale="nl-NL", viewport=size))
            page = contexts[-1].new_page()
            page.set_default_timeout(10_000)
            page.goto("/inloggen")
            page.get_by_role("button", name=name).click()
            page.wait_for_url("**/vandaag")
            return page

        yield page_of
        for context in contexts:
            context.close()


@pytest.fixture(scope="session")
def eva(colleague: Callable[[str], Page]) -> Page:
    """The page of Eva, who answers for the procedure; all tests of the studio share it."""
    return colleague("Eva")
