"""Explanations in forms: Markdown of process owners to HTML that is safe on any page."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_CLASSES = {
    "p": "utrecht-paragraph",
    "a": "utrecht-link",
    "ul": "utrecht-unordered-list",
    "ol": "utrecht-ordered-list",
}
_ALLOWED = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "br",
    "hr",
    "blockquote",
}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "backticks"])


@lru_cache(maxsize=256)
def markdown(text: str, top: int) -> Markup:
    """Return the explanation in a form as safe HTML; a `#` becomes heading level `top`."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(int(token.tag[1]) + top - 1, 6)}"
            token.attrSet("class", f"utrecht-heading-{token.tag[1]}")
        for inline in [token, *(token.children or [])]:
            if inline.nesting == 1 and inline.tag in _CLASSES:
                inline.attrSet("class", _CLASSES[inline.tag])
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    attributes = {tag: {"class"} for tag in _ALLOWED} | {"a": {"class", "href"}}
    return Markup(
        nh3.clean(html, tags=_ALLOWED, attributes=attributes, url_schemes={"https", "mailto", "tel"})
    )
