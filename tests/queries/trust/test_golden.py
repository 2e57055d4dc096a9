"""The reports on trust, compared with files counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zeren_queries import Snapshot

from tests.queries.golden_files import as_csv, published
from tests.queries.trust import outline

GOLDEN = Path(__file__).parent / "golden"

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "coverage-linjiang": ("coverage", {"jurisdiction": "临江省"}),
    "unclaimed_numbers": ("unclaimed_numbers", {}),
    "findings_summary": ("findings_summary", {}),
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
