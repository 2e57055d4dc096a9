"""Observations and common indicators."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from zeren_schema.migrate import refuse_to_drop

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "observations",
        sa.Column(
            "observation_id",
            sa.Integer(),
            nullable=False,
            comment="观测值的主键。 | Primary key of the observation.",
        ),
        sa.Column(
            "jurisdiction_id", sa.Integer(), nullable=False, comment="所测辖区。 | The jurisdiction measured."
        ),
        sa.Column(
            "indicator_key",
            sa.String(length=60),
            nullable=True,
            comment="通用指标名,如地区生产总值增速;所测为某一指标承诺时为空。 | Common indicator measured; NULL if the value is about one target.",
        ),
        sa.Column(
            "doc_number",
            sa.Text(),
            nullable=True,
            comment="所测承诺的发文字号,无字号者为源文件名;所测为通用指标时为空。 | Document number of the target measured, or the file name where there is none; NULL for a common indicator.",
        ),
        sa.Column(
            "task_code",
            sa.String(length=40),
            nullable=True,
            comment="所测承诺的任务编号;所测为通用指标时为空。 | Code of the task whose target is measured; NULL for a common indicator.",
        ),
        sa.Column(
            "target_ordinal",
            sa.Integer(),
            nullable=True,
            comment="所测承诺在任务中的次序;所测为通用指标时为空。 | Position of the target in its task; NULL for a common indicator.",
        ),
        sa.Column(
            "observed_on", sa.Date(), nullable=False, comment="数据截止日期。 | The day the value is for."
        ),
        sa.Column(
            "value",
            sa.Numeric(24, 6),
            nullable=False,
            comment="数值,以基本单位计。 | The value in base units.",
        ),
        sa.Column(
            "unit",
            sa.Text(),
            nullable=True,
            comment="基本计量单位,如 %、元、个;无量纲为空。 | Base unit of measure; NULL for a pure number.",
        ),
        sa.Column("source", sa.Text(), nullable=False, comment="数据来源。 | Where the value was published."),
        sa.Column("note", sa.Text(), nullable=True, comment="说明;无为空。 | Remark; NULL if none."),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="录入时间(UTC)。 | When it was recorded (UTC).",
        ),
        sa.CheckConstraint(
            "(indicator_key IS NOT NULL AND doc_number IS NULL AND task_code IS NULL AND target_ordinal IS NULL) OR (indicator_key IS NULL AND doc_number IS NOT NULL AND task_code IS NOT NULL AND target_ordinal IS NOT NULL)",
            name=op.f("ck_observations_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"],
            ["jurisdictions.jurisdiction_id"],
            name=op.f("fk_observations_jurisdiction_id"),
        ),
        sa.PrimaryKeyConstraint("observation_id", name=op.f("pk_observations")),
        comment="观测值:某指标或某承诺在某日的实际数值。 | Observations: what an indicator or a target had actually reached on a day.",
    )
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_observations_jurisdiction_id"), ["jurisdiction_id"], unique=False
        )

    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "indicator_key",
                sa.String(length=60),
                nullable=True,
                comment="通用指标名,可跨文件比较,如地区生产总值增速;无对应为空。 | Common indicator, comparable between documents; NULL if none fits.",
            )
        )


def downgrade() -> None:
    refuse_to_drop(op.get_bind(), "observations")
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.drop_column("indicator_key")

    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observations_jurisdiction_id"))

    op.drop_table("observations")
