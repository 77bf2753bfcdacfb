"""By what we recognise a resident who came to us before: e-mail address, telephone, or name and postcode.

Pure rules. Who gave none of these, such as somebody who stays anonymous, is never recognised.
"""

import re
from collections.abc import Iterable

from webapp.involvement import Party, plain

RESIDENT = "resident"
_LEAST_DIGITS = 9  # a subscriber number without the zero; shorter is an extension or a typing error


def keys_of(parties: Iterable[Party]) -> frozenset[str]:
    """Return the keys of the resident among these parties; the same person gives at least one same key."""
    return frozenset(
        key
        for party in parties
        if party.role == RESIDENT
        for key in person_keys(party.name, party.email, party.phone, party.postcode)
    )


def person_keys(name: str, email: str, phone: str, postcode: str) -> list[str]:
    """Return the keys of one person, normalised."""
    keys = []
    if address := email.strip().casefold():
        keys.append(f"e:{address}"[:200])
    digits = re.sub(r"\D", "", phone)
    subscriber = re.sub(r"^(0031|31(?=\d{9}$)|0)", "", digits).removeprefix("0")
    if len(subscriber) >= _LEAST_DIGITS:
        keys.append(f"t:{subscriber}"[:200])
    called = re.sub(r"\W+", " ", plain(name).casefold()).strip()
    place = re.sub(r"\W+", "", postcode).upper()
    if called and place:
        keys.append(f"n:{called}|{place}"[:200])
    return keys
