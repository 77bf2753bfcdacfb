"""Look at a page as a reader does: headings, links, words."""

import re

from lxml import etree, html
from werkzeug.test import TestResponse


def page(answer: TestResponse) -> html.HtmlElement:
    return html.fromstring(answer.get_data(as_text=True))


def words(element: etree._Element) -> str:
    return " ".join(element.text_content().split())


def said(answer: TestResponse) -> str:
    """All that can be read in the main part of a page."""
    root = page(answer)
    main = root.find(".//main")
    return words(root if main is None else main)


def headings(answer: TestResponse) -> list[str]:
    return [words(heading) for heading in page(answer).iter("h1")]


def links(answer: TestResponse, pattern: str) -> list[str]:
    found = [link.get("href") for link in page(answer).iter("a")]
    return [href for href in dict.fromkeys(found) if href and re.search(pattern, href)]


def task_id(answer: TestResponse) -> int:
    """The task that the pane shows."""
    form = page(answer).get_element_by_id("taakformulier")
    return int(form.get("action").split("?")[0].rsplit("/", 1)[1])
