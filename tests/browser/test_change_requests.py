"""A process owner carries out the changes that municipalities ask for, alone, by clicking and typing."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from engine import Bundle
from tests.browser.change_requests import REQUESTS, Request, without_hearing
from tests.browser.studio_hands import begin
from tests.played import shipped
from webapp.drafts import bundle_of, findings_of, open_draft

pytestmark = pytest.mark.browser


@pytest.fixture
def problems(eva: Page) -> Iterator[list[str]]:
    """What the page complains of while a test runs."""
    found: list[str] = []

    def console(message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            found.append(getattr(message, "text", ""))

    def crash(error: object) -> None:
        found.append(f"script: {error}")

    eva.on("console", console)
    eva.on("pageerror", crash)
    yield found
    eva.remove_listener("console", console)
    eva.remove_listener("pageerror", crash)


def files_of(studio: Flask, draft: int) -> Bundle:
    with studio.app_context():
        return bundle_of(open_draft(draft))


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.title)
def test_the_owner_makes_this_change_alone(
    studio: Flask, eva: Page, problems: list[str], request_: Request
) -> None:
    assert request_.holds(shipped()), "the story must not come out before the change"
    draft = begin(eva, request_.title)
    request_.change(eva, draft)
    changed = files_of(studio, draft)
    assert [finding.message for finding in findings_of(changed)] == []
    assert request_.holds(changed) == ""
    assert problems == []


def test_leaving_out_the_hearing_is_refused_with_the_article_and_the_path(eva: Page) -> None:
    draft = begin(eva, "Niet meer horen")
    without_hearing(eva, draft)
    eva.goto(f"/werkwijze/ontwerp/{draft}/controle")
    told = eva.get_by_role("listitem").filter(has_text="Awb artikel 9:10").first
    expect(told).to_contain_text("Pad: ")
    expect(told).to_contain_text("→")
    expect(told).to_contain_text("Fout")
