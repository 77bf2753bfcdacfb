"""The one way XML from outside comes in: bounded, without DOCTYPE, entities or network."""

from lxml import etree

from engine.errors import UnreadableFile

MAX_BYTES = 2 * 1024 * 1024


def parse(data: bytes, filename: str) -> etree._Element:
    """Return the root element of `data`.

    Raises UnreadableFile when the file is too large, is no XML, or has a DOCTYPE.
    Source lines stay available as `element.sourceline`.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(filename, 1, "Het bestand is groter dan 2 MB.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:4]:
        raise UnreadableFile(filename, 1, "Het bestand bevat een DOCTYPE of een onverwachte tekencodering.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 1) or 1
        raise UnreadableFile(filename, line, f"Dit is geen geldige XML: {error}") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise UnreadableFile(filename, 1, "Het bestand bevat een DOCTYPE.")
    return root
