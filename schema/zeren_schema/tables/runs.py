"""What the schedules did: one row per run, there before the work starts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, Text

from zeren_schema.columns import UtcTimestamp, both, listed, one_of
from zeren_schema.tables.base import key, metadata
from zeren_schema.vocabulary import RUN_OUTCOMES

runs = Table(
    "runs",
    metadata,
    key("run_id", "运行记录", "run"),
    Column("schedule", String(60), nullable=False, comment=both("定时任务名。", "Name of the schedule.")),
    Column(
        "due_at",
        UtcTimestamp,
        comment=both(
            "所应执行的时刻(UTC);此前从无此时刻为空。",
            "The planned time it ran for (UTC); NULL if there had been none yet.",
        ),
    ),
    Column(
        "started_at", UtcTimestamp, nullable=False, comment=both("开始时间(UTC)。", "When it began (UTC).")
    ),
    Column(
        "finished_at",
        UtcTimestamp,
        comment=both(
            "结束时间(UTC);尚在运行为空。",
            "When it ended, or was found to have died (UTC); NULL while it runs.",
        ),
    ),
    Column("outcome", String(20), nullable=False, comment=listed("结果", "Outcome", RUN_OUTCOMES)),
    Column(
        "process",
        Text,
        nullable=False,
        comment=both("执行的进程与主机。", "The process that ran it, and on which host."),
    ),
    Column(
        "target_folder",
        Text,
        nullable=False,
        comment=both("导出目标文件夹。", "The folder exported to."),
    ),
    Column(
        "snapshot_id",
        String(16),
        comment=both("所用快照;未及读取为空。", "The snapshot read; NULL if it did not get that far."),
    ),
    Column(
        "set_id",
        String(16),
        comment=both("导出的成套文件;未导出为空。", "The set exported; NULL if there is none."),
    ),
    Column(
        "n_files",
        Integer,
        comment=both(
            "成套文件中的报表数;未导出为空。", "Number of reports in the set; NULL if there is none."
        ),
    ),
    Column(
        "n_changed",
        Integer,
        comment=both(
            "较上一套有变化的报表数;未导出为空。",
            "Number of reports that differ from the set before; NULL if there is none.",
        ),
    ),
    Column(
        "n_rows",
        Integer,
        comment=both("各报表行数之和;未导出为空。", "Number of rows in all reports; NULL if there is none."),
    ),
    Column(
        "message",
        Text,
        comment=both("说明,如失败的原因;无为空。", "Remark, such as why it failed; NULL if none."),
    ),
    one_of("outcome", RUN_OUTCOMES),
    CheckConstraint("(outcome = 'running') = (finished_at IS NULL)", name="finished_unless_running"),
    Index(None, "schedule", "run_id"),
    # The history of one installation says nothing about the documents: it stays out of the snapshots.
    info={"is_published": False},
    comment=both("定时任务运行记录:每次运行一行。", "Runs of schedules: one row per run."),
)
