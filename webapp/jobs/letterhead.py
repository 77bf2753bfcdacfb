"""The municipality on paper: its logo, its colour, its addresses."""

import re
from base64 import b64encode
from html import escape

from webapp.config import ConfigError, Municipality


def colour(municipality: Municipality) -> str:
    """Return the colour of the letterhead; ConfigError when it is none, for it lands in a style sheet."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", municipality.kleur):
        raise ConfigError(f"'{municipality.kleur}' is geen kleur. Schrijf bij 'kleur' iets als #0f6674.")
    return municipality.kleur


def logo(municipality: Municipality) -> str:
    """Return the logo as a data address: the first letter of the place in a square."""
    initial = escape(municipality.plaats[:1].upper())
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">'
        f'<rect width="36" height="36" rx="8" fill="{colour(municipality)}"/>'
        '<text x="18" y="26.5" text-anchor="middle" font-family="\'Source Sans 3\', sans-serif"'
        f' font-weight="700" font-size="25" fill="#fff">{initial}</text></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def footer(municipality: Municipality) -> str:
    """Return the line at the foot of every page."""
    return f"{municipality.naam}, {municipality.postadres} · {municipality.website}"


def is_own_address(municipality: Municipality, address: str) -> bool:
    """Return whether a letter to this mail or postal address would land at the municipality itself."""
    if "@" in address:
        own = municipality.email.rpartition("@")[2].casefold()
        found = address.strip().rpartition("@")[2].strip("<> ").casefold()
        return bool(own) and (found == own or found.endswith("." + own))
    squeezed = _squeezed(address)
    own_addresses = filter(None, (municipality.bezoekadres, municipality.postadres))
    return any(squeezed.endswith(_squeezed(own)) for own in own_addresses)


def _squeezed(address: str) -> str:
    return "".join(character for character in address.casefold() if character.isalnum())
