"""People who use the site as people do: they read, click and type. Nothing here calls the engine."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.test_pages import assert_no_barriers
from tests.conftest import TurnableClock
from webapp.jobs.clock import beat

Answer = str | date | bool | tuple[str, ...]
Answers = Mapping[str, Answer]


@dataclass
class Person:
    """Somebody with a browser window of their own. `scripted` False: JavaScript is switched off."""

    page: Page
    scripted: bool = True
    looked_at: set[str] = field(default_factory=set)  # kinds of page, shared by everybody
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("console", self._note)

    def _note(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.problems.append(f"{said.text} {said.location.get('url', '')}")

    def opens(self, path: str) -> None:
        self.page.goto(path)
        self.looks()

    def clicks(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()
        self.looks()

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        self.looks()

    def reads(self, *texts: str) -> None:
        """Fail unless all of this can be read on the page."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def looks(self) -> None:
        """Wait until the page is ready; each kind of page must be free of barriers once."""
        if not self.scripted:
            return  # the same HTML; axe itself is a script
        self.page.wait_for_selector("html[data-ready=true]")
        self.page.wait_for_selector(".htmx-request", state="detached")
        kind = re.sub(r"[A-Za-z0-9_-]{20,}|\d+", "*", f"{urlsplit(self.page.url).path} {self.page.title()}")
        if kind not in self.looked_at:
            self.looked_at.add(kind)
            assert_no_barriers(self.page)

    def answers(self, answers: Answers) -> None:
        """Fill in a form: each question by its words, each choice by its words."""
        for question, answer in answers.items():
            self._answer(re.compile(rf"^\s*{re.escape(question)}"), answer)

    def _answer(self, question: re.Pattern[str], answer: Answer) -> None:
        if not self.scripted and not self._asked(question).count():
            self.presses("Vragen bijwerken")  # the server shows what follows from the answers so far
        # Found by its words once; every next look for those words would go through the whole page again.
        asked = self.page.locator(f"[id='{self._asked(question).first.get_attribute('id')}']")
        if isinstance(answer, date):
            for box, value in zip(
                ("Dag", "Maand", "Jaar"), (answer.day, answer.month, answer.year), strict=True
            ):
                asked.get_by_label(box).fill(str(value))
        elif isinstance(answer, bool):
            asked.set_checked(answer)
        elif isinstance(answer, tuple):
            for choice in answer:
                asked.get_by_label(choice, exact=True).check()
        elif asked.get_attribute("role") == "radiogroup":
            asked.get_by_label(answer, exact=True).check()
        elif asked.evaluate("field => field.tagName") == "SELECT":
            asked.select_option(label=answer)
        else:
            asked.fill(answer)

    def _asked(self, question: re.Pattern[str]) -> Locator:
        roles = ("radiogroup", "group", "textbox", "combobox", "checkbox")
        found = [self.page.locator("main").get_by_role(role, name=question) for role in roles]
        first, *others = found
        for other in others:
            first = first.or_(other)
        return first

    # -- at the office ----------------------------------------------------------------------------

    def takes_up(self, task: str) -> None:
        """Go to one's list and choose the task by its title."""
        self.opens("/taken")
        self.page.locator(".task a", has_text=task).first.click()
        expect(self.page.locator("#detail h2").first).to_have_text(task)
        self.looks()

    def finishes(self, task: str, answers: Answers) -> None:
        self.takes_up(task)
        self.answers(answers)
        self.presses("Taak afronden")
        expect(self.page.locator("#detail")).to_contain_text(f"“{task}” is afgerond")

    def sees_no_task(self, task: str) -> None:
        self.opens("/taken")
        expect(self.page.locator(".task a", has_text=task)).to_have_count(0)


@dataclass
class Office:
    """A municipality without cases yet, with the demo's colleagues and a clock to turn."""

    app: Flask
    clock: TurnableClock
    address: str
    browser: Browser
    scripted: bool = True
    looked_at: set[str] = field(default_factory=set)
    contexts: list[BrowserContext] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Return somebody with a browser of their own; the same person each time."""
        if name not in self.people:
            context = self.browser.new_context(
                base_url=self.address, locale="nl-NL", java_script_enabled=self.scripted
            )
            self.contexts.append(context)
            self.people[name] = Person(context.new_page(), self.scripted, self.looked_at)
        return self.people[name]

    def resident(self) -> Person:
        return self.person("de inwoner")

    def colleague(self, name: str) -> Person:
        """Return a colleague, signed in by one click."""
        known = name in self.people
        someone = self.person(name)
        if not known:
            someone.opens("/inloggen")
            someone.page.get_by_role("button", name=name).click()
            someone.page.wait_for_url("**/vandaag")
        return someone

    def later(self, days: int = 0) -> None:
        """Let days pass, or else the time in which a task can be undone; then the post leaves."""
        for _ in range(max(days, 1)):
            self.clock.turn(days=1) if days else self.clock.turn(seconds=10)
            beat(self.app)

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def problems(self) -> list[str]:
        return [f"{name}: {text}" for name, one in self.people.items() for text in one.problems]
