"""The loader on documents it was written without: see tests/held_out/README.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.expectations import expectations, read
from tests.conformance.scoring import Score, compare, together

FOLDER = Path(__file__).parents[1] / "held_out"
# What is wanted of documents nobody has seen.
FLOORS = {"tasks": 0.97, "units": 0.95, "leads": 0.95, "flags": 0.97, "targets": 0.92}


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    found = {expected.name: (expected, read(expected.path)) for expected in expectations(FOLDER)}
    assert len(found) == 24
    assert {name: reading.trouble for name, (_, reading) in found.items() if reading.has_crashed} == {}
    return {name: compare(expected, reading)[0] for name, (expected, reading) in found.items()}


@pytest.mark.parametrize("metric", FLOORS)
def test_metric_holds_its_floor(scores: dict[str, Score], metric: str) -> None:
    tally = together(scores.values()).tallies[metric]
    assert tally.expected > 300
    assert tally.f1 >= FLOORS[metric]


@pytest.mark.parametrize("name", ["qinghe-explanation.html", "lucheng-notice.txt", "tonghe-news.txt"])
def test_texts_without_tasks_yield_none(scores: dict[str, Score], name: str) -> None:
    tally = scores[name].tallies["tasks"]
    assert (tally.expected, tally.found) == (0, 0)
