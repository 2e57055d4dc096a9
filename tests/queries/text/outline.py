"""One province, two years: tasks that stay, change, come and go, and a five-year plan to align with.

临江省 2025  annual     1.1.1 王明  办好每一所学校。                     *省教育厅
                        1.1.2 王明  新增养老床位1万张,建设社区食堂。     *省民政厅、省财政厅     ≥ 10000 张
                        1.1.3 李华  举办全省运动会。                     *省体育局
临江省 2026  annual     1.1.1 李华  办好每一所学校!                      *省教育厅、*省财政厅
                        1.1.2 王明  新增养老床位2万张,建设社区食堂。     *省财政厅、省民政厅     ≥ 20000 张
                        1.1.3       推进ＡＩ算力设施布局。               *省数据局
            five_year   2.1.1 王明  持续增加养老床位。                   *省民政厅
                        2.1.2       建设算力设施高地,算力翻番。          *省数据局
"""

from __future__ import annotations

from tests.queries.compose import Composer, Job, Outline, Paper, Promise
from tests.queries.tiny import Rows


def beds(number: int, year: int) -> Promise:
    quote = f"新增养老床位{number}万张"
    return Promise(quote, "新增养老床位", "ge", number * 10000, None, "张", "count", due_year=year)


PAPERS = [
    Paper(
        "临江省",
        "临2025",
        2025,
        [
            Outline(
                "annual",
                [
                    Job("办好每一所学校。", "*省教育厅", leader="王明"),
                    Job(
                        "新增养老床位1万张,建设社区食堂。",
                        "*省民政厅、省财政厅",
                        [beds(1, 2025)],
                        leader="王明",
                    ),
                    Job("举办全省运动会。", "*省体育局", leader="李华"),
                ],
            )
        ],
    ),
    Paper(
        "临江省",
        "临2026",
        2026,
        [
            Outline(
                "annual",
                [
                    Job("办好每一所学校!", "*省教育厅、*省财政厅", leader="李华"),
                    Job(
                        "新增养老床位2万张,建设社区食堂。",
                        "*省财政厅、省民政厅",
                        [beds(2, 2026)],
                        leader="王明",
                    ),
                    Job("推进ＡＩ算力设施布局。", "*省数据局"),
                ],
            ),
            Outline(
                "five_year",
                [
                    Job("持续增加养老床位。", "*省民政厅", leader="王明"),
                    Job("建设算力设施高地,算力翻番。", "*省数据局"),
                ],
            ),
        ],
    ),
]


def rows() -> Rows:
    """Every row of the outline."""
    composer = Composer({"临江省": ("province", None)}, {})
    for paper in PAPERS:
        composer.add(paper)
    return composer.rows
