"""Markdown of a rendered letter as safe HTML and as plain text."""

import textwrap
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

WIDTH = 72  # columns of plain text, so that a reply with "> " still fits in 80
_TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "h6", "strong", "em", "a", "ul", "ol", "li", "blockquote", "hr",
    "code", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"style"}, "td": {"style"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_TOP_HEADING = 2  # the subject is the h1 of a letter


def _text_rule(_renderer: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    """Show a line break inside a value (`&#10;`, see writing.py) as a line break."""
    return escapeHtml(tokens[index].content).replace("\n", "<br>\n")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # `breaks`: a new line in the file is a new line in the letter, as its writer expects of a signature.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
    parser.add_render_rule("text", _text_rule)
    return parser


def _lowered(tokens: list[Token]) -> list[Token]:
    """Shift headings so that the highest becomes an h2; PDF/UA wants no gap below the subject."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = _TOP_HEADING - min(levels, default=_TOP_HEADING)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    return tokens


@lru_cache(maxsize=256)  # a letter is previewed, sent, shown and printed
def markdown_to_html(markdown: str) -> str:
    """Return sanitised HTML: headings from h2 down, no images, no scripts, links to web, mail and phone."""
    parser = _parser()
    html = parser.renderer.render(_lowered(parser.parse(markdown)), parser.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        filter_style_properties={"text-align"},
    )


def markdown_to_text(markdown: str, width: int = WIDTH) -> str:
    """Return plain text for a mail reader: wrapped at `width`, links written out, lists kept."""
    tree = SyntaxTreeNode(_parser().parse(markdown))
    return "\n\n".join(_blocks(tree, width)) + "\n"


def _wrapped(text: str, width: int) -> str:
    lines = (
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )
    return "\n".join(lines)


def _blocks(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    for child in node.children:
        match child.type:
            case "heading":
                title = _wrapped(_inline(child), width)
                yield f"{title}\n{'-' * max(map(len, title.split(chr(10))))}"
            case "paragraph":
                yield _wrapped(_inline(child), width)
            case "bullet_list" | "ordered_list":
                yield _list(child, width)
            case "blockquote":
                quoted = "\n\n".join(_blocks(child, width - 2))
                yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
            case "hr":
                yield "-" * width
            case "table":
                yield "\n".join(_rows(child))
            case "fence" | "code_block":
                yield child.content.rstrip("\n")


def _list(node: SyntaxTreeNode, width: int) -> str:
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    items = []
    for offset, item in enumerate(node.children):
        mark = f"{number + offset}. " if node.type == "ordered_list" else "- "
        body = "\n".join(_blocks(item, width - len(mark)))
        items.append(mark + body.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(items)


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    for part in table.children:
        for row in part.children:
            yield " | ".join(_inline(cell) for cell in row.children)


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_word(child) for child in node.children)


def _word(node: Any) -> str:
    match node.type:
        case "text" | "code_inline":
            return str(node.content)
        case "softbreak" | "hardbreak":
            return "\n"
        case "link":
            label, address = _inline(node), str(node.attrs["href"])
            bare = address.removeprefix("mailto:").removeprefix("tel:")
            return label if label in (address, bare) else f"{label} ({bare})"
    return _inline(node)
