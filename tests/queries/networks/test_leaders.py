"""leader_overlap, recounted with sets."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import BUNDLED, Government
from tests.queries.networks.oracle import by_government, close, without_groups


@pytest.mark.parametrize("role", ["all", "lead"])
def test_the_overlap_is_that_of_the_sets(ask: Ask, drawn: dict[str | None, Government], role: str) -> None:
    answers = by_government(ask("leader_overlap", role=role))
    pairs = 0
    for name, government in drawn.items():
        sets: dict[str, set[str]] = {}
        for responsibility in without_groups(government):
            if responsibility.leader is not None and (role == "all" or responsibility.is_lead):
                sets.setdefault(responsibility.leader, set()).add(responsibility.unit)
        rows = answers.get(name, [])
        assert [(row["leader_a"], row["leader_b"]) for row in sorted(rows, key=_names)] == list(
            combinations(sorted(sets), 2)
        ), name
        for row in rows:
            one, other = sets[str(row["leader_a"])], sets[str(row["leader_b"])]
            assert (row["units_a"], row["units_b"]) == (len(one), len(other)), name
            assert row["units_shared"] == len(one & other), name
            assert close(row["jaccard"], len(one & other) / len(one | other)), name
            assert close(row["overlap"], len(one & other) / min(len(one), len(other))), name
            shared = row["shared_units"]
            assert set(str(shared).split("、") if shared else []) == one & other, name
            pairs += 1
    assert pairs > 100


def _names(row: dict[str, object]) -> tuple[str, str]:
    return str(row["leader_a"]), str(row["leader_b"])


def test_one_leader_against_the_others(ask: Ask) -> None:
    everybody = ask("leader_overlap", jurisdiction=BUNDLED)
    one = ask("leader_overlap", jurisdiction=BUNDLED, leader="刘捷")
    assert one == [row for row in everybody if "刘捷" in {row["leader_a"], row["leader_b"]}]
    assert (
        len({row["leader_a"] for row in everybody} | {row["leader_b"] for row in everybody}) == len(one) + 1
    )
