import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENGLISH = {
    *("add", "adjournment", "after", "articles", "birthday", "calendar", "check", "checked", "compute"),
    *("count", "counted", "date", "day", "days", "decree", "doubt", "doubts", "easter"),
    *("error", "errors", "extendable", "first", "format", "free", "from", "init", "is"),
    *("handling", "join", "last", "later", "longest", "mapping", "max", "months", "names", "next", "of"),
    *("nl", "no", "number", "numbers", "one", "ordinary", "other", "parse", "reason"),
    *(
        "received",
        "regime",
        "regimes",
        "revised",
        "revision",
        "roll",
        "royal",
        "rule",
        "saturday",
        "second",
        "shorter",
        "than",
        "three",
        "singular",
        "statutory",
    ),
    *("step", "str", "sunday", "term", "told", "two", "weekdays", "weeks", "working", "year"),
    "years",
}


def words_of_the_law():
    """Every word in a module, class, function or constant name of engine/awb."""
    for path in (ROOT / "engine/awb").glob("*.py"):
        yield from path.stem.strip("_").split("_")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield from re.findall(r"[A-Z]?[a-z]+", node.name)
            elif isinstance(node, ast.Name) and node.id.isupper():
                yield from node.id.strip("_").split("_")


def test_every_dutch_word_in_the_law_package_is_in_the_glossary():
    glossary = (ROOT / "docs/woordenlijst.md").read_text("utf-8")
    explained = {word for name in re.findall(r"`([a-z_]+)`", glossary) for word in name.split("_")}
    found = {word.lower() for word in words_of_the_law()}
    assert found - ENGLISH - explained == set()


def test_the_glossary_explains_nothing_that_is_gone():
    source = " ".join(
        path.stem + path.read_text("utf-8").lower() for path in (ROOT / "engine/awb").glob("*.py")
    )
    glossary = (ROOT / "docs/woordenlijst.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|", glossary, re.MULTILINE)
    words = {word for row in rows for word in re.findall(r"`([a-z_]+)`", row)}
    assert {word for word in words if word not in source} == set()
