"""structural_holes against networkx, with ties weighted by common tasks."""

from __future__ import annotations

import pytest

from tests.queries.networks.comparisons import compare_holes
from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import Government
from tests.queries.networks.oracle import by_government, close, network, without_groups


@pytest.mark.parametrize("min_tasks", [1, 2])
def test_effective_size_and_constraint_are_those_of_networkx(
    ask: Ask, drawn: dict[str | None, Government], min_tasks: int
) -> None:
    answers = by_government(ask("structural_holes", min_tasks=min_tasks))
    assert answers.keys() == drawn.keys()
    for name, government in drawn.items():
        compare_holes(answers[name], network(without_groups(government), min_tasks), name)


def test_the_hub_of_a_star_spans_every_hole(ask: Ask) -> None:
    first = ask("structural_holes", jurisdiction="星形")[0]
    assert (first["effective_size"], first["efficiency"]) == (8, 1)
    assert close(first["constraint_index"], 8 * (1 / 8) ** 2)
