"""A province and a city of it, small enough to count by hand.

临江省, 临政办发〔2026〕1号
  annual      1.1.1  *省发展改革委(省能源局)、省自然资源厅             王明   12 个
              1.1.2  *省能源局、省发展改革委                           王明
              1.1.3  *省自然资源厅、省林业局、省安委会其他成员单位     李华   3 %
              1.1.4  *省委依法治省办(省司法厅)                         (nobody), list left open
              1.1.5  *省司法厅、省林业局                               李华
  five_year   2.1.1  *省发展改革委                                     王明
青石市, 青政办〔2026〕2号
  annual      1.1.1  *市发展改革委、市财政局                           赵强
              1.1.2  *市财政局                                         赵强

省能源局 and 省林业局 stand below 省发展改革委 and 省自然资源厅. 省司法厅 is printed once without brackets and
省委依法治省办 never, so for both names 省司法厅 stands.
"""

from __future__ import annotations

from tests.queries.compose import Body, Composer, Job, Outline, Paper, Promise
from tests.queries.tiny import Rows

GOVERNMENTS = {"临江省": ("province", None), "青石市": ("prefecture", "临江省")}
BODIES = {
    "省发展改革委": Body(function="发展改革"),
    "市发展改革委": Body(function="发展改革"),
    "省能源局": Body(function="能源", parent="省发展改革委"),
    "省自然资源厅": Body(function="自然资源"),
    "省林业局": Body(function="林业", parent="省自然资源厅"),
    "省安委会其他成员单位": Body(kind="group"),
    "省委依法治省办": Body(kind="party", second_names=("省司法厅",)),
    "省司法厅": Body(function="司法"),
    "市财政局": Body(function="财政"),
}
PAPERS = [
    Paper(
        "临江省",
        "临政办发〔2026〕1号",
        2026,
        [
            Outline(
                "annual",
                [
                    Job(
                        "建成电站12个。",
                        "*省发展改革委(省能源局)、省自然资源厅",
                        [Promise("建成电站12个", "建成电站", "eq", 12, 12, "个", "count")],
                        "王明",
                    ),
                    Job("保障能源供应。", "*省能源局、省发展改革委", leader="王明"),
                    Job(
                        "林业产值增长3%。",
                        "*省自然资源厅、省林业局、省安委会其他成员单位",
                        [Promise("林业产值增长3%", "林业产值", "eq", 3, 3)],
                        "李华",
                    ),
                    Job(
                        "推进依法行政。",
                        "*省委依法治省办(省司法厅)",
                        findings=[("list_open", "info", "名单未列尽(等)", "行政")],
                    ),
                    Job("办好法律援助。", "*省司法厅、省林业局", leader="李华"),
                ],
            ),
            Outline("five_year", [Job("扩大有效投资。", "*省发展改革委", leader="王明")]),
        ],
    ),
    Paper(
        "青石市",
        "青政办〔2026〕2号",
        2026,
        [
            Outline(
                "annual",
                [
                    Job("抓好项目建设。", "*市发展改革委、市财政局", leader="赵强"),
                    Job("管好政府债务。", "*市财政局", leader="赵强"),
                ],
            )
        ],
    ),
]


def rows() -> Rows:
    """Every row of the outline."""
    composer = Composer(GOVERNMENTS, BODIES)
    for paper in PAPERS:
        composer.add(paper)
    return composer.rows
