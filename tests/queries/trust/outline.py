"""A document whose characters can be counted by hand, and a second one without findings.

The text of 临2026 is

    临2026                                                     front: 5 characters, all the document's number
    一、王明牵头                                               5 characters, the heading (in the front)
    1. 建成学校30所,深化“135”行动,推广3套办法。          the number 1 in the front, then 20 characters
    责任单位:省教育厅、省财政厅                                4 of a label, 8 of units
    以上由省长督办                                             7 characters nobody claims, of section 2
    二、民生实事                                               5 of a heading
    1. 发放补贴1,200元。                                       the number 1, then 9 characters
    责任单位:省民政厅                                          4 of a label, 4 of a unit
    (此件公开发布)                                             6 characters after the last task
"""

from __future__ import annotations

from tests.queries.compose import Composer, Job, Outline, Paper, Promise
from tests.queries.tiny import Rows

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
                        "建成学校30所,深化“135”行动,推广3套办法。",
                        "*省教育厅、省财政厅",
                        [Promise("建成学校30所", "学校", "eq", 30, 30, "所", "count")],
                        "王明",
                        findings=[
                            ("number_not_target", "info", "name_or_code", "“135”"),
                            ("unit_guessed", "warning", "按名称推断", "学校"),
                            ("unit_guessed", "warning", "按名称推断二", "办法"),
                        ],
                    )
                ],
                "一、王明牵头",
            ),
            Outline(
                "livelihood",
                [
                    Job(
                        "发放补贴1,200元。",
                        "*省民政厅",
                        [Promise("发放补贴1,200元", "补贴", "ge", 1200, None, "元", "amount")],
                        findings=[("deadline_unread", "info", "完成时限不是日期", None)],
                    )
                ],
                "二、民生实事",
            ),
        ],
        front="临2026\n",
        end="(此件公开发布)\n",
    ),
    Paper("青石市", "青2026", 2026, [Outline("annual", [Job("管好2座桥。", "*市交通局")])]),
]


def rows() -> Rows:
    """Every row; a line that belongs to nothing stands before the second plan."""
    composer = Composer({"临江省": ("province", None), "青石市": ("prefecture", "临江省")}, {})
    for paper in PAPERS:
        composer.add(paper)
    _insert(composer.rows, "二、民生实事", "以上由省长督办\n")
    return composer.rows


def _insert(rows: Rows, before: str, words: str) -> None:
    """Put words into the first document's text and move every span behind them."""
    document = rows["documents"][0]
    at = document["text"].index(before)
    document["text"] = document["text"][:at] + words + document["text"][at:]
    for table in ("tasks", "task_units", "targets", "findings"):
        for row in rows[table]:
            of_document = row.get("document_id") == 1 or row.get("task_id") in (1, 2)
            if of_document and row["span_start"] is not None and row["span_start"] >= at:
                row["span_start"] += len(words)
                row["span_end"] += len(words)
