"""The loader on the conformance documents: how much it understands, and what must hold without exception."""

from __future__ import annotations

import pytest
from zeren_loaders.records import ParsedDocument

from tests.conformance.conftest import Readings
from tests.conformance.invariants import broken_invariants
from tests.conformance.scoring import Score, compare, together

# Each floor is what holds today; it goes up with the loader and never down.
FLOORS = {
    "tasks": 0.995,
    "units": 0.995,
    "leads": 0.995,
    "targets": 0.99,
    "flags": 0.995,
    "text": 0.99,
    "number": 0.99,
    "leader": 0.99,
    "due_on": 0.99,
    "lead_basis": 0.99,
    "indicator": 0.985,
    "document": 0.99,
}


@pytest.fixture(scope="session")
def scores(readings: Readings) -> dict[str, Score]:
    """The score of each document by its name."""
    return {expected.name: compare(expected, found)[0] for expected, found in readings}


def documents(readings: Readings) -> list[ParsedDocument]:
    return [found.document for _, found in readings if found.document is not None]


def test_no_document_crashes_the_loader(readings: Readings) -> None:
    assert {expected.name: found.trouble for expected, found in readings if found.has_crashed} == {}


def test_texts_without_tasks_yield_none(readings: Readings) -> None:
    without = [(expected, found) for expected, found in readings if not expected.tasks]
    assert len(without) >= 5
    invented = {expected.name: len(found.document.tasks) for expected, found in without if found.document}
    assert {name: count for name, count in invented.items() if count} == {}


@pytest.mark.parametrize("metric", FLOORS)
def test_metric_holds_its_floor(scores: dict[str, Score], metric: str) -> None:
    tally = together(scores.values()).tallies[metric]
    assert tally.expected > 30
    assert tally.f1 >= FLOORS[metric]


def test_what_holds_for_every_document_holds(readings: Readings) -> None:
    """Provenance closes, codes are unique, every value is one the tables take."""
    broken = {document.source_name: broken_invariants(document) for document in documents(readings)}
    assert {name: said for name, said in broken.items() if said} == {}
    assert sum(len(document.tasks) for document in documents(readings)) > 300
