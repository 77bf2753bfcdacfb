"""What every measurement needs: an application to measure, a stopwatch, and a counter of statements."""

import statistics
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, text

from webapp import create_app
from webapp.config import Settings
from webapp.store.db import db


def application(folder: Path, url: str | None) -> Flask:
    overrides: dict[str, Any] = {"data": folder, "demo": True}
    if url:
        overrides["database_url"] = url
    return create_app(Settings.from_environment({}, **overrides))


def analyze() -> None:
    """Let the database look at what it holds, as it does by itself in time."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_tidied = connection.dialect.name == "postgresql"
        connection.execute(text("VACUUM ANALYZE" if is_tidied else "ANALYZE"))


@dataclass
class Timings:
    """Durations in milliseconds."""

    values: list[float] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)  # time of this process alone, whoever else is busy

    @contextmanager
    def measure(self) -> Iterator[None]:
        began, computed = perf_counter(), process_time()
        yield
        self.values.append((perf_counter() - began) * 1000)
        self.computing.append((process_time() - computed) * 1000)

    @property
    def cpu(self) -> float:
        return statistics.median(self.computing)

    @property
    def p50(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        if len(self.values) < 2:
            return max(self.values)
        return statistics.quantiles(self.values, n=20)[-1]


class Statements:
    """Counts the SQL statements of each command or page, beginning and end of its transaction included."""

    def __init__(self, engine: Engine | None = None) -> None:
        """Listen to `engine`, or to that of the application whose context is open."""
        self._engine = engine
        self.total = self.most = 0
        self.repeated = 0  # times that one and the same statement came back within one command or page

    @contextmanager
    def counting(self) -> Iterator[None]:
        texts: Counter[str] = Counter()
        engine = self._engine or db.engine

        def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            texts[statement] += 1

        def committed(_connection: Any) -> None:
            texts["COMMIT"] += 1

        watched = {"after_cursor_execute": executed, "commit": committed}
        for name, hook in watched.items():  # SQLite's BEGIN is a statement like any other
            event.listen(engine, name, hook)
        try:
            yield
        finally:
            for name, hook in watched.items():
                event.remove(engine, name, hook)
            now = texts.total()
            self.total += now
            self.most = max(self.most, now)
            asked = [count for words, count in texts.items() if words.startswith("SELECT")]
            self.repeated = max(self.repeated, *asked, 0)
