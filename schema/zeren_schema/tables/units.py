"""The bodies that are responsible, their names, and the tasks they are on."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from zeren_schema.columns import both, listed, one_of, span_check, span_columns
from zeren_schema.tables.base import key, metadata, reference
from zeren_schema.vocabulary import LEAD_BASES, UNIT_KINDS, UNIT_NAME_KINDS

units = Table(
    "units",
    metadata,
    key("unit_id", "单位", "unit"),
    reference(
        "jurisdiction_id",
        "jurisdictions.jurisdiction_id",
        "文件所属辖区;无法确定为空。",
        "The jurisdiction whose documents name it; NULL if it could not be told.",
        nullable=True,
    ),
    Column("name", Text, nullable=False, comment=both("规范简称,如省发展改革委。", "Canonical short name.")),
    Column("kind", String(20), nullable=False, comment=listed("类别", "Kind", UNIT_KINDS)),
    Column(
        "function",
        Text,
        comment=both(
            "职能,如财政、教育,可跨政府比较;无对应为空。",
            "Function of government, comparable between governments; NULL if none fits.",
        ),
    ),
    reference(
        "parent_unit_id",
        "units.unit_id",
        "上级或归口单位;未知为空。",
        "The unit it belongs to; NULL if unknown.",
        nullable=True,
    ),
    UniqueConstraint("jurisdiction_id", "name"),
    one_of("kind", UNIT_KINDS),
    CheckConstraint("parent_unit_id <> unit_id", name="not_its_own_parent"),
    comment=both("单位:一个机构一行,不论写法。", "Units: one row per body, however it is written."),
)


unit_names = Table(
    "unit_names",
    metadata,
    key("unit_name_id", "单位名称", "unit name"),
    reference("unit_id", "units.unit_id", "所指单位。", "The unit it names.", on_delete="CASCADE"),
    Column("name", Text, nullable=False, comment=both("名称的一种写法。", "One way its name is written.")),
    Column("kind", String(20), nullable=False, comment=listed("写法类别", "Kind of name", UNIT_NAME_KINDS)),
    Column("valid_from", Date, comment=both("启用日期;未知为空。", "First day in use; NULL if unknown.")),
    Column(
        "valid_to",
        Date,
        comment=both("停用日期;仍用或未知为空。", "Last day in use; NULL if in use or unknown."),
    ),
    Column("note", Text, comment=both("说明;无为空。", "Remark; NULL if none.")),
    UniqueConstraint("unit_id", "name"),
    one_of("kind", UNIT_NAME_KINDS),
    CheckConstraint("valid_to >= valid_from", name="period_in_order"),
    comment=both("单位名称:各种写法归于同一单位。", "Unit names: the spellings that mean one unit."),
)


task_units = Table(
    "task_units",
    metadata,
    key("task_unit_id", "责任关系", "responsibility"),
    reference("task_id", "tasks.task_id", "任务。", "The task.", on_delete="CASCADE"),
    reference("unit_id", "units.unit_id", "负责单位。", "The unit responsible."),
    Column(
        "position",
        Integer,
        nullable=False,
        comment=both("在责任名单中的次序,从 1 起。", "Position in the list of the task's units, from 1."),
    ),
    Column("is_lead", Boolean, nullable=False, comment=both("是否牵头。", "Whether the unit leads.")),
    Column(
        "lead_basis",
        String(20),
        nullable=False,
        comment=listed("牵头的依据", "How the lead is known", LEAD_BASES),
    ),
    Column(
        "second_name",
        Text,
        comment=both(
            "括号内的加挂名称,如省能源局;无为空。", "The second name printed in brackets; NULL if none."
        ),
    ),
    Column("mention", Text, nullable=False, comment=both("所印名称。", "The name as printed.")),
    *span_columns(),
    UniqueConstraint("task_id", "position"),
    UniqueConstraint("task_id", "unit_id"),
    one_of("lead_basis", LEAD_BASES),
    CheckConstraint("position >= 1", name="position_from_one"),
    span_check(),
    Index(None, "unit_id"),
    comment=both(
        "责任关系:任务与单位,含牵头与否。", "Responsibilities: which unit is on which task, and who leads."
    ),
)
