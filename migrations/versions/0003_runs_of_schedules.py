"""Runs of schedules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from zeren_schema.migrate import refuse_to_drop

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column(
            "run_id", sa.Integer(), nullable=False, comment="运行记录的主键。 | Primary key of the run."
        ),
        sa.Column(
            "schedule", sa.String(length=60), nullable=False, comment="定时任务名。 | Name of the schedule."
        ),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="所应执行的时刻(UTC);此前从无此时刻为空。 | The planned time it ran for (UTC); NULL if there had been none yet.",
        ),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="开始时间(UTC)。 | When it began (UTC).",
        ),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="结束时间(UTC);尚在运行为空。 | When it ended, or was found to have died (UTC); NULL while it runs.",
        ),
        sa.Column(
            "outcome",
            sa.String(length=20),
            nullable=False,
            comment="结果:running=运行中、done=已完成、failed=失败、stopped=被停止、lost=中断。 | Outcome: running, done, failed, stopped, lost.",
        ),
        sa.Column(
            "process",
            sa.Text(),
            nullable=False,
            comment="执行的进程与主机。 | The process that ran it, and on which host.",
        ),
        sa.Column(
            "target_folder", sa.Text(), nullable=False, comment="导出目标文件夹。 | The folder exported to."
        ),
        sa.Column(
            "snapshot_id",
            sa.String(length=16),
            nullable=True,
            comment="所用快照;未及读取为空。 | The snapshot read; NULL if it did not get that far.",
        ),
        sa.Column(
            "set_id",
            sa.String(length=16),
            nullable=True,
            comment="导出的成套文件;未导出为空。 | The set exported; NULL if there is none.",
        ),
        sa.Column(
            "n_files",
            sa.Integer(),
            nullable=True,
            comment="成套文件中的报表数;未导出为空。 | Number of reports in the set; NULL if there is none.",
        ),
        sa.Column(
            "n_changed",
            sa.Integer(),
            nullable=True,
            comment="较上一套有变化的报表数;未导出为空。 | Number of reports that differ from the set before; NULL if there is none.",
        ),
        sa.Column(
            "n_rows",
            sa.Integer(),
            nullable=True,
            comment="各报表行数之和;未导出为空。 | Number of rows in all reports; NULL if there is none.",
        ),
        sa.Column(
            "message",
            sa.Text(),
            nullable=True,
            comment="说明,如失败的原因;无为空。 | Remark, such as why it failed; NULL if none.",
        ),
        sa.CheckConstraint(
            "(outcome = 'running') = (finished_at IS NULL)", name=op.f("ck_runs_finished_unless_running")
        ),
        sa.CheckConstraint(
            "outcome IN ('running', 'done', 'failed', 'stopped', 'lost')", name=op.f("ck_runs_outcome_known")
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_runs")),
        comment="定时任务运行记录:每次运行一行。 | Runs of schedules: one row per run.",
    )
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_runs_schedule_run_id"), ["schedule", "run_id"], unique=False)


def downgrade() -> None:
    refuse_to_drop(op.get_bind(), "runs")
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_runs_schedule_run_id"))

    op.drop_table("runs")
