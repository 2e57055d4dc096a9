"""The numbers that tasks promise, and what was reached."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from zeren_schema.columns import ExactDecimal, UtcTimestamp, both, listed, one_of, span_check, span_columns
from zeren_schema.tables.base import key, metadata, ordinal, reference
from zeren_schema.vocabulary import COMPARATORS, MEASURES

targets = Table(
    "targets",
    metadata,
    key("target_id", "指标", "target"),
    reference("task_id", "tasks.task_id", "所在任务。", "The task it stands in.", on_delete="CASCADE"),
    ordinal("在任务中的次序", "Position in the task"),
    Column("indicator", Text, nullable=False, comment=both("指标名称。", "What is measured or delivered.")),
    Column("comparator", String(10), nullable=False, comment=listed("比较方式", "Comparator", COMPARATORS)),
    Column(
        "low",
        ExactDecimal,
        comment=both("下限,以基本单位计;无下限为空。", "Lower bound in base units; NULL if there is none."),
    ),
    Column(
        "high",
        ExactDecimal,
        comment=both("上限,以基本单位计;无上限为空。", "Upper bound in base units; NULL if there is none."),
    ),
    Column(
        "unit",
        Text,
        comment=both(
            "基本计量单位,如 %、元、个;无量纲为空。", "Base unit of measure; NULL for a pure number."
        ),
    ),
    Column("measure", String(10), nullable=False, comment=listed("度量类别", "Kind of measure", MEASURES)),
    Column(
        "commitment",
        Text,
        comment=both("承诺用语,如确保、力争;无为空。", "The word that binds, as printed; NULL if none."),
    ),
    Column(
        "baseline",
        Text,
        comment=both("比较基准,如全省平均;无为空。", "What it is relative to; NULL if not said."),
    ),
    Column(
        "due_year",
        Integer,
        comment=both("目标年份;无法确定为空。", "The year it is promised for; NULL if it could not be told."),
    ),
    Column(
        "quote",
        Text,
        nullable=False,
        comment=both("原文摘句。", "The words that carry the target, as printed."),
    ),
    *span_columns(),
    Column(
        "indicator_key",
        String(60),
        comment=both(
            "通用指标名,可跨文件比较,如地区生产总值增速;无对应为空。",
            "Common indicator, comparable between documents; NULL if none fits.",
        ),
    ),
    UniqueConstraint("task_id", "ordinal"),
    one_of("comparator", COMPARATORS),
    one_of("measure", MEASURES),
    CheckConstraint(
        "(comparator IN ('eq', 'approx') AND low IS NOT NULL AND high IS NOT NULL AND low = high)"
        " OR (comparator = 'ge' AND low IS NOT NULL AND high IS NULL)"
        " OR (comparator = 'le' AND low IS NULL AND high IS NOT NULL)"
        " OR (comparator = 'range' AND low IS NOT NULL AND high IS NOT NULL AND low < high)",
        name="bounds_fit_comparator",
    ),
    span_check(),
    comment=both("量化指标:任务承诺的数字。", "Targets: the numbers that tasks promise."),
)


observations = Table(
    "observations",
    metadata,
    key("observation_id", "观测值", "observation"),
    reference(
        "jurisdiction_id",
        "jurisdictions.jurisdiction_id",
        "所测辖区。",
        "The jurisdiction measured.",
    ),
    Column(
        "indicator_key",
        String(60),
        comment=both(
            "通用指标名,如地区生产总值增速;所测为某一指标承诺时为空。",
            "Common indicator measured; NULL if the value is about one target.",
        ),
    ),
    Column(
        "doc_number",
        Text,
        comment=both(
            "所测承诺的发文字号,无字号者为源文件名;所测为通用指标时为空。",
            "Document number of the target measured, or the file name where there is none;"
            " NULL for a common indicator.",
        ),
    ),
    Column(
        "task_code",
        String(40),
        comment=both(
            "所测承诺的任务编号;所测为通用指标时为空。",
            "Code of the task whose target is measured; NULL for a common indicator.",
        ),
    ),
    Column(
        "target_ordinal",
        Integer,
        comment=both(
            "所测承诺在任务中的次序;所测为通用指标时为空。",
            "Position of the target in its task; NULL for a common indicator.",
        ),
    ),
    Column("observed_on", Date, nullable=False, comment=both("数据截止日期。", "The day the value is for.")),
    Column(
        "value", ExactDecimal, nullable=False, comment=both("数值,以基本单位计。", "The value in base units.")
    ),
    Column(
        "unit",
        Text,
        comment=both(
            "基本计量单位,如 %、元、个;无量纲为空。", "Base unit of measure; NULL for a pure number."
        ),
    ),
    Column("source", Text, nullable=False, comment=both("数据来源。", "Where the value was published.")),
    Column("note", Text, comment=both("说明;无为空。", "Remark; NULL if none.")),
    Column(
        "recorded_at",
        UtcTimestamp,
        nullable=False,
        comment=both("录入时间(UTC)。", "When it was recorded (UTC)."),
    ),
    CheckConstraint(
        "(indicator_key IS NOT NULL AND doc_number IS NULL AND task_code IS NULL AND target_ordinal IS NULL)"
        " OR (indicator_key IS NULL AND doc_number IS NOT NULL AND task_code IS NOT NULL"
        " AND target_ordinal IS NOT NULL)",
        name="one_subject",
    ),
    Index(None, "jurisdiction_id"),
    comment=both(
        "观测值:某指标或某承诺在某日的实际数值。",
        "Observations: what an indicator or a target had actually reached on a day.",
    ),
)
