"""The Python files of the product, parsed once, for the tests of the architecture."""

import ast
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = "webapp/store/migrations/versions"  # written by alembic, frozen once released


@lru_cache
def modules(*packages: str) -> dict[str, ast.Module]:
    """Return the syntax tree of every module in `packages`, by path from the root."""
    paths = (path for package in packages for path in sorted((ROOT / package).rglob("*.py")))
    named = ((path.relative_to(ROOT).as_posix(), path) for path in paths)
    return {name: ast.parse(path.read_text("utf-8"), name) for name, path in named if GENERATED not in name}


def product() -> dict[str, ast.Module]:
    return modules("engine", "webapp")


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything a module imports, at any depth of its code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of every call that can be named, such as `datetime.now`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def tracked_files(pattern: str) -> list[Path]:
    """Return the files that git keeps and that match `pattern`; all matching files outside a checkout."""
    if not (ROOT / ".git").exists():
        return sorted(path for path in ROOT.rglob(pattern) if ".venv" not in path.parts)
    done = subprocess.run(["git", "ls-files", "-z", pattern], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).exists()]
