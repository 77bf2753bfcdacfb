"""XPath regular expressions (the ones FEEL prescribes) in Python's notation."""

import re

_CLASSES = {
    "L": r"[^\W\d_]", "Lu": "[A-Z\u00c0-\u00d6\u00d8-\u00de]", "Ll": "[a-z\u00df-\u00f6\u00f8-\u00ff]",
    "N": r"\d", "Nd": r"\d", "Z": r"\s", "Zs": r"[ \u00a0]", "IsBasicLatin": r"[\x00-\x7f]",
}  # fmt: skip
_ESCAPES = {"i": "[A-Za-z_:]", "c": r"[-.\w:]"}
_KNOWN_ESCAPES = set("nrtdDsSwW\\|.?*+(){}[]^$-")
_PROPERTY = re.compile(r"\\p\{(\w+)\}")


def translate(pattern: str, *, spaced: bool, dot_all: bool, multi_line: bool) -> str | None:
    """Return the pattern for Python's `re`, None when XPath does not allow it.

    `spaced`: flag x, white space outside character classes means nothing. `dot_all`: flag s.
    `multi_line`: flag m.
    """
    reader = _Reader(pattern, spaced, dot_all, multi_line)
    return "".join(reader.parts) if reader.read() else None


class _Reader:
    def __init__(self, pattern: str, spaced: bool, dot_all: bool, multi_line: bool) -> None:
        self.pattern, self.spaced, self.dot_all, self.multi_line = pattern, spaced, dot_all, multi_line
        self.position = 0
        self.parts: list[str] = []
        self.closed_groups = 0
        self.open_groups: list[bool] = []

    def read(self) -> bool:
        while self.position < len(self.pattern):
            if not self._step(self.pattern[self.position]):
                return False
        return not self.open_groups

    def _step(self, character: str) -> bool:
        if character == "\\":
            return self._escape()
        if character == "[":
            return self._class()
        if character == "(":
            return self._open_group()
        self.position += 1
        if character == ")":
            if not self.open_groups:
                return False
            self.closed_groups += self.open_groups.pop()
        if character == "." and not self.dot_all:
            self.parts.append(r"[^\n\r]")
        elif character == "$":
            self.parts.append(r"\Z" if not self.multi_line else "$")
        elif not (self.spaced and character.isspace()):
            self.parts.append(character)
        return True

    def _open_group(self) -> bool:
        capturing = not self.pattern.startswith("(?", self.position)
        text = "(" if capturing else "(?:"
        if not self.pattern.startswith(text, self.position):
            return False
        self.position += len(text)
        self.open_groups.append(capturing)
        self.parts.append(text)
        return True

    def _escape(self) -> bool:
        rest = self.pattern[self.position + 1 :]
        if self.spaced:
            stripped = rest.lstrip()
            self.position += len(rest) - len(stripped)
            rest = stripped
        if not rest:
            return False
        letter = rest[0]
        if letter in "pP":
            return self._property()
        self.position += 2
        if letter.isdigit():
            if not 0 < int(letter) <= self.closed_groups:
                return False
            self.parts.append(rf"(?:\{letter})")
            return True
        if letter in _ESCAPES:
            self.parts.append(_ESCAPES[letter])
            return True
        self.parts.append("\\" + letter)
        return letter in _KNOWN_ESCAPES

    def _property(self) -> bool:
        rest = self.pattern[self.position :]
        end = rest.find("}")
        text = rest[: end + 1]
        found = _PROPERTY.fullmatch("".join(text.split()) if self.spaced else text)
        if end < 0 or not found or found[1] not in _CLASSES:
            return False
        self.position += end + 1
        self.parts.append(_CLASSES[found[1]])
        return True

    def _class(self) -> bool:
        """Read `[a-z]`, and `[a-z-[aeiou]]` as "a letter that is no vowel"."""
        end = self._class_end(self.position)
        if end is None:
            return False
        body = self.pattern[self.position + 1 : end]
        self.position = end + 1
        base, minus, subtracted = body.partition("-[")
        if minus:
            self.parts.append(f"(?![{subtracted})[{base}]")
        else:
            self.parts.append(f"[{base}]")
        return not re.search(r"\\\d", body) and self._ranges_are_sound(base)

    @staticmethod
    def _ranges_are_sound(body: str) -> bool:
        return not re.search(r"[^\\]-[^\\]-.", body)

    def _class_end(self, start: int) -> int | None:
        position, depth = start + 1, 1
        while position < len(self.pattern):
            character = self.pattern[position]
            if character == "\\":
                position += 1
            elif character == "[":
                if self.pattern[position - 1] != "-":
                    return None
                depth += 1
            elif character == "]":
                depth -= 1
                if not depth:
                    return position
            position += 1
        return None
