"""The text reports on the outline, compared with files reasoned by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zeren_queries import Snapshot, run_report

from tests.queries.golden_files import as_csv, published
from tests.queries.text import outline

GOLDEN = Path(__file__).parent / "golden"

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    # 新增养老床位1万张建设社区食堂 has 14 different neighbours, of which 位1 and 1万 change: 2·12/(14+14).
    "year_over_year": ("year_over_year", {}),
    "year_over_year-strict": ("year_over_year", {"min_similarity": 0.9, "change": "dropped"}),
    "search-all": ("search", {"words": "算力 ai"}),
    "search-any": ("search", {"words": "ＡＩ  算力 ai", "match": "any"}),
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


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("学校", ["1.1.1", "1.1.1"]),
        ("2万张", ["1.1.2"]),
        ("没有的词", []),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE tasks; --", []),
        ("。", ["1.1.1", "1.1.2", "1.1.3", "1.1.2", "1.1.3", "2.1.1", "2.1.2"]),
    ],
)
def test_search_takes_words_literally(outlined: Snapshot, words: str, codes: list[str]) -> None:
    found = run_report(outlined, "search", {"words": words}).to_pylist()
    assert [row["task_code"] for row in found] == codes


def test_a_snippet_shows_twenty_characters_on_either_side(outlined: Snapshot) -> None:
    (row,) = run_report(outlined, "search", {"words": "社区", "year": 2026}).to_pylist()
    assert row["snippet"] == "新增养老床位2万张,建设社区食堂。"


def test_alignment_by_hand(outlined: Snapshot) -> None:
    rows = run_report(outlined, "plan_alignment", {"document": "临2026"}).to_pylist()
    found = {row["task_code"]: row for row in rows}
    assert list(found) == ["1.1.1", "1.1.2", "1.1.3"]
    assert (found["1.1.1"]["match_task_code"], found["1.1.1"]["similarity"]) == (None, 0)
    # 养老, 老床, 床位 stand in 1.1.2 and 2.1.1, 建设 in 1.1.2 and 2.1.2: two of five tasks each. The other
    # ten pieces of 1.1.2 and four of 2.1.1 stand in one.
    twice, once = math.log(5 / 2), math.log(5)
    expected = 2 * 3 * twice / ((4 * twice + 10 * once) + (3 * twice + 4 * once))
    assert float(found["1.1.2"]["similarity"]) == pytest.approx(expected, abs=1e-6)
    assert found["1.1.2"]["match_task_code"] == "2.1.1"
    assert found["1.1.2"]["is_same_leader"]
    assert found["1.1.2"]["shared_units"] == 1
    # 算力|力设|设施 against 建设算力设施高地算力翻番; the two share their only unit.
    assert found["1.1.3"]["match_task_code"] == "2.1.2"
    assert found["1.1.3"]["shared_units"] == 1
    assert found["1.1.3"]["is_same_leader"] is None
    assert found["1.1.3"]["second_task_code"] is None
    assert found["1.1.3"]["margin"] == found["1.1.3"]["similarity"]


def test_a_year_without_a_five_year_plan_takes_no_later_one(outlined: Snapshot) -> None:
    rows = run_report(outlined, "plan_alignment", {"document": "临2025"}).to_pylist()
    assert [(row["match_document"], row["similarity"]) for row in rows] == [(None, 0)] * 3
