"""unit_centrality against networkx, for every government."""

from __future__ import annotations

import pytest

from tests.queries.networks.comparisons import compare_centrality
from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import BUNDLED, Government
from tests.queries.networks.oracle import arcs, by_government, network, without_groups


@pytest.mark.parametrize("min_tasks", [1, 2])
def test_every_measure_is_that_of_networkx(
    ask: Ask, drawn: dict[str | None, Government], min_tasks: int
) -> None:
    answers = by_government(ask("unit_centrality", min_tasks=min_tasks))
    assert answers.keys() == drawn.keys()
    for name, government in drawn.items():
        counted = without_groups(government)
        compare_centrality(answers[name], network(counted, min_tasks), arcs(counted, min_tasks), name)
        for row in answers[name]:
            of_unit = [responsibility for responsibility in counted if responsibility.unit == row["unit"]]
            assert row["tasks"] == len(of_unit), name
            assert row["lead_tasks"] == sum(responsibility.is_lead for responsibility in of_unit), name


def test_every_shared_task_counts_once_in_the_fractional_strength(ask: Ask) -> None:
    rows = ask("unit_centrality", jurisdiction=BUNDLED)
    assert rows[0]["unit"] == "省发展改革委"
    assert all(row["fractional_strength"] == round(row["fractional_strength"]) for row in rows)
    assert any(row["fractional_strength"] < row["tasks"] for row in rows)
