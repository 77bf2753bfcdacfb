"""Several threads share one definition: what happens in one case never shows in another."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from engine import definition
from engine.values import dumps
from tests.engine.bpmn.casework import Casework
from tests.engine.bpmn.drawing import (
    bundle,
    call,
    end,
    flow,
    parallel,
    path,
    process,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)

MAIN = process(
    start(),
    parallel("splits"),
    sub(
        "horen",
        start("b1"),
        user("klager"),
        user("beklaagde"),
        end("b9"),
        path("b1", "klager", "beklaagde", "b9"),
    ),
    timer("te_laat", "horen", "P2D"),
    user("porren"),
    end("geport"),
    call("roep", "ander"),
    parallel("samen"),
    user("oordeel"),
    end(),
    path("begin", "splits", "horen", "samen", "oordeel", "klaar"),
    path("splits", "roep", "samen"),
    path("te_laat", "porren", "geport"),
)
CALLED = process(
    start("s1"),
    xor("terug"),
    user("concept"),
    script("tel", "rondes", "=if rondes = null then 1 else rondes + 1"),
    xor("nog_eens", default="nog_eens_naar_s9"),
    end("s9"),
    path("s1", "terug", "concept", "tel", "nog_eens", "s9"),
    flow("nog_eens", "terug", "=concept.nog"),
    process_id="ander",
)
BUNDLE = bundle(MAIN, CALLED)


def play(seed: int) -> tuple[Any, ...]:
    """Return everything that is left of one case, played by the dice of `seed`."""
    dice, work = Random(seed), Casework(BUNDLE, volgnummer=seed)
    while not work.closed() and len(work.history()) < 25:
        work.now += timedelta(hours=dice.randint(1, 30))
        work.wait(hours=0)
        if tasks := work.tasks():
            task, nog = dice.choice(tasks), dice.random() < 0.4
            work.engine.preview(work.key(task), {"nog": not nog}, by="ander", at=work.now)
            work.complete(task, nog=nog)
    assert work.replay_differences() == ()
    record = work.store.load("zaak-1")
    events = [[e.seq, e.kind, e.subject, e.occurrence, e.payload] for e in work.store.history("zaak-1")]
    return record.snapshot, dumps(record.facts), dumps(record.answers), dumps(events)


@pytest.fixture
def restless():
    """Let threads take turns a thousand times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("restless")
def test_cases_handled_side_by_side_end_as_cases_handled_one_after_another():
    seeds = range(32)
    alone = [play(seed) for seed in seeds]
    definition._cache.clear()  # so that the threads meet while the first one parses
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(play, seeds)) == alone
