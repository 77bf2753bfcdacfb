"""The heads of letters, and the rules of terms, as people read them."""

from engine.words.expressions import quoted

_UNITS = {
    "werkdagen": ("werkdag", "werkdagen"),
    "dagen": ("dag", "dagen"),
    "weken": ("week", "weken"),
    "maanden": ("maand", "maanden"),
    "awb.2:3": ("werkdag", "werkdagen"),
}


def length(rule: str) -> tuple[str, tuple[str, str]] | None:
    """Return number and unit of a rule such as `werkdagen:5`; None for a rule of the law."""
    unit, _, number = rule.rpartition(":")
    return (number, _UNITS[unit]) if unit in _UNITS and number.isdigit() else None


def rule_words(rule: str) -> str:
    """Return a rule in words: "5 werkdagen", "volgens Awb artikel 9:11"."""
    if found := length(rule):
        number, units = found
        return f"{number} {units[number != '1']}"
    if rule.startswith("awb."):
        article, dot, part = rule.removeprefix("awb.").partition(".")
        where = f" {'lid' if part.isdigit() else 'onder'} {part}" if dot else ""
        return f"volgens Awb artikel {article}{where}"
    return "de dag zelf" if rule == "datum" else quoted(rule)


def front_and_body(text: str) -> tuple[dict[str, str], str]:
    """Return the front matter by key and the text below it; lenient, for drafts."""
    parts = text.split("---\n", 2)
    if len(parts) < 3 or parts[0].strip():
        return {}, text
    front = (line.partition(":") for line in parts[1].splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, _, value in front}, parts[2].strip()
