"""The loader on the conformance documents: how much it understands, and what must hold without exception."""

from __future__ import annotations

import pytest
from zeren_loaders.records import ParsedDocument

from tests.conformance.conftest import Readings
from tests.conformance.matching import folded
from tests.conformance.scoring import Score, compare, together

# Each floor is what holds today; it goes up with the loader and never down.
FLOORS = {
    "tasks": 0.63,
    "units": 0.62,
    "leads": 0.60,
    "targets": 0.65,
    "flags": 0.99,
    "text": 0.97,
    "number": 0.98,
    "leader": 0.90,
    "due_on": 0.98,
    "lead_basis": 0.96,
    "indicator": 0.97,
    "document": 0.54,
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


def test_provenance_closes(readings: Readings) -> None:
    checked = 0
    for document in documents(readings):
        for task in document.tasks:
            stretches = [(task.span, task.text)]
            stretches += [(mention.span, mention.mention) for mention in task.mentions]
            stretches += [(target.span, target.quote) for target in task.targets]
            for (start, end), printed in stretches:
                assert 0 <= start < end <= len(document.text)
                assert is_printed_in(printed, document.text[start:end]), (document.source_name, printed)
                checked += 1
    assert checked > 700


def is_printed_in(printed: str, stretch: str) -> bool:
    """Whether the characters stand in the stretch in this order: page furniture may stand between them."""
    rest = iter(folded(stretch))
    return all(character in rest for character in folded(printed))


def test_units_and_leaders_of_tasks_are_those_of_the_document(readings: Readings) -> None:
    for document in documents(readings):
        mentioned = {mention.unit for task in document.tasks for mention in task.mentions}
        assert mentioned <= set(document.units), document.source_name
        led = {task.leader for task in document.tasks} - {None}
        assert led <= set(document.leaders), document.source_name


def test_task_codes_are_unique_in_a_document(readings: Readings) -> None:
    for document in documents(readings):
        codes = [task.code for task in document.tasks]
        assert len(codes) == len(set(codes)), document.source_name
