"""network_summary against networkx, for every government."""

from __future__ import annotations

import pytest

from tests.queries.networks.comparisons import compare_summary
from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import SHAPES, Government
from tests.queries.networks.oracle import by_government, network, units_by_task, without_groups


@pytest.mark.parametrize("min_tasks", [1, 3])
def test_every_number_is_that_of_networkx(
    ask: Ask, drawn: dict[str | None, Government], min_tasks: int
) -> None:
    answers = by_government(ask("network_summary", min_tasks=min_tasks))
    assert answers.keys() == drawn.keys()
    for name, government in drawn.items():
        counted = without_groups(government)
        (row,) = answers[name]
        assert row["tasks"] == len(units_by_task(counted)), name
        compare_summary(row, network(counted, min_tasks), name)


@pytest.mark.parametrize(
    ("shape", "measure", "value"),
    [
        ("星形", "centralisation", 1),
        ("环", "centralisation", 0),
        ("完全", "density", 1),
        ("完全", "transitivity", 1),
        ("链", "diameter", 9),
        ("无边", "components", 6),
        ("二部", "transitivity", 0),
        ("格", "mean_path", 3),
    ],
)
def test_shapes_known_by_heart(ask: Ask, shape: str, measure: str, value: int) -> None:
    assert shape in SHAPES
    (row,) = ask("network_summary", jurisdiction=shape)
    assert row[measure] == value
