"""Documents that nobody wrote down: every form in any combination of words, numbers, marks and prefixes."""

from __future__ import annotations

import pytest

from tests.conformance.composing import FORMS, compose
from tests.conformance.expectations import read_text
from tests.conformance.scoring import Difference, Score, compare, together

COUNT = 180
# What holds today of documents put together at random; goes up with the loader and never down.
FLOORS = {"tasks": 0.99, "units": 0.98, "leads": 0.99, "targets": 0.99, "leader": 0.99, "due_on": 0.99}

Composed = dict[str, tuple[str, Score, list[Difference]]]


@pytest.fixture(scope="module")
def composed() -> Composed:
    """Form, score and differences of each composed document by its name."""
    found: Composed = {}
    for seed in range(COUNT):
        text, expected, manner = compose(seed)
        found[expected.name] = (manner.form, *compare(expected, read_text(text, expected.name)))
    return found


def test_the_same_seed_composes_the_same_document() -> None:
    assert compose(17)[0] == compose(17)[0]
    assert compose(17)[0] != compose(18)[0]


def test_expectations_stand_in_the_text() -> None:
    for seed in range(0, COUNT, 7):
        text, expected, _ = compose(seed)
        for task in expected.tasks:
            assert all(part in text for part in task["text"].split("\n"))
            assert any(unit["lead"] for unit in task["units"])


@pytest.mark.parametrize("metric", FLOORS)
def test_metric_holds_its_floor(composed: Composed, metric: str) -> None:
    tally = together(score for _, score, _ in composed.values()).tallies[metric]
    assert tally.expected > 200
    assert tally.f1 >= FLOORS[metric]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_understood(composed: Composed, form: str) -> None:
    having = [score for its, score, _ in composed.values() if its == form]
    assert len(having) == COUNT // len(FORMS)
    for metric in ("tasks", "units", "leads"):
        assert together(having).tallies[metric].f1 >= 0.9, metric


def test_nothing_crashes(composed: Composed) -> None:
    assert [name for name, (_, score, _) in composed.items() if score.crashed] == []
