"""Workload and co-responsibility against pandas, on the tiny and on larger random databases."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from zeren_queries import Snapshot, run_report

from tests.queries import tiny
from tests.queries.golden_files import published as published_rows
from tests.queries.random_rows import random_rows

SOURCES: dict[str, Callable[[], tiny.Rows]] = {
    "tiny": tiny.rows,
    "random-7": lambda: random_rows(7),
    "random-8": lambda: random_rows(8),
}


@pytest.fixture(scope="module", params=SOURCES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, Snapshot]]:
    """The rows as one flat table of responsibilities, the targets, and the snapshot made from them."""
    content = SOURCES[request.param]()
    home: Path = tmp_path_factory.mktemp("oracle")
    frames = {table: pd.DataFrame(rows) for table, rows in content.items()}
    flat = (
        frames["task_units"][["task_id", "unit_id", "is_lead"]]
        .merge(frames["tasks"][["task_id", "section_id", "leader_id"]], on="task_id")
        .merge(frames["sections"][["section_id", "plan_id"]], on="section_id")
        .merge(
            frames["plans"][["plan_id", "document_id", "kind"]].rename(columns={"kind": "plan"}), on="plan_id"
        )
        .merge(frames["documents"][["document_id", "year"]], on="document_id")
        .merge(frames["units"][["unit_id", "name", "jurisdiction_id"]], on="unit_id")
        .merge(
            frames["jurisdictions"][["jurisdiction_id", "name"]].rename(columns={"name": "jurisdiction"}),
            on="jurisdiction_id",
        )
    )
    with published_rows(content, home) as snapshot:
        yield flat, frames["targets"], snapshot


FILTERS: list[dict[str, Any]] = [
    {},
    {"plan": "annual"},
    {"plan": "five_year", "year": 2026},
    {"jurisdiction": "临江省"},
]


def chosen(flat: pd.DataFrame, values: dict[str, Any]) -> pd.DataFrame:
    for column, value in values.items():
        flat = flat[flat[column] == value]
    return flat


def rounded(value: Fraction, places: int = 6) -> Fraction:
    """Rounded half up, as DECIMAL does."""
    scaled = value * 10**places
    return Fraction(int(scaled + Fraction(1, 2)), 10**places)


@pytest.mark.parametrize("values", FILTERS, ids=str)
def test_unit_workload(
    published: tuple[pd.DataFrame, pd.DataFrame, Snapshot], values: dict[str, Any]
) -> None:
    flat, targets, snapshot = published
    sizes = flat.groupby("task_id").size()
    promised = targets.groupby("task_id").size()
    expected = set()
    for (unit, jurisdiction), rows in chosen(flat, values).groupby(["name", "jurisdiction"]):
        n_targets = rows["task_id"].map(promised).fillna(0).astype(int)
        lead = rows["is_lead"].astype(bool)
        expected.add(
            (
                unit,
                jurisdiction,
                len(rows),
                int(lead.sum()),
                int((~lead).sum()),
                rounded(Fraction(int(lead.sum()), len(rows))),
                rounded(sum((Fraction(1, int(sizes[task])) for task in rows["task_id"]), Fraction())),
                int(n_targets[lead].sum()),
                int(n_targets[~lead].sum()),
                rows["leader_id"].nunique(),
            )
        )
    found = run_report(snapshot, "unit_workload", values).to_pylist()
    assert len(found) == len(expected) > 0
    assert expected == {
        (
            row["unit"],
            row["jurisdiction"],
            row["tasks"],
            row["lead_tasks"],
            row["support_tasks"],
            Fraction(row["lead_share"]),
            Fraction(row["fractional_tasks"]),
            row["targets_led"],
            row["targets_supported"],
            row["leaders"],
        )
        for row in found
    }
    tasks = [row["tasks"] for row in found]
    assert tasks == sorted(tasks, reverse=True)


@pytest.mark.parametrize("values", FILTERS, ids=str)
def test_co_responsibility(
    published: tuple[pd.DataFrame, pd.DataFrame, Snapshot], values: dict[str, Any]
) -> None:
    flat, _, snapshot = published
    rows = chosen(flat, values)
    carried = rows.groupby(["jurisdiction", "name"])["task_id"].agg(set)
    led = rows[rows["is_lead"].astype(bool)].groupby(["jurisdiction", "name"])["task_id"].agg(set)
    sizes = rows.groupby("task_id").size()
    expected = set()
    for jurisdiction in rows["jurisdiction"].unique():
        for unit_a, unit_b in itertools.combinations(sorted(carried[jurisdiction].index), 2):
            a, b = (jurisdiction, unit_a), (jurisdiction, unit_b)
            common = carried[a] & carried[b]
            if not common:
                continue
            a_led, b_led = led.get(a, set()) & common, led.get(b, set()) & common
            expected.add(
                (
                    unit_a,
                    unit_b,
                    jurisdiction,
                    len(common),
                    rounded(sum((Fraction(1, int(sizes[task]) - 1) for task in common), Fraction())),
                    rounded(Fraction(len(common), len(carried[a] | carried[b]))),
                    len(a_led),
                    len(b_led),
                    len(a_led & b_led),
                )
            )
    found = run_report(snapshot, "co_responsibility", values).to_pylist()
    assert len(found) == len(expected)
    assert expected == {
        (
            row["unit_a"],
            row["unit_b"],
            row["jurisdiction"],
            row["tasks_together"],
            Fraction(row["fractional_weight"]),
            Fraction(row["jaccard"]),
            row["a_leads"],
            row["b_leads"],
            row["both_lead"],
        )
        for row in found
    }
