"""A province over two cities, two years, with targets and observations to judge by hand.

The indicators with a common name are 生产总值增速 (growth, %) and 研发强度 (rate, %).

临江省 2026  annual     1.1.1 王明  生产总值 5—5.5 %, 确保就业 ≥ 100000 人, 失业率 ≤ 5 %
                        1.1.2 李华  研发强度 力争 3.35 %, 公路 600 公里 (due 30 June)
            five_year   2.1.1 王明  研发强度 ≥ 3.5 % by 2030, 港口排名 6—7 名 by 2030
临江省 2025  annual     1.1.1 王明  生产总值 ≥ 5.5 %, 就业 ≥ 90000 人, 绿道 200 公里
青石市 2026  annual     1.1.1 赵强  生产总值 左右 6 %, 研发强度 ≥ 3.2 %
白水市 2026  annual     1.1.1 钱勇  生产总值 = 5 %
"""

from __future__ import annotations

from datetime import date

from tests.queries.compose import Composer, Job, Outline, Paper, Promise
from tests.queries.tiny import Rows

GOVERNMENTS = {
    "临江省": ("province", None),
    "青石市": ("prefecture", "临江省"),
    "白水市": ("prefecture", "临江省"),
}
GROWTH, EFFORT = "生产总值增速", "研发强度"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)

PAPERS = [
    Paper(
        "临江省",
        "临2026",
        2026,
        [
            Outline(
                "annual",
                [
                    Job(
                        "生产总值增长5%—5.5%,确保新增就业10万人以上,失业率5%以内。",
                        "*省发展改革委",
                        [
                            Promise("生产总值增长5%—5.5%", "生产总值增长", "range", 5, "5.5", key=GROWTH),
                            Promise(
                                "确保新增就业10万人以上",
                                "新增就业",
                                "ge",
                                100000,
                                None,
                                "人",
                                "count",
                                "确保",
                            ),
                            Promise("失业率5%以内", "失业率", "le", None, 5, "%", "rate"),
                        ],
                        "王明",
                    ),
                    Job(
                        "力争研发强度达到3.35%,建成公路600公里。",
                        "*省科技厅",
                        [
                            Promise(
                                "力争研发强度达到3.35%",
                                "研发强度",
                                "eq",
                                "3.35",
                                "3.35",
                                "%",
                                "rate",
                                "力争",
                                key=EFFORT,
                            ),
                            Promise("建成公路600公里", "公路", "eq", 600, 600, "公里", "amount"),
                        ],
                        "李华",
                        due_on=date(2026, 6, 30),
                    ),
                ],
                starts_on=FIRST,
                ends_on=LAST,
            ),
            Outline(
                "five_year",
                [
                    Job(
                        "研发强度达到3.5%以上,港口排名保7争6。",
                        "*省科技厅",
                        [
                            Promise(
                                "研发强度达到3.5%以上",
                                "研发强度",
                                "ge",
                                "3.5",
                                None,
                                "%",
                                "rate",
                                due_year=2030,
                                key=EFFORT,
                            ),
                            Promise(
                                "港口排名保7争6", "港口排名", "range", 6, 7, "名", "rank", "保", due_year=2030
                            ),
                        ],
                        "王明",
                    )
                ],
                starts_on=date(2026, 1, 1),
                ends_on=date(2030, 12, 31),
            ),
        ],
    ),
    Paper(
        "临江省",
        "临2025",
        2025,
        [
            Outline(
                "annual",
                [
                    Job(
                        "生产总值增长5.5%以上,新增就业9万人以上,建成绿道200公里。",
                        "*省发展改革委",
                        [
                            Promise(
                                "生产总值增长5.5%以上",
                                "生产总值增长",
                                "ge",
                                "5.5",
                                None,
                                due_year=2025,
                                key=GROWTH,
                            ),
                            Promise(
                                "新增就业9万人以上",
                                "新增就业",
                                "ge",
                                90000,
                                None,
                                "人",
                                "count",
                                due_year=2025,
                            ),
                            Promise(
                                "建成绿道200公里", "绿道", "eq", 200, 200, "公里", "amount", due_year=2025
                            ),
                        ],
                        "王明",
                    )
                ],
                starts_on=date(2025, 1, 1),
                ends_on=date(2025, 12, 31),
            )
        ],
    ),
    Paper(
        "青石市",
        "青2026",
        2026,
        [
            Outline(
                "annual",
                [
                    Job(
                        "生产总值增长6%左右,研发强度3.2%以上。",
                        "*市发展改革委",
                        [
                            Promise("生产总值增长6%左右", "生产总值", "approx", 6, 6, key=GROWTH),
                            Promise(
                                "研发强度3.2%以上", "研发强度", "ge", "3.2", None, "%", "rate", key=EFFORT
                            ),
                        ],
                        "赵强",
                    )
                ],
                starts_on=FIRST,
                ends_on=LAST,
            )
        ],
    ),
    Paper(
        "白水市",
        "白2026",
        2026,
        [
            Outline(
                "annual",
                [
                    Job(
                        "生产总值增长5%。",
                        "*市发展改革委",
                        [Promise("生产总值增长5%", "生产总值", "eq", 5, 5, key=GROWTH)],
                        "钱勇",
                    )
                ],
                starts_on=FIRST,
                ends_on=LAST,
            )
        ],
    ),
]


def rows() -> Rows:
    """Every row of the outline, with observations of 2026."""
    composer = Composer(GOVERNMENTS, {})
    for paper in PAPERS:
        composer.add(paper)
    jobs = {"doc_number": "临2026", "task_code": "1.1.1", "target_ordinal": 2}
    composer.observe("临江省", date(2026, 3, 31), 20000, "人", **jobs)
    composer.observe("临江省", date(2026, 6, 30), 61000, "人", **jobs)
    composer.observe(
        "临江省", date(2026, 6, 30), "5.2", "%", doc_number="临2026", task_code="1.1.1", target_ordinal=3
    )
    roads = {"doc_number": "临2026", "task_code": "1.1.2", "target_ordinal": 2}
    composer.observe("临江省", date(2026, 6, 30), 590, "公里", **roads)
    composer.observe("临江省", date(2026, 6, 30), "5.3", "%", indicator_key=GROWTH)
    composer.observe("临江省", date(2025, 12, 31), "5.8", "%", indicator_key=GROWTH)
    composer.observe("临江省", date(2026, 6, 30), "3.3", "%", indicator_key=EFFORT)
    composer.observe("青石市", date(2026, 6, 30), "5.75", "%", indicator_key=GROWTH)
    composer.observe("青石市", date(2026, 6, 30), 320, "亿元", indicator_key=EFFORT)
    return composer.rows
