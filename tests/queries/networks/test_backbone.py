"""network_backbone and the significance in co_responsibility against exact sums and scipy."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from scipy import stats

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import BUNDLED, Government
from tests.queries.networks.oracle import by_government, units_by_task, without_groups

# Six significant digits, and what the logarithms of factorials lose.
SIGNIFICANT = 1e-5


def upper_tail(together: int, tasks_a: int, tasks_b: int, tasks: int) -> Fraction:
    """The chance of at least so many common tasks, as an exact fraction."""
    ways = sum(
        comb(tasks_a, n) * comb(tasks - tasks_a, tasks_b - n)
        for n in range(together, min(tasks_a, tasks_b) + 1)
    )
    return Fraction(ways, comb(tasks, tasks_b))


def expected_pairs(government: Government) -> dict[tuple[str, str], tuple[int, float, float, float]]:
    """Common tasks, expectation, p and q of every pair of units, those that never meet included."""
    sets: dict[str, set[str]] = {}
    for responsibility in government:
        sets.setdefault(responsibility.unit, set()).add(responsibility.task)
    tasks = len(units_by_task(government))
    pairs = list(combinations(sorted(sets), 2))
    if not pairs:
        return {}
    together = [len(sets[a] & sets[b]) for a, b in pairs]
    p_values = [
        float(upper_tail(n, len(sets[a]), len(sets[b]), tasks))
        for (a, b), n in zip(pairs, together, strict=True)
    ]
    q_values = stats.false_discovery_control(p_values, method="bh")
    return {
        (a, b): (n, len(sets[a]) * len(sets[b]) / tasks, p, float(q))
        for (a, b), n, p, q in zip(pairs, together, p_values, q_values, strict=True)
    }


@pytest.mark.parametrize("alpha", ["0.01", "0.05", "0.5", "1"])
def test_pairs_and_values_are_those_of_the_exact_sum_and_scipy(
    ask: Ask, drawn: dict[str | None, Government], alpha: str
) -> None:
    answers = by_government(ask("network_backbone", alpha=alpha))
    listed = 0
    for name, government in drawn.items():
        expected = {
            pair: values
            for pair, values in expected_pairs(without_groups(government)).items()
            if values[0] > 0 and values[3] <= float(alpha)
        }
        rows = answers.get(name, [])
        assert {(row["unit_a"], row["unit_b"]) for row in rows} == expected.keys(), name
        for row in rows:
            together, by_chance, p_value, q_value = expected[row["unit_a"], row["unit_b"]]
            assert row["tasks_together"] == together, name
            assert float(row["expected"]) == pytest.approx(by_chance, abs=1e-6), name
            assert float(row["lift"]) == pytest.approx(together / by_chance, abs=1e-6), name
            assert row["p_value"] == pytest.approx(p_value, rel=SIGNIFICANT), name
            assert row["q_value"] == pytest.approx(q_value, rel=SIGNIFICANT), name
        listed += len(rows)
    assert listed > 0


def test_the_tail_is_that_of_scipy(ask: Ask) -> None:
    tasks = ask("network_summary", jurisdiction=BUNDLED)[0]["tasks"]
    rows = ask("network_backbone", jurisdiction=BUNDLED)
    assert len(rows) > 50
    for row in rows:
        tail = stats.hypergeom.sf(row["tasks_together"] - 1, tasks, row["tasks_a"], row["tasks_b"])
        assert row["p_value"] == pytest.approx(tail, rel=1e-5)


def test_leaving_out_weak_pairs_changes_no_value(ask: Ask) -> None:
    everything = ask("network_backbone", jurisdiction=BUNDLED)
    strong = ask("network_backbone", jurisdiction=BUNDLED, min_tasks=5)
    assert strong == [row for row in everything if row["tasks_together"] >= 5]
    assert 0 < len(strong) < len(everything)


def test_co_responsibility_says_how_likely_each_pair_is(
    ask: Ask, drawn: dict[str | None, Government]
) -> None:
    """Here collective names count as well, and every pair with a task in common is listed."""
    answers = by_government(ask("co_responsibility"))
    for name, government in drawn.items():
        expected = {pair: values for pair, values in expected_pairs(government).items() if values[0] > 0}
        rows = answers.get(name, [])
        assert {(row["unit_a"], row["unit_b"]) for row in rows} == expected.keys(), name
        for row in rows:
            together, by_chance, p_value, _ = expected[row["unit_a"], row["unit_b"]]
            assert float(row["expected"]) == pytest.approx(by_chance, abs=1e-6), name
            assert float(row["lift"]) == pytest.approx(together / by_chance, abs=1e-6), name
            assert row["p_value"] == pytest.approx(p_value, rel=SIGNIFICANT), name
