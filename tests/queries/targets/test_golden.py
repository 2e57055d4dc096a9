"""The target reports on the outline, compared with files reasoned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zeren_queries import Snapshot

from tests.queries.golden_files import as_csv, published
from tests.queries.targets import outline

GOLDEN = Path(__file__).parent / "golden"

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "target_wording": ("target_wording", {}),
    "target_totals-linjiang": ("target_totals", {"jurisdiction": "临江省"}),
    "targets_by_leader-2026": ("targets_by_leader", {"year": 2026}),
    "indicator_comparison-growth": ("indicator_comparison", {"indicator": "生产总值增速"}),
    "target_ladder": ("target_ladder", {}),
    "target_changes": ("target_changes", {}),
    "target_attainment-2026": ("target_attainment", {"year": 2026}),
    "target_attainment-march": (
        "target_attainment",
        {"as_of": "2026-05-01", "indicator": "新增就业", "year": 2026},
    ),
}


@pytest.fixture(scope="module")
def outlined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with published(outline.rows(), tmp_path_factory.mktemp("outline")) as snapshot:
        yield snapshot


@pytest.mark.parametrize("name", CASES)
def test_report_gives_the_golden_file(name: str, outlined: Snapshot) -> None:
    report, values = CASES[name]
    assert as_csv(outlined, report, values) == (GOLDEN / f"{name}.csv").read_bytes().decode()


def test_every_golden_file_is_used() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)
