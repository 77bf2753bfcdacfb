"""Residents and colleagues who use the site as fast as it answers, and write down what it promised them.

A visitor whose connection breaks does not know whether the last step was taken: it sends the same
again, as a browser does, until it hears yes or "that was done already".
"""

import http.client
import itertools
import queue
import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
_NUMBER = re.compile(r'class="panel__number[^"]*">([^<]+)<')
_TASK = re.compile(r'href="/taken\?[^"]*taak=(\d+)')
BROKEN = (OSError, http.client.HTTPException)


class Leaving(Exception):
    """The test is over; this visitor goes home."""


@dataclass
class History:
    """What the site acknowledged. Every append is one atomic step, so threads may share it."""

    filed: deque[tuple[str, str]] = field(default_factory=deque)  # (story, token of the status page)
    numbers: deque[tuple[str, str]] = field(default_factory=deque)  # (story, case number)
    completed: deque[tuple[int, str]] = field(default_factory=deque)  # (task id, username)
    strange: deque[str] = field(default_factory=deque)  # answers that nobody should get
    doubts: deque[str] = field(default_factory=deque)  # requests that were cut off

    @property
    def steps(self) -> int:
        return len(self.filed) + len(self.completed)


@dataclass
class Site:
    """Where visitors go. `up` is set while the port is open; `closing` sends everybody home."""

    port: int
    history: History
    up: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)


class Visitor:
    """A browser without pictures: cookies, the CSRF token, and patience while the site is down."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.cookies: dict[str, str] = {}
        self.csrf = ""
        self._connection: http.client.HTTPConnection | None = None

    def send(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return (status, text, location) of one attempt. Raises one of BROKEN when it is cut off."""
        self._wait_until_up()
        connection = self._connection or http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
        self._connection = None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, urlencode({**form, "csrf_token": self.csrf}), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for morsel in SimpleCookie(answer.headers.get("Set-Cookie", "")).values():
            self.cookies[morsel.key] = morsel.value
        self._connection = connection
        return answer.status, text, answer.headers.get("Location", "")

    def insist(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str, bool]:
        """Send until there is an answer; the last value tells whether an attempt was cut off."""
        doubt = False
        while True:
            try:
                return (*self.send(path, form), doubt)
            except BROKEN:
                doubt = doubt or form is not None
                self.site.history.doubts.append(path)

    def read(self, path: str) -> str:
        """Return a page, and remember its CSRF token."""
        status, text, _, _ = self.insist(path)
        if status != 200:
            self.site.history.strange.append(f"GET {path}: {status}")
        if found := _CSRF.search(text):
            self.csrf = found[1]
        return text

    def _wait_until_up(self) -> None:
        while not self.site.up.wait(timeout=0.2):
            self._leave_when_over()
        self._leave_when_over()

    def _leave_when_over(self) -> None:
        if self.site.closing.is_set():
            raise Leaving


def residents(site: Site, who: str, numbers: Callable[[str], None]) -> None:
    """File one complaint after another; `numbers` is told each case number that the site gave."""
    visitor = Visitor(site)
    visitor.read("/klacht")
    for count in itertools.count(1):
        story = f"Klacht {who}-{count}: niemand belde mij terug over mijn aanvraag."
        form = {
            "_actie": "versturen",
            "_sleutel": f"{who}-{count}",
            "zaak.omschrijving": story,
            "zaak.onderwerp": "wmo",
            "inwoner.naam": "A. Jansen",
            "inwoner.straat": "Lindelaan 12",
            "inwoner.postcode": "1234 AB",
            "inwoner.plaats": "Vrijstad",
            "inwoner.digitaal": "ja",
            "inwoner.email": "a.jansen@post.example",
        }
        status, _, location, _ = visitor.insist("/klacht", form)
        if status != 302:
            site.history.strange.append(f"filing {story}: {status}")
            continue
        site.history.filed.append((story, location.rsplit("/", 1)[1]))
        if number := _NUMBER.search(visitor.read(location)):
            site.history.numbers.append((story, number[1]))
            numbers(number[1])
        else:
            site.history.strange.append(f"no number at {location}")


@dataclass
class Desk:
    """One kind of task: who does it, what the answers are, and to whom the case goes next."""

    username: str
    title: str
    answers: dict[str, str]
    inbox: "queue.Queue[str]" = field(default_factory=queue.Queue)
    onwards: Callable[[str], None] = lambda number: None


def colleague(site: Site, desk: Desk) -> None:
    """Sign in and complete the task of every case that arrives."""
    visitor = Visitor(site)
    visitor.read("/inloggen")
    visitor.insist("/inloggen/demo", {"gebruiker": desk.username})
    visitor.read("/taken")  # the CSRF token of the new session
    while True:
        number = _next(site, desk)
        page = visitor.read(f"/taken?weergave=team&zoek={number}")
        found = _TASK.search(page)
        if found is None or desk.title not in page:
            site.history.strange.append(f"{desk.username} finds no task '{desk.title}' of {number}")
            continue
        task_id = int(found[1])
        form = {"_actie": "afronden", **desk.answers}
        status, text, _, doubt = visitor.insist(f"/taken/{task_id}", form)
        if status == 302:
            site.history.completed.append((task_id, desk.username))
        elif status != 409 or not doubt:  # 409 after a doubt: the attempt that was cut off had counted
            said = " ".join(re.sub(r"<[^>]+>", " ", text[text.find("<main") :]).split())[:300]
            site.history.strange.append(f"completing {task_id} of {number}: {status} {said}")
            continue
        desk.onwards(number)


def _next(site: Site, desk: Desk) -> str:
    while True:
        try:
            return desk.inbox.get(timeout=0.1)
        except queue.Empty:
            if site.closing.is_set():
                raise Leaving from None
