"""Habits that hold this repository together. Each failure says where, and the docstring says why."""

import ast
import re
from itertools import pairwise

import pytest

from .sources import GENERATED, ROOT, calls, imports, modules, product

LONGEST_MODULE = 400  # lines; aim for 200
LONGEST_FUNCTION = 60  # lines; aim for 40
WAITING = {  # tests that read a clock, and for what
    "tests/chaos/server.py": "waits with patience until a real server answers",
    "tests/chaos/test_kill.py": "waits with patience until killed work has been taken up again",
    "tests/clamav.py": "waits with patience until the virus scanner listens",
}


def test_the_sources_are_really_read():
    assert len(modules("engine")) > 50
    assert "engine/ports.py" in product()


def test_no_module_is_longer_than_the_wall():
    """Who opens a module should be able to hold it in mind."""
    long = {name for name in product() if len((ROOT / name).read_text("utf-8").splitlines()) > LONGEST_MODULE}
    assert long == set()


def test_no_function_is_longer_than_the_wall():
    long = {
        f"{name}:{node.lineno} {node.name}"
        for name, tree in product().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long == set()


def test_every_module_says_what_it_is_for():
    """A feature's `views.py` may leave that to its package."""
    silent = {name for name, tree in product().items() if tree.body and ast.get_docstring(tree) is None}
    told_by_package = {
        name
        for name in silent
        if name.endswith("/views.py") and name.replace("views.py", "__init__.py") not in silent
    }
    assert silent - told_by_package == set()


def test_the_engine_never_reads_the_clock():
    """Replay must give the same result tomorrow: moments come in as arguments."""
    clock = re.compile(
        r"(^|\.)(datetime|date|dt)\.(now|today|utcnow)$|(^|\.)time\.(time|monotonic|perf_counter)\b"
    )
    found = {
        f"{name}:{line} {called}"
        for name, tree in modules("engine").items()
        for line, called in calls(tree)
        if clock.search(called)
    }
    found |= {
        f"{name}:{line} imports {imported}"
        for name, tree in modules("engine").items()
        for line, imported in imports(tree)
        if imported == "time" or imported.startswith("time.") or imported in ("random", "uuid", "secrets")
    }
    assert found == set()


def test_no_test_reads_a_stopwatch():
    """A slow moment of the machine must fail nothing: count work (`tests.counting`), or measure a ratio in
    `aantafel bench`."""
    clocks = "monotonic|perf_counter|process_time|thread_time"
    stopwatch = re.compile(rf"(\w+\.)?({clocks})(_ns)?|time\.time(_ns)?")
    found = {
        name
        for name, tree in modules("tests").items()
        for _, named in (*imports(tree), *calls(tree))
        if stopwatch.fullmatch(named)
    }
    assert found == WAITING.keys()


def test_only_the_unit_of_work_commits():
    """One command is one transaction; a second commit somewhere would break that."""
    found = {
        f"{name}:{line}"
        for name, tree in product().items()
        for line, called in calls(tree)
        if called.endswith(".commit") and not name.endswith("store/unit_of_work.py")
    }
    assert found == set()


def test_only_the_store_speaks_sql():
    """Elsewhere only SQLAlchemy's errors, database addresses and the type of a connection may be named.

    The benchmark is let in: it counts statements and lays many rows, so it looks at the store from outside.
    """
    harmless = ("sqlalchemy.exc.", "sqlalchemy.engine.make_url", "sqlalchemy.Connection")
    speakers = ("webapp/store/", "webapp/bench")
    found = {
        f"{name}:{line} {imported}"
        for name, tree in product().items()
        for line, imported in imports(tree)
        if imported.split(".")[0] in ("sqlalchemy", "flask_sqlalchemy", "alembic", "psycopg", "sqlite3")
        and not name.startswith(speakers)
        and not imported.startswith(harmless)
    }
    found |= {
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, tree in product().items()
        if not name.startswith(speakers)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "db.session"
    }
    assert found == set()


def features() -> set[str]:
    return {path.parent.name for path in (ROOT / "webapp").glob("*/views.py")}


def test_features_do_not_import_each_other():
    """What two features share belongs in the store, or beside them in webapp."""
    found = {
        f"{name}:{line} {imported}"
        for name, tree in modules("webapp").items()
        for line, imported in imports(tree)
        if (home := name.split("/")[1]) in features()
        and imported.startswith("webapp.")
        and (other := imported.split(".")[1]) in features()
        and other != home
    }
    assert found == set()


def test_diagrams_have_names_that_people_gave():
    """`Activity_1cscoeg` says nothing in a form's file name, a history or a conversation."""
    generated = re.compile(
        r'\bid="((?:Activity|Event|Gateway|Flow|Process|Task|Lane|Participant)_[0-9a-z]{7})"'
    )
    found = {
        f"{path.name}: {identity}"
        for path in (ROOT / "processes").rglob("*.bpmn")
        for identity in generated.findall(path.read_text("utf-8"))
    }
    assert found == set()


def test_migrations_are_numbered_and_follow_each_other():
    files = sorted(path for path in (ROOT / GENERATED).glob("*.py") if path.name != "__init__.py")
    numbers = [path.name[:4] for path in files]
    assert numbers == [f"{number:04}" for number in range(1, len(files) + 1)]
    texts = [path.read_text("utf-8") for path in files]
    revisions = [re.search(r'^revision\b.*"(\w+)"', text, re.MULTILINE)[1] for text in texts]
    parents = [re.search(r'^down_revision\b.*?(?:"(\w+)"|None)$', text, re.MULTILINE)[1] for text in texts]
    assert parents[:1] in ([], [None])
    assert all(
        parent == before for (before, _), (_, parent) in pairwise(zip(revisions, parents, strict=True))
    )


@pytest.mark.parametrize("package", ["engine", "webapp"])
def test_nothing_is_printed_by_accident(package):
    """A command line prints through click; everything else logs."""
    found = {
        f"{name}:{line}"
        for name, tree in modules(package).items()
        for line, called in calls(tree)
        if called == "print"
    }
    assert found == set()
