"""What a target is about, which way it points and how firmly it binds: one case a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zeren_queries import Snapshot, run_report

from tests.queries.compose import Composer, Job, Outline, Paper, Promise
from tests.queries.golden_files import published

# indicator, comparator, low, high, unit, measure, commitment → series, direction, firmness, promised
CASES = [
    (("全省生产总值增长", "range", 5, "5.5", "%", "growth", None), ("生产总值", "up", "plain", 5)),
    (("服务贸易增速", "ge", 6, None, "%", "growth", None), ("服务贸易", "up", "plain", 6)),
    (("“415Ｘ”集群营收", "ge", 13, None, "元", "amount", None), ("415x集群营收", "up", "plain", 13)),
    (("城镇调查失业率", "approx", 5, 5, "%", "rate", None), ("城镇调查失业率", "down", "soft", 5)),
    (("居民消费价格涨幅", "eq", 2, 2, "%", "growth", None), ("居民消费价格", "down", "plain", 2)),
    (("事故死亡人数下降", "ge", 10, None, "%", "growth", None), ("事故死亡人数下降", "up", "plain", 10)),
    (("指数排名", "range", 6, 7, "名", "rank", "保"), ("指数排名", "down", "hard", 7)),
    (("零就业家庭", "eq", 0, 0, "户", "count", "确保"), ("零就业家庭", "down", "hard", 0)),
    (("办件时间", "le", None, 3, "天", "amount", "不超过"), ("办件时间", "down", "hard", 3)),
    (("研发强度", "eq", 3, 3, "%", "rate", "力争"), ("研发强度", "up", "soft", 3)),
    (("研发强度", "ge", 3, None, "%", "share", "不低于"), ("研发强度", "up", "hard", 3)),
    (("全省", "eq", 3, 3, "个", "count", None), ("全省", "up", "plain", 3)),
    # One promise of the series is a ceiling, so all of them point down.
    (("办件材料", "le", None, 4, "份", "count", None), ("办件材料", "down", "plain", 4)),
    (("办件材料", "eq", 3, 3, "份", "count", None), ("办件材料", "down", "plain", 3)),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Any]]]:
    composer = Composer({"临江省": ("province", None)}, {})
    jobs = [Job(f"{case[0]}甲", targets=[Promise(case[0], *case)]) for case, _ in CASES]
    composer.add(Paper("临江省", "临1号", 2026, [Outline("annual", jobs)]))
    with published(composer.rows, tmp_path_factory.mktemp("series")) as snapshot:
        yield snapshot.arrow(
            "SELECT series, direction, firmness, promised, series_key, is_common FROM target_series"
            " ORDER BY target_id"
        ).to_pylist()


@pytest.mark.parametrize("number", range(len(CASES)))
def test_series(number: int, found: list[dict[str, Any]]) -> None:
    row = found[number]
    assert (row["series"], row["direction"], row["firmness"], row["promised"]) == CASES[number][1]
    assert not row["is_common"]


def test_what_cannot_be_compared_is_apart(found: list[dict[str, Any]]) -> None:
    keys = [row["series_key"] for row in found]
    # The two rows of 办件材料 share a key; 研发强度 as a rate and as a share do not.
    assert len(set(keys)) == len(CASES) - 1
    assert keys[-1] == keys[-2]


def test_the_year_before_is_no_baseline_of_its_own(tmp_path: Path) -> None:
    composer = Composer({"临江省": ("province", None)}, {})
    promises = [
        Promise("研发强度", "研发强度", "eq", 3, 3, "%", "rate", None, baseline)
        for baseline in (None, "上年", "全国平均")
    ]
    composer.add(Paper("临江省", "临1号", 2026, [Outline("annual", [Job("研发强度", targets=promises)])]))
    with published(composer.rows, tmp_path) as snapshot:
        rows = snapshot.arrow("SELECT series_key FROM target_series ORDER BY target_id").to_pylist()
    first, second, third = (row["series_key"] for row in rows)
    assert first == second != third


def similar(snapshot: Snapshot, least: float) -> list[tuple[str, str, float]]:
    rows = run_report(snapshot, "target_ladder", {"min_similarity": least}).to_pylist()
    return [(row["indicator"], row["far_indicator"], float(row["similarity"])) for row in rows]


def test_the_ladder_finds_similar_words(tmp_path: Path) -> None:
    composer = Composer({"临江省": ("province", None)}, {})
    near = [
        Promise("甲", "新增高新技术企业", "eq", 100, 100, "家", "count"),
        Promise("甲", "绿化造林", "eq", 5, 5, "亩", "amount"),
    ]
    far = [
        Promise("乙", "高新技术企业", "eq", 500, 500, "家", "count", due_year=2030),
        Promise("乙", "新增专利", "eq", 900, 900, "家", "count", due_year=2030),
        Promise("乙", "绿化造林", "eq", 25, 25, "公里", "amount", due_year=2030),
    ]
    plans = [Outline("annual", [Job("甲", targets=near)]), Outline("five_year", [Job("乙", targets=far)])]
    composer.add(Paper("临江省", "临1号", 2026, plans))
    with published(composer.rows, tmp_path) as snapshot:
        # 新增|增高|高新|新技|技术|术企|企业 and 高新|新技|技术|术企|企业 share five: 2·5/(7+5); the same
        # words in another unit of measure are no rung.
        assert similar(snapshot, 0.6) == [("新增高新技术企业", "高新技术企业", 0.833333)]
        assert similar(snapshot, 0.9) == []


def test_two_common_indicators_are_never_similar(tmp_path: Path) -> None:
    composer = Composer({"临江省": ("province", None)}, {})
    near = Promise("甲", "工业增加值增长", "eq", 5, 5, key="工业增加值增速")
    far = Promise("乙", "工业增加值增长率", "eq", 6, 6, due_year=2030, key="规上工业增加值增速")
    plans = [
        Outline("annual", [Job("甲", targets=[near])]),
        Outline("five_year", [Job("乙", targets=[far])]),
    ]
    composer.add(Paper("临江省", "临1号", 2026, plans))
    with published(composer.rows, tmp_path) as snapshot:
        assert similar(snapshot, 0.1) == []
