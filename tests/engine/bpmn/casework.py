"""Handles cases in tests: an engine on a store in memory, with the clock in the hand of the test."""

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.bundle import Bundle
from engine.facade import Engine
from engine.memory import InMemoryStore
from engine.ports import Change, TaskKey

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Casework:
    """One engine, one store, one clock, and one case called `zaak-1`."""

    def __init__(self, bundle: Bundle, **facts: Any) -> None:
        self.bundle = bundle
        self.store = InMemoryStore({bundle.hash: bundle.files})
        self.engine = Engine(self.store)
        self.now = MONDAY
        self.started = self.engine.start(
            "proef",
            {"zaak": {"onderwerp": "wmo", **facts}},
            case_id="zaak-1",
            number="K-1",
            by="inwoner",
            at=self.now,
            bundle=bundle.hash,
        )

    def tasks(self) -> list[str]:
        return sorted(key.bpmn_id for key in self.store.cases["zaak-1"].open_tasks)

    def key(self, task: str) -> TaskKey:
        return next(k for k in sorted(self.store.cases["zaak-1"].open_tasks) if k.bpmn_id == task)

    def complete(self, task: str, **answers: Any) -> Change:
        return self.engine.complete(self.key(task), answers, by="behandelaar", at=self.now)

    def message(self, name: str, **payload: Any) -> Change:
        return self.engine.message("zaak-1", name, payload, by="inwoner", at=self.now)

    def wait(self, **duration: float) -> Change | None:
        self.now += timedelta(**duration)
        return self.engine.fire_due("zaak-1", at=self.now)

    def closed(self) -> bool:
        return self.store.cases["zaak-1"].record.status == "closed"

    def facts(self) -> Any:
        return self.store.load("zaak-1").facts

    def history(self) -> list[tuple[str, str]]:
        return [(event.kind, event.subject) for event in self.store.history("zaak-1")]

    def replay_differences(self) -> tuple[str, ...]:
        return self.engine.replay("zaak-1").differences


def unchanged(work: Casework, before: object) -> bool:
    return (work.store.load("zaak-1"), work.store.history("zaak-1")) == before
