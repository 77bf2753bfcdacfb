"""Reading DMN files of any version: elements are known by their local name."""

from collections.abc import Iterator

from lxml import etree

Node = etree._Element


def local(node: Node) -> str:
    """Return the tag without its namespace."""
    return str(etree.QName(node).localname)


def children(node: Node, *names: str) -> Iterator[Node]:
    """Yield the child elements with one of these local names, in file order."""
    for child in node:
        if isinstance(child.tag, str) and local(child) in names:
            yield child


def child(node: Node, *names: str) -> Node | None:
    return next(children(node, *names), None)


def text_of(node: Node | None) -> str:
    """Return the `<text>` inside an element, or "" when there is none."""
    if node is None:
        return ""
    text = child(node, "text")
    return (text.text or "").strip() if text is not None else ""


def line_of(node: Node) -> int:
    return int(node.sourceline or 0)


def attribute(node: Node | None, name: str) -> str:
    return str(node.get(name) or "") if node is not None else ""


def type_ref(node: Node | None) -> str:
    """Return the type of a variable or expression: an attribute, or an element in DMN 1.1."""
    if node is None:
        return ""
    inner = child(node, "typeRef")
    return (
        attribute(node, "typeRef") or (inner.text or "").strip()
        if inner is not None
        else attribute(node, "typeRef")
    )


def target(node: Node) -> str:
    """Return the id a reference points to."""
    return attribute(node, "href").partition("#")[2]
